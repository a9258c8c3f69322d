"""Who opens what is not public stands in a log; an answer never waits for it."""

import json
from typing import Any

import pytest
from django.test import Client

from config import readings
from ledger.models import AuditEntry
from portal.models import Alarm
from tests.desk.conftest import SignedIn
from tests.scenes import Office


def lines(settings: Any) -> list[dict[str, str]]:
    files = (settings.SANSHEN_READINGS / "open").glob("*.jsonl")
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def test_a_line_names_the_person_and_the_item_and_no_entry_is_written(
    office: Office, signed_in: SignedIn, settings: Any
) -> None:
    submission = office.submit(office.page())
    client, before = signed_in("zhou"), AuditEntry.objects.count()
    assert client.get(f"/admin/desk/{submission.uid}/").status_code == 200
    (line,) = [each for each in lines(settings) if each["what"] == "item"]
    assert line["subject"] == submission.uid
    assert line["person"] == office.person("zhou").uid
    assert AuditEntry.objects.count() == before


@pytest.mark.django_db
def test_whoever_is_sent_to_the_sign_in_has_read_nothing(settings: Any) -> None:
    Client().get("/admin/pages/12/edit/")
    assert lines(settings) == []


def test_a_log_that_cannot_be_written_rings_an_alarm_and_reading_goes_on(
    office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = office.submit(office.page())

    def full(**line: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(readings.readings, "note", full)
    assert signed_in("zhou").get(f"/admin/desk/{submission.uid}/").status_code == 200
    assert Alarm.objects.filter(code="readings:unwritten").count() == 1
