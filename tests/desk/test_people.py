"""People, accounts, appointments and policy by the screens."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from tests.desk.conftest import SignedIn
from tests.scenes import PASSWORD, Office
from workflow.models import Appointment, Person, ReviewPolicy
from workflow.queries import policy_in_force


def test_an_administrator_enters_a_person_and_opens_an_account(
    office: Office, signed_in: SignedIn
) -> None:
    """The new account lets in and gives no duty."""
    client = signed_in("secadmin")
    values = {"number": "100099", "name": "苏禾", "post": "科员", "department": "办公室"}
    assert client.post("/admin/people/enter/", values).status_code == 302
    person = Person.objects.get(number="100099")
    account = {"username": "su", "password": PASSWORD}
    assert client.post(f"/admin/people/{person.uid}/account/", account).status_code == 302
    assert person.accounts.get().user.check_password(PASSWORD)
    assert not Appointment.objects.filter(person=person.uid).exists()


def test_refusals_are_shown_and_the_form_keeps_what_was_typed(signed_in: SignedIn) -> None:
    """A number that is taken names whose it is."""
    values = {"number": "100001", "name": "苏禾"}
    answer = signed_in("secadmin").post("/admin/people/enter/", values)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert 'value="苏禾"' in shown
    assert "林晓" in shown


def test_a_password_is_reset_and_an_account_locked(office: Office, signed_in: SignedIn) -> None:
    """A weak password gets the validators' sentence and never comes back in the page."""
    person = office.person("lin")
    account = person.accounts.get()
    client = signed_in("secadmin")
    address = f"/admin/people/{person.uid}/account/{account.pk}/"
    weak = client.post(address, {"act": "reset", "password": "12345"})
    assert weak.status_code == 409
    assert "12345" not in weak.content.decode()
    assert client.post(address, {"act": "reset", "password": "3-New-geese"}).status_code == 302
    assert client.post(address, {"act": "lock"}).status_code == 302
    user = get_user_model()._default_manager.get(pk=account.user_id)
    assert user.check_password("3-New-geese")
    assert not user.is_active


def test_an_account_shows_the_name_of_its_person_and_keeps_in_step(
    office: Office, signed_in: SignedIn
) -> None:
    """In the menu and in the history, and whoever saves the account otherwise."""
    assert office.person("lin").accounts.get().user.get_full_name() == "林晓"
    person = office.person("lin")
    changed = {"name": "林小晓", "post": "科员", "department": "办公室"}
    signed_in("secadmin").post(f"/admin/people/{person.uid}/change/", changed)
    user = person.accounts.get().user
    assert user.get_full_name() == "林小晓"
    user.first_name, user.last_name = "郑", "岚"
    user.save()
    user.refresh_from_db()
    assert user.get_full_name() == "林小晓"


def test_everybody_saves_their_own_settings_and_nobody_their_own_name(signed_in: SignedIn) -> None:
    """Keys can be switched off (WCAG 2.1.4); the name is the register's."""
    browser = signed_in("lin")
    shown = browser.get("/admin/account/").content.decode()
    assert "theme-keyboard_shortcuts" in shown
    assert "first_name" not in shown
    values = {
        "name_email-first_name": "郑岚",
        "theme-theme": "dark",
        "theme-density": "default",
        "theme-contrast": "system",
        "locale-preferred_language": "zh-hans",
        "locale-current_time_zone": "Asia/Shanghai",
    }
    assert browser.post("/admin/account/", values).status_code == 302
    shown = browser.get("/admin/").content.decode()
    assert "林晓，您好" in shown
    assert '"KEYBOARD_SHORTCUTS_ENABLED": false' in shown


def test_an_administrator_says_where_the_mail_of_an_account_goes(
    office: Office, signed_in: SignedIn
) -> None:
    """What is no address is refused with a sentence, and an empty one takes it away."""
    person = office.person("lin")
    account = person.accounts.get()
    address = f"/admin/people/{person.uid}/account/{account.pk}/"
    client = signed_in("secadmin")
    for written, status, kept in (
        ("lin@yunxi.example", 302, "lin@yunxi.example"),
        ("lin at yunxi", 409, "lin@yunxi.example"),
        ("a@b\r\nBcc: c@d", 409, "lin@yunxi.example"),
        (" ", 302, ""),
    ):
        assert client.post(address, {"act": "email", "email": written}).status_code == status
        account.user.refresh_from_db()
        assert account.user.email == kept
    assert "只在审稿台上" in client.get(f"/admin/people/{person.uid}/").content.decode()


