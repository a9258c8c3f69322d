"""Alarms are mailed once and entered once."""

import pytest
from django.core import mail
from django.core.management import call_command

from ledger import entries
from ledger.models import AuditEntry
from portal import telling
from portal.alarms import sound
from portal.models import Alarm
from tests.evidence import open_chain


@pytest.fixture(autouse=True)
def receiver(settings, db):
    settings.SANSHEN_ALARM_TO = ["audit@example.gov.cn"]


def entered() -> list[dict]:
    headers = map(entries.header, AuditEntry.objects.order_by("sequence"))
    return [header.detail for header in headers if header.tag == "alarm:raised"]


def test_a_new_alarm_is_mailed_and_stands_in_the_log():
    open_chain()
    sound("file:changed", "index.html", "The rendered file index.html was changed.")
    assert telling.tell() == telling.Told(mailed=1, entered=1)
    assert mail.outbox[0].to == ["audit@example.gov.cn"]
    assert "index.html was changed" in mail.outbox[0].body
    (said,) = entered()
    assert (said["about"], said["sentence"]) == (
        "index.html",
        "The rendered file index.html was changed.",
    )


def test_nobody_hears_of_it_twice():
    open_chain()
    sound("file:changed", "index.html", "The rendered file index.html was changed.")
    telling.tell()
    call_command("tell_alarms", stdout=None)
    assert (len(mail.outbox), len(entered())) == (1, 1)


def test_a_mail_server_that_is_away_keeps_the_alarm_waiting(monkeypatch):
    open_chain()
    sound("file:changed", "index.html", "The rendered file index.html was changed.")

    def away(*args, **kwargs):
        raise OSError("no route")

    monkeypatch.setattr(telling, "send_mail", away)
    with pytest.raises(OSError, match="no route"):
        telling.tell()
    assert Alarm.objects.get().mailed_at is None
    assert len(entered()) == 1


def test_an_alarm_about_a_broken_chain_is_mailed_though_nothing_can_be_entered(monkeypatch):
    open_chain()

    def broken(*args, **kwargs):
        raise entries.Broken("Audit entry 3 has been changed.")

    monkeypatch.setattr(telling.entries, "next_sequence", broken)
    sound("chain:broken", "3", "Audit entry 3 has been changed.")
    assert telling.tell() == telling.Told(mailed=1, entered=0)
    assert Alarm.objects.get().entry is None


def test_a_process_that_signs_nothing_mails_only():
    sound("file:changed", "index.html", "The rendered file index.html was changed.")
    assert telling.tell() == telling.Told(mailed=1, entered=0)
