"""The unit's lists for proofreading: read, imported, proposed, confirmed, revoked, exported."""

import base64
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from ledger import entries
from workflow.desk import refusing, typed
from workflow.desk.pages import for_people, show
from workflow.lexicons import acts, effect, force, tables
from workflow.lexicons.kinds import CHOICES, COLUMNS, KINDS, Kind
from workflow.lexicons.models import ListVersion
from workflow.presence import Presence
from workflow.proofreading import RULES
from workflow.proofreading.finding import ERROR
from workflow.queries.appointed import signer
from workflow.refusals import Refusal, Refused
from workflow.rules.listing import is_keeper

PER_PAGE = 200
MOST_SHOWN = 40
_MOST_CARRIED = 8 * 1024 * 1024
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Version:
    """One version as the screen lists it."""

    uid: str
    count: int
    reason: str
    proposed: ListVersion
    confirmed: ListVersion | None = None
    revoked: ListVersion | None = None

    @property
    def state(self) -> str:
        """Proposed, confirmed or revoked."""
        if self.revoked:
            return "revoked"
        return "confirmed" if self.confirmed else "proposed"


@dataclass
class Difference:
    """What a proposal adds and takes away."""

    added: list[list[str]] = field(default_factory=list)
    removed: list[list[str]] = field(default_factory=list)


@require_safe
@for_people
def lists(request: HttpRequest, who: Presence) -> HttpResponse:
    """Show every list with the version in force and what waits for a second person."""
    rows = [(kind, force.newest(kind.code), len(_waiting(kind.code))) for kind in KINDS.values()]
    return show(
        request, "desk/lexicons.html", _("Lists for proofreading"), icon="list-ul", rows=rows
    )


@require_safe
@for_people
def lexicon(request: HttpRequest, who: Presence, kind: str) -> HttpResponse:
    """Show one list."""
    return _screen(request, who, _kind(kind))


