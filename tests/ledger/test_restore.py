"""Backup and restore: nothing is lost unseen, and what was erased stays erased."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from ledger import (
    assets,
    backups,
    bodies,
    entries,
    erasures,
    followed,
    head,
    people,
    releases,
    restoring,
    triggers,
    verify,
)  # fmt: skip
from ledger.models import AuditEntry, Release
from tests import evidence

pytestmark = pytest.mark.usefixtures("committed")
NUMBERS = {"0001": evidence.ZHOU, "0002": evidence.WU}
REASON = "硬盘损坏，恢复昨夜备份"


@pytest.fixture(autouse=True)
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """周敏 has the personal number 0001, 吴刚 0002."""
    monkeypatch.setattr(people, "_finders", [NUMBERS.get])


@pytest.fixture(autouse=True)
def first_release(committed: None) -> None:
    """Something to lose."""
    evidence.release_page(evidence.content("通知", assets=(evidence.asset(b"picture"),)))


def backup(tmp_path: Path, name: str = "backup") -> Path:
    call_command("backup", tmp_path / name)
    return tmp_path / name


def accept(**changes: str) -> None:
    options = {"by": "0001", "confirmed_by": "0002", "reason": REASON, **changes}
    call_command("accept_restore", **options)


def places() -> list[str]:
    return [problem.place for problem in verify.ledger().problems]


def test_a_backup_is_recorded_and_holds_no_key(tmp_path: Path) -> None:
    made = backup(tmp_path)
    assert (
        AuditEntry.objects.count()
        == entries.header(AuditEntry.objects.order_by("-sequence")[0]).sequence
    )
    names = {path.name for path in made.rglob("*")}
    assert "manifest.json" in names
    assert not [name for name in names if name.endswith(".pem") or name.startswith("ed25519:")]


def test_a_document_with_a_chinese_name_is_in_the_backup(tmp_path: Path) -> None:
    document = Path(settings.MEDIA_ROOT) / "documents" / "征求意见稿.docx"
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_bytes(b"draft")
    made = backup(tmp_path)
    document.unlink()
    call_command("restore", made, replace=True)
    assert document.read_bytes() == b"draft"


def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    backup(tmp_path)
    with pytest.raises(CommandError):
        backup(tmp_path)


def test_a_restore_of_the_newest_backup_goes_on_at_once(tmp_path: Path) -> None:
    made = backup(tmp_path)
    call_command("restore", made, replace=True)
    assert triggers.missing(connection) == []
    assert places() == []
    evidence.release_page(evidence.content("另一则"))


def test_a_ledger_is_not_replaced_unasked(tmp_path: Path) -> None:
    made = backup(tmp_path)
    with pytest.raises(CommandError):
        call_command("restore", made)


def test_what_was_there_is_kept_aside(tmp_path: Path) -> None:
    made = backup(tmp_path)
    evidence.release_page(evidence.content("另一则"))
    done = restoring.restore(made, replace=True)
    assert done.kept_aside
    assert done.kept_aside.stat().st_size


def test_lost_files_come_back(tmp_path: Path) -> None:
    made = backup(tmp_path)
    digest = evidence.asset(b"picture")["digest"]
    assets.path(digest).write_bytes(b"damaged")
    call_command("restore", made, replace=True)
    assert places() == []


def test_a_lost_range_is_accepted_by_two_people_and_never_used_again(tmp_path: Path) -> None:
    made = backup(tmp_path)
    page = evidence.content("通知").page
    evidence.withdraw(page)
    evidence.release_page(evidence.content("另一则"))
    lost = head.check()
    call_command("restore", made, replace=True)

    with pytest.raises(head.BehindHead):
        evidence.release_page(evidence.content("第三则"))
    assert places() == ["head"]

    accept()
    row = AuditEntry.objects.order_by("-sequence")[0]
    entry = entries.header(row)
    assert entry.sequence == lost.entry + 1
    assert entry.tag == "ledger:restored"
    assert entry.detail["old_entry_digest"] == lost.entry_digest
    assert entry.detail["confirmed_by"] == evidence.WU["uid"]
    assert bodies.words(entry.covers[0]) == REASON
    assert places() == []

    after = evidence.release_page(evidence.content("第三则"))
    assert after.sequence == lost.release + 1
    assert verify.release(after).content
    followed.forget()
    assert [found.sequence for found in Release.objects.order_by("sequence")] == [1, 4]
    assert verify.release(after).content
    assert places() == []


def test_what_two_restores_lost_is_never_used_again(tmp_path: Path) -> None:
    made = backup(tmp_path)
    evidence.release_page(evidence.content("另一则"))
    lost = head.check()
    call_command("restore", made, replace=True)
    accept()
    again = backup(tmp_path, "again")
    with transaction.atomic():
        entries.append("page:moved", person=evidence.LIN)
    call_command("restore", again, replace=True)
    accept()
    after = evidence.release_page(evidence.content("第三则"))
    assert after.sequence == lost.release + 1
    assert places() == []


def test_nothing_is_accepted_when_nothing_is_lost() -> None:
    with pytest.raises(CommandError):
        accept()


@pytest.mark.parametrize(
    "changes", [{"confirmed_by": "0001"}, {"confirmed_by": "9999"}, {"reason": " "}]
)
def test_one_person_or_no_reason_is_not_enough(tmp_path: Path, changes: dict[str, str]) -> None:
    made = backup(tmp_path)
    evidence.release_page(evidence.content("另一则"))
    call_command("restore", made, replace=True)
    with pytest.raises(CommandError):
        accept(**changes)


def test_a_restored_database_that_was_changed_is_not_accepted(tmp_path: Path) -> None:
    made = backup(tmp_path)
    evidence.release_page(evidence.content("另一则"))
    call_command("restore", made, replace=True)
    triggers.remove(connection)
    AuditEntry.objects.filter(sequence=2).update(key="x")
    triggers.install(connection)
    with pytest.raises(CommandError):
        accept()


def test_a_lost_head_is_accepted_too() -> None:
    head.path().unlink()
    accept()
    assert head.check().entry == AuditEntry.objects.count()
    assert places() == []


def test_what_was_erased_after_the_backup_does_not_come_back(tmp_path: Path) -> None:
    made = backup(tmp_path)
    digest = evidence.asset(b"picture")["digest"]
    content = str(releases.header(releases.newest(evidence.uid("通知"))).content)
    for subject in (digest, content):
        erasures.order(
            subject,
            legal_basis="个人信息保护法第四十七条",
            ordered_by=evidence.ZHOU,
            confirmed_by=evidence.WU,
        )
    call_command("restore", made, replace=True)
    accept()
    assert not assets.exists(digest)
    with pytest.raises(bodies.Erased):
        bodies.get(content)
    assert places() == []


@pytest.mark.parametrize("name", ["manifest.json", "head.json", "database"])
def test_a_half_backup_is_named_and_nothing_is_touched(tmp_path: Path, name: str) -> None:
    made = backup(tmp_path)
    evidence.release_page(evidence.content("另一则"))
    file = next(made.glob(f"{name}*"))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(CommandError):
        call_command("restore", made, replace=True)
    assert Release.objects.count() == 2
    assert places() == []


def test_a_damaged_file_of_a_backup_is_named(tmp_path: Path) -> None:
    made = backup(tmp_path)
    next((made / "assets").rglob("*/*")).write_bytes(b"damaged")
    with pytest.raises(backups.BadBackup):
        backups.read(made)


def test_without_the_keys_a_backup_is_not_believed(tmp_path: Path) -> None:
    made = backup(tmp_path)
    for path in Path(settings.SANSHEN_KEYS).iterdir():
        path.unlink()
    restoring.keys.forget()
    with pytest.raises(CommandError):
        call_command("restore", made, replace=True)


class TestCommand:
    """`verify_ledger` for people and machines."""

    def test_all_is_well(self, capsys: Any) -> None:
        call_command("verify_ledger", json=True)
        report = json.loads(capsys.readouterr().out)
        assert report["ok"]
        assert report["checked"]["releases"] == 1

    def test_what_is_broken_is_named_and_ends_with_status_1(self, capsys: Any) -> None:
        triggers.remove(connection)
        AuditEntry.objects.filter(sequence=2).update(key="x")
        triggers.install(connection)
        for options in ({"json": True}, {"json": False}):
            with pytest.raises(SystemExit) as ended:
                call_command("verify_ledger", **options)
            assert ended.value.code == 1
            assert "entry 2" in capsys.readouterr().out


class TestRotation:
    """A new key signs from the next entry on."""

    def rotate(self) -> None:
        call_command("rotate_key", by="0001", confirmed_by="0002")

    def test_old_and_new_verify(self) -> None:
        old = restoring.keys.signing_key().id
        page = evidence.content("跨越")
        with transaction.atomic():
            statement = evidence.submission([page])
            first = evidence.opinion(statement, "first", evidence.ZHOU)
        self.rotate()
        assert restoring.keys.signing_key().id != old
        evidence.release_page(evidence.content("另一则"))
        assert first.reference["key"] == old
        assert verify.release(Release.objects.get(sequence=1))
        assert places() == []
        assert head.check().key == restoring.keys.signing_key().id

    def test_the_old_key_signs_nothing_afterwards(self, monkeypatch: pytest.MonkeyPatch) -> None:
        old = restoring.keys.signing_key()
        self.rotate()
        monkeypatch.setattr(restoring.keys, "signing_key", lambda: old)
        with pytest.raises(restoring.keys.MissingKey), transaction.atomic():
            entries.append("page:moved", person=evidence.LIN)

    def test_a_rotation_that_was_interrupted_is_finished(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = restoring.keys.signing_key().id
        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", _killed)
            with pytest.raises(OSError, match="killed"):
                self.rotate()
        with pytest.raises(restoring.keys.MissingKey), transaction.atomic():
            entries.append("page:moved", person=evidence.LIN)
        call_command("rotate_key", finish=True)
        assert restoring.keys.signing_key().id != old
        with transaction.atomic():
            entries.append("page:moved", person=evidence.LIN)
        assert places() == []

    def test_a_rotation_that_was_rolled_back_leaves_nothing(self) -> None:
        old = restoring.keys.signing_key().id
        with transaction.atomic():
            self.rotate()
            transaction.set_rollback(True)
        call_command("rotate_key", finish=True)
        assert restoring.keys.signing_key().id == old
        with transaction.atomic():
            entries.append("page:moved", person=evidence.LIN)
        assert places() == []


def _killed(*args: object) -> None:
    raise OSError("killed")
