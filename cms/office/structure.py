"""HTML of a document to pieces: what our blocks will hold, before pictures are stored.

A piece is plain data, so that it can be shown to the author, changed by guesses and by the
author's answers, and only then become blocks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import nh3
from django.utils.html import conditional_escape
from lxml import etree, html
from lxml.html import HtmlElement

from cms.blocks import pasted
from cms.freezing import characters
from cms.freezing.sanitise import DROPPED

PARAGRAPH, HEADING, PICTURE, TABLE, QUOTATION, LIST = (
    "paragraph", "heading", "picture", "table", "quotation", "list",
)  # fmt: skip
_WORDS_KEPT = """
    p h1 h2 h3 h4 h5 h6 ul ol li blockquote strong em sub sup br a img table thead tbody tr th td
"""
_KEPT = frozenset(_WORDS_KEPT.split())
_ATTRIBUTES = {
    "a": {"href", "id"}, "img": {"src", "alt"}, "li": {"id"},
    "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"},
}  # fmt: skip
_CLASSES = {"p": {"center", "large", "right", "caption"}, "h1": {"title"}}
_INLINE = {"strong": "b", "em": "i", "sub": "sub", "sup": "sup"}
_ABSOLUTE = ("http://", "https://", "mailto:")
_NOTE = re.compile(r"\[\^(\d{1,3})\]")
# Empty lines. Looked for from the beginning only, the end backwards: searched for an end, a run of
# a hundred thousand in the middle is tried from each of them.
_BEGIN, _END = re.compile(r"\A(?:<br/>|\s)+"), re.compile(r"\A(?:>/rb<|\s)+")


@dataclass
class Piece:
    """One thing of a body. `html` holds the words of a paragraph, list or quotation.

    `look` are the classes it was set with; `bold` says that every word is emphasised.
    """

    kind: str
    html: str = ""
    level: int = 0
    picture: int = -1
    alt: str = ""
    caption: str = ""
    table: dict[str, str] = field(default_factory=dict)
    look: frozenset[str] = frozenset()
    bold: bool = False

    @property
    def words(self) -> str:
        """The words without marks."""
        text = html.fragment_fromstring(self.html or "", create_parent="div").text_content()
        return " ".join(str(text).split())


@dataclass
class Structure:
    """A whole document in pieces, its notes, and what was given up on the way."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)

    def lose(self, what: str) -> None:
        """Count something that is given up."""
        self.lost[what] = self.lost.get(what, 0) + 1


def read(source: str) -> Structure:
    """Clean and take apart the HTML of a document."""
    found = Structure()
    clean = nh3.clean(
        characters.without_hidden(characters.normal(source)),
        tags=set(_KEPT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in _CLASSES.items()},
        clean_content_tags=set(DROPPED),
        url_schemes={"http", "https", "mailto", "picture", "lost"},
        link_rel=None,
    )
    if not clean.strip():
        return found
    root = html.fragment_fromstring(clean, create_parent="div")
    _Walk(found, _take_notes(root)).over(root)
    found.pieces = list(_with_captions(found.pieces))
    return found


def _take_notes(root: HtmlElement) -> dict[str, str]:
    """Take the list of notes out of the tree; give the words of each by its id."""
    notes: dict[str, str] = {}
    for item in root.xpath('.//li[starts-with(@id, "footnote-") or starts-with(@id, "endnote-")]'):
        for back in item.xpath('.//a[starts-with(@href, "#")]'):
            back.drop_tree()
        notes[item.get("id")] = " ".join(item.text_content().replace("↑", "").split())
        above = item.getparent()
        item.drop_tree()
        if not len(above):
            above.drop_tree()
    return notes


