"""Anchors: a head that somebody outside holds, and what it finds."""

import io
import json
from datetime import date

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from ledger import anchors, entries, head, releases, triggers
from ledger.evidence import exporting, verify_evidence
from ledger.models import AuditEntry, EntryIndex
from tests import evidence

pytestmark = pytest.mark.usefixtures("committed")
TODAY = date(2026, 11, 25)


@pytest.fixture
def anchor(settings, tmp_path):
    settings.SANSHEN_ANCHOR_TO = ["inspector@example.gov.cn"]
    settings.SANSHEN_ANCHOR_FOLDER = tmp_path / "outside"
    evidence.release_page()
    return anchors.send(TODAY)


def act() -> None:
    with transaction.atomic():
        entries.append("backup:made", person=None)


def cut(sequence: int) -> None:
    """Cut the tail behind the product's back, and let the head say so."""
    triggers.remove(connection)
    AuditEntry.objects.filter(sequence__gt=sequence).delete()
    EntryIndex.objects.filter(sequence__gt=sequence).delete()
    triggers.install(connection)
    head.replace()


def verify(*arguments: str) -> tuple[int, list[dict]]:
    """Run the command; give its exit status and the problems."""
    said = io.StringIO()
    try:
        call_command("verify_ledger", *arguments, "--json", "--no-entry", stdout=said)
    except SystemExit as leaving:
        return leaving.code, json.loads(said.getvalue())["problems"]
    return 0, json.loads(said.getvalue())["problems"]


class TestSending:
    def test_it_is_the_head_file_of_the_day_in_a_folder_and_in_a_mail(self, anchor):
        assert anchor.path.name == "head-2026-11-25.json"
        data = anchor.path.read_bytes()
        (sent,) = mail.outbox
        assert sent.to == ["inspector@example.gov.cn"]
        assert f"{anchor.head.entry}:{anchor.head.entry_digest}" in sent.body
        ((name, attached, _type),) = sent.attachments
        assert (name, attached) == (anchor.path.name, data)
        detail = entries.header(AuditEntry.objects.order_by("-sequence")[0]).detail
        assert (detail["entry"], detail["receivers"]) == (anchor.head.entry, 1)

    def test_a_second_time_the_same_day_sends_the_same_and_writes_nothing_over(self, anchor):
        before = anchor.path.read_bytes()
        act()
        assert anchors.send(TODAY).head == anchor.head
        assert anchor.path.read_bytes() == before

    def test_the_next_day_is_another_file(self, anchor):
        assert anchors.send(date(2026, 11, 26)).path != anchor.path

    def test_a_database_behind_its_head_sends_nothing(self, anchor):
        act()
        triggers.remove(connection)
        AuditEntry.objects.order_by("-sequence")[0].delete()
        triggers.install(connection)
        with pytest.raises(CommandError, match="落后于"):
            call_command("send_anchor")
        assert len(mail.outbox) == 1

    def test_a_mail_server_that_is_away_is_said_and_nothing_is_entered(self, anchor, monkeypatch):
        def away(self, **kwargs):
            raise OSError("no route")

        monkeypatch.setattr(anchors.EmailMessage, "send", away)
        count = AuditEntry.objects.count()
        with pytest.raises(CommandError, match="no route"):
            call_command("send_anchor")
        assert AuditEntry.objects.count() == count


class TestVerifying:
    def test_a_log_that_goes_on_reaches_it(self, anchor):
        act()
        assert verify("--head", str(anchor.path)) == (0, [])
        assert verify("--head", f"{anchor.head.entry}:{anchor.head.entry_digest}") == (0, [])

    def test_a_tail_that_was_cut_with_its_head_is_found(self, anchor):
        cut(anchor.head.entry - 1)
        # Release 1 is missed by its entry as well; with the head replaced nothing else would be.
        status, problems = verify("--head", str(anchor.path))
        assert status == 1
        assert problems[-1]["place"] == f"entry {anchor.head.entry}"
        assert "没有走到您手中的末端" in problems[-1]["sentence"]

    def test_nonsense_is_refused_before_anything_is_verified(self, anchor, tmp_path):
        for text in ("yesterday", "12:abc", str(tmp_path / "missing.json")):
            with pytest.raises(CommandError, match="既不是文件"):
                call_command("verify_ledger", "--head", text)

    def test_a_head_that_was_not_signed_is_refused(self, anchor):
        value = json.loads(anchor.path.read_bytes())
        value["head"]["entry"] = 1
        anchor.path.write_text(json.dumps(value), "ascii")
        with pytest.raises(CommandError):
            call_command("verify_ledger", "--head", str(anchor.path))


class TestOutside:
    def test_the_single_file_accepts_the_file_of_the_mail(self, anchor, tmp_path, capsys):
        act()
        bundle = exporting.export(tmp_path / "bundle")
        assert verify_evidence.main([str(bundle), "--head", str(anchor.path)]) == 0

    def test_and_finds_a_tail_that_was_cut(self, anchor, tmp_path, capsys):
        cut(anchor.head.entry - 1)
        bundle = exporting.export(tmp_path / "bundle")
        assert verify_evidence.main([str(bundle), "--head", str(anchor.path)]) == 1
        assert "没有走到您手中的末端" in capsys.readouterr().out

    def test_and_a_release_that_is_another_one(self, anchor, tmp_path, capsys):
        bundle = exporting.export(tmp_path / "bundle")
        held = verify_evidence.Bundle(str(bundle))
        held.head = None
        held.run()
        assert held.problems == []
        digest = anchor.head.entry_digest
        held._held(anchor.head.entry, digest, 1, "00" * 64)
        held.heads[anchor.head.entry] = digest
        held._held(anchor.head.entry, digest, 1, "00" * 64)
        assert held.problems[-1][0] == "release 1"

    def test_one_that_was_changed_or_is_another_sites_is_a_fault(self, anchor, tmp_path, capsys):
        bundle = exporting.export(tmp_path / "bundle")
        value = json.loads(anchor.path.read_bytes())
        value["head"]["entry"] -= 1
        changed = tmp_path / "changed.json"
        changed.write_text(json.dumps(value), "ascii")
        assert verify_evidence.main([str(bundle), "--head", str(changed)]) == 1
        assert "--head" in capsys.readouterr().out


def test_the_newest_release_is_in_it(anchor):
    assert anchor.head.release == releases.next_sequence() - 1
