"""Words that are folded away until somebody wants them: questions with answers, long lists."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.text import ParagraphBlock

NO_SUMMARY = _("A folded part has no line to open it by. Write the question or what is inside.")
NOTHING_INSIDE = _("The folded part “%(summary)s” is empty. Write what is inside, or delete it.")


class DetailsBlock(blocks.StructBlock):
    """A line that is always seen, and what unfolds below it."""

    summary = blocks.CharBlock(label=_("Line that is always seen"), max_length=120)
    text = ParagraphBlock(label=_("What unfolds"))

    def problems(self, value: Any) -> Iterator[Any]:
        """Say what stands in the way of signing it."""
        if not value["summary"].strip():
            yield NO_SUMMARY
        if not str(value["text"].source if value["text"] else "").strip():
            yield NOTHING_INSIDE % {"summary": value["summary"]}

    class Meta:
        icon = "arrow-down"
        label = _("Folded part")
        template = "cms/blocks/details.html"
