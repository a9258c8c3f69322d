"""How words are set: breaks between the clauses of a title, times, marks on menus."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

# A space in a Chinese title stands for a stop; one between Latin words is only a space.
_CLAUSE = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=\S)|(?<=\S)[ \u3000]+(?=[^\x00-\x7f])")


@register.filter
def clauses(title: str) -> SafeString | str:
    """Keep the clauses of a title whole, so that lines break between them.

    >>> clauses("三桥通车 通勤缩短")
    '<span class="clause">三桥通车</span> <span class="clause">通勤缩短</span>'
    """
    parts = _CLAUSE.split(title)
    if len(parts) < 2:
        return title
    return format_html_join(" ", '<span class="clause">{}</span>', ((part,) for part in parts))


@register.filter
def is_current(address: str, here: str) -> bool:
    """Say whether a menu's address is the page's own or that of a section above it."""
    return here == address if address == "/" else bool(address) and here.startswith(address)


@register.filter
def lookup(mapping: Mapping[str, Any], key: str) -> Any:
    """Give what a mapping holds under a key, None when it holds nothing."""
    return mapping.get(key)
