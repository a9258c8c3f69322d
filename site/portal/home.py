"""The blocks of the home page: what each shows, and how they stand beside each other.

How a list looks is said by what is in it: documents with their numbers, items of many departments
with the departments' names, else date and title.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal import topics
from portal.frame import Advertisement
from portal.items import Reading, Shown
from portal.pictures import Picture, first_picture

_MOST = 30
_USUAL = 6
_MOST_TABS = 4
_MOST_LINKS = 3
_MOST_ENTRIES = 16
#: The three ways a topic's card looks, in turn.
_LOOKS = "abc"


@dataclass(frozen=True)
class Card:
    """A topic on the home page."""

    shown: Shown
    colour: str
    look: str
    banner: Picture | None

    @property
    def drawing(self) -> str:
        """The drawing of ours that stands for a banner."""
        return f"img/topic-{self.look}.svg"


@dataclass(frozen=True)
class Entry:
    """An event of life in a word or two, and what people have to do then."""

    word: str
    links: tuple[dict[str, str], ...]


@dataclass
class Block:
    """One block with what it shows. `width` is a class of the grid."""

    type: str
    heading: str = ""
    section: Shown | None = None
    items: tuple[Shown, ...] = ()
    picture: Picture | None = None
    width: str = "full"
    look: str = "plain"
    count: int = 0
    tabs: tuple[Shown, ...] = ()
    entries: tuple[Entry, ...] = ()
    cards: tuple[Card, ...] = ()
    advertisements: tuple[Advertisement, ...] = ()


def rows(
    home: Shown, reading: Reading, advertisements: Sequence[Advertisement] = ()
) -> list[list[Block]]:
    """Give the blocks of a home page in rows: a lead beside a list, lists in pairs.

    An advertisement stands beside a list that has no other at its side; more stand at the end.
    """
    waiting = [
        block for data in home.details.get("blocks") or [] if (block := _block(data, reading))
    ]
    led = {item.uid for block in waiting if block.type == "lead" for item in block.items}
    for block in waiting:
        if block.type == "section_list":
            # What leads the page is not said again beside it.
            block.items = tuple(item for item in block.items if item.uid not in led)[: block.count]
    left = list(advertisements)
    found: list[list[Block]] = []
    while waiting:
        row = [waiting.pop(0)]
        pairs = row[0].type in ("lead", "section_list")
        if pairs and waiting and waiting[0].type == "section_list":
            row.append(waiting.pop(0))
            _share(row)
        found.append(row)
    if left and found and len(found[-1]) == 1 and found[-1][0].type == "section_list":
        found[-1].append(Block("advertisements", advertisements=(left.pop(0),)))
        found[-1][0].width, found[-1][1].width = "wide", "narrow"
    if left:
        found.append([Block("advertisements", advertisements=tuple(left))])
    for row in found:
        for block in row:
            if block.width == "narrow" and block.look == "dept":
                # There is no room for their names.
                block.look = _with_dates(block.items)
        if len(row) == 1 and row[0].type == "section_list" and row[0].section:
            row[0].tabs = tuple(reading.children(row[0].section.uid)[:_MOST_TABS])
    return found


def _share(row: list[Block]) -> None:
    """Give the wider place to what needs it: a lead, or a list of documents."""
    first, second = row
    if first.type == "lead" or (first.look == "docs" and second.look != "docs"):
        first.width, second.width = "wide", "narrow"
    elif second.look == "docs" and first.look != "docs":
        first.width, second.width = "narrow", "wide"
    else:
        first.width = second.width = "half"


def _block(data: Any, reading: Reading) -> Block | None:
    make = _BLOCKS.get(data.get("type")) if isinstance(data, dict) else None
    return make(data, reading) if make else None


def _lead(data: dict[str, Any], reading: Reading) -> Block | None:
    item = reading.item(str(data.get("page")))
    return Block("lead", items=(item,), picture=first_picture(item.content)) if item else None


def _section_list(data: dict[str, Any], reading: Reading) -> Block | None:
    section = reading.item(str(data.get("section")))
    if section is None or section.content.kind != "section":
        return None
    wanted = data.get("count")
    count = min(wanted if isinstance(wanted, int) else _USUAL, _MOST)
    items = tuple(reading.newest(section.uid, count + 1))
    heading = str(data.get("heading") or section.content.title)
    return Block("section_list", heading, section, items, look=_look(items), count=count)


def _look(items: Sequence[Shown]) -> str:
    documents = sum(item.content.kind == "policy" for item in items)
    departments = {str(item.details.get("department") or "") for item in items} - {""}
    if documents * 2 > len(items):
        return "docs"
    if len(departments) * 2 > len(items):
        return "dept"
    return _with_dates(items)


def _with_dates(items: Sequence[Shown]) -> str:
    """A list that goes over New Year says the year."""
    return "plain" if len({item.published.year for item in items}) < 2 else "year"


def _events(data: dict[str, Any], _reading: Reading) -> Block | None:
    entries = tuple(
        Entry(str(each["word"]), tuple(_links(each)))
        for each in _dicts(data.get("entries"))[:_MOST_ENTRIES]
        if each.get("word")
    )
    return Block("events", str(data.get("heading") or ""), entries=entries) if entries else None


def _links(entry: dict[str, Any]) -> list[dict[str, str]]:
    return [link for link in _dicts(entry.get("links")) if link.get("address")][:_MOST_LINKS]


def _topics(data: dict[str, Any], reading: Reading) -> Block | None:
    named = data.get("topics")
    shown = reading.all(map(str, named)) if isinstance(named, list) else []
    cards = tuple(
        _card(each, _LOOKS[place % len(_LOOKS)])
        for place, each in enumerate(shown)
        if each.content.kind == "topic"
    )
    return Block("topics", str(data.get("heading") or ""), cards=cards) if cards else None


def _card(topic: Shown, look: str) -> Card:
    banner = topics.banner(topic)
    # A banner is drawn on the colour of its topic, so its card has that colour all over.
    return Card(topic, topics.colour(topic), "a" if banner and look == "c" else look, banner)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


_BLOCKS = {"lead": _lead, "section_list": _section_list, "events": _events, "topics": _topics}
