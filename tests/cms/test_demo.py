"""The demo: a city that a visitor believes, loaded through the commands that everybody uses."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from cms.demo import files, texts
from cms.demo.item import Item
from cms.demo.journey import UNEXPECTED
from config.settings.places import places
from ledger import bodies, releases
from ledger.formats import v1
from ledger.models import AuditEntry
from portal.models import PublicItem
from workflow.models import (
    Account,
    Disposition,
    Finding,
    Handover,
    PageReview,
    Person,
    Submission,
)
from workflow.notices.models import Notice

ITEMS: list[Item] = [item for _section, module in texts.SECTIONS for item in module.ITEMS]
_DAYS = "一二三四五六日"


@dataclass
class City:
    """The loaded demo: where its files are, and what the command said."""

    settings: dict[str, Any]
    said: str


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[City]:
    """Load the demo once for all tests of this file; it is forgotten after them."""
    settings = _places(tmp_path_factory.mktemp("demo"))
    with django_db_blocker.unblock(), override_settings(**settings), transaction.atomic():
        out = io.StringIO()
        call_command("load_demo", stdout=out)
        yield City(settings, out.getvalue())
        transaction.set_rollback(True)


@pytest.fixture
def city(loaded: City, data: Path, db: None) -> Iterator[City]:
    """Give the loaded demo, with its own files in the place of a test's."""
    with override_settings(**loaded.settings):
        yield loaded


