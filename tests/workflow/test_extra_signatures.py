"""会签, 保密审查 and proofs by a proofreader: what a policy adds to the three stages."""

import pytest
from django.contrib.auth import get_user_model

from ledger import verify
from ledger.models import Release
from tests.scenes import Office, content_of
from workflow import commands, dimensions, queries
from workflow.dimensions import Dimension
from workflow.models import Account, Finding, Opinion, PageReview, Submission
from workflow.presence import Presence
from workflow.queries import rounds
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.rules.facts import Extra
from workflow.states import STAGES, Stage

pytestmark = pytest.mark.django_db

SECRECY = Extra("secrecy", "", "policy")


def refusal(office: Office, submission: Submission, stage: Stage, by: str) -> tuple[str, str]:
    """Let somebody try to sign; give code and sentence of the first refusal."""
    with pytest.raises(Refused) as refused:
        office.sign(submission, stage, by=by)
    first = refused.value.refusals[0]
    return first.code, str(first.sentence)


@pytest.fixture
def secret(office: Office) -> Office:
    """何静 is the secrecy reviewer, and policy documents need her."""
    office.appoint("he", Duty.SECRECY)
    office.policy(SECRECY)
    return office


@pytest.fixture
def document(secret: Office) -> Submission:
    """A policy document that two stages passed."""
    return secret.advance(secret.submit(secret.page(kind="policy")), Stage.FINAL)


