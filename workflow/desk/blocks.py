"""Reads HTML into blocks of tokens, the form in which two versions can be compared.

Pure. A block is what a reader takes for one paragraph, heading, list item or table cell. Its tokens
are single Chinese characters, whole numbers, whole Latin words and whole objects (pictures, line
breaks), each with the inline elements around it. The path and the number of elements that begin
with the block make the sequence of blocks equivalent to the tree: two trees with the same blocks
are the same tree, so nothing of the structure can change without a block changing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "i",
        "img",
        "kbd",
        "mark",
        "picture",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "source",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
        "video",
        "audio",
        "track",
    ]
)
OBJECTS = frozenset({"img", "br", "source", "video", "audio", "track", "wbr"})
_TOKEN = re.compile(r"\d+(?:[.,:：/%％-]?\d+)*[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)

Element = tuple[str, tuple[tuple[str, str], ...]]
"""Name and sorted attributes."""


@dataclass(frozen=True)
class Token:
    """One unit of comparison: its text, or an object, with the inline elements around it."""

    text: str
    marks: tuple[Element, ...] = ()
    object: Element | None = None


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, item or cell. `opens` counts the path's elements it begins."""

    path: tuple[Element, ...]
    opens: int
    tokens: tuple[Token, ...]

    @property
    def tag(self) -> str:
        """The name of the innermost block element."""
        return self.path[-1][0] if self.path else "p"

    @property
    def text(self) -> str:
        """The words, without objects."""
        return "".join(token.text for token in self.tokens)


def element(node: HtmlElement) -> Element:
    """Give the name and the attributes of an element."""
    return str(node.tag), tuple(sorted((str(k), str(v)) for k, v in node.attrib.items()))


def tree(source: str) -> HtmlElement:
    """Parse a fragment; the root is an artificial ``div``."""
    try:
        return html.fragment_fromstring(source, create_parent="div")
    except ParserError:  # an empty document
        return html.fragment_fromstring("", create_parent="div")


def inventory(source: str) -> list[Element]:
    """Give every element with its attributes, in document order."""
    root = tree(source)
    return [element(node) for node in root.iter() if node is not root and isinstance(node.tag, str)]


def tokens(text: str, marks: tuple[Element, ...] = ()) -> list[Token]:
    """Split text into tokens; a number, a date or a Latin word is never split."""
    return [Token(piece, marks) for piece in _TOKEN.findall(text)]


def blocks(source: str) -> list[Block]:
    """Give the blocks of a fragment in reading order."""
    return _Reader().read(tree(source))


class _Reader:
    """Walks the tree once and remembers which elements have not begun a block yet."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.pending = 0

    def read(self, root: HtmlElement) -> list[Block]:
        self._container(root, ())
        return self.found

    def _container(self, node: HtmlElement, path: tuple[Element, ...]) -> None:
        run = tokens(node.text or "")
        before = len(self.found)
        for child in node:
            if not isinstance(child.tag, str):  # a comment has no words; its tail has
                run += tokens(child.tail or "")
            elif child.tag in INLINE and not _holds_blocks(child):
                run += _inline(child, ()) + tokens(child.tail or "")
            else:
                self._close(run, path)
                run = []
                self.pending += 1
                self._container(child, (*path, element(child)))
                run += tokens(child.tail or "")
        # An empty element is a block of its own: an empty cell is a fact.
        self._close(run, path, force=bool(path) and len(self.found) == before)

    def _close(self, run: list[Token], path: tuple[Element, ...], *, force: bool = False) -> None:
        if force or any(token.object or not token.text.isspace() for token in run):
            self.found.append(Block(path, self.pending, tuple(run)))
            self.pending = 0


def _holds_blocks(node: HtmlElement) -> bool:
    return any(isinstance(each.tag, str) and each.tag not in INLINE for each in node.iter())


def _inline(node: HtmlElement, marks: tuple[Element, ...]) -> list[Token]:
    return list(_walk(node, marks))


def _walk(node: HtmlElement, marks: tuple[Element, ...]) -> Iterator[Token]:
    if node.tag in OBJECTS or not (node.text or len(node)):
        yield Token("", marks, element(node))
    inner = (*marks, element(node))
    yield from tokens(node.text or "", inner)
    for child in node:
        if isinstance(child.tag, str):
            yield from _walk(child, inner)
        yield from tokens(child.tail or "", inner)
