"""Ways round three signatures that end at the workflow: each is tried and refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from wagtail.models import Task, Workflow, WorkflowPage

from ledger import bodies, canonical, entries, releases, triggers
from ledger.formats import v1
from ledger.models import AuditEntry, Release
from tests.scenes import Office, time_text
from workflow import appointments, commands, queries
from workflow.apps import APPEND_ONLY
from workflow.commands import FrozenPage
from workflow.models import (
    Contribution,
    Finding,
    Opinion,
    PageReview,
    Submission,
)
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.states import Stage

pytestmark = pytest.mark.django_db


@contextmanager
def without_triggers() -> Iterator[None]:
    """Do as somebody on the server who drops the triggers first."""
    # PostgreSQL alters no table on which a deferred constraint is still to be checked.
    connection.check_constraints()
    triggers.remove(connection)
    yield
    connection.check_constraints()
    triggers.install(connection)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Give the codes of all refusals."""
    return [refusal.code for refusal in refused.value.refusals]


class TestSubmitting:
    """What is submitted is what was seen, and somebody answers for it."""

    def test_autosave_after_freezing_refuses(self, office: Office) -> None:
        page = office.page()
        office.save(page.review, "lin")
        with pytest.raises(Refused) as refused:
            office.submit(page)
        assert codes(refused) == ["changed_meanwhile"]

    def test_a_revision_that_nobody_answers_for_refuses(self, office: Office) -> None:
        page = office.page()
        page.review.page.save_revision()
        frozen = FrozenPage(page.review, page.content, queries.rounds.latest_revision(page.review))
        with pytest.raises(Refused) as refused:
            office.submit(frozen)
        assert codes(refused) == ["revision_unanswered"]

    def test_the_content_of_another_page_refuses(self, office: Office) -> None:
        page, other = office.page(), office.page("另一篇")
        with pytest.raises(Refused) as refused:
            office.submit(FrozenPage(page.review, other.content, page.revision))
        assert codes(refused) == ["another_page"]

    def test_problems_of_freezing_refuse(self, office: Office) -> None:
        page = replace(office.page(), problems=["链接目标尚未发布：/a/"])
        with pytest.raises(Refused) as refused:
            office.submit(page)
        assert codes(refused) == ["problem_left"]

    def test_two_drafters_cannot_open_two_rounds(self, office: Office) -> None:
        page = office.page()
        office.submit(page)
        with pytest.raises(Refused) as refused:
            office.submit(page, by="chen")
        assert codes(refused) == ["already_under_review"]


class TestContributors:
    """Whoever put a hand to the text since its newest release."""

    def test_who_changed_a_comma_in_an_earlier_round_signs_nothing(self, office: Office) -> None:
        office.appoint("chen", Duty.FIRST)
        page = office.page()
        office.save(page.review, "chen")
        submission = office.submit(office.rewrite(page, "一稿。"))
        office.send_back(submission, Stage.FIRST)
        again = office.submit(office.rewrite(page, "二稿。"))
        with pytest.raises(Refused) as refused:
            office.sign(again, Stage.FIRST, by="chen")
        assert codes(refused) == ["contributor_signs"]

    def test_after_a_release_the_contributors_begin_anew(self, office: Office) -> None:
        office.appoint("chen", Duty.FIRST)
        page = office.page(by="chen")
        office.release(page)
        submission = office.submit(office.rewrite(page, "更正。"))
        office.sign(submission, Stage.FIRST, by="chen")

    def test_after_a_withdrawal_everybody_who_ever_wrote_it_counts(self, office: Office) -> None:
        office.appoint("chen", Duty.FIRST)
        page = office.page(by="chen")
        office.release(page)
        office.withdraw(page)
        submission = office.submit(office.rewrite(page, "重新发布。"))
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST, by="chen")
        assert codes(refused) == ["contributor_signs"]

    def test_who_submits_signs_nothing(self, office: Office) -> None:
        office.appoint("zhou", Duty.DRAFT)
        submission = office.submit(office.page(), by="zhou")
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST)
        assert codes(refused) == ["contributor_signs"]

    def test_who_changes_a_picture_under_review_signs_nothing(self, office: Office) -> None:
        page = office.page()
        submission = office.submit(page)
        commands.contribute(office.person("zhou"), page.review, "asset")
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST)
        assert codes(refused) == ["contributor_signs"]

    def test_a_change_by_nobody_is_no_contribution(self, office: Office) -> None:
        page = office.page()
        count = Contribution.objects.count()
        assert commands.contribute(None, page.review, "saved", "9@x") is None
        assert Contribution.objects.count() == count


