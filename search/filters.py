"""Which items a visitor wants to see, besides the words."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

#: The filters that are counted, each a field of `Filters` and a mapping of `Facets`.
FACETS: Final = (
    "section",
    "topic",
    "kind",
    "department",
    "document_kind",
    "issuing_body",
    "subject",
    "validity",
    "media",
    "year",
)
#: What `media` may say.
VIDEO, ATTACHMENT = "video", "attachment"


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all hold; an empty one asks for nothing.

    Attributes:
        section: Uid of a section: items in it or below it.
        topic: Uid of a topic: items that it lists.
        kind: Type of the content, such as `policy`.
        department: Department answering for the item, word for word.
        document_kind: Kind of the document, such as 通知.
        issuing_body: Who issued the document.
        subject: Its subject.
        validity: `valid`, `amended`, `expired` or `repealed`.
        media: `video` or `attachment`: items that have one.
        year: Year of the first release, in the site's time zone.
        since: First released at this moment or later.
        until: First released before this moment.
        written_since: Written on this day or later; what has no day is left out.
        written_until: Written on this day or earlier.
    """

    section: str = ""
    topic: str = ""
    kind: str = ""
    department: str = ""
    document_kind: str = ""
    issuing_body: str = ""
    subject: str = ""
    validity: str = ""
    media: str = ""
    year: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    written_since: date | None = None
    written_until: date | None = None

    @property
    def chosen(self) -> Mapping[str, str]:
        """The counted filters that ask for something, with their values as text."""
        values = {name: getattr(self, name) for name in FACETS}
        return {name: str(value) for name, value in values.items() if value}

    @property
    def is_empty(self) -> bool:
        """True when every item will do."""
        return not any(getattr(self, field.name) for field in fields(self))


#: Every item will do.
EVERYTHING: Final = Filters()
