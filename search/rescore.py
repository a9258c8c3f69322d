"""What comes first among the candidates.

bm25 sees tokens one by one. Here the whole question is compared with the text: how much of it is
covered, whether its words stand in the title, how long a piece of it stands there as it is. The
parts and their weights were measured on seven sets of questions; each part lies between 0 and 1.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp2
from typing import Final

from search.query import Query
from search.segment import is_han, runs

#: Weight of each part of a score.
COVERED: Final = 1.0
COVERED_IN_TITLE: Final = 0.3
LONGEST_RUN: Final = 0.5
WHOLE_IN_TITLE: Final = 0.5
WHOLE_IN_BODY: Final = 0.3
WORDS_IN_TITLE: Final = 0.5
EXACT: Final = 0.5
RECENT: Final = 0.15
#: Years after which recency counts half.
HALF_LIFE: Final = 2.0
#: Related items that cover less of the question than this are dropped.
LEAST_COVERED: Final = 0.35

#: Characters of a question, and of a body, in which a longest common run is sought.
_QUESTION, _BODY = 60, 20_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be found.

    Attributes:
        identity: Its id in the index.
        uid: Its public identity.
        sequence: Its release.
        age: Years since its first release.
        bm25: Its rank in its stage, 1 for the best.
        exact: It holds everything that was looked for.
        title: Its folded title.
        body: Its folded text, document number included.
    """

    identity: int
    uid: str
    sequence: int
    age: float
    bm25: float
    exact: bool
    title: str
    body: str


def score(query: Query, weights: Mapping[str, float], candidate: Candidate) -> float | None:
    """Compare a question with an item.

    Args:
        query: What is looked for.
        weights: What each token of it is worth.
        candidate: The item.

    Returns:
        A number above 0, or None for an item that is not related enough.
    """
    title, body = f" {candidate.title} ", f" {candidate.body} "
    covered = _covered(weights, title + body)
    if not candidate.exact and covered < LEAST_COVERED:
        return None
    terms = ["".join(runs(term)) for term in query.terms]
    whole = "".join(terms)
    bare_title, bare_body = _bare(title), _bare(body[:_BODY])
    in_title = sum(term in bare_title for term in terms) / len(terms)
    return (
        candidate.bm25
        + COVERED * covered
        + COVERED_IN_TITLE * _covered(weights, title)
        + LONGEST_RUN * longest_run(whole[:_QUESTION], f"{bare_title}\n{bare_body}")
        + WHOLE_IN_TITLE * (whole in bare_title)
        + WHOLE_IN_BODY * (whole in bare_body)
        + WORDS_IN_TITLE * in_title
        + EXACT * candidate.exact
        + RECENT * exp2(-max(0.0, candidate.age) / HALF_LIFE)
    )


def best(
    variants: Sequence[Query], weights: Sequence[Mapping[str, float]], candidate: Candidate
) -> float | None:
    """Compare the ways to ask a question with an item.

    Args:
        variants: The question, then with its words said otherwise.
        weights: For each of them, what each of its tokens is worth.
        candidate: The item.

    Returns:
        The best score, or None for an item that is related enough to none.
    """
    pairs = zip(variants, weights, strict=True)
    points = [score(query, of_query, candidate) for query, of_query in pairs]
    return max((each for each in points if each is not None), default=None)


def longest_run(question: str, text: str) -> float:
    """Find the longest piece of a question that stands in a text as it is.

    Args:
        question: The question, not empty.
        text: The text.

    Returns:
        Its length as a share of the question.
    """
    longest = 0
    for start in range(len(question)):
        while start + longest < len(question) and question[start : start + longest + 1] in text:
            longest += 1
    return longest / len(question)


def order(
    scored: Sequence[tuple[float, Candidate]], *, by_date: bool
) -> list[tuple[float, Candidate]]:
    """Put candidates in order.

    Args:
        scored: Scores and candidates.
        by_date: The newest first, after all that hold everything that was looked for.

    Returns:
        The same, the first one first; equals by id, so that pages never overlap.
    """
    if by_date:
        return sorted(scored, key=lambda pair: (not pair[1].exact, pair[1].age, -pair[1].identity))
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].identity))


def _bare(text: str) -> str:
    """Drop all that stands between runs, as the index does."""
    return "".join(runs(text))


def _covered(weights: Mapping[str, float], text: str) -> float:
    """Give the share of a question's worth that stands in a text."""
    worth = sum(weights.values())
    return sum(weight for token, weight in weights.items() if _stands(token, text)) / worth


def _stands(token: str, text: str) -> bool:
    """Say whether a token stands in a text: digits and letters only as a whole run."""
    if token not in text:
        return False
    return is_han(token) or re.search(rf"(?<![0-9a-z]){token}(?![0-9a-z])", text) is not None
