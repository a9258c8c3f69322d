"""What the kinds of pages are called."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NAMES: dict[str, str | Promise] = {
    "article": pgettext_lazy("kind of page", "Article"),
    "policy": pgettext_lazy("kind of page", "Policy document"),
    "topic": pgettext_lazy("kind of page", "Topic"),
    "section": pgettext_lazy("kind of page", "Section"),
    "home": pgettext_lazy("kind of page", "Home page"),
    "frame": pgettext_lazy("kind of page", "Site frame"),
}


def kind_name(kind: str) -> str:
    """Name a kind of page; one that nobody named here keeps its own name."""
    return str(NAMES.get(kind, kind))
