"""The pages on which a pass, a return or a recall is confirmed, with the code once more."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from workflow import commands
from workflow.desk import attention, item, typed, wording
from workflow.desk.dossier import Dossier
from workflow.desk.findings import decisions, findings
from workflow.desk.pages import show
from workflow.desk.reviewers import appointed_reviewers, names_by_stage
from workflow.names import STAGES
from workflow.presence import Presence
from workflow.refusals import Refusal
from workflow.states import BESIDE, Stage
from workflow.states import STAGES as ORDER


def ask_pass(
    request: HttpRequest, who: Presence, dossier: Dossier, words: str, stage: Stage
) -> HttpResponse:
    """Ask for the signature at a stage; whatever is still missing is said instead."""
    verb = "approve" if stage is Stage.FINAL else "pass"
    refusals = list(commands.reviewing(dossier.seen_by(who), stage)[verb])
    ticks = item.ticked(request, dossier.digest)
    marks = item.marks_of(dossier, stage, ticks)
    if request.POST.get("shown") != dossier.digest:
        sentence = _("What you had on your screen is not this submission. Read it again.")
        refusals.append(Refusal("another_version", sentence))
    if not marks.complete and not refusals:
        sentence = _("The checklist of this stage has %(done)d of %(all)d ticks.") % {
            "done": marks.done,
            "all": len(marks.items),
        }
        refusals.append(Refusal("checklist", sentence))
    if refusals:
        return item.answer(request, who, dossier, refusals=refusals, status=409)
    lines = findings(dossier)
    open_count = sum(not line.done for line in lines)
    return show(
        request,
        "desk/confirm_pass.html",
        _("Confirm the signature"),
        crumbs=[_crumb(dossier)],
        dossier=dossier,
        pages=dossier.pages,
        person=who.person,
        stage=stage,
        stage_label=STAGES[stage],
        findings_line=wording.findings_line(decisions(lines), open_count),
        checklist=marks,
        checked=ticks,
        words=words,
        most=typed.MOST,
        after=_after(dossier, stage),
        attention=attention.of(request, dossier),
        pass_label=item.pass_label(stage),
    )


def ask_recall(request: HttpRequest, who: Presence, dossier: Dossier) -> HttpResponse:
    """Ask whether the submission is really taken back."""
    refusals = commands.available(who, dossier.review).get("recall", [])
    if refusals:
        return item.answer(request, who, dossier, refusals=refusals, status=409)
    return show(
        request,
        "desk/confirm_recall.html",
        _("Recall the submission"),
        crumbs=[_crumb(dossier)],
        dossier=dossier,
    )


def _crumb(dossier: Dossier) -> tuple[str, str]:
    return reverse("desk:item", args=[dossier.uid]), dossier.title


def _after(dossier: Dossier, stage: Stage) -> str:
    if stage is Stage.FINAL:
        return _("With this signature the pages are released.")
    if stage not in ORDER:
        words = _("The item stays at %(stage)s, which cannot pass without this signature.")
        return words % {"stage": STAGES[BESIDE[stage]]}
    following = ORDER[ORDER.index(stage) + 1]
    without = {person["uid"] for person in dossier.statement.contributors}
    without |= {opinion.person for opinion, _void in dossier.opinions}
    places = {dossier.statement.items[0]["page"], *dossier.lineage}
    names = names_by_stage(appointed_reviewers(), places, without)[following]
    return _("After this signature it is the turn of %(stage)s (%(names)s).") % {
        "stage": STAGES[following],
        "names": "、".join(names[:3]) or _("nobody is appointed yet"),
    }
