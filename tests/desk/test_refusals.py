"""Every refusal at an item: what happened, who and when, and the way out."""

import pytest

from tests.desk.conftest import SignedIn
from tests.desk.test_signing import TICKS, post, press_pass
from tests.scenes import Office
from workflow import appointments, commands
from workflow.models import Appointment, Opinion
from workflow.roles import Duty
from workflow.states import Stage


def test_a_round_that_was_overtaken_leads_to_the_newer_one(
    office: Office, signed_in: SignedIn
) -> None:
    """Who submitted it, when, which one is on the screen; and what was typed is kept."""
    page = office.page()
    old = office.submit(page)
    client = signed_in("zhou")
    post(client, old, "draft", words="写到一半。")
    commands.recall(office.presence("lin"), old, old.digest)
    new = office.submit(office.rewrite(page, "改过的正文。"))
    for answer in (
        client.get(f"/admin/desk/{old.uid}/"),
        press_pass(client, old, Stage.FIRST),
    ):
        shown = answer.content.decode()
        assert "送审了第 2 轮" in shown
        assert "您正在看的是第 1 轮" in shown
        assert "看第 2 轮改了什么" in shown
        assert f"/admin/desk/{new.uid}/?view=changes" in shown
        assert "您写的都已留存" in shown or "不会丢" in shown
        assert 'value="pass"' not in shown
    assert not Opinion.objects.exists()


def test_somebody_else_signed_a_moment_before(office: Office, signed_in: SignedIn) -> None:
    """Who, and whose turn it is now; the next item is offered."""
    office.appoint("he", Duty.SECOND)
    submission = office.submit(office.page("第一件"))
    office.sign(submission, Stage.FIRST)
    following = office.submit(office.page("第二件"))
    office.sign(following, Stage.FIRST)
    client = signed_in("he")
    client.get(f"/admin/desk/{submission.uid}/")
    office.sign(submission, Stage.SECOND, by="wu")
    answer = press_pass(client, submission, Stage.SECOND)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "吴敏" in shown
    assert "现在轮到终审" in shown
    assert "下一件待我审" in shown
    assert f"/admin/desk/{following.uid}/" in shown
    assert Opinion.objects.filter(stage="second").count() == 1


def test_whose_appointment_ended_reads_its_dates_and_whom_to_ask(
    office: Office, signed_in: SignedIn
) -> None:
    """They may go on reading."""
    submission = office.submit(office.page())
    row = Appointment.objects.get(
        person=office.person("zhou").uid, act=Appointment.PROPOSED, duty=Duty.FIRST
    )
    appointments.revoke(office.presence("sysadmin"), row.uid, reason="调离")
    shown = signed_in("zhou").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "任命：初审人，自" in shown
    assert "您可以继续阅读" in shown
    assert "孙系统" in shown
    assert 'value="pass"' not in shown


def test_a_finding_in_the_way_is_led_to(office: Office, signed_in: SignedIn) -> None:
    """Also without a script: the refusal links to it."""
    submission = office.submit(office.page(text="请报送，，材料。"))
    answer = press_pass(signed_in("zhou"), submission, Stage.FIRST)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "去看发现 1" in shown
    assert 'href="#f1"' in shown


@pytest.mark.parametrize("stage", ["first", "second", "nonsense"])
def test_a_round_that_is_over_says_where_the_item_is(
    office: Office, signed_in: SignedIn, stage: str
) -> None:
    """Whatever the form claims."""
    submission = office.submit(office.page())
    office.send_back(submission, Stage.FIRST)
    form = {"decision": "pass", "stage": stage, "checked": TICKS[Stage.FIRST], "confirm": "1"}
    answer = post(signed_in("zhou"), submission, **form)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "周正于" in shown
    assert "在初审退回" in shown


def test_who_signed_an_earlier_stage_reads_whose_turn_it_is(
    office: Office, signed_in: SignedIn
) -> None:
    """Not that they lack an appointment."""
    submission = office.submit(office.page())
    office.sign(submission, Stage.FIRST)
    shown = signed_in("zhou").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "您已在本轮签署；现在轮到复审" in shown