class TestSigning:
    """One digest, one stage, one person."""

    def test_a_stale_tab_signs_nothing(self, office: Office) -> None:
        page = office.page()
        old = office.submit(page)
        office.send_back(old, Stage.FIRST)
        new = office.submit(office.rewrite(page, "换过的正文。"))
        with pytest.raises(Refused) as refused:
            commands.decide(
                office.presence("zhou"), new, shown=old.digest, stage="first", decision="pass"
            )
        assert codes(refused) == ["another_version"]
        with pytest.raises(Refused) as refused:
            office.sign(old, Stage.FIRST)
        assert codes(refused) == ["round_over"]

    def test_the_same_signature_twice_counts_once(self, office: Office) -> None:
        submission = office.submit(office.page())
        office.sign(submission, Stage.FIRST)
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST)
        assert codes(refused) == ["stage_taken"]

    def test_errors_are_disposed_at_each_stage(self, office: Office) -> None:
        submission = office.submit(office.page(text="联系人李某，电话13812345678。"))
        [finding] = Finding.objects.filter(submission=submission)
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST)
        assert codes(refused) == ["error_undisposed"]
        dispose = commands.dispose
        with pytest.raises(Refused) as refused:
            dispose(office.presence("zhou"), finding, stage="first", decision="kept")
        assert codes(refused) == ["kept_without_reason"]
        dispose(office.presence("zhou"), finding, stage="first", decision="return", reason="遮盖")
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FIRST)
        assert codes(refused) == ["listed_for_return"]
        dispose(office.presence("zhou"), finding, stage="first", decision="kept", reason="公开电话")
        opinion = office.sign(submission, Stage.FIRST)
        assert v1.Opinion.parse(bytes(opinion.statement)).dispositions
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.SECOND)
        assert codes(refused) == ["error_undisposed"]

    def test_nobody_disposes_who_could_not_sign(self, office: Office) -> None:
        submission = office.submit(office.page(text="电话13812345678。"))
        [finding] = submission.findings.all()
        for who in ("lin", "he", "wu"):
            with pytest.raises(Refused):
                commands.dispose(
                    office.presence(who), finding, stage="first", decision="false_alarm"
                )


