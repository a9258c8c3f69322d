"""Words: paragraphs, headings, quotations."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.footnotes import refer

# No pictures, no embeds: what a paragraph may hold is what the sanitiser lets through.
FEATURES = ("bold", "italic", "superscript", "subscript", "ol", "ul", "link", "document-link", "hr")


class ParagraphBlock(blocks.RichTextBlock):
    """Paragraphs and lists with links."""

    def __init__(self, **kwargs: object) -> None:
        """Offer our features and no others."""
        super().__init__(**{"features": list(FEATURES), **kwargs})

    def render(self, value: Any, context: Any = None) -> SafeString:
        """Print the words, with references where the marks of footnotes stand."""
        return refer(super().render(value, context=context))

    class Meta:
        icon = "pilcrow"
        label = _("Paragraphs")
        template = "cms/blocks/paragraph.html"


class HeadingBlock(blocks.StructBlock):
    """A heading inside the body; the title of the page is the only first-level one."""

    text = blocks.CharBlock(label=_("Subheading"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=(("2", _("Heading 2")), ("3", _("Heading 3"))), default="2"
    )

    class Meta:
        icon = "title"
        label = _("Subheading")
        template = "cms/blocks/heading.html"


class QuotationBlock(blocks.StructBlock):
    """Somebody else's words."""

    text = blocks.TextBlock(label=_("Words quoted"))
    source = blocks.CharBlock(label=_("Source of the quotation"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "cms/blocks/quotation.html"
