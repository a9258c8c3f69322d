"""Disposing, passing, returning and recalling by the screens."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow import appointments, commands
from workflow.desk.checklist import CHECKLISTS
from workflow.desk.typed import MOST
from workflow.models import Appointment, Disposition, Opinion, OpinionDraft, PageReview, Submission
from workflow.proofreading import rule
from workflow.roles import Duty
from workflow.states import STAGES, Stage, State

TICKS = {stage: [key for key, _dimensions, _label in CHECKLISTS[stage][1]] for stage in Stage}
WORDS = "数字、日期已与依据文件核对。"


def post(client: Client, submission: Submission, act: str = "sign", **values: Any) -> HttpResponse:
    """Press a button on the item's page as it was shown."""
    form = {"shown": submission.digest, **values}
    return client.post(f"/admin/desk/{submission.uid}/{act}/", form)  # type: ignore[return-value]


def press_pass(client: Client, submission: Submission, stage: Stage, **more: Any) -> HttpResponse:
    """Tick everything and press the deciding button, then confirm."""
    ticks = TICKS[stage]
    form = {"decision": "pass", "stage": stage.value, "checked": ticks, "words": WORDS, **more}
    asked = post(client, submission, **form)
    if asked.status_code != 200:
        return asked
    return post(client, submission, **form, confirm="1")


def test_three_people_sign_and_the_page_is_released(office: Office, signed_in: SignedIn) -> None:
    """By the screens alone."""
    submission = office.submit(office.page())
    for stage, key in zip(STAGES, ("zhou", "wu", "zheng"), strict=True):
        assert press_pass(signed_in(key), submission, stage).status_code == 302
    assert PageReview.objects.get().state == State.RELEASED
    assert Opinion.objects.count() == 3


def test_a_pass_is_asked_before_it_is_signed(office: Office, signed_in: SignedIn) -> None:
    """The first press shows the code once more and signs nothing."""
    submission = office.submit(office.page())
    form = {"decision": "pass", "stage": "first", "checked": TICKS[Stage.FIRST], "words": WORDS}
    asked = post(signed_in("zhou"), submission, **form)
    assert "确认签署" in asked.content.decode()
    assert not Opinion.objects.exists()


def test_after_signing_the_next_item_is_offered_and_not_opened(
    office: Office, signed_in: SignedIn
) -> None:
    """Back to the queue, with a button."""
    submission = office.submit(office.page("第一件"))
    following = office.submit(office.page("第二件"))
    client = signed_in("zhou")
    answer = press_pass(client, submission, Stage.FIRST)
    assert answer.headers["Location"] == "/admin/desk/"
    shown = client.get("/admin/desk/").content.decode()
    assert "打开下一件" in shown
    assert f"/admin/desk/{following.uid}/" in shown


def test_a_form_that_showed_another_version_signs_nothing(
    office: Office, signed_in: SignedIn
) -> None:
    """And keeps the words."""
    submission = office.submit(office.page())
    client = signed_in("zhou")
    answer = press_pass(client, submission, Stage.FIRST, shown="sha256:" + "0" * 64)
    assert answer.status_code == 409
    assert not Opinion.objects.exists()
    assert WORDS in answer.content.decode()


def test_the_confirmation_decides_again(office: Office, signed_in: SignedIn) -> None:
    """A digest that changed between the two presses is refused by the command."""
    submission = office.submit(office.page())
    form = {"decision": "pass", "stage": "first", "words": WORDS, "confirm": "1"}
    answer = post(signed_in("zhou"), submission, **{**form, "shown": "sha256:" + "0" * 64})
    assert answer.status_code == 409
    assert "内容在您打开之后变了" in answer.content.decode()
    assert not Opinion.objects.exists()


