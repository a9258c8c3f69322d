"""A topic: its groups, what leads them, and everything else that names it."""

from dataclasses import dataclass, replace
from typing import Any

from portal.items import Reading, Shown
from portal.listing import Listed, newest
from portal.pictures import Picture, first_picture, named_picture

#: The colours a topic may have; each is at least 7:1 against white (see `site.css`).
COLOURS = ("teal", "vermilion", "ochre", "plum", "forest")
_ENOUGH_FOR_PICTURES = 3


@dataclass(frozen=True)
class Group:
    """Items under one heading; when every one of them has a picture, the pictures are shown."""

    heading: str
    items: tuple[Shown, ...]
    pictures: dict[str, Picture]
    width: str = "half"

    @property
    def as_pictures(self) -> bool:
        """Whether the group is shown as pictures with a line below each."""
        enough = len(self.items) >= _ENOUGH_FOR_PICTURES
        return enough and all(item.uid in self.pictures for item in self.items)


@dataclass(frozen=True)
class Topic:
    """What a topic's page shows besides its own words."""

    banner: Picture | None
    lead: Shown | None
    picture: Picture | None
    groups: tuple[Group, ...]
    rest: Listed


def colour(shown: Shown) -> str:
    """Give the colour of a topic, the site's own when it names none of ours."""
    named = str(shown.details.get("colour") or "")
    return named if named in COLOURS else COLOURS[0]


def banner(shown: Shown) -> Picture | None:
    """Give the banner of a topic."""
    return named_picture(shown.details.get("banner"))


def topic(shown: Shown, reading: Reading) -> Topic:
    """Give what a topic's page shows: the first item leads when it has a picture."""
    groups = [
        group for each in _list(shown.details.get("groups")) if (group := _group(each, reading))
    ]
    lead = picture = None
    if groups and (first := groups[0].items[0]).uid in groups[0].pictures:
        lead, picture = first, groups[0].pictures[first.uid]
        groups[0] = replace(groups[0], items=groups[0].items[1:])
    named = {item.uid for group in groups for item in group.items} | ({lead.uid} if lead else set())
    listed = newest(shown, reading)
    rest = replace(listed, items=[item for item in listed.items if item.uid not in named])
    return Topic(banner(shown), lead, picture, _laid_out(groups), rest)


def _laid_out(groups: list[Group]) -> tuple[Group, ...]:
    """Put lists in pairs; pictures, and a list without a neighbour, have the whole width."""
    waiting = [group for group in groups if group.items]
    found: list[Group] = []
    while waiting:
        group = waiting.pop(0)
        if group.as_pictures or not waiting or waiting[0].as_pictures:
            found.append(replace(group, width="full"))
        else:
            found += [group, waiting.pop(0)]
    return tuple(found)


def _group(data: Any, reading: Reading) -> Group | None:
    if not isinstance(data, dict):
        return None
    items = tuple(reading.all(map(str, _list(data.get("items")))))
    if not items:
        return None
    pictures = {item.uid: found for item in items if (found := first_picture(item.content))}
    return Group(str(data.get("heading") or ""), items, pictures)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
