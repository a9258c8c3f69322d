"""The body of an item: a stream of all our blocks."""

from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import footnotes
from cms.blocks.attachment import AttachmentBlock
from cms.blocks.details import DetailsBlock
from cms.blocks.footnotes import FootnotesBlock
from cms.blocks.media import GalleryBlock, PictureBlock
from cms.blocks.table import TableBlock
from cms.blocks.text import HeadingBlock, ParagraphBlock, QuotationBlock
from cms.blocks.video import VideoBlock

#: Pictures on one page, galleries counted in: each is made in several sizes when it is frozen.
MOST_PICTURES = 120

TOO_MANY_PICTURES = _(
    "This page has %(count)d pictures; at most %(most)d are possible. Divide them among several "
    "pages."
)


class BodyBlock(blocks.StreamBlock):
    """Everything that may stand in a body, rendered without wrappers."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    table = TableBlock()
    details = DetailsBlock()
    quotation = QuotationBlock()
    attachment = AttachmentBlock()
    footnotes = FootnotesBlock()


def render(stream: Any) -> SafeString:
    """Render a stream once, each block by its own template, one after the other."""
    printed, pictures = [], 0
    for block in stream:
        pictures += _pictures(block)
        # What cannot be signed anyway is not made ready: that could take minutes.
        if pictures <= MOST_PICTURES or not _pictures(block):
            printed.append(str(block.render()).strip())
    return mark_safe("\n".join(printed))


def problems(stream: Any) -> Iterator[str]:
    """Say what in a body stands in the way of signing it, block by block."""
    count = sum(_pictures(block) for block in stream)
    if count > MOST_PICTURES:
        yield TOO_MANY_PICTURES % {"count": count, "most": MOST_PICTURES}
    for block in stream:
        look = getattr(block.block, "problems", None)
        if look is not None:
            yield from map(str, look(block.value))
    yield from footnotes.problems(stream)


def _pictures(block: Any) -> int:
    if block.block_type == "gallery":
        return len(block.value)
    return 1 if block.block_type == "picture" else 0
