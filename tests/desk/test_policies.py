"""A policy that asks for more than the three stages, by the screens."""

from tests.desk.conftest import SignedIn
from tests.desk.test_signing import TICKS, post, press_pass
from tests.scenes import Office
from workflow.dimensions import Dimension
from workflow.models import Opinion, PageReview, ReviewPolicy, Submission
from workflow.queries import policy_in_force
from workflow.roles import Duty
from workflow.rules.facts import Extra
from workflow.states import Stage

PROPOSE = "/admin/people/policy/propose/"
ASKED = {
    "stage-0": "secrecy",
    "kind-0": "policy",
    "section-0": "",
    "obligatory": ["secrecy", "wording"],
}


def secret(office: Office) -> Submission:
    """A page that waits for the final review and for 何静, the secrecy reviewer."""
    office.appoint("he", Duty.SECRECY)
    office.policy(Extra("secrecy", "", ""), obligatory=list(Dimension))
    return office.submit(office.page())


def test_what_would_change_is_said_before_it_is_proposed(
    office: Office, signed_in: SignedIn
) -> None:
    """In words, with what waits and who is missing; nothing is written yet."""
    office.submit(office.page())
    before = ReviewPolicy.objects.count()
    shown = signed_in("sysadmin").post(PROPOSE, ASKED).content.decode()
    assert "＋ 政策文件须经保密审查。" in shown
    assert "＋ 通过时须逐项核对：保密、文字。" in shown
    assert "保密审查尚无人任命" in shown
    assert "在审的 1 件仍按送审时的规则办理" in shown
    assert ReviewPolicy.objects.count() == before


def test_two_administrators_ask_for_a_secrecy_review(office: Office, signed_in: SignedIn) -> None:
    """The second one reads the same words; then it is in force."""
    assert signed_in("sysadmin").post(PROPOSE, {**ASKED, "confirm": "1"}).status_code == 302
    row = ReviewPolicy.objects.filter(act=ReviewPolicy.PROPOSED).order_by("-pk")[0]
    client = signed_in("secadmin")
    assert "＋ 政策文件须经保密审查。" in client.get("/admin/people/policy/").content.decode()
    assert client.post(f"/admin/people/policy/{row.uid}/confirm/").status_code == 302
    found = policy_in_force()
    assert found is not None
    assert found[1].extra_signatures == ({"stage": "secrecy", "section": "", "kind": "policy"},)
    assert found[0].obligatory == "secrecy wording"


def test_a_form_with_nonsense_proposes_nothing(office: Office, signed_in: SignedIn) -> None:
    """And says which choice it was."""
    before = ReviewPolicy.objects.count()
    for nonsense in ({"stage-0": "final"}, {"kind-1": "no"}, {"obligatory": ["everything"]}):
        answer = signed_in("sysadmin").post(PROPOSE, {**ASKED, **nonsense, "confirm": "1"})
        assert answer.status_code == 409
    assert ReviewPolicy.objects.count() == before


def test_a_secrecy_reviewer_finds_it_on_the_desk_and_signs_it(
    office: Office, signed_in: SignedIn
) -> None:
    """Between the second and the final review; the item stays where it is."""
    submission = secret(office)
    for stage, key in ((Stage.FIRST, "zhou"), (Stage.SECOND, "wu")):
        assert press_pass(signed_in(key), submission, stage).status_code == 302
    client = signed_in("he")
    assert "待您保密审查" in client.get("/admin/desk/").content.decode()
    item = client.get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "不含国家秘密" in item
    assert "所有稿件须经保密审查。" in item
    assert press_pass(client, submission, Stage.SECRECY).status_code == 302
    assert PageReview.objects.get().state == "final_review"
    assert press_pass(signed_in("zheng"), submission, Stage.FINAL).status_code == 302
    assert list(Opinion.objects.order_by("ordinal").values_list("stage", flat=True)) == [
        "first",
        "second",
        "secrecy",
        "final",
    ]


def test_the_final_reviewer_reads_what_is_missing_and_who_can_give_it(
    office: Office, signed_in: SignedIn
) -> None:
    """On the list, on the item and when pressing; what was typed is kept."""
    submission = secret(office)
    for stage, key in ((Stage.FIRST, "zhou"), (Stage.SECOND, "wu")):
        assert press_pass(signed_in(key), submission, stage).status_code == 302
    client = signed_in("zheng")
    for address in ("/admin/desk/", f"/admin/desk/{submission.uid}/"):
        assert "通过前还须：保密审查（何静）" in client.get(address).content.decode()
    answer = press_pass(client, submission, Stage.FINAL)
    assert answer.status_code == 409
    assert "按审核规则还缺：保密审查（何静）" in answer.content.decode()
    assert "数字、日期已与依据文件核对。" in answer.content.decode()


def test_what_was_looked_at_stands_in_the_signed_words_and_on_the_item(
    office: Office, signed_in: SignedIn
) -> None:
    """By the ticks; a missing one is asked for, and nothing is signed."""
    submission = secret(office)
    client = signed_in("zhou")
    form = {
        "decision": "pass",
        "stage": "first",
        "words": "同意。",
        "checked": TICKS[Stage.FIRST][1:],
    }
    assert post(client, submission, **form).status_code == 409
    assert post(client, submission, **form, confirm="1").status_code == 409
    assert not Opinion.objects.exists()
    assert press_pass(client, submission, Stage.FIRST).status_code == 302
    shown = signed_in("wu").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "已核对：文字" in shown
    assert "〔已核对" not in shown


def test_a_delegate_signs_in_both_names(office: Office, signed_in: SignedIn) -> None:
    """何静代周正, on the item and on the review sheet."""
    submission = office.submit(office.page())
    office.appoint("he", Duty.FIRST, principal="zhou")
    assert press_pass(signed_in("he"), submission, Stage.FIRST).status_code == 302
    item = signed_in("wu").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "何静代周正" in item
