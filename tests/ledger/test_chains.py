"""The two chains: how they grow, and that every change behind their back is found."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from freezegun import freeze_time

from ledger import bodies, canonical, entries, followed, head, keys, releases, triggers, verify
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import AuditEntry, Body, EntryIndex, Release, ReleaseIndex
from tests import evidence

pytestmark = pytest.mark.usefixtures("opened")


def append(tag: str = "page:moved", **fields: Any) -> AuditEntry:
    return entries.append(tag, person=evidence.LIN, **fields)


def problems() -> list[str]:
    return [problem.place for problem in verify.ledger().problems]


def test_the_first_entry_opens_the_ledger_with_its_key() -> None:
    append()
    first, second = AuditEntry.objects.order_by("sequence")
    opened = entries.header(first)
    assert (opened.tag, opened.previous) == ("ledger:opened", None)
    assert opened.covers == (keys.verifying_keys()[0].digest,)
    assert (second.sequence, second.previous) == (2, first.digest)


def test_an_entry_is_two_inserts_and_nothing_else(django_assert_num_queries: Any) -> None:
    append()
    # On PostgreSQL one more takes the lock.
    with django_assert_num_queries(3 + (connection.vendor == "postgresql")) as found:
        append()
    writes = [q["sql"] for q in found.captured_queries if q["sql"].startswith(("INSERT", "UPDATE"))]
    assert len([sql for sql in writes if sql.startswith("INSERT")]) == len(writes) == 2


def test_covers_are_sorted_and_named_once() -> None:
    a, b = (bodies.put(data) for data in (b"a", b"b"))
    row = append(covers=[b, None, a, b])
    assert list(entries.header(row).covers) == sorted({a, b})


def test_an_unknown_tag_is_refused() -> None:
    with pytest.raises(entries.UnknownTag):
        append("page:vanished")


def test_a_person_with_more_than_uid_and_name_is_refused() -> None:
    with pytest.raises(canonical.NotCanonical):
        entries.append("page:moved", person={**evidence.LIN, "post": "科长"})


def test_time_does_not_go_back_when_the_clock_does() -> None:
    with freeze_time("2030-01-02 08:00"):
        append()
    with freeze_time("2030-01-01 08:00"):
        assert entries.now() == datetime(2030, 1, 2, 8, tzinfo=UTC)
        assert entries.header(append()).at == "2030-01-02T08:00:00.000000Z"


def test_the_next_sequence_is_the_one_that_is_used() -> None:
    sequence = entries.next_sequence()
    assert append().sequence == sequence


def test_a_release_and_its_entry_name_each_other() -> None:
    row = evidence.release_page()
    header = releases.header(row)
    entry = entries.header(AuditEntry.objects.get(sequence=header.audit))
    assert entry.tag == "release:published"
    assert {row.digest, header.statement, header.opinions[2]["digest"]} <= set(entry.covers)
    assert entry.detail["releases"] == [row.sequence]


def test_a_bundle_is_one_entry() -> None:
    rows = evidence.release_pages([evidence.content("甲"), evidence.content("乙")])
    assert [row.sequence for row in rows] == [1, 2]
    assert len({releases.header(row).audit for row in rows}) == 1
    assert releases.header(rows[1]).previous == bytes(rows[0].signature).hex()
    assert verify.ledger().ok


def test_a_whole_life_verifies() -> None:
    page = evidence.content("通知", assets=(evidence.asset(),))
    evidence.release_page(page)
    evidence.release_page(replace(page, title="更正"))
    evidence.withdraw(page.page)
    evidence.release_page(page)
    assert [releases.header(row).kind for row in releases.of_page(page.page)] == [
        "publish",
        "correct",
        "withdraw",
        "publish",
    ]
    report = verify.ledger()
    assert report.problems == []
    assert report.checked["releases"] == 4
    assert report.checked["assets"] == 1


class TestTampering:
    """Somebody owns the database, drops the triggers, and changes what is there."""

    @pytest.fixture(autouse=True)
    def owner(self, opened: None) -> None:
        self.page = evidence.content("通知")
        self.first = evidence.release_page(self.page)
        self.second = evidence.release_page(replace(self.page, title="更正"))
        self.other = evidence.release_page(evidence.content("另一则"))
        assert verify.ledger().ok
        triggers.remove(connection)

    def forget(self) -> None:
        """A new process begins."""
        followed.forget()
        verify.forget()

    def ledger_is_broken(self) -> bool:
        triggers.install(connection)
        return not verify.ledger().ok

    def test_missing_triggers_are_a_problem(self) -> None:
        assert any(place.startswith("trigger ") for place in problems())

    def test_a_changed_entry_is_found(self) -> None:
        row = AuditEntry.objects.get(sequence=3)
        changed = replace(entries.header(row), person=evidence.CHEN)
        AuditEntry.objects.filter(sequence=3).update(header=changed.encoded)
        triggers.install(connection)
        assert problems() == ["entry 3", "release 1"]

    def test_a_changed_entry_with_its_digest_is_found_twice(self) -> None:
        row = AuditEntry.objects.get(sequence=3)
        changed = replace(entries.header(row), person=evidence.CHEN)
        AuditEntry.objects.filter(sequence=3).update(header=changed.encoded, digest=changed.digest)
        triggers.install(connection)
        assert problems()[:2] == ["entry 3", "entry 4"]

    @pytest.mark.parametrize("column", ["key", "previous", "format"])
    def test_a_changed_column_is_found(self, column: str) -> None:
        AuditEntry.objects.filter(sequence=3).update(**{column: "x"})
        triggers.install(connection)
        assert problems() == ["entry 3", "release 1"]

    def test_a_deleted_entry_is_found(self) -> None:
        AuditEntry.objects.filter(sequence=3).delete()
        triggers.install(connection)
        assert "entry 4" in problems()

    def test_swapped_entries_are_found(self) -> None:
        for one, other in ((3, 10_000), (4, 3), (10_000, 4)):
            AuditEntry.objects.filter(sequence=one).update(sequence=other)
        triggers.install(connection)
        assert {"entry 3", "entry 4"} <= set(problems())

    def test_an_added_entry_is_found_and_nothing_is_built_on_it(self) -> None:
        last = AuditEntry.objects.order_by("-sequence")[0]
        added = replace(
            entries.header(last), sequence=last.sequence + 1, previous=last.digest, tag="page:moved"
        )
        AuditEntry.objects.create(
            sequence=added.sequence,
            format="entry/1",
            header=added.encoded,
            digest=added.digest,
            previous=added.previous,
            key=added.key,
            signature=bytes(64),
        )
        with pytest.raises(Broken):
            append()
        triggers.install(connection)
        assert f"entry {added.sequence}" in problems()

    def test_a_changed_index_is_found(self) -> None:
        EntryIndex.objects.filter(sequence=3).update(person_name="陈立")
        ReleaseIndex.objects.filter(sequence=1).update(address="/else.html")
        triggers.install(connection)
        assert problems() == ["entry 3", "release 1"]

    def test_a_changed_body_darkens_its_page(self) -> None:
        digest = releases.header(self.second).content
        changed = replace(self.page, title="伪造").encoded
        Body.objects.filter(digest=digest).update(data=changed)
        self.forget()
        with pytest.raises(Broken):
            verify.release(self.second)
        assert verify.release(self.other)
        triggers.install(connection)
        assert set(problems()) == {"release 2", f"bodies {digest}"}

    @pytest.mark.parametrize("new_process", [False, True])
    def test_a_changed_release_is_not_believed(self, new_process: bool) -> None:
        changed = replace(releases.header(self.second), address="/else.html")
        Release.objects.filter(sequence=2).update(header=changed.encoded, digest=changed.digest)
        if new_process:
            self.forget()
        with pytest.raises(Broken):
            verify.release(Release.objects.get(sequence=2))
        assert self.ledger_is_broken()

    def test_a_process_that_followed_the_chain_keeps_the_other_pages(self) -> None:
        changed = replace(releases.header(self.second), address="/else.html")
        Release.objects.filter(sequence=2).update(header=changed.encoded, digest=changed.digest)
        assert verify.release(releases.newest(evidence.uid("另一则"))).content

    def test_a_correction_given_to_another_page_does_not_bring_the_old_text_back(self) -> None:
        changed = replace(releases.header(self.second), page=evidence.uid("别页"))
        Release.objects.filter(sequence=2).update(header=changed.encoded, digest=changed.digest)
        self.forget()
        with pytest.raises(Broken):
            releases.newest(self.page.page)

    def test_an_older_release_put_in_again_is_refused(self) -> None:
        old = Release.objects.get(sequence=1)
        Release.objects.create(
            sequence=4,
            format=old.format,
            header=old.header,
            digest="sha256:" + "0" * 64,
            previous="x",
            key=old.key,
            signature=old.signature,
        )
        with pytest.raises(Broken):
            verify.release(Release.objects.get(sequence=4))
        with pytest.raises(Broken):
            followed.check()
        with pytest.raises(Broken):
            releases.newest(self.page.page)
        assert verify.release(releases.newest(evidence.uid("另一则"))).content
        assert self.ledger_is_broken()

    def test_a_release_without_signature_darkens_the_page_it_names(self) -> None:
        last = Release.objects.get(sequence=3)
        forged = replace(
            releases.header(self.second),
            sequence=4,
            base=2,
            previous=bytes(last.signature).hex(),
        )
        Release.objects.create(
            sequence=4,
            format="release/1",
            header=forged.encoded,
            digest=forged.digest,
            previous=forged.previous,
            key=forged.key,
            signature=bytes(64),
        )
        with pytest.raises(Broken):
            releases.newest(self.page.page)
        assert releases.newest(evidence.uid("另一则"))
        with pytest.raises(Broken):
            evidence.release_page(evidence.content("第三则"))

    def test_a_deleted_release_in_the_middle_breaks_the_chain(self) -> None:
        Release.objects.filter(sequence=2).delete()
        self.forget()
        with pytest.raises(Broken):
            followed.check()
        with pytest.raises(Broken):
            releases.newest(self.page.page)
        assert self.ledger_is_broken()

    def test_a_missing_asset_row_is_found(self) -> None:
        row = evidence.release_page(evidence.content("图", assets=(evidence.asset(),)))
        triggers.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM ledger_asset")
        self.forget()
        with pytest.raises(Broken):
            verify.release(row)


def test_a_changed_file_is_not_opened() -> None:
    named = evidence.asset(b"picture")
    evidence.release_page(evidence.content("图", assets=(named,)))
    path = evidence.assets.path(named["digest"])
    with evidence.assets.open(named["digest"]) as file:
        assert file.read() == b"picture"
    path.write_bytes(b"another")
    with pytest.raises(Broken):
        evidence.assets.open(named["digest"])
    assert problems() == [f"assets {named['digest']}"]
    path.unlink()
    with pytest.raises(bodies.Missing):
        evidence.assets.open(named["digest"])


def test_a_release_that_would_not_verify_is_not_signed() -> None:
    evidence.release_page()
    with pytest.raises(Broken), transaction.atomic():
        evidence.release_page(signers=(evidence.ZHOU, evidence.WU, evidence.WU))
    assert Release.objects.count() == 1
    assert verify.ledger().ok


def test_a_signature_for_one_purpose_fits_no_other() -> None:
    key = keys.signing_key()
    data = v1.Words(salt="0" * 32, text="x").encoded
    signature = key.sign("opinion/1", data)
    assert keys.verify(key.id, "opinion/1", data, signature, sequence=1)
    with pytest.raises(keys.BadSignature):
        keys.verify(key.id, "entry/1", data, signature, sequence=1)


def test_the_head_is_not_needed_to_read() -> None:
    row = evidence.release_page()
    head.path().unlink(missing_ok=True)
    followed.forget()
    verify.forget()
    assert verify.release(row).content


def test_releases_cut_off_with_their_head_are_found_by_the_log_that_made_them() -> None:
    evidence.release_page()
    kept = head.write()
    evidence.withdraw(evidence.content().page)
    triggers.remove(connection)
    Release.objects.filter(sequence=2).delete()
    ReleaseIndex.objects.filter(sequence=2).delete()
    triggers.install(connection)
    head.path().write_bytes(head.encode(kept, keys.signing_key().sign("head/1", kept.encoded)))
    followed.forget()
    assert problems() == ["release 2"]
