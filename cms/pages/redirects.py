"""Which redirects cannot stand: over an address that was given out, in a circle, in a chain."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.freezing import addresses
from workflow.models import PageReview

COVERS = _("%(address)s belongs to a page of ours for ever. A redirect must not cover it.")
RESERVED = _("%(address)s is an address the site itself uses. A redirect must not cover it.")
TWICE = _("%(address)s is redirected twice. Keep one.")
CIRCLE = _("%(address)s leads back to itself. Write where it leads at last.")
CHAIN = _("%(address)s leads to %(target)s, which is redirected too. Write where it leads at last.")
# Where the public site and the editing side answer by themselves.
OWN = frozenset(
    [
        "admin", "assets", "feed.xml", "robots.txt", "search", "sitemap.xml", "static",
        "workspace-media",
    ]
)  # fmt: skip


def problems(lines: Sequence[tuple[str, Any]]) -> list[str]:
    """Say what is wrong with redirects, given as old address and block with page or address."""
    leads = {source: _target(value) for source, value in lines}
    sources = [source for source, _value in lines]
    given_out = set(
        PageReview.objects.filter(address__in=_spellings(sources)).values_list("address", flat=True)
    )
    times = Counter(sources)
    found = []
    for source in dict.fromkeys(sources):
        detail = {"address": source, "target": leads[source]}
        if times[source] > 1:
            found.append(TWICE % detail)
        if given_out & set(_spellings([source])):
            found.append(COVERS % detail)
        elif source == "/" or source.strip("/").partition("/")[0] in OWN:
            found.append(RESERVED % detail)
        if _returns(source, leads):
            found.append(CIRCLE % detail)
        elif leads[source] in leads:
            found.append(CHAIN % detail)
    return found


def _target(value: Any) -> str:
    if value["page"] is not None:
        return addresses.planned(value["page"].specific)
    return str(value["address"] or "").strip().removeprefix(settings.SANSHEN_PUBLIC_ORIGIN)


def _spellings(sources: Sequence[str]) -> list[str]:
    # The site itself leads from a section's address without its last stroke to the section.
    return [spelling for source in sources for spelling in (source, source.rstrip("/") + "/")]


def _returns(source: str, leads: dict[str, str]) -> bool:
    seen, here = set(), source
    while here in leads and here not in seen:
        seen.add(here)
        here = leads[here]
    return here == source
