"""A copy is a draft of its own, nothing else."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class DraftCopyForm(CopyForm):
    """Wagtail's form without its two ways to the public."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away publishing the copy, and aliases, which follow their source by themselves."""
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
