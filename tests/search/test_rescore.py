"""What makes an item come first; the numbers are written by hand."""

import pytest

from search.engines.embedded.frequency import within_budget
from search.query import parse
from search.rescore import Candidate, longest_run, order, score
from search.worth import UNSEEN, worth


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [("公积金", "住房公积金", 1.0), ("提取公积金", "公积金提取", 0.6), ("税", "水", 0.0)],
)
def test_the_longest_run_is_a_share_of_the_question(question: str, text: str, share: float) -> None:
    assert longest_run(question, text) == pytest.approx(share)


def test_a_rare_token_is_worth_more_and_a_missing_one_little() -> None:
    weights = worth({"公积": 2, "办理": 500, "证需": 0}, 1000)
    assert weights["公积"] > weights["证需"] > 0
    assert weights["公积"] > weights["办理"] > 0
    assert weights["证需"] < UNSEEN * worth({"公积": 1}, 1000)["公积"] * 1.01


@pytest.mark.parametrize(
    ("counts", "chosen"),
    [
        ({"常": 90, "稀": 1, "中": 20}, ["稀", "中"]),
        ({"常": 90, "更": 95}, ["常", "更"]),
        ({"无": 0, "稀": 1}, ["稀"]),
        ({"无": 0}, []),
    ],
)
def test_the_rarest_tokens_are_read_within_the_budget(
    counts: dict[str, int], chosen: list[str]
) -> None:
    assert within_budget(counts, budget=100) == chosen


def candidate(**changed: object) -> Candidate:
    """An item that says nothing of taxes."""
    fields: dict[str, object] = {
        "identity": 1,
        "uid": "a",
        "sequence": 1,
        "age": 1.0,
        "bm25": 0.5,
        "exact": False,
        "title": "停水公告",
        "body": "明日停水",
    }
    return Candidate(**(fields | changed))  # type: ignore[arg-type]


def points(text: str, **changed: object) -> float | None:
    """Score an item for a question whose tokens weigh the same."""
    query = parse(text)
    return score(query, {"契税": 1.0, "减免": 1.0}, candidate(**changed))


def test_an_item_that_covers_too_little_is_not_related() -> None:
    assert points("契税 减免") is None
    assert points("契税 减免", exact=True) is not None
    assert points("契税 减免", body="契税") is not None


def test_each_part_of_a_score_counts() -> None:
    plain = points("契税 减免", body="契税")
    assert plain is not None
    for better in (
        {"body": "契税 减免"},
        {"body": "契税", "title": "契税"},
        {"body": "契税", "bm25": 0.9},
        {"body": "契税", "age": 0.0},
        {"body": "契税", "exact": True},
    ):
        more = points("契税 减免", **better)
        assert more is not None
        assert more > plain, better


def test_a_first_release_in_the_future_counts_as_new() -> None:
    assert points("契税", body="契税", age=-5.0) == points("契税", body="契税", age=0.0)


def test_by_date_what_is_exact_stays_first() -> None:
    old = candidate(uid="old", exact=True, age=9.0)
    new = candidate(uid="new", exact=True, age=1.0)
    related = candidate(uid="related", age=0.0)
    ordered = order([(3.0, old), (1.0, new), (2.0, related)], by_date=True)
    assert [item.uid for _, item in ordered] == ["new", "old", "related"]
