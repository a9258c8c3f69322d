"""For machines: Atom feeds of the site and of each section, the sitemap, robots.txt."""

from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.db.models import Max

from ledger.canonical import time_text
from ledger.formats import v1
from portal import keys
from portal.frame import Frame
from portal.items import Reading, Shown
from portal.metatags import absolute, source
from portal.models import PublicItem

_ENTRIES = 20
_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NOT_LISTED = ("home", "section", "frame")
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def feed(section: Shown | None, reading: Reading, frame: v1.Content) -> bytes:
    """Give the Atom feed of a section, or of the whole site."""
    around = Frame.of(frame, reading.now)
    if section is None:
        reading.keys.add(keys.SITE)
        rows = PublicItem.objects.filter(sequence__isnull=False, ordinal__isnull=False)
        rows = rows.exclude(kind__in=_NOT_LISTED).order_by("-ordinal")
        items = reading.all(rows.values_list("uid", flat=True)[:_ENTRIES])
        title, address = around.site_name, "/"
    else:
        items = reading.newest(section.uid, _ENTRIES)
        title = f"{section.content.title} · {around.site_name}"
        address = section.content.address
    fallback = section.changed if section else _LONG_AGO
    return _feed(title, address + "feed.xml", address, items, around, fallback)


def search_feed(words: str, own: str, address: str, items: list[Shown], around: Frame) -> bytes:
    """Give the Atom feed of a search: the items of one page of it, in their order.

    Args:
        words: What was typed.
        own: Address of the feed.
        address: Address of the page that shows the same.
        items: What was found.
        around: The words around the pages.
    """
    title = f"{words} · {around.site_name}" if words else around.site_name
    return _feed(title, own, address, items, around, _LONG_AGO)


def _feed(
    title: str, own: str, address: str, items: list[Shown], around: Frame, fallback: datetime
) -> bytes:
    """Write a feed; `fallback` is when it changed while there is nothing in it."""
    newest = max((item.changed for item in items), default=fallback)
    lines = [
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">',
        f"<id>{escape(absolute(own))}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{time_text(newest)}</updated>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(absolute(own))}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(absolute(address))}/>',
        f"<author><name>{escape(around.sponsor or around.site_name)}</name></author>",
        *(_entry(item, around) for item in items),
        "</feed>",
    ]
    return "\n".join(lines).encode()


def as_json(item: Shown, section: str, source_name: str) -> dict[str, str]:
    """Give one item as data.

    Args:
        item: The item.
        section: Title of the section it stands in.
        source_name: Whose words it is.
    """
    details = item.details
    return {
        "id": f"urn:uuid:{item.uid}",
        "kind": item.content.kind,
        "title": item.content.title,
        "summary": item.content.summary,
        "address": absolute(item.content.address),
        "published": time_text(item.published),
        "updated": time_text(item.changed),
        "section": section,
        "source": source_name,
        "document_number": str(details.get("document_number") or ""),
        "issuing_body": str(details.get("issuing_body") or ""),
        "validity": str(details.get("validity") or ""),
    }


def _entry(item: Shown, frame: Frame) -> str:
    content = item.content
    address = absolute(content.address)
    return (
        f"<entry><id>urn:uuid:{escape(item.uid)}</id><title>{escape(content.title)}</title>"
        f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>'
        f"<published>{time_text(item.published)}</published>"
        f"<updated>{time_text(item.changed)}</updated>"
        f"<author><name>{escape(source(item, frame))}</name></author>"
        f"<summary>{escape(content.summary or content.title)}</summary></entry>"
    )


def sitemap(part: int, reading: Reading) -> bytes | None:
    """Give one part of the sitemap, its index for part 0; None for a part that does not exist.

    A part holds fixed places in the order of first publication, so that a release touches one.
    """
    last = PublicItem.objects.aggregate(last=Max("ordinal"))["last"] or 0
    parts = keys.part_number(last) if last else 0
    if part == 0:
        reading.keys.add(keys.MAP)
        rows = "".join(
            f"<sitemap><loc>{escape(absolute(f'/sitemap-{number}.xml'))}</loc></sitemap>"
            for number in range(1, parts + 1)
        )
        return f"{_HEAD}<sitemapindex {_SITEMAP}>{rows}</sitemapindex>".encode()
    if part > parts:
        return None
    first = (part - 1) * keys.MAP_PART + 1
    reading.keys.add(keys.map_part(first))
    uids = PublicItem.objects.filter(
        ordinal__gte=first, ordinal__lt=first + keys.MAP_PART, sequence__isnull=False
    ).order_by("ordinal")
    # Only the part is named: its items change it by `map_part`, and a thousand more names would not
    # find it any better.
    known = set(reading.keys)
    items = reading.all(uids.values_list("uid", flat=True))
    reading.keys &= known
    rows = "".join(
        f"<url><loc>{escape(absolute(item.content.address))}</loc>"
        f"<lastmod>{item.changed:%Y-%m-%d}</lastmod></url>"
        for item in items
        if item.content.address
    )
    return f"{_HEAD}<urlset {_SITEMAP}>{rows}</urlset>".encode()


def robots() -> bytes:
    """Give what robots may read: everything but search results and checks."""
    closed = "Disallow: /search/?\nDisallow: /check/\n"
    return f"User-agent: *\n{closed}Sitemap: {absolute('/sitemap.xml')}\n".encode()
