"""A page goes through review, as people do it."""

import pytest

from ledger import entries, releases, verify
from ledger.models import AuditEntry, EntryIndex
from ledger.status import PublicStatus, status
from tests.scenes import Office
from workflow import commands, queries
from workflow.models import Opinion, PageReview, Submission
from workflow.refusals import Refused
from workflow.states import STAGES, Stage, State

pytestmark = pytest.mark.django_db


def state(frozen: commands.FrozenPage) -> State:
    """Read where a working copy stands."""
    return State(PageReview.objects.get(pk=frozen.review.pk).state)


def tags() -> list[str]:
    """Give the tags of the audit log in their order."""
    return list(EntryIndex.objects.order_by("sequence").values_list("tag", flat=True))


def test_three_signatures_make_a_verified_release(office: Office) -> None:
    page = office.page()
    submission = office.submit(page)
    states = [state(page)]
    for stage in STAGES:
        office.sign(submission, stage)
        states.append(state(page))
    assert states == ["first_review", "second_review", "final_review", "released"]
    release = releases.newest(page.review.uid)
    assert release is not None
    verified = verify.release(release)
    assert verified.content == page.content
    assert [o.person["name"] for o in verified.opinions] == ["周正", "吴敏", "郑岚"]
    assert tags()[-4:] == [
        "submission:opened",
        "review:first:passed",
        "review:second:passed",
        "release:published",
    ]


def test_the_entry_of_a_release_covers_the_final_opinion(office: Office) -> None:
    office.release(office.page())
    final = Opinion.objects.get(stage="final")
    newest = AuditEntry.objects.order_by("-sequence")[0]
    assert final.digest in entries.header(newest).covers


def test_every_opinion_names_those_that_stood_before_it(office: Office) -> None:
    submission = office.submit(office.page())
    first = office.sign(submission, Stage.FIRST)
    second = office.sign(submission, Stage.SECOND)
    assert queries.standing_opinions(submission) == [first, second]
    from_statement = [Opinion.objects.get(pk=o.pk).statement for o in (first, second)]
    assert first.digest.encode() in bytes(from_statement[1])


def test_after_a_return_to_the_drafter_all_three_sign_again(office: Office) -> None:
    page = office.page()
    submission = office.advance(office.submit(page), Stage.SECOND)
    office.send_back(submission, Stage.SECOND)
    assert state(page) is State.RETURNED
    second_round = office.submit(office.rewrite(page, "改过的正文。"))
    assert state(page) is State.FIRST_REVIEW
    assert (second_round.round, second_round.previous) == (2, submission.digest)
    with pytest.raises(Refused) as refused:
        office.sign(second_round, Stage.SECOND)
    assert "not_at_this_stage" in {r.code for r in refused.value.refusals}


def test_a_return_to_an_earlier_stage_keeps_the_submission_and_voids_what_came_after(
    office: Office,
) -> None:
    page = office.page()
    submission = office.advance(office.submit(page), Stage.FINAL)
    office.send_back(submission, Stage.FINAL, "second")
    assert state(page) is State.SECOND_REVIEW
    passes = [(o.stage, v) for o, v in queries.rounds.opinions(submission) if o.decision == "pass"]
    assert passes == [("first", False), ("second", True)]
    office.sign(submission, Stage.SECOND)
    office.sign(submission, Stage.FINAL)
    assert state(page) is State.RELEASED
    assert Submission.objects.count() == 1


def test_a_correction_goes_through_three_signatures_and_replaces_the_release(
    office: Office,
) -> None:
    page = office.page()
    [first] = office.release(page)
    [second] = office.release(office.rewrite(page, "更正后的正文。"))
    header = releases.header(second)
    assert (header.kind, header.base) == ("correct", first.sequence)


def test_two_pages_are_signed_and_released_together(office: Office) -> None:
    section = office.page("通知公告", kind="section", address="/news/")
    article = office.page(lineage=[section.review.uid], links=("/news/",))
    made = office.release(section, article)
    assert [releases.header(row).page for row in made] == [
        section.review.uid,
        article.review.uid,
    ]
    assert tags().count("release:published") == 1


def test_the_submitter_recalls_and_can_edit_again(office: Office) -> None:
    page = office.page()
    submission = office.submit(page)
    commands.recall(office.presence("lin"), submission, submission.digest)
    assert state(page) is State.DRAFTING
    assert office.submit(page).round == 2


def test_a_withdrawal_takes_a_page_away_and_closes_the_open_round(office: Office) -> None:
    page = office.page()
    office.release(page)
    submission = office.submit(office.rewrite(page, "更正稿。"))
    release = office.withdraw(page)
    headers = [releases.header(row) for row in releases.of_page(page.review.uid)]
    assert status(headers, entries.now()) is PublicStatus.WITHDRAWN
    assert state(page) is State.DRAFTING
    with pytest.raises(Refused) as refused:
        office.sign(submission, Stage.FIRST)
    assert refused.value.refusals[0].code == "round_over"
    commands.confirm_withdrawal(office.presence("wu"), release.sequence)
    assert tags()[-1] == "withdrawal:confirmed"


def test_a_withdrawn_page_comes_back_through_three_signatures(office: Office) -> None:
    page = office.page()
    office.release(page)
    office.withdraw(page)
    [release] = office.release(page)
    assert releases.header(release).kind == "publish"


def test_a_refused_signature_is_written_down_with_its_rule(office: Office) -> None:
    submission = office.submit(office.page())
    with pytest.raises(Refused):
        office.sign(submission, Stage.FIRST, by="he")
    newest = entries.header(AuditEntry.objects.order_by("-sequence")[0])
    assert newest.tag == "signature:refused"
    assert newest.detail["rules"] == ["never_appointed"]
    assert Opinion.objects.count() == 0


def test_what_somebody_typed_survives_a_refusal(office: Office) -> None:
    submission = office.submit(office.page())
    commands.keep_draft(office.presence("zhou"), submission, "同意发布")
    with pytest.raises(Refused):
        office.sign(submission, Stage.SECOND, by="zhou")
    assert office.person("zhou").opiniondraft_set.get().words == "同意发布"
    office.sign(submission, Stage.FIRST)
    assert not office.person("zhou").opiniondraft_set.exists()


def test_the_queue_of_each_reviewer_holds_what_they_can_sign(office: Office) -> None:
    submission = office.submit(office.page())
    queues = {key: len(queries.queue(office.presence(key))) for key in ("zhou", "wu", "lin", "he")}
    assert queues == {"zhou": 1, "wu": 0, "lin": 0, "he": 0}
    office.sign(submission, Stage.FIRST)
    assert len(queries.queue(office.presence("wu"))) == 1
    view = queries.submission_view(submission)
    assert (view.stage, view.drafter.name, view.is_open) == (Stage.SECOND, "林晓", True)
