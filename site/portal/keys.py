"""Names of the parts of the site: what a rendered file shows, and what a release changes.

A file is removed when one of its keys is among those a change names, and only then.
"""

#: The order of the whole site: its feed.
SITE = "site"
#: Which parts the sitemap has.
MAP = "map"
#: How many addresses one part of the sitemap holds.
MAP_PART = 1000


def item(uid: str) -> str:
    """Name one page, whichever release of it is in force."""
    return f"item:{uid}"


def newest(section: str) -> str:
    """Name the newest end of a section's list, which moves with every new item."""
    return f"newest:{section}"


def children(section: str) -> str:
    """Name the sections right below one, or below the root for an empty uid."""
    return f"children:{section}"


def map_part(ordinal: int) -> str:
    """Name the part of the sitemap that holds the item with this place in the order."""
    return f"map:{part_number(ordinal)}"


def part_number(ordinal: int) -> int:
    """Give the number of the sitemap's part for a place in the order, both counted from 1."""
    return (ordinal - 1) // MAP_PART + 1
