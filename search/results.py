"""What an engine answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hit:
    """One item that was found.

    Attributes:
        uid: Public identity of the item.
        sequence: Release the index was made from; the portal shows the newest verified one.
        score: Relevance, comparable within one answer only.
    """

    uid: str
    sequence: int
    score: float


@dataclass(frozen=True, slots=True)
class Facets:
    """How the hits are spread. Each count leaves its own filter out, and keeps the others.

    Attributes:
        sections: Uid of a section to hits in it or below it.
        years: Year of the first release, in the site's time zone, to hits.
    """

    sections: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer.

    Attributes:
        hits: The hits of this page, best first.
        total: Hits on all pages together.
        exact: How many of them hold everything that was looked for; they may be fewer than
            `total` when related items were added.
        facets: How the hits on all pages are spread.
        elapsed: Seconds the engine took.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    exact: int = 0
    facets: Facets = field(default_factory=Facets)
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class Health:
    """State of an engine.

    Attributes:
        documents: Items in the index, None when it cannot be read.
        problem: A sentence for the administrator, empty when all is well.
        needs_rebuild: Only a rebuild helps.
    """

    documents: int | None
    problem: str = ""
    needs_rebuild: bool = False

    @property
    def ok(self) -> bool:
        """True when there is nothing to do."""
        return not self.problem
