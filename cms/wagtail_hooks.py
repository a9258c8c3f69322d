"""Rich text, for Wagtail's registry."""

from typing import Any

from wagtail import hooks

from cms.richtext import DocumentName, PageName


# After Wagtail's own registration: the later one wins.
@hooks.register("register_rich_text_features", order=100)
def print_names(features: Any) -> None:
    """Let links print names."""
    features.register_link_type(PageName)
    features.register_link_type(DocumentName)
