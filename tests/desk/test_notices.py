"""The bell, the page of notices, and how somebody wants to be told."""

import re

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.notices.models import Notice, Preference
from workflow.roles import Duty
from workflow.states import Stage


def test_the_bell_counts_what_was_not_read(office: Office, signed_in: SignedIn) -> None:
    """Nothing read, nothing counted."""
    browser = signed_in("zhou")
    assert "data-dk-count" not in browser.get("/admin/desk/").content.decode()
    office.submit(office.page("甲通知"))
    office.submit(office.page("乙通知"))
    assert re.search(r"data-dk-count\W+2\b", browser.get("/admin/desk/").content.decode())
    assert "data-dk-count" not in signed_in("wu").get("/admin/desk/").content.decode()


def test_opening_a_notice_marks_it_as_read_and_leads_to_the_item(
    office: Office, signed_in: SignedIn
) -> None:
    """Looking at the list alone marks nothing."""
    submission = office.submit(office.page("甲通知"))
    browser = signed_in("zhou")
    shown = browser.get("/admin/desk/notices/").content.decode()
    assert "待您初审" in shown
    assert "甲通知" in shown
    notice = Notice.objects.get()
    assert notice.read_at is None
    answer = browser.post(f"/admin/desk/notices/{notice.pk}/")
    assert answer["Location"] == f"/admin/desk/{submission.uid}/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_withdrawal_leads_to_the_history_of_its_page(office: Office, signed_in: SignedIn) -> None:
    """There it is confirmed."""
    page = office.page("撤下的通知")
    office.release(page)
    office.withdraw(page)
    notice = Notice.objects.get(kind="withdrawn")
    answer = signed_in("lin").post(f"/admin/desk/notices/{notice.pk}/")
    assert answer["Location"] == f"/admin/desk/released/{page.review.uid}/"


def test_all_are_marked_as_read_that_were_on_the_screen(
    office: Office, signed_in: SignedIn
) -> None:
    """One that came meanwhile stays unread."""
    office.submit(office.page("甲通知"))
    browser = signed_in("zhou")
    newest = Notice.objects.get().pk
    office.submit(office.page("乙通知"))
    browser.post("/admin/desk/notices/read/", {"upto": newest})
    assert [row.read_at is None for row in Notice.objects.order_by("pk")] == [False, True]
    browser.post("/admin/desk/notices/read/", {"upto": newest + 1, "only": "1"})
    assert not Notice.objects.filter(read_at__isnull=True).exists()


def test_nobody_reads_or_marks_the_notices_of_another(office: Office, signed_in: SignedIn) -> None:
    """They are not there for them."""
    office.submit(office.page("甲通知"))
    notice = Notice.objects.get()
    browser = signed_in("wu")
    assert browser.post(f"/admin/desk/notices/{notice.pk}/").status_code == 404
    browser.post("/admin/desk/notices/read/", {"upto": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None
    for nonsense in ("", "x", "9" * 30):
        answer = browser.post("/admin/desk/notices/read/", {"upto": nonsense})
        assert answer.status_code == 404


def test_a_return_is_shown_with_its_words(office: Office, signed_in: SignedIn) -> None:
    """To the drafter."""
    submission = office.submit(office.page("退回的通知"))
    office.send_back(submission, Stage.FIRST)
    shown = signed_in("lin").get("/admin/desk/notices/").content.decode()
    assert "退回给您修改" in shown
    assert "请改日期。" in shown


def test_everybody_says_how_they_want_to_be_told(office: Office, signed_in: SignedIn) -> None:
    """One of three; nonsense is refused with a sentence."""
    browser = signed_in("zhou")
    assert "没有登记邮箱" in browser.get("/admin/desk/notices/settings/").content.decode()
    bad = browser.post("/admin/desk/notices/settings/", {"delivery": "by pigeon"})
    assert bad.status_code == 400
    assert "请在三项中选择一项" in bad.content.decode()
    assert browser.post("/admin/desk/notices/settings/", {"delivery": "daily"}).status_code == 302
    assert Preference.objects.get().delivery == "daily"
    assert "每天一次汇总" in browser.get("/admin/desk/notices/").content.decode()


def test_a_call_that_another_has_answered_says_so(office: Office, signed_in: SignedIn) -> None:
    """It asks for nothing any more."""
    office.appoint("he", Duty.FIRST)
    submission = office.submit(office.page("甲通知"))
    browser = signed_in("he")
    assert "前签署" in browser.get("/admin/desk/notices/").content.decode()
    office.sign(submission, Stage.FIRST)
    shown = browser.get("/admin/desk/notices/").content.decode()
    assert "已经办结" in shown
    assert "前签署" not in shown


def test_no_notices_yet(signed_in: SignedIn) -> None:
    """The page says what will be here."""
    assert "还没有通知" in signed_in("lin").get("/admin/desk/notices/").content.decode()
