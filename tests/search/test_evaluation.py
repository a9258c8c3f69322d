"""Suites: our own is passed by the engines, and others' are read as docs/search.md says."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.engines.elastic.engine import ElasticEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.evaluation.judging import judge
from search.evaluation.running import Outcome, run
from search.evaluation.suite import NotASuiteError, read
from search.results import Facets, Hit, Results
from tests.search.elastic import URL

OURS = Path(__file__).with_name("suite.json")
#: Of a hundred tests of our own suite.
GOAL = 95


def told(outcome: Outcome) -> str:
    """Say what failed."""
    return "\n".join(f"{f.case.name} {f.case.text!r}: {f.problems}" for f in outcome.failures)


def test_our_own_suite_is_large_enough() -> None:
    assert len(read(OURS).cases) >= 120


@pytest.mark.django_db
def test_our_own_suite_on_the_embedded_engine() -> None:
    outcome = run(read(OURS), EmbeddedEngine)
    assert outcome.share >= GOAL, told(outcome)


@pytest.mark.elasticsearch
@pytest.mark.django_db
def test_our_own_suite_on_elasticsearch(settings: Any) -> None:
    settings.SANSHEN_ELASTICSEARCH_URL = URL
    outcome = run(read(OURS), ElasticEngine)
    assert outcome.share >= GOAL, told(outcome)


RESULTS = Results(
    hits=tuple(Hit(f"h{n}", 1, 1.0) for n in range(12)),
    total=12,
    facets=Facets(sections={"news": 7, "open": 5}, years={2025: 12}),
)


@pytest.mark.parametrize(
    ("expected", "met"),
    [
        ({"top1": "h0"}, True),
        ({"top1": ["h5", "h0"]}, True),
        ({"top1": "h1"}, False),
        ({"include": ["h0", "h11"]}, True),
        ({"include": ["h12"]}, False),
        ({"include_top5": ["h4"]}, True),
        ({"include_top5": ["h5"]}, False),
        ({"top3_contains": ["h2"]}, True),
        ({"top3_contains": ["h3"]}, False),
        ({"exclude": ["h10"]}, True),
        ({"exclude": ["h9"]}, False),
        ({"exclude_strict": ["h12"]}, True),
        ({"exclude_strict": ["h10"]}, False),
        ({"order": [["h1", "h2"], ["h3", "gone"]]}, True),
        ({"order": [["h2", "h1"]]}, False),
        ({"order": [["gone", "gone too"]]}, False),
        ({"facet": {"field": "column", "values": ["news"]}}, True),
        ({"facet": {"field": "column", "values": ["old"]}}, False),
        ({"facet": {"field": "year", "values": {"2025": 12}}}, True),
        ({"facet": {"field": "column", "values": {"news": 6}}}, False),
        ({"no_error": True}, True),
        ({"top1": "h0", "exclude": ["h0"]}, False),
    ],
)
def test_an_answer_is_held_against_what_was_expected(expected: dict, met: bool) -> None:
    assert (judge(expected, RESULTS) == []) == met


def written(folder: Path, **said: Any) -> Path:
    """Write a suite of one document and one test, with something else in it."""
    suite = {
        "documents": [
            {"id": "a", "title": "停水公告", "date": "2026-01-31", "column": "news/city"}
        ],
        "tests": [{"id": "t1", "q": "停水", "expect": {"top1": "a"}}],
        **said,
    }
    path = folder / "suite.json"
    path.write_text(json.dumps(suite, ensure_ascii=False), "utf-8")
    return path


@pytest.mark.django_db
def test_a_column_lies_below_another_and_a_day_ends_at_midnight(tmp_path: Path) -> None:
    tests = [
        {"id": name, "q": "停水", "filter": chosen, "expect": expect}
        for name, chosen, expect in (
            ("top", {"column": "news"}, {"include": ["a"]}),
            ("own", {"column": "news/city"}, {"include": ["a"]}),
            ("day", {"date": ["2026-01-31", "2026-01-31"]}, {"include": ["a"]}),
            ("open", {"date": [None, "2026-01-30"]}, {"exclude_strict": ["a"]}),
            ("other", {"column": "city"}, {"exclude_strict": ["a"]}),
        )
    ]
    suite = read(written(tmp_path, tests=tests))
    assert told(run(suite, EmbeddedEngine)) == ""


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"documents": "none"}, "“documents” is no list"),
        ({"tests": [1]}, "“tests” is no list"),
        ({"documents": [{"title": "a"}]}, "One of the documents has no id"),
        ({"documents": [{"id": "a", "date": "yesterday"}]}, "'yesterday' of a is no date"),
        ({"tests": [{"id": "t", "q": "a"}]}, "Test t expects nothing"),
        ({"tests": [{"id": "t", "q": "a", "expect": {"top9": "a"}}]}, "Test t expects top9"),
    ],
)
def test_what_is_no_suite_is_refused_with_where(tmp_path: Path, said: Any, sentence: str) -> None:
    with pytest.raises(NotASuiteError, match=sentence):
        read(written(tmp_path, **said))


@pytest.mark.django_db
class TestTheCommand:
    def test_says_the_total(self, tmp_path: Path) -> None:
        out = io.StringIO()
        call_command("evaluate_search", str(written(tmp_path)), stdout=out)
        assert "1" in out.getvalue()
        assert "100.0 %" in out.getvalue()

    def test_names_what_failed_and_ends_with_1(self, tmp_path: Path) -> None:
        tests = [{"id": "t9", "q": "停水", "expect": {"exclude": ["a"]}}]
        out = io.StringIO()
        suite = str(written(tmp_path, tests=tests))
        with pytest.raises(SystemExit) as ended:
            call_command("evaluate_search", suite, stdout=out)
        assert ended.value.code == 1
        assert out.getvalue().startswith("t9: '停水': a among the first 10")

    def test_answers_in_json(self, tmp_path: Path) -> None:
        out = io.StringIO()
        call_command("evaluate_search", str(written(tmp_path)), json=True, stdout=out)
        assert json.loads(out.getvalue()) == {"tests": 1, "passed": 1, "failed": []}

    def test_refuses_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("evaluate_search", str(tmp_path / "nothing.json"))

    def test_says_that_elasticsearch_is_away(self, tmp_path: Path, settings: Any) -> None:
        settings.SANSHEN_ELASTICSEARCH_URL = ""
        with pytest.raises(CommandError, match="names no server"):
            call_command("evaluate_search", str(written(tmp_path)), engine="elastic")
