"""The queue: mine, overdue, filters, empty lists."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from cms.admin import groups
from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.desk import wording
from workflow.states import Stage


def test_a_reviewer_finds_what_waits_for_their_signature(
    office: Office, signed_in: SignedIn
) -> None:
    """And nothing that waits for somebody else."""
    office.submit(office.page("等初审的通知"))
    second = office.submit(office.page("等复审的通知"))
    office.advance(second, Stage.SECOND)
    shown = signed_in("zhou").get("/admin/desk/").content.decode()
    assert "等初审的通知" in shown
    assert "等复审的通知" not in shown
    assert "林晓" in shown


def test_all_in_progress_shows_stages_with_names(office: Office, signed_in: SignedIn) -> None:
    """Who signed, whose turn it is."""
    submission = office.submit(office.page("流转中的通知"))
    office.advance(submission, Stage.SECOND)
    shown = signed_in("lin").get("/admin/desk/?show=all").content.decode()
    for text in ("流转中的通知", "周正", "吴敏", "郑岚"):
        assert text in shown


def test_an_empty_queue_says_so(signed_in: SignedIn) -> None:
    """Calmly."""
    assert "都签完了" in signed_in("zhou").get("/admin/desk/").content.decode()


def test_a_bundle_shows_how_many_pages_are_signed_together(
    office: Office, signed_in: SignedIn
) -> None:
    """One row, two pages."""
    office.submit(office.page("甲通知"), office.page("乙通知"))
    shown = signed_in("zhou").get("/admin/desk/").content.decode()
    assert "2 个页面一并签署" in shown


def test_a_returned_item_is_listed_with_the_words_of_the_return(
    office: Office, signed_in: SignedIn
) -> None:
    """Until it is submitted again."""
    submission = office.submit(office.page("退回的通知"))
    office.send_back(submission, Stage.FIRST)
    shown = signed_in("lin").get("/admin/desk/?show=returned").content.decode()
    assert "退回的通知" in shown
    assert "请改日期。" in shown


def test_an_unconfirmed_withdrawal_is_listed(office: Office, signed_in: SignedIn) -> None:
    """For its second person."""
    page = office.page("撤下的通知")
    office.release(page)
    office.withdraw(page)
    shown = signed_in("wu").get("/admin/desk/?show=withdrawals").content.decode()
    assert "撤下的通知" in shown


def test_what_waits_longer_than_a_day_is_overdue() -> None:
    """Exactly a day is not longer than a day."""
    now = timezone.now()
    assert not wording.overdue(now - timedelta(hours=24), now)
    assert wording.overdue(now - timedelta(hours=24, seconds=1), now)


@pytest.mark.parametrize("asked", ["?show=nonsense", "?show=", "?show=%00", "?show[]=1"])
def test_nonsense_in_the_address_shows_the_own_queue(signed_in: SignedIn, asked: str) -> None:
    """Never an error page."""
    assert signed_in("zhou").get(f"/admin/desk/{asked}").status_code == 200


def test_an_account_without_a_person_is_told_so(office: Office) -> None:
    """Not even a superuser has a desk by being a superuser."""
    user = get_user_model()._default_manager.create_superuser("root", password="x")
    client = Client()
    client.force_login(user)
    answer = client.get("/admin/desk/")
    assert answer.status_code == 403
    assert "没有对应的人员" in answer.content.decode()


def test_the_dashboard_shows_what_waits(office: Office, signed_in: SignedIn) -> None:
    """By role: items for reviewers, returns for drafters, proposals for administrators."""
    office.submit(office.page("等初审的通知"))
    returned = office.submit(office.page("退回的通知"))
    office.send_back(returned, Stage.FIRST)
    assert "等初审的通知" in signed_in("zhou").get("/admin/").content.decode()
    drafter = signed_in("lin").get("/admin/").content.decode()
    assert "退回的通知" in drafter
    assert "等初审的通知" not in drafter
    assert "数据库与已签名的链头相符" in signed_in("qian").get("/admin/").content.decode()


def test_the_menu_leads_each_person_to_their_own_screens(
    office: Office, signed_in: SignedIn
) -> None:
    """People for administrators, the log for the auditor."""
    for key, has_people, has_audit in (
        ("lin", False, False),
        ("secadmin", True, False),
        ("qian", True, True),
    ):
        groups.sync(office.person(key))
        shown = signed_in(key).get("/admin/").content.decode()
        assert "/admin/desk/" in shown
        assert ('"/admin/people/"' in shown) is has_people
        assert ('"/admin/audit/"' in shown) is has_audit
