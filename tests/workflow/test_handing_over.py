"""转交: who may hand a stage over, to whom, and what it changes."""

from dataclasses import replace

import pytest

from ledger import bodies, entries
from ledger.models import AuditEntry
from tests.scenes import Office
from tests.workflow.by_hand import (
    CHEN,
    HE,
    LIN,
    NOON,
    WU,
    ZHOU,
    appointed,
    at_second,
    passed,
    signer,
)
from workflow import commands
from workflow.commands import FrozenPage
from workflow.models import Handover, PageReview, Submission
from workflow.queries import handing
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.rules.facts import HandingOver, Named, Signing
from workflow.rules.handing import may_hand_over
from workflow.states import Stage, State

SECOND = appointed(Duty.SECOND)


def giver(**changes: object) -> Signing:
    """吴敏, whose stage it is."""
    return at_second(**changes)


def taker(person: Named = HE, *appointments: object, **changes: object) -> Signing:
    """何静, appointed to the same stage unless said otherwise."""
    held = appointments or (SECOND,)
    return at_second(signer=signer(person, *held), **changes)  # type: ignore[arg-type]


def handing_over(**changes: object) -> HandingOver:
    """吴敏 hands the second stage to 何静, and nothing is against it."""
    plain: dict[str, object] = {
        "giver": giver(),
        "taker": taker(),
        "named": None,
        "reason": "我下午开会，请代审。",
    }
    return HandingOver(**{**plain, **changes})  # type: ignore[arg-type]


ELSEWHERE = appointed(Duty.SECOND, section="sports")
ENDED = appointed(Duty.SECOND, until=NOON)
PROPOSED = appointed(Duty.SECOND, confirmed_at=None)
ADMIN = appointed(Duty.SYSTEM)

# fmt: off
TABLE = [
    # what differs                                               the first refusal
    ({},                                                         None),
    # the giver
    ({"giver": giver(signer=signer(CHEN, SECOND))},              None),
    ({"giver": giver(signer=signer(ZHOU, appointed(Duty.FIRST)))}, "never_appointed"),
    ({"giver": giver(signer=signer(WU, ELSEWHERE))},             "appointed_elsewhere"),
    ({"giver": giver(signer=signer(WU, ENDED))},                 "appointment_ended"),
    ({"giver": giver(signer=signer(WU, SECOND, closed=True))},   "person_closed"),
    ({"giver": giver(shown="sha256:another")},                   "another_version"),
    ({"giver": giver(is_open=False)},                            "round_over"),
    ({"giver": giver(state=State.FIRST_REVIEW)},                 "not_at_this_stage"),
    ({"giver": giver(state=State.FINAL_REVIEW, signed=(passed(Stage.SECOND, HE),))},
                                                                 "stage_taken"),
    # the taker
    ({"taker": taker(HE, appointed(Duty.FIRST))},                "never_appointed"),
    ({"taker": taker(HE, ELSEWHERE)},                            "appointed_elsewhere"),
    ({"taker": taker(HE, ENDED)},                                "appointment_ended"),
    ({"taker": taker(HE, PROPOSED)},                             "appointment_unconfirmed"),
    ({"taker": taker(HE, SECOND, ADMIN)},                        "administers_and_reviews"),
    ({"taker": taker(LIN)},                                      "contributor_signs"),
    ({"taker": taker(CHEN)},                                     "contributor_signs"),
    ({"taker": taker(ZHOU)},                                     "one_person_one_stage"),
    ({"taker": taker(WU)},                                       "to_oneself"),
    ({"named": HE},                                              "already_named"),
    ({"named": WU},                                              None),
    # the words
    ({"reason": ""},                                             "handed_without_words"),
    ({"reason": " \n "},                                         "handed_without_words"),
    ({"reason": "请\u202e代审"},                                 "unseen_characters"),
]
# fmt: on


@pytest.mark.parametrize(("changes", "code"), TABLE)
def test_a_stage_is_handed_over_as_the_table_says(
    changes: dict[str, object], code: str | None
) -> None:
    found = may_hand_over(handing_over(**changes))
    assert (found[0].code if found else None) == code


