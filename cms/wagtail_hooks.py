"""Rich text and the editing form, for Wagtail's registry."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.richtext import DocumentName, PageName


# After Wagtail's own registration: the later one wins.
@hooks.register("register_rich_text_features", order=100)
def print_names(features: Any) -> None:
    """Let links print names."""
    features.register_link_type(PageName)
    features.register_link_type(DocumentName)


@hooks.register("insert_global_admin_css")
def editor_style() -> SafeString:
    """Load the few rules of the editing form."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/editor.css"))


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    """Load what counts characters."""
    return format_html('<script src="{}" defer></script>', static("cms/editor.js"))
