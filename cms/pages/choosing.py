"""How sections and topics are chosen in the editor: ticked in a list that shows the tree."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.forms import ReviewedForm

_TOP = 3


class ItemForm(ReviewedForm):
    """The form of an item: its lists of places name what is not public yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Order the lists as the tree is."""
        super().__init__(*args, **kwargs)
        for name in ("also_in", "topics"):
            if name in self.fields:
                field: Any = self.fields[name]
                field.queryset = field.queryset.order_by("path")
                field.label_from_instance = place_label


def place_label(page: Page) -> str:
    """Name a section or topic, indented as it lies, marked while it is not public."""
    title = "　" * max(page.depth - _TOP, 0) + page.title
    if page.live:
        return title
    return _("%(title)s (not public yet: submit it together with this item)") % {"title": title}
