"""The site frame as templates read it: names, banner, notices, menus, footer, sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from ledger.canonical import NotCanonical, read_time
from ledger.formats import v1
from portal.pictures import Picture, named_picture

#: How many entries a thumb bar holds; of more, the last place leads to the rest.
THUMBS = 5


@dataclass(frozen=True)
class Notice:
    """A sentence above every page; a visitor who closed it does not see it again."""

    text: str
    address: str
    key: str


@dataclass(frozen=True)
class Advertisement:
    """A public-service advertisement; `target` is empty when it leads nowhere."""

    picture: Picture
    title: str
    target: str


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
        begin = self.details.get("mourning_from")
        return bool(begin) and self._holds(begin, self.details.get("mourning_until"))

    @property
    def notices(self) -> list[Notice]:
        """The notices that are shown now, in their order."""
        return [
            Notice(text, str(each.get("address") or ""), _key(each))
            for each in _notices(self.details)
            if (text := str(each.get("text") or ""))
            and self._holds(each.get("from"), each.get("until"))
        ]

    @property
    def rest_of_menu(self) -> list[dict[str, Any]]:
        """The entries for which the thumb bar of a telephone has no room; none when all fit.

        The first of them has room after all, but in large print.
        """
        menu = _dicts(self.details.get("menu"))
        return menu[THUMBS - 2 :] if len(menu) > THUMBS else []

    @property
    def banner(self) -> Picture | None:
        """The picture at the head of the home page."""
        return named_picture(self.details.get("banner"))

    @property
    def advertisements(self) -> list[Advertisement]:
        """The public-service advertisements of the home page."""
        return [
            Advertisement(picture, str(each.get("title") or ""), str(each.get("target") or ""))
            for each in _dicts(self.details.get("advertisements"))
            if (picture := named_picture(each))
        ]

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

    def _holds(self, begin: Any, end: Any) -> bool:
        """Say whether now lies between two times; an empty one is no bound, nonsense never."""
        try:
            begun = not begin or read_time(str(begin)) <= self.now
            return begun and not (end and read_time(str(end)) <= self.now)
        except NotCanonical:
            return False


def turning_points(details: Mapping[str, Any]) -> list[datetime]:
    """Give the moments at which a frame, by its own words, looks different."""
    texts = [details.get("mourning_from"), details.get("mourning_until")]
    for each in _notices(details):
        texts += [each.get("from"), each.get("until")]
    found = []
    for text in filter(None, texts):
        try:
            found.append(read_time(str(text)))
        except NotCanonical:
            # What cannot be read never holds, so nothing changes by it.
            continue
    return found


def _notices(details: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if details.get("notice"):
        yield {"text": details["notice"]}
    yield from _dicts(details.get("notices"))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _key(notice: Mapping[str, Any]) -> str:
    # The same words announced for another time are another notice.
    words = "\n".join(str(notice.get(name) or "") for name in ("text", "address", "from"))
    return sha256(words.encode()).hexdigest()[:16]
