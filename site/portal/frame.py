"""The site frame as templates read it: names, banner, menus, footer, sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.canonical import NotCanonical, read_time
from ledger.formats import v1


@dataclass(frozen=True)
class Frame:
    """The words around every page. Templates say `frame.icp_number`; what is missing is empty."""

    details: Mapping[str, Any]
    now: datetime

    @classmethod
    def of(cls, content: v1.Content | None, now: datetime) -> "Frame":
        """Read a frame; without one everything in it is empty."""
        return cls(content.details if content else {}, now)

    def __getattr__(self, name: str) -> Any:
        """Give a field of the frame, or an empty text."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.details.get(name) or ""

    @property
    def mourning(self) -> bool:
        """Whether the site is shown without colour now."""
        begin, end = str(self.mourning_from), str(self.mourning_until)
        try:
            begun = bool(begin) and read_time(begin) <= self.now
            ended = bool(end) and read_time(end) <= self.now
        except NotCanonical:
            return False
        return begun and not ended

    def withdrawal_sentence(self, code: str) -> str:
        """Give the sentence of a code, empty when the frame has none."""
        sentences = self.details.get("withdrawal_sentences") or []
        return next((str(each["sentence"]) for each in sentences if each.get("code") == code), "")

    def redirect(self, address: str) -> str:
        """Give where an address of an old site went, empty when nowhere."""
        for each in self.details.get("redirects") or []:
            target = str(each.get("to") or "")
            inside = target.startswith("/") and not target.startswith(("//", "/\\"))
            if each.get("from") == address and (
                inside or target.startswith(("https://", "http://"))
            ):
                return target
        return ""
