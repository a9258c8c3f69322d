"""The texts of a draft that a person can change: each with its field, block and way inside.

A rich text is read without its tags; every character remembers where it stands in the source, so
that exactly these characters can be replaced and nothing around them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

Way = tuple[int | str, ...]

_TOKEN = re.compile(r"<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]|.", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ENDS_A_LINE = re.compile(r"</?(?:p|li|ul|ol|h\d|hr|br|tr|td|th|div|blockquote)\b")


@dataclass(frozen=True)
class Character:
    """One character as it is read, and the span of the source that says it."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """One text: `block` is the id of the block at the top of a stream, `way` leads inside."""

    field: str
    source: str
    block: str = ""
    way: Way = ()
    rich: bool = False

    @cached_property
    def characters(self) -> tuple[Character, ...]:
        """What is read, without tags and blanks, each with its place in the source."""
        tokens = _TOKEN.finditer(self.source) if self.rich else re.finditer(r"(?s).", self.source)
        found = []
        for token in tokens:
            text = token.group()
            if self.rich and text.startswith("<") and len(text) > 1:
                continue
            value = html.unescape(text) if self.rich and text.startswith("&") else text
            if not value.isspace():
                found += [Character(each, *token.span()) for each in value]
        return tuple(found)

    @property
    def words(self) -> str:
        """The text with its blanks, a blank where a line ends."""
        if not self.rich:
            return self.source
        plain = _TAG.sub(lambda tag: " " if _ENDS_A_LINE.match(tag[0]) else "", self.source)
        return html.unescape(plain)

    @cached_property
    def read(self) -> str:
        """The characters in a row."""
        return "".join(character.value for character in self.characters)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the span in the source of some characters; None when formatting lies between."""
        first, last = self.characters[start], self.characters[end - 1]
        inside = self.source[first.start : last.end]
        if self.rich and _ENDS_A_LINE.search(inside):
            return None
        return None if self.rich and "<" in inside else (first.start, last.end)


def squeezed(text: str) -> str:
    """Give a text without blanks, as passages are read."""
    return "".join(text.split())


def passages(page: Page) -> list[Passage]:
    """Give every text of a draft, in the order of its fields."""
    found: list[Passage] = []
    for field in type(page)._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            for number, child in enumerate(stream.get_prep_value() if stream else ()):
                block = field.stream_block.child_blocks.get(child["type"])
                if block is not None:
                    for way, source, rich in _texts(block, child["value"], (number, "value")):
                        found.append(Passage(field.name, source, str(child["id"]), way, rich))
        elif _is_written(field, page):
            value = getattr(page, field.attname)
            if value:
                found.append(Passage(field.name, value))
    return sorted(found, key=lambda passage: passage.field != "title")


def rewritten(page: Page, changes: dict[Passage, str]) -> None:
    """Put new sources in the place of old ones, on the page in memory."""
    for name in {passage.field for passage in changes}:
        mine = {passage: text for passage, text in changes.items() if passage.field == name}
        field = type(page)._meta.get_field(name)
        if isinstance(field, StreamField):
            raw = list(getattr(page, name).get_prep_value())
            for passage, text in mine.items():
                _put(raw, passage.way, text)
            setattr(page, name, field.stream_block.to_python(raw))
        else:
            for text in mine.values():
                setattr(page, name, text)


def _is_written(field: Any, page: Page) -> bool:
    if not isinstance(field, models.CharField | models.TextField) or field.choices:
        return False
    # What Wagtail keeps beside the text is not written by anybody.
    return field.name == "title" or field.model not in Page.__mro__


def _texts(block: Any, value: Any, way: Way) -> Iterator[tuple[Way, str, bool]]:
    if isinstance(block, blocks.RichTextBlock):
        if isinstance(value, str) and value:
            yield way, value, True
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if isinstance(value, dict) and name in value:
                yield from _texts(child, value[name], (*way, name))
    elif isinstance(block, blocks.StreamBlock):
        for number, item in enumerate(value or ()):
            child = block.child_blocks.get(item["type"])
            if child is not None:
                yield from _texts(child, item["value"], (*way, number, "value"))
    elif isinstance(block, blocks.ListBlock):
        for number, item in enumerate(value or ()):
            yield from _texts(block.child_block, item["value"], (*way, number, "value"))
    elif (
        isinstance(block, blocks.CharBlock | blocks.TextBlock) and isinstance(value, str) and value
    ):
        yield way, value, False


def _put(raw: Any, way: Way, text: str) -> None:
    for step in way[:-1]:
        raw = raw[step]
    raw[way[-1]] = text


@dataclass(frozen=True)
class Place:
    """Some characters of a passage: where a person finds them in the editor."""

    passage: Passage
    start: int
    end: int

    @property
    def anchor(self) -> str:
        """The fragment of the block or field."""
        if self.passage.block:
            return f"block-{self.passage.block}-section"
        return f"panel-child-content-{self.passage.field}-section"
