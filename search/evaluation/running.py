"""A suite is run: on an empty index, in the way in which a visitor's text is read."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from search import vocabulary
from search.correction import correct
from search.engine import Engine
from search.evaluation.judging import LOOKED_AT, judge
from search.evaluation.suite import Case, Suite
from search.results import Results
from search.understanding import understand

#: Hits of a failed test that are told.
_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Failure:
    """A test that failed, why, and what was found first."""

    case: Case
    problems: list[str]
    found: list[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a suite."""

    tests: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> int:
        """Tests that did not fail."""
        return self.tests - len(self.failures)

    @property
    def share(self) -> float:
        """Tests that did not fail, of a hundred."""
        return 100 * self.passed / self.tests if self.tests else 100.0


def run(suite: Suite, engine: type[Engine]) -> Outcome:
    """Run a suite.

    The words of its titles take the place of the portal's until it is done.

    Args:
        suite: The suite.
        engine: Class of the engine; an index of its own is made and goes afterwards.

    Returns:
        What came of it.

    Raises:
        SearchAway: The engine cannot be reached.
    """
    with engine.scratch() as scratch, transaction.atomic():
        scratch.rebuild(vocabulary.learning(suite.records))
        judged = [_judged(case, suite, scratch) for case in suite.cases]
        transaction.set_rollback(True)
    return Outcome(len(judged), tuple(failure for failure in judged if failure.problems))


def _judged(case: Case, suite: Suite, engine: Engine) -> Failure:
    try:
        results = _asked(case, suite, engine)
    except Exception as error:
        # A test may be there to show that nothing is an error.
        return Failure(case, [f"{type(error).__name__}: {error}"], [])
    found = [hit.uid for hit in results.hits[:_TOLD]]
    return Failure(case, judge(case.expect, results), found)


def _asked(case: Case, suite: Suite, engine: Engine) -> Results:
    """Ask as the search page does: what finds nothing is taken for a slip."""
    query = understand(case.text)
    results = engine.search(query, now=suite.now, filters=case.filters, per_page=LOOKED_AT)
    if results.total or query.is_empty:
        return results
    meant = correct(query, engine, suite.now)
    if not meant:
        return results
    return engine.search(understand(meant), now=suite.now, filters=case.filters, per_page=LOOKED_AT)
