"""What is looked for is counted, and nobody is in the counts."""

from datetime import date, timedelta

import pytest

from search import vocabulary
from search.models import SearchClick, SearchCount, SearchSalt
from search.tallies import THRESHOLD, Tallies, most_opened, most_searched

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def counting() -> Tallies:
    """Give counts beside those of this process; 停水 is a word of a released title."""
    vocabulary.learn("a", "停水公告")
    return Tallies()


def test_a_word_of_titles_is_written_as_it_is(counting: Tallies) -> None:
    counting.searched(" 停水 ", found=True, day=TODAY)
    counting.searched("停水", found=False, day=TODAY)
    assert counting.flush(TODAY) == 1
    row = SearchCount.objects.get()
    assert (row.text, row.searches, row.without) == ("停水", 2, 1)


def test_anything_else_is_a_digest_until_many_looked_for_it(counting: Tallies) -> None:
    for _ in range(THRESHOLD - 1):
        counting.searched("张三丰的家在哪里", found=False, day=TODAY)
        counting.flush(TODAY)
    row = SearchCount.objects.get()
    assert row.text == ""
    assert "张三丰" not in row.digest
    assert row.searches == THRESHOLD - 1
    counting.searched("张三丰的家在哪里", found=False, day=TODAY)
    counting.flush(TODAY)
    assert SearchCount.objects.get().text == "张三丰的家在哪里"


def test_what_was_only_a_digest_goes_with_its_day(counting: Tallies) -> None:
    counting.searched("张三丰的家", found=False, day=TODAY)
    counting.flush(TODAY)
    counting.searched("停水", found=True, day=TODAY + timedelta(days=1))
    counting.flush(TODAY + timedelta(days=1))
    assert list(SearchCount.objects.values_list("text", flat=True)) == ["停水"]
    assert list(SearchSalt.objects.values_list("day", flat=True)) == [TODAY + timedelta(days=1)]


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "110101199003077758",
        "１３８００１３８０００",
        "a@b.cn",
        "E12345678",
        "",
        "！！",
        "很" * 31,
        "张三 13800138000",
    ],
)
def test_numbers_and_addresses_of_people_are_never_written(counting: Tallies, text: str) -> None:
    for _ in range(2 * THRESHOLD):
        counting.searched(text, found=True, day=TODAY)
    assert counting.flush(TODAY) == 0
    assert not SearchCount.objects.exists()


def test_nothing_below_the_threshold_is_shown(counting: Tallies) -> None:
    for times, text in ((THRESHOLD - 1, "停水"), (THRESHOLD, "公告")):
        for _ in range(times):
            counting.searched(text, found=text == "停水", day=TODAY)
    counting.flush(TODAY)
    assert [(t.text, t.searches, t.without) for t in most_searched(TODAY, 9)] == [
        ("公告", THRESHOLD, THRESHOLD)
    ]
    assert [t.text for t in most_searched(TODAY, 9, without=True)] == ["公告"]
    assert most_searched(TODAY + timedelta(days=1), 9) == []


def test_days_add_up(counting: Tallies) -> None:
    for day in range(THRESHOLD):
        counting.searched("停水", found=True, day=TODAY + timedelta(days=day))
        counting.flush(TODAY + timedelta(days=day))
    assert most_searched(TODAY, 9)[0].searches == THRESHOLD


def test_opened_results_are_counted_by_item(counting: Tallies) -> None:
    for _ in range(THRESHOLD):
        counting.opened("a", day=TODAY)
    counting.opened("b", day=TODAY)
    counting.flush(TODAY)
    assert most_opened(TODAY, 9) == [("a", THRESHOLD)]
    assert SearchClick.objects.count() == 2


def test_memory_is_bounded(counting: Tallies) -> None:
    for number in range(3_000):
        counting.searched(f"词{number}", found=True, day=TODAY)
        counting.opened(str(number), day=TODAY)
    assert len(counting._searches) == len(counting._clicks) == 2_000
