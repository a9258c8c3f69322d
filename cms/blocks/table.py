"""Tables, typed or pasted as lines: one row a line, cells parted by a tab.

A spreadsheet's or a word processor's table pastes in this form (`cms.blocks.pasted`). A cell that
holds only ``<`` is joined to the cell on its left, one that holds only ``^`` to the cell above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import pasted

LEFT, ABOVE = "<", "^"
MOST_CELLS = 5_000
_NUMBER = re.compile(r"[+\-−－]?\d[\d,，]*(\.\d+)?\s?[%％‰]?")
NOT_EVEN = _("Row %(row)d has %(cells)d cells, the first row has %(expected)d.")
NO_CELLS = _("The table has no cells. Paste some, or delete the block.")
TOO_MANY_CELLS = _(
    "The table has %(count)d cells; at most %(most)d are possible. Attach it as a file instead."
)
NOTHING_TO_JOIN = _("Row %(row)d, cell %(cell)d is joined to a cell that is not there.")


@dataclass
class Cell:
    """One cell as it is printed; a number, and the head of nothing but numbers, is on the right."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""
    is_number: bool = False


def grid(text: str) -> list[list[str]]:
    """Read lines into rows of cell texts; an empty line is no row."""
    return [
        [cell.strip() for cell in line.split("\t")] for line in text.splitlines() if line.strip()
    ]


def problems(rows: list[list[str]]) -> list[str]:
    """Say what is wrong with a grid, in sentences."""
    found: list[str] = []
    count = sum(map(len, rows))
    if count > MOST_CELLS:
        return [str(TOO_MANY_CELLS % {"count": count, "most": MOST_CELLS})]
    if not count:
        return [str(NO_CELLS)]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            found.append(NOT_EVEN % {"row": number, "cells": len(row), "expected": len(rows[0])})
        for position, text in enumerate(row, start=1):
            if (text == LEFT and position == 1) or (text == ABOVE and number == 1):
                found.append(NOTHING_TO_JOIN % {"row": number, "cell": position})
    return found


def cells(rows: list[list[str]], header: str) -> list[list[Cell]]:
    """Give the cells of each row, joined ones counted in their first, headers marked."""
    printed: list[list[Cell]] = []
    for number, row in enumerate(rows):
        line = []
        for position, text in enumerate(row):
            if text in (LEFT, ABOVE):
                continue
            cell = Cell(text)
            while position + cell.colspan < len(row) and row[position + cell.colspan] == LEFT:
                cell.colspan += 1
            while number + cell.rowspan < len(rows) and _under(
                rows[number + cell.rowspan], position
            ):
                cell.rowspan += 1
            if number == 0 and header in ("row", "both"):
                cell.scope = "colgroup" if cell.colspan > 1 else "col"
                cell.is_number = cell.colspan == 1 and _only_numbers(rows[1:], position)
            elif position == 0 and header in ("column", "both"):
                cell.scope = "rowgroup" if cell.rowspan > 1 else "row"
            else:
                cell.is_number = _is_number(text)
            line.append(cell)
        printed.append(line)
    return printed


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _only_numbers(rows: list[list[str]], position: int) -> bool:
    below = [row[position] for row in rows if position < len(row)]
    texts = [text for text in below if text not in ("", LEFT, ABOVE)]
    return bool(texts) and all(map(_is_number, texts))


def _under(row: list[str], position: int) -> bool:
    return position < len(row) and row[position] == ABOVE


class TableBlock(blocks.StructBlock):
    """A table with a caption and named header cells."""

    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)
    header = blocks.ChoiceBlock(
        label=_("Header cells"),
        choices=(
            ("row", _("The first row")),
            ("column", _("The first column")),
            ("both", _("The first row and the first column")),
        ),
        default="row",
    )
    text = blocks.TextBlock(
        label=_("Cells"),
        rows=8,
        help_text=_(
            "Paste the table, or write one row a line with cells parted by a tab. "
            "A cell with only < is joined to the left, one with only ^ to the cell above."
        ),
    )

    def clean(self, value: Any) -> Any:
        """Refuse rows of different length and joins to nothing."""
        result = super().clean(value)
        result["text"] = pasted.lines(result["text"])
        wrong = problems(grid(result["text"]))
        if wrong:
            raise StructBlockValidationError({"text": ValidationError(wrong)})
        return result

    def problems(self, value: Any) -> Iterator[Any]:
        """Say what stands in the way of signing it, for drafts that no form looked at."""
        yield from problems(grid(value["text"]))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template printed rows."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        given = grid(value["text"])
        rows = [] if sum(map(len, given)) > MOST_CELLS else cells(given, value["header"])
        has_head = value["header"] in ("row", "both")
        context |= {"head": rows[:1] if has_head else [], "rows": rows[1:] if has_head else rows}
        return context

    class Meta:
        icon = "table"
        label = _("Table")
        template = "cms/blocks/table.html"
