"""The form of every page: what comes in damaged gets a sentence, and the draft stays as it was.

A browser with the editor's scripts sends each list of blocks with its length and, for each block,
kind and place. Whatever sends a form without them, or with nonsense in their place, meant no
change of that list that could be known.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import BlockField


class ReviewedForm(WagtailAdminPageForm):
    """Look at the lists of blocks before anybody asks for their values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set aside what cannot be read; in its place stands what the draft has."""
        super().__init__(*args, **kwargs)
        self.damaged: list[str] = []
        if self.is_bound:
            self.damaged = [name for name in self.fields if self._is_damaged(name)]
        if self.damaged:
            self.data = self.data.copy()
        for name in self.damaged:
            self.data[f"{self.add_prefix(name)}-count"] = "0"
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Say which list came in damaged."""
        cleaned: dict[str, Any] = super().clean()
        for name in self.damaged:
            sentence = _(
                "“%(field)s” did not come in whole, so nothing was saved. What the draft holds "
                "stands in its place. Load the page again with scripts switched on and repeat the "
                "change."
            )
            self.add_error(None, sentence % {"field": self.fields[name].label})
        return cleaned

    def _is_damaged(self, name: str) -> bool:
        field = self.fields[name]
        if not isinstance(field, BlockField):
            return False
        try:
            field.block.value_from_datadict(self.data, self.files, self.add_prefix(name))
        except (LookupError, TypeError, ValueError, ArithmeticError):
            return True
        return False