class TestAnExtraSignature:
    def test_is_asked_of_the_kind_that_the_policy_names_and_of_no_other(
        self, secret: Office
    ) -> None:
        [article] = secret.release(secret.page(kind="article"))
        assert len(verify.release(article).opinions) == 3

    def test_is_missed_by_name_and_with_who_could_give_it(
        self, secret: Office, document: Submission
    ) -> None:
        code, sentence = refusal(secret, document, Stage.FINAL, "zheng")
        assert code == "signature_missing"
        assert "保密审查（何静）" in sentence

    def test_stands_in_the_release_and_is_verified(
        self, secret: Office, document: Submission
    ) -> None:
        secret.sign(document, Stage.SECRECY, by="he")
        secret.sign(document, Stage.FINAL)
        opinions = verify.release(Release.objects.get()).opinions
        assert [each.stage for each in opinions] == ["first", "second", "final", "secrecy"]
        assert [each.ordinal for each in opinions] == [1, 2, 4, 3]
        assert [each.proofread for each in opinions] == [True, True, True, False]
        assert verify.ledger().ok

    def test_moves_nothing_and_resets_no_clock(self, secret: Office, document: Submission) -> None:
        [before] = queries.in_progress()
        secret.sign(document, Stage.SECRECY, by="he")
        [after] = queries.in_progress()
        assert PageReview.objects.get().state == "final_review"
        assert after.since == before.since
        assert (before.missing, after.missing) == ((Stage.SECRECY,), ())

    def test_waits_on_the_desk_of_whoever_can_give_it(
        self, secret: Office, document: Submission
    ) -> None:
        assert queries.my_stages(secret.presence("he"), document) == (Stage.SECRECY,)
        assert [each.submission for each in queries.queue(secret.presence("he"))] == [document]
        secret.sign(document, Stage.SECRECY, by="he")
        assert queries.queue(secret.presence("he")) == []

    @pytest.mark.parametrize("who", ["zhou", "wu"])
    def test_is_not_given_by_who_signed_a_stage(
        self, secret: Office, document: Submission, who: str
    ) -> None:
        secret.appoint(who, Duty.SECRECY)
        assert refusal(secret, document, Stage.SECRECY, who)[0] == "one_person_one_stage"

    def test_is_not_given_by_who_wrote_it(self, secret: Office, document: Submission) -> None:
        secret.appoint("lin", Duty.SECRECY)
        assert refusal(secret, document, Stage.SECRECY, "lin")[0] == "contributor_signs"

    def test_takes_the_final_stage_from_who_gave_it(
        self, secret: Office, document: Submission
    ) -> None:
        secret.appoint("zheng", Duty.SECRECY)
        secret.sign(document, Stage.SECRECY, by="zheng")
        assert refusal(secret, document, Stage.FINAL, "zheng")[0] == "one_person_one_stage"

    def test_counts_for_the_principal_too(self, secret: Office, document: Submission) -> None:
        secret.appoint("zheng", Duty.SECRECY)
        secret.appoint("chen", Duty.SECRECY, principal="zheng")
        secret.sign(document, Stage.SECRECY, by="chen")
        assert refusal(secret, document, Stage.FINAL, "zheng")[0] == "one_person_one_stage"

    def test_is_not_given_by_a_second_account_of_who_signed(
        self, secret: Office, document: Submission
    ) -> None:
        secret.appoint("wu", Duty.SECRECY)
        person = secret.person("wu")
        user = get_user_model().objects.create_user("wu2")
        second = Account.objects.create(person=person, user=user)
        presence = Presence(person, second.pk, "second", secret.presence("wu").proven_at)
        with pytest.raises(Refused) as refused:
            commands.decide(
                presence,
                document,
                shown=document.digest,
                stage=Stage.SECRECY,
                decision="pass",
            )
        assert refused.value.refusals[0].code == "one_person_one_stage"

    def test_falls_with_a_return_and_is_given_again(
        self, secret: Office, document: Submission
    ) -> None:
        secret.sign(document, Stage.SECRECY, by="he")
        secret.send_back(document, Stage.FINAL, "second")
        assert [o.stage for o in rounds.standing_opinions(document) if o.decision == "pass"] == [
            "first"
        ]
        secret.sign(document, Stage.SECOND)
        assert refusal(secret, document, Stage.FINAL, "zheng")[0] == "signature_missing"
        secret.sign(document, Stage.SECRECY, by="he")
        secret.sign(document, Stage.FINAL)
        assert verify.ledger().ok

    def test_of_one_page_is_given_for_all_pages_of_the_submission(self, secret: Office) -> None:
        submission = secret.submit(secret.page(kind="policy"), secret.page("解读"))
        secret.advance(submission, Stage.FINAL)
        secret.sign(submission, Stage.SECRECY, by="he")
        secret.sign(submission, Stage.FINAL)
        assert [len(verify.release(row).opinions) for row in Release.objects.all()] == [4, 4]

    def test_goes_by_the_policy_that_the_submission_names(self, office: Office) -> None:
        before = office.submit(office.page(kind="policy"))
        office.appoint("he", Duty.SECRECY)
        newer = office.policy(SECRECY)
        for stage in STAGES:
            office.sign(before, stage)
        after = office.advance(office.submit(office.page("另一件", kind="policy")), Stage.FINAL)
        assert refusal(office, after, Stage.FINAL, "zheng")[0] == "signature_missing"
        assert queries.statement_of(after).policy == newer.digest
        assert verify.ledger().ok

    def test_is_asked_below_the_section_that_the_policy_names(self, secret: Office) -> None:
        section = secret.page("政策", kind="section")
        secret.policy(Extra("countersign", section.review.uid, ""))
        inside = secret.submit(secret.page("在内", lineage=[section.review.uid]))
        outside = secret.submit(secret.page("在外"))
        assert rounds.asked_of(inside) == (Stage.COUNTERSIGN,)
        assert rounds.asked_of(outside) == ()


