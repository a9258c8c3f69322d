"""The body of an item: a stream of all our blocks."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail import blocks

from cms.blocks.attachment import AttachmentBlock
from cms.blocks.media import PictureBlock
from cms.blocks.table import TableBlock
from cms.blocks.text import HeadingBlock, ParagraphBlock, QuotationBlock


class BodyBlock(blocks.StreamBlock):
    """Everything that may stand in a body, rendered without wrappers."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    table = TableBlock()
    quotation = QuotationBlock()
    attachment = AttachmentBlock()


def render(stream: Any) -> SafeString:
    """Render a stream once, each block by its own template, one after the other."""
    return mark_safe("\n".join(str(block.render()).strip() for block in stream))