class TestReleasing:
    """The final signature looks at everything before it again."""

    def ready(self, office: Office) -> Submission:
        """Give a submission at the final stage."""
        return office.advance(office.submit(office.page()), Stage.FINAL)

    def test_an_appointment_that_ended_meanwhile_stops_the_release(self, office: Office) -> None:
        row = office.appoint("he", Duty.FIRST)
        submission = office.submit(office.page())
        office.sign(submission, Stage.FIRST, by="he")
        office.sign(submission, Stage.SECOND)
        appointments.revoke(office.presence("secadmin"), row.uid, "调离")
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FINAL)
        assert codes(refused) == ["opinion_appointment_gone"]
        office.send_back(submission, Stage.FINAL, "first")
        office.sign(submission, Stage.FIRST)
        office.sign(submission, Stage.SECOND)
        office.sign(submission, Stage.FINAL)

    def test_an_opinion_put_into_the_table_is_no_signature(self, office: Office) -> None:
        submission = self.ready(office)
        genuine = Opinion.objects.get(stage="second")
        forged = v1.Opinion.parse(bytes(genuine.statement))
        with without_triggers():
            Opinion.objects.filter(pk=genuine.pk).update(
                statement=replace(forged, words=None, ordinal=7).encoded
            )
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FINAL)
        assert "opinion_not_genuine" in codes(refused)
        assert not Release.objects.exists()

    def test_a_copied_opinion_is_no_signature_of_another_submission(self, office: Office) -> None:
        office.release(office.page())
        other = office.submit(office.page("另一篇"))
        office.sign(other, Stage.FIRST)
        genuine = Opinion.objects.get(stage="second")
        columns = {
            f.attname: getattr(genuine, f.attname)
            for f in Opinion._meta.concrete_fields
            if f.attname not in ("id", "submission_id", "digest")
        }
        Opinion.objects.create(**columns, submission=other, digest="sha256:" + "0" * 64)
        PageReview.objects.filter(submission=other).update(state="final_review")
        with pytest.raises(Refused) as refused:
            office.sign(other, Stage.FINAL)
        assert "opinion_not_genuine" in codes(refused)

    def test_a_content_changed_in_the_table_stops_the_release(self, office: Office) -> None:
        submission = self.ready(office)
        item = submission.items.get()
        with without_triggers():
            submission.items.filter(pk=item.pk).update(content=canonical.digest(b"other"))
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FINAL)
        assert codes(refused) == ["statement_broken"]

    def test_a_state_set_by_hand_releases_nothing(self, office: Office) -> None:
        page = office.page()
        submission = office.submit(page)
        PageReview.objects.filter(pk=page.review.pk).update(state="final_review")
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FINAL)
        assert codes(refused) == ["stage_without_pass"]

    def test_a_link_to_what_is_not_public_stops_the_release(self, office: Office) -> None:
        target = office.page("链接目标")
        page = office.page(links=(f"{target.content.address}#s1",))
        submission = office.advance(office.submit(page), Stage.FINAL)
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FINAL)
        assert codes(refused) == ["link_not_public"]
        office.release(target)
        office.sign(submission, Stage.FINAL)

    def test_a_section_that_is_not_public_stops_the_release(self, office: Office) -> None:
        section = office.page("通知公告", kind="section", address="/news/")
        page = office.page(lineage=[section.review.uid])
        submission = office.advance(office.submit(page), Stage.FINAL)
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FINAL)
        assert codes(refused) == ["section_not_public"]

    def test_a_broken_statement_leaves_nothing_behind(self, office: Office) -> None:
        submission = self.ready(office)
        item = submission.items.get()
        with without_triggers(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE ledger_body SET data = %s WHERE digest = %s", [b"{}", item.content]
            )
        before = Opinion.objects.count()
        with pytest.raises(Refused) as refused:
            office.sign(submission, Stage.FINAL)
        assert codes(refused) == ["statement_broken"]
        assert Opinion.objects.count() == before


