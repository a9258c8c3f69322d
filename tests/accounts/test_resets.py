"""A reset hands out the means to sign in as somebody; signing then takes a second person."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.conftest import account, let_in, sign_in, told
from tests.scenes import PASSWORD, Office
from tests.workflow.by_hand import NOON, ZHENG, ZHOU, appointed, signer
from workflow import people
from workflow.accounts.models import Reset
from workflow.appointments import propose
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.rules.accounts import ConfirmingReset, Resetting, may_confirm_reset, may_reset
from workflow.rules.facts import Named
from workflow.states import Stage

NEW, OWN = "Handed-over-in-person-1", "Only-I-know-this-1"
SUN, LI, QIAN = Named("sun", "孙系统"), Named("li", "李安全"), Named("qian", "钱审计")
ASKED = ConfirmingReset(
    actor=signer(LI, appointed(Duty.SECURITY)), moment=NOON, person=ZHOU, by=SUN
)


def codes(call: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Give the codes of what was refused."""
    return [each.code for each in call.value.refusals]


@pytest.mark.parametrize(
    ("who", "duty", "refused"),
    [
        (LI, Duty.SECURITY, []),
        (LI, Duty.SYSTEM, []),
        (QIAN, Duty.AUDIT, []),
        (ZHENG, Duty.FINAL, []),
        (LI, Duty.SECOND, ["not_fit_to_confirm"]),
        (LI, Duty.DRAFT, ["not_fit_to_confirm"]),
        (SUN, Duty.SYSTEM, ["confirms_own_reset"]),
        (ZHOU, Duty.FINAL, ["confirms_for_self"]),
    ],
)
def test_who_can_be_the_second_person(who: Named, duty: Duty, refused: list[str]) -> None:
    facts = replace(ASKED, actor=signer(who, appointed(duty)))
    assert [each.code for each in may_confirm_reset(facts)] == refused


def test_who_was_reset_confirms_nobody_and_nothing_is_confirmed_twice() -> None:
    reset = replace(signer(LI, appointed(Duty.SECURITY)), reset_by="孙系统")
    facts = replace(ASKED, actor=reset, confirmed=True)
    found = [each.code for each in may_confirm_reset(facts)]
    assert found == ["signing_suspended", "reset_over"]


def test_nobody_resets_themselves_and_somebody_must_be_left_to_confirm() -> None:
    facts = Resetting(signer(SUN, appointed(Duty.SYSTEM)), NOON, ZHOU, (LI,))
    assert may_reset(facts) == []
    assert [r.code for r in may_reset(replace(facts, person=SUN))] == ["resets_own"]
    assert [r.code for r in may_reset(replace(facts, seconds=()))] == ["nobody_to_confirm"]


def test_who_was_reset_signs_nothing_until_a_second_person_confirms(office: Office) -> None:
    submission = office.submit(office.page())
    people.reset_password(office.presence("sysadmin"), account("zhou"), password=NEW)
    with pytest.raises(Refused) as refused:
        office.sign(submission, Stage.FIRST)
    assert codes(refused) == ["signing_suspended"]
    (reset,) = Reset.objects.all()
    for key, code in (("sysadmin", "confirms_own_reset"), ("wu", "not_fit_to_confirm")):
        with pytest.raises(Refused) as refused:
            people.confirm_reset(office.presence(key), reset.uid)
        assert codes(refused) == [code]
    people.confirm_reset(office.presence("secadmin"), reset.uid)
    assert office.sign(submission, Stage.FIRST).person_name == "周正"
    (entry,) = told("reset:confirmed")
    assert entry.person == {"uid": office.person("secadmin").uid, "name": "李安全"}
    assert entry.subject["uid"] == office.person("zhou").uid
    assert entry.detail["reset"] == "password"


def test_a_second_reset_needs_a_second_look(office: Office) -> None:
    people.reset_password(office.presence("sysadmin"), account("zhou"), password=NEW)
    first = Reset.objects.get()
    people.reset_password(office.presence("sysadmin"), account("zhou"), password=NEW + "!")
    with pytest.raises(Refused) as refused:
        people.confirm_reset(office.presence("secadmin"), first.uid)
    assert codes(refused) == ["reset_over"]


