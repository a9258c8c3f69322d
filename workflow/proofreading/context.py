"""What is known about a text besides its words: dates, number, source, what is attached."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ledger.formats import v1
from workflow.proofreading.unit import Lists

NONE = Lists()


@dataclass(frozen=True)
class Enclosed:
    """Text inside an attachment: the file's name, where in it (page or cell), the words.

    `place` names the piece for a finding: ``assets.<number>.inside.<number>``.
    """

    name: str
    where: str
    text: str
    place: str = ""


@dataclass(frozen=True)
class File:
    """A file of the page: its number among the assets, what it says of itself, why it was not
    read (empty when it was). Properties are those of `ledger.extracts`."""

    number: int
    name: str
    use: str
    properties: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class Context:
    """What rules may ask. None means: not known, and rules that need it stay silent.

    `written` is the date on the document (成文日期), `published` the date it becomes public;
    `attachments` and `images` count what the page carries; `enclosed` is text read out of
    attachments by whoever can open them (rules open no files), `files` what those files are;
    `same_title` is the address of a published item that bears this title; `unit` are the unit's
    own lists.
    """

    written: date | None = None
    published: date | None = None
    kind: str = ""
    source: str | None = None
    number: str = ""
    attachments: int | None = None
    images: int | None = None
    enclosed: tuple[Enclosed, ...] = ()
    files: tuple[File, ...] = ()
    same_title: str = ""
    unit: Lists = NONE

    @property
    def day(self) -> date | None:
        """The day the text speaks from, as far as known."""
        return self.published or self.written


def known(content: v1.Content, better: Context | None) -> Context:
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
    if better is None:
        return own
    known_better = {
        name: value for name, value in vars(better).items() if value not in (None, "", (), NONE)
    }
    if better.source is not None:
        known_better["source"] = better.source
    return replace(own, **known_better)


def given(fields: Mapping[str, Any]) -> Context:
    """Read a context as `manage.py proofread` gets it.

    Keys: `written` (or `date`, `article_date`) and `published` as ISO dates, `kind`, `source`,
    `meta_docno` (or `document_number`), `attachments` and `images` as numbers, and `attachment`
    with `cell` (or `page`) and `value` for text out of an attachment.

    Raises:
        ValueError: when a value is not what its key promises; the text says which.
    """
    dates = {}
    for name in ("written", "date", "article_date", "published"):
        if fields.get(name):
            dates[name] = day(fields[name])
            if dates[name] is None:
                raise ValueError(f"{name}: {fields[name]!r} is not an ISO date")
    for name in ("attachments", "images"):
        if not isinstance(fields.get(name), int | None):
            raise ValueError(f"{name}: {fields[name]!r} is not a number")
    value = _text(fields.get("value"))
    where = fields.get("cell") or fields.get("page") or ""
    return Context(
        written=dates.get("written") or dates.get("date") or dates.get("article_date"),
        published=dates.get("published"),
        kind=_text(fields.get("kind")),
        source=fields["source"] if isinstance(fields.get("source"), str) else None,
        number=_text(fields.get("meta_docno") or fields.get("document_number")),
        attachments=fields.get("attachments"),
        images=fields.get("images"),
        enclosed=(Enclosed(_text(fields.get("attachment")), str(where), value),) if value else (),
    )


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
