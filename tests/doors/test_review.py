"""Through the review itself: people who may not sign, or not now, or not this."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cms.freeze import freeze_all
from tests.doors import acting
from tests.doors.outcome import ATTACK, HARMLESS, REFUSED, door
from workflow import appointments, commands, people
from workflow.accounts.models import Reset
from workflow.models import Opinion, PageReview, Person
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.states import STAGES


def appoint(username, duty, section=None, until=None, on_behalf_of=None):
    """Appoint somebody as the two administrators do."""
    person = acting.presence(username).person
    principal = acting.presence(on_behalf_of).person if on_behalf_of else None
    row = appointments.propose(
        acting.presence("sun"),
        person,
        duty,
        section=section,
        until=until or (timezone.now() + timedelta(days=30) if principal else None),
        reason="test",
        on_behalf_of=principal,
    )
    appointments.confirm(acting.presence("qi"), row.uid)
    return row


def attacked(city, name="draft"):
    """Submit a page that says what must not be said, by 林晓."""
    return acting.hand_in("lin", [acting.save(city.page(name), "lin", title=ATTACK)])


# ── 13 ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("stage", STAGES)
@door(13, "the drafter, who is appointed to every stage, signs one", REFUSED)
def test_the_drafter_signs_nothing(city, stage):
    appoint("lin", Duty(stage))
    submission = attacked(city)
    _up_to(submission, stage)
    city.refused(lambda: acting.sign("lin", submission, stage), "contributor_signs")


@pytest.mark.parametrize("stage", STAGES)
@door(13, "somebody who changed a comma in this round signs a stage", REFUSED)
def test_who_changed_a_comma_signs_nothing(city, stage):
    username = {"first": "zhou", "second": "wu", "final": "zheng"}[stage]
    appoint(username, Duty.DRAFT)
    acting.save(city.page("draft"), username, summary=f"{ATTACK},")
    submission = attacked(city)
    spare = {"first": "zhou", "second": "wu", "final": "zheng"}
    for earlier in STAGES[: STAGES.index(stage)]:
        acting.sign(spare[earlier], submission, earlier)
    city.refused(lambda: acting.sign(username, submission, stage), "contributor_signs")


@door(13, "somebody changes the picture of a page under review, then signs", REFUSED)
def test_who_changed_a_picture_signs_nothing(city):
    submission = attacked(city)
    commands.contribute(acting.presence("zhou").person, city.review("draft"), "asset", "")
    city.refused(lambda: acting.sign("zhou", submission, "first"), "contributor_signs")


@door(13, "a copy of a page is signed by who wrote the original", REFUSED)
def test_the_author_of_the_original_signs_no_copy(city):
    appoint("he", Duty.FIRST)
    page = acting.save(city.page("draft"), "he", title=ATTACK)
    browser = city.browser("lin")
    response = browser.post(
        f"/admin/pages/{page.pk}/copy/",
        {"new_title": ATTACK, "new_slug": "abschrift", "new_parent_page": page.get_parent().pk},
        follow=True,
    )
    assert response.status_code == 200
    copy = type(page).objects.get(slug="abschrift")
    submission = acting.hand_in("lin", [copy])
    city.refused(lambda: acting.sign("he", submission, "first"), "contributor_signs")


@door(13, "a revision that nobody answers for is submitted", REFUSED)
def test_what_nobody_answers_for_is_not_submitted(city):
    page = acting.save(city.page("draft"), None, title=ATTACK)
    frozen = freeze_all([page])
    assert frozen[0].problems
    handed = [item.for_submission() for item in frozen]
    city.refused(
        lambda: commands.submit(acting.presence("lin"), handed, commands.bundle_digest(handed)),
        "problem_left",
        "revision_unanswered",
    )


# ── 14 ───────────────────────────────────────────────────────────────────────
@door(14, "one person, appointed to two stages, signs both", REFUSED)
def test_one_person_signs_one_stage(city):
    submission = attacked(city)
    acting.sign("zhou", submission, "first")
    acting.sign("chen", submission, "second")
    city.refused(lambda: acting.sign("chen", submission, "final"), "one_person_one_stage")


@door(14, "a delegate signs for somebody who has signed already", REFUSED)
def test_the_principal_counts_as_having_signed(city):
    appoint("zheng", Duty.SECOND)
    appoint("deng", Duty.FINAL, on_behalf_of="zheng")
    submission = attacked(city)
    acting.sign("zhou", submission, "first")
    acting.sign("zheng", submission, "second")
    city.refused(lambda: acting.sign("deng", submission, "final"), "one_person_one_stage")


@door(14, "the drafter's delegate signs", REFUSED)
def test_a_delegate_of_the_drafter_signs_nothing(city):
    appoint("lin", Duty.FIRST)
    appoint("deng", Duty.FIRST, on_behalf_of="lin")
    submission = attacked(city)
    city.refused(lambda: acting.sign("deng", submission, "first"), "contributor_signs")


@door(14, "the second account of a person signs another stage", REFUSED)
def test_two_accounts_are_one_person(city):
    chen = acting.presence("chen").person
    people.open_account(
        acting.presence("sun"), chen, username="chen2", password="Yunxi-2026-another"
    )
    people.confirm_reset(
        acting.presence("qi"), Reset.objects.get(account__user__username="chen2").uid
    )
    submission = attacked(city)
    acting.sign("zhou", submission, "first")
    acting.sign("chen", submission, "second")
    city.refused(lambda: acting.sign("chen2", submission, "final"), "one_person_one_stage")


@door(14, "a person is entered a second time under the same personal number", REFUSED)
def test_one_number_is_one_person(city):
    number = acting.presence("chen").person.number
    city.refused(
        lambda: people.create_person(acting.presence("sun"), number=f" {number} ", name="陈丽"),
        "number_taken",
    )


# ── 15 ───────────────────────────────────────────────────────────────────────
@door(15, "somebody without appointment signs, a superuser among them", REFUSED)
def test_without_appointment_no_signature(city):
    submission = attacked(city)
    for username in ("deng", "boss", "he", "sun", "qian"):
        city.refused(lambda u=username: acting.sign(u, submission, "first"), "never_appointed")


@door(
    15, "with an appointment that is only proposed, over, revoked, or for another section", REFUSED
)
def test_the_appointment_must_hold_here_and_now(city):
    submission = attacked(city)
    proposed = appointments.propose(
        acting.presence("sun"), acting.presence("deng").person, Duty.FIRST, reason="test"
    )
    city.refused(lambda: acting.sign("deng", submission, "first"), "appointment_unconfirmed")
    appointments.confirm(acting.presence("qi"), proposed.uid)
    appointments.revoke(acting.presence("qi"), proposed.uid, "test")
    city.refused(lambda: acting.sign("deng", submission, "first"), "appointment_ended")
    appoint("feng", Duty.FIRST, section=city.review("notices").uid)
    city.refused(lambda: acting.sign("feng", submission, "first"), "appointed_elsewhere")


@door(15, "an appointment ends between the first signature and the last", REFUSED)
def test_an_appointment_that_ended_does_not_carry_a_release(city):
    row = appoint("deng", Duty.FIRST)
    submission = attacked(city)
    acting.sign("deng", submission, "first")
    acting.sign("wu", submission, "second")
    appointments.revoke(acting.presence("qi"), row.uid, "test")
    city.refused(lambda: acting.sign("zheng", submission, "final"), "opinion_appointment_gone")


@door(15, "a delegate signs after the principal lost the duty", REFUSED)
def test_nobody_hands_on_what_they_lost(city):
    row = appoint("feng", Duty.FIRST)
    appoint("deng", Duty.FIRST, on_behalf_of="feng")
    submission = attacked(city)
    appointments.revoke(acting.presence("qi"), row.uid, "test")
    city.refused(lambda: acting.sign("deng", submission, "first"), "principal_without_duty")


# ── 16 ───────────────────────────────────────────────────────────────────────
@door(16, "the final reviewer signs first, the second before the first", REFUSED)
def test_stages_come_in_order(city):
    submission = attacked(city)
    city.refused(lambda: acting.sign("zheng", submission, "final"), "not_at_this_stage")
    city.refused(lambda: acting.sign("wu", submission, "second"), "not_at_this_stage")


@door(16, "the same stage is signed twice", REFUSED)
def test_a_stage_is_signed_once(city):
    appoint("deng", Duty.FIRST)
    submission = attacked(city)
    acting.sign("zhou", submission, "first")
    city.refused(lambda: acting.sign("deng", submission, "first"), "stage_taken")
    city.refused(
        lambda: acting.sign("zhou", submission, "second"), "one_person_one_stage", "never_appointed"
    )


@door(16, "two reviewers sign the same stage at the same moment", REFUSED)
def test_at_the_same_moment_one_is_first(city):
    appoint("deng", Duty.FIRST)
    submission = attacked(city)
    barrier, outcomes = threading.Barrier(2), []

    def signing(username):
        try:
            barrier.wait(10)
            acting.sign(username, submission, "first")
            outcomes.append("signed")
        except Refused as refused:
            outcomes.append(refused.refusals[0].code)
            city.refusals.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=signing, args=(name,)) for name in ("zhou", "deng")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) in (["signed", "stage_taken"], ["overtaken", "signed"])
    assert Opinion.objects.filter(submission=submission).count() == 1


# ── 17, 18, 19 ───────────────────────────────────────────────────────────────
@door(17, "a signature arrives for the digest that was on the screen before a new round", REFUSED)
def test_a_stale_screen_signs_nothing(city):
    page = acting.save(city.page("draft"), "lin", title="平常的标题")
    first = acting.hand_in("lin", [page])
    commands.recall(acting.presence("lin"), first, first.digest)
    second = attacked(city)
    city.refused(
        lambda: acting.sign("zhou", second, "first", shown=first.digest), "another_version"
    )
    city.refused(lambda: acting.sign("zhou", first, "first"), "round_over")


@door(17, "autosave rewrites the revision between the submit screen and the button", REFUSED)
def test_what_is_submitted_was_on_the_screen(city):
    page = city.page("draft")
    frozen = [item.for_submission() for item in freeze_all([page])]
    shown = commands.bundle_digest(frozen)
    commands.mint_address(frozen[0].review, frozen[0].content.address)
    acting.save(page, "lin", title=ATTACK)
    city.refused(
        lambda: commands.submit(acting.presence("lin"), frozen, shown), "changed_meanwhile"
    )
    browser = city.browser("lin")
    response = browser.post(f"/admin/submit/{page.pk}/", {"shown": shown})
    assert response.status_code == 409
    assert PageReview.objects.get(page=page).submission is None


@door(18, "a genuine signature is posted to another submission", REFUSED)
def test_a_signature_names_its_submission(city):
    one = acting.hand_in("lin", [acting.save(city.page("other"), "lin")])
    other = attacked(city)
    city.refused(lambda: acting.sign("zhou", other, "first", shown=one.digest), "another_version")


@door(19, "a text rewritten after a return goes on at the stage that returned it", REFUSED)
def test_after_a_rewrite_everybody_reads_again(city):
    first = acting.hand_in("lin", [acting.save(city.page("draft"), "lin", title="平常的标题")])
    acting.sign("zhou", first, "first")
    acting.sign("wu", first, "second")
    commands.decide(
        acting.presence("zheng"),
        first,
        shown=first.digest,
        stage="final",
        decision="return",
        words="请改。",
        target="drafter",
    )
    second = attacked(city)
    city.refused(lambda: acting.sign("zheng", second, "final"), "not_at_this_stage")
    city.refused(lambda: acting.sign("zheng", first, "final"), "round_over", "stage_taken")


@door(19, "a return to the first stage lets an old second signature stand", REFUSED)
def test_a_return_voids_what_came_after(city):
    submission = attacked(city)
    acting.sign("zhou", submission, "first")
    acting.sign("wu", submission, "second")
    commands.decide(
        acting.presence("zheng"),
        submission,
        shown=submission.digest,
        stage="final",
        decision="return",
        words="请重审。",
        target="first",
    )
    acting.sign("zhou", submission, "first")
    city.refused(lambda: acting.sign("zheng", submission, "final"), "not_at_this_stage")
    city.sql(
        "UPDATE workflow_pagereview SET state = 'final_review' WHERE submission_id IS NOT NULL"
    )
    city.refused(lambda: acting.sign("chen", submission, "final"), "stage_without_pass")


# ── 20, 21 ───────────────────────────────────────────────────────────────────
@door(20, "a policy that lets the drafter sign comes into force while an item waits", REFUSED)
def test_a_later_policy_does_not_touch_what_waits(city):
    appoint("lin", Duty.FIRST)
    submission = attacked(city)
    row = appointments.propose_policy(
        acting.presence("sun"), drafter_signs_first=True, small_office=False
    )
    appointments.confirm_policy(acting.presence("qi"), row.uid)
    city.refused(lambda: acting.sign("lin", submission, "first"), "contributor_signs")


@door(20, "one administrator proposes and confirms a policy, or an appointment", REFUSED)
def test_rules_are_changed_by_two(city):
    row = appointments.propose_policy(
        acting.presence("sun"), drafter_signs_first=True, small_office=False
    )
    city.refused(
        lambda: appointments.confirm_policy(acting.presence("sun"), row.uid),
        "confirms_own_proposal",
    )
    city.refused(
        lambda: appointments.propose(
            acting.presence("boss"), Person.objects.get(name="邓平"), Duty.FINAL, reason="x"
        ),
        "not_administrator",
    )


@door(21, "the dates of a signed, scheduled page are moved in the workspace", HARMLESS)
def test_a_signed_schedule_stays(city):
    page = city.page("later")
    page.live_from = timezone.now() - timedelta(days=1)
    page.save()
    acting.save(page, "lin", live_from=timezone.now() - timedelta(days=1), live_until=None)
    city.sql("UPDATE cms_articlepage SET live_from = NULL, live_until = NULL")
    city.sql(
        "UPDATE portal_publicitem SET live_from = %s, next_due = %s, status = 'public' "
        "WHERE uid = %s",
        [timezone.now() - timedelta(days=1), timezone.now(), city.review("later").uid],
    )
    city.sql("UPDATE ledger_releaseindex SET live_from = NULL")


def _up_to(submission, stage):
    """Let the usual people sign the stages before one."""
    usual = dict(zip(STAGES, ("zhou", "wu", "zheng"), strict=True))
    for earlier in STAGES[: STAGES.index(stage)]:
        acting.sign(usual[earlier], submission, earlier)
