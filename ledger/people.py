"""Who a personal number belongs to. The ledger keeps no people; whoever does registers here."""

from collections.abc import Callable

from django.utils.translation import gettext as _

Person = dict[str, str]
Finder = Callable[[str], Person | None]

_finders: list[Finder] = []


class Unknown(Exception):
    """No person has that number. The message is a sentence for people."""


def register(finder: Finder) -> None:
    """Let a function find people: a personal number in, ``{"uid", "name"}`` or None out."""
    if finder not in _finders:
        _finders.append(finder)


def by_number(number: str) -> Person:
    """Give the person with a personal number.

    Raises:
        Unknown: when nobody has it.
    """
    for finder in _finders:
        if found := finder(number):
            return {"uid": found["uid"], "name": found["name"]}
    raise Unknown(_("Nobody has the personal number %(number)s.") % {"number": number})


def two(first: str, second: str) -> tuple[Person, Person]:
    """Give two different people by their numbers.

    Raises:
        Unknown: when one is unknown, or both numbers are the same person's.
    """
    one, other = by_number(first), by_number(second)
    if one["uid"] == other["uid"]:
        raise Unknown(_("This takes two people; both numbers belong to %(name)s.") % one)
    return one, other