class TestAPolicy:
    @pytest.mark.parametrize(
        ("extra", "code"),
        [
            (Extra("first", "", ""), "extra_unknown"),
            (Extra("final_proof", "", ""), "extra_unknown"),
            (Extra("system", "", ""), "extra_unknown"),
            (Extra("secrecy", "no-such-section", ""), "extra_section_unknown"),
        ],
    )
    def test_asks_for_known_signatures_in_known_sections(
        self, office: Office, extra: Extra, code: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            office.policy(extra)
        assert refused.value.refusals[0].code == code

    def test_asks_for_the_same_once(self, office: Office) -> None:
        with pytest.raises(Refused) as refused:
            office.policy(SECRECY, SECRECY)
        assert refused.value.refusals[0].code == "extra_twice"


class TestASeparateProofreader:
    @pytest.fixture
    def proved(self, office: Office) -> Submission:
        """陈默 proofreads all three stages of what 林晓 wrote, with an error in it."""
        for duty in (Duty.FIRST_PROOF, Duty.SECOND_PROOF, Duty.FINAL_PROOF):
            office.appoint("chen", duty)
        office.policy(separate_proofreader=True)
        page = office.page()
        text = "请于2026年2月30日前报送。"
        content = content_of(page.review, page.content.title, text=text)
        submission = office.submit(type(page)(page.review, content, page.revision))
        assert Finding.objects.filter(severity="error").exists()
        return submission

    def test_disposes_of_the_errors_and_the_reviewer_need_not(
        self, office: Office, proved: Submission
    ) -> None:
        assert refusal(office, proved, Stage.FIRST, "zhou")[0] == "signature_missing"
        assert refusal(office, proved, Stage.FIRST_PROOF, "chen")[0] == "error_undisposed"
        for finding in Finding.objects.filter(severity="error"):
            office.keep(finding, Stage.FIRST_PROOF, by="chen")
        office.sign(proved, Stage.FIRST_PROOF, by="chen")
        office.sign(proved, Stage.FIRST)
        assert list(Opinion.objects.order_by("ordinal").values_list("stage", flat=True)) == [
            "first_proof",
            "first",
        ]

    def test_makes_three_records_of_the_three_proofs(
        self, office: Office, proved: Submission
    ) -> None:
        for stage in STAGES:
            proof = Stage(f"{stage}_proof")
            for finding in Finding.objects.filter(severity="error"):
                office.keep(finding, proof, by="chen")
            office.sign(proved, proof, by="chen")
            office.sign(proved, stage)
        opinions = verify.release(Release.objects.get()).opinions
        assert [each.stage for each in opinions if each.proofread] == [
            "first_proof",
            "second_proof",
            "final_proof",
        ]
        assert verify.ledger().ok

    @pytest.mark.parametrize("who", ["zhou", "lin"])
    def test_is_neither_a_reviewer_nor_the_drafter(
        self, office: Office, proved: Submission, who: str
    ) -> None:
        office.appoint(who, Duty.SECOND_PROOF)
        for finding in Finding.objects.filter(severity="error"):
            office.keep(finding, Stage.FIRST_PROOF, by="chen")
        office.sign(proved, Stage.FIRST_PROOF, by="chen")
        office.sign(proved, Stage.FIRST)
        code = refusal(office, proved, Stage.SECOND_PROOF, who)[0]
        assert code == {"zhou": "one_person_one_stage", "lin": "contributor_signs"}[who]

    def test_reviews_nothing_afterwards(self, office: Office, proved: Submission) -> None:
        office.appoint("chen", Duty.FIRST)
        for finding in Finding.objects.filter(severity="error"):
            office.keep(finding, Stage.FIRST_PROOF, by="chen")
        office.sign(proved, Stage.FIRST_PROOF, by="chen")
        assert refusal(office, proved, Stage.FIRST, "chen")[0] == "one_person_one_stage"


class TestTheSixDimensions:
    def test_that_a_stage_answers_for_are_ticked_or_the_pass_is_refused(
        self, office: Office
    ) -> None:
        office.policy(obligatory=[Dimension.WORDING, Dimension.OPINION])
        submission = office.submit(office.page())
        code, sentence = refusal(office, submission, Stage.FIRST, "zhou")
        assert code == "dimension_unlooked"
        assert "文字" in sentence
        assert "舆情" not in sentence
        opinion = office.sign(submission, Stage.FIRST, words="〔已核对：文字〕\n同意。")
        assert opinion.decision == "pass"

    def test_that_no_policy_asks_for_may_be_left_out(self, office: Office) -> None:
        assert office.sign(office.submit(office.page()), Stage.FIRST).decision == "pass"

    def test_are_read_as_they_were_written(self) -> None:
        words = dimensions.compose("同意。", [Dimension.SECRECY, Dimension.POLITICS])
        assert words == "〔已核对：政治、保密〕\n同意。"
        assert dimensions.parse(words) == ("同意。", (Dimension.POLITICS, Dimension.SECRECY))

    @pytest.mark.parametrize(
        "words",
        [
            "同意。",
            "〔已核对：一切〕同意。",
            "同意。〔已核对：政治〕",
            "〔已核对：〕",
            "〔已核对：政治、一切〕\n好",
        ],
    )
    def test_are_not_read_into_other_words(self, words: str) -> None:
        assert dimensions.parse(words) == (words, ())

    def test_are_all_answered_for_by_the_three_stages(self) -> None:
        answered = {each for stage in STAGES for each in dimensions.ANSWERS[stage]}
        assert answered == set(Dimension)
