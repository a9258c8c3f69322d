"""Who may not sign. One class for each rule; the facts are written by hand."""

from dataclasses import replace

import pytest

from tests.workflow.by_hand import (
    CHEN,
    DAY,
    HE,
    LIN,
    NOON,
    WU,
    ZHENG,
    ZHOU,
    appointed,
    at_second,
    passed,
    signer,
    signing,
    standing,
)
from workflow.refusals import Refusal
from workflow.roles import Duty
from workflow.rules import signing as rules
from workflow.rules import standing as people
from workflow.rules.facts import Signing
from workflow.states import Stage, State


def codes(found: list[Refusal]) -> list[str]:
    """Give the codes of some refusals."""
    return [refusal.code for refusal in found]


def test_a_reviewer_who_is_appointed_and_wrote_nothing_passes() -> None:
    assert rules.may_pass(signing()) == []
    assert rules.may_pass(at_second()) == []


class TestContributorSigns:
    """A contributor of the round signs no stage of it."""

    @pytest.mark.parametrize("stage", list(Stage))
    @pytest.mark.parametrize("writer", [LIN, CHEN])
    def test_who_changed_a_comma_signs_no_stage(self, stage: Stage, writer: object) -> None:
        facts = signing(signer=signer(writer, appointed(Duty(stage.value))), stage=stage)  # type: ignore[arg-type]
        refusal = rules.contributor_signs(facts)
        assert refusal is not None
        assert refusal.code == "contributor_signs"

    def test_the_policy_lets_the_drafter_sign_the_first_stage(self) -> None:
        facts = signing(signer=signer(LIN, appointed(Duty.FIRST)), drafter_signs_first=True)
        assert rules.may_pass(facts) == []

    @pytest.mark.parametrize("stage", [Stage.SECOND, Stage.FINAL])
    def test_the_policy_lets_the_drafter_sign_nothing_more(self, stage: Stage) -> None:
        facts = signing(
            signer=signer(LIN, appointed(Duty(stage.value))), stage=stage, drafter_signs_first=True
        )
        assert rules.contributor_signs(facts) is not None

    def test_the_policy_lets_no_other_contributor_sign(self) -> None:
        facts = signing(signer=signer(CHEN, appointed(Duty.FIRST)), drafter_signs_first=True)
        assert rules.contributor_signs(facts) is not None

    def test_a_delegate_does_not_sign_for_a_contributor(self) -> None:
        delegation = appointed(Duty.FIRST, principal=CHEN, principal_duties=frozenset({Duty.FIRST}))
        refusal = rules.contributor_signs(signing(signer=signer(HE, delegation)))
        assert refusal is not None
        assert refusal.detail["name"] == "陈默"


class TestOnePersonOneStage:
    """Three stages are three people."""

    def test_who_signed_the_first_stage_does_not_sign_the_second(self) -> None:
        facts = at_second(signer=signer(ZHOU, appointed(Duty.SECOND)))
        assert codes(rules.may_pass(facts)) == ["one_person_one_stage"]

    def test_a_principal_counts_as_having_signed(self) -> None:
        facts = at_second(signed=(passed(Stage.FIRST, HE, principal=WU),))
        refusal = rules.one_person_one_stage(facts)
        assert refusal is not None
        assert refusal.detail["name"] == "吴敏"

    def test_a_delegate_counts_as_having_signed(self) -> None:
        facts = at_second(signed=(passed(Stage.FIRST, WU, principal=HE),))
        assert rules.one_person_one_stage(facts) is not None

    def test_nobody_signs_for_somebody_who_has_signed(self) -> None:
        delegation = appointed(
            Duty.SECOND, principal=ZHOU, principal_duties=frozenset({Duty.SECOND})
        )
        assert rules.one_person_one_stage(at_second(signer=signer(HE, delegation))) is not None

    def test_a_voided_signature_still_binds_its_person_to_its_stage(self) -> None:
        voided = replace(passed(Stage.FIRST, WU), voided=True)
        assert rules.one_person_one_stage(at_second(signed=(voided,))) is not None

    def test_after_a_return_to_a_stage_the_same_person_signs_it_again(self) -> None:
        voided = replace(passed(Stage.FIRST, ZHOU), voided=True)
        assert rules.may_pass(signing(signed=(voided,))) == []


