"""Addresses are given out once, just before the first submission."""

from collections.abc import Iterable

from cms.freeze import Frozen
from workflow import commands
from workflow.models import Person


def give_out(frozen: Iterable[Frozen], person: Person) -> None:
    """Give out the address that each page was frozen with, where it has none yet."""
    for item in frozen:
        if item.review is not None and item.review.address is None:
            commands.mint_address(item.review, item.content.address, person)
