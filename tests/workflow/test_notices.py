"""Who hears of what, on the desk and by mail; and that a mail server that is away harms nothing."""

import smtplib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from tests.scenes import Office
from workflow import commands
from workflow.models import Person
from workflow.notices import mail, receivers
from workflow.notices.models import Delivery, Notice, Preference
from workflow.roles import Duty
from workflow.states import Stage

Commits = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]


def told(office: Office, key: str) -> list[str]:
    """Give the kinds of what somebody was told, in order."""
    rows = Notice.objects.filter(person=office.person(key)).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def unread(office: Office, key: str) -> int:
    """Count what somebody has not read."""
    return Notice.objects.filter(person=office.person(key), read_at__isnull=True).count()


def give_addresses(office: Office, *keys: str) -> None:
    """Let some people have mail."""
    for key in keys:
        user = office.person(key).accounts.get().user
        user.email = f"{key}@yunxi.example"
        user.save(update_fields=["email"])


def wants(office: Office, key: str, delivery: Delivery) -> None:
    """Let somebody say how they want to be told."""
    Preference.objects.create(person=office.person(key), delivery=delivery)


class TestWhoHears:
    """Each act tells those who must act, and nobody else."""

    def test_a_submission_calls_the_first_reviewers_of_its_sections(self, office: Office) -> None:
        """Not those of other sections, not the drafter, not the later stages."""
        section = office.page("栏目", kind="section", address="/elsewhere/")
        office.appoint("he", Duty.FIRST, section=section.review.uid)
        office.submit(office.page())
        assert told(office, "zhou") == ["turn"]
        for key in ("lin", "chen", "wu", "zheng", "he", "sysadmin", "qian"):
            assert told(office, key) == []

    def test_a_contributor_is_not_called_to_sign_their_own_text(self, office: Office) -> None:
        """An appointment alone does not let them."""
        office.appoint("lin", Duty.FIRST)
        office.submit(office.page())
        assert told(office, "lin") == []
        assert told(office, "zhou") == ["turn"]

    def test_each_stage_calls_the_next_and_the_last_one_tells_the_drafter(
        self, office: Office
    ) -> None:
        """What was asked of a stage is settled when it has signed."""
        submission = office.submit(office.page())
        office.sign(submission, Stage.FIRST)
        assert (told(office, "wu"), unread(office, "zhou")) == (["turn"], 0)
        office.sign(submission, Stage.SECOND)
        office.sign(submission, Stage.FINAL)
        assert told(office, "zheng") == ["turn"]
        assert told(office, "lin") == ["released"]
        assert unread(office, "zheng") == 0

    def test_a_return_tells_drafter_and_submitter_with_its_words(self, office: Office) -> None:
        """Whoever returned it knows."""
        page = office.page(by="chen")
        submission = office.submit(page, by="lin")
        office.send_back(submission, Stage.FIRST)
        assert told(office, "chen") == told(office, "lin") == ["returned"]
        assert "请改日期。" in mail.kinds.words(Notice.objects.get(person=office.person("chen")))

    def test_a_return_to_an_earlier_stage_calls_that_stage_again(self, office: Office) -> None:
        """And not the drafter, who has nothing to do."""
        submission = office.submit(office.page())
        office.advance(submission, Stage.SECOND)
        office.send_back(submission, Stage.SECOND, target="first")
        assert told(office, "zhou") == ["turn", "turn"]
        assert told(office, "lin") == []

    def test_handing_over_calls_the_one_it_is_handed_to(self, office: Office) -> None:
        """The one who gave it away is not asked any more, nor reminded."""
        office.appoint("he", Duty.FIRST)
        submission = office.submit(office.page())
        commands.hand_over(
            office.presence("zhou"),
            submission,
            shown=submission.digest,
            stage=Stage.FIRST,
            to=office.person("he"),
            reason="出差",
        )
        assert told(office, "he") == ["turn", "handed"]
        assert unread(office, "zhou") == 0

    def test_a_recall_tells_those_who_were_asked(self, office: Office) -> None:
        """They need not look for it."""
        submission = office.submit(office.page())
        office.advance(submission, Stage.SECOND)
        commands.recall(office.presence("lin"), submission, submission.digest)
        assert told(office, "wu") == ["turn", "recalled"]
        assert told(office, "zhou") == ["turn"]

    def test_a_withdrawal_asks_the_other_final_reviewers_and_tells_the_drafter(
        self, office: Office
    ) -> None:
        """Whoever withdrew cannot be the second person."""
        office.appoint("he", Duty.FINAL)
        page = office.page()
        office.release(page)
        office.withdraw(page)
        assert told(office, "he")[-1] == "confirm"
        assert "confirm" not in told(office, "zheng")
        assert told(office, "lin") == ["released", "withdrawn"]

    def test_a_person_who_left_is_told_nothing(self, office: Office) -> None:
        """Their accounts are locked anyhow."""
        Person.objects.filter(pk=office.person("lin").pk).update(closed_at=timezone.now())
        submission = office.submit(office.page(by="chen"), by="chen")
        office.send_back(submission, Stage.FIRST)
        assert told(office, "lin") == []

    def test_what_is_overdue_is_said_once_for_each_turn(
        self, office: Office, settings: Settings
    ) -> None:
        """However often the timer runs."""
        submission = office.submit(office.page())
        assert receivers.overdue() == 0
        settings.SANSHEN_REVIEW_HOURS = 0
        assert [receivers.overdue() for _ in range(2)] == [1, 1]
        assert told(office, "zhou") == ["turn", "overdue"]
        office.sign(submission, Stage.FIRST)
        receivers.overdue()
        assert told(office, "wu") == ["turn", "overdue"]
        assert unread(office, "zhou") == 0


