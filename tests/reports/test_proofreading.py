"""The report on findings: by rule, unit and person, what was mended, what is offered."""

import pytest
from django.utils import timezone

from ledger import days
from tests.desk.conftest import SignedIn, office, signed_in
from tests.scenes import SIGNERS, Office
from workflow import commands
from workflow.lexicons import acts, offers
from workflow.reports import proofreading
from workflow.states import STAGES

pytestmark = pytest.mark.django_db
__all__ = ["office", "signed_in"]
ADDRESS = "/admin/findings/"


def alarmed(office: Office) -> None:
    """Three reviewers call the same words a false alarm."""
    submission = office.submit(office.page(text="云夕市攻府旧址今日开放。"))
    for stage in STAGES:
        for row in submission.findings.all():
            commands.dispose(
                office.presence(SIGNERS[stage]), row, stage=stage, decision="false_alarm"
            )
        office.sign(submission, stage)


def test_findings_are_counted_by_rule_unit_and_person(office: Office) -> None:
    alarmed(office)
    today = timezone.localdate()
    found = proofreading.report(days.begins(today), days.ends(today))
    [line] = [line for line in found.rules if "TYPO" in line.label]
    assert (line.found, line.false_alarms, line.share) == (1, 1, 100)
    assert [line.label for line in found.units] == ["办公室"]
    assert {line.label for line in found.people} == {"周正", "吴敏", "郑岚"}


def test_what_three_people_called_a_false_alarm_is_offered_until_it_is_an_exception(
    office: Office,
) -> None:
    assert offers.offered() == []
    alarmed(office)
    [offer] = offers.offered()
    assert (offer.code, offer.people) == ("TYPO", 3)
    row = acts.propose(
        office.presence("secadmin"), "exceptions", [[offer.code, offer.words]], "旧址名称"
    )
    acts.confirm(office.presence("zheng"), row.uid)
    assert offers.offered() == []


def test_the_auditor_and_keepers_read_it_and_others_are_told_why_not(
    office: Office, signed_in: SignedIn
) -> None:
    alarmed(office)
    for key in ("qian", "secadmin", "zheng"):
        shown = signed_in(key).get(ADDRESS).content.decode()
        assert "攻府" in shown
        assert "3人，3次" in shown
    assert signed_in("lin").get(ADDRESS).status_code == 403