def test_an_administrator_who_was_reset_administers_nothing(office: Office) -> None:
    people.reset_password(office.presence("sysadmin"), account("secadmin"), password=NEW)
    with pytest.raises(Refused) as refused:
        propose(office.presence("secadmin"), office.person("he"), Duty.FIRST, reason="测试")
    assert codes(refused) == ["signing_suspended"]


def test_one_administrator_cannot_reset_everybody_who_could_confirm(office: Office) -> None:
    for key in ("secadmin", "qian"):
        people.reset_password(office.presence("sysadmin"), account(key), password=NEW)
    with pytest.raises(Refused) as refused:
        people.reset_password(office.presence("sysadmin"), account("zheng"), password=NEW)
    assert codes(refused) == ["nobody_to_confirm"]


def test_a_further_account_of_a_reviewer_signs_nothing_either(office: Office) -> None:
    submission = office.submit(office.page())
    people.open_account(
        office.presence("sysadmin"), office.person("zhou"), username="zhou2", password=NEW
    )
    with pytest.raises(Refused) as refused:
        office.sign(submission, Stage.FIRST)
    assert codes(refused) == ["signing_suspended"]
    assert Reset.objects.get().kind == "account"


def test_a_drafter_goes_on_submitting(office: Office) -> None:
    people.reset_password(office.presence("sysadmin"), account("lin"), password=NEW)
    assert office.submit(office.page()).submitter_name == "林晓"


def test_the_first_account_of_somebody_without_duty_waits_for_nobody(office: Office) -> None:
    person = people.create_person(office.presence("sysadmin"), number="100009", name="新人")
    people.open_account(office.presence("sysadmin"), person, username="new", password=NEW)
    assert not Reset.objects.exists()


def test_a_password_of_somebody_else_is_changed_before_anything(office: Office) -> None:
    people.reset_password(office.presence("sysadmin"), account("lin"), password=NEW)
    browser = Client()
    sign_in(browser, "lin", NEW)
    assert browser.get("/admin/desk/")["Location"] == reverse("desk:password")
    assert browser.get("/admin/pages/")["Location"] == reverse("desk:password")
    page = browser.get(reverse("desk:password")).content.decode()
    assert "至少 16 个字符" in page
    assert "只有您自己知道的密码" in page
    browser.post(reverse("desk:password"), {"old": NEW, "new": OWN, "again": OWN})
    assert browser.get("/admin/desk/").status_code == 200
    assert told("account:password_changed")[-1].person["name"] == "林晓"


def test_screens_show_the_reset_to_both_and_confirm_it(office: Office) -> None:
    people.reset_password(office.presence("sysadmin"), account("zhou"), password=NEW)
    security = let_in("secadmin")
    assert "待确认的重置" in security.get("/admin/").content.decode()
    page = security.get(reverse("desk:resets")).content.decode()
    assert "确认：周正已收到" in page
    own = Client()
    sign_in(own, "zhou", NEW)
    own.post(reverse("desk:password"), {"old": NEW, "new": OWN, "again": OWN})
    assert "您的签署已暂停" in own.get("/admin/").content.decode()
    assert "确认：周正已收到" not in own.get(reverse("desk:resets")).content.decode()
    uid = Reset.objects.get().uid
    assert security.post(reverse("desk:confirm_reset", args=[uid])).status_code == 302
    assert Reset.objects.get().confirmed_by_name == "李安全"
    assert security.post(reverse("desk:confirm_reset", args=["nothing"])).status_code == 409


def test_a_reset_needs_a_fresh_proof(office: Office) -> None:
    old = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        people.reset_password(
            office.presence("sysadmin", proven_at=old), account("zhou"), password=NEW
        )
    assert codes(refused) == ["proof_too_old"]
    assert sign_in(Client(), "zhou", PASSWORD).status_code == 302
