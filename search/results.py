"""What an engine answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: The name of a filter, as in `search.filters.FACETS`, to the field of its counts.
PLURALS: Final = {
    "section": "sections",
    "topic": "topics",
    "kind": "kinds",
    "department": "departments",
    "document_kind": "document_kinds",
    "issuing_body": "issuing_bodies",
    "subject": "subjects",
    "validity": "validities",
    "media": "media",
    "year": "years",
}


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

    `since` and `until` are left out with the year. Values nobody wrote are not counted.

    Attributes:
        sections: Uid of a section to hits in it or below it.
        topics: Uid of a topic to hits that it lists.
        kinds: Type of the content to hits.
        departments: Department to hits.
        document_kinds: Kind of the document to hits.
        issuing_bodies: Who issued the document to hits.
        subjects: Subject to hits.
        validities: Whether the document holds to hits.
        media: `video` and `attachment` to hits that have one.
        years: Year of the first release, in the site's time zone, to hits.
    """

    sections: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    departments: Mapping[str, int] = field(default_factory=dict)
    document_kinds: Mapping[str, int] = field(default_factory=dict)
    issuing_bodies: Mapping[str, int] = field(default_factory=dict)
    subjects: Mapping[str, int] = field(default_factory=dict)
    validities: Mapping[str, int] = field(default_factory=dict)
    media: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, counts: Mapping[str, Mapping[str, int]]) -> "Facets":
        """Make facets from counts by the names of the filters, years as text.

        Args:
            counts: Name of a filter, as in `search.filters.FACETS`, to counts by value.

        Returns:
            The facets.
        """
        spread = {PLURALS[name]: dict(found) for name, found in counts.items() if name != "year"}
        years = {int(year): count for year, count in counts.get("year", {}).items()}
        return cls(**spread, years=years)

    def by(self, name: str) -> Mapping[str, int]:
        """Give the counts of one filter.

        Args:
            name: Name of the filter, as in `search.filters.FACETS`.

        Returns:
            Counts by value; a year is text.
        """
        if name == "year":
            return {str(year): count for year, count in self.years.items()}
        counts: Mapping[str, int] = getattr(self, PLURALS[name])
        return counts


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