def test_a_refusal_names_the_person_who_cannot_take_it() -> None:
    found = may_hand_over(handing_over(taker=taker(LIN)))
    assert "林晓" in str(found[0])


def test_a_taker_who_is_locked_is_refused() -> None:
    locked = replace(taker(), signer=signer(HE, SECOND, account_open=False))
    assert may_hand_over(handing_over(taker=locked))[0].code == "account_closed"


@pytest.fixture
def scene(office: Office) -> tuple[FrozenPage, Submission]:
    """An item at the second stage; 何静 may sign it too."""
    office.appoint("he", Duty.SECOND)
    page = office.page()
    return page, office.advance(office.submit(page), Stage.SECOND)


def hand_over(office: Office, submission: Submission, to: str, by: str = "wu") -> Handover:
    """Hand the second stage to somebody."""
    return commands.hand_over(
        office.presence(by),
        submission,
        shown=submission.digest,
        stage="second",
        to=office.person(to),
        reason="我下午开会，请代审。",
    )


@pytest.mark.django_db
class TestCommand:
    """With the tables."""

    def test_it_is_recorded_with_its_words(
        self, office: Office, scene: tuple[FrozenPage, Submission]
    ) -> None:
        row = hand_over(office, scene[1], "he")
        newest = AuditEntry.objects.order_by("-sequence")[0]
        header = entries.header(newest)
        assert header.tag == "review:handed_over"
        assert header.detail == {"stage": "second", "to": office.person("he").uid}
        assert {row.words, scene[1].digest} <= set(header.covers)
        assert bodies.words(row.words) == "我下午开会，请代审。"

    def test_who_is_named_is_the_last_to_whom_it_was_handed(
        self, office: Office, scene: tuple[FrozenPage, Submission]
    ) -> None:
        submission = scene[1]
        assert handing.named(submission, Stage.SECOND) is None
        hand_over(office, submission, "he")
        assert handing.named(submission, Stage.SECOND) == Named(office.person("he").uid, "何静")
        hand_over(office, submission, "wu", by="he")
        assert handing.named(submission, Stage.SECOND) == Named(office.person("wu").uid, "吴敏")
        assert handing.named(submission, Stage.FINAL) is None

    def test_both_may_still_sign(
        self, office: Office, scene: tuple[FrozenPage, Submission]
    ) -> None:
        hand_over(office, scene[1], "he")
        assert office.sign(scene[1], Stage.SECOND, by="wu").person_name == "吴敏"

    def test_it_moves_nothing(self, office: Office, scene: tuple[FrozenPage, Submission]) -> None:
        page, submission = scene
        rows = PageReview.objects.filter(pk=page.review.pk)
        before = rows.values("state", "version", "changed_at").get()
        hand_over(office, submission, "he")
        assert rows.values("state", "version", "changed_at").get() == before

    def test_only_people_who_could_sign_are_offered(
        self, office: Office, scene: tuple[FrozenPage, Submission]
    ) -> None:
        for key in ("chen", "zhou"):
            office.appoint(key, Duty.SECOND)
        office.save(scene[0].review, "chen")
        moment = entries.now()
        offered = handing.takers(office.presence("wu"), scene[1], Stage.SECOND, moment)
        assert [person.name for person in offered] == ["何静"]

    def test_nobody_is_offered_who_cannot_sign_in(
        self, office: Office, scene: tuple[FrozenPage, Submission]
    ) -> None:
        user = office.person("he").accounts.get().user
        user.is_active = False
        user.save()
        moment = entries.now()
        assert handing.takers(office.presence("wu"), scene[1], Stage.SECOND, moment) == []
        with pytest.raises(Refused):
            hand_over(office, scene[1], "he")

    def test_a_refusal_writes_nothing(
        self, office: Office, scene: tuple[FrozenPage, Submission]
    ) -> None:
        before = AuditEntry.objects.count()
        with pytest.raises(Refused) as refused:
            hand_over(office, scene[1], "zhou")
        assert [each.code for each in refused.value.refusals] == [
            "never_appointed",
            "one_person_one_stage",
        ]
        assert not Handover.objects.exists()
        assert AuditEntry.objects.count() == before
