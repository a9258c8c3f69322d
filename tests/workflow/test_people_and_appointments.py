"""The ceremony, appointments, policies, people and accounts, as administrators do it."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from ledger import entries
from ledger.models import EntryIndex
from tests.scenes import NAMES, PASSWORD, Office, entered, open_office
from workflow import appointments, people, queries
from workflow.accounts.models import Reset
from workflow.appointments import FirstAppointment, first_start
from workflow.models import Account, Appointment, Person, ReviewPolicy
from workflow.presence import Presence
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.states import Stage

pytestmark = pytest.mark.django_db


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    """Give the code of the first refusal."""
    return refused.value.refusals[0].code


class TestCeremony:
    """Three people appoint each other, once."""

    def test_each_administrator_is_proposed_and_confirmed_by_the_two_others(
        self, office: Office
    ) -> None:
        for key in ("sysadmin", "secadmin", "qian"):
            person = office.person(key)
            rows = Appointment.objects.filter(person=person.uid)
            others = {row.by for row in rows}
            assert person.uid not in others
            assert len(others) == 2

    def test_it_is_held_once(self, office: Office) -> None:
        with pytest.raises(Refused) as refused:
            open_office()
        assert code(refused) == "ceremony_over"

    def test_two_of_the_three_cannot_be_one_person(self) -> None:
        with pytest.raises(Refused) as refused:
            first_start(
                system=entered("sysadmin"), security=entered("sysadmin"), audit=entered("qian")
            )
        assert code(refused) == "three_people"
        assert not Person.objects.exists()

    def test_an_administrator_does_not_become_a_reviewer_at_the_ceremony(self) -> None:
        with pytest.raises(Refused) as refused:
            first_start(
                system=entered("sysadmin"),
                security=entered("secadmin"),
                audit=entered("qian"),
                appointments=[FirstAppointment(NAMES["qian"][0], Duty.FINAL)],
            )
        assert code(refused) == "duty_excluded"
        assert not Appointment.objects.exists()

    def test_it_leaves_a_policy_by_which_three_sign(self, office: Office) -> None:
        found = queries.policy_in_force()
        assert found is not None
        assert not found[1].drafter_signs_first
        assert not found[1].small_office

    def test_it_is_held_from_a_file(self, tmp_path: Path) -> None:
        keys = {"system": "sysadmin", "security": "secadmin", "audit": "qian"}
        answers = {
            role: {
                "number": NAMES[key][0],
                "name": NAMES[key][1],
                "username": key,
                "password": PASSWORD,
            }
            for role, key in keys.items()
        }
        path = tmp_path / "answers.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        said = StringIO()
        call_command("hold_ceremony", path=str(path), stdout=said)
        assert "孙系统" in said.getvalue()
        with pytest.raises(CommandError):
            call_command("hold_ceremony", path=str(path), stdout=said)


class TestAppointments:
    """A fact of two people."""

    def test_a_proposal_alone_lets_nobody_sign(self, office: Office) -> None:
        appointments.propose(
            office.presence("sysadmin"), office.person("he"), Duty.FIRST, reason="轮岗"
        )
        with pytest.raises(Refused) as refused:
            office.sign(office.submit(office.page()), Stage.FIRST, by="he")
        assert code(refused) == "appointment_unconfirmed"

    def test_the_proposer_does_not_confirm(self, office: Office) -> None:
        row = appointments.propose(
            office.presence("sysadmin"), office.person("he"), Duty.FIRST, reason="轮岗"
        )
        with pytest.raises(Refused) as refused:
            appointments.confirm(office.presence("sysadmin"), row.uid)
        assert code(refused) == "confirms_own_proposal"

    def test_a_second_account_of_the_proposer_is_the_same_person(self, office: Office) -> None:
        person = office.person("sysadmin")
        second = people.open_account(
            office.presence("secadmin"), person, username="second", password=PASSWORD
        )
        people.confirm_reset(office.presence("qian"), Reset.objects.get().uid)
        row = appointments.propose(
            office.presence("sysadmin"), office.person("he"), Duty.FIRST, reason="轮岗"
        )
        with pytest.raises(Refused) as refused:
            appointments.confirm(Presence(person, second.pk, "", entries.now()), row.uid)
        assert code(refused) == "confirms_own_proposal"

    def test_a_reviewer_proposes_nobody(self, office: Office) -> None:
        with pytest.raises(Refused) as refused:
            appointments.propose(
                office.presence("zheng"), office.person("he"), Duty.FIRST, reason="轮岗"
            )
        assert code(refused) == "not_administrator"

    def test_a_superuser_is_nobody(self, office: Office) -> None:
        account = office.person("he").accounts.get()
        account.user.is_superuser = True
        account.user.save()
        with pytest.raises(Refused) as refused:
            office.sign(office.submit(office.page()), Stage.FIRST, by="he")
        assert code(refused) == "never_appointed"

    def test_an_exclusion_that_arose_after_the_proposal_stops_the_confirmation(
        self, office: Office
    ) -> None:
        system, security = office.presence("sysadmin"), office.presence("secadmin")
        he = office.person("he")
        review = appointments.propose(system, he, Duty.FIRST, reason="轮岗")
        audit = appointments.propose(system, he, Duty.AUDIT, reason="轮岗")
        appointments.confirm(security, audit.uid)
        with pytest.raises(Refused) as refused:
            appointments.confirm(security, review.uid)
        assert code(refused) == "duty_excluded"

    def test_a_revoked_appointment_ends_at_once(self, office: Office) -> None:
        row = office.appoint("he", Duty.FIRST)
        submission = office.submit(office.page())
        appointments.revoke(office.presence("secadmin"), row.uid, "调离")
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST, by="he")
        assert code(refused) == "appointment_ended"

    def test_the_last_system_administrator_stays(self, office: Office) -> None:
        row = Appointment.objects.get(duty=Duty.SYSTEM, act="proposed")
        with pytest.raises(Refused) as refused:
            appointments.revoke(office.presence("secadmin"), row.uid, "调离")
        assert code(refused) == "nobody_left"

    def test_an_appointment_ends_when_it_says(self, office: Office) -> None:
        soon = entries.now() + timedelta(days=1)
        office.appoint("he", Duty.FIRST, until=soon)
        he = office.person("he").uid
        assert appointments.effective(he, Duty.FIRST, (), soon - timedelta(seconds=1))
        assert appointments.effective(he, Duty.FIRST, (), soon) is None

    def test_a_section_appointment_signs_in_its_section_only(self, office: Office) -> None:
        section = office.page("通知公告", kind="section", address="/news/")
        office.release(section)
        office.appoint("he", Duty.FIRST, section=section.review.uid)
        inside = office.submit(office.page(lineage=[section.review.uid]))
        outside = office.submit(office.page())
        office.sign(inside, Stage.FIRST, by="he")
        with pytest.raises(Refused) as refused:
            office.sign(outside, Stage.FIRST, by="he")
        assert code(refused) == "appointed_elsewhere"

    def test_a_delegate_signs_and_both_count(self, office: Office) -> None:
        office.appoint("he", Duty.FIRST, principal="zhou")
        office.appoint("zhou", Duty.SECOND)
        submission = office.submit(office.page())
        opinion = office.sign(submission, Stage.FIRST, by="he")
        assert '"on_behalf_of":{"name":"周正"'.encode() in bytes(opinion.statement)
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.SECOND, by="zhou")
        assert code(refused) == "one_person_one_stage"
        office.sign(submission, Stage.SECOND)
        office.sign(submission, Stage.FINAL)

    def test_nobody_delegates_what_they_are_not(self, office: Office) -> None:
        with pytest.raises(Refused) as refused:
            office.appoint("he", Duty.FINAL, principal="zhou")
        assert code(refused) == "principal_not_appointed"

    def test_the_database_refuses_to_change_a_fact(self, office: Office) -> None:
        for model in (Appointment, ReviewPolicy):
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.update(by="somebody")
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.all().delete()


class TestPolicies:
    """The drafter may sign first where two people said so; small offices double up."""

    def test_the_policy_is_the_one_that_the_submission_names(self, office: Office) -> None:
        office.appoint("lin", Duty.FIRST)
        strict = office.submit(office.page())
        row = appointments.propose_policy(office.presence("sysadmin"), drafter_signs_first=True)
        appointments.confirm_policy(office.presence("secadmin"), row.uid)
        lenient = office.submit(office.page())
        office.sign(lenient, Stage.FIRST, by="lin")
        with pytest.raises(Refused) as refused:
            office.sign(strict, Stage.FIRST, by="lin")
        assert code(refused) == "contributor_signs"
        office.sign(lenient, Stage.SECOND)
        office.sign(lenient, Stage.FINAL)

    def test_a_policy_that_nobody_confirmed_is_not_in_force(self, office: Office) -> None:
        appointments.propose_policy(office.presence("sysadmin"), drafter_signs_first=True)
        found = queries.policy_in_force()
        assert found is not None
        assert not found[1].drafter_signs_first

    def test_a_small_office_lets_one_person_be_system_and_security(self, office: Office) -> None:
        with pytest.raises(Refused):
            office.appoint("sysadmin", Duty.SECURITY)
        small = appointments.propose_policy(office.presence("sysadmin"), small_office=True)
        appointments.confirm_policy(office.presence("secadmin"), small.uid)
        row = appointments.propose(
            office.presence("secadmin"), office.person("sysadmin"), Duty.SECURITY, reason="小单位"
        )
        appointments.confirm(office.presence("qian"), row.uid)
        with pytest.raises(Refused) as refused:
            appointments.revoke_policy(office.presence("secadmin"), small.uid, "不再需要")
        assert code(refused) == "double_administrator_left"
        with pytest.raises(Refused):
            office.appoint("sysadmin", Duty.FIRST)


class TestPeople:
    """One number, one person; nothing is deleted."""

    def test_one_number_is_one_person(self, office: Office) -> None:
        with pytest.raises(Refused) as refused:
            people.create_person(office.presence("sysadmin"), number="100001", name="林小")
        assert code(refused) == "number_taken"

    def test_nobody_enters_people_without_an_administrator(self, office: Office) -> None:
        with pytest.raises(Refused) as refused:
            people.create_person(None, number="7", name="无名")
        assert code(refused) == "ceremony_over"
        with pytest.raises(Refused) as refused:
            people.create_person(office.presence("zheng"), number="7", name="无名")
        assert code(refused) == "not_administrator"

    def test_a_closed_person_signs_nothing(self, office: Office) -> None:
        submission = office.submit(office.page())
        account = office.person("zhou").accounts.get()
        people.close_person(office.presence("sysadmin"), office.person("zhou"))
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST)
        assert code(refused) == "person_closed"
        assert not Account.objects.get(pk=account.pk).user.is_active

    def test_a_locked_account_signs_nothing(self, office: Office) -> None:
        submission = office.submit(office.page())
        account = office.person("zhou").accounts.get()
        people.lock_account(office.presence("sysadmin"), account)
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST)
        assert code(refused) == "account_closed"
        people.lock_account(office.presence("sysadmin"), account, locked=False)
        office.sign(submission, Stage.FIRST)

    def test_a_reset_password_is_written_down(self, office: Office) -> None:
        account = office.person("zhou").accounts.get()
        people.reset_password(office.presence("sysadmin"), account, password="another-" + PASSWORD)
        newest = EntryIndex.objects.order_by("-sequence")[0]
        assert (newest.tag, newest.person_name) == ("account:password_reset", "孙系统")
        assert newest.subject == f"person:{office.person('zhou').uid}"

    def test_a_weak_password_is_refused(self, office: Office) -> None:
        account = office.person("zhou").accounts.get()
        with pytest.raises(Refused) as refused:
            people.reset_password(office.presence("sysadmin"), account, password="12345")
        assert code(refused) == "password_weak"

    def test_a_name_changes_and_a_number_does_not(self, office: Office) -> None:
        zhou = office.person("zhou")
        people.change_person(office.presence("sysadmin"), zhou, post="调研员")
        assert office.person("zhou").post == "调研员"
        with pytest.raises(Refused):
            people.change_person(office.presence("sysadmin"), zhou, number="1")
