"""What a policy document says of itself: its table of metadata and whether it still holds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.items import Reading, Shown


@dataclass(frozen=True)
class Validity:
    """Whether a document holds: its name, a note, and whether readers must be warned."""

    name: str
    note: str
    holds: bool


@dataclass(frozen=True)
class Fact:
    """One row of the table; a date has `day`."""

    name: str
    text: str
    day: date | None = None
    wide: bool = False


def validity(shown: Shown) -> Validity | None:
    """Give whether a document holds; None when it does not say."""
    names = {
        "valid": pgettext("portal", "In force"),
        "amended": pgettext("portal", "Amended"),
        "expired": pgettext("portal", "Expired"),
        "repealed": pgettext("portal", "Repealed"),
    }
    code = str(shown.details.get("validity") or "")
    if code not in names:
        return None
    return Validity(
        names[code], str(shown.details.get("validity_note") or ""), code in ("valid", "amended")
    )


def facts(shown: Shown, *, draft: bool) -> list[Fact]:
    """Give the rows of the table, in the order of 政府信息公开目录系统实施指引 (试行, 2009)."""
    details = shown.details
    rows = [
        Fact(pgettext("portal", "Title"), shown.content.title, wide=True),
        _text(_("Index number"), details.get("index_number")),
        _text(pgettext("portal", "Subject"), details.get("subject")),
        _text(_("Issuing body"), details.get("issuing_body")),
        _text(_("Document kind"), details.get("document_kind")),
        _day(_("Written on"), details.get("written_on")),
        _text(_("Document number"), details.get("document_number")),
        _day(_("In effect from"), details.get("effective_on")),
        Fact(_("Made public on"), _("when it is released"))
        if draft
        else _public(_("Made public on"), shown.published),
    ]
    return [row for row in rows if row.text]


def interpretations(shown: Shown, reading: Reading) -> list[Shown]:
    """Give the items that explain a document, those that are public, in the order it names them."""
    named = shown.details.get("interpretations")
    return reading.all(map(str, named)) if isinstance(named, list) else []


def _text(name: str, value: Any) -> Fact:
    return Fact(name, str(value or ""))


def _day(name: str, value: Any) -> Fact:
    text = str(value or "")
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    return Fact(name, text, day)


def _public(name: str, moment: datetime) -> Fact:
    day = localtime(moment).date()
    return Fact(name, day.isoformat(), day)