class TestStages:
    """Stages come in order, once each."""

    @pytest.mark.parametrize(
        ("stage", "state", "code"),
        [
            (Stage.FIRST, State.SECOND_REVIEW, "not_at_this_stage"),
            (Stage.SECOND, State.FIRST_REVIEW, "not_at_this_stage"),
            (Stage.FINAL, State.FIRST_REVIEW, "not_at_this_stage"),
            (Stage.FINAL, State.SECOND_REVIEW, "not_at_this_stage"),
            (Stage.SECOND, State.FINAL_REVIEW, "not_at_this_stage"),
        ],
    )
    def test_no_stage_is_signed_out_of_order(self, stage: Stage, state: State, code: str) -> None:
        duty = appointed(Duty(stage.value))
        facts = signing(signer=signer(ZHENG, duty), stage=stage, state=state)
        assert codes(rules.may_pass(facts)) == [code]

    def test_who_comes_second_learns_who_was_first(self) -> None:
        facts = signing(
            signer=signer(HE, appointed(Duty.FIRST)),
            state=State.SECOND_REVIEW,
            signed=(passed(Stage.FIRST, ZHOU),),
        )
        [refusal] = rules.may_pass(facts)
        assert (refusal.code, refusal.detail["name"]) == ("stage_taken", "周正")
        assert "周正" in str(refusal)

    def test_nothing_is_signed_when_the_round_is_over(self) -> None:
        facts = signing(is_open=False, state=State.DRAFTING)
        assert codes(rules.may_pass(facts)) == ["round_over"]


class TestAnotherVersion:
    """A signature names what was on the screen."""

    def test_another_digest_is_refused(self) -> None:
        assert codes(rules.may_pass(signing(shown="sha256:older"))) == ["another_version"]
        assert codes(rules.may_pass(signing(shown=""))) == ["another_version"]


class TestFindings:
    """Each stage answers for each error."""

    def test_an_undisposed_error_stops_a_pass(self) -> None:
        assert codes(rules.may_pass(signing(errors_open=2))) == ["error_undisposed"]

    def test_a_finding_listed_for_return_stops_a_pass(self) -> None:
        assert codes(rules.may_pass(signing(listed_for_return=1))) == ["listed_for_return"]

    def test_neither_stops_a_return(self) -> None:
        facts = signing(errors_open=2, listed_for_return=1, words="请改。", target=State.RETURNED)
        assert rules.may_return(facts) == []

    def test_a_finding_is_kept_with_a_reason(self) -> None:
        assert codes(rules.may_keep("kept", "  ")) == ["kept_without_reason"]
        assert rules.may_keep("kept", "引用原文") == []
        assert rules.may_keep("false_alarm", "") == []


class TestUnseenWords:
    """Nobody signs words that cannot be read."""

    @pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\ufeff", "\x07", "\ue000"])
    def test_words_with_unseen_characters_are_not_signed(self, unseen: str) -> None:
        words = f"同{unseen}意"
        assert codes(rules.may_pass(signing(words=words))) == ["unseen_characters"]
        facts = signing(words=words, target=State.RETURNED)
        assert codes(rules.may_return(facts)) == ["unseen_characters"]
        assert codes(rules.may_keep("kept", words)) == ["unseen_characters"]

    def test_new_lines_and_tabs_are_seen(self) -> None:
        assert rules.may_pass(signing(words="一、同意\n\t二、尽快发布")) == []


class TestReturn:
    """A return has words and leads back."""

    def test_a_return_needs_words(self) -> None:
        facts = signing(words=" \n", target=State.RETURNED)
        assert codes(rules.may_return(facts)) == ["return_without_words"]

    @pytest.mark.parametrize(
        ("facts", "target", "allowed"),
        [
            (signing(words="改"), State.RETURNED, True),
            (signing(words="改"), State.FIRST_REVIEW, False),
            (signing(words="改"), State.SECOND_REVIEW, False),
            (signing(words="改"), None, False),
            (at_second(words="改"), State.RETURNED, True),
            (at_second(words="改"), State.FIRST_REVIEW, True),
            (at_second(words="改"), State.SECOND_REVIEW, False),
            (at_second(words="改"), State.FINAL_REVIEW, False),
        ],
    )
    def test_a_return_leads_to_the_drafter_or_an_earlier_stage(
        self, facts: Signing, target: State | None, allowed: bool
    ) -> None:
        found = codes(rules.may_return(replace(facts, target=target)))
        assert found == ([] if allowed else ["target_not_earlier"])


