"""HTML of another system to our blocks: paragraphs, headings, tables, quotations, pictures."""

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
        source,
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
    _loose_text(parent.text, found)
    for element in parent:
        tag = element.tag
        if tag in ("div", "section", "article", "figure", "span"):
            _walk(element, found, picture)
        elif tag == "img":
            _picture(element, found, picture)
        elif tag == "table":
            found.append(("table", pasted.read(element)))
        elif tag == "blockquote":
            found.append(("quotation", {"text": pasted.plain(element), "source": ""}))
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            level = "2" if tag in ("h1", "h2") else "3"
            if pasted.plain(element):
                found.append(("heading", {"text": pasted.plain(element)[:120], "level": level}))
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
        _loose_text(element.tail, found)


def _loose_text(text: str | None, found: list[Block]) -> None:
    if text and text.strip():
        found.append(("paragraph", f"<p>{conditional_escape(text.strip())}</p>"))


def _picture(element: HtmlElement, found: list[Block], picture: Picture) -> None:
    value = picture(element.get("src") or "", element.get("alt") or "", "")
    if value is not None:
        found.append(("picture", value))


def _inline(element: HtmlElement) -> str:
    parts = [conditional_escape(element.text or "")]
    for child in element:
        inner = _inline(child)
        if child.tag in _INLINE and inner:
            parts.append(f"<{_INLINE[child.tag]}>{inner}</{_INLINE[child.tag]}>")
        elif child.tag == "a" and (child.get("href") or "").startswith(_ABSOLUTE):
            parts.append(f'<a href="{conditional_escape(child.get("href"))}">{inner}</a>')
        elif child.tag == "br":
            parts.append("<br/>")
        else:
            parts.append(inner)
        parts.append(conditional_escape(child.tail or ""))
    return "".join(parts)


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