def test_a_contributor_is_refused_with_a_reason(office: Office, signed_in: SignedIn) -> None:
    """The desk shows the refusal's own sentence and takes the buttons away."""
    page = office.page()
    office.appoint("chen", Duty.FIRST)
    page = office.rewrite(page, "陈默改过的正文。", by="chen")
    submission = office.submit(page)
    client = signed_in("chen")
    shown = client.get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "您改动过本稿，不能再审签" in shown
    assert 'value="pass"' not in shown
    assert press_pass(client, submission, Stage.FIRST).status_code == 409
    assert not Opinion.objects.exists()


def test_whose_appointment_was_revoked_reads_when_it_ended(
    office: Office, signed_in: SignedIn
) -> None:
    """And what they typed is still there."""
    submission = office.submit(office.page())
    client = signed_in("zhou")
    post(client, submission, "draft", words=WORDS)
    row = Appointment.objects.get(
        person=office.person("zhou").uid, duty=Duty.FIRST, act=Appointment.PROPOSED
    )
    appointments.revoke(office.presence("secadmin"), row.uid, "调离")
    answer = press_pass(client, submission, Stage.FIRST)
    assert answer.status_code == 409
    assert "您的任命已到期，暂时不能签署" in answer.content.decode()
    assert WORDS in answer.content.decode()


def test_who_comes_second_to_a_stage_is_told_who_was_first(
    office: Office, signed_in: SignedIn
) -> None:
    """Two reviewers of one stage had the page open."""
    office.appoint("he", Duty.FIRST)
    submission = office.submit(office.page())
    client = signed_in("he")
    office.sign(submission, Stage.FIRST)
    answer = press_pass(client, submission, Stage.FIRST)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "周正" in shown
    assert WORDS in shown


def test_an_undisposed_error_stops_the_signature(office: Office, signed_in: SignedIn) -> None:
    """The finding can be disposed of on the page; then the signature goes through."""
    submission = office.submit(office.page(text="请于2026年2月30日前报送。"))
    client = signed_in("zhou")
    assert press_pass(client, submission, Stage.FIRST).status_code == 409
    assert not Opinion.objects.exists()
    values = {"dispose": "1:kept", "reason-1": "原文如此", "words": WORDS}
    assert post(client, submission, "dispose", **values).status_code == 302
    assert Disposition.objects.get().reason == "原文如此"
    assert press_pass(client, submission, Stage.FIRST).status_code == 302


def test_keeping_without_a_reason_asks_for_one_and_keeps_the_opinion(
    office: Office, signed_in: SignedIn
) -> None:
    """The sentence stands at the finding."""
    submission = office.submit(office.page(text="请于2026年2月30日前报送。"))
    client = signed_in("zhou")
    answer = post(client, submission, "dispose", **{"dispose": "1:kept", "words": WORDS})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert 'id="e1"' in shown
    assert WORDS in shown
    assert not Disposition.objects.exists()


def test_an_incomplete_checklist_is_named(office: Office, signed_in: SignedIn) -> None:
    """With how many ticks are there."""
    submission = office.submit(office.page())
    form = {"decision": "pass", "stage": "first", "checked": TICKS[Stage.FIRST][:1]}
    answer = post(signed_in("zhou"), submission, **form)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "已核 1 项，共 4 项" in shown
    assert "清单没有核完" in shown
    assert 'href="#p-sign">去清单' in shown


def test_a_return_to_the_drafter_takes_words(office: Office, signed_in: SignedIn) -> None:
    """Without words it is refused on the same page."""
    submission = office.submit(office.page())
    client = signed_in("zhou")
    form = {"decision": "return", "stage": "first", "target": "drafter", "confirm": "1"}
    assert post(client, submission, **form, words="").status_code == 409
    assert post(client, submission, **form, words="请改日期。").status_code == 302
    assert PageReview.objects.get().state == State.RETURNED


