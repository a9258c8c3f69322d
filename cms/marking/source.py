"""Reads rendered HTML and remembers where in it every character of the main part stands."""

import html as entities
import re
from bisect import bisect_right
from html.parser import HTMLParser

#: In these no mark can stand.
_CLOSED = frozenset({"script", "style", "textarea", "option", "title", "svg", "iframe"})
_ASSET = re.compile(r"/assets/([0-9a-f]{64})\.")


class Source(HTMLParser):
    """One walk through a page.

    Only what stands in ``<main>`` is kept, and of it no white space, which the browser sets anew:
    ``letters`` are the characters; ``starts``, ``ends`` where each begins and ends in ``html``;
    ``nodes`` in which text node it is; ``links`` where the link around it begins, or -1.
    """

    def __init__(self, html: str) -> None:
        """Walk at once."""
        super().__init__(convert_charrefs=False)
        self.html = html
        self.letters = ""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.nodes: list[int] = []
        self.links: list[int] = []
        self.heading: tuple[int, int] = (0, 0)
        self.assets: dict[str, int] = {}
        self.main_begins = self.head_ends = -1
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self._letters: list[str] = []
        self._node = 0
        self._link = -1
        self._in_main = False
        self._closed = 0
        self.feed(html)
        self.close()
        self.letters = "".join(self._letters)
        self._squeezed: dict[str, tuple[str, list[int]]] = {}

    def squeezed(self, text: str) -> tuple[str, list[int]]:
        """Give a text without white space, and where each letter stood; once for each text."""
        if text not in self._squeezed:
            kept = [at for at, letter in enumerate(text) if not letter.isspace()]
            self._squeezed[text] = "".join(text.split()), kept
        return self._squeezed[text]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where main, links, the heading and files begin."""
        self._node += 1
        at = self._at()
        if tag == "main" and self.main_begins < 0:
            self._in_main = True
            self.main_begins = at + len(self.get_starttag_text() or "")
        if not self._in_main:
            return
        if tag in _CLOSED:
            self._closed += 1
        elif tag == "a":
            self._link = at
        elif tag == "h1" and self.heading == (0, 0):
            self.heading = (len(self._letters), -1)
        for name, value in attrs:
            found = _ASSET.search(value or "") if name in ("src", "href", "poster") else None
            if found:
                self.assets.setdefault(found[1], self._link if self._link >= 0 else at)

    def handle_endtag(self, tag: str) -> None:
        """Note where main, links, the heading and the head end."""
        self._node += 1
        if tag == "head":
            self.head_ends = self._at()
        elif tag == "main":
            self._in_main = False
        elif tag == "a":
            self._link = -1
        elif tag == "h1" and self.heading[1] < 0:
            self.heading = (self.heading[0], len(self._letters))
        elif tag in _CLOSED and self._in_main:
            self._closed -= 1

    def handle_data(self, data: str) -> None:
        """Keep characters."""
        if self._open:
            at = self._at()
            for position, letter in enumerate(data, start=at):
                self._keep(letter, position, position + 1)

    def handle_entityref(self, name: str) -> None:
        """Keep the character that a name stands for."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Keep the character that a number stands for."""
        self._reference(f"&#{name}")

    @property
    def _open(self) -> bool:
        return self._in_main and not self._closed

    def _reference(self, text: str) -> None:
        at = self._at()
        end = at + len(text)
        end += self.html[end : end + 1] == ";"
        if self._open:
            for letter in entities.unescape(text + ";"):
                self._keep(letter, at, end)

    def _keep(self, letter: str, start: int, end: int) -> None:
        if letter.isspace():
            return
        self._letters.append(letter)
        self.starts.append(start)
        self.ends.append(end)
        self.nodes.append(self._node)
        self.links.append(self._link)

    def _at(self) -> int:
        line, offset = self.getpos()
        return self._lines[line - 1] + offset


def narrowed(kept: list[int], start: int, end: int) -> tuple[int, int]:
    """Give the places of a range among the characters kept of a text; never an empty range."""
    first, last = bisect_right(kept, start - 1), bisect_right(kept, end - 1)
    if first == last:  # white space alone: the character before it stands for it
        first = max(0, first - 1)
        last = first + 1
    return first, last
