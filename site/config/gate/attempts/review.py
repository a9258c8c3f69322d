"""Through the review itself: who signs what, in which order."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from config.gate.catalogue import door
from config.gate.ground import REASON, Unfit, schedule
from config.gate.outcome import Outcome
from config.gate.trial import Trial
from portal.items import Reading
from workflow import commands
from workflow.models import Submission
from workflow.states import State

STOP = _(
    "Stop signing. The rules of review do not hold in this installation: compare the program with "
    "the release it was installed from."
)


def _submitted(trial: Trial) -> Submission:
    trial.ground.save("draft", title="门禁自检待审")
    return trial.ground.hand_in("draft")


@door(
    13,
    "drafter-signs",
    _("The person who wrote a text signs it."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def drafter_signs(trial: Trial) -> None:
    """A superuser, too."""
    submission = _submitted(trial)
    for stage in ("first", "second", "final"):
        trial.refused(partial(trial.ground.sign, "drafter", submission, stage))


@door(
    14,
    "two-stages",
    _("One person signs two stages."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def two_stages(trial: Trial) -> None:
    """Three signatures are three people."""
    submission = _submitted(trial)
    trial.ground.sign("first", submission, "first")
    trial.refused(lambda: trial.ground.sign("first", submission, "second"))


@door(
    15,
    "unappointed",
    _("A superuser whom nobody appointed signs."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def unappointed(trial: Trial) -> None:
    """Rights of an account are no appointment."""
    submission = _submitted(trial)
    trial.refused(lambda: trial.ground.sign("nobody", submission, "first"))


@door(
    16,
    "out-of-order",
    _("The final reviewer signs first."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def out_of_order(trial: Trial) -> None:
    """No stage is left out."""
    submission = _submitted(trial)
    trial.refused(lambda: trial.ground.sign("final", submission, "final"))


@door(
    16,
    "twice",
    _("The same stage is signed twice."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def twice(trial: Trial) -> None:
    """The second time by somebody else's hurry."""
    submission = _submitted(trial)
    trial.ground.sign("first", submission, "first")
    trial.refused(lambda: trial.ground.sign("first", submission, "first"))


@door(
    17,
    "stale-screen",
    _("A signature arrives for words that were on the screen before they changed."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def stale_screen(trial: Trial) -> None:
    """The digest on the form is another one."""
    submission = _submitted(trial)
    other = trial.ground.submission
    shown = other.digest if other else ""
    trial.refused(lambda: trial.ground.sign("first", submission, "first", shown=shown))


@door(
    18,
    "used-again",
    _("A signature is given under a text that was decided long ago."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def used_again(trial: Trial) -> None:
    """What is released is not signed once more."""
    ground = trial.ground
    assert ground.submission is not None
    trial.refused(partial(ground.sign, "first", ground.submission, "first"))


@door(
    21,
    "before-its-time",
    _("A page that three people signed for next month is asked for today."),
    Outcome.HARMLESS,
    advice=STOP,
    inside=True,
)
def before_its_time(trial: Trial) -> None:
    """And its time is moved in the workspace."""
    schedule(trial.ground)
    trial.ground.save("draft", live_from=None)


@door(
    29,
    "state-in-memory",
    _("The state of a draft is set ahead, then the last signature is given."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def state_ahead(trial: Trial) -> None:
    """The opinions are counted, not the state."""
    submission = _submitted(trial)
    review = trial.ground.review("draft")
    type(review).objects.filter(pk=review.pk).update(state=State.FINAL_REVIEW)
    trial.refused(lambda: trial.ground.sign("final", submission, "final"))


@door(
    44,
    "withdrawn-round",
    _("A correction that was under review when its page was withdrawn is signed to its end."),
    Outcome.REFUSED,
    advice=STOP,
    inside=True,
)
def withdrawn_round(trial: Trial) -> None:
    """The withdrawal closes the round."""
    ground = trial.ground
    ground.save("plain", title="门禁自检更正")
    submission = ground.hand_in("plain")
    for who in ("first", "second"):
        ground.sign(who, submission, who)
    commands.withdraw(
        ground.presence("final"), ground.review("plain"), sentence=_sentence(), reason=REASON
    )
    trial.begin()
    trial.refused(partial(ground.sign, "final", submission, "final"))


def _sentence() -> str:
    """Give the code of a sentence in the frame that is public."""
    frame = Reading().only("frame")
    sentences = frame.details.get("withdrawal_sentences", []) if frame else []
    if not sentences:
        raise Unfit(_("The site frame has no sentence for withdrawals."))
    return str(sentences[0]["code"])
