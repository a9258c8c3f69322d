"""Words of a return that are tied to passages: how they are written, and how they are read again.

Pure. An opinion is a text that is signed as it stands, so its anchors are part of the text: lines
before the words, one for each passage, ``〔正文：“被退回的原文”〕``. They keep the quoted words and
no position, because positions die when a text changes. `docs/formats.md` describes the convention.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

#: Characters of one quotation, and how many passages one return may be tied to.
LONGEST, MOST = 200, 20

NAMES = {
    "title": "标题",
    "summary": "摘要",
    "text": "正文",
    "correction": "更正说明",
    "details.byline": "作者",
    "details.source": "来源",
    "details.department": "发布机构",
    "details.document_number": "文号",
    "details.description": "栏目说明",
}
"""What a place is called in the text. Other places are called by their path in the document."""

_FILE = {"alt": "替代文字", "name": "文件名"}
_PLACES = {name: place for place, name in NAMES.items()}
_FILE_PLACE = re.compile(r"assets\.(\d{1,4})\.(alt|name)\Z")
_FILE_NAME = re.compile(r"文件(\d{1,4})的(替代文字|文件名)\Z")
_LINE = re.compile(r"〔(?:第(\d{1,3})篇 )?([^：“〔〕\n]{1,60})：“([^\n]{1,200})”〕")


class Anchor(NamedTuple):
    """A passage: the place of its field, its words, and the page of the submission, from 1."""

    place: str
    quote: str
    page: int = 1


def compose(words: str, anchors: Iterable[Anchor]) -> str:
    """Write anchors and words as one text.

    Raises:
        ValueError: for a quotation that cannot be written in one line, or words that begin with
            what would be read as an anchor. `parse` them first.
    """
    lines = [written(anchor) for anchor in anchors]
    if parse(words)[1]:
        raise ValueError("these words begin with an anchor")
    return "\n".join([*lines, words]) if words else "\n".join(lines)


def parse(text: str) -> tuple[str, list[Anchor]]:
    """Read a text: its words, and the anchors before them. A text without anchors is all words."""
    anchors: list[Anchor] = []
    rest = text
    while len(anchors) < MOST:
        line, newline, after = rest.partition("\n")
        anchor = _read(line)
        if anchor is None:
            break
        anchors.append(anchor)
        rest = after if newline else ""
    return rest, anchors


def fits(quote: str) -> bool:
    """Say whether a quotation can be written: one line, not empty, not endless."""
    return (
        bool(quote.strip())
        and quote == quote.strip()
        and len(quote) <= LONGEST
        and ("\n" not in quote and "\r" not in quote)
    )


def written(anchor: Anchor) -> str:
    """Write one anchor as its line.

    Raises:
        ValueError: when it would not be read again as the same anchor.
    """
    page = "" if anchor.page == 1 else f"第{anchor.page}篇 "
    line = f"〔{page}{place_name(anchor.place)}：“{anchor.quote}”〕"
    if not fits(anchor.quote) or _read(line) != anchor:
        raise ValueError(f"this cannot be quoted: {anchor!r}")
    return line


def place_name(place: str) -> str:
    """Name a place as it is written in the text."""
    if found := _FILE_PLACE.fullmatch(place):
        return f"文件{int(found[1]) + 1}的{_FILE[found[2]]}"
    return NAMES.get(place, place)


def found_in(text: str, quote: str) -> str | None:
    """Give the quoted words as they stand in a text, or None.

    White space may differ: whoever copies from a page copies line ends and wide spaces too. What is
    given back is the text's own, within one paragraph.
    """
    if quote in text and fits(quote):
        return quote
    wanted = "".join(quote.split())
    if not wanted:
        return None
    kept = [at for at, letter in enumerate(text) if not letter.isspace()]
    begin = "".join(text.split()).find(wanted)
    if begin < 0:
        return None
    own = text[kept[begin] : kept[begin + len(wanted) - 1] + 1]
    return own if fits(own) else None


def _read(line: str) -> Anchor | None:
    found = _LINE.fullmatch(line)
    if found is None or not fits(found[3]):
        return None
    page, name, quote = int(found[1] or 1), found[2], found[3]
    if found[1] and (page < 2 or found[1].startswith("0")):
        return None
    file = _FILE_NAME.fullmatch(name)
    if file:
        leaf = next(key for key, word in _FILE.items() if word == file[2])
        place = f"assets.{int(file[1]) - 1}.{leaf}"
    else:
        place = _PLACES.get(name, name)
    # Only what is written in the one way is an anchor; anything else is words.
    return Anchor(place, quote, page) if place_name(place) == name else None
