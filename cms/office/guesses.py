"""What a document seems to say about itself: title, number, date, issuer, headings.

Nothing here is certain. The author sees every guess before a draft is made, and can undo it.
Numbers of headings follow GB/T 9704-2012 7.3.3: “一、” “（一）” “1.” “（1）”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from cms.office.structure import (
    HEADING,
    PARAGRAPH,
    Piece,
    Structure,
    settle_notes,
    under_pictures,
    without_notes,
)

_NUMBER = re.compile(
    r"(?P<words>[\u4e00-\u9fff]{1,12})\s*[〔［\[【（(]\s*(?P<year>(?:19|20)\d{2})\s*[〕］\]】）)]"
    r"\s*(?:第\s*)?(?P<number>\d{1,5})\s*号"
)
_DATE = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CHINESE_DATE = re.compile(
    r"([二一][〇○零O一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_FIRST = re.compile(r"(?:[一二三四五六七八九十百]+、|第[一二三四五六七八九十百]+[章节编部分])")
_SECOND = re.compile(r"[（(][一二三四五六七八九十百]+[）)]")
_RED = re.compile(r"([\u4e00-\u9fff（）]{4,40}?)(?:文件)?\Z")
_DIGITS = "〇一二三四五六七八九"
_ENDS = ("。", "；", "，", "：", ";", ",", ":")
_LONGEST_HEADING = 60
# How far from its beginning a document still says what it is.
_TOP = 10


@dataclass
class Guesses:
    """Proposals for the fields, and which pieces were taken for headings."""

    title: str = ""
    document_number: str = ""
    issuing_body: str = ""
    written_on: date | None = None
    headings: list[int] = field(default_factory=list)


def guess(found: Structure) -> Guesses:
    """Guess, and take out of the pieces what goes into fields."""
    found.pieces = under_pictures(found.pieces)
    said = Guesses()
    _number(found.pieces, said)
    _title(found.pieces, said)
    _date(found.pieces, said)
    _headings(found.pieces, said)
    _levels(found.pieces)
    settle_notes(found)
    return said


def _top(pieces: list[Piece]) -> Iterator[tuple[int, Piece]]:
    yield from list(enumerate(pieces[:_TOP]))


def _number(pieces: list[Piece], said: Guesses) -> None:
    for place, piece in _top(pieces):
        matched = _NUMBER.fullmatch(piece.words) if piece.kind == PARAGRAPH else None
        if matched:
            said.document_number = (
                f"{matched['words']}〔{matched['year']}〕{int(matched['number'])}号"
            )
            del pieces[place]
            # The line in red over it names who issued it.
            over = without_notes(pieces[place - 1].words) if place else ""
            if over.endswith("文件"):
                red = _RED.fullmatch(over.removesuffix("文件"))
                said.issuing_body = red[1] if red else ""
                del pieces[place - 1]
            return


def _title(pieces: list[Piece], said: Guesses) -> None:
    named = next((p for p, piece in _top(pieces) if "title" in piece.look), None)
    if named is None:
        named = next((p for p, piece in _top(pieces) if _stands_out(piece)), None)
    if named is None:
        first = next((p for p, piece in _top(pieces) if piece.kind in (PARAGRAPH, HEADING)), None)
        if first is None or not _could_be_title(without_notes(pieces[first].words)):
            return
        named = first
    look = pieces[named].look
    words = pieces[named].words
    del pieces[named]
    # A long title stands in several lines, each a paragraph.
    while named < len(pieces) and _goes_on(pieces[named], look) and len(words) < 120:
        words += pieces[named].words
        del pieces[named]
    said.title = without_notes(words)[:255]


def _could_be_title(words: str) -> bool:
    numbered = _FIRST.match(words) or _SECOND.match(words)
    return len(words) <= _LONGEST_HEADING and not numbered and not words.endswith(_ENDS)


def _stands_out(piece: Piece) -> bool:
    centred = "center" in piece.look and ("large" in piece.look or piece.bold)
    return piece.kind in (PARAGRAPH, HEADING) and centred and not _DATE.search(piece.words)


def _goes_on(piece: Piece, look: frozenset[str]) -> bool:
    return bool(look) and piece.look == look and _stands_out(piece)


def _date(pieces: list[Piece], said: Guesses) -> None:
    """The date a document was written on stands by itself near its end, on the right."""
    for place in range(len(pieces) - 1, max(-1, len(pieces) - 8), -1):
        piece = pieces[place]
        if piece.kind == PARAGRAPH and len(piece.words) <= 20:
            found = _read_date(piece.words)
            if found is not None:
                said.written_on = found
                _signature(pieces, place, said)
                return


def _signature(pieces: list[Piece], place: int, said: Guesses) -> None:
    if said.issuing_body or not place:
        return
    before = pieces[place - 1]
    if before.kind == PARAGRAPH and re.fullmatch(r"[\u4e00-\u9fff]{4,30}", before.words):
        said.issuing_body = before.words


def _read_date(words: str) -> date | None:
    matched = _DATE.fullmatch(words)
    numbers = [int(part) for part in matched.groups()] if matched else []
    chinese = _CHINESE_DATE.fullmatch(words)
    if chinese:
        year = "".join(
            str("〇一二三四五六七八九".find(c) if c not in "○零O" else 0) for c in chinese[1]
        )
        numbers = [int(year), _small(chinese[2]), _small(chinese[3])]
    try:
        return date(*numbers) if len(numbers) == 3 else None
    except ValueError:
        return None


def _small(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    value = _DIGITS.find(ones) if ones else 0
    return value + (10 * (_DIGITS.find(tens) if tens else 1) if ten else 0)


def _headings(pieces: list[Piece], said: Guesses) -> None:
    for place, piece in enumerate(pieces):
        if piece.kind != PARAGRAPH or len(piece.words) > _LONGEST_HEADING:
            continue
        level = 2 if _FIRST.match(piece.words) else 3 if _SECOND.match(piece.words) else 0
        ends = without_notes(piece.words).endswith(_ENDS)
        if level and (piece.bold or not ends):
            piece.kind, piece.level = HEADING, level
            said.headings.append(place)


def _levels(pieces: list[Piece]) -> None:
    """Bring the levels of the document to our two."""
    used = sorted({piece.level for piece in pieces if piece.kind == HEADING})
    for piece in pieces:
        if piece.kind == HEADING:
            piece.level = 2 if piece.level == used[0] else 3
