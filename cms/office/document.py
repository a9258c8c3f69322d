"""A document, read and guessed at, ready to be shown to its author."""

from dataclasses import dataclass
from typing import Any

from cms.office import guesses, reading, report, structure
from cms.office.guesses import Guesses
from cms.office.pictures import Picture, fit
from cms.office.structure import HEADING, LIST, PARAGRAPH, PICTURE, QUOTATION, TABLE, Piece


@dataclass(frozen=True)
class Document:
    """Everything the second screen shows."""

    name: str
    pieces: list[Piece]
    notes: list[str]
    said: Guesses
    pictures: list[Picture | None]
    sentences: list[str]

    @property
    def headings(self) -> list[tuple[int, Piece]]:
        """The paragraphs that were taken for headings."""
        return [(place, self.pieces[place]) for place in self.said.headings]

    @property
    def shown_pictures(self) -> list[tuple[int, Piece, str]]:
        """The pictures with their places, in little."""
        return [
            (place, piece, picture.small)
            for place, piece in enumerate(self.pieces)
            if piece.kind == PICTURE and (picture := self.pictures[piece.picture]) is not None
        ]

    def counted(self) -> dict[str, int]:
        """Count what was kept."""
        kinds = [piece.kind for piece in self.pieces]
        return {
            "paragraphs": kinds.count(PARAGRAPH) + kinds.count(LIST) + kinds.count(QUOTATION),
            "headings": kinds.count(HEADING),
            "tables": kinds.count(TABLE),
            "pictures": kinds.count(PICTURE),
            "notes": len(self.notes),
        }


def read(data: bytes, name: str) -> Document:
    """Read a document.

    Raises:
        Unreadable: with the sentence that says why not, and what to do.
    """
    raw = reading.read(data, name)
    found = structure.read(raw.html)
    pictures = [fit(each, content) for each, content in raw.pictures]
    # A picture that does not fit is missed by its author, so it is counted and said.
    found.pieces = [
        piece
        for piece in found.pieces
        if piece.kind != PICTURE or _there(piece, pictures) or found.lose("unfit_pictures")
    ]
    said = guesses.guess(found)
    return Document(name, found.pieces, found.notes, said, pictures, report.sentences(raw, found))


def _there(piece: Piece, pictures: list[Any]) -> bool:
    return piece.picture < len(pictures) and pictures[piece.picture] is not None
