"""How a text of the demo is written down, and what happens to it."""

from dataclasses import dataclass

Edits = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Document:
    """What a policy document has besides a text (政府信息公开目录)."""

    index: str
    kind: str
    subject: str
    issuer: str = "云汐市人民政府办公室"
    effective: str = ""
    validity: str = "valid"
    note: str = ""
    interpretations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Returned:
    """A first round that came back: at which stage, with which words, on which passage.

    With `mended`, pairs of what stood there and what stands there now, it was submitted again.
    """

    stage: str
    words: str
    quotes: tuple[str, ...] = ()
    mended: Edits = ()
    note: str = ""


@dataclass(frozen=True)
class Later:
    """A later edition: what was changed, on which day or how many hours ago, how far it got."""

    edits: Edits
    day: str = ""
    hours: float = 0
    state: str = "released"
    correction: str = ""
    note: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """Taken away, and by a second person confirmed or not yet."""

    sentence: str
    reason: str
    day: str = ""
    hours: float = 0
    confirmed: bool = True


@dataclass(frozen=True)
class Item:
    """One item. `body` is plain text with a few marks, see `cms.demo.body`; it is the newest
    edition, and what was changed on the way is written in `returned` and `later`.

    `state` is how far it goes: a state of the working copy, or ``scheduled`` or ``recalled``.
    `day` is when it was reviewed, its own date when left out; an item that is still under review
    has been waiting for `hours`. Items of one `bundle` are submitted together; the first of them
    has the say. `disposed` says what reviewers do with findings: code, decision, reason.
    """

    key: str
    title: str
    body: str
    summary: str = ""
    state: str = "released"
    drafter: str = "lin"
    department: str = "市政府办公室"
    source: str = "云汐市人民政府办公室"
    origin: str = ""
    number: str = ""
    written: str = "2026-11-10"
    day: str = ""
    hours: float = 0
    until: str = ""
    bundle: str = ""
    note: str = ""
    series: str = ""
    topics: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    pinned: bool = False
    urgent: bool = False
    handed_over: str = ""
    document: Document | None = None
    returned: Returned | None = None
    later: Later | None = None
    withdrawn: Withdrawn | None = None
    opinions: tuple[str, ...] = ()
    disposed: tuple[tuple[str, str, str], ...] = ()

    @property
    def reviewed(self) -> str:
        """The day on which it went through review."""
        return self.day or self.written

    def edition(self, *, before_later: bool = False, before_mending: bool = False) -> str:
        """Give the text of an earlier edition."""
        text = self.body
        for undone, edits in (
            (before_later, self.later.edits if self.later else ()),
            (before_mending, self.returned.mended if self.returned else ()),
        ):
            for old, new in edits if undone else ():
                if new not in text:
                    raise ValueError(f"{self.key}: {new}")
                text = text.replace(new, old)
        return text
