"""The acts of a reviewer: dispose, pass, return; and of the submitter: recall.

Every act is one POST that carries the digest shown. A pass, a return and a recall are confirmed on
a page of their own; the command decides again with everything that holds at that moment.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from workflow import commands
from workflow.desk import refusing, typed, wording
from workflow.desk.confirming import ask_pass, ask_recall
from workflow.desk.dossier import Dossier
from workflow.desk.findings import findings
from workflow.desk.item import answer, marks_of, next_button, ticked
from workflow.desk.pages import for_people
from workflow.desk.proof import asks_for_proof, when_away
from workflow.desk.returning import send_back
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused
from workflow.states import Stage

REFUSED = 409
#: What the button is called that takes over what an earlier stage did with a finding.
AGREE = "agree"


@typed.accept_long
@require_POST
@for_people
def draft(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Keep what is being typed; nothing is signed."""
    dossier = Dossier.find(uid)
    keep_form(request, who, dossier)
    return HttpResponse(_("Draft kept, not signed."), content_type="text/plain; charset=utf-8")


@typed.accept_long
@require_POST
@asks_for_proof(when_away)
@for_people
def dispose(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Say what is done with one finding."""
    dossier = Dossier.find(uid)
    dossier.stand(who, request.POST.get("stage", ""))
    keep_form(request, who, dossier)
    number, _colon, decision = request.POST.get("dispose", "").partition(":")
    line = next((each for each in findings(dossier) if str(each.number) == number), None)
    if line is None:
        sentence = _("There is no finding with this number in this round.")
        return answer(request, who, dossier, refusals=[Refusal("no_finding", sentence)], status=400)
    reason = typed.visible(request.POST.get(f"reason-{number}", "")).strip()
    if decision == AGREE and line.earlier is not None:
        decision, reason = line.earlier.decision, line.confirmation
    if decision not in wording.DECISIONS:
        sentence = _(
            "Choose what to do with the finding: keep it, call it a false alarm, or return."
        )
        return answer(
            request, who, dossier, refusals=[Refusal("no_decision", sentence)], status=400
        )
    if len(reason) > typed.LONGEST_REASON:
        errors = {line.number: _too_long(reason)}
        return answer(request, who, dossier, errors=errors, status=400)
    stage = dossier.acting or Stage.FIRST
    try:
        commands.dispose(who, line.row, stage=stage, decision=decision, reason=reason)
    except Refused as refused:
        if refusing.blocking(refused.refusals):
            return answer(request, who, dossier, refusals=refused.refusals, status=REFUSED)
        errors = {line.number: " ".join(str(each) for each in refused.refusals)}
        return answer(request, who, dossier, errors=errors, status=REFUSED)
    typed.forget_reason(request, dossier.digest, number)
    place = f"?view={request.POST.get('view', '')[:10]}&page={request.POST.get('page', '')[:4]}"
    place += f"&stage={stage}" if stage is not dossier.stage else ""
    return HttpResponseRedirect(_url(dossier) + place + f"#f{_next_open(dossier, line.number)}")


def _signs(request: HttpRequest) -> bool:
    """A pass or a return that was confirmed writes an opinion."""
    return "confirm" in request.POST and request.POST.get("decision") in ("pass", "return")


@typed.accept_long
@require_POST
@asks_for_proof(_signs)
@for_people
def sign(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Pass, return or recall: first ask, then do."""
    dossier = Dossier.find(uid)
    dossier.stand(who, request.POST.get("stage", ""))
    cut = keep_form(request, who, dossier)
    if cut is not None:
        return answer(request, who, dossier, refusals=[cut], status=400)
    decision = request.POST.get("decision", "")
    acts = {"pass": _pass, "return": _return, "recall": _recall}
    if decision not in acts:
        sentence = _("Choose whether to pass, to return or to recall.")
        return answer(
            request, who, dossier, refusals=[Refusal("no_decision", sentence)], status=400
        )
    return acts[decision](request, who, dossier, typed.kept(who, dossier.digest))


def keep_form(request: HttpRequest, who: Presence, dossier: Dossier) -> Refusal | None:
    """Keep words and ticks before anything can be refused; give a sentence when words were cut."""
    words, cut = typed.words_of(request)
    if "words" in request.POST:
        commands.keep_draft(who, dossier.row, words)
    typed.keep_reasons(request, dossier.digest)
    if (dossier.stage is not None and "decision" not in request.POST) or "checked" in request.POST:
        request.session["desk_ticks"] = {dossier.digest: request.POST.getlist("checked")[:20]}
    return cut


def _shown(request: HttpRequest) -> str:
    return request.POST.get("shown", "")[:80]


def _stage(request: HttpRequest, dossier: Dossier) -> Stage | None:
    """Give the stage that the form was for; the command compares it with the present one."""
    asked = request.POST.get("stage", "")
    return Stage(asked) if asked in list(Stage) else dossier.acting


def _pass(request: HttpRequest, who: Presence, dossier: Dossier, words: str) -> HttpResponse:
    stage = _stage(request, dossier)
    if stage is None or dossier.stage is None:
        return answer(request, who, dossier, refusals=_over(), status=REFUSED)
    if "confirm" not in request.POST:
        return ask_pass(request, who, dossier, words, stage)
    marks = marks_of(dossier, stage, ticked(request, dossier.digest))
    try:
        commands.decide(
            who,
            dossier.row,
            shown=_shown(request),
            stage=stage,
            decision="pass",
            words=words,
            seen=marks.seen,
        )
    except Refused as refused:
        return answer(request, who, dossier, refusals=refused.refusals, status=REFUSED)
    if stage is Stage.FINAL:
        done = _("Approved and released: %(title)s %(code)s.")
    else:
        done = _("Signed: %(title)s %(code)s.")
    return _done(request, who, dossier, done)


def _return(request: HttpRequest, who: Presence, dossier: Dossier, words: str) -> HttpResponse:
    stage = _stage(request, dossier)
    if stage is None or dossier.stage is None:
        return answer(request, who, dossier, refusals=_over(), status=REFUSED)
    asked = send_back(request, who, dossier, words, stage)
    return asked or _done(request, who, dossier, _("Returned: %(title)s %(code)s."))


def _recall(request: HttpRequest, who: Presence, dossier: Dossier, words: str) -> HttpResponse:
    if "confirm" not in request.POST:
        return ask_recall(request, who, dossier)
    try:
        commands.recall(who, dossier.row, _shown(request))
    except Refused as refused:
        return answer(request, who, dossier, refusals=refused.refusals, status=REFUSED)
    return _done(request, who, dossier, _("Recalled: %(title)s %(code)s. It can be edited again."))


def _over() -> list[Refusal]:
    return [Refusal("round_over", _("This round is over; there is nothing left to sign."))]


def _done(request: HttpRequest, who: Presence, dossier: Dossier, words: str) -> HttpResponse:
    """Say what was done and offer the next item; it is never opened by itself."""
    typed.forget(who, dossier.digest)
    request.session.pop("desk_ticks", None)
    request.session.pop(typed.REASONS, None)
    text = words % {"title": dossier.title, "code": dossier.code}
    messages.success(request, text, buttons=next_button(who, dossier))
    return HttpResponseRedirect(reverse("desk:queue"))


def _too_long(reason: str) -> str:
    """Say by how much a reason is too long; nothing of it is cut."""
    return _(
        "The reason has %(have)d characters; %(most)d are the most. Nothing was done with the "
        "finding, and what you typed stands in the field. Shorten it."
    ) % {"have": len(reason), "most": typed.LONGEST_REASON}


def _next_open(dossier: Dossier, after: int) -> int:
    waiting = [line.number for line in findings(dossier) if not line.done]
    later = [number for number in waiting if number > after]
    return (later or waiting or [after])[0]


def _url(dossier: Dossier) -> str:
    return reverse("desk:item", args=[dossier.uid])
