"""Tables as spreadsheets and word processors put them on the clipboard.

As plain text: one row a line, cells parted by a tab, and a cell with a line end of its own in
quotation marks. As HTML: a `table`. Both become the lines of `cms.blocks.table`.
"""

import re

from lxml import etree, html
from lxml.html import HtmlElement

# A cell in quotation marks that has to be in them: it holds a line end, a tab or a mark.
_QUOTED = re.compile(r'(?:(?<=\t)|^)"((?:[^"]|"")*)"(?=\t|\r?\n|\Z)', re.MULTILINE)
_WIDEST = 60
# Far more cells than a table may have (`cms.blocks.table.MOST_CELLS`).
_MOST = 50_000
MOST_BYTES = 2 * 1024 * 1024


def lines(text: str) -> str:
    """Give what was typed or pasted as lines; what is lines already is left as it is."""
    if re.search(r"<table[\s>]", text, re.IGNORECASE) and len(text) <= MOST_BYTES:
        table = _first_table(text)
        if table is not None:
            return read(table)["text"]
    return _QUOTED.sub(_unquoted, text)


def read(table: HtmlElement) -> dict[str, str]:
    """Give the value of a table block; joined cells become marks (see `cms.blocks.table`)."""
    rows: dict[tuple[int, int], str] = {}
    found = list(table.iter("tr"))
    for number, line in enumerate(found):
        position = 0
        for cell in line.iterchildren("td", "th"):
            while (number, position) in rows:
                position += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(found) - number)
            if len(rows) + wide * high > _MOST:
                # Whoever reads the table refuses it; the spans need not be written out.
                wide = high = 1
            for down in range(high):
                for right in range(wide):
                    rows[number + down, position + right] = "<" if right else "^" if down else ""
            rows[number, position] = " ".join(plain(cell).split())
            position += wide
    width = max((position for _row, position in rows), default=0) + 1
    text = "\n".join(
        "\t".join(rows.get((number, position), "") for position in range(width))
        for number in range(len(found))
    )
    caption = table.find("caption")
    return {
        "caption": plain(caption)[:200] if caption is not None else "",
        "header": _header(found),
        "text": text,
    }


def plain(element: HtmlElement) -> str:
    """Give the words of an element without its pictures."""
    etree.strip_elements(element, "img", with_tail=False)
    return str(element.text_content()).strip()


def _header(rows: list[HtmlElement]) -> str:
    below = [line for line in rows if line.getparent().tag != "thead"]
    by_row = any(row.find("th") is not None for row in below[1:])
    by_column = bool(rows) and (
        rows[0].getparent().tag == "thead" or rows[0].find("th") is not None
    )
    return "both" if by_row and by_column else "column" if by_row else "row"


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    # A longer number is no number of cells, and Python reads none that is endless.
    return max(1, min(int(value[:4]), _WIDEST)) if value.isdecimal() else 1


def _first_table(text: str) -> HtmlElement | None:
    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return None
    etree.strip_elements(root, "script", "style", etree.Comment, with_tail=False)
    table: HtmlElement | None = root.find(".//table")
    return table


def _unquoted(cell: re.Match[str]) -> str:
    inner = cell[1]
    if not re.search(r'[\n\t]|""', inner):
        # Somebody's own quotation marks.
        return cell[0]
    return " ".join(inner.replace('""', '"').split())
