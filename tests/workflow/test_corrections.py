"""A changed list finds a public item, opens its task, and the corrected release closes it."""

import pytest
from django.core.management import call_command

from ledger.models import EntryIndex
from tests.scenes import Office
from workflow import commands
from workflow.commands import FrozenPage
from workflow.corrections import closing, scan
from workflow.corrections.models import Scan, Task
from workflow.lexicons import acts
from workflow.refusals import Refused
from workflow.states import STAGES

pytestmark = pytest.mark.django_db


def keep(office: Office, rows: list[list[str]]) -> None:
    row = acts.propose(office.presence("secadmin"), "words", rows, "地名")
    acts.confirm(office.presence("zheng"), row.uid)


@pytest.fixture
def public(office: Office) -> FrozenPage:
    page = office.page("关于供水的公告", text="云夕市今晚供水。")
    office.release(page)
    scan.run()
    keep(office, [["云夕市", "云汐市", "error"]])
    return page


def test_a_changed_list_opens_one_task_with_a_deadline(office: Office, public: FrozenPage) -> None:
    assert not Task.objects.exists()
    assert scan.is_due()
    found = scan.run()
    assert (found.read, found.total, found.found) == (1, 1, 1)
    task = Task.objects.get()
    assert (task.page, task.excerpt, task.suggestion) == (public.review.uid, "云夕市", "云汐市")
    assert task.due > task.opened_at
    tags = EntryIndex.objects.filter(tag__startswith="scan:").order_by("sequence")
    assert list(tags.values_list("tag", flat=True))[-2:] == ["scan:started", "scan:finished"]


def test_reading_again_opens_no_second_task(office: Office, public: FrozenPage) -> None:
    scan.run(workers=2)
    assert not scan.is_due()
    scan.run(again=True)
    assert Task.objects.count() == 1


def test_the_corrected_release_closes_it(
    office: Office, public: FrozenPage, django_capture_on_commit_callbacks: object
) -> None:
    scan.run()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        office.release(office.rewrite(public, "云汐市今晚供水。"))
    assert Task.objects.get().closed_how == "corrected"


def test_a_release_that_still_has_it_and_was_reviewed_with_it_answers_for_it(
    office: Office, public: FrozenPage
) -> None:
    scan.run()
    submission = office.submit(office.rewrite(public, "云夕市今晚供水。附注。"))
    from_all = submission.findings.get(code="UNIT_WORD")
    for stage in STAGES:
        office_dispose(office, from_all, stage)
        office.sign(submission, stage)
    assert closing.settle() == 1
    assert Task.objects.get().closed_how == "reviewed"


def office_dispose(office: Office, row: object, stage: object) -> None:
    signers = {"first": "zhou", "second": "wu", "final": "zheng"}
    commands.dispose(
        office.presence(signers[str(stage)]),
        row,  # type: ignore[arg-type]
        stage=stage,  # type: ignore[arg-type]
        decision="kept",
        reason="旧称",
    )


def test_a_withdrawal_closes_it(office: Office, public: FrozenPage) -> None:
    scan.run()
    office.withdraw(public)
    closing.settle()
    assert Task.objects.get().closed_how == "withdrawn"


def test_what_reviewers_disposed_of_is_no_news(office: Office) -> None:
    page = office.page(text="各单位：请于2026年11月25日前报送,谢谢。")
    office.release(page)
    scan.run()
    assert not Task.objects.exists()


def test_a_named_person_of_the_section_closes_it_with_a_reason(
    office: Office, public: FrozenPage
) -> None:
    scan.run()
    task = Task.objects.get()
    for key, reason, code in (
        ("lin", " ", "no_reason"),
        ("he", "旧称", "never_appointed"),
        ("secadmin", "旧称", "never_appointed"),
    ):
        with pytest.raises(Refused) as caught:
            closing.close(office.presence(key), task, reason)
        assert code in [each.code for each in caught.value.refusals]
    closed = closing.close(office.presence("lin"), task, "引用旧称，已核")
    assert (closed.closed_how, closed.closed_by_name) == ("reason", "林晓")
    assert EntryIndex.objects.filter(tag="correction:closed").count() == 1
    with pytest.raises(Refused):
        closing.close(office.presence("lin"), task, "再来")


def test_a_scan_that_stops_goes_on_where_it_stood(
    office: Office, public: FrozenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        office.release(office.page(f"关于第{number}处供水的公告", text=f"城东第{number}处供水。"))
    monkeypatch.setattr(scan, "STEP", 2)
    first = scan.run(seconds=0)
    assert (first.read, first.finished_at) == (2, None)
    last = scan.run()
    assert (last.pk, last.read) == (first.pk, 5)
    assert Task.objects.count() == 1


def test_a_list_that_changes_during_a_scan_begins_another(
    office: Office, public: FrozenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.release(office.page("关于供电的公告", text="云西市供电。"))
    monkeypatch.setattr(scan, "STEP", 1)
    first = scan.run(seconds=0)
    keep(office, [["云夕市", "云汐市", "error"], ["云西市", "云汐市", "error"]])
    second = scan.run()
    assert Scan.objects.get(pk=first.pk).given_up
    assert (second.read, Task.objects.count()) == (2, 2)


def test_the_command_says_what_it_did(
    office: Office, public: FrozenPage, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("scan_published", minutes=1)
    assert "1" in capsys.readouterr().out
    call_command("scan_published")
    assert Scan.objects.count() == 2
