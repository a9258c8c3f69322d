"""Turns what the templates printed into the HTML that is signed.

One HTML5 parser reads it. Its attribute filter resolves every address; what cannot be resolved, and
what the parser would drop in silence, is a problem and refuses the freezing.
"""

import re
from dataclasses import dataclass
from typing import Any

import nh3
from django.utils.translation import gettext_lazy as _

from cms.freezing.addresses import Addresses
from cms.freezing.assets import Assets
from cms.freezing.problems import Problems

_WORDS_TAGS = """
    p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code strong b em i u s sub sup br hr a
    figure figcaption picture source img table caption colgroup col thead tbody tfoot tr th
    td span abbr time ruby rt rp section div video track details summary
"""
TAGS = frozenset(_WORDS_TAGS.split())
ATTRIBUTES = {
    "a": {"href", "title", "hreflang", "download"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "source": {"src", "srcset", "sizes", "type", "media", "width", "height"},
    # Nothing plays by itself: no autoplay, no loop.
    "video": {"controls", "preload", "poster", "width", "height"},
    "track": {"src", "kind", "srclang", "label"},
    "th": {"scope", "colspan", "rowspan", "headers", "abbr"},
    "td": {"colspan", "rowspan", "headers"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "abbr": {"title"},
    "*": {"lang", "dir"},
}
# Ids are ours: the second pass alone lets them stand.
WITH_IDS = {**ATTRIBUTES, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "li": {"value", "id"}}
CLASSES = {
    "p": {"attachment", "align-center", "align-right"},
    "figure": {"image", "image-left", "image-right", "video"},
    "div": {"gallery"},
    "section": {"footnotes"},
    "span": {"num"},
    "td": {"num"},
    "th": {"num"},
}
DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "iframe",
        "object",
        "noscript",
        "textarea",
        "title",
        "svg",
        "math",
    ]
)
SCHEMES = frozenset({"http", "https", "mailto", "urn"})
LONGEST = 10 * 1024 * 1024

_PAGE = re.compile(r"urn:cms:page:(\d+)(?:#([\w-]+))?\Z")
_DOCUMENT = re.compile(r"urn:cms:doc:(\d+)\Z")
_VIDEO = re.compile(r"urn:cms:video:(\d+)\Z")
_CAPTIONS = re.compile(r"urn:cms:captions:(\d+)\Z")
_NOTES = re.compile(r'<section class="footnotes">.*?</section>', re.DOTALL)

BODY = _("Body")
TOO_LONG = _("the text is longer than 10 MB. Divide it into several pages or attach it as a file.")
UNSTABLE = _("the body cannot be brought into a lasting form. Type the last change again.")
UNREADABLE = _("“%(value)s” in <%(tag)s %(name)s> cannot be kept: %(error)s")


@dataclass
class Sanitiser:
    """Cleans one body; `assets` and `addresses` collect what it names."""

    problems: Problems
    assets: Assets
    addresses: Addresses

    def clean(self, raw: str) -> str:
        """Give the HTML that is signed."""
        if len(raw.encode("utf-8", "replace")) > LONGEST:
            self.problems.add(BODY, TOO_LONG)
            return ""
        html = self._cleaner(ATTRIBUTES, self._attribute).clean(raw.replace("\ufeff", ""))
        html = _number_notes(_number_headings(html)).strip()
        # What is signed must be what the parser would keep: nothing may change when it is read.
        if self._cleaner(WITH_IDS, None).clean(html) != html:
            self.problems.add(BODY, UNSTABLE)
        return html

    def _cleaner(self, attributes: dict[str, set[str]], attribute_filter: Any) -> nh3.Cleaner:
        return nh3.Cleaner(
            tags=set(TAGS),
            attributes=attributes,
            allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
            attribute_filter=attribute_filter,
            clean_content_tags=set(DROPPED),
            url_schemes=set(SCHEMES),
            link_rel=None,
        )

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        # The parser swallows what its filter raises, so every failure is noted here.
        try:
            if name == "href":
                return self._href(value.strip())
            if name in ("src", "poster"):
                return self._source(tag, value.strip())
            if name == "srcset":
                return self._srcset(value)
        except Exception as error:
            detail = {"value": value, "tag": tag, "name": name, "error": error}
            self.problems.add(BODY, UNREADABLE % detail)
            return None
        return value

    def _href(self, value: str) -> str | None:
        if page := _PAGE.match(value):
            address = self.addresses.of_page(int(page[1]), BODY)
            return (address + (f"#{page[2]}" if page[2] else "")) or None
        if document := _DOCUMENT.match(value):
            stored = self.assets.attachment(int(document[1]))
            return stored[0] if stored else None
        if value.startswith("#"):
            return value
        return self.addresses.external(value, BODY) or None

    def _source(self, tag: str, value: str) -> str | None:
        """Store a file that the page shows; what lies elsewhere is a problem."""
        if tag == "source" and (video := _VIDEO.match(value)):
            return self.assets.video(int(video[1]))
        if tag == "track" and (captions := _CAPTIONS.match(value)):
            return self.assets.captions(int(captions[1]))
        return self.assets.picture(value)

    def _srcset(self, value: str) -> str:
        offers: dict[str, str] = {}
        for part in value.split(","):
            address, _space, width = part.strip().partition(" ")
            name = self.assets.picture(address)
            # A picture smaller than the widths asked for gives the same file several times.
            if name and name not in offers:
                offers[name] = width
        return ", ".join(f"{name} {width}".strip() for name, width in offers.items())


def _number_headings(html: str) -> str:
    count = iter(range(1, html.count("<h") + 2))
    return re.sub(r"<(h[234])>", lambda match: f'<{match[1]} id="s{next(count)}">', html)


def _number_notes(html: str) -> str:
    """Give each footnote the name that its references lead to."""
    count = iter(range(1, html.count("<li>") + 1))

    def numbered(notes: re.Match[str]) -> str:
        return re.sub("<li>", lambda _item: f'<li id="fn{next(count)}">', notes[0])

    return _NOTES.sub(numbered, html)
