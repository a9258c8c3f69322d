"""Submitting, recalling, releasing, withdrawing, appointing: facts by hand, one test a rule."""

from dataclasses import replace

import pytest

from tests.workflow.by_hand import (
    CHEN,
    DAY,
    LIN,
    NOON,
    WU,
    ZHENG,
    ZHOU,
    appointed,
    signer,
    standing,
)
from workflow.refusals import Refusal
from workflow.roles import Duty
from workflow.rules import appointing, releasing, submitting, withdrawing
from workflow.rules.facts import (
    Appointing,
    ConfirmingWithdrawal,
    EarlierOpinion,
    Named,
    Recalling,
    Releasing,
    SettingPolicy,
    SubmittedPage,
    Submitting,
    Withdrawing,
)
from workflow.states import Stage, State

PAGE = SubmittedPage(
    title="通知",
    places=frozenset({"article", "news"}),
    state=State.DRAFTING,
    is_its_own=True,
    revision="1@t",
    revision_now="1@t",
)
SUBMITTING = Submitting(
    signer=signer(LIN, appointed(Duty.DRAFT)),
    moment=NOON,
    pages=(PAGE,),
    digest="sha256:a",
    shown="sha256:a",
    has_policy=True,
)


def codes(found: list[Refusal]) -> list[str]:
    """Give the codes of some refusals."""
    return [refusal.code for refusal in found]


class TestSubmitting:
    """What must hold before pages go to review."""

    @pytest.mark.parametrize("state", [State.DRAFTING, State.RETURNED, State.RELEASED])
    def test_a_drafter_submits_what_is_not_under_review(self, state: State) -> None:
        pages = (replace(PAGE, state=state),)
        assert submitting.may_submit(replace(SUBMITTING, pages=pages)) == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"state": State.FIRST_REVIEW}, "already_under_review"),
            ({"state": State.SECOND_REVIEW}, "already_under_review"),
            ({"state": State.FINAL_REVIEW}, "already_under_review"),
            ({"problems": ("链接目标尚未发布",)}, "problem_left"),
            ({"is_its_own": False}, "another_page"),
            ({"revision_now": "1@later"}, "changed_meanwhile"),
            ({"unanswered": ("2@t",)}, "revision_unanswered"),
        ],
    )
    def test_each_page_must_be_fit(self, changes: dict[str, object], code: str) -> None:
        other = replace(PAGE, places=frozenset({"other"}))
        pages = (other, replace(PAGE, **changes))  # type: ignore[arg-type]
        assert codes(submitting.may_submit(replace(SUBMITTING, pages=pages))) == [code]

    @pytest.mark.parametrize(
        ("changes", "codes_expected"),
        [
            ({"pages": ()}, ["nothing_submitted"]),
            ({"pages": (PAGE, PAGE)}, ["page_twice"]),
            ({"shown": "sha256:b"}, ["shown_another"]),
            ({"has_policy": False}, ["no_policy"]),
            ({"signer": signer(LIN)}, ["never_appointed"]),
            ({"signer": signer(ZHOU, appointed(Duty.FIRST))}, ["never_appointed"]),
            (
                {"signer": signer(LIN, appointed(Duty.DRAFT, section="sports"))},
                ["appointed_elsewhere"],
            ),
        ],
    )
    def test_the_whole_must_be_fit(
        self, changes: dict[str, object], codes_expected: list[str]
    ) -> None:
        found = submitting.may_submit(replace(SUBMITTING, **changes))  # type: ignore[arg-type]
        assert codes(found) == codes_expected

    def test_two_sections_may_be_drafted_by_two_appointments(self) -> None:
        held = (appointed(Duty.DRAFT, section="news"), appointed(Duty.DRAFT, section="sports"))
        other = replace(PAGE, places=frozenset({"b", "sports"}))
        facts = replace(SUBMITTING, signer=signer(LIN, *held), pages=(PAGE, other))
        assert submitting.may_submit(facts) == []


class TestRecalling:
    """Who submitted takes back, before the final decision."""

    facts = Recalling(signer(LIN), LIN, True, State.FINAL_REVIEW, "sha256:a", "sha256:a")

    def test_the_submitter_recalls_until_the_end(self) -> None:
        assert submitting.may_recall(self.facts) == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"submitter": CHEN}, "submitted_by_another"),
            ({"is_open": False, "state": State.RELEASED}, "not_under_review"),
            ({"shown": "sha256:b"}, "recalls_another"),
        ],
    )
    def test_nobody_else_and_not_later(self, changes: dict[str, object], code: str) -> None:
        assert codes(submitting.may_recall(replace(self.facts, **changes))) == [code]  # type: ignore[arg-type]


