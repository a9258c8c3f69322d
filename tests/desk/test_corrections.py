"""Correction tasks on the desk: of whose sections, and closed with a reason."""

import pytest

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.corrections import scan
from workflow.corrections.models import Task
from workflow.lexicons import acts

ADDRESS = "/admin/corrections/"


@pytest.fixture
def task(office: Office) -> Task:
    office.release(office.page("关于供水的公告", text="云夕市今晚供水。"))
    row = acts.propose(
        office.presence("secadmin"), "words", [["云夕市", "云汐市", "error"]], "地名"
    )
    acts.confirm(office.presence("zheng"), row.uid)
    scan.run()
    return Task.objects.get()


def test_drafters_of_the_section_and_the_auditor_see_it_and_strangers_do_not(
    task: Task, signed_in: SignedIn
) -> None:
    for key, sees in (("lin", True), ("qian", True), ("zheng", True), ("he", False)):
        shown = signed_in(key).get(ADDRESS).content.decode()
        assert ("关于供水的公告" in shown) is sees
        assert ("云夕市" in shown) is sees


def test_it_is_closed_with_a_reason_and_not_without(task: Task, signed_in: SignedIn) -> None:
    browser = signed_in("lin")
    answer = browser.post(f"{ADDRESS}{task.pk}/close/", {"reason": ""})
    assert answer.status_code == 409
    assert "请写明" in answer.content.decode()
    assert browser.post(f"{ADDRESS}{task.pk}/close/", {"reason": "旧称"}).status_code == 302
    assert "没有待办的更正任务" in browser.get(ADDRESS).content.decode()


def test_who_has_no_business_there_is_told_so(task: Task, signed_in: SignedIn) -> None:
    answer = signed_in("he").post(f"{ADDRESS}{task.pk}/close/", {"reason": "旧称"})
    assert answer.status_code == 409
    task.refresh_from_db()
    assert task.closed_at is None
