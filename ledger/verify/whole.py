"""Verification of everything: chains, head, keys, triggers, indexes, bodies, assets, erasures."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from ledger import assets, canonical, entries, head, keys, triggers
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Asset, AuditEntry, Body, Erasure, Release
from ledger.verify.affected import affected
from ledger.verify.chains import UNREADABLE, Entries, Releases, rows_of
from ledger.verify.report import Report
from ledger.verify.scratch import Scratch

TABLES: tuple[type[Model], ...] = (AuditEntry, Release, Body, Asset, Erasure)


def total() -> int:
    """Give how many rows `ledger` will go through, for a progress bar."""
    return sum(model._default_manager.count() for model in TABLES)


def ledger(progress: Callable[[int], object] | None = None) -> Report:
    """Verify everything and report; never raises for what is broken, never changes anything.

    `progress` is called with the number of rows just done. Memory does not grow with the chains.
    """
    report, begun = Report(), time.monotonic()
    scratch = Scratch()
    try:
        _Whole(report, scratch, progress or (lambda count: None)).run()
    except keys.MissingKey as missing:
        report.add("keys", str(missing))
    finally:
        scratch.close()
    if report.problems:
        report.affected = affected(report.problems[0].place)
    report.seconds = time.monotonic() - begun
    return report


class _Whole:
    def __init__(self, report: Report, scratch: Scratch, progress: Callable[[int], object]) -> None:
        self.report = report
        self.scratch = scratch
        self.progress = progress

    def run(self) -> None:
        for name in triggers.missing(connection):
            self.report.add(
                f"trigger {name}", _("The trigger is missing or was changed: run migrate.")
            )
        if not (AuditEntry.objects.exists() or Release.objects.exists()) and not _has_begun():
            return
        self._head()
        chain = Entries(self.report, self.scratch)
        for rows in rows_of(AuditEntry):
            chain.batch(rows)
            self.progress(len(rows))
        self.scratch.settle()
        releases = Releases(self.report, self.scratch, chain.lost_releases)
        for rows in rows_of(Release):
            releases.batch(rows)
            self.progress(len(rows))
        releases.end()
        self._keys()
        self._each(Body, "bodies", self._body)
        self._each(Asset, "assets", self._asset)
        self._each(Erasure, "erasures", self._erasure)

    def _head(self) -> None:
        try:
            head.check(connection)
            self.report.checked["heads"] += 1
        except Broken as broken:
            self.report.add("head", str(broken))

    def _each(self, model: type[Model], name: str, check: Callable[[Any], None]) -> None:
        for rows in rows_of(model):
            for row in rows:
                self.report.checked[name] += 1
                try:
                    check(row)
                except (*UNREADABLE, OSError) as error:
                    self.report.add(f"{name} {row.pk}", str(error))
            self.progress(len(rows))

    def _body(self, row: Body) -> None:
        if canonical.digest(bytes(row.data)) != row.digest:
            raise Broken(_("The body has been changed."))

    def _asset(self, row: Asset) -> None:
        with assets.open(row.digest):
            pass
        if assets.path(row.digest).stat().st_size != row.size:
            raise Broken(_("The size of the file is not the one in its row."))

    def _erasure(self, row: Erasure) -> None:
        order = v1.Erasure.parse(bytes(row.statement))
        people = order.ordered_by.get("uid"), order.confirmed_by.get("uid")
        if (row.digest, row.subject, order.site) != (order.digest, order.subject, keys.site()):
            raise Broken(_("The columns differ from the order."))
        if people[0] == people[1]:
            raise Broken(_("The order was not given by two people."))
        order_by, subject_by = (
            {n for n, tag, _k in self.scratch.covering(digest) if tag == "erasure:ordered"}
            for digest in (order.digest, order.subject)
        )
        if not order_by & subject_by:
            raise Broken(_("No audit entry covers the order."))
        kept = Body.objects.filter(digest=order.subject).exists()
        kept = kept or Asset.objects.filter(digest=order.subject).exists()
        if kept or assets.exists(order.subject):
            raise Broken(_("What was ordered erased is still there."))

    def _keys(self) -> None:
        for number, document in enumerate(keys.verifying_keys()):
            self.report.checked["keys"] += 1
            tag = "ledger:opened" if number == 0 else "key:rotated"
            covering = [
                sequence
                for sequence, name, _key in self.scratch.covering(document.digest)
                if name == tag
            ]
            place = f"key {document.key}"
            if not covering:
                self.report.add(place, _("No audit entry brings this key in."))
            elif number and not _is_proven(document, covering[0]):
                self.report.add(place, _("The new key did not sign its own beginning."))


def _has_begun() -> bool:
    return head.path().exists()


def _is_proven(document: v1.VerifyingKey, sequence: int) -> bool:
    """The entry is the last of the old key, and the new key signed its own document."""
    try:
        entry = entries.header(AuditEntry.objects.get(sequence=sequence))
        keys.verify(
            document.key,
            "key/1",
            document.encoded,
            bytes.fromhex(str(entry.detail.get("signature"))),
            sequence=document.entries_from,
        )
    except (Broken, NotCanonical, ValueError):
        return False
    return document.entries_from == sequence + 1 and entry.detail.get("key") == document.key