def test_the_final_reviewer_can_return_to_an_earlier_stage(
    office: Office, signed_in: SignedIn
) -> None:
    """The text stays; that stage looks again."""
    submission = office.submit(office.page())
    office.advance(submission, Stage.FINAL)
    client = signed_in("zheng")
    asked = post(client, submission, decision="return", stage="final").content.decode()
    for target in ("drafter", "first", "second"):
        assert f'value="{target}"' in asked
    form = {"decision": "return", "stage": "final", "target": "second", "confirm": "1"}
    assert post(client, submission, **form, words="请再核金额。").status_code == 302
    assert PageReview.objects.get().state == State.SECOND_REVIEW


@pytest.mark.parametrize("target", ["final", "nonsense", "", "third"])
def test_a_return_to_nowhere_is_refused(office: Office, signed_in: SignedIn, target: str) -> None:
    """With the rule's sentence."""
    submission = office.submit(office.page())
    form = {"decision": "return", "stage": "first", "target": target, "confirm": "1"}
    assert post(signed_in("zhou"), submission, **form, words="改").status_code == 409
    assert PageReview.objects.get().state == State.FIRST_REVIEW


def test_the_submitter_recalls(office: Office, signed_in: SignedIn) -> None:
    """Asked once, then done; the page can be edited again."""
    submission = office.submit(office.page())
    client = signed_in("lin")
    assert 'value="recall"' in client.get(f"/admin/desk/{submission.uid}/").content.decode()
    asked = post(client, submission, decision="recall")
    assert PageReview.objects.get().state == State.FIRST_REVIEW
    assert asked.status_code == 200
    assert post(client, submission, decision="recall", confirm="1").status_code == 302
    assert PageReview.objects.get().state == State.DRAFTING


def test_nobody_else_recalls(office: Office, signed_in: SignedIn) -> None:
    """Not the other drafter."""
    submission = office.submit(office.page())
    answer = post(signed_in("chen"), submission, decision="recall", confirm="1")
    assert answer.status_code == 409
    assert PageReview.objects.get().state == State.FIRST_REVIEW


def test_an_endless_opinion_is_cut_with_a_sentence(office: Office, signed_in: SignedIn) -> None:
    """The beginning is kept; nothing is signed."""
    submission = office.submit(office.page())
    client = signed_in("zhou")
    answer = press_pass(client, submission, Stage.FIRST, words="长" * (MOST + 1))
    assert answer.status_code == 400
    assert "留存了前 5000 个字" in answer.content.decode()
    assert OpinionDraft.objects.get().words == "长" * MOST
    assert not Opinion.objects.exists()


def test_ten_megabytes_are_cut_with_a_sentence_too(office: Office, signed_in: SignedIn) -> None:
    """Django itself would answer 400 without a word, and lose them."""
    submission = office.submit(office.page())
    body = f"shown={submission.digest}&decision=pass&stage=first&words=" + "a" * 10_000_000
    answer = signed_in("zhou").post(
        f"/admin/desk/{submission.uid}/sign/", body, "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400
    assert "留存了前 5000 个字" in answer.content.decode()
    assert OpinionDraft.objects.get().words == "a" * MOST


def test_invisible_characters_are_taken_out_and_said(office: Office, signed_in: SignedIn) -> None:
    """What nobody can see, nobody signs."""
    submission = office.submit(office.page())
    answer = press_pass(signed_in("zhou"), submission, Stage.FIRST, words="同\u202e意")
    assert answer.status_code == 400
    assert OpinionDraft.objects.get().words == "同意"
    assert not Opinion.objects.exists()


def test_a_large_form_without_its_token_is_still_refused(office: Office) -> None:
    """Reading the beginning does not skip the check against forged requests."""
    submission = office.submit(office.page())
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.person("zhou").accounts.get().user)
    body = "words=" + "a" * 3_000_000
    answer = client.post(
        f"/admin/desk/{submission.uid}/draft/", body, "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 403
    assert not OpinionDraft.objects.exists()


def test_what_is_typed_is_kept_as_a_draft(office: Office, signed_in: SignedIn) -> None:
    """And is in the form when the page is opened again."""
    submission = office.submit(office.page())
    client = signed_in("zhou")
    assert post(client, submission, "draft", words=WORDS).status_code == 200
    assert WORDS in client.get(f"/admin/desk/{submission.uid}/").content.decode()
    press_pass(client, submission, Stage.FIRST)
    assert not OpinionDraft.objects.exists()


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("sign", {}),
        ("sign", {"decision": "nonsense"}),
        ("sign", {"decision": "pass", "stage": "fourth"}),
        ("sign", {"decision": "pass", "confirm": "1", "stage": "final"}),
        ("sign", {"decision": "pass", "words": "\x00\u202e", "stage": "first"}),
        ("dispose", {}),
        ("dispose", {"dispose": "99:kept"}),
        ("dispose", {"dispose": "1:nonsense"}),
        ("dispose", {"dispose": "x"}),
        ("draft", {}),
    ],
)
def test_a_bad_form_gets_a_sentence_and_never_an_error_page(
    office: Office, signed_in: SignedIn, act: str, values: dict[str, str]
) -> None:
    """And signs nothing."""
    submission = office.submit(office.page(text="请于2026年2月30日前报送。"))
    assert post(signed_in("zhou"), submission, act, **values).status_code in (200, 400, 409)
    assert not Opinion.objects.exists()


