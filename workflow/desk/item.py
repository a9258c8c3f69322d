"""One submission before a reviewer: as published, what changed, every leaf, the past."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ledger import bodies
from workflow import commands
from workflow.desk import refusing, typed, wording
from workflow.desk.checklist import checklist
from workflow.desk.comparison import bases, compare
from workflow.desk.dossier import Dossier, FrozenPage
from workflow.desk.leaves import leaves
from workflow.desk.opinions import FindingLine, findings, opinions
from workflow.desk.pages import for_people, show
from workflow.desk.reviewers import appointed_reviewers, names_by_stage
from workflow.desk.stages import steps, waiting_since
from workflow.desk.titles import titles
from workflow.names import STATES
from workflow.presence import Presence
from workflow.queries import rounds
from workflow.refusals import Refusal
from workflow.states import Stage, State

LOOK, CHANGES, FIELDS = "look", "changes", "fields"
VIEWS = (LOOK, CHANGES, FIELDS)


@require_GET
@for_people
def item(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Show a submission."""
    return answer(request, who, Dossier.find(uid))


def answer(
    request: HttpRequest,
    who: Presence,
    dossier: Dossier,
    *,
    refusals: list[Refusal] | None = None,
    errors: dict[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a submission, with what was refused; what was typed is in the form again."""
    asked = request.POST if request.method == "POST" else request.GET
    page = _page(dossier, asked.get("page", ""))
    view = asked.get("view", LOOK) if asked.get("view") in VIEWS else LOOK
    lines = _findings(request, dossier, errors or {})
    context = _common(request, who, dossier, lines)
    versions = bases(dossier, page, who.person.uid, asked.get("base", ""))
    compared = compare(page, versions)
    if view == FIELDS:
        content = page.content
        names = titles({*content.lineage, *content.sections, *content.topics, content.page})
        context |= {"leaves": leaves(content, names), "changed_keys": compared.keys}
    if refusals:
        context |= refusing.card(refusals, kept=True)
    return show(
        request,
        "desk/item.html",
        _("Review: %(title)s") % {"title": dossier.title},
        status=status,
        page=page,
        view=view,
        bases=versions,
        comparison=compared,
        frame=_frame(dossier, page),
        tabs=[
            {"key": LOOK, "label": _("As published")},
            {"key": CHANGES, "label": _("What changed"), "count": compared.count},
            {"key": FIELDS, "label": _("Every field")},
        ],
        **context,
    )


def _common(
    request: HttpRequest, who: Presence, dossier: Dossier, lines: list[FindingLine]
) -> dict[str, Any]:
    """Give what does not depend on the page or on the way to look at it."""
    stage = dossier.stage
    signed = rounds.opinions(dossier.row)
    contributors = {person["uid"] for person in dossier.statement.contributors}
    places = {dossier.statement.items[0]["page"], *dossier.lineage}
    standing = commands.available(who, dossier.review)
    deciding = standing.get("approve" if stage is Stage.FINAL else "pass", [])
    blocked = refusing.blocking(deciding)
    may_sign = stage is not None and not blocked
    ticks = ticked(request, dossier.digest)
    since = waiting_since(dossier.submitted_at, signed)
    context: dict[str, Any] = {
        "dossier": dossier,
        "pages": dossier.pages,
        "stage": stage or "",
        "steps": steps(stage, signed, names_by_stage(appointed_reviewers(), places, contributors)),
        "findings": lines,
        "open_findings": [line for line in lines if not line.done],
        "opinions": opinions(dossier, who.person.uid),
        "note": bodies.words(dossier.statement.note) if dossier.statement.note else "",
        "may_sign": may_sign,
        "may_recall": stage is not None and not standing.get("recall", ["-"]),
        "words": typed.kept(who, dossier.digest),
        "closed": "",
        "why_not": "",
        "most": typed.MOST,
    }
    if stage is None:
        context["closed"] = _closed(dossier)
    else:
        context |= {"age": wording.age(since), "late": wording.overdue(since)}
    if stage is not None and may_sign:
        context |= {
            "checklist": checklist(stage, ticks),
            "missing": missing(stage, lines, ticks),
            "pass_label": pass_label(stage),
        }
    elif stage is not None:
        context["why_not"] = blocked[0].sentence
        if is_expected(blocked[0]):
            context |= refusing.card(blocked, kept=bool(context["words"]))
    return context


def is_expected(refusal: Refusal) -> bool:
    """Say whether a refusal is worth a card of its own: people without the duty only read."""
    return refusal.code not in {"never_appointed", "administers_and_reviews"}


def missing(stage: Stage, lines: list[FindingLine], ticks: list[str]) -> list[dict[str, object]]:
    """List what the signer still has to do, each with where to do it."""
    found: list[dict[str, object]] = []
    for line in lines:
        if line.severity == "error" and not line.done:
            label = _("finding %(n)d is not disposed of") % {"n": line.number}
        elif line.decision == "return":
            label = _("finding %(n)d is listed for return") % {"n": line.number}
        else:
            continue
        found.append({"label": label, "href": f"#f{line.number}", "number": line.number})
    ticks_there = checklist(stage, ticks)
    if not ticks_there.complete:
        label = _("checklist %(done)d/%(all)d") % {
            "done": ticks_there.done,
            "all": len(ticks_there.items),
        }
        found.append({"label": label, "href": "#p-sign"})
    return found


def pass_label(stage: Stage) -> str:
    """What the deciding button says: the last signature releases."""
    return _("Approve and release") if stage is Stage.FINAL else _("Pass and sign")


def ticked(request: HttpRequest, digest: str) -> list[str]:
    """Give the ticks: as just posted, else as last posted for this very submission."""
    if request.method == "POST":
        return request.POST.getlist("checked")
    kept = request.session.get("desk_ticks", {})
    return list(kept.get(digest, []))


def _findings(request: HttpRequest, dossier: Dossier, errors: dict[int, str]) -> list[FindingLine]:
    lines = findings(dossier)
    for line in lines:
        line.error = errors.get(line.number, "")
        line.typed = request.POST.get(f"reason-{line.number}", "")[:500]
    return lines


def _page(dossier: Dossier, wanted: str) -> FrozenPage:
    """Give the page that was asked for; nonsense gives the first."""
    for page in dossier.pages:
        if str(page.position) == wanted:
            return page
    return dossier.pages[0]


def _frame(dossier: Dossier, page: FrozenPage) -> str:
    """Give the address of the page as the public will see it, with the marks of this round."""
    address = reverse("sanshen_preview_content", args=[page.content.digest])
    return f"{address}?{urlencode({'round': dossier.digest})}"


def _closed(dossier: Dossier) -> str:
    """Say why nothing can be signed here any more."""
    review = dossier.review
    if review.submission_id and review.submission_id != dossier.row.pk:
        return _("There is a newer round; this one is kept to be read.")
    return _("This round is over: the item is %(state)s.") % {"state": STATES[State(review.state)]}
