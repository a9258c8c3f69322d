"""Importing a list of people: choose a file, look over what would happen, do it."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from workflow.desk import refusing
from workflow.desk.admission import ADMINS, only_for
from workflow.desk.pages import show
from workflow.desk.proof import asks_for_proof
from workflow.people import imports, lists
from workflow.people.lists import Line
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused

KINDS: dict[str, str | Promise] = {
    imports.REFUSED: gettext_lazy("refused"),
    imports.NEW: gettext_lazy("new"),
    imports.CHANGED: gettext_lazy("changed"),
    imports.UNCHANGED: gettext_lazy("unchanged"),
}
#: So many lines of each kind are shown; the numbers stand above.
SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(ADMINS)
def choose(request: HttpRequest, who: Presence) -> HttpResponse:
    """Choose a file; with one, say what would happen."""
    if request.method != "POST":
        return _choose(request)
    file = request.FILES.get("file")
    if file is None:
        return _choose(request, [Refusal("no_file", _("Choose a CSV or XLSX file."))])
    try:
        lines = lists.read(file.read(lists.LARGEST + 1), file.name or "")
    except lists.Unreadable as sentence:
        return _choose(request, [Refusal("unreadable", str(sentence))])
    return _look_over(request, lines)


@require_POST
@asks_for_proof()
@only_for(ADMINS)
def carry_out(request: HttpRequest, who: Presence) -> HttpResponse:
    """Do it: what would happen is worked out once more, at this moment."""
    lines = _sent(request)
    if lines is None:
        sentence = _("What the page held did not come back whole. Choose the file once more.")
        return _choose(request, [Refusal("not_whole", sentence)])
    try:
        done = imports.carry_out(who, lines)
    except Refused as refused:
        return _look_over(request, lines, refused.refusals)
    messages.success(
        request,
        _("Imported: %(new)d new, %(changed)d changed; %(refused)d lines were left out.")
        % done.counts,
    )
    return HttpResponseRedirect(reverse("desk:people"))


def _sent(request: HttpRequest) -> list[Line] | None:
    try:
        rows = json.loads(request.POST.get("lines", ""))
        return [
            Line(int(number), {key: str(cells[key]) for key in lists.COLUMNS if key in cells})
            for number, cells in rows[: lists.MOST]
            if {*lists.NEEDED} <= set(cells)
        ]
    except (ValueError, TypeError, AttributeError):
        return None


def _choose(request: HttpRequest, refusals: list[Refusal] | None = None) -> HttpResponse:
    context = refusing.card(refusals)
    context["refusal_ways"] = []
    return show(
        request,
        "desk/people_import.html",
        _("Import people"),
        crumbs=[(reverse("desk:people"), _("People"))],
        status=400 if refusals else 200,
        icon="upload",
        columns=[words[0] for words in lists.COLUMNS.values()],
        needed=[lists.COLUMNS[key][0] for key in lists.NEEDED],
        **context,
    )


def _look_over(
    request: HttpRequest, lines: list[Line], refusals: list[Refusal] | None = None
) -> HttpResponse:
    found = imports.plan(lines)
    context = refusing.card(refusals)
    context["refusal_ways"] = []
    kinds = [
        {
            "key": kind,
            "label": label,
            "count": found.count(kind),
            "steps": [step for step in found.steps if step.kind == kind][:SHOWN],
        }
        for kind, label in KINDS.items()
        if found.count(kind)
    ]
    return show(
        request,
        "desk/people_import_look.html",
        _("Look over the import"),
        crumbs=[(reverse("desk:people"), _("People"))],
        status=409 if refusals else 200,
        icon="upload",
        kinds=kinds,
        shown=SHOWN,
        todo=found.count(imports.NEW) + found.count(imports.CHANGED),
        lines=json.dumps([[line.number, line.cells] for line in lines], ensure_ascii=False),
        **context,
    )