def test_two_administrators_appoint_and_one_revokes(office: Office, signed_in: SignedIn) -> None:
    """Proposed, not confirmable by the proposer, confirmed by the other, revoked at once."""
    person = office.person("he")
    values = {"person": person.uid, "duty": "second", "reason": "工作需要"}
    proposer, second = signed_in("sysadmin"), signed_in("secadmin")
    assert proposer.post("/admin/people/appointments/propose/", values).status_code == 302
    row = Appointment.objects.get(person=person.uid, act=Appointment.PROPOSED)
    confirm = f"/admin/people/appointments/{row.uid}/confirm/"
    own = proposer.post(confirm)
    assert own.status_code == 409
    assert "孙系统" in own.content.decode()
    assert "待第二人确认" in second.get("/admin/people/appointments/").content.decode()
    assert "项任命待确认" in second.get("/admin/").content.decode()
    assert second.post(confirm).status_code == 302
    revoke = f"/admin/people/appointments/{row.uid}/revoke/"
    assert second.post(revoke, {"reason": ""}).status_code == 409
    assert second.post(revoke, {"reason": "调离"}).status_code == 302


def test_an_appointment_holds_through_its_last_day(office: Office, signed_in: SignedIn) -> None:
    """Days are local days, the last one included."""
    person = office.person("he")
    day = timezone.localdate() + timedelta(days=30)
    values = {
        "person": person.uid,
        "duty": "first",
        "since": timezone.localdate().isoformat(),
        "until": day.isoformat(),
        "reason": "工作需要",
    }
    signed_in("sysadmin").post("/admin/people/appointments/propose/", values)
    row = Appointment.objects.get(person=person.uid, act=Appointment.PROPOSED)
    assert row.until is not None
    last = timezone.localtime(row.until) - timedelta(microseconds=1)
    assert last.date() == day
    assert row.since <= timezone.now()


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"person": "nobody", "duty": "first", "reason": "x"},
        {"duty": "emperor"},
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"since": "2026-13-45"},
        {"reason": "长" * 501},
        {"reason": "\x00"},
    ],
)
def test_a_bad_proposal_gets_a_sentence(
    office: Office, signed_in: SignedIn, values: dict[str, str]
) -> None:
    """And proposes nothing."""
    before = Appointment.objects.count()
    full = {"person": office.person("he").uid, "duty": "first", "reason": "工作需要", **values}
    sent = full if values else {}
    answer = signed_in("sysadmin").post("/admin/people/appointments/propose/", sent)
    assert answer.status_code in (400, 409)
    assert Appointment.objects.count() == before


def test_two_administrators_set_the_policy(office: Office, signed_in: SignedIn) -> None:
    """One proposes, another confirms; the proposer cannot."""
    proposer, second = signed_in("sysadmin"), signed_in("secadmin")
    values = {"drafter_signs_first": "on", "confirm": "1"}
    assert proposer.post("/admin/people/policy/propose/", values).status_code == 302
    row = ReviewPolicy.objects.filter(act=ReviewPolicy.PROPOSED).order_by("-pk")[0]
    confirm = f"/admin/people/policy/{row.uid}/confirm/"
    assert proposer.post(confirm).status_code == 409
    assert second.post(confirm).status_code == 302
    found = policy_in_force()
    assert found is not None
    assert found[1].drafter_signs_first
    assert "有效" in second.get("/admin/people/policy/").content.decode()
    revoke = f"/admin/people/policy/{row.uid}/revoke/"
    assert second.post(revoke, {"reason": "不再需要"}).status_code == 302


def test_a_person_who_left_is_closed(office: Office, signed_in: SignedIn) -> None:
    """After a tick; the accounts are locked with it."""
    person = office.person("lin")
    client = signed_in("secadmin")
    assert client.post(f"/admin/people/{person.uid}/close/").status_code == 400
    assert client.post(f"/admin/people/{person.uid}/close/", {"sure": "1"}).status_code == 302
    assert not person.accounts.get().user.is_active
    assert "已停用" in client.get("/admin/people/").content.decode()


@pytest.mark.parametrize("address", ["people/", "people/appointments/", "people/policy/", "audit/"])
def test_reviewers_and_drafters_are_told_whose_screen_it_is(
    signed_in: SignedIn, address: str
) -> None:
    """With the refusal's sentence, not with a bare 403."""
    answer = signed_in("zhou").get(f"/admin/{address}")
    assert answer.status_code == 403
    assert "周正" in answer.content.decode()


def test_a_reviewer_cannot_enter_people_by_a_form_of_their_own(signed_in: SignedIn) -> None:
    """The command would refuse as well."""
    answer = signed_in("zheng").post("/admin/people/enter/", {"number": "1", "name": "甲"})
    assert answer.status_code == 403
    assert not Person.objects.filter(number="1").exists()


def test_the_auditor_reads_the_screens_and_changes_nothing(
    office: Office, signed_in: SignedIn
) -> None:
    """Reading is allowed, the command refuses."""
    client = signed_in("qian")
    assert client.get("/admin/people/").status_code == 200
    assert client.get(f"/admin/people/{office.person('lin').uid}/").status_code == 200
    answer = client.post("/admin/people/enter/", {"number": "1", "name": "甲"})
    assert answer.status_code == 409
