"""Prints a piece of a document as its author will see it."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.blocks.table import TableBlock
from cms.office.document import Document
from cms.office.structure import HEADING, LIST, PICTURE, QUOTATION, TABLE, Piece

register = template.Library()
_TABLE = TableBlock()
_FIGURE = '<figure><img src="{}" alt=""><figcaption>{}</figcaption></figure>'


@register.simple_tag
def office_piece(piece: Piece, document: Document) -> SafeString:
    """Print one piece. Its words were escaped when it was read (`cms.office.structure`)."""
    if piece.kind == HEADING:
        return format_html("<h{0}>{1}</h{0}>", piece.level + 1, piece.words)
    if piece.kind == LIST:
        return mark_safe(piece.html)
    if piece.kind == QUOTATION:
        return format_html("<blockquote>{}</blockquote>", piece.words)
    if piece.kind == TABLE:
        value = _TABLE.to_python({**piece.table, "caption": piece.caption})
        context = _TABLE.get_context(value)
        return mark_safe(render_to_string("cms/blocks/table.html", context))
    if piece.kind == PICTURE:
        picture = document.pictures[piece.picture]
        small = picture.small if picture else ""
        return format_html(
            '<figure><img src="{}" alt=""><figcaption>{}</figcaption></figure>',
            small,
            piece.caption,
        )
    return mark_safe(f"<p>{piece.html}</p>")