def test_signing_takes_a_post(office: Office, signed_in: SignedIn) -> None:
    """A link signs nothing."""
    submission = office.submit(office.page())
    for act in ("sign", "dispose", "draft"):
        answer = signed_in("zhou").get(f"/admin/desk/{submission.uid}/{act}/")
        assert answer.status_code == 405


def test_there_is_no_way_to_sign_several_submissions_at_once(
    office: Office, signed_in: SignedIn
) -> None:
    """The queue has links and a search form, and sends nothing."""
    office.submit(office.page("甲"))
    office.submit(office.page("乙"))
    inside = signed_in("zhou").get("/admin/desk/").content.decode().partition('<div class="dk">')[2]
    assert 'method="post"' not in inside.lower()


def test_a_reason_that_is_too_long_is_refused_and_stays_in_its_field(
    office: Office, signed_in: SignedIn
) -> None:
    """Nothing is cut, nothing is signed; the sentence counts the characters."""
    submission = office.submit(office.page(text="请于2026年2月30日前报送。"))
    client = signed_in("zhou")
    reason = "原文如此，" * 100 + "末尾的话"
    answer = post(client, submission, "dispose", **{"dispose": "1:kept", "reason-1": reason})
    assert answer.status_code == 400
    assert "理由有 504 个字" in answer.content.decode()
    assert reason in answer.content.decode()
    assert not Disposition.objects.exists()
    again = client.get(f"/admin/desk/{submission.uid}/").content.decode()
    assert reason in again


def test_a_finding_is_named_by_what_its_rule_looks_for(office: Office, signed_in: SignedIn) -> None:
    """The code stands beside the title, never alone."""
    submission = office.submit(office.page(text="请于2026年2月30日前报送。"))
    code = submission.findings.get().code
    shown = signed_in("zhou").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert f'{rule(code).title} <span class="dk-f__id">{code}</span>' in shown


def test_what_was_said_of_a_sentence_is_offered_in_the_next_round_while_it_is_unchanged(
    office: Office, signed_in: SignedIn
) -> None:
    page = office.page(text="市攻府召开会议。联系电话13812345678。")
    first = office.submit(page)
    for row in first.findings.all():
        reason = "引自历史原件" if row.code == "TYPO" else "单位公开的电话"
        commands.dispose(
            office.presence("zhou"), row, stage=Stage.FIRST, decision="kept", reason=reason
        )
    office.send_back(first, Stage.FIRST)
    again = office.submit(office.rewrite(page, "市攻府召开会议。咨询电话13812345678。"))
    shown = signed_in("zhou").get(f"/admin/desk/{again.uid}/").content.decode()
    assert "引自历史原件" in shown
    assert "初审，上一轮" in shown
    assert "单位公开的电话" not in shown
