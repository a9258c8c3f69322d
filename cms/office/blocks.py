"""Pieces become the blocks of a body."""

from typing import Any

from cms.office.document import Document
from cms.office.structure import HEADING, LIST, PARAGRAPH, PICTURE, QUOTATION, TABLE, Piece

Block = tuple[str, Any]


def blocks(
    document: Document, *, plain: frozenset[int], alternatives: dict[int, str], user: Any
) -> list[Block]:
    """Give the blocks of a document.

    `plain` are places of guessed headings that the author wants as paragraphs; `alternatives` the
    texts the author wrote for pictures, by place.
    """
    found: list[Block] = []
    for place, piece in enumerate(document.pieces):
        if piece.kind == PICTURE:
            alt = alternatives.get(place, piece.alt).strip()[:200]
            picture = document.pictures[piece.picture]
            if picture is not None:
                title = alt or piece.caption or f"{document.name} {piece.picture + 1}"
                image = picture.store(title[:200], user)
                # Left undecided without a text: freezing asks, and nobody calls it decorative.
                value = {"image": image, "alt": alt, "decorative": False, "caption": piece.caption}
                found.append(("picture", value))
        elif piece.kind == TABLE:
            found.append(("table", {**piece.table, "caption": _caption(piece)}))
        elif piece.kind == QUOTATION:
            found.append(("quotation", {"text": piece.words, "source": ""}))
        elif piece.kind == HEADING and place not in plain:
            found.append(("heading", {"text": piece.words[:120], "level": str(piece.level)}))
        else:
            _add_words(found, piece)
    if document.notes:
        found.append(("footnotes", list(document.notes)))
    return found


def _caption(piece: Piece) -> str:
    return (piece.caption or piece.table.get("caption", ""))[:200]


def _add_words(found: list[Block], piece: Piece) -> None:
    """Put paragraphs that follow each other into one block, as people write them."""
    words = piece.html if piece.kind == LIST else f"<p>{piece.html}</p>"
    if found and found[-1][0] == PARAGRAPH:
        found[-1] = (PARAGRAPH, found[-1][1] + words)
    else:
        found.append((PARAGRAPH, words))
