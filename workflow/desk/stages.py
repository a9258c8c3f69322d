"""The stages of a submission with names: who signed, whose turn it is, who may come next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from workflow.desk.opinions import RETURN
from workflow.models import Opinion
from workflow.names import STAGES as NAMES
from workflow.states import BESIDE, STAGES, Stage

SHORT: dict[Stage, str | Promise] = {
    Stage.FIRST: pgettext_lazy("stage badge", "1st"),
    Stage.SECOND: pgettext_lazy("stage badge", "2nd"),
    Stage.FINAL: pgettext_lazy("stage badge", "final"),
    Stage.FIRST_PROOF: pgettext_lazy("stage badge", "p1"),
    Stage.SECOND_PROOF: pgettext_lazy("stage badge", "p2"),
    Stage.FINAL_PROOF: pgettext_lazy("stage badge", "p3"),
    Stage.COUNTERSIGN: pgettext_lazy("stage badge", "co"),
    Stage.SECRECY: pgettext_lazy("stage badge", "sec"),
    Stage.LEGAL: pgettext_lazy("stage badge", "law"),
    Stage.IDEOLOGY: pgettext_lazy("stage badge", "ide"),
}
DONE, NOW, BACK, TODO = "done", "now", "back", "todo"


@dataclass(frozen=True)
class Step:
    """One stage: its name, who signed or may sign, and what became of it."""

    label: str | Promise
    short: str | Promise
    names: str
    fate: str


def steps(
    stage: Stage | None,
    signed: list[tuple[Opinion, bool]],
    reviewers: dict[Stage, list[str]],
    asked: Iterable[Stage] = (),
) -> list[Step]:
    """Give the three stages in order, before each what is `asked` for beside it.

    `signed` are the opinions of the round in order, each with whether it was voided; `reviewers`
    the names of those who may sign each stage there.
    """
    standing = {o.stage: o for o, void in signed if o.decision != RETURN and not void}
    last = signed[-1][0] if signed else None
    returned = last if last and stage is None and last.decision == RETURN else None
    besides = list(asked)
    order = [
        each for main in STAGES for each in (*(one for one in besides if BESIDE[one] is main), main)
    ]
    return [_step(each, stage, standing, returned, reviewers.get(each, [])) for each in order]


def _step(
    each: Stage,
    now: Stage | None,
    standing: dict[str, Opinion],
    returned: Opinion | None,
    names: list[str],
) -> Step:
    if returned is not None and returned.stage == each:
        return Step(NAMES[each], SHORT[each], returned.person_name, BACK)
    if each in standing:
        return Step(NAMES[each], SHORT[each], standing[each].person_name, DONE)
    shown = (names[0] if names else "") + ("…" if len(names) > 1 else "")
    return Step(NAMES[each], SHORT[each], shown, NOW if BESIDE[each] is now else TODO)


def lacking(missing: Iterable[Stage], names: Mapping[Stage, list[str]]) -> str:
    """Say what has to be signed beside a stage before it passes, and by whom it can be."""
    nobody = _("nobody is appointed yet")
    listed = [f"{NAMES[each]}（{'、'.join(names[each][:3]) or nobody}）" for each in missing]
    return _("before it passes: %(stages)s") % {"stages": "、".join(listed)} if listed else ""
