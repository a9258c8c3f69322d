"""Reads HTML into blocks, the form in which two versions can be compared.

A block is what a reader takes for one paragraph, heading, list item, picture or table cell. The
path and the number of elements that begin with a block make the sequence of blocks equivalent to
the tree: two trees with the same blocks are the same tree, so nothing of the structure can change
without a block changing. Words are cut into tokens only where something changed, so that a long
text costs no more than its changes.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from lxml import html
from lxml.etree import LxmlError, ParserError
from lxml.html import HtmlElement

from workflow.desk.comparing.words import Element, Token, tokens

_INLINE = """
    a abbr b bdi bdo br cite code data dfn em i img kbd mark picture q rp rt ruby s samp small
    source span strong sub sup time u var wbr video audio track
"""
INLINE = frozenset(_INLINE.split())
OBJECTS = frozenset({"img", "br", "source", "video", "audio", "track", "wbr"})
EMPTY = frozenset({"img", "br", "source", "track", "wbr"})
"""Elements that hold nothing; the parser hangs what follows some of them below them."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NUMBERED = re.compile(r"s(\d+)")

Piece = tuple[str, tuple[Element, ...], Element | None]
"""A stretch of text, or an object, and the inline elements around it."""


class Block:
    """One paragraph, heading, item, picture or cell.

    `opens` counts the elements of the path that it begins, `elements` are those and the inline
    ones inside it, in the order of their start tags. `cell` says where it stands in a table:
    table, line, place in the line, column and how many columns wide.
    """

    def __init__(
        self,
        path: tuple[Element, ...],
        opens: int,
        pieces: tuple[Piece, ...],
        elements: tuple[Element, ...],
        cell: tuple[int, int, int, int, int] | None = None,
        started: tuple[Element, ...] | None = None,
    ) -> None:
        """Keep what was read; `started` are the elements as they stand in the source."""
        self.path, self.opens, self.pieces = path, opens, pieces
        self.elements, self.cell = elements, cell
        self.started = elements if started is None else started
        self.content = (path, opens, pieces, elements)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and objects, one by one."""
        found: list[Token] = []
        for text, marks, thing in self.pieces:
            if thing is not None:
                found.append(Token("", "object", marks, thing))
            else:
                found += tokens(text, marks)
        return tuple(found)

    @property
    def tag(self) -> str:
        """The name of the innermost block element."""
        return self.path[-1][0] if self.path else "p"

    @cached_property
    def text(self) -> str:
        """The words, without objects."""
        return "".join(piece[0] for piece in self.pieces)

    @cached_property
    def objects(self) -> tuple[Element, ...]:
        """Pictures, media and line breaks."""
        return tuple(piece[2] for piece in self.pieces if piece[2] is not None)

    @property
    def parents(self) -> tuple[Element, ...]:
        """The elements around the block's own."""
        return self.path[:-1]


def element(node: HtmlElement) -> Element:
    """Give the name and the attributes of an element."""
    return str(node.tag), tuple(sorted((str(k), str(v)) for k, v in node.attrib.items()))


def tree(source: str) -> HtmlElement | None:
    """Parse a fragment; the root is an artificial ``div``. None: it cannot be read as HTML."""
    try:
        return html.fragment_fromstring(source, create_parent="div")
    except ParserError:  # an empty document
        return html.Element("div")
    except (LxmlError, ValueError):
        return None


def read(source: str) -> list[Block] | None:
    """Give the blocks of a fragment in reading order; None when it cannot be read as HTML."""
    root = tree(source)
    return None if root is None else _Reader().read(root)


def numbered_by_machine(blocks: Sequence[Block]) -> bool:
    """Say whether the headings' ids just count them, as freezing writes them: s1, s2, s3."""
    ids = [
        dict(each[1]).get("id", "")
        for block in blocks
        for each in block.elements
        if each[0] in {"h2", "h3", "h4"}
    ]
    return ids == [f"s{number}" for number in range(1, len(ids) + 1)]


