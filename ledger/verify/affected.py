"""What one broken thing takes with it: the entries, releases and pages that rest on it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import AuditEntry, Release
from ledger.verify.chains import rows_of

MOST = 100
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_PLACE = re.compile(r"(entry|release) (\d+)")


def affected(place: str) -> list[str]:
    """Give what rests on the thing at a place of a report, at most `MOST` and a count of the rest.

    Everything after a link of a chain rests on it; what names a digest rests on what lies under it.
    """
    found = list(_resting(place))
    if len(found) > MOST:
        return [*found[:MOST], _("and %(count)s more") % {"count": len(found) - MOST}]
    return found


def _resting(place: str) -> Iterator[str]:
    if link := _PLACE.fullmatch(place):
        yield from _of_link(link[1], int(link[2]))
    elif digest := _DIGEST.search(place):
        yield from _naming(digest[0])
    elif place.startswith("key "):
        yield from _naming(place.removeprefix("key "))
    elif place == "head":
        yield _("everything that is signed from now on: signing has stopped")
    elif place.startswith("trigger "):
        yield _("every row of its table: it could have been changed or removed")


def _of_link(kind: str, sequence: int) -> Iterator[str]:
    model = AuditEntry if kind == "entry" else Release
    later = model._default_manager.filter(sequence__gt=sequence).order_by("sequence")
    last = later.last()
    if last is not None:
        words = {"first": sequence + 1, "last": last.sequence}
        if kind == "entry":
            yield _("entries %(first)s to %(last)s, which are chained to it") % words
        else:
            yield _("releases %(first)s to %(last)s, which are chained to it") % words
    if kind == "entry":
        for row, header in _headers():
            if header is not None and header.audit == sequence:
                yield _named(row.sequence, header)
        return
    release = Release.objects.filter(sequence=sequence).first()
    broken = _parsed(release) if release is not None else None
    if broken is None:
        return
    for found, header in _headers():
        if header is not None and header.page == broken.page and found.sequence >= sequence:
            yield _named(found.sequence, header)


def _naming(token: str) -> Iterator[str]:
    raw = token.encode()
    for row, header in _headers():
        if raw in bytes(row.header) and header is not None:
            yield _named(row.sequence, header)
    for rows in rows_of(AuditEntry):
        for entry in rows:
            if raw in bytes(entry.header):
                yield _("entry %(sequence)s") % {"sequence": entry.sequence}


def _headers() -> Iterator[tuple[Release, v1.Release | None]]:
    for rows in rows_of(Release):
        for row in rows:
            yield row, _parsed(row)


def _parsed(row: Release) -> v1.Release | None:
    try:
        return v1.Release.parse(bytes(row.header))
    except NotCanonical:
        return None


def _named(sequence: int, header: v1.Release) -> str:
    return _("release %(sequence)s: %(address)s") % {
        "sequence": sequence,
        "address": header.address or "site frame",
    }
