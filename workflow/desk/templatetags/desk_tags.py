"""How the desk draws severities and moments."""

import json
from datetime import timedelta

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger.canonical import NotCanonical, read_time
from workflow.desk import wording
from workflow.names import span_text

register = template.Library()


@register.simple_tag
def severity(kind: str, number: int | None = None) -> SafeString:
    """A badge: a character and a shape, never colour alone."""
    name, short, style = wording.severity(kind)
    if number is None:
        return format_html(
            '<span class="dk-sev dk-sev--{}"><span aria-hidden="true">{}</span>'
            '<span class="w-sr-only">{}</span></span>',
            style,
            short,
            name,
        )
    words = ngettext("%(name)s: %(number)d place", "%(name)s: %(number)d places", number)
    return format_html(
        '<span class="dk-sev dk-sev--{}"><span aria-hidden="true">{} {}</span>'
        '<span class="w-sr-only">{}</span></span>',
        style,
        short,
        number,
        words % {"name": name, "number": number},
    )


@register.filter
def span(time: timedelta) -> str:
    """Say how long something took."""
    return span_text(time)


@register.filter
def line(row: list[str]) -> str:
    """Write a line of a list so that a form can name it."""
    return json.dumps(row, ensure_ascii=False)


@register.filter
def moment(text: str) -> object:
    """Read a canonical time for the date filter; anything else stays as it is."""
    try:
        return read_time(text)
    except NotCanonical:
        return text or _("not set")
