"""Facts written by hand, for the tests of the rules. No database is asked."""

from datetime import UTC, datetime, timedelta

from workflow.roles import Duty
from workflow.rules.facts import Appointed, Named, Signed, Signer, Signing, Standing
from workflow.states import Stage, State

NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)
DAY = timedelta(days=1)

LIN, CHEN = Named("lin", "林晓"), Named("chen", "陈默")
ZHOU, WU, ZHENG, HE = (
    Named("zhou", "周正"),
    Named("wu", "吴敏"),
    Named("zheng", "郑岚"),
    Named("he", "何静"),
)
ARTICLE = frozenset({"article", "news"})


def appointed(duty: Duty, **changes: object) -> Appointed:
    """An appointment for everywhere, since a month, confirmed, open."""
    plain: dict[str, object] = {
        "digest": f"sha256:{duty}",
        "duty": duty,
        "section": "",
        "since": NOON - 30 * DAY,
        "until": None,
        "confirmed_at": NOON - 30 * DAY,
        "revoked_at": None,
    }
    return Appointed(**{**plain, **changes})  # type: ignore[arg-type]


def signer(person: Named, *appointments: Appointed, **changes: bool) -> Signer:
    """A person with some appointments."""
    return Signer(person, appointments=appointments, **changes)


def standing(person: Named, duty: Duty, *appointments: Appointed) -> Standing:
    """A person who wants to do a duty for the one article."""
    return Standing(signer(person, *appointments), frozenset({duty}), (ARTICLE,), NOON)


def signing(**changes: object) -> Signing:
    """周正 is about to sign the first stage of what 林晓 wrote, and nothing is against it."""
    plain: dict[str, object] = {
        "signer": signer(ZHOU, appointed(Duty.FIRST)),
        "moment": NOON,
        "stage": Stage.FIRST,
        "state": State.FIRST_REVIEW,
        "is_open": True,
        "digest": "sha256:seen",
        "shown": "sha256:seen",
        "places": (ARTICLE,),
        "contributors": (LIN, CHEN),
        "drafter": LIN,
        "drafter_signs_first": False,
        "words": "",
    }
    return Signing(**{**plain, **changes})  # type: ignore[arg-type]


def at_second(**changes: object) -> Signing:
    """吴敏 is about to sign the second stage after 周正 signed the first."""
    plain: dict[str, object] = {
        "signer": signer(WU, appointed(Duty.SECOND)),
        "stage": Stage.SECOND,
        "state": State.SECOND_REVIEW,
        "signed": (passed(Stage.FIRST, ZHOU),),
    }
    return signing(**{**plain, **changes})


def passed(stage: Stage, person: Named, principal: Named | None = None) -> Signed:
    """A pass that stands."""
    return Signed(stage, "pass", person, principal, NOON - timedelta(hours=1))
