"""Reads the HTML that will be signed: its plain text, and what the parser dropped in silence."""

from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.freezing.problems import Problems

_WORDS_BLOCKS = """
    p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption table caption tr
    section div hr br details summary video
"""
_BLOCKS = frozenset(_WORDS_BLOCKS.split())

NO_TARGET = _("the link “%(text)s” leads nowhere: its target is missing or not allowed.")
NO_PLACE = _("the link “%(text)s” leads to a place in this text that is not there.")
NO_VIDEO = _("a video is missing. Choose it again or delete the block.")
NO_PICTURE = _("a picture is missing. Choose it again or delete the block.")


class Reading(HTMLParser):
    """One walk through a body: text, alternative texts by asset, links and pictures that miss."""

    def __init__(self, html: str, problems: Problems, place: Any) -> None:
        """Walk at once."""
        super().__init__(convert_charrefs=True)
        self.alternatives: dict[str, str] = {}
        self._problems = problems
        self._place = place
        self._parts: list[str] = []
        self._link: list[str] | None = None
        self._leads = ""
        self._ids: set[str] = set()
        self._inside: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        for place_named, words in self._inside:
            if place_named not in self._ids:
                problems.add(place, NO_PLACE % {"text": words})

    @property
    def text(self) -> str:
        """The plain text, one block a line."""
        lines = ("".join(self._parts)).split("\n")
        # A no-break space is a matter of setting; in the plain text it is a space.
        return "\n".join(
            " ".join(line.replace("\xa0", " ").split(" ")).strip() for line in lines if line.strip()
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line for a block; look at links and pictures."""
        given = dict(attrs)
        if tag in _BLOCKS:
            self._parts.append("\n")
        if tag in ("td", "th"):
            self._parts.append("\t")
        if given.get("id"):
            self._ids.add(str(given["id"]))
        if tag == "a":
            self._link, self._leads = [], given.get("href") or ""
        if tag == "source" and not (given.get("src") or given.get("srcset")):
            self._problems.add(self._place, NO_VIDEO)
        if tag == "img":
            source = given.get("src")
            if source:
                digest = "sha256:" + source.removeprefix("/assets/").partition(".")[0]
                self.alternatives.setdefault(digest, given.get("alt") or "")
                for offer in (given.get("srcset") or "").split(","):
                    name = offer.strip().partition(" ")[0]
                    if name:
                        other = "sha256:" + name.removeprefix("/assets/").partition(".")[0]
                        self.alternatives.setdefault(other, given.get("alt") or "")
            else:
                self._problems.add(self._place, NO_PICTURE)

    def handle_endtag(self, tag: str) -> None:
        """End a line for a block; report a link without target."""
        if tag in _BLOCKS:
            self._parts.append("\n")
        if tag == "a" and self._link is not None:
            words = "".join(self._link).strip()
            if not self._leads:
                self._problems.add(self._place, NO_TARGET % {"text": words})
            elif self._leads.startswith("#"):
                self._inside.append((self._leads[1:], words))
            self._link = None

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self._parts.append(data)
        if self._link is not None:
            self._link.append(data)
