"""What is known about a text besides its words: dates, number, source, what is attached."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ledger.formats import v1


@dataclass(frozen=True)
class Enclosed:
    """Text inside an attachment: the file's name, where in it (page or cell), the words."""

    name: str
    where: str
    text: str


@dataclass(frozen=True)
class Context:
    """What rules may ask. None means: not known, and rules that need it stay silent.

    `written` is the date on the document (成文日期), `published` the date it becomes public;
    `attachments` and `images` count what the page carries; `enclosed` is text read out of
    attachments by whoever can open them (rules open no files).
    """

    written: date | None = None
    published: date | None = None
    kind: str = ""
    source: str | None = None
    number: str = ""
    attachments: int | None = None
    images: int | None = None
    enclosed: tuple[Enclosed, ...] = ()

    @property
    def day(self) -> date | None:
        """The day the text speaks from, as far as known."""
        return self.published or self.written


def known(content: v1.Content, given: Context | None) -> Context:
    """Give what the content itself says, overruled by what the caller knows better."""
    details = content.details
    own = Context(
        written=day(details.get("written_on")),
        published=day(content.live_from),
        kind="reprint" if details.get("reprint") is True else "",
        source=details.get("source") if isinstance(details.get("source"), str) else None,
        number=_text(details.get("document_number")),
        attachments=_count(content, "attachment"),
        images=_count(content, "picture"),
    )
    if given is None:
        return own
    known_better = {
        name: value for name, value in vars(given).items() if value not in (None, "", ())
    }
    if given.source is not None:
        known_better["source"] = given.source
    return replace(own, **known_better)


def day(value: Any) -> date | None:
    """Read the day of an ISO date or time; None for anything else."""
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        return None


def _count(content: v1.Content, use: str) -> int:
    return len([asset for asset in content.assets if asset["use"] == use])


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