@require_safe
@for_people
def export(request: HttpRequest, who: Presence, kind: str, form: str) -> HttpResponse:
    """Give the list in force as a file."""
    found = _kind(kind)
    rows = force.rows_in_force(kind)
    if form == "xlsx":
        response = HttpResponse(tables.as_xlsx(found, rows), content_type=_XLSX)
    elif form == "csv":
        response = HttpResponse(tables.as_csv(found, rows), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.{form}"'
    return response


@require_POST
@for_people
def preview(request: HttpRequest, who: Presence, kind: str) -> HttpResponse:
    """Show what a changed list would say and find, before it is proposed."""
    found = _kind(kind)
    try:
        rows = _changed(request, found)
    except tables.Unreadable as error:
        return _screen(request, who, found, [Refusal("table", each) for each in error.sentences])
    old = force.rows_in_force(kind)
    return show(
        request,
        "desk/lexicon_preview.html",
        _("What would change"),
        crumbs=[_all(), (reverse("desk:lexicon", args=[kind]), str(found.title))],
        icon="list-ul",
        kind=found,
        rows=rows,
        carried=_carry(rows),
        difference=_difference(old, rows),
        most=MOST_SHOWN,
        effect=effect.of(kind, rows),
    )


@require_POST
@for_people
def propose(request: HttpRequest, who: Presence, kind: str) -> HttpResponse:
    """Propose the list that the preview showed."""
    found = _kind(kind)
    reason = typed.visible(request.POST.get("reason", ""))[: acts.LONGEST_REASON]
    try:
        acts.propose(who, kind, _carried(request.POST.get("rows", "")), reason)
    except tables.Unreadable as error:
        return _screen(request, who, found, [Refusal("table", each) for each in error.sentences])
    except Refused as refused:
        return _screen(request, who, found, refused.refusals)
    messages.success(request, _("Proposed. It holds nothing until another person confirms it."))
    return HttpResponseRedirect(reverse("desk:lexicon", args=[kind]))


@require_POST
@for_people
def confirm(request: HttpRequest, who: Presence, kind: str, uid: str) -> HttpResponse:
    """Confirm a version."""
    try:
        row = acts.confirm(who, uid)
    except Refused as refused:
        return _screen(request, who, _kind(kind), refused.refusals)
    said = _("Confirmed as version %(number)d. Everything is read with it from now on.")
    messages.success(request, said % {"number": row.number})
    return HttpResponseRedirect(reverse("desk:lexicon", args=[kind]))


@require_POST
@for_people
def revoke(request: HttpRequest, who: Presence, kind: str, uid: str) -> HttpResponse:
    """Revoke a version or a proposal."""
    reason = typed.visible(request.POST.get("reason", ""))[: acts.LONGEST_REASON]
    try:
        acts.revoke(who, uid, reason)
    except Refused as refused:
        return _screen(request, who, _kind(kind), refused.refusals)
    messages.success(request, _("Revoked, at once."))
    return HttpResponseRedirect(reverse("desk:lexicon", args=[kind]))


def _screen(
    request: HttpRequest, who: Presence, kind: Kind, refusals: list[Refusal] | None = None
) -> HttpResponse:
    rows = force.rows_in_force(kind.code)
    query = typed.visible(request.GET.get("q", ""))[:60]
    shown = [row for row in rows if not query or any(query in cell for cell in row)]
    newest = force.newest(kind.code)
    context: dict[str, Any] = refusing.card(refusals)
    moment = entries.now()
    return show(
        request,
        "desk/lexicon.html",
        str(kind.title),
        crumbs=[_all()],
        status=409 if refusals else 200,
        icon="list-ul",
        kind=kind,
        page=Paginator(shown, PER_PAGE).get_page(request.GET.get("p")),
        query=query,
        newest=newest,
        versions=_versions(kind.code),
        columns=[(column, COLUMNS[column]) for column in kind.columns],
        typed=[
            (column, COLUMNS[column], request.POST.get(column, ""), CHOICES.get(column, {}).items())
            for column in kind.columns
        ],
        rules=_rules() if kind.code == "switches" else (),
        keeps=is_keeper(signer(who, moment), moment),
        me=who.person.uid,
        **context,
    )


def _changed(request: HttpRequest, kind: Kind) -> list[list[str]]:
    """Give the whole list that an upload, one more line or lines taken out would make of it."""
    upload = request.FILES.get("file")
    if upload is not None:
        if (upload.size or 0) > tables.MOST_BYTES:
            raise tables.Unreadable(_("“%(name)s” is larger than 5 MB.") % {"name": upload.name})
        return tables.read(upload.read(), upload.name or "", kind)
    rows = force.rows_in_force(kind.code)
    gone = set(request.POST.getlist("gone"))
    if gone:
        return [row for row in rows if json.dumps(row, ensure_ascii=False) not in gone]
    line = [typed.visible(request.POST.get(column, "")).strip() for column in kind.columns]
    if not any(line):
        raise tables.Unreadable(_("Choose a file, write a line, or tick lines to take out."))
    others = [row for row in rows if kind.name_of(row) != kind.name_of(line)]
    return tables.checked([*others, line], kind)


def _difference(old: list[list[str]], new: list[list[str]]) -> Difference:
    before, after = set(map(tuple, old)), set(map(tuple, new))
    return Difference(
        [row for row in new if tuple(row) not in before],
        [row for row in old if tuple(row) not in after],
    )


def _versions(kind: str) -> list[Version]:
    rows = ListVersion.objects.filter(kind=kind).defer("statement").order_by("pk")
    found: dict[str, Version] = {}
    for row in rows:
        if row.act == ListVersion.PROPOSED:
            found[row.uid] = Version(row.uid, row.count, row.reason, row)
        elif row.act == ListVersion.CONFIRMED:
            found[row.uid].confirmed = row
        else:
            found[row.uid].revoked = row
    return list(reversed(found.values()))


def _waiting(kind: str) -> list[Version]:
    return [version for version in _versions(kind) if version.state == "proposed"]


def _rules() -> list[Any]:
    return [rule for rule in RULES.values() if rule.severity != ERROR]


def _all() -> tuple[str, str]:
    return reverse("desk:lexicons"), _("Lists for proofreading")


def _kind(code: str) -> Kind:
    found = KINDS.get(code)
    if found is None:
        raise Http404
    return found


def _carry(rows: list[list[str]]) -> str:
    """Pack a list so that the form which proposes it carries exactly what was shown."""
    return base64.b64encode(zlib.compress(json.dumps(rows).encode())).decode()


def _carried(text: str) -> list[list[str]]:
    try:
        data = zlib.decompressobj().decompress(base64.b64decode(text), _MOST_CARRIED)
        rows = json.loads(data)
        return [[str(cell) for cell in row] for row in rows]
    except (ValueError, TypeError, zlib.error) as error:
        raise tables.Unreadable(_("The list got lost on the way. Upload it again.")) from error