def _places(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = dict(places(folder))
    storages = {name: dict(storage) for name, storage in django_settings.STORAGES.items()}
    storages["assets"]["OPTIONS"] = {
        **storages["assets"]["OPTIONS"],
        "location": found["SANSHEN_ASSETS"],
    }
    return {**found, "STORAGES": storages}


def _contents() -> list[v1.Content]:
    headers = [releases.header(releases.newest(uid)) for uid in _released()]
    return [v1.Content.parse(bodies.get(header.content)) for header in headers if header.content]


def _released() -> list[str]:
    return list(PublicItem.objects.values_list("uid", flat=True))


def test_it_shows_every_state_of_the_workflow(city: City) -> None:
    states = Counter(PageReview.objects.values_list("state", flat=True))
    assert set(states) == {
        "drafting", "first_review", "second_review", "final_review", "returned", "released",
    }  # fmt: skip
    assert min(states.values()) >= 2
    assert states["released"] >= 100


def test_it_shows_every_public_status(city: City) -> None:
    statuses = Counter(PublicItem.objects.values_list("status", flat=True))
    assert {"public", "scheduled", "ended", "withdrawn"} <= set(statuses)
    waiting = [item for item in ITEMS if item.withdrawn and not item.withdrawn.confirmed]
    assert len(waiting) == 1


def test_a_second_run_adds_nothing(city: City) -> None:
    entries = AuditEntry.objects.count()
    call_command("load_demo", stdout=io.StringIO())
    assert AuditEntry.objects.count() == entries


def test_it_prints_everybody_who_can_sign_in(city: City) -> None:
    for person in Person.objects.all():
        assert person.name in city.said


def test_drafters_have_read_what_is_old_and_hear_by_mail_from_now_on(city: City) -> None:
    unread = Counter(Notice.objects.filter(read_at=None).values_list("person__name", flat=True))
    assert 0 < max(unread.values()) < 10
    assert not Notice.objects.exclude(mail_due=None).exists()
    emails = Account.objects.values_list("user__email", flat=True)
    assert all(email.endswith("@yunxi.example") for email in emails)


def test_everything_public_can_be_opened(city: City) -> None:
    client = Client()
    answers = {"public": 200, "ended": 410, "withdrawn": 410, "scheduled": 404}
    for item in PublicItem.objects.exclude(address=""):
        assert client.get(item.address).status_code == answers[item.status], item.address
    assert client.get("/web/news/index.html").headers["Location"].endswith("/news/")


def test_every_item_was_public_on_its_own_day(city: City) -> None:
    for item in ITEMS:
        if item.hours or item.state != "released":
            continue
        row = PublicItem.objects.get(uid=_review(item.key).uid)
        assert timezone.localdate(row.first_public_at).isoformat() == item.reviewed, item.key


def test_some_stages_have_waited_too_long_and_some_have_not(city: City) -> None:
    ages = [
        timezone.now() - submission.submitted_at
        for submission in Submission.objects.filter(
            pk__in=PageReview.objects.exclude(submission=None).values("submission")
        )
    ]
    assert any(age > timedelta(hours=24) for age in ages)
    assert any(age < timedelta(hours=12) for age in ages)


def test_one_submission_is_urgent_and_waits_for_the_first_review(city: City) -> None:
    urgent = Submission.objects.get(urgent=True)
    assert {item.review.state for item in urgent.items.all()} == {"first_review"}


def test_one_stage_was_handed_over_and_bundles_were_read_as_one(city: City) -> None:
    assert Handover.objects.count() == 1
    assert any(submission.items.count() > 5 for submission in Submission.objects.all())
    under_review = PageReview.objects.exclude(submission=None).values_list("submission", flat=True)
    assert max(Counter(under_review).values()) == 2


def test_every_picture_says_what_it_shows(city: City) -> None:
    pictures = 0
    for content in _contents():
        if content.kind == "frame" or not content.body_html:
            continue
        for figure in lxml.html.fragment_fromstring(content.body_html, "div").iter("figure"):
            for picture in figure.iter("img"):
                pictures += 1
                assert len(picture.get("alt", "")) > 5
                assert "示意图" in figure.text_content()
    assert pictures >= 14


def test_proofreading_finds_the_mistakes_that_were_put_there_and_no_others(city: City) -> None:
    assert not Disposition.objects.filter(reason=UNEXPECTED).exists()
    errors = Finding.objects.filter(severity="error").values_list("code", flat=True)
    assert set(errors) == {
        "DATE_INVALID", "DATE_WEEKDAY", "DOCNO_BRACKET", "PII_MOBILE", "PUNC_DUP", "TIME_PERIOD",
    }  # fmt: skip


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_days_have_their_weekdays_and_tables_add_up(item: Item) -> None:
    if item.state not in ("first_review", "drafting"):
        for month, day, said in re.findall(r"(\d+)月(\d+)日（星期(.)）", item.body):
            assert _DAYS[date(2026, int(month), int(day)).weekday()] == said
    for table in re.findall(r"\[table .*?\n(.*?)\n\]", item.body, re.DOTALL):
        rows = [line.split("\t") for line in table.splitlines()]
        if re.match(r"合计|.*总计|全市", rows[-1][0]):
            _adds_up(rows[1:])


def _adds_up(rows: list[list[str]]) -> None:
    for column in zip(*rows, strict=True):
        *parts, total = [_number(cell) for cell in column]
        if total is not None and None not in parts:
            assert sum(parts) == pytest.approx(total, abs=0.05), column


def _number(cell: str) -> float | None:
    # A share of a whole, an age, a rate of growth are not parts of a sum.
    return float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else None


def test_keys_are_used_once_and_documents_have_their_numbers() -> None:
    assert not [key for key, count in Counter(item.key for item in ITEMS).items() if count > 1]
    numbers = [item.number for item in ITEMS if item.document]
    assert len(set(numbers)) == len(numbers) >= 12
    for number in numbers:
        assert re.fullmatch(r"云汐政(办)?发〔2026〕\d+号", number)
    validities = {item.document.validity for item in ITEMS if item.document}
    assert validities == {"valid", "amended", "expired", "repealed"}


def test_pictures_and_the_video_are_modest_and_the_video_plays_from_its_first_bytes() -> None:
    pictures = list(files.PICTURES.glob("*.webp"))
    assert len(pictures) >= 14
    assert sum(picture.stat().st_size for picture in pictures) < 1_500_000
    for picture in pictures:
        assert picture.with_suffix(".svg").exists() or picture.with_suffix(".html").exists()
    video = (files.PICTURES / "river-day.mp4").read_bytes()
    assert len(video) <= 600_000
    assert 0 < video.index(b"moov") < video.index(b"mdat")


def _review(key: str) -> PageReview:
    return PageReview.objects.get(page__imported_from__key=f"demo:{key}")
