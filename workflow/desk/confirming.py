"""The pages on which a pass, a return or a recall is confirmed, with the code once more."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from workflow import commands
from workflow.desk import item, refusing, typed, wording
from workflow.desk.checklist import checklist
from workflow.desk.dossier import Dossier
from workflow.desk.opinions import decisions, findings
from workflow.desk.pages import show
from workflow.names import STAGES
from workflow.presence import Presence
from workflow.refusals import Refusal
from workflow.states import STAGES as ORDER
from workflow.states import Stage


def ask_pass(request: HttpRequest, who: Presence, dossier: Dossier, words: str) -> HttpResponse:
    """Ask for the signature; whatever is still missing is said instead."""
    stage = dossier.stage
    if stage is None:
        return item.answer(request, who, dossier, status=409)
    verb = "approve" if stage is Stage.FINAL else "pass"
    refusals = list(commands.available(who, dossier.review).get(verb, []))
    ticks = item.ticked(request, dossier.digest)
    marks = checklist(stage, ticks)
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
        after=_after(stage),
        pass_label=item.pass_label(stage),
    )


def ask_return(
    request: HttpRequest,
    who: Presence,
    dossier: Dossier,
    words: str,
    refusals: list[Refusal] | None = None,
) -> HttpResponse:
    """Ask to whom it goes back and why."""
    stage = dossier.stage
    if stage is None:
        return item.answer(request, who, dossier, status=409)
    blocked = refusing.blocking(commands.available(who, dossier.review).get("return", []))
    if blocked:
        return item.answer(request, who, dossier, refusals=blocked, status=409)
    wanted = request.POST.get("target", "drafter")
    targets = [
        ("drafter", _("the drafter %(name)s: the text is changed and signed three times again"))
    ]
    targets += [
        (str(earlier), _("%(stage)s: the text stays, that stage looks at it again"))
        for earlier in ORDER[: ORDER.index(stage)]
    ]
    context = refusing.card(refusals, kept=bool(words)) if refusals else {}
    return show(
        request,
        "desk/confirm_return.html",
        _("Return for changes"),
        crumbs=[_crumb(dossier)],
        status=409 if refusals else 200,
        dossier=dossier,
        stage=stage,
        targets=[
            {"key": key, "label": _name(label, key, dossier), "checked": key == wanted}
            for key, label in targets
        ],
        listed=[line for line in findings(dossier) if line.decision == "return"],
        words=words,
        most=typed.MOST,
        **context,
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


def _name(label: str, key: str, dossier: Dossier) -> str:
    if key == "drafter":
        return label % {"name": dossier.drafter}
    return label % {"stage": STAGES[Stage(key)]}


def _crumb(dossier: Dossier) -> tuple[str, str]:
    return reverse("desk:item", args=[dossier.uid]), dossier.title


def _after(stage: Stage) -> str:
    if stage is Stage.FINAL:
        return _("With this signature the pages are released.")
    following = ORDER[ORDER.index(stage) + 1]
    return _("After this signature it is the turn of %(stage)s.") % {"stage": STAGES[following]}
