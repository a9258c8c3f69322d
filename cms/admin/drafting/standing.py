"""Where an item stands: whose turn it is and since when, and everything that happened to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ledger import canonical, releases
from ledger.models import EntryIndex
from workflow import anchors, dimensions
from workflow.desk.opinions import RETURN, spoken
from workflow.desk.reviewers import appointed_reviewers, names_by_stage
from workflow.models import Opinion, PageReview, Submission
from workflow.names import STAGES as NAMES
from workflow.queries import deadlines, handing, rounds
from workflow.states import EXTRAS, PROOFS, STAGE_OF, STAGES, Stage, State

DONE, BACK, NOW, TODO, VOID = "done", "back", "now", "todo", "void"
_STAGE = {
    Stage.FIRST: gettext_lazy("First review"),
    Stage.SECOND: gettext_lazy("Second review"),
    Stage.FINAL: gettext_lazy("Final review"),
    **{stage: NAMES[stage] for stage in (*PROOFS, *EXTRAS)},
}


@dataclass(frozen=True)
class Event:
    """One line of the timeline; what is still to come has no time."""

    what: str
    who: str = ""
    at: datetime | None = None
    fate: str = DONE
    words: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, since when, and until when they have time."""

    names: tuple[str, ...]
    since: datetime | None
    due: datetime | None = None
    stage: Stage | None = None


@dataclass(frozen=True)
class Said:
    """A returned opinion: who, at which stage, when, in which words."""

    stage: str
    person: str
    at: datetime
    words: str


@dataclass
class Standing:
    """Everything the panel tells about an item besides its text."""

    state: State
    turn: Turn | None = None
    returned: Said | None = None
    events: list[Event] = field(default_factory=list)
    submission: Submission | None = None


def of(review: PageReview) -> Standing:
    """Gather where the working copy of a page stands."""
    state = State(review.state)
    submissions = list(
        Submission.objects.filter(items__review=review).order_by("submitted_at", "pk")
    )
    stage = STAGE_OF.get(state)
    found = Standing(state, submission=submissions[-1] if submissions else None)
    for submission in submissions:
        found.events += _round(submission, is_open=submission.pk == review.submission_id)
    if found.submission is not None:
        signed = rounds.opinions(found.submission)
        since = rounds.moved_at(found.submission, (opinion for opinion, _void in signed))
        if stage is not None:
            names = _names(found.submission)
            named = handing.named(found.submission, stage)
            who = (named.name,) if named else tuple(names[stage])
            found.turn = Turn(who, since, deadlines.due(since), stage)
            found.events += _ahead(stage, names)
        elif state is State.RETURNED and signed and signed[-1][0].decision == RETURN:
            found.returned = _said(signed[-1][0])
            found.turn = Turn((), since)
    found.events += _withdrawals(review)
    return found


def next_reviewers(places: Iterable[str], without: Iterable[str]) -> dict[Stage, list[str]]:
    """Name who may sign each stage under some sections, but for those who wrote it."""
    return names_by_stage(appointed_reviewers(), set(places), set(without))


def stage_name(stage: Stage) -> Any:
    """Name a stage."""
    return _STAGE[stage]


def _names(submission: Submission) -> dict[Stage, list[str]]:
    statement = rounds.statement_of(submission)
    first = statement.items[0]
    signed = {o.person for o, void in rounds.opinions(submission) if not void}
    wrote = {person["uid"] for person in statement.contributors}
    return next_reviewers({first["page"], *first["lineage"]}, wrote | signed)


def _round(submission: Submission, *, is_open: bool) -> list[Event]:
    begun = Event(
        _("Submitted, round %(number)d") % {"number": submission.round},
        submission.submitter_name,
        submission.submitted_at,
        words=spoken(rounds.statement_of(submission).note),
    )
    signed = rounds.opinions(submission)
    events = [begun, *(_signature(opinion, void) for opinion, void in signed)]
    recalled = EntryIndex.objects.filter(
        tag="submission:recalled", subject__contains=submission.uid
    ).first()
    if recalled is not None and not is_open:
        events.append(Event(_("Recalled"), recalled.person_name, recalled.at, BACK))
    return events


def _signature(opinion: Opinion, void: bool) -> Event:
    name = _STAGE[Stage(opinion.stage)]
    if opinion.decision == RETURN:
        if opinion.target in ("", "drafter"):
            what = _("%(stage)s: returned to the drafter") % {"stage": name}
        else:
            back = _STAGE[Stage(opinion.target)]
            what = _("%(stage)s: returned to %(target)s") % {"stage": name, "target": back}
        words, named = anchors.parse(spoken(opinion.words))
        quotes = tuple(anchor.quote for anchor in named)
        return Event(what, opinion.person_name, opinion.signed_at, BACK, words, quotes)
    if opinion.stage == Stage.FINAL:
        what = _("%(stage)s: approved and released") % {"stage": name}
    else:
        what = _("%(stage)s: passed") % {"stage": name}
    if void:
        what = _("%(what)s, void since the return") % {"what": what}
    fate = VOID if void else DONE
    words, _seen = dimensions.parse(spoken(opinion.words))
    return Event(what, opinion.person_name, opinion.signed_at, fate, words)


def _ahead(stage: Stage, names: dict[Stage, list[str]]) -> list[Event]:
    mark = pgettext("between names", ", ")
    return [
        Event(str(_STAGE[each]), mark.join(names[each]), None, NOW if each == stage else TODO)
        for each in STAGES[STAGES.index(stage) :]
    ]


def _withdrawals(review: PageReview) -> list[Event]:
    found = []
    for release in releases.of_page(review.uid):
        header = releases.header(release)
        if header.kind == "withdraw":
            entry = EntryIndex.objects.filter(sequence=header.audit).first()
            who = entry.person_name if entry else ""
            at = canonical.read_time(header.released_at)
            found.append(Event(_("Withdrawn from the public"), who, at, BACK))
    return found


def _said(opinion: Opinion) -> Said:
    stage = str(_STAGE[Stage(opinion.stage)])
    return Said(stage, opinion.person_name, opinion.signed_at, spoken(opinion.words))