class _Walk:
    """One walk through the tree, from the top down."""

    def __init__(self, found: Structure, notes: dict[str, str]) -> None:
        self.found = found
        self.notes = notes

    def over(self, parent: HtmlElement) -> None:
        """Turn the children into pieces."""
        self._loose(parent.text)
        for element in parent:
            getattr(self, f"_{element.tag}", self._paragraph)(element)
            self._loose(element.tail)

    def _loose(self, text: str | None) -> None:
        if text and text.strip():
            self.found.pieces.append(Piece(PARAGRAPH, str(conditional_escape(text.strip()))))

    def _paragraph(self, element: HtmlElement) -> None:
        inner = self._inline(element, in_paragraph=True).strip()
        inner = _END.sub("", _BEGIN.sub("", inner)[::-1])[::-1]
        if inner:
            look = frozenset((element.get("class") or "").split())
            self.found.pieces.append(Piece(PARAGRAPH, inner, look=look, bold=_is_bold(inner)))
        self._pictures(element)

    def _heading(self, element: HtmlElement) -> None:
        inner = self._inline(element).replace("<br/>", " ").strip()
        if inner:
            look = frozenset((element.get("class") or "").split())
            piece = Piece(HEADING, inner, level=int(element.tag[1]), look=look)
            self.found.pieces.append(piece)
        self._pictures(element)

    _h1 = _h2 = _h3 = _h4 = _h5 = _h6 = _heading

    def _ul(self, element: HtmlElement) -> None:
        self.found.pieces.append(Piece(LIST, self._list(element)))
        self._pictures(element)

    _ol = _ul

    def _list(self, element: HtmlElement) -> str:
        items = []
        for item in element.iterchildren("li"):
            below = [each for each in item if each.tag in ("ul", "ol")]
            for each in below:
                item.remove(each)
            words = self._inline(item, in_paragraph=True).strip()
            items.append(f"<li>{words}{''.join(self._list(each) for each in below)}</li>")
        return f"<{element.tag}>{''.join(items)}</{element.tag}>"

    def _blockquote(self, element: HtmlElement) -> None:
        words = "\n".join(" ".join(part.text_content().split()) for part in element.iter("p"))
        self.found.pieces.append(Piece(QUOTATION, str(conditional_escape(words))))
        self._pictures(element)

    def _img(self, element: HtmlElement) -> None:
        self._picture(element)

    def _table(self, element: HtmlElement) -> None:
        cells = element.findall(".//td") + element.findall(".//th")
        if len(cells) == 1:
            # A table of one cell is a frame around words.
            self.found.lose("frames")
            self.over(cells[0])
            return
        for inner in element.findall(".//table"):
            _flatten(inner)
        for reference in element.xpath('.//a[starts-with(@href, "#")]'):
            note = self.notes.get(reference.get("href")[1:], "")
            reference.tail = f"（{note}）{reference.tail or ''}" if note else reference.tail
            reference.drop_tree()
        for _link in element.iterfind(".//a[@href]"):
            self.found.lose("links_in_tables")
        pictures = list(element.iter("img"))
        value = pasted.read(element)
        if value["text"].strip():
            self.found.pieces.append(Piece(TABLE, table=value))
        for image in pictures:
            self.found.lose("pictures_in_tables")
            self._picture(image)

    def _pictures(self, element: HtmlElement) -> None:
        for image in element.iter("img"):
            self._picture(image)

    def _picture(self, element: HtmlElement) -> None:
        kind, _colon, number = (element.get("src") or "").partition(":")
        if kind == "picture" and number.isdigit():
            alt = " ".join((element.get("alt") or "").split())[:200]
            self.found.pieces.append(Piece(PICTURE, picture=int(number), alt=alt))

    def _inline(self, element: HtmlElement, *, in_paragraph: bool = False) -> str:
        parts = [str(conditional_escape(element.text or ""))]
        for child in element:
            inner = self._inline(child, in_paragraph=in_paragraph)
            if child.tag in _INLINE and inner.strip() and not _NOTE.fullmatch(inner):
                parts.append(f"<{_INLINE[child.tag]}>{inner}</{_INLINE[child.tag]}>")
            elif child.tag == "a" and child.get("href"):
                parts.append(self._link(child, inner, in_paragraph=in_paragraph))
            elif child.tag == "br":
                parts.append("<br/>")
            elif child.tag == "p" and parts[-1].strip():
                parts.append(f"<br/>{inner}")
            else:
                parts.append(inner)
            parts.append(str(conditional_escape(child.tail or "")))
        return "".join(parts)

    def _link(self, link: HtmlElement, inner: str, *, in_paragraph: bool) -> str:
        address = link.get("href")
        note = self.notes.get(address[1:]) if address.startswith("#") else None
        if note is not None:
            if not in_paragraph:
                return f"（{conditional_escape(note)}）"
            self.found.notes.append(note)
            return f"[^{len(self.found.notes)}]"
        if address.startswith(_ABSOLUTE):
            return f'<a href="{conditional_escape(address)}">{inner}</a>'
        self.found.lose("links")
        return inner


