"""流转概况: counted by hand, read by those whose it is, taken out as text, never as a formula."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.models import Person
from workflow.queries.courses import Course, Leg, Sent, courses
from workflow.reports.cells import text
from workflow.reports.turnaround import turnaround
from workflow.rules.facts import Named
from workflow.states import Stage, State

PAGE = "/admin/turnaround/"
LIN, CHEN = Named("1", "林晓"), Named("2", "陈默")
ZHOU, WU = Named("3", "周正"), Named("4", "吴敏")


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def course(
    drafter: Named, section: str, state: State, *legs: tuple[Stage, Named, float, bool], page: str
) -> Course:
    return Course(
        drafter,
        "办公室" if drafter is LIN else "",
        (Sent(page, section, state),),
        tuple(Leg(stage, who, back, hours(took)) for stage, who, took, back in legs),
        None,
    )


FOUND = [
    course(LIN, "a", State.RETURNED, (Stage.FIRST, ZHOU, 30, True), page="p1"),
    course(
        LIN, "a", State.FINAL_REVIEW,
        (Stage.FIRST, ZHOU, 2, False), (Stage.SECOND, WU, 5, False), page="p1",
    ),
    course(CHEN, "b", State.FIRST_REVIEW, (Stage.FIRST, ZHOU, 4, False), page="p2"),
    course(CHEN, "", State.SECOND_REVIEW, page="p3"),
]  # fmt: skip


def test_a_page_that_was_submitted_twice_is_one_item_where_it_is_now() -> None:
    report = turnaround(FOUND, {"a": "要闻", "b": "公告"})
    lines = {line.label: line for line in report.sections}
    assert set(lines) == {"要闻", "公告", "不在栏目内"}
    news = lines["要闻"]
    assert (news.items, news.rounds, news.returns, news.overdue) == (1, 2, 1, 1)
    assert [(str(name), number) for name, number in news.counted] == [("终审中", 1)]
    assert [str(time.label) for time in news.known] == ["初审", "复审"]
    assert report.whole.items == 3


def test_the_median_stands_beside_the_longest() -> None:
    """30, 2 and 4 hours: half took no longer than 4."""
    first = turnaround(FOUND, {}).whole.time(Stage.FIRST)
    assert (first.middle, first.longest) == (hours(4), hours(30))
    assert str(first) == "4 小时 00 分，最长 1 天 6 小时"


def test_whoever_signed_is_counted_by_their_own_signatures() -> None:
    signers = turnaround(FOUND, {}).signers
    assert [(s.label, s.signed, s.returns, s.overdue) for s in signers] == [
        ("周正", 3, 1, 1),
        ("吴敏", 1, 0, 0),
    ]
    assert [s.label for s in turnaround(FOUND, {}, only=WU.uid).signers] == ["吴敏"]


def test_units_without_a_name_are_one_line() -> None:
    assert {line.label for line in turnaround(FOUND, {}).units} == {"办公室", "未填部门"}


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", "\r", "\n", "＝", " =", "－"])
def test_no_cell_is_taken_for_a_formula(begins: str) -> None:
    assert text(f"{begins}cmd()").startswith("'")


@pytest.mark.parametrize("words", ["要闻", "3", "关于=的说明", ""])
def test_ordinary_cells_stay_as_they_are(words: str) -> None:
    assert text(words) == words


def now() -> datetime:
    return datetime.now(UTC)


def around() -> tuple[datetime, datetime, datetime]:
    return now() - timedelta(days=1), now() + timedelta(days=1), now()


def test_courses_follow_what_was_signed(office: Office) -> None:
    submission = office.submit(office.page())
    office.sign(submission, Stage.FIRST)
    office.send_back(submission, Stage.SECOND)
    (found,) = courses(*around())
    assert [(leg.stage, leg.person.name, leg.returned) for leg in found.legs] == [
        (Stage.FIRST, "周正", False),
        (Stage.SECOND, "吴敏", True),
    ]
    assert found.waiting is None
    assert found.unit == "办公室"
    assert all(timedelta() <= leg.took < timedelta(minutes=5) for leg in found.legs)


def test_what_waits_says_since_when(office: Office) -> None:
    office.submit(office.page())
    since, until, moment = around()
    (found,) = courses(since, until, moment + timedelta(days=9))
    assert found.waiting is not None
    assert found.waiting > timedelta(days=8)
    assert found.overdue == 1


def test_the_page_asks_as_often_for_one_item_as_for_many(
    office: Office, signed_in: SignedIn
) -> None:
    office.submit(office.page())
    client = signed_in("qian")
    client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(PAGE)
    for number in range(4):
        office.sign(office.submit(office.page(f"第{number}号")), Stage.FIRST)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(one)


@pytest.mark.parametrize("key", ["qian", "sysadmin", "secadmin"])
def test_administrators_see_everybody(office: Office, signed_in: SignedIn, key: str) -> None:
    office.sign(office.submit(office.page()), Stage.FIRST)
    shown = signed_in(key).get(PAGE).content.decode()
    assert "林晓" in shown
    assert "周正" in shown


def test_a_reviewer_sees_what_they_signed_and_no_other_reviewer(
    office: Office, signed_in: SignedIn
) -> None:
    office.advance(office.submit(office.page("签过两级")), Stage.FINAL)
    office.submit(office.page("没人签过"))
    shown = signed_in("wu").get(PAGE).content.decode()
    assert "吴敏" in shown
    assert "周正" not in shown
    assert "<dt>稿件数</dt><dd>1</dd>" in shown


@pytest.mark.parametrize("key", ["lin", "he"])
def test_others_read_why_it_is_not_theirs_and_where_to_go(signed_in: SignedIn, key: str) -> None:
    for address in (PAGE, "/admin/sheets/"):
        answer = signed_in(key).get(address)
        assert answer.status_code == 403
        assert 'href="/admin/desk/"' in answer.content.decode()


def test_an_empty_period_says_so(office: Office, signed_in: SignedIn) -> None:
    office.submit(office.page())
    shown = signed_in("qian").get(f"{PAGE}?since=2001-01-01&until=2001-01-31").content.decode()
    assert "这段时间没有送审的稿件" in shown
    assert signed_in("qian").get(f"{PAGE}?since=nonsense&until=9999-99-99").status_code == 200


def test_the_table_is_text_and_its_taking_is_in_the_log(
    office: Office, signed_in: SignedIn
) -> None:
    """A unit that calls itself a formula stays a word."""
    Person.objects.filter(name="林晓").update(department='=HYPERLINK("http://evil")')
    office.sign(office.submit(office.page()), Stage.FIRST)
    client = signed_in("qian")
    answer = client.post(PAGE)
    rows = list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    names = [row[1] for row in rows]
    assert """'=HYPERLINK("http://evil")""" in names
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "evidence:exported" in client.get("/admin/audit/").content.decode()