def without_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Give the blocks without the ids of their headings, which follow from their order."""

    def plain(path: tuple[Element, ...]) -> tuple[Element, ...]:
        return tuple(
            (name, tuple(each for each in attributes if each[0] != "id"))
            if name in HEADINGS
            else (name, attributes)
            for name, attributes in path
        )

    return [
        Block(
            plain(block.path),
            block.opens,
            block.pieces,
            plain(block.elements),
            block.cell,
            block.elements,
        )
        if any(each[0] in HEADINGS for each in block.path)
        else block
        for block in blocks
    ]


class _Reader:
    """Walks the tree once and remembers which elements have not begun a block yet."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.pending: list[Element] = []
        self.tables = 0
        self.table: _TableCount | None = None

    def read(self, root: HtmlElement) -> list[Block]:
        self._container(root, ())
        return self.found

    def _container(self, node: HtmlElement, path: tuple[Element, ...]) -> None:
        run: list[Piece] = _text(node.text, ())
        inside: list[Element] = []
        before = len(self.found)
        for child in node:
            if not isinstance(child.tag, str):  # a comment has no words; its tail has
                run += _text(child.tail, ())
            elif child.tag in INLINE and not _holds_blocks(child):
                run += _walk(child, (), inside)
                run += _text(child.tail, ())
            else:
                self._close(run, inside, path)
                run, inside = [], []
                self._block(child, (*path, element(child)))
                run += _text(child.tail, ())
        # An empty element is a block of its own: an empty cell is a fact.
        self._close(run, inside, path, force=bool(path) and len(self.found) == before)

    def _block(self, child: HtmlElement, path: tuple[Element, ...]) -> None:
        self.pending.append(path[-1])
        outermost = child.tag == "table" and self.table is None
        if outermost:
            self.tables += 1
            self.table = _TableCount(self.tables, len(path))
        elif self.table is not None:
            self.table.enter(child, len(path))
        self._container(child, path)
        if outermost:
            self.table = None

    def _close(
        self,
        run: list[Piece],
        inside: list[Element],
        path: tuple[Element, ...],
        *,
        force: bool = False,
    ) -> None:
        if force or inside or any(text and not text.isspace() for text, _marks, _thing in run):
            elements = (*self.pending, *inside)
            cell = self.table.where(len(path)) if self.table else None
            self.found.append(Block(path, len(self.pending), tuple(run), elements, cell))
            self.pending = []


class _TableCount:
    """Counts lines and columns of the outermost table, cells that span included."""

    def __init__(self, number: int, depth: int) -> None:
        self.number, self.depth = number, depth
        self.line, self.place, self.column, self.width = -1, 0, 0, 1
        self.below: dict[int, int] = {}
        self.cell_depth = 0

    def enter(self, node: HtmlElement, depth: int) -> None:
        """Take note of a line or a cell, but not of those of a table inside a cell."""
        if self.cell_depth and depth > self.cell_depth:
            return
        self.cell_depth = 0
        if node.tag == "tr":
            self.line, self.place, self.column, self.width = self.line + 1, -1, 0, 0
            self.below = {column: left - 1 for column, left in self.below.items() if left > 1}
        elif node.tag in {"td", "th"}:
            self.place, self.column = self.place + 1, self.column + self.width
            while self.below.get(self.column, 0) > 0:
                self.column += 1
            self.width = min(_whole(node.get("colspan")), 100)
            rows = _whole(node.get("rowspan"))
            if rows > 1:
                # The line being read counts too: it is taken off when the next one begins.
                self.below |= dict.fromkeys(range(self.column, self.column + self.width), rows)
            self.cell_depth = depth
        else:
            self.place = 0

    def where(self, depth: int) -> tuple[int, int, int, int, int]:
        """Say where a block stands; what is outside the lines has the line -1."""
        if not self.cell_depth or depth < self.cell_depth:
            return self.number, self.line, -1, 0, 1
        return self.number, self.line, self.place, self.column, self.width


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 5 else 1


def _text(text: str | None, marks: tuple[Element, ...]) -> list[Piece]:
    return [(text, marks, None)] if text else []


def _holds_blocks(node: HtmlElement) -> bool:
    return any(isinstance(each.tag, str) and each.tag not in INLINE for each in node.iter())


def _walk(node: HtmlElement, marks: tuple[Element, ...], inside: list[Element]) -> Iterator[Piece]:
    own = element(node)
    inside.append(own)
    if node.tag in OBJECTS or not (node.text or len(node)):
        yield "", marks, own
    # What a video holds is inside it, whatever its attributes: those are the video's own.
    around = (str(node.tag), ()) if node.tag in OBJECTS else own
    inner = marks if node.tag in EMPTY else (*marks, around)
    yield from _text(node.text, inner)
    for child in node:
        if isinstance(child.tag, str):
            yield from _walk(child, inner, inside)
        yield from _text(child.tail, inner)
