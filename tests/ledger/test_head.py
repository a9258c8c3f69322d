"""The head outside the database: written after commits, and asked before anything is signed."""

import multiprocessing
import os
from pathlib import Path

import pytest
from django.db import connection, transaction

from ledger import entries, followed, head, keys, releases, triggers, verify
from ledger.broken import Broken
from ledger.models import AuditEntry, EntryIndex, Release
from tests import evidence

pytestmark = pytest.mark.usefixtures("committed")


def append() -> AuditEntry:
    with transaction.atomic():
        return entries.append("page:moved", person=evidence.LIN)


def test_an_entry_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(entries.NotInTransaction):
        entries.append("page:moved", person=evidence.LIN)
    with pytest.raises(entries.NotInTransaction):
        entries.next_sequence()


def test_the_head_follows_each_commit() -> None:
    for sequence in (2, 3):
        row = append()
        kept = head.read()
        assert kept
        assert (kept.entry, kept.entry_digest) == (sequence, row.digest)
    release = evidence.release_page()
    kept = head.check()
    assert kept.release == 1
    assert kept.release_signature == bytes(release.signature).hex()


def test_what_was_rolled_back_is_not_in_the_head() -> None:
    append()
    with transaction.atomic():
        entries.append("page:moved", person=evidence.LIN)
        evidence.release_page()
        transaction.set_rollback(True)
    kept = head.read()
    assert kept
    assert (kept.entry, kept.release) == (2, 0)
    assert releases.newest(evidence.content().page) is None
    row = evidence.release_page()
    assert verify.release(row)
    assert verify.ledger().ok


def test_a_process_that_died_before_writing_the_head_did_no_harm() -> None:
    append()
    old = head.path().read_bytes()
    append()
    head.path().write_bytes(old)
    append()
    assert head.check().entry == 4


def cut_the_tail(entry: int, release: int) -> None:
    triggers.remove(connection)
    AuditEntry.objects.filter(sequence__gt=entry).delete()
    EntryIndex.objects.filter(sequence__gt=entry).delete()
    Release.objects.filter(sequence__gt=release).delete()
    triggers.install(connection)


def test_a_cut_tail_stops_signing() -> None:
    page = evidence.content("通知")
    evidence.release_page(page)
    kept = head.check()
    evidence.withdraw(page.page)
    cut_the_tail(kept.entry, kept.release)
    with pytest.raises(head.BehindHead):
        append()
    assert "head" in [problem.place for problem in verify.ledger().problems]
    # A process that saw the withdrawal does not forget it.
    with pytest.raises(Broken):
        followed.check()
    assert len(followed.of_page(page.page)) == 2


def test_another_entry_in_the_place_of_the_head_stops_signing() -> None:
    append()
    append()
    cut_the_tail(2, 0)
    head_file = head.path().read_bytes()
    head.path().unlink()
    head.begin()
    append()
    head.path().write_bytes(head_file)
    with pytest.raises(head.BehindHead):
        append()


def test_a_missing_head_stops_signing() -> None:
    append()
    head.path().unlink()
    with pytest.raises(head.BehindHead):
        append()


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"head":{},"signature":""}', None])
def test_a_head_that_is_not_ours_stops_signing(damage: bytes | None) -> None:
    append()
    data = head.path().read_bytes()
    head.path().write_bytes(data.replace(b'"entry":2', b'"entry":1') if damage is None else damage)
    with pytest.raises(head.BehindHead):
        append()


def test_a_new_key_is_never_made_for_a_ledger_that_has_begun() -> None:
    append()
    (evidence.keys.settings.SANSHEN_KEYS / "signing.pem").unlink()
    with pytest.raises(keys.MissingKey):
        keys.ensure()
    with pytest.raises(keys.MissingKey):
        append()
    assert verify.ledger().ok


def test_the_private_key_is_nobody_elses() -> None:
    place = Path(evidence.keys.settings.SANSHEN_KEYS) / "signing.pem"
    assert place.stat().st_mode & 0o777 == 0o600


def _append_many(count: int) -> None:
    for _ in range(count):
        append()
    # Without the test's own ways of ending, which belong to the parent.
    os._exit(0)


def test_two_processes_make_one_chain_without_gap_or_fork() -> None:
    append()
    connection.close()
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_append_many, args=(25,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert AuditEntry.objects.count() == 102
    assert list(AuditEntry.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, 103)
    )
    report = verify.ledger()
    assert report.problems == []
    assert head.check().entry == 102
