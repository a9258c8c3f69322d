"""The audit log for the auditor: found by person, action and period; every entry in full."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger import canonical, days, entries, head, keys
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import AuditEntry, Body, EntryIndex
from workflow.desk.admission import AUDITORS, only_for
from workflow.desk.pages import show
from workflow.desk.tag_names import detail_names, subject_name, tag_name
from workflow.models import Person
from workflow.presence import Presence

PER_PAGE = 50
SLUG = re.compile(r"[-\w]+")
SYSTEM = "-"


@dataclass(frozen=True)
class Chain:
    """Whether the database extends the signed head, in a sentence."""

    sound: bool
    sentence: str
    entry: int = 0
    release: int = 0
    written_at: str = ""


@require_safe
@only_for(AUDITORS)
def audit(request: HttpRequest, who: Presence) -> HttpResponse:
    """List entries, newest first."""
    asked = {name: request.GET.get(name, "")[:100] for name in ("who", "tag", "from", "to")}
    rows = _filtered(asked)
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(sequence__lt=int(before))
    listed = list(rows.order_by("-sequence")[: PER_PAGE + 1])
    older = listed[PER_PAGE - 1].sequence if len(listed) > PER_PAGE else None
    return show(
        request,
        "desk/audit.html",
        _("Audit log"),
        icon="history",
        chain=chain(),
        rows=[
            {"row": row, "name": tag_name(row.tag), "url": _subject_url(row.subject)}
            for row in listed[:PER_PAGE]
        ],
        asked=asked,
        people=Person.objects.order_by("number"),
        system=SYSTEM,
        tags=[(tag, tag_name(tag)) for tag in entries.TAGS],
        older=older,
        before=before,
        query={name: value for name, value in asked.items() if value},
    )


@require_safe
@only_for(AUDITORS)
def entry(request: HttpRequest, who: Presence, sequence: int) -> HttpResponse:
    """Show one entry with its links to its neighbours."""
    row = AuditEntry.objects.filter(sequence=sequence).first()
    if row is None:
        raise Http404
    header = v1.Entry.parse(bytes(row.header))
    following = AuditEntry.objects.filter(sequence__gt=sequence).order_by("sequence").first()
    return show(
        request,
        "desk/audit_entry.html",
        _("Entry %(n)d") % {"n": sequence},
        crumbs=[(reverse("desk:audit"), _("Audit log"))],
        icon="history",
        row=row,
        header=header,
        name=tag_name(header.tag),
        kind=subject_name(header.subject["kind"]) if header.subject else "",
        details=[detail_names(key, value) for key, value in header.detail.items()],
        covers=[{"digest": digest, "what": what} for digest, what in _covered(header.covers)],
        signature=bytes(row.signature).hex(),
        broken=_broken(row, header, following),
        earlier=AuditEntry.objects.filter(sequence__lt=sequence).order_by("-sequence").first(),
        following=following,
    )


def chain() -> Chain:
    """Compare the database with the signed head."""
    try:
        found = head.check()
    except Broken as broken:
        return Chain(False, str(broken))
    return Chain(
        True,
        _("The database extends the signed head."),
        found.entry,
        found.release,
        found.written_at,
    )


def _subject_url(subject: str) -> str:
    """Give the desk's page about a subject, or nothing when there is none."""
    kind, _colon, uid = subject.partition(":")
    address = {"submission": "desk:item", "page": "desk:history", "person": "desk:person"}.get(kind)
    return reverse(address, args=[uid]) if address and SLUG.fullmatch(uid) else ""


def _filtered(asked: dict[str, str]) -> QuerySet[EntryIndex]:
    rows = EntryIndex.objects.all()
    if asked["who"]:
        rows = rows.filter(person="" if asked["who"] == SYSTEM else asked["who"])
    if asked["tag"]:
        rows = rows.filter(tag=asked["tag"])
    since, until = days.read(asked["from"]), days.read(asked["to"])
    if since:
        rows = rows.filter(at__gte=days.begins(since))
    if until:
        rows = rows.filter(at__lt=days.ends(until))
    return rows


def _covered(digests: tuple[str, ...]) -> list[tuple[str, str]]:
    """Say of each covered digest what kind of document lies under it."""
    kinds: dict[str, str] = {}
    for digest, data in Body.objects.filter(digest__in=digests).values_list("digest", "data"):
        try:
            value = canonical.decode(bytes(data))
        except NotCanonical:
            continue
        kinds[digest] = str(value.get("format", "")) if isinstance(value, dict) else ""
    return [(digest, kinds.get(digest, "")) for digest in digests]


def _broken(row: AuditEntry, header: v1.Entry, following: AuditEntry | None) -> str:
    """Say what does not fit about one entry; empty when all of it does."""
    if canonical.digest(bytes(row.header)) != row.digest:
        return _("The digest of this entry is not the digest of its header.")
    try:
        keys.verify(
            row.key, "entry/1", bytes(row.header), bytes(row.signature), sequence=row.sequence
        )
    except Broken as broken:
        return str(broken)
    earlier = AuditEntry.objects.filter(sequence__lt=row.sequence).order_by("-sequence").first()
    if header.previous != (earlier.digest if earlier else None):
        return _("This entry does not name the digest of the entry before.")
    if following is not None and following.previous != row.digest:
        return _("The entry after this one does not name its digest.")
    return ""
