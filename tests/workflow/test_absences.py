"""Somebody is away: the desk stops waiting for them first, and nothing stands still."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from ledger.models import EntryIndex
from tests.scenes import Office
from workflow import commands
from workflow.desk.reviewers import appointed_reviewers, names_by_stage
from workflow.models import Absence
from workflow.notices.models import Notice
from workflow.queries import absent
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.states import Stage

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def away(office: Office, key: str, by: str = "", since: date | None = None) -> Absence:
    """Note that somebody is away for a week."""
    today = since or timezone.localdate()
    return commands.note_absence(
        office.presence(by or key), office.person(key), today, today + WEEK
    )


def asked(office: Office, kind: str = "turn") -> set[str]:
    """Give who was told that it is their turn."""
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


@pytest.mark.parametrize("by", ["zhou", "secadmin"])
def test_each_notes_it_for_themselves_and_the_security_administrator_for_all(
    office: Office, by: str
) -> None:
    away(office, "zhou", by)
    assert absent.away() == {office.person("zhou").uid: timezone.localdate() + WEEK}
    assert EntryIndex.objects.filter(tag="absence:noted").count() == 1


@pytest.mark.parametrize("by", ["wu", "lin", "sysadmin", "qian"])
def test_nobody_else_does(office: Office, by: str) -> None:
    with pytest.raises(Refused) as refused:
        away(office, "zhou", by)
    assert refused.value.refusals[0].code == "away_for_another"
    assert not Absence.objects.exists()


@pytest.mark.parametrize(("first", "last"), [(3, 1), (-9, -1), (0, 400)])
def test_the_days_make_sense(office: Office, first: int, last: int) -> None:
    today = timezone.localdate()
    with pytest.raises(Refused) as refused:
        commands.note_absence(
            office.presence("zhou"),
            office.person("zhou"),
            today + timedelta(days=first),
            today + timedelta(days=last),
        )
    assert refused.value.refusals[0].code == "away_backwards"


def test_it_ends_when_they_are_back(office: Office) -> None:
    row = away(office, "zhou")
    commands.end_absence(office.presence("zhou"), row)
    commands.end_absence(office.presence("zhou"), row)
    assert absent.away() == {}
    assert EntryIndex.objects.filter(tag="absence:ended").count() == 1


def test_it_holds_from_its_first_day(office: Office) -> None:
    away(office, "zhou", since=timezone.localdate() + timedelta(days=1))
    assert absent.away() == {}
    assert [row.person.name for row in absent.coming()] == ["周正"]


def test_whoever_is_here_is_asked_instead(office: Office) -> None:
    office.appoint("he", Duty.FIRST)
    away(office, "zhou")
    office.submit(office.page())
    assert asked(office) == {"何静"}


def test_whoever_is_away_is_asked_when_there_is_nobody_else(office: Office) -> None:
    away(office, "zhou")
    office.submit(office.page())
    assert asked(office) == {"周正"}


def test_whoever_is_away_may_sign_all_the_same(office: Office) -> None:
    away(office, "zhou")
    assert office.sign(office.submit(office.page()), Stage.FIRST).person_name == "周正"


def test_a_delegate_takes_the_turn_and_signs_in_both_names(office: Office) -> None:
    away(office, "zhou")
    office.appoint("he", Duty.FIRST, principal="zhou", until=timezone.now() + WEEK)
    submission = office.submit(office.page())
    assert asked(office) == {"何静"}
    assert office.sign(submission, Stage.FIRST, by="he").person_name == "何静"


def test_the_desk_names_who_is_here_first(office: Office) -> None:
    office.appoint("he", Duty.FIRST)
    away(office, "zhou")
    names = names_by_stage(appointed_reviewers(), set(), set())[Stage.FIRST]
    assert names[0] == "何静"
    assert names[1].startswith("周正")
    assert f"{timezone.localdate() + WEEK:%m-%d}" in names[1]