def _flatten(table: HtmlElement) -> None:
    """Put the words of a table inside a table in its place."""
    words = "；".join(" ".join(row.text_content().split()) for row in table.iter("tr"))
    plain = etree.Element("span")
    plain.text = words
    plain.tail = table.tail
    table.getparent().replace(table, plain)


def _is_bold(inner: str) -> bool:
    return not re.sub(r"(?:<b>(?:(?!</?b>).)*</b>|<br/>|\s)+", "", inner, flags=re.DOTALL)


def _with_captions(pieces: list[Piece]) -> Iterator[Piece]:
    """Join captions to what they stand under or over: “图1 …” under, “表1 …” over."""
    waiting: Piece | None = None
    for piece in pieces:
        if piece.kind == TABLE and waiting is not None:
            piece.caption = waiting.words[:200]
            waiting = None
        if waiting is not None:
            yield waiting
            waiting = None
        if piece.kind == PARAGRAPH and _names(piece, "表"):
            waiting = piece
            continue
        yield piece
    if waiting is not None:
        yield waiting


def settle_notes(found: Structure) -> None:
    """Number the notes in their order; in a heading, which takes no note, its words follow."""
    notes: list[str] = []

    # Somebody may have typed what looks like a mark: it stays the words it is.
    known = dict(enumerate(found.notes, start=1))

    def number(mark: re.Match[str]) -> str:
        if int(mark[1]) not in known:
            return mark[0]
        notes.append(known[int(mark[1])])
        return f"[^{len(notes)}]"

    def spell(mark: re.Match[str]) -> str:
        note = known.get(int(mark[1]))
        return mark[0] if note is None else f"（{conditional_escape(note)}）"

    for piece in found.pieces:
        takes_notes = piece.kind in (PARAGRAPH, LIST)
        piece.html = _NOTE.sub(number if takes_notes else spell, piece.html)
        piece.caption = _NOTE.sub("", piece.caption)
    found.notes = notes


def without_notes(words: str) -> str:
    """Give words without the marks of notes."""
    return _NOTE.sub("", words)


def under_pictures(pieces: list[Piece]) -> list[Piece]:
    """Take the line under a picture that names it as its caption."""
    found: list[Piece] = []
    for piece in pieces:
        above = found[-1] if found else None
        if (
            above is not None
            and above.kind == PICTURE
            and not above.caption
            and piece.kind == PARAGRAPH
            and _names(piece, "图")
        ):
            above.caption = piece.words[:200]
            continue
        found.append(piece)
    return found


_NUMBERED = r"\s*[0-9０-９一二三四五六七八九十]{1,3}(?:[-－.][0-9]+)?[\s：:.、]"


def _names(piece: Piece, word: str) -> bool:
    """Say whether a line names the picture above it (图) or the table below it (表)."""
    words = piece.words
    if len(words) > 80 or words.endswith(("。", "；")):
        return False
    styled = "caption" in piece.look and (word == "图" or words.startswith(word))
    return styled or re.match(word + _NUMBERED, words) is not None
