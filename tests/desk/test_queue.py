"""The queue: mine, overdue, filters, empty lists."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pytest_django import Settings

from cms.admin import groups
from ledger import entries
from ledger.models import AuditEntry
from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow import commands
from workflow.desk import queue, wording
from workflow.desk.lines import Line, reading_order
from workflow.roles import Duty
from workflow.rules.facts import Named
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


def test_what_waits_longer_than_a_stage_has_is_overdue(settings: Settings) -> None:
    """Exactly a day is not longer than a day; an office may give its stages more time."""
    now = timezone.now()
    assert not wording.overdue(now - timedelta(hours=24), now)
    assert wording.overdue(now - timedelta(hours=24, seconds=1), now)
    settings.SANSHEN_REVIEW_HOURS = 48
    assert not wording.overdue(now - timedelta(hours=48), now)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "剩 0 分"),
        (24, "剩 24 分"),
        (64, "剩 1 小时 04 分"),
        (24 * 60, "剩 1 天"),
        (25 * 60 + 59, "剩 1 天 1 小时"),
        (-1, "超时 1 分"),
        (-3 * 60, "超时 3 小时 00 分"),
    ],
)
def test_the_time_that_is_left_is_said_in_words(minutes: int, words: str) -> None:
    """And so is the time that somebody is late."""
    now = timezone.now()
    with translation.override("zh-hans"):
        assert wording.time_left(now + timedelta(minutes=minutes), now) == words


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


def test_the_queue_asks_the_database_as_often_for_fifty_items_as_for_five(
    office: Office, signed_in: SignedIn
) -> None:
    """Opinions, findings, contributors, sections, names: all read at once."""
    browser = signed_in("zhou")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get("/admin/desk/")
        assert answer.status_code == 200
        return len(captured)

    for number in range(5):
        office.submit(office.page(f"第{number}号通知"))
    queries()  # what is read once for a whole process is read here
    few = queries()
    for number in range(5, 50):
        office.submit(office.page(f"第{number}号通知", text="今年40月1日起施行。"))
    assert queries() == few


def test_a_long_list_has_pages_and_each_item_is_on_one_of_them(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number beside the heading is that of the whole list."""
    monkeypatch.setattr(queue, "PER_PAGE", 2)
    names = ["甲通知", "乙通知", "丙通知"]
    for name in names:
        office.submit(office.page(name))
    browser = signed_in("zhou")
    pages = [browser.get(f"/admin/desk/?show=mine&p={n}").content.decode() for n in (1, 2)]
    assert [sum(name in page for page in pages) for name in names] == [1, 1, 1]
    assert all('<span class="dk-n">3</span>' in page for page in pages)
    assert "p=2" in pages[0]
    assert "p=3" not in pages[1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=停车", ["关于停车收费的通知"]),
        ("q=收费 关于", ["关于停车收费的通知"]),
        ("q=ＡＢＣ", ["发布abc标准"]),
        ("q=陈默", ["发布abc标准"]),
        ("q=无人机", []),
        ("stage=second", ["发布abc标准"]),
        ("stage=second&q=停车", []),
        ("overdue=1", []),
    ],
)
def test_a_list_is_narrowed_down(
    office: Office, signed_in: SignedIn, asked: str, found: list[str]
) -> None:
    """By words inside a sentence, full-width or not; by drafter, stage and time."""
    office.submit(office.page("关于停车收费的通知"))
    other = office.submit(office.page("发布abc标准", by="chen"), by="chen")
    office.advance(other, Stage.SECOND)
    shown = signed_in("wu").get(f"/admin/desk/?show=all&{asked}").content.decode()
    rows = re.findall(r'<h3 class="dk-row__t">.*?<a [^>]*>(.*?)</a>', shown)
    assert rows == found
    if not found:
        assert "没有符合筛选的稿件" in shown


def test_each_filter_says_how_many_items_it_would_leave(
    office: Office, signed_in: SignedIn
) -> None:
    """Counted under the other filters; a filter that is on can be taken away alone."""
    office.submit(office.page("甲通知"))
    office.submit(office.page("乙公告"))
    office.submit(office.page("丙公告", by="chen"), by="chen")
    browser = signed_in("zhou")
    shown = browser.get("/admin/desk/?q=公告").content.decode()
    assert "林晓（1）" in shown
    assert "陈默（1）" in shown
    both = browser.get("/admin/desk/?q=公告&stage=first").content.decode()
    assert 'href="?show=mine&amp;stage=first"' in both
    assert 'href="?show=mine&amp;q=%E5%85%AC%E5%91%8A"' in both


