"""The blocks of the home page: which items each shows, and how they stand beside each other."""

from dataclasses import dataclass
from typing import Any

from portal.items import Reading, Shown
from portal.pictures import Picture, first_picture

_MOST = 30
_USUAL = 6


@dataclass
class Block:
    """One block with what it shows. `width` is a class of the grid."""

    type: str
    heading: str = ""
    section: Shown | None = None
    items: tuple[Shown, ...] = ()
    picture: Picture | None = None
    width: str = "full"


def rows(home: Shown, reading: Reading) -> list[list[Block]]:
    """Give the blocks of a home page in rows: a lead beside a list, lists in pairs."""
    blocks = [
        block for data in home.details.get("blocks") or [] if (block := _block(data, reading))
    ]
    found: list[list[Block]] = []
    while blocks:
        row = [blocks.pop(0)]
        if blocks and blocks[0].type == "section_list":
            row.append(blocks.pop(0))
            row[0].width, row[1].width = (
                ("wide", "narrow") if row[0].type == "lead" else ("half", "half")
            )
        found.append(row)
    return found


def _block(data: dict[str, Any], reading: Reading) -> Block | None:
    if data.get("type") == "lead":
        item = reading.item(str(data.get("page")))
        return Block("lead", items=(item,), picture=first_picture(item.content)) if item else None
    if data.get("type") != "section_list":
        return None
    section = reading.item(str(data.get("section")))
    if section is None or section.content.kind != "section":
        return None
    count = data.get("count")
    items = reading.newest(section.uid, min(count if isinstance(count, int) else _USUAL, _MOST))
    heading = str(data.get("heading") or section.content.title)
    return Block("section_list", heading, section, tuple(items))
