"""Footnotes: a writer puts ``[^1]`` where a note belongs, and lists the notes once at the end."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

MARK = re.compile(r"\[\^(\d{1,3})\]")
_PIECE = re.compile(r"(<a\b[^>]*>.*?</a>|<[^>]*>)", re.DOTALL)

NO_NOTE = _("The text refers to note [^%(number)s], which is not in the list of notes.")
NOT_REFERRED = _("Nothing refers to note %(number)d. Write [^%(number)d] where it belongs.")
TWO_LISTS = _("There are two lists of notes. Put all notes into one, at the end.")


class FootnotesBlock(blocks.ListBlock):
    """The notes, numbered in their order."""

    def __init__(self, **kwargs: Any) -> None:
        """Hold plain texts."""
        super().__init__(blocks.TextBlock(label=_("Note"), rows=2), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Footnotes")
        help_text = _("Write [^1] in a paragraph where the first note belongs, and so on.")
        template = "cms/blocks/footnotes.html"


def refer(html: str) -> SafeString:
    """Turn the marks in printed words into references; words inside links and tags are left."""
    pieces = _PIECE.split(html.strip())
    # Every second piece is a tag, or a whole link.
    pieces[::2] = [MARK.sub(_reference, piece) for piece in pieces[::2]]
    return mark_safe("".join(pieces))


def problems(stream: Any) -> Iterator[str]:
    """Say which references and notes do not find each other."""
    lists = [block.value for block in stream if block.block_type == "footnotes"]
    if len(lists) > 1:
        yield str(TWO_LISTS)
    count = sum(len(notes) for notes in lists)
    named = {int(number) for words in _words(stream) for number in MARK.findall(words)}
    for number in sorted(named - set(range(1, count + 1))):
        yield NO_NOTE % {"number": number}
    for number in sorted(set(range(1, count + 1)) - named):
        yield NOT_REFERRED % {"number": number}


def _words(stream: Any) -> Iterator[str]:
    """Give the words in which a mark becomes a reference."""
    for block in stream:
        if block.block_type == "paragraph":
            yield "".join(_PIECE.split(block.value.source)[::2])
        elif block.block_type == "details" and block.value["text"]:
            yield "".join(_PIECE.split(block.value["text"].source)[::2])


def _reference(mark: re.Match[str]) -> str:
    number = int(mark[1])
    return f'<sup><a href="#fn{number}">{number}</a></sup>'