class TestReleasing:
    """Everything before the final signature is looked at again."""

    first = EarlierOpinion(Stage.FIRST, ZHOU, genuine=True, covered=True, appointed=True)
    second = EarlierOpinion(Stage.SECOND, WU, genuine=True, covered=True, appointed=True)
    facts = Releasing(statement_intact=True, earlier=(first, second))

    def test_two_good_signatures_hold(self) -> None:
        assert releasing.may_release(self.facts) == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"statement_intact": False}, "statement_broken"),
            ({"earlier": (second,)}, "stage_without_pass"),
            ({"earlier": (first,)}, "stage_without_pass"),
            ({"earlier": (replace(first, genuine=False), second)}, "opinion_not_genuine"),
            ({"earlier": (first, replace(second, covered=False))}, "opinion_not_covered"),
            ({"earlier": (first, replace(second, appointed=False))}, "opinion_appointment_gone"),
            ({"overtaken": ("通知",)}, "release_overtaken"),
            ({"missing_links": ("/news/1.html",)}, "link_not_public"),
            ({"missing_sections": ("通知",)}, "section_not_public"),
        ],
    )
    def test_anything_that_moved_stops_the_release(
        self, changes: dict[str, object], code: str
    ) -> None:
        assert codes(releasing.may_release(replace(self.facts, **changes))) == [code]  # type: ignore[arg-type]


class TestWithdrawing:
    """One person takes away; what carries others stays."""

    facts = Withdrawing(
        standing=standing(ZHENG, Duty.FINAL, appointed(Duty.FINAL)),
        withdrawable=True,
        kind="article",
        carried=0,
        sentence="removed",
        sentences=frozenset({"removed"}),
        reason="内容有误",
    )

    def test_a_final_reviewer_withdraws_alone(self) -> None:
        assert withdrawing.may_withdraw(self.facts) == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"standing": standing(WU, Duty.FINAL, appointed(Duty.SECOND))}, "never_appointed"),
            ({"withdrawable": False}, "nothing_public"),
            ({"kind": "section", "carried": 3}, "carries_others"),
            ({"kind": "home", "carried": 1}, "carries_others"),
            ({"kind": "frame", "carried": 1}, "carries_others"),
            ({"sentence": "我说了算"}, "sentence_unknown"),
            ({"sentence": "我说了算", "sentences": None}, "sentence_unknown"),
            ({"reason": " "}, "withdrawal_without_reason"),
        ],
    )
    def test_what_stops_a_withdrawal(self, changes: dict[str, object], code: str) -> None:
        assert codes(withdrawing.may_withdraw(replace(self.facts, **changes))) == [code]  # type: ignore[arg-type]

    @pytest.mark.parametrize("duty", [Duty.FIRST, Duty.SECOND, Duty.FINAL])
    def test_any_other_reviewer_confirms_it(self, duty: Duty) -> None:
        asked = replace(standing(WU, duty, appointed(duty)), duties=frozenset(list(Duty)[1:4]))
        assert (
            withdrawing.may_confirm_withdrawal(ConfirmingWithdrawal(asked, True, ZHENG, None)) == []
        )

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            (ConfirmingWithdrawal(facts.standing, True, ZHENG, None), "confirms_own_withdrawal"),
            (ConfirmingWithdrawal(facts.standing, False, None, None), "not_a_withdrawal"),
            (ConfirmingWithdrawal(facts.standing, True, WU, ZHOU), "withdrawal_confirmed"),
        ],
    )
    def test_the_second_person_is_another_and_confirms_once(
        self, facts: ConfirmingWithdrawal, code: str
    ) -> None:
        assert codes(withdrawing.may_confirm_withdrawal(facts)) == [code]


SUN, LI = Named("sun", "孙系统"), Named("li", "李安全")


