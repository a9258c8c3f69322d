"""The opinions under a submission and the rounds before it, as the desk lists them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from ledger import bodies
from ledger.broken import Broken
from ledger.canonical import NotCanonical, short_code
from ledger.formats import v1
from workflow import anchors, dimensions
from workflow.desk.dossier import Dossier
from workflow.desk.passages import Passage, passages
from workflow.models import Opinion
from workflow.names import DIMENSIONS, STAGES
from workflow.states import Stage

RETURN, DRAFTER = "return", "drafter"


@dataclass(frozen=True)
class OpinionLine:
    """One signature, earlier rounds included; `void` when a later return took it back.

    `passages` are the places a return was tied to, each with what the next round did with it.
    """

    person: str
    post: str
    on_behalf_of: str
    act: str
    back: bool
    void: bool
    mine: bool
    at: datetime
    round: int
    code: str
    words: str
    stage: Stage
    seen: str = ""
    passages: list[Passage] = field(default_factory=list)

    @property
    def signed_by(self) -> str:
        """Who signed, in both names where it was for somebody else."""
        return in_both_names(self.person, self.on_behalf_of)


def opinions(dossier: Dossier, person: str) -> list[OpinionLine]:
    """Give all opinions of this round and the rounds before it, newest first."""
    rows = [
        (row, opinion, void)
        for row in dossier.rounds
        for opinion, void in reversed(dossier.signed[row.pk])
    ]
    words = spoken_all({opinion.words for _row, opinion, _void in rows})
    tied = passages(dossier, {opinion: words[opinion.words] for _row, opinion, _void in rows})
    return [
        _line(
            opinion,
            row.round,
            row.digest,
            void,
            opinion.person == person,
            anchors.parse(words[opinion.words])[0] if opinion in tied else words[opinion.words],
            tied.get(opinion, []),
        )
        for row, opinion, void in rows
    ]


def _line(
    row: Opinion,
    number: int,
    digest: str,
    void: bool,
    mine: bool,
    words: str,
    tied: list[Passage],
) -> OpinionLine:
    statement = v1.Opinion.parse(bytes(row.statement))
    behalf = statement.on_behalf_of
    stage = Stage(row.stage)
    seen: tuple[dimensions.Dimension, ...] = ()
    if row.decision != RETURN:
        words, seen = dimensions.parse(words)
    return OpinionLine(
        person=row.person_name,
        post=row.post,
        on_behalf_of=behalf["name"] if behalf else "",
        act=_act(stage, row),
        back=row.decision == RETURN,
        void=void,
        mine=mine,
        at=row.signed_at,
        round=number,
        code=short_code(digest),
        words=words,
        stage=stage,
        seen="、".join(str(DIMENSIONS[each]) for each in seen),
        passages=tied,
    )


def in_both_names(person: str, principal: str) -> str:
    """Name a signer, and for whom they signed: 李四代王五."""
    if not principal:
        return person
    return _("%(name)s for %(principal)s") % {"name": person, "principal": principal}


def _act(stage: Stage, row: Opinion) -> str:
    if row.decision != RETURN:
        return _("%(stage)s: passed") % {"stage": STAGES[stage]}
    if row.target in ("", DRAFTER):
        return _("%(stage)s: returned to the drafter") % {"stage": STAGES[stage]}
    target = STAGES[Stage(row.target)]
    return _("%(stage)s: returned to %(target)s") % {"stage": STAGES[stage], "target": target}


def spoken(digest: str | None) -> str:
    """Give the words of a digest; what was erased by order says so."""
    if not digest:
        return ""
    try:
        return bodies.words(digest)
    except Broken as broken:
        return str(broken)


def spoken_all(digests: Collection[str]) -> dict[str, str]:
    """Give the words of several digests, with one query when nothing was erased."""
    wanted = set(filter(None, digests))
    try:
        found = bodies.get_many(wanted)
        texts = {digest: v1.Words.parse(data).text for digest, data in found.items()}
    except (Broken, NotCanonical):
        texts = {digest: spoken(digest) for digest in wanted}
    return {"": "", **texts}


def spoken_bodies(header: v1.Release) -> tuple[str, str]:
    """Give who stands behind a release, in the order of the stages, and its reason if any."""
    try:
        if header.kind == "withdraw":
            withdrawal = v1.Withdrawal.parse(bodies.get(header.statement))
            return withdrawal.person["name"], spoken(withdrawal.reason)
        digests = [opinion["digest"] for opinion in header.opinions]
        signed = bodies.get_many(digests)
        names = [v1.Opinion.parse(signed[digest]).person["name"] for digest in digests]
    except (Broken, NotCanonical) as broken:
        return str(broken), ""
    return " → ".join(names), ""
