"""The screen on which a stage is handed to somebody else, and what follows."""

import pytest

from ledger import bodies
from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.models import Handover, Submission
from workflow.roles import Duty
from workflow.states import Stage


@pytest.fixture
def submission(office: Office) -> Submission:
    """An item at the second stage; 何静 and 陈默 are appointed to it too; 陈默 wrote at it."""
    office.appoint("he", Duty.SECOND)
    office.appoint("chen", Duty.SECOND)
    page = office.rewrite(office.page("备案通告"), "各单位请备案。", by="chen")
    submission = office.submit(page)
    office.sign(submission, Stage.FIRST)
    return submission


def address(submission: Submission) -> str:
    """Where it is handed over."""
    return f"/admin/desk/{submission.uid}/hand-over/"


def form(office: Office, submission: Submission, to: str, **more: str) -> dict[str, str]:
    """What the form sends."""
    plain = {
        "shown": submission.digest,
        "stage": "second",
        "confirm": "1",
        "to": office.person(to).uid,
        "reason": "我下午开会，请代审。",
    }
    return {**plain, **more}


def test_only_people_who_could_sign_are_listed(submission: Submission, signed_in: SignedIn) -> None:
    """Who took part is named beside the list."""
    shown = signed_in("wu").get(address(submission)).content.decode()
    listed = shown.partition("<fieldset")[2].partition("</fieldset>")[0]
    assert "何静" in listed
    for name in ("吴敏", "周正", "陈默", "林晓"):
        assert name not in listed
    assert "周正、林晓、陈默参与过本稿" in shown
    assert "转交不延长时限" in shown


def test_it_is_handed_over_and_both_see_it(
    submission: Submission, office: Office, signed_in: SignedIn
) -> None:
    """The named person stands first; the other may still sign."""
    client = signed_in("wu")
    answer = client.post(address(submission), form(office, submission, "he"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/admin/desk/"
    assert Handover.objects.get().to_name == "何静"
    assert "已转交给我" in signed_in("he").get(f"/admin/desk/{submission.uid}/").content.decode()
    mine = client.get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "已转交给何静" in mine
    assert 'value="pass"' in mine


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"reason": ""}, "请写明为什么转交"),
        ({"to": ""}, "请选择转交给谁"),
        ({"to": "00000000-0000-4000-8000-000000000000"}, "请选择转交给谁"),
        ({"shown": "sha256:" + "0" * 64}, "内容在您打开之后变了"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_kept(
    submission: Submission,
    office: Office,
    signed_in: SignedIn,
    more: dict[str, str],
    sentence: str,
) -> None:
    """Nothing is written."""
    answer = signed_in("wu").post(address(submission), {**form(office, submission, "he"), **more})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert sentence in shown
    assert more.get("reason", "我下午开会，请代审。") in shown
    assert not Handover.objects.exists()


@pytest.mark.parametrize("to", ["zhou", "chen", "wu", "lin"])
def test_nobody_else_can_be_chosen_by_hand(
    submission: Submission, office: Office, signed_in: SignedIn, to: str
) -> None:
    """The list is a hint; the rules decide."""
    answer = signed_in("wu").post(address(submission), form(office, submission, to))
    assert answer.status_code == 409
    assert not Handover.objects.exists()


@pytest.mark.parametrize("who", ["zhou", "zheng", "lin"])
def test_who_could_not_sign_the_stage_hands_nothing_over(
    submission: Submission, office: Office, signed_in: SignedIn, who: str
) -> None:
    """Neither by looking nor by sending."""
    client = signed_in(who)
    assert client.get(address(submission)).status_code == 409
    assert client.post(address(submission), form(office, submission, "he")).status_code == 409
    assert not Handover.objects.exists()


def test_a_contributor_is_refused_with_what_they_did_and_the_way_out(
    submission: Submission, office: Office, signed_in: SignedIn
) -> None:
    """They may hand over what they may not sign."""
    client = signed_in("chen")
    shown = client.get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "您改动过本稿，不能再审签" in shown
    assert "您改动过本稿 1 次" in shown
    assert "转交给 何静（复审）" in shown
    answer = client.post(address(submission), form(office, submission, "he"))
    assert answer.status_code == 302


def test_an_opinion_that_was_begun_is_kept(
    submission: Submission, office: Office, signed_in: SignedIn
) -> None:
    """The button is on the form with the opinion."""
    client = signed_in("wu")
    asked = client.post(address(submission), {"words": "刚写了一半", "shown": submission.digest})
    assert asked.status_code == 200
    assert not Handover.objects.exists()
    assert "刚写了一半" in client.get(f"/admin/desk/{submission.uid}/").content.decode()


@pytest.mark.parametrize(
    ("reason", "sentence", "kept"),
    [
        ("请" * 501, "理由超过 500 个字", "请" * 500),
        ("请\u200b代审", "理由中有看不见的字符", "请代审"),
    ],
)
def test_a_reason_is_never_changed_behind_its_writer(
    submission: Submission,
    signed_in: SignedIn,
    office: Office,
    reason: str,
    sentence: str,
    kept: str,
) -> None:
    """What was cut or cleaned is shown again, and nothing is handed over."""
    sent = form(office, submission, "he", reason=reason)
    answer = signed_in("wu").post(address(submission), sent)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert sentence in text
    assert f">{kept}</textarea>" in text
    assert not Handover.objects.exists()


def test_line_ends_do_not_count_twice(
    submission: Submission, signed_in: SignedIn, office: Office
) -> None:
    """A browser counts a line end as one character and sends it as two."""
    sent = form(office, submission, "he", reason="请\r\n" * 249 + "请审")
    assert signed_in("wu").post(address(submission), sent).status_code == 302
    assert len(bodies.words(Handover.objects.get().words)) == 500
