"""A small released site that an attempt may wreck, with the ways in and the ways to notice."""

import io
import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from wagtail.models import Page

from config.hosts import by_host
from ledger import followed, keys, triggers
from ledger.broken import Broken
from ledger.verify import single
from portal.front import Front
from portal.models import Alarm, PublicAddress
from tests.doors import acting
from tests.doors.building import Built
from tests.doors.looking import EDITING_HOST, NEVER, Answer, Look, ask, look
from workflow.models import PageReview
from workflow.refusals import Refused

# What an address may be besides those that pages have.
ALWAYS = (
    "/", "/robots.txt", "/sitemap.xml", "/sitemap-1.xml", "/feed.xml", "/search/",
    "/search/?q=%E4%BA%91%E6%B1%90", "/search/?q=%E5%85%AC%E5%91%8A", "/old/index.htm", NEVER,
    "/search/?q=%E5%85%AC%E5%91%8A&kind=article", "/search/feed.xml?q=%E5%85%AC%E5%91%8A",
    "/search/results.json?q=%E5%85%AC%E5%91%8A", "/search/suggest?q=%E5%85%AC",
)  # fmt: skip
NEVER_SAID = ("无权限", "操作失败", "successfully")


class City:
    """One copy of the city."""

    def __init__(self, built: Built, data: Path) -> None:
        """Take a copy over; nothing runs yet."""
        self.built, self.data = built, data
        self.refusals: list[str] = []
        self.catches: list[str] = []
        self.notices: list[str] = []
        self._before: Look | None = built.look
        self._more: list[str] = []
        self.front: Any = None
        self.application: Any = None

    # ── The public side ─────────────────────────────────────────────────────
    @property
    def before(self) -> Look:
        """What the public saw before the attempt."""
        assert self._before is not None
        return self._before

    def begin(self, *addresses: str) -> Look:
        """Take what the public sees now as what was there before the attempt."""
        self._more += addresses
        self._before = self.look()
        return self._before

    def start_again(self, *, keep_store: bool = False) -> "City":
        """Start the process anew: nothing in memory, and nothing rendered unless it is kept."""
        self.stop()
        for forget in (keys.forget, single.forget, followed.forget, cache.clear):
            forget()
        if not keep_store:
            shutil.rmtree(settings.SANSHEN_STORE, ignore_errors=True)
        handler = WSGIHandler()
        self.front = Front(handler, watching=False)
        self.application = by_host(editing=handler, public=self.front)
        return self

    def stop(self) -> None:
        """Stop the process."""
        if self.front is not None:
            self.front.watch.stop()

    def look(self) -> Look:
        """Give everything that an anonymous visitor can get now."""
        self.front.watch.look()
        return look(self.application, self.addresses())

    def get(self, address: str, **more: Any) -> Answer:
        """Ask for one public address."""
        self.front.watch.look()
        return ask(self.application, address, **more)

    def addresses(self) -> list[str]:
        """Give every address that is, was or might be public, and those of unreleased files."""
        pages = PageReview.objects.exclude(address__isnull=True).exclude(address="")
        kept = PublicAddress.objects.values_list("address", flat=True)
        known = sorted({*pages.values_list("address", flat=True), *kept})
        feeds = [f"{address}feed.xml" for address in known if address.endswith("/")]
        return [*ALWAYS, *known, *feeds, *sorted(self.built.assets.values()), *self._more]

    # ── What is in it ───────────────────────────────────────────────────────
    def page(self, name: str) -> Any:
        """Give a page of the workspace by its name here."""
        return Page.objects.get(pk=self.built.pages[name]).specific

    def review(self, name: str) -> PageReview:
        """Give the review of a page."""
        return PageReview.objects.get(page_id=self.built.pages[name])

    def address(self, name: str) -> str:
        """Give the public address of a page."""
        return str(self.review(name).address)

    def file(self, name: str, use: str = "attachment") -> str:
        """Give the address of a file of a page."""
        return self.built.assets[f"{name}:{use}"]

    # ── The ways in ─────────────────────────────────────────────────────────
    def browser(self, username: str | None = None) -> Client:
        """Give a browser on the editing host, signed in or not."""
        client = Client(HTTP_HOST=EDITING_HOST)
        if username:
            client.force_login(acting.user(username))
        return client

    def sql(self, statement: str, parameters: Iterable[Any] = ()) -> int:
        """Execute SQL as the owner of the tables, and commit."""
        with connection.cursor() as cursor:
            cursor.execute(statement, list(parameters))
            return int(cursor.rowcount)

    @contextmanager
    def without_triggers(self) -> Any:
        """Drop all triggers, and put them back afterwards so that only the rows tell."""
        triggers.remove(connection)
        yield
        triggers.install(connection)

    # ── What is told, and what notices ──────────────────────────────────────
    def refused(self, attempt: Callable[[], Any], *codes: str) -> Refused:
        """Attempt a command that must be refused for one of these reasons, with a sentence."""
        try:
            attempt()
        except Refused as refused:
            found = [refusal.code for refusal in refused.refusals]
            assert set(codes) & set(found), f"refused for {found}, not for {codes}"
            self._keep_sentences(str(refusal.sentence) for refusal in refused.refusals)
            return refused
        raise AssertionError("nothing was refused")

    def fails(
        self, attempt: Callable[[], Any], *kinds: type[BaseException], saying: str = ""
    ) -> None:
        """Attempt something that must raise one of these, with these words in the message."""
        with pytest.raises(kinds) as caught, transaction.atomic():
            attempt()
        assert saying in str(caught.value), caught.value
        self.refusals.append(str(caught.value))

    def append_only(self, attempt: Callable[[], Any]) -> None:
        """Attempt what the triggers must refuse."""
        self.fails(attempt, DatabaseError, saying="append-only")

    def told(self, response: Any, sentence: Any) -> None:
        """Look for a sentence in what a browser got."""
        text = response.content.decode("utf-8", "replace")
        assert str(sentence) in _unescaped(text), f"not told: {sentence}"
        self._keep_sentences([str(sentence)])

    def alarm(self, *codes: str) -> None:
        """Look for an open alarm."""
        found = {alarm.code: alarm.sentence for alarm in Alarm.objects.filter(closed_at=None)}
        assert set(codes) & set(found), f"alarms are {found}"
        self.catches += [found[code] for code in codes if code in found]

    def verification(self) -> str:
        """Run `verify_ledger` and give what it complains about, empty when all is well."""
        followed.forget()
        single.forget()
        out, errors = io.StringIO(), io.StringIO()
        try:
            call_command("verify_ledger", "--json", stdout=out, stderr=errors)
        except (CommandError, SystemExit) as error:
            return out.getvalue() + errors.getvalue() + str(error)
        report = json.loads(out.getvalue())
        return "" if report.get("ok") else out.getvalue()

    def verifier(self, *, admitted: bool = False) -> None:
        """Let `verify_ledger` notice it."""
        complaint = self.verification()
        assert complaint, "verify_ledger noticed nothing"
        (self.notices if admitted else self.catches).append(complaint)

    def disbelieved(self, attempt: Callable[[], Any]) -> None:
        """Attempt something that verification must refuse to believe."""
        try:
            attempt()
        except Broken as broken:
            self.catches.append(str(broken))
            return
        raise AssertionError("it was believed")

    def _keep_sentences(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            assert len(sentence) > 5, sentence
            assert not any(word in sentence for word in NEVER_SAID), sentence
            self.refusals.append(sentence)


def _unescaped(text: str) -> str:
    for code, character in (("&#x27;", "'"), ("&quot;", '"'), ("&amp;", "&"), ("&#39;", "'")):
        text = text.replace(code, character)
    return text
