"""The item before a reviewer: what is shown and what cannot run."""

import re

import pytest

from ledger.canonical import short_code
from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.states import Stage


@pytest.fixture
def markup(office: Office, signed_in: SignedIn) -> str:
    """The page of an item at the second stage, as its reviewer sees it."""
    submission = office.submit(office.page("关于安全检查的通知"))
    office.sign(submission, Stage.FIRST, words="文字已核。")
    return signed_in("wu").get(f"/admin/desk/{submission.uid}/").content.decode()


def test_the_page_is_framed_without_scripts_and_without_our_origin(markup: str) -> None:
    """An empty sandbox attribute allows nothing."""
    frame = re.search(r"<iframe[^>]*>", markup)
    assert frame
    assert re.search(r'\ssandbox(=""|\s|>)', frame.group())
    assert "allow-" not in frame.group()
    assert "/admin/content/sha256:" in frame.group()


def test_the_reviewer_sees_earlier_opinions_and_the_code(markup: str) -> None:
    """Who vouched and what they said; what exactly is signed."""
    assert "文字已核。" in markup
    assert "您签署的是这一份内容" in markup
    assert re.search(r"[0-9A-F]{4}·[0-9A-F]{4}·[0-9A-F]{4}", markup)


def test_the_desk_brings_no_inline_script_or_style(office: Office, signed_in: SignedIn) -> None:
    """And a policy that would stop one."""
    submission = office.submit(office.page())
    for key, address in (
        ("zhou", "/admin/desk/"),
        ("zhou", f"/admin/desk/{submission.uid}/"),
        ("secadmin", "/admin/people/appointments/"),
        ("qian", "/admin/audit/"),
    ):
        answer = signed_in(key).get(address)
        assert answer.status_code == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy
        assert "script-src 'self'" in policy
        main = answer.content.decode().partition('<div class="dk">')[2]
        inside = main.partition("</main>")[0]
        assert inside
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", inside)


def test_the_code_is_that_of_the_submission(office: Office, signed_in: SignedIn) -> None:
    """The same twelve digits everywhere."""
    submission = office.submit(office.page())
    shown = signed_in("zhou").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert short_code(submission.digest) in shown
    assert f'name="shown" value="{submission.digest}"' in shown


def test_what_changed_against_the_release_is_shown(office: Office, signed_in: SignedIn) -> None:
    """Only the difference, with whole numbers."""
    first = office.page(text="补贴标准为每人每年380元。")
    office.release(first)
    again = office.rewrite(first, "补贴标准为每人每年400元。")
    submission = office.submit(again)
    shown = signed_in("zhou").get(f"/admin/desk/{submission.uid}/?view=changes").content.decode()
    assert re.search(r'<del class="dk-del">(<span[^>]*>[^<]*</span>)?380', shown)
    assert re.search(r'<ins class="dk-ins">(<span[^>]*>[^<]*</span>)?400', shown)
    assert "与现行版对比" in shown


def test_a_page_that_never_was_public_says_that_everything_is_new(
    office: Office, signed_in: SignedIn
) -> None:
    """Not an empty comparison."""
    submission = office.submit(office.page())
    shown = signed_in("zhou").get(f"/admin/desk/{submission.uid}/?view=changes").content.decode()
    assert "本页从未公开，全部内容都是新的。" in shown


def test_after_a_return_the_reviewer_can_compare_with_what_they_signed(
    office: Office, signed_in: SignedIn
) -> None:
    """The reviewer's real task in the second round."""
    page = office.page(text="截止日期为12月20日。")
    first = office.submit(page)
    office.sign(first, Stage.FIRST)
    office.send_back(first, Stage.SECOND)
    second = office.submit(office.rewrite(page, "截止日期为12月31日。"))
    shown = signed_in("zhou").get(f"/admin/desk/{second.uid}/?view=changes").content.decode()
    assert "与您签过的第 1 轮对比" in shown
    assert "请改日期。" in shown


def test_who_has_no_duty_reads_and_finds_no_button(office: Office, signed_in: SignedIn) -> None:
    """The refusal's own sentence stands where the button would be."""
    submission = office.submit(office.page())
    shown = signed_in("he").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert 'value="pass"' not in shown
    assert "何静" in shown


@pytest.mark.parametrize(
    "asked",
    ["?view=nonsense", "?page=99", "?page=-1", "?page=x", "?base=%00", "?view=fields&page="],
)
def test_nonsense_in_the_address_shows_the_first_page(
    office: Office, signed_in: SignedIn, asked: str
) -> None:
    """Never an error page."""
    submission = office.submit(office.page())
    answer = signed_in("zhou").get(f"/admin/desk/{submission.uid}/{asked}")
    assert answer.status_code == 200


def test_an_unknown_submission_is_not_found(signed_in: SignedIn) -> None:
    """Neither by guess nor by nonsense."""
    client = signed_in("zhou")
    assert client.get("/admin/desk/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert client.get("/admin/desk/%00/").status_code == 404


def test_the_keys_of_the_desk_stand_in_wagtails_own_list(
    office: Office, signed_in: SignedIn
) -> None:
    """Where people look for keys."""
    submission = office.submit(office.page())
    shown = signed_in("zhou").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "签署、退回、转交" in shown
    assert shown.count('id="keyboard-shortut-group-') > 2
