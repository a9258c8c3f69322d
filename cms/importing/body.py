"""HTML of another system to our blocks: paragraphs, headings, tables, quotations, pictures."""

import re
from collections.abc import Callable
from typing import Any

import nh3
from django.utils.html import conditional_escape
from lxml import html
from lxml.html import HtmlElement

from cms.blocks import pasted
from cms.freezing.sanitise import DROPPED

_WORDS_KEPT = """
    p h1 h2 h3 h4 h5 h6 ul ol li blockquote b strong i em sub sup br hr a img table caption
    thead tbody tfoot tr th td div section article figure figcaption span
"""
_KEPT = frozenset(_WORDS_KEPT.split())
_INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "sub": "sub", "sup": "sup"}
_LOOSE = frozenset([*_INLINE, "a", "span"])
_FLOWING = frozenset([*_LOOSE, "br", "img"])
# A sign that begins no tag: "3 <x and y" is words, and a parser would drop them.
_BARE = re.compile(
    r"""<(?!/?[a-zA-Z](?:"[^"]{0,4000}"|'[^']{0,4000}'|[^<>"']){0,2000}>|!--.{0,4000}?-->)""",
    re.DOTALL,
)
_LONGEST_HEADING = 120
_ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt"},
    "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"},
}  # fmt: skip
_ABSOLUTE = ("http://", "https://", "mailto:")

Picture = Callable[[str, str, str], dict[str, Any] | None]
Block = tuple[str, Any]


def blocks(source: str, picture: Picture) -> list[Block]:
    """Turn HTML into blocks; `picture(path, alt, caption)` gives the value of a picture block."""
    clean = nh3.clean(
        _BARE.sub("&lt;", source),
        tags=set(_KEPT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        clean_content_tags=set(DROPPED),
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    if not clean.strip():
        return []
    root = html.fragment_fromstring(clean, create_parent="div")
    found: list[Block] = []
    _walk(root, found, picture)
    return _joined(found)


def _walk(parent: HtmlElement, found: list[Block], picture: Picture) -> None:
    loose = [str(conditional_escape(parent.text or ""))]
    for element in parent:
        flows = all(inner.tag in _FLOWING for inner in element.iterdescendants())
        if element.tag in _LOOSE and flows:
            # Words and emphasis beside blocks: what follows each other is one paragraph.
            loose.append(_inline_element(element) + str(conditional_escape(element.tail or "")))
            _pictures(element, found, picture, loose)
            continue
        _end_paragraph(loose, found)
        tag = element.tag
        if tag in ("div", "section", "article", "figure") or tag in _LOOSE:
            _walk(element, found, picture)
        elif tag == "img":
            _picture(element, found, picture)
        elif tag == "table":
            found.append(("table", pasted.read(element)))
        elif tag == "blockquote":
            found.append(("quotation", {"text": pasted.plain(element), "source": ""}))
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            level = "2" if tag in ("h1", "h2") else "3"
            words = pasted.plain(element)
            if len(words) > _LONGEST_HEADING:
                # Too long for a heading; nothing of it is cut off.
                found.append(("paragraph", f"<p><b>{conditional_escape(words)}</b></p>"))
            elif words:
                found.append(("heading", {"text": words, "level": level}))
        elif tag in ("ul", "ol"):
            found.append(("paragraph", _list(element)))
        elif tag == "hr":
            found.append(("paragraph", "<hr/>"))
        elif tag == "br":
            pass
        else:
            inner = _inline(element)
            if inner.strip():
                found.append(("paragraph", f"<p>{inner}</p>"))
            for image in element.iter("img"):
                _picture(image, found, picture)
        loose = [str(conditional_escape(element.tail or ""))]
    _end_paragraph(loose, found)


def _end_paragraph(loose: list[str], found: list[Block]) -> None:
    inner = "".join(loose).strip()
    loose.clear()
    if inner:
        found.append(("paragraph", f"<p>{inner}</p>"))


def _pictures(element: HtmlElement, found: list[Block], picture: Picture, loose: list[str]) -> None:
    images = list(element.iter("img"))
    if images:
        _end_paragraph(loose, found)
    for image in images:
        _picture(image, found, picture)


def _picture(element: HtmlElement, found: list[Block], picture: Picture) -> None:
    value = picture(element.get("src") or "", element.get("alt") or "", "")
    if value is not None:
        found.append(("picture", value))


def _inline(element: HtmlElement) -> str:
    parts = [conditional_escape(element.text or "")]
    for child in element:
        parts += [_inline_element(child), conditional_escape(child.tail or "")]
    return "".join(parts)


def _inline_element(element: HtmlElement) -> str:
    inner = _inline(element)
    if element.tag in _INLINE and inner.strip():
        return f"<{_INLINE[element.tag]}>{inner}</{_INLINE[element.tag]}>"
    if element.tag == "a" and (element.get("href") or "").startswith(_ABSOLUTE):
        return f'<a href="{conditional_escape(element.get("href"))}">{inner}</a>'
    return "<br/>" if element.tag == "br" else inner


def _list(element: HtmlElement) -> str:
    items = "".join(f"<li>{_inline(item).strip()}</li>" for item in element.iter("li"))
    return f"<{element.tag}>{items}</{element.tag}>"


def _joined(found: list[Block]) -> list[Block]:
    """Put paragraphs that follow each other into one block, as people write them."""
    joined: list[Block] = []
    for kind, value in found:
        if kind == "paragraph" and joined and joined[-1][0] == "paragraph":
            joined[-1] = ("paragraph", joined[-1][1] + value)
        else:
            joined.append((kind, value))
    return joined