class TestMail:
    """Mail follows the commit, and never decides anything."""

    def test_it_goes_out_after_the_commit_in_two_forms(
        self, office: Office, django_capture_on_commit_callbacks: Commits
    ) -> None:
        """With the title and the way to the item, and no word of the text."""
        give_addresses(office, "zhou")
        with django_capture_on_commit_callbacks(execute=True):
            office.submit(office.page("关于防汛的通知", text="内部讨论的数字是四百。"))
            assert outgoing.outbox == []
        (message,) = outgoing.outbox
        assert message.to == ["zhou@yunxi.example"]
        assert message.subject == "【待您初审】关于防汛的通知"
        html = str(message.alternatives[0][0])  # type: ignore[attr-defined]
        for text in (message.body, html):
            assert "关于防汛的通知" in text
            assert "/admin/desk/" in text
            assert "四百" not in text
        notice = Notice.objects.get(person=office.person("zhou"))
        assert (notice.mail_due, notice.mailed_at is not None) == (None, True)

    def test_a_return_sends_its_words_without_the_passages_they_quote(
        self, office: Office, django_capture_on_commit_callbacks: Commits
    ) -> None:
        """The passage is text that nobody has released."""
        give_addresses(office, "lin")
        submission = office.submit(office.page(text="每户补贴四百元。"))
        with django_capture_on_commit_callbacks(execute=True):
            commands.decide(
                office.presence("zhou"),
                submission,
                shown=submission.digest,
                stage=Stage.FIRST,
                decision="return",
                words="〔正文：“补贴四百元”〕\n请与财政局核对。",
                target="drafter",
            )
        (message,) = outgoing.outbox
        assert "请与财政局核对。" in message.body
        assert "四百元" not in message.body

    def test_a_server_that_is_away_stops_no_signature(
        self,
        office: Office,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: Commits,
    ) -> None:
        """The row says what went wrong, and is tried again later and later, until it goes out."""
        give_addresses(office, "zhou", "wu")
        tried = []

        def fail(self: EmailBackend, messages: list[Any]) -> int:
            tried.append(messages)
            raise smtplib.SMTPServerDisconnected("gone")

        with monkeypatch.context() as broken:
            broken.setattr(EmailBackend, "send_messages", fail)
            with django_capture_on_commit_callbacks(execute=True):
                submission = office.submit(office.page())
            # Nobody who signs waits for the server again so soon.
            with django_capture_on_commit_callbacks(execute=True):
                office.sign(submission, Stage.FIRST)
            assert len(tried) == 1
            notice = Notice.objects.get(person=office.person("wu"))
            moment = timezone.now()
            assert mail.send_due(moment) == (0, 1)
            notice.refresh_from_db()
            assert (notice.tries, notice.trouble) == (1, "gone")
            assert notice.mail_due == moment + timedelta(minutes=1)
            assert mail.send_due(moment) == (0, 0)
            assert mail.send_due(moment + timedelta(minutes=2)) == (0, 1)
            notice.refresh_from_db()
            assert notice.mail_due == moment + timedelta(minutes=4)
        assert mail.send_due(moment + timedelta(hours=1)) == (1, 0)
        assert [message.to for message in outgoing.outbox] == [["wu@yunxi.example"]]

    def test_one_digest_a_day_holds_what_is_still_unread(self, office: Office) -> None:
        """It goes out in the morning; what was read on the desk needs no mail."""
        give_addresses(office, "zhou")
        wants(office, "zhou", Delivery.DAILY)
        now = timezone.now()
        for title in ("甲通知", "乙通知", "读过的通知"):
            office.submit(office.page(title))
        assert mail.send_due(now) == (0, 0)
        Notice.objects.filter(title="读过的通知").update(read_at=now)
        assert mail.send_due(now + timedelta(days=1)) == (1, 0)
        (message,) = outgoing.outbox
        assert message.subject == "您有 2 条通知"
        assert "甲通知" in message.body
        assert "读过的通知" not in message.body
        assert mail.send_due(now + timedelta(days=3)) == (0, 0)

    def test_who_wants_no_mail_gets_none_and_still_has_the_notice(self, office: Office) -> None:
        """Nor does anybody without an address."""
        give_addresses(office, "zhou")
        wants(office, "zhou", Delivery.NEVER)
        office.submit(office.page())
        assert told(office, "zhou") == ["turn"]
        assert mail.send_due() == (0, 0)

    def test_what_was_settled_meanwhile_is_not_mailed(self, office: Office) -> None:
        """Nobody is called to sign what another has signed."""
        give_addresses(office, "zhou")
        wants(office, "zhou", Delivery.DAILY)
        submission = office.submit(office.page())
        office.sign(submission, Stage.FIRST)
        assert mail.send_due(timezone.now() + timedelta(days=1)) == (0, 0)

    def test_the_command_says_what_it_did_and_does_it_once(
        self, office: Office, settings: Settings
    ) -> None:
        """A timer runs it every few minutes."""
        give_addresses(office, "zhou")
        office.submit(office.page())
        settings.SANSHEN_REVIEW_HOURS = 0
        said = []
        for _ in range(2):
            out = StringIO()
            call_command("send_notices", stdout=out)
            said.append(out.getvalue())
        assert "已发邮件 2 封" in said[0]
        assert "已发邮件 0 封" in said[1]
        assert len(outgoing.outbox) == 2