class TestWithdrawing:
    """Taking away adds nothing and brings nothing back."""

    def test_a_section_that_carries_public_pages_stays(self, office: Office) -> None:
        section = office.page("通知公告", kind="section", address="/news/")
        article = office.page(lineage=[section.review.uid])
        office.release(section, article)
        with pytest.raises(Refused) as refused:
            office.withdraw(section)
        assert codes(refused) == ["carries_others"]
        office.withdraw(article)
        office.withdraw(section)

    def test_the_sentence_comes_from_the_released_frame(self, office: Office) -> None:
        details = {"withdrawal_sentences": [{"code": "removed", "sentence": "该页面已撤下。"}]}
        office.release(office.page("站点框架", kind="frame", details=details))
        page = office.page()
        office.release(page)
        with pytest.raises(Refused) as refused:
            commands.withdraw(
                office.presence("zheng"), page.review, sentence="造谣", reason="内容有误"
            )
        assert codes(refused) == ["sentence_unknown"]
        office.withdraw(page)

    def test_a_scheduled_page_is_withdrawn_before_its_time(self, office: Office) -> None:
        later = entries.now().replace(year=entries.now().year + 1)
        page = office.page(live_from=time_text(later))
        office.release(page)
        office.withdraw(page)
        with pytest.raises(Refused) as refused:
            office.withdraw(page)
        assert codes(refused) == ["nothing_public"]

    def test_the_withdrawer_does_not_confirm(self, office: Office) -> None:
        page = office.page()
        office.release(page)
        release = office.withdraw(page)
        assert len(queries.open_withdrawals()) == 1
        with pytest.raises(Refused) as refused:
            commands.confirm_withdrawal(office.presence("zheng"), release.sequence)
        assert codes(refused) == ["confirms_own_withdrawal"]
        with pytest.raises(Refused) as refused:
            commands.confirm_withdrawal(office.presence("lin"), release.sequence)
        assert codes(refused) == ["never_appointed"]
        commands.confirm_withdrawal(office.presence("zhou"), release.sequence)
        assert queries.open_withdrawals() == []

    def test_it_closes_the_round_of_a_whole_bundle(self, office: Office) -> None:
        one, two = office.page("一"), office.page("二")
        office.release(one)
        submission = office.submit(office.rewrite(one, "改。"), two)
        office.withdraw(one)
        states = PageReview.objects.filter(items__submission=submission)
        assert set(states.values_list("state", flat=True)) == {"drafting"}


class TestIdentity:
    """Serials and addresses are given once."""

    def test_serials_begin_at_six_digits_and_go_on(self, office: Office) -> None:
        serials = [office.page(str(n)).review.serial for n in range(3)]
        assert serials == [100001, 100002, 100003]

    def test_an_address_never_changes_and_never_changes_hands(self, office: Office) -> None:
        page, other = office.page(), office.page("另一篇")
        assert page.review.address is not None
        commands.mint_address(page.review, page.review.address)
        with pytest.raises(Refused) as refused:
            commands.mint_address(page.review, "/elsewhere/")
        assert codes(refused) == ["address_minted"]
        PageReview.objects.filter(pk=other.review.pk).update(address=None)
        with pytest.raises(Refused) as refused:
            commands.mint_address(other.review, page.review.address)
        assert codes(refused) == ["address_taken"]

    def test_a_page_has_one_review(self, office: Office) -> None:
        page = office.page()
        assert commands.create_review(page.review.page) == page.review


class TestTables:
    """The tables of facts are append-only; Wagtail's own workflow is gone."""

    def test_every_fact_table_has_its_triggers(self, office: Office) -> None:
        assert triggers.missing(connection) == []
        assert {f"workflow_{name.lower()}" for name in APPEND_ONLY} <= set(triggers.TABLES)

    def test_no_signed_row_can_be_changed_or_deleted(self, office: Office) -> None:
        office.release(office.page())
        for model in (Opinion, Submission, Contribution):
            row = model.objects.order_by("pk")[0]
            with pytest.raises(DatabaseError), transaction.atomic():
                row.save()
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.filter(pk=row.pk).delete()

    def test_the_stock_workflow_is_deleted(self) -> None:
        assert not Workflow.objects.exists()
        assert not WorkflowPage.objects.exists()
        assert not Task.objects.exists()

    def test_every_statement_is_covered_by_an_entry_and_kept_as_a_body(
        self, office: Office
    ) -> None:
        office.release(office.page())
        covered = {d for e in AuditEntry.objects.all() for d in entries.header(e).covers}
        for model in (Opinion, Submission, Contribution):
            for row in model.objects.all():
                assert row.digest in covered
                assert bodies.get(row.digest) == bytes(row.statement)
        assert releases.newest(PageReview.objects.get().uid) is not None
