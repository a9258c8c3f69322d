"""The tags of a signed body with their places: what the rules on links and pictures read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?P<rest>(?:\s|/|[^<>\"'\s/]{1,64}"
    r"|\"[^\"<]{0,4000}\"|'[^'<]{0,4000}'){0,120}+)>"
)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,40})\s?=\s?(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


_BODY = re.compile(r"<(?:img|a|table|h[1-6]|p|figure|ul|ol)\b[^<>\n]{0,400}>")


@dataclass(frozen=True)
class Tag:
    """One tag: its name, whether it closes, where it stands, what it says."""

    name: str
    closes: bool
    start: int
    end: int
    rest: str

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by name."""
        return {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(self.rest)
        }


def tags(html: str) -> Iterator[Tag]:
    """Give the tags in their order."""
    for found in _TAG.finditer(html):
        yield Tag(
            found.group("name").lower(),
            bool(found.group("close")),
            found.start(),
            found.end(),
            found.group("rest"),
        )


def words(html: str, start: int, end: int) -> str:
    """Give the text between two places of a body."""
    return unescape(_TAG.sub("", html[start:end])).strip()


def is_body(text: str) -> bool:
    """Say whether a text is HTML."""
    return _BODY.search(text) is not None


def without_tags(text: str) -> str:
    """Blank out the tags; everything keeps its place."""
    return _TAG.sub(lambda found: "\0" * len(found.group()), text)
