"""How a text of the demo is written down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One item. `body` is plain text with a few marks, see `cms.demo.body`.

    `state` is how far it goes: a state of the working copy, or ``corrected``, ``withdrawn``,
    ``scheduled``.
    """

    key: str
    title: str
    body: str
    summary: str = ""
    state: str = "released"
    drafter: str = "lin"
    department: str = "市政府办公室"
    source: str = "云汐市人民政府办公室"
    byline: str = "林晓"
    number: str = ""
    written: str = "2026-11-10"