def test_a_row_says_how_much_there_is_to_read(office: Office, signed_in: SignedIn) -> None:
    """Characters without spaces, minutes, department of the drafter, the deadline."""
    office.submit(office.page("长通知", text="安全检查 " * 250))
    shown = signed_in("zhou").get("/admin/desk/").content.decode()
    assert "1000 字 约 3 分钟" in shown
    assert "办公室 林晓" in shown
    assert "剩 23 小时 59 分" in shown


def test_what_is_overdue_stands_under_a_heading_of_its_own(
    office: Office, signed_in: SignedIn, settings: Settings
) -> None:
    """The sentence above counts it."""
    office.submit(office.page("迟了的通知"))
    settings.SANSHEN_REVIEW_HOURS = 0
    shown = signed_in("zhou").get("/admin/desk/").content.decode()
    assert shown.index("已超过本环节时限") < shown.index("迟了的通知")
    assert "超时 0 分" in shown
    assert "其中 1 件已超时" in shown


def test_the_order_of_a_list_is_that_in_which_it_should_be_read() -> None:
    """And two that are alike always stand in the same order."""
    now = timezone.now()
    due = now + timedelta(hours=1)
    he = Named("he", "何静")

    def line(key: str, hours: int, **marks: Any) -> Line:
        moment = now - timedelta(hours=hours)
        return Line(**{"key": key, "url": "", "titles": (key,), "since": moment, **marks})

    lines = [
        line("b", 1, due=due, mine=True),
        line("a", 1, due=due, mine=True),
        line("not mine", 30, due=due),
        line("late, not mine", 40, due=now - timedelta(hours=2)),
        line("handed to 何静", 50, due=due, mine=True, named=he),
        line("handed to 何静, not mine", 29, due=due, named=he),
        line("handed to me", 1, due=due, mine=True, named=he, to_me=True),
        line("urgent", 1, due=due, mine=True, urgent=True),
        line("longer", 2, due=due, mine=True),
        line("late", 26, due=now - timedelta(hours=1), mine=True),
    ]
    assert [each.key for each in sorted(lines, key=reading_order)] == [
        "late", "late, not mine", "urgent", "handed to me", "longer", "a", "b",
        "not mine", "handed to 何静, not mine", "handed to 何静",
    ]  # fmt: skip


def test_an_urgent_item_stands_above_the_others_and_says_so(
    office: Office, signed_in: SignedIn
) -> None:
    """Urgent is no part of what is signed; the audit log knows it."""
    office.submit(office.page("平常的通知"))
    page = office.page("防汛的通知")
    who = office.presence("lin")
    commands.submit(who, [page], commands.bundle_digest([page]), urgent=True)
    shown = signed_in("zhou").get("/admin/desk/").content.decode()
    assert shown.index('<span class="dk-urg">急</span>') < shown.index("防汛的通知")
    assert shown.index("防汛的通知") < shown.index("平常的通知")
    told = [entries.header(row) for row in AuditEntry.objects.order_by("-sequence")]
    newest = next(entry for entry in told if entry.tag == "submission:opened")
    assert newest.detail.items() >= {"round": 1, "pages": 1, "urgent": True}.items()
    only = signed_in("zhou").get("/admin/desk/?urgent=1").content.decode()
    assert "平常的通知" not in only


def test_what_was_handed_over_says_to_whom(office: Office, signed_in: SignedIn) -> None:
    """First for whoever it was handed to, last for the one who gave it away."""
    office.appoint("he", Duty.FIRST)
    office.submit(office.page("先到的通知"))
    handed = office.submit(office.page("转交的通知"))
    commands.hand_over(
        office.presence("zhou"),
        handed,
        shown=handed.digest,
        stage=Stage.FIRST,
        to=office.person("he"),
        reason="出差",
    )
    hers = signed_in("he").get("/admin/desk/").content.decode()
    assert hers.index("转交的通知") < hers.index("先到的通知")
    assert "转交给您" in hers
    his = signed_in("zhou").get("/admin/desk/").content.decode()
    assert his.index("先到的通知") < his.index("已转交他人") < his.index("转交的通知")
    assert "已转交给何静" in his


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("lin", "您起草稿件，由他人签署"),
        ("qian", "管理员不签署稿件"),
        ("he", "签署须有任命"),
    ],
)
def test_whoever_signs_nothing_is_not_told_that_everything_is_signed(
    office: Office, signed_in: SignedIn, key: str, words: str
) -> None:
    """A drafter, an auditor and somebody without an appointment each read what is theirs."""
    shown = signed_in(key).get("/admin/desk/").content.decode()
    assert "都签完了" not in shown
    assert "没有待您签署的稿件" not in shown
    assert words in shown