class TestAppointment:
    """No appointment for that stage, section and moment: no signature."""

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"duty": Duty.SECOND}, "never_appointed"),
            ({"confirmed_at": None}, "appointment_unconfirmed"),
            ({"since": NOON + DAY, "confirmed_at": NOON - DAY}, "appointment_not_begun"),
            ({"until": NOON}, "appointment_ended"),
            ({"until": NOON - DAY}, "appointment_ended"),
            ({"revoked_at": NOON - DAY}, "appointment_ended"),
            ({"section": "sports"}, "appointed_elsewhere"),
        ],
    )
    def test_the_refusal_says_what_is_missing(self, changes: dict[str, object], code: str) -> None:
        held = appointed(Duty.FIRST, **changes) if "duty" not in changes else appointed(Duty.SECOND)
        assert codes(people.appointed(standing(ZHOU, Duty.FIRST, held))) == [code]
        assert codes(rules.may_pass(signing(signer=signer(ZHOU, held)))) == [code]

    @pytest.mark.parametrize("section", ["", "news", "article"])
    def test_an_appointment_covers_its_subtree(self, section: str) -> None:
        held = appointed(Duty.FIRST, section=section, until=NOON + DAY)
        assert people.appointed(standing(ZHOU, Duty.FIRST, held)) == []

    def test_one_appointment_has_to_cover_all_the_pages_of_a_bundle(self) -> None:
        two = (frozenset({"a", "news"}), frozenset({"b", "sports"}))
        held = (appointed(Duty.FIRST, section="news"), appointed(Duty.FIRST, section="sports"))
        facts = signing(signer=signer(ZHOU, *held), places=two)
        assert codes(rules.may_pass(facts)) == ["appointed_elsewhere"]

    def test_an_old_appointment_does_not_hide_a_new_one(self) -> None:
        old = appointed(Duty.FIRST, until=NOON - DAY)
        assert people.appointed(standing(ZHOU, Duty.FIRST, old, appointed(Duty.FIRST))) == []

    def test_a_delegate_has_no_more_than_the_principal(self) -> None:
        delegation = appointed(Duty.FIRST, principal=WU, principal_duties=frozenset({Duty.SECOND}))
        assert codes(people.appointed(standing(HE, Duty.FIRST, delegation))) == [
            "principal_without_duty"
        ]


class TestAdministrators:
    """Administrators review nothing, in person or through a delegate."""

    @pytest.mark.parametrize("duty", [Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT])
    def test_an_administrator_signs_nothing(self, duty: Duty) -> None:
        both = (appointed(Duty.FIRST), appointed(duty))
        assert codes(people.appointed(standing(ZHOU, Duty.FIRST, *both))) == [
            "administers_and_reviews"
        ]

    def test_nobody_signs_for_an_administrator(self) -> None:
        duties = frozenset({Duty.FIRST, Duty.AUDIT})
        delegation = appointed(Duty.FIRST, principal=ZHOU, principal_duties=duties)
        assert codes(people.appointed(standing(HE, Duty.FIRST, delegation))) == [
            "administers_and_reviews"
        ]

    def test_a_former_administrator_may_review(self) -> None:
        former = appointed(Duty.AUDIT, revoked_at=NOON - DAY)
        assert people.appointed(standing(ZHOU, Duty.FIRST, appointed(Duty.FIRST), former)) == []

    @pytest.mark.parametrize(
        ("duty", "held", "small", "excluded"),
        [
            (Duty.SYSTEM, {Duty.SECURITY}, False, {Duty.SECURITY}),
            (Duty.SYSTEM, {Duty.SECURITY}, True, set()),
            (Duty.SECURITY, {Duty.SYSTEM}, True, set()),
            (Duty.SYSTEM, {Duty.AUDIT}, True, {Duty.AUDIT}),
            (Duty.AUDIT, {Duty.SYSTEM}, True, {Duty.SYSTEM}),
            (Duty.AUDIT, {Duty.SECURITY}, True, {Duty.SECURITY}),
            (Duty.SYSTEM, {Duty.FINAL}, True, {Duty.FINAL}),
            (Duty.FIRST, {Duty.SYSTEM}, True, {Duty.SYSTEM}),
            (Duty.FIRST, {Duty.SECOND, Duty.FINAL, Duty.DRAFT}, False, set()),
            (Duty.DRAFT, {Duty.SYSTEM, Duty.FIRST}, False, set()),
        ],
    )
    def test_which_duties_exclude_each_other(
        self, duty: Duty, held: set[Duty], small: bool, excluded: set[Duty]
    ) -> None:
        assert people.exclusions(duty, frozenset(held), small_office=small) == excluded


class TestPresence:
    """A person who left and a locked account do nothing."""

    def test_a_closed_person_signs_nothing(self) -> None:
        facts = signing(signer=signer(ZHOU, appointed(Duty.FIRST), closed=True))
        assert codes(rules.may_pass(facts)) == ["person_closed"]

    def test_a_locked_account_signs_nothing(self) -> None:
        facts = signing(signer=signer(ZHOU, appointed(Duty.FIRST), account_open=False))
        assert codes(rules.may_pass(facts)) == ["account_closed"]


class TestQuotations:
    """A return may be tied to passages, and these are there."""

    def test_words_that_are_there_may_be_quoted(self) -> None:
        assert rules.quote_not_in_text(signing(words="〔正文：“安全检查”〕\n请改。")) is None

    def test_words_that_are_not_there_are_named(self) -> None:
        refusal = rules.quote_not_in_text(signing(lost_quotes=("十二月", "三十一日")))
        assert refusal is not None
        assert "“十二月”；“三十一日”" in str(refusal)

    def test_a_quotation_alone_says_not_what_is_wrong(self) -> None:
        refusal = rules.return_without_words(signing(words="〔正文：“安全检查”〕"))
        assert refusal is not None
