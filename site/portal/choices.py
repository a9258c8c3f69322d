"""The filters of the search page: what can be chosen, how much each finds, where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.asking import Asked
from portal.believing import SAID
from portal.items import Reading, Shown
from search.results import Results

#: Values of a filter that are shown, and sections that are looked at for them.
SHOWN, _LOOKED_AT = 10, 60


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    name: str
    count: int
    address: str
    chosen: bool = False
    below: "tuple[Choice, ...]" = ()
    open: bool = False


@dataclass(frozen=True)
class Group:
    """One filter: what it is called, its values, and where all of them are found."""

    name: str
    heading: str
    choices: tuple[Choice, ...]
    anything: str
    chosen: bool


@dataclass(frozen=True)
class Chip:
    """Something that narrows the search, and where it does not any more."""

    heading: str
    name: str
    address: str


@dataclass(frozen=True)
class Choices:
    """All filters of one answer."""

    tabs: tuple[Choice, ...] = ()
    groups: tuple[Group, ...] = ()
    chips: tuple[Chip, ...] = field(default_factory=tuple)


def headings() -> Mapping[str, str]:
    """Give what each filter is called."""
    return {
        "section": pgettext("portal", "Section"),
        "topic": _("Topic"),
        "kind": _("What it is"),
        "department": _("Department"),
        "document_kind": _("Document kind"),
        "issuing_body": _("Issuing body"),
        "subject": pgettext("portal", "Subject"),
        "year": _("Year"),
        "validity": _("Validity"),
        "media": _("With"),
        "since": _("Released since"),
        "until": _("To the day"),
        "written_since": _("Written since"),
        "written_until": _("Written to the day"),
    }


def names() -> Mapping[str, Mapping[str, str]]:
    """Give what the values are called that are words of ours."""
    return {
        "kind": {
            "article": pgettext("portal", "Articles"),
            "policy": pgettext("portal", "Policy documents"),
            "topic": pgettext("portal", "Topics"),
        },
        "validity": {
            "valid": pgettext("portal", "In force"),
            "amended": pgettext("portal", "Amended"),
            "expired": pgettext("portal", "Expired"),
            "repealed": pgettext("portal", "Repealed"),
        },
        "media": {
            "video": pgettext("portal", "A video"),
            "attachment": pgettext("portal", "Attachments"),
        },
    }


def choices(asked: Asked, results: Results, reading: Reading) -> Choices:
    """Give the filters of an answer."""
    called, ours = headings(), names()
    tabs, sections = _sections(asked, results, reading)
    found = {
        "section": sections,
        "kind": _listed(asked, results, "kind", ours["kind"]),
        "topic": _topics(asked, results, reading),
        "department": _said(asked, results, reading, "department"),
        "document_kind": _said(asked, results, reading, "document_kind"),
        "issuing_body": _said(asked, results, reading, "issuing_body"),
        "subject": _said(asked, results, reading, "subject"),
        "year": tuple(
            _choice(asked, "year", str(year), str(year), count)
            for year, count in sorted(results.facets.years.items(), reverse=True)
        ),
        "validity": _listed(asked, results, "validity", ours["validity"]),
        "media": _listed(asked, results, "media", ours["media"]),
    }
    groups = tuple(
        Group(
            name, called[name], of_name, asked.address(**{name: None}), bool(getattr(asked, name))
        )
        for name, of_name in found.items()
        if of_name and (len(of_name) > 1 or of_name[0].below or getattr(asked, name))
    )
    return Choices(tabs, groups, _chips(asked, called, ours, reading))


def _choice(asked: Asked, name: str, value: str, called: str, count: int) -> Choice:
    chosen = str(getattr(asked, name) or "") == value
    return Choice(called, count, asked.address(**{name: None if chosen else value}), chosen)


def _listed(
    asked: Asked, results: Results, name: str, called: Mapping[str, str]
) -> tuple[Choice, ...]:
    counts = results.facets.by(name)
    return tuple(
        _choice(asked, name, value, words, counts[value])
        for value, words in called.items()
        if value in counts
    )


def _said(asked: Asked, results: Results, reading: Reading, name: str) -> tuple[Choice, ...]:
    """Give values that are words of releases, those that a verified one says."""
    counts = results.facets.by(name)
    most = sorted(counts, key=lambda value: (-counts[value], value))[:SHOWN]
    return tuple(
        _choice(asked, name, value, value, counts[value])
        for value in most
        if SAID.value(name, value, reading)
    )


def _topics(asked: Asked, results: Results, reading: Reading) -> tuple[Choice, ...]:
    counts = results.facets.topics
    most = sorted(counts, key=lambda uid: -counts[uid])[:SHOWN]
    return tuple(
        _choice(asked, "topic", item.uid, item.content.title, counts[item.uid])
        for item in reading.all(most)
        if item.content.kind == "topic"
    )


def _sections(
    asked: Asked, results: Results, reading: Reading
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Give the topmost sections, and the tree of all."""
    counts = results.facets.sections
    most = sorted(counts, key=lambda uid: -counts[uid])[:_LOOKED_AT]
    known = {item.uid: item for item in reading.all(most) if item.content.kind == "section"}
    current = reading.item(asked.section) if asked.section else None
    path = {asked.section, *(current.content.lineage if current else ())}

    def below(parent: str) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                item.content.title,
                counts[item.uid],
                asked.address(section=item.uid),
                item.uid == asked.section,
                below(item.uid),
                item.uid in path,
            )
            for item in sorted(known.values(), key=_place)
            if _parent(item, known) == parent
        )

    tree = below("")
    # The tabs show the topmost ones already.
    return tree, tree if any(choice.below for choice in tree) else ()


def _parent(item: Shown, known: Mapping[str, Shown]) -> str:
    """Give the nearest section above that is shown."""
    return next((uid for uid in reversed(item.content.lineage) if uid in known), "")


def _place(item: Shown) -> tuple[int, str]:
    order = item.details.get("order")
    return (order if isinstance(order, int) else 0, item.content.title)


def _chips(
    asked: Asked, called: Mapping[str, str], ours: Mapping[str, Any], reading: Reading
) -> tuple[Chip, ...]:
    chips = []
    for name, value in asked.values.items():
        if name not in called:
            continue
        words = ours.get(name, {}).get(value, str(value))
        if name in ("section", "topic"):
            item = reading.item(str(value))
            words = item.content.title if item else _("that is not public")
        chips.append(Chip(called[name], words, asked.address(**{name: None})))
    return tuple(chips)
