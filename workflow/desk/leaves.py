"""Lays every leaf of a content document open, with a name a reviewer understands. Pure.

The walk is over the document itself and not over a list of known fields: a field that nobody named
here is still shown, under its own name. `tests/desk/test_leaves.py` walks every leaf.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ledger.formats import v1

BLOCKS = {
    "lead": _("Lead story"),
    "section_list": _("List of a section"),
    "events": _("Life events in a block"),
    "topics": _("Topics in a block"),
}
"""What the kinds of blocks of a home page are called."""
LABELS = {
    "format": _("Format"),
    "page": _("Page number (uid)"),
    "kind": _("Kind of page"),
    "address": _("Address"),
    "language": _("Language"),
    "title": _("Title"),
    "summary": _("Summary"),
    "lineage": _("Sections above"),
    "sections": _("Sections"),
    "topics": _("Topics"),
    "details": _("Other fields"),
    "body_html": _("Body, HTML source"),
    "text": _("Body, plain text"),
    "assets": _("Files"),
    "links": _("Links to own pages"),
    "live_from": _("Public from"),
    "live_until": _("Public until"),
    "pinned_until": _("Pinned until"),
    "correction": _("Correction note"),
    "digest": _("Digest"),
    "size": _("Size in bytes"),
    "media_type": _("Media type"),
    "name": _("File name"),
    "alt": _("Alternative text"),
    "use": _("Used as"),
    "inside": _("Inside the file"),
    "byline": _("Byline"),
    "source": _("Source of the text"),
    "source_address": _("Address of the source"),
    "department": _("Publishing body"),
    "document_number": _("Document number"),
    "written_on": _("Written on"),
    "series": _("Series"),
    "reprint": _("Reprint"),
    "index_number": _("Index number"),
    "issuing_body": _("Issuing body"),
    "document_kind": _("Kind of document"),
    "subject": _("Subject classification"),
    "effective_on": _("Takes effect on"),
    "validity": _("Validity of the document"),
    "validity_note": _("Note on the validity"),
    "interpretations": _("Interpretations"),
    "slug": _("Slug of the section"),
    "description": _("Description"),
    "keywords": _("Keywords"),
    "column_type": _("Kind of section"),
    "order": _("Place in the order"),
    "parent": _("Section above"),
    "colour": _("Colour of the topic"),
    "groups": _("Groups of items"),
    "items": _("Items of the group"),
    "archived_on": _("Archived on"),
    "blocks": _("Blocks"),
    "entries": _("Life events"),
    "word": _("Word of the event"),
    "type": _("Type"),
    "section": _("Section"),
    "heading": _("Heading of the block"),
    "count": _("How many"),
    "site_name": _("Name of the site"),
    "site_name_en": _("Name of the site in English"),
    "site_domain": _("Domain"),
    "site_code": _("Site code"),
    "icp_number": _("ICP number"),
    "police_number": _("Police number"),
    "sponsor": _("Sponsor"),
    "organiser": _("Organiser"),
    "contact": _("Contact"),
    "address_text": _("Postal address"),
    "phone": _("Telephone"),
    "identity_link": _("Identity link"),
    "error_link": _("Link for reporting errors"),
    "notice": _("Notice to visitors"),
    "menu": _("Main menu"),
    "footer_links": _("Links in the footer"),
    "link_groups": _("Groups of links"),
    "notices": _("Dismissible notices"),
    "advertisements": _("Public-service advertisements"),
    "target": _("Where the picture leads"),
    "banner": _("Banner picture"),
    "width": _("Width in pixels"),
    "height": _("Height in pixels"),
    "until": _("Until"),
    "withdrawal_sentences": _("Withdrawal sentences"),
    "code": _("Code"),
    "sentence": _("Sentence"),
    "pinned_results": _("Pinned search results"),
    "redirects": _("Redirects"),
    "from": _("From"),
    "to": _("To"),
    "mourning_from": _("Grey from"),
    "mourning_until": _("Grey until"),
}
TIMES = frozenset({"live_from", "live_until", "pinned_until", "mourning_from", "mourning_until"})
LONG = frozenset({"body_html", "text"})


@dataclass(frozen=True)
class Leaf:
    """One value of the document: where it stands, its words, and how it is best shown.

    `form` is ``text``, ``source`` (long, in a scrolling box), ``time``, ``size`` or ``empty``.
    """

    path: tuple[str, ...]
    value: str
    form: str
    hint: str = ""

    @property
    def key(self) -> str:
        """The place as text: ``details.byline``, ``assets.1.alt``."""
        return ".".join(self.path)

    @property
    def labels(self) -> list[object]:
        """The names of the places from the top down; positions in lists count from 1."""
        return [LABELS.get(part, part) for part in self.path]


def place_label(place: str) -> str:
    """Name the place of a finding: ``assets.0.alt`` is the alternative text of the first file.

    Which piece inside a file it is, the finding itself says in words.
    """
    field, *rest = place.split(".")
    if field == "details" and rest:
        field, *rest = rest
    if rest[1:2] == ["inside"]:
        rest = rest[:2]
    parts = [str(int(part) + 1) if part.isdigit() else part for part in (field, *rest)]
    return " › ".join(str(LABELS.get(part, part)) for part in parts)


def leaves(content: v1.Content, names: Mapping[str, str] | None = None) -> list[Leaf]:
    """Give every leaf of a content document, in the order of the format.

    `names` explains uids: what is called by uid in the document is shown with its title too.
    """
    return list(_walk(content.document(), (), names or {}))


def _walk(value: Any, path: tuple[str, ...], names: Mapping[str, str]) -> Iterator[Leaf]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _walk(item, (*path, key), names)
    elif isinstance(value, (list, tuple)) and value:
        for position, item in enumerate(value, start=1):
            yield from _walk(item, (*path, str(position)), names)
    else:
        yield _leaf(value, path, names)


def _leaf(value: Any, path: tuple[str, ...], names: Mapping[str, str]) -> Leaf:
    last = path[-1] if path else ""
    if value is None or value == "" or value == () or value == [] or value == {}:
        return Leaf(path, "", "empty")
    if isinstance(value, bool):
        return Leaf(path, "true" if value else "false", "text")
    text = str(value)
    # `from` is an address in a redirect, and a time in a notice.
    if last in TIMES or (path[1:2] == ("notices",) and last in ("from", "until")):
        return Leaf(path, text, "time")
    if last == "size":
        return Leaf(path, text, "size")
    if len(path) == 1 and last in LONG:
        return Leaf(path, text, "source")
    if last == "type":
        return Leaf(path, text, "text", str(BLOCKS.get(text, "")))
    return Leaf(path, text, "text", names.get(text, ""))
