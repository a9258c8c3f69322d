"""One submission before a reviewer: as published, what changed, every leaf, the past."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from ledger import bodies
from ledger.asked import proves
from workflow import commands, queries
from workflow.desk import attention, explaining, refusing, typed, wording
from workflow.desk.checklist import CHECKLISTS, Checklist, checklist
from workflow.desk.comparison import Base, bases, compare, counted
from workflow.desk.dossier import Dossier, FrozenPage
from workflow.desk.findings import FindingLine, findings
from workflow.desk.leaves import leaves
from workflow.desk.opinions import opinions
from workflow.desk.pages import for_people, show
from workflow.desk.phrases import phrases
from workflow.desk.queue import next_item
from workflow.desk.reviewers import appointed_reviewers, names_by_stage
from workflow.desk.stages import lacking, steps
from workflow.names import STAGES
from workflow.presence import Presence
from workflow.queries import absent, deadlines, policies, rounds
from workflow.queries.titles import titles
from workflow.refusals import Refusal
from workflow.states import STAGES as ORDER
from workflow.states import Stage

LOOK, CHANGES, FIELDS = "look", "changes", "fields"
VIEWS = (LOOK, CHANGES, FIELDS)
#: From this many findings on they can be chosen by severity.
MANY = 6


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
    able = dossier.stand(who, asked.get("stage", ""))
    view = asked.get("view", LOOK) if asked.get("view") in VIEWS else LOOK
    lines = _findings(request, dossier, errors or {})
    context = _common(request, who, dossier, lines) | {"roles": _roles(dossier, able)}
    versions = bases(dossier, page, who.person.uid, asked.get("base", ""))
    compared = compare(page, versions, _names(dossier))
    if view == FIELDS:
        content = page.content
        names = titles({*content.lineage, *content.sections, *content.topics, content.page})
        context |= {"leaves": leaves(content, names), "changed_keys": compared.keys}
    if refusals:
        context |= explaining.card(who, dossier, refusals, kept=True, lines=lines)
    return show(
        request,
        "desk/item.html",
        _("Review: %(title)s") % {"title": dossier.title},
        status=status,
        page=page,
        view=view,
        bases=versions,
        comparison=compared,
        frame=frame(dossier, page),
        sheet=sheet(dossier.uid, page.content.page),
        tabs=[
            {"key": LOOK, "label": _("As published"), "current": view == LOOK},
            *_comparing(page, versions, compared.count, current=view == CHANGES),
            {"key": FIELDS, "label": _("Every field"), "current": view == FIELDS},
        ],
        **context,
    )


def frame(dossier: Dossier, page: FrozenPage) -> str:
    """Give the address of the page as the public will see it, with the marks of this round."""
    address = reverse("sanshen_preview_content", args=[page.content.digest])
    return f"{address}?{urlencode({'round': dossier.digest})}"


def sheet(uid: str, page: str) -> str:
    """Give the address of the review sheet of a page of a submission."""
    return f"{reverse('reports:sheet', args=[uid])}?{urlencode({'page': page})}"


def next_button(who: Presence, dossier: Dossier) -> list[Any]:
    """Offer the next item in a message; it is never opened by itself."""
    following = next_item(who)
    if following is None or following == dossier.uid:
        return []
    return [messages.button(reverse("desk:item", args=[following]), _("Open the next item"))]


def _comparing(
    page: FrozenPage, versions: list[Base], count: int, *, current: bool
) -> list[dict[str, object]]:
    """Give a tab for each version that the page can be compared with."""
    if not versions:
        return [{"key": CHANGES, "label": _("What changed"), "current": current}]
    return [
        {
            "key": CHANGES,
            "base": base.key,
            "label": base.tab,
            "count": count if base.current else counted(page, base),
            "current": current and base.current,
        }
        for base in versions
    ]


def _common(
    request: HttpRequest, who: Presence, dossier: Dossier, lines: list[FindingLine]
) -> dict[str, Any]:
    """Give what does not depend on the page or on the way to look at it."""
    stage = dossier.acting
    words = typed.kept(who, dossier.digest)
    said = opinions(dossier, who.person.uid)
    context: dict[str, Any] = {
        "dossier": dossier,
        "pages": dossier.pages,
        "stage": stage or "",
        "steps": steps(dossier.stage, dossier.opinions, _reviewers(dossier), dossier.asked),
        "findings": lines,
        "open_findings": sorted((line for line in lines if not line.done), key=_weight),
        "policy": policies.words_of(dossier.statement.policy),
        "lacks": _lacks(dossier),
        "nobody_here": _nobody_here(dossier),
        "severities": _severities(lines) if len(lines) >= MANY else [],
        "opinions": said,
        "note": bodies.words(dossier.statement.note) if dossier.statement.note else "",
        "attention": attention.of(request, dossier),
        "may_sign": False,
        "may_recall": False,
        "may_hand_over": False,
        "words": words,
        "why_not": "",
        "closed": "",
        "closed_ways": [],
        "refusal_ways": [],
        "most": typed.MOST,
    }
    if stage is None:
        return context | explaining.closed(who, dossier, kept=bool(words))
    standing = commands.reviewing(dossier.seen_by(who), stage)
    blocked = refusing.blocking(standing["approve" if stage is Stage.FINAL else "pass"])
    since = rounds.moved_at(dossier.row, (each for each, _void in dossier.opinions))
    context |= {
        "may_recall": not standing["recall"],
        "may_hand_over": not standing["hand_over"],
        "age": wording.age(since),
        "due": deadlines.due(since),
        "left": wording.time_left(deadlines.due(since)),
        "late": wording.overdue(since),
        "named": dossier.named,
        "named_me": dossier.named is not None and dossier.named.uid == who.person.uid,
    }
    if blocked:
        context["why_not"] = blocked[0].sentence
        if is_expected(blocked[0]):
            context |= explaining.card(who, dossier, blocked, kept=bool(words))
        elif any(line.mine and not line.void and line.round == dossier.row.round for line in said):
            context["why_not"] = _(
                "You have signed this round; it is now the turn of %(stage)s."
            ) % {"stage": STAGES[stage]}
        elif words:
            context |= explaining.overtaken(who, dossier)
        return context
    ticks = ticked(request, dossier.digest)
    marks = marks_of(dossier, stage, ticks)
    return context | {
        "may_sign": True,
        "checklist": marks,
        "other_checklists": _others(dossier, stage),
        "phrases": phrases(who.person.uid),
        "missing": missing(dossier, stage, lines, marks),
        "pass_label": pass_label(stage),
    }


def marks_of(dossier: Dossier, stage: Stage, ticks: list[str]) -> Checklist:
    """Give the checklist of a stage as the policy of the submission asks for it."""
    return checklist(stage, ticks, policies.obligatory_of(dossier.statement.policy))


def _roles(dossier: Dossier, able: tuple[Stage, ...]) -> list[dict[str, object]]:
    """Give the choices of somebody who could sign at several places; nothing for one."""
    if len(able) < 2:
        return []
    return [
        {"key": each.value, "label": STAGES[each], "current": each is dossier.acting}
        for each in able
    ]


def _lacks(dossier: Dossier) -> str:
    """Say what has to be signed beside the stage before it passes, and by whom it can be."""
    missing = [each for each in dossier.missing if each is not dossier.acting]
    return lacking(missing, _reviewers(dossier)) if missing else ""


def _nobody_here(dossier: Dossier) -> str:
    """Say that everybody who could sign the stage is away, and what can be done."""
    away = absent.away()
    if dossier.stage is None or not away:
        return ""
    able = queries.eligible(dossier.row, dossier.stage)
    if not able or any(person.uid not in away for person in able):
        return ""
    return _(
        "%(names)s could sign %(stage)s and are away. A system administrator can propose a "
        "delegate or another reviewer; a second administrator confirms."
    ) % {
        "names": "、".join(f"{each.name}（{away[each.uid]:%m-%d}）" for each in able),
        "stage": STAGES[dossier.stage],
    }


def is_expected(refusal: Refusal) -> bool:
    """Say whether a refusal is worth a card of its own: people without the duty only read."""
    return refusal.code not in {"never_appointed", "administers_and_reviews"}


def missing(
    dossier: Dossier, stage: Stage, lines: list[FindingLine], marks: Checklist
) -> list[dict[str, object]]:
    """List what the signer still has to do, each with where to do it."""
    found: list[dict[str, object]] = []
    for line in lines if proves(stage, dossier.policy) else []:
        if line.severity == "error" and not line.done:
            label = _("finding %(n)d is not disposed of") % {"n": line.number}
        elif line.decision == "return":
            label = _("finding %(n)d is listed for return") % {"n": line.number}
        else:
            continue
        found.append({"label": label, "href": f"#f{line.number}", "number": line.number})
    if not marks.complete:
        label = _("checklist %(done)d/%(all)d") % {"done": marks.done, "all": len(marks.items)}
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
    kept = typed.kept_reasons(request, dossier.digest)
    for line in lines:
        line.error = errors.get(line.number, "")
        line.typed = request.POST.get(f"reason-{line.number}", kept.get(str(line.number), ""))[
            : typed.MOST
        ]
    return lines


def _weight(line: FindingLine) -> int:
    """Sort what stands in the way before what does not."""
    kinds = list(wording.SEVERITIES)
    return kinds.index(line.severity) if line.severity in kinds else 0


def _severities(lines: list[FindingLine]) -> list[dict[str, object]]:
    """Give the choices of a filter: how many of each severity there are."""
    counted = {kind: sum(line.severity == kind for line in lines) for kind in wording.SEVERITIES}
    return [
        {"kind": wording.severity(kind)[2], "label": wording.severity(kind)[0], "count": number}
        for kind, number in counted.items()
        if number
    ]


def _reviewers(dossier: Dossier) -> dict[Stage, list[str]]:
    """Give who may sign each stage, first of all the person to whom it was handed over."""
    contributors = {person["uid"] for person in dossier.statement.contributors}
    places = {dossier.statement.items[0]["page"], *dossier.lineage}
    found = names_by_stage(appointed_reviewers(), places, contributors)
    if dossier.acting is not None and dossier.named is not None:
        name = dossier.named.name
        found[dossier.acting] = sorted(found[dossier.acting], key=lambda each: each != name)
    return found


def _others(dossier: Dossier, stage: Stage) -> list[dict[str, object]]:
    """Give what the other stages look at, and who has signed that they did."""
    signed = {
        Stage(opinion.stage): opinion.person_name
        for opinion, void in dossier.opinions
        if opinion.decision == "pass" and not void
    }
    return [
        {
            "label": CHECKLISTS[each][0],
            "items": [label for _key, _dimensions, label in CHECKLISTS[each][1]],
            "stage": STAGES[each],
            "person": signed.get(each, ""),
        }
        for each in (*ORDER, *dossier.asked)
        if each is not stage
    ]


def _names(dossier: Dossier) -> dict[str, str]:
    """Give the titles that the pages of a submission have in it, whatever was released before."""
    return {page.content.page: page.title for page in dossier.pages}


def _page(dossier: Dossier, wanted: str) -> FrozenPage:
    """Give the page that was asked for; nonsense gives the first."""
    for page in dossier.pages:
        if str(page.position) == wanted:
            return page
    return dossier.pages[0]