class TestAppointing:
    """Proposed by one administrator, confirmed by another person."""

    facts = Appointing(
        actor=signer(LI, appointed(Duty.SECURITY)),
        moment=NOON,
        appointee=ZHOU,
        appointee_closed=False,
        duty=Duty.FIRST,
        section="",
        since=NOON,
        until=None,
        reason="轮岗",
        small_office=False,
        proposer=SUN,
    )

    def test_a_second_administrator_confirms(self) -> None:
        assert appointing.may_confirm(self.facts) == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"actor": signer(LI)}, "not_administrator"),
            ({"actor": signer(LI, appointed(Duty.AUDIT))}, "not_administrator"),
            ({"actor": signer(WU, appointed(Duty.SECOND))}, "not_administrator"),
            (
                {"actor": signer(LI, appointed(Duty.SECURITY), appointed(Duty.FIRST))},
                "administrator_excluded",
            ),
            ({"proposer": LI}, "confirms_own_proposal"),
            ({"appointee": LI}, "confirms_own_appointment"),
            ({"confirmed": True}, "already_decided"),
            ({"revoked": True}, "already_decided"),
            ({"appointee_closed": True}, "appointee_closed"),
            ({"until": NOON}, "ends_before_it_begins"),
            ({"until": NOON - DAY, "since": NOON - 2 * DAY}, "ends_before_it_begins"),
            ({"duty": Duty.SYSTEM, "section": "news"}, "administers_a_section"),
            ({"held": frozenset({Duty.AUDIT})}, "duty_excluded"),
            ({"duty": Duty.AUDIT, "held": frozenset({Duty.SECOND})}, "duty_excluded"),
            ({"principal": WU}, "principal_not_appointed"),
            (
                {"principal": WU, "principal_duties": frozenset({Duty.FIRST})},
                "delegation_without_end",
            ),
        ],
    )
    def test_everything_is_asked_again_when_it_is_confirmed(
        self, changes: dict[str, object], code: str
    ) -> None:
        assert codes(appointing.may_confirm(replace(self.facts, **changes))) == [code]  # type: ignore[arg-type]

    @pytest.mark.parametrize("changes", [{"held": frozenset({Duty.SYSTEM})}])
    def test_exclusions_are_asked_when_it_is_proposed(self, changes: dict[str, object]) -> None:
        facts = replace(self.facts, proposer=None, **changes)  # type: ignore[arg-type]
        assert codes(appointing.may_propose(facts)) == ["duty_excluded"]

    def test_a_delegation_for_a_time_is_confirmed(self) -> None:
        held = frozenset({Duty.FIRST})
        facts = replace(self.facts, principal=WU, principal_duties=held, until=NOON + DAY)
        assert appointing.may_confirm(facts) == []

    def test_nobody_is_their_own_delegate(self) -> None:
        facts = replace(
            self.facts, principal=ZHOU, principal_duties=frozenset({Duty.FIRST}), proposer=None
        )
        assert codes(appointing.may_propose(facts)) == ["acts_for_self"]

    def test_a_proposal_has_a_reason(self) -> None:
        facts = replace(self.facts, proposer=None, reason="")
        assert codes(appointing.may_propose(facts)) == ["no_reason"]

    def test_in_a_small_office_the_auditor_is_the_second_person(self) -> None:
        facts = replace(self.facts, actor=signer(LI, appointed(Duty.AUDIT)), small_office=True)
        assert appointing.may_confirm(facts) == []


class TestRevokingAndPolicies:
    """One administrator takes away; the last of a kind stays."""

    facts = SettingPolicy(signer(LI, appointed(Duty.SECURITY)), NOON, small_office=False)

    def test_one_administrator_revokes(self) -> None:
        assert appointing.may_revoke(self.facts) == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"revoked": True}, "already_revoked"),
            ({"alone": (Duty.SYSTEM,)}, "nobody_left"),
            ({"double": (SUN,)}, "double_administrator_left"),
            ({"reason": ""}, "no_reason"),
        ],
    )
    def test_what_is_not_revoked(self, changes: dict[str, object], code: str) -> None:
        assert codes(appointing.may_revoke(replace(self.facts, **changes))) == [code]  # type: ignore[arg-type]

    def test_a_policy_is_confirmed_by_another_person(self) -> None:
        assert appointing.may_set_policy(replace(self.facts, proposer=SUN)) == []
        assert codes(appointing.may_set_policy(replace(self.facts, proposer=LI))) == [
            "confirms_own_proposal"
        ]

    def test_the_ceremony_is_held_once(self) -> None:
        assert appointing.ceremony_over(begun=False) == []
        assert codes(appointing.ceremony_over(begun=True)) == ["ceremony_over"]
