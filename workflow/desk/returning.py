"""退回: to whom it goes back, at which passages, and why."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow import anchors, commands
from workflow.desk import explaining, item, quoting, refusing, typed
from workflow.desk.dossier import Dossier
from workflow.desk.findings import findings
from workflow.desk.pages import show
from workflow.desk.phrases import phrases
from workflow.names import STAGES
from workflow.presence import Presence
from workflow.refusals import Refusal, Refused
from workflow.rules.signing import too_many_quotes
from workflow.states import STAGES as ORDER
from workflow.states import Stage, level

REFUSED = 409
REASONS: tuple[str | Promise, ...] = (
    gettext_lazy("Numbers or dates do not agree with their source"),
    gettext_lazy("Title or number of a quoted document is wrong"),
    gettext_lazy("Wrong characters or punctuation"),
    gettext_lazy("A file or link does not open"),
    gettext_lazy("Section or moment does not fit"),
    gettext_lazy("Direction or policy needs to be asked about"),
)


def send_back(
    request: HttpRequest, who: Presence, dossier: Dossier, words: str, stage: Stage
) -> HttpResponse | None:
    """Return the item, or answer with what is missing; None when it is done."""
    blocked = refusing.blocking(commands.reviewing(dossier.seen_by(who), stage)["return"])
    if blocked:
        return item.answer(request, who, dossier, refusals=blocked, status=REFUSED)
    every = quoting.paragraphs(dossier)
    lines = [line for line in findings(dossier) if line.decision == "return"]
    rows = quoting.rows(
        dossier, [*quoting.asked(request, dossier, lines), *quoting.ticked(request, every)]
    )
    if "confirm" not in request.POST:
        return ask(request, who, dossier, words, stage, rows=rows)
    own, typed_anchors = anchors.parse(words)
    quoted = list(dict.fromkeys([*typed_anchors, *map(quoting.anchor, rows)]))
    too_many = too_many_quotes(len(quoted))
    if too_many is not None:
        return ask(request, who, dossier, words, stage, [too_many], rows=rows)
    try:
        commands.decide(
            who,
            dossier.row,
            shown=request.POST.get("shown", "")[:80],
            stage=stage,
            decision="return",
            words=anchors.compose(_with_reason(request, own), quoted),
            target=request.POST.get("target", "")[:20],
        )
    except Refused as refused:
        if refusing.blocking(refused.refusals):
            return item.answer(request, who, dossier, refusals=refused.refusals, status=REFUSED)
        return ask(request, who, dossier, words, stage, refused.refusals, rows=rows)
    return None


def ask(
    request: HttpRequest,
    who: Presence,
    dossier: Dossier,
    words: str,
    stage: Stage,
    refusals: list[Refusal] | None = None,
    *,
    rows: list[quoting.Row],
) -> HttpResponse:
    """Ask to whom it goes back, where and why."""
    context = explaining.card(who, dossier, refusals, kept=bool(words)) if refusals else {}
    if refusals:
        context["refusal_ways"] = []
    blank = max(1, quoting.BLANK - len(rows)) + ("more" in request.POST)
    return show(
        request,
        "desk/confirm_return.html",
        _("Return for changes"),
        crumbs=[(reverse("desk:item", args=[dossier.uid]), dossier.title)],
        status=REFUSED if refusals else 200,
        dossier=dossier,
        stage=stage,
        targets=_targets(dossier, stage, request.POST.get("target", "drafter")),
        listed=[line for line in findings(dossier) if line.decision == "return"],
        rows=[*rows, *[quoting.Row()] * blank][: anchors.MOST],
        paragraphs=quoting.paragraphs(dossier),
        reasons=[str(reason) for reason in REASONS],
        reason=request.POST.get("reason", ""),
        phrases=phrases(who.person.uid, "return"),
        words=words,
        most=typed.MOST,
        longest=anchors.LONGEST,
        **context,
    )


def _targets(dossier: Dossier, stage: Stage, wanted: str) -> list[dict[str, object]]:
    passed = {
        Stage(opinion.stage): opinion.person_name
        for opinion, void in dossier.opinions
        if opinion.decision == "pass" and not void
    }
    found: list[dict[str, object]] = [
        {
            "key": "drafter",
            "label": _("the drafter %(name)s: the text is changed and signed three times again")
            % {"name": dossier.drafter},
        }
    ]
    for earlier in reversed(ORDER[: level(stage)]):
        label = _("%(stage)s %(name)s: the text stays, that stage looks at it again")
        found.append(
            {
                "key": str(earlier),
                "label": label % {"stage": STAGES[earlier], "name": passed.get(earlier, "")},
            }
        )
    return [{**target, "checked": target["key"] == wanted} for target in found]


def _with_reason(request: HttpRequest, words: str) -> str:
    """Put the chosen reason before the words: it is read and signed like them."""
    chosen = request.POST.get("reason", "")
    if chosen not in {str(reason) for reason in REASONS}:
        return words
    return _("Reason: %(reason)s.") % {"reason": chosen} + (f"\n{words}" if words else "")
