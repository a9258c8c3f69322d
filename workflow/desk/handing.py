"""转交: the page on which a stage is handed to another appointed person."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ledger import entries
from workflow import commands
from workflow.desk import explaining, item, typed
from workflow.desk.dossier import Dossier
from workflow.desk.pages import for_people, show
from workflow.models import Person
from workflow.names import STAGES
from workflow.presence import Presence
from workflow.queries import absent, handing
from workflow.refusals import Refusal, Refused
from workflow.states import Stage

MOST = 500
#: What can be put right on this page.
HERE = frozenset(
    ["to_oneself", "already_named", "handed_without_words", "unseen_characters", "too_long"]
)


@typed.accept_long
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def hand_over(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Ask to whom and why, then do it."""
    dossier = Dossier.find(uid)
    wanted = request.POST.get("stage") or request.GET.get("stage", "")
    dossier.stand(who, wanted)
    stage = dossier.acting
    if stage is None:
        return item.answer(request, who, dossier, status=409)
    stage = Stage(wanted) if wanted in list(Stage) else stage
    blocked = commands.reviewing(dossier.seen_by(who), stage)["hand_over"]
    if blocked:
        return item.answer(request, who, dossier, refusals=blocked, status=409)
    if request.method != "POST":
        return _ask(request, who, dossier, stage)
    if "words" in request.POST:  # an opinion that was begun on the item's page
        commands.keep_draft(who, dossier.row, typed.words_of(request)[0])
    if "confirm" not in request.POST:
        return _ask(request, who, dossier, stage)
    return _do(request, who, dossier, stage)


def _do(request: HttpRequest, who: Presence, dossier: Dossier, stage: Stage) -> HttpResponse:
    person = Person.objects.filter(uid=request.POST.get("to", "")[:36]).first()
    if person is None:
        nobody = Refusal("nobody_chosen", _("Choose to whom it is handed over."))
        return _ask(request, who, dossier, stage, [nobody])
    reason, changed = _reason(request)
    if changed is not None:
        return _ask(request, who, dossier, stage, [changed])
    try:
        commands.hand_over(
            who,
            dossier.row,
            shown=request.POST.get("shown", "")[:80],
            stage=stage,
            to=person,
            reason=reason,
        )
    except Refused as refused:
        return _ask(request, who, dossier, stage, refused.refusals)
    words = _("Handed over to %(name)s: %(title)s %(code)s. The deadline stays.")
    text = words % {"name": person.name, "title": dossier.title, "code": dossier.code}
    messages.success(request, text, buttons=item.next_button(who, dossier))
    return HttpResponseRedirect(reverse("desk:queue"))


def _reason(request: HttpRequest) -> tuple[str, Refusal | None]:
    """Give the reason as it would be kept, and a sentence when that is not what was typed."""
    given = request.POST.get("reason", "").replace("\r\n", "\n").strip()
    seen = typed.visible(given)
    if seen != given:
        sentence = _(
            "The reason held invisible characters. They are taken out below; nothing was handed "
            "over. Read it, then hand over again."
        )
        return seen[:MOST], Refusal("unseen_characters", sentence)
    if len(seen) <= MOST:
        return seen, None
    sentence = _(
        "The reason is longer than %(most)d characters. The first %(most)d are kept below; nothing "
        "was handed over. Shorten it, then hand over again."
    ) % {"most": MOST}
    return seen[:MOST].rstrip(), Refusal("too_long", sentence)


def _ask(
    request: HttpRequest,
    who: Presence,
    dossier: Dossier,
    stage: Stage,
    refusals: list[Refusal] | None = None,
) -> HttpResponse:
    people = handing.takers(who, dossier.row, stage, entries.now())
    asked = request.POST.get("to") or request.GET.get("to", "")
    reason = _reason(request)[0]
    away = absent.away(person.uid for person in people)
    in_hand = handing.in_hand(person.uid for person in people)
    context = {}
    if refusals:
        context = explaining.card(who, dossier, refusals, kept=bool(reason))
        if refusals[0].code in HERE:
            context["refusal_ways"] = []
    involved = {person["name"] for person in dossier.statement.contributors}
    involved |= {opinion.person_name for opinion, _void in dossier.opinions}
    return show(
        request,
        "desk/hand_over.html",
        _("Hand over the item"),
        crumbs=[(reverse("desk:item", args=[dossier.uid]), dossier.title)],
        status=409 if refusals else 200,
        dossier=dossier,
        stage=stage,
        stage_label=STAGES[stage],
        people=[
            {
                "person": person,
                "count": in_hand.get(person.uid, 0),
                "checked": person.uid == asked,
                "away": away.get(person.uid),
            }
            for person in sorted(people, key=lambda each: each.uid in away)
        ],
        only=len(people) == 1,
        involved="、".join(sorted(involved)),
        reason=reason,
        most=MOST,
        **context,
    )
