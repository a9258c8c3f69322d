"""A bundle of evidence, and what somebody could do to it: the file that is given away finds it.

The tamperer mends the manifest after each change, so that nothing is found by it alone.
"""

import ast
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q

from ledger import (
    assets,
    bodies,
    canonical,
    entries,
    erasures,
    head,
    keys,
    releases,
    rotation,
    verify,
)
from ledger.evidence import exporting, verify_evidence
from ledger.evidence.selection import Selection
from ledger.models import AuditEntry, EntryIndex
from tests import evidence

pytestmark = pytest.mark.usefixtures("opened")

PAGE = evidence.content("通知")
OTHER = evidence.content("公告")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Two pages, one of them with a file and corrected, one withdrawn."""
    evidence.begin()
    contribute(evidence.LIN, PAGE.page)
    picture = evidence.asset(b"picture", "桥.png", alt="一座桥")
    evidence.release_page(replace(PAGE, assets=(picture,)))
    evidence.release_page(replace(PAGE, title="更正后的通知", assets=(picture,)))
    evidence.release_page(OTHER)
    evidence.withdraw(OTHER.page)
    head.write()
    return exporting.export(tmp_path / "bundle")


def contribute(who: dict[str, str], page: str) -> None:
    with transaction.atomic():
        entries.append("page:contributed", person=who, subject={"kind": "page", "uid": page})


def verdict(folder: Path, *options: str, capsys: Any) -> tuple[int, dict[str, Any]]:
    """Run the given-away file and give its exit status and report."""
    status = verify_evidence.main([str(folder), "--english", "--json", *options])
    said = capsys.readouterr().out
    return status, json.loads(said) if said else {}


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def write(folder: Path, name: str, found: list[dict[str, Any]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in found]
    (folder / name).write_text("".join(lines), "utf-8")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    manifest["files"][name] = f"sha256:{digest}"
    (folder / "manifest.json").write_bytes(canonical.encode(manifest))


def changed(name: str, change: Callable[[list[dict[str, Any]]], Any]) -> Callable[[Path], None]:
    """Give a tamperer of one of the tables."""

    def tamper(folder: Path) -> None:
        found = rows(folder, name)
        change(found)
        write(folder, name, found)

    return tamper


def a_character(row: dict[str, Any], field: str, old: str, new: str) -> None:
    assert old in row[field]
    row[field] = row[field].replace(old, new, 1)


def body_of(found: list[dict[str, Any]], form: str, says: str = "") -> dict[str, Any]:
    return next(row for row in found if f'"format":"{form}"' in row["data"] and says in row["data"])


def rehash(row: dict[str, Any], old: str, new: str) -> None:
    """Change a document and give it its new digest, as somebody would who knows the formats."""
    a_character(row, "data", old, new)
    row["digest"] = canonical.digest(row["data"].encode())


def put_in(found: list[dict[str, Any]]) -> None:
    header = json.loads(found[-1]["header"])
    header |= {"sequence": header["sequence"] + 1, "previous": found[-1]["digest"]}
    text = canonical.encode(header).decode()
    found.append(
        {
            **found[-1],
            "header": text,
            "digest": canonical.digest(text.encode()),
            "sequence": header["sequence"],
            "previous": found[-1]["digest"],
        }
    )


def swap(found: list[dict[str, Any]]) -> None:
    found[4], found[5] = found[5], found[4]


def other_file(folder: Path) -> None:
    next(path for path in (folder / "assets").rglob("*") if path.is_file()).write_bytes(b"other")


def no_file(folder: Path) -> None:
    shutil.rmtree(folder / "assets")


def manifested(folder: Path, **changes: Any) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_bytes(canonical.encode({**manifest, **changes}))


def halved(folder: Path) -> None:
    changed("entries.jsonl", lambda found: found[1].update(header="HALF"))(folder)
    path = folder / "entries.jsonl"
    path.write_text(path.read_text("utf-8").replace("HALF", "\\ud800"), "utf-8")


def linked(folder: Path) -> None:
    file = next(path for path in (folder / "assets").rglob("*") if path.is_file())
    file.rename(folder.parent / "elsewhere")
    file.symlink_to(folder.parent / "elsewhere")


def signed_anew(found: list[dict[str, Any]]) -> None:
    found[0]["signature"] = found[1]["signature"]


TAMPERINGS: dict[str, Callable[[Path], None]] = {
    "a character of a released text": changed(
        "bodies.jsonl",
        lambda found: a_character(body_of(found, "content/1"), "data", "中心", "中兴"),
    ),
    "a released text with a new digest": changed(
        "bodies.jsonl", lambda found: rehash(body_of(found, "content/1"), "中心", "中兴")
    ),
    "the name in an opinion": changed(
        "bodies.jsonl", lambda found: rehash(body_of(found, "opinion/1", "周敏"), "周敏", "何苗")
    ),
    "a document taken out": changed(
        "bodies.jsonl", lambda found: found.remove(body_of(found, "opinion/1"))
    ),
    "a character of an entry": changed(
        "entries.jsonl",
        lambda found: a_character(
            next(row for row in found if "林晓" in row["header"]), "header", "林晓", "林小"
        ),
    ),
    "an entry taken out": changed("entries.jsonl", lambda found: found.pop(5)),
    "an entry put in at the end": changed("entries.jsonl", put_in),
    "two entries swapped": changed("entries.jsonl", swap),
    "the tail of the log cut off": changed(
        "entries.jsonl", lambda found: found.__delitem__(slice(-2, None))
    ),
    "a release taken out": changed("releases.jsonl", lambda found: found.pop(1)),
    "the last release cut off": changed("releases.jsonl", lambda found: found.pop()),
    "the address of a release": changed(
        "releases.jsonl", lambda found: a_character(found[0], "header", "/news/", "/olds/")
    ),
    "the signature of a release": changed("releases.jsonl", signed_anew),
    "a file": other_file,
    "a file taken out": no_file,
    "a release not listed": lambda folder: manifested(folder, releases=[1, 2, 3]),
    "no release listed": lambda folder: manifested(folder, releases=[]),
    "no digests of the tables": lambda folder: manifested(folder, files={}),
    "an order to erase taken from another": changed(
        "erasures.jsonl", lambda found: found.append({"number": 1, "subject": "x", "statement": 7})
    ),
    "a column that is a list": changed("entries.jsonl", lambda found: found[3].update(key=[1])),
    "a column that is missing": changed("releases.jsonl", lambda found: found[1].pop("digest")),
    "a sequence that is a text": changed(
        "releases.jsonl", lambda found: found[1].update(sequence="2")
    ),
    "a signature that is no hex": changed(
        "entries.jsonl", lambda found: found[2].update(signature="xyz")
    ),
    "a document that is a number": changed("bodies.jsonl", lambda found: found[0].pop("data")),
    "half a character": halved,
    "a file that is a link": linked,
    "the head": lambda folder: (folder / "head.json").write_bytes(
        (folder / "head.json").read_bytes().replace(b'"release":4', b'"release":3')
    ),
}


def test_a_bundle_holds_on_a_machine_without_this_product(bundle: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", bundle / "verify_evidence.py", bundle, "--english"],
        capture_output=True, text=True, check=False, cwd=bundle,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ Everything holds." in done.stdout


def test_everything_that_was_released_is_counted(bundle: Path, capsys: Any) -> None:
    status, report = verdict(bundle, capsys=capsys)
    assert (status, report["ok"], report["problems"]) == (0, True, [])
    counted = report["checked"]
    assert (counted["releases"], counted["opinions"], counted["files"]) == (4, 9, 2)
    assert counted["entries"] == AuditEntry.objects.count()


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_was_changed_is_found(bundle: Path, what: str, capsys: Any) -> None:
    TAMPERINGS[what](bundle)
    status, report = verdict(bundle, capsys=capsys)
    assert (status, report["ok"]) == (1, False), report


def test_a_tail_cut_off_with_its_head_is_found_by_who_holds_a_later_head(
    bundle: Path, tmp_path: Path, capsys: Any
) -> None:
    evidence.release_page(evidence.content("第三则"))
    head.write()
    later = exporting.export(tmp_path / "later")
    newest = AuditEntry.objects.order_by("-sequence")[0]
    held = f"{newest.sequence}:{newest.digest}"
    assert verdict(later, "--head", held, capsys=capsys)[0] == 0
    # The earlier bundle is whole in itself: only somebody who knows more can tell.
    assert verdict(bundle, capsys=capsys)[0] == 0
    assert verdict(bundle, "--head", held, capsys=capsys)[0] == 1


def test_a_bundle_of_somebody_elses_key_is_found_by_who_knows_ours(
    bundle: Path, capsys: Any
) -> None:
    ours = keys.verifying_keys()[0]
    assert verdict(bundle, "--key", ours.key, capsys=capsys)[0] == 0
    assert verdict(bundle, "--key", ours.public, capsys=capsys)[0] == 0
    assert verdict(bundle, "--key", "ed25519:0123456789abcdef", capsys=capsys)[0] == 1


def test_releases_cut_off_with_their_head_are_found_by_the_log_that_made_them(
    bundle: Path, tmp_path: Path, capsys: Any
) -> None:
    """Whoever hides a withdrawal brings the head of a bundle from before it."""
    evidence.withdraw(PAGE.page)
    head.write()
    later = exporting.export(tmp_path / "later")
    changed("releases.jsonl", lambda found: found.pop())(later)
    manifested(later, releases=[1, 2, 3, 4])
    shutil.copyfile(bundle / "head.json", later / "head.json")
    status, report = verdict(later, capsys=capsys)
    assert (status, [each["place"] for each in report["problems"]]) == (1, ["release 5"])


def test_a_selection_is_said_aloud(bundle: Path, tmp_path: Path, capsys: Any) -> None:
    folder = exporting.export(tmp_path / "page", Selection(page=PAGE.address))
    assert verify_evidence.main([str(folder), "--english"]) == 0
    said = capsys.readouterr().out
    assert "of 2 more releases only the records were verified" in said
    # Whoever says that another page was asked for is not believed about the list.
    manifested(folder, selection={"since": "", "until": "", "page": OTHER.page})
    assert verdict(folder, capsys=capsys)[0] == 1


def test_a_release_made_while_the_bundle_is_written_waits_for_the_next(
    bundle: Path,
) -> None:
    last = AuditEntry.objects.order_by("-sequence")[0].sequence
    evidence.release_page(evidence.content("第三则"))
    assert exporting._newest_release(last) == 4
    assert exporting._newest_release(last + 100) == 5


def test_a_file_outside_the_bundle_is_not_looked_at(
    bundle: Path, tmp_path: Path, capsys: Any
) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    manifest = json.loads((bundle / "manifest.json").read_bytes())
    manifest["files"]["../secret"] = canonical.digest(b"secret")
    manifested(bundle, files=manifest["files"])
    status, report = verdict(bundle, capsys=capsys)
    assert (status, report["problems"][0]["sentence"]) == (1, "A strange file is listed.")


@pytest.mark.parametrize("name", ["manifest.json", "entries.jsonl", "head.json"])
def test_json_that_is_too_deep_is_no_bundle(bundle: Path, name: str, capsys: Any) -> None:
    (bundle / name).write_text("[" * 200_000)
    assert verify_evidence.main([str(bundle)]) in (1, 2)


def test_a_console_that_has_no_tick_hears_the_rest(bundle: Path) -> None:
    done = subprocess.run(
        [sys.executable, bundle / "verify_evidence.py", bundle],
        capture_output=True, check=False, env={"PYTHONIOENCODING": "gbk"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "全部成立" in done.stdout.decode("gbk")


def test_it_is_written_in_the_python_that_it_asks_for() -> None:
    ast.parse(exporting.VERIFIER.read_text("utf-8"), feature_version=(3, 9))


def test_what_was_signed_before_and_after_a_rotation_holds(
    bundle: Path, tmp_path: Path, capsys: Any
) -> None:
    rotation.rotate(rotated_by=evidence.SECADMIN, confirmed_by=evidence.SYSADMIN)
    rotation.finish()
    head.write()
    evidence.release_page(evidence.content("换钥之后"))
    status, report = verdict(exporting.export(tmp_path / "after"), capsys=capsys)
    assert (status, report["problems"]) == (0, [])


def test_the_old_key_cannot_go_on_by_hiding_the_new_one(
    bundle: Path, tmp_path: Path, capsys: Any
) -> None:
    old = keys.signing_key()
    rotation.rotate(rotated_by=evidence.SECADMIN, confirmed_by=evidence.SYSADMIN)
    rotation.finish()
    head.write()
    folder = exporting.export(tmp_path / "after")
    new = keys.signing_key().id
    (folder / "keys" / f"{new.replace(':', '-')}.json").unlink()
    manifest = json.loads((folder / "manifest.json").read_bytes())
    del manifest["files"][f"keys/{new.replace(':', '-')}.json"]
    manifested(folder, files=manifest["files"])
    shutil.copyfile(bundle / "head.json", folder / "head.json")
    found = rows(folder, "entries.jsonl")
    place = next(n for n, row in enumerate(found) if "key:rotated" in row["header"])
    header = json.loads(found[place]["header"])
    header |= {"sequence": header["sequence"] + 1, "previous": found[place]["digest"]}
    header |= {"tag": "page:moved", "detail": {}, "covers": []}
    encoded = canonical.encode(header)
    forged = {"sequence": header["sequence"], "format": "entry/1", "header": encoded.decode(),
              "digest": canonical.digest(encoded), "previous": header["previous"],
              "key": old.id, "signature": old.sign("entry/1", encoded).hex()}  # fmt: skip
    write(folder, "entries.jsonl", [*found[: place + 1], forged])
    status, report = verdict(folder, capsys=capsys)
    assert (status, len(report["problems"])) == (1, 1)
    assert "key that follows" in report["problems"][0]["sentence"]


def release_with(second: tuple[dict[str, str], str]) -> None:
    """Release the page with another second signer, who uses that appointment."""
    who, appointment = second
    with transaction.atomic():
        statement = evidence.submission([PAGE])
        entries.append(
            "submission:opened",
            person=evidence.LIN,
            subject={"kind": "submission", "uid": statement.uid},
            covers=[statement.digest],
        )
        signed: list[evidence.Signed] = []
        for stage, signer in (("first", evidence.ZHOU), ("second", who), ("final", evidence.ZHENG)):
            mine = {"appointment": appointment} if stage == "second" else {}
            before = [one.opinion.digest for one in signed]
            signed.append(evidence.opinion(statement, stage, signer, before, **mine))
            if stage != "final":
                covers = [signed[-1].opinion.digest]
                entries.append(f"review:{stage}:passed", person=signer, covers=covers)
        releases.append(
            page=PAGE.page, kind="publish", address=PAGE.address, content=PAGE,
            statement=statement.digest, opinions=[one.reference for one in signed],
            live_from=None, live_until=None, base=None, person=evidence.ZHENG,
            tag="release:published", covers=[signed[-1].opinion.digest],
        )  # fmt: skip
    head.write()


class TestRestored:
    """A gap is believed only when two people gave up exactly that range."""

    def accept(self, **changes: Any) -> None:
        evidence.release_page(PAGE)
        newest = AuditEntry.objects.order_by("-sequence")[0].sequence
        person = changes.pop("person", evidence.ZHOU)
        lost = changes.pop("lost", newest + 7)
        detail = {
            "entry": newest, "release": 1, "old_entry": newest + 7, "old_entry_digest": None,
            "old_release": 4, "old_release_signature": None,
            "confirmed_by": evidence.WU["uid"], "confirmed_by_name": "吴刚",
        }  # fmt: skip
        with transaction.atomic():
            entries.append_after_loss(
                lost, person=person, detail={**detail, **changes}, covers=[bodies.put_words("火")]
            )
        head.replace()

    def test_by_two_people_holds_and_is_said_aloud(self, tmp_path: Path, capsys: Any) -> None:
        self.accept()
        evidence.release_page(OTHER)
        assert evidence.Release.objects.order_by("-sequence")[0].sequence == 5
        head.write()
        status, report = verdict(exporting.export(tmp_path / "bundle"), capsys=capsys)
        assert (status, report["problems"]) == (0, [])
        assert "7 entries and 3 releases were lost" in report["notes"][0]
        assert verify.ledger().problems == []

    def test_a_head_that_was_lost_is_named_as_lost(self, tmp_path: Path, capsys: Any) -> None:
        self.accept()
        folder = exporting.export(tmp_path / "bundle")
        lost = AuditEntry.objects.get(tag_is("ledger:restored")).sequence - 2
        status, report = verdict(folder, "--head", f"{lost}:{'0' * 64}", capsys=capsys)
        assert (status, len(report["problems"])) == (1, 1)
        assert "was lost in the restore" in report["problems"][0]["sentence"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"confirmed_by": evidence.ZHOU["uid"]},
            {"confirmed_by": ""},
            {"person": None},
            {"entry": 2},
            {"old_entry": 3, "lost": 0},
            {"old_entry": "7"},
            {"release": 5},
            {"old_release": None},
        ],
    )
    def test_otherwise_is_found_by_both(
        self, changes: dict[str, Any], tmp_path: Path, capsys: Any
    ) -> None:
        self.accept(**changes)
        number = AuditEntry.objects.get(tag_is("ledger:restored")).sequence
        _status, report = verdict(exporting.export(tmp_path / "bundle"), capsys=capsys)
        assert f"entry {number}" in [each["place"] for each in report["problems"]]
        assert f"entry {number}" in [each.place for each in verify.ledger().problems]


def tag_is(tag: str) -> Q:
    return Q(sequence__in=list(EntryIndex.objects.filter(tag=tag).values_list("pk", flat=True)))


class TestWhoeverHoldsTheKey:
    """They can sign anything; what they sign must still be true to the log."""

    def problems(self, tmp_path: Path, capsys: Any) -> list[str]:
        _status, report = verdict(exporting.export(tmp_path / "bundle"), capsys=capsys)
        return [each["sentence"] for each in report["problems"]]

    def test_cannot_let_a_person_sign_who_worked_on_the_page(
        self, tmp_path: Path, capsys: Any
    ) -> None:
        evidence.begin()
        contribute(evidence.WU, PAGE.page)
        evidence.release_page(PAGE)
        assert self.problems(tmp_path, capsys) == [
            "A person who worked on the page is not among its contributors."
        ]

    def test_cannot_use_a_revoked_appointment(self, tmp_path: Path, capsys: Any) -> None:
        evidence.begin()
        uid = evidence.uid(f"appointment:{evidence.WU['uid']}:second")
        with transaction.atomic():
            entries.append(
                "appointment:revoked",
                person=evidence.SECADMIN,
                subject={"kind": "appointment", "uid": uid},
            )
        evidence.release_page(PAGE)
        assert self.problems(tmp_path, capsys) == [
            "An appointment or policy was used after it had been revoked."
        ]

    def test_cannot_use_a_confirmation_of_what_was_proposed_before(
        self, tmp_path: Path, capsys: Any
    ) -> None:
        """A harmless proposal was confirmed; another one under the same uid never was."""
        evidence.begin()
        evidence.appointment(evidence.CHEN, "first")
        uid = evidence.uid(f"appointment:{evidence.CHEN['uid']}:first")
        other = evidence.v1.Appointment(
            uid=uid, person=evidence.CHEN, duty="second", section=None, since=evidence.LONG_AGO,
            until=None, on_behalf_of=None, proposed_by=evidence.SECADMIN,
            proposed_at=evidence.LONG_AGO, reason="",
        )  # fmt: skip
        digest = bodies.put(other.encoded)
        with transaction.atomic():
            entries.append(
                "appointment:proposed",
                person=evidence.SECADMIN,
                subject={"kind": "appointment", "uid": uid},
                covers=[digest],
            )
        release_with(second=(evidence.CHEN, digest))
        assert self.problems(tmp_path, capsys) == [
            "An appointment or policy was used that two people had not made."
        ]
        assert [each.place for each in verify.ledger().problems] == ["release 1"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"subject": {"kind": "page", "uid": {"deep": []}}},
            {"subject": {"kind": "page", "uid": PAGE.page, "more": 1}},
            {"person": {"uid": 7, "name": None}},
            {"person": "林晓"},
            {"covers": [1, None]},
            {"covers": ["sha256:" + "f" * 64, "sha256:" + "0" * 64]},
            {"detail": {"deep": {"deeper": 1}}},
            {"detail": {"number": 2**60}},
            {"tag": ["page:contributed"]},
            {"tag": "ledger:restored", "detail": {"old_entry": []}},
            {"at": "2999-13-45T00:00:00.000000Z"},
            {"sequence": -1},
            {"sequence": 0},
            {"sequence": True},
            {"sequence": 2**53},
        ],
    )
    def test_makes_no_entry_of_another_form_believed(
        self, changes: dict[str, Any], bundle: Path, capsys: Any
    ) -> None:
        found = rows(bundle, "entries.jsonl")
        header = json.loads(found[-1]["header"]) | {"tag": "page:contributed"}
        header |= {"sequence": header["sequence"] + 1, "previous": found[-1]["digest"], **changes}
        text = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        key = keys.signing_key()
        forged = {"sequence": header["sequence"], "format": "entry/1", "header": text,
                  "digest": canonical.digest(text.encode()), "previous": header["previous"],
                  "key": key.id, "signature": key.sign("entry/1", text.encode()).hex()}  # fmt: skip
        write(bundle, "entries.jsonl", [*found, forged])
        status, report = verdict(bundle, capsys=capsys)
        assert (status, len(rows(bundle, "entries.jsonl"))) == (1, report["checked"]["entries"])
        assert report["problems"][0]["place"] == f"entry {header['sequence']}"

    def test_cannot_use_a_policy_that_another_had_followed(
        self, tmp_path: Path, capsys: Any
    ) -> None:
        evidence.begin()
        lax = evidence.policy(uid="lax", drafter_signs_first=True)
        statement = evidence.submission([PAGE], policy=lax)
        evidence.policy(uid="strict")
        evidence.release_page(PAGE, statement=statement)
        assert self.problems(tmp_path, capsys) == [
            "The submission names a review policy that was no longer in force."
        ]
        assert [each.place for each in verify.ledger().problems] == ["release 1"]

    def test_a_policy_that_follows_after_the_submission_or_is_revoked_changes_nothing(
        self, tmp_path: Path, capsys: Any
    ) -> None:
        evidence.begin()
        evidence.policy(uid="gone")
        with transaction.atomic():
            entries.append(
                "policy:revoked",
                person=evidence.SECADMIN,
                subject={"kind": "policy", "uid": "gone"},
            )
        evidence.release_page(PAGE)
        evidence.policy(uid="later")
        assert self.problems(tmp_path, capsys) == []
        assert verify.ledger().problems == []

    def test_cannot_release_what_was_taken_back(self, tmp_path: Path, capsys: Any) -> None:
        evidence.begin()
        statement = evidence.submission([PAGE])
        with transaction.atomic():
            entries.append(
                "submission:recalled",
                person=evidence.LIN,
                subject={"kind": "submission", "uid": statement.uid},
                covers=[statement.digest],
            )
        evidence.release_page(PAGE, statement=statement)
        assert self.problems(tmp_path, capsys) == [
            "The submission had been taken back before it was released."
        ]
        assert [each.place for each in verify.ledger().problems] == ["release 1"]

    def test_cannot_release_what_was_erased_before(
        self, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        evidence.begin()
        digest = bodies.put(PAGE.encoded)
        with transaction.atomic():
            entries.append("page:moved", person=evidence.LIN)
        erase(digest)
        monkeypatch.setattr(bodies, "_refuse_erased", lambda digest: None)
        evidence.release_page(PAGE)
        monkeypatch.undo()
        bodies.Body.objects.filter(digest=digest).delete()
        assert self.problems(tmp_path, capsys) == [f"The document {digest} is missing."]
        assert [each.place for each in verify.ledger().problems] == ["release 1"]

    def test_cannot_use_an_appointment_that_one_person_made(
        self, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        evidence.begin()
        monkeypatch.setattr(evidence, "SYSADMIN", evidence.SECADMIN)
        evidence.release_page(PAGE)
        assert self.problems(tmp_path, capsys) == [
            "An appointment or policy was used that two people had not made."
        ]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{"),
        lambda folder: (folder / "entries.jsonl").write_text("no json\n"),
        lambda folder: shutil.rmtree(folder / "keys"),
        lambda folder: next((folder / "keys").iterdir()).unlink(),
    ],
)
def test_what_is_not_a_whole_bundle_is_named(
    bundle: Path, spoil: Callable[[Path], None], capsys: Any
) -> None:
    spoil(bundle)
    assert verify_evidence.main([str(bundle), "--english"]) == 2
    assert "This is not a whole bundle of evidence" in capsys.readouterr().err


class TestSelection:
    @pytest.mark.parametrize("page", [PAGE.page, PAGE.address])
    def test_of_a_page_holds_its_texts_and_no_others(
        self, bundle: Path, tmp_path: Path, page: str, capsys: Any
    ) -> None:
        folder = exporting.export(tmp_path / "page", Selection(page=page))
        status, report = verdict(folder, capsys=capsys)
        assert (status, report["problems"]) == (0, [])
        assert report["checked"]["headers_only"] == 2
        texts = (folder / "bodies.jsonl").read_text("utf-8")
        assert '"title":"更正后的通知"' in texts.replace("\\", "")
        assert '"title":"公告"' not in texts.replace("\\", "")

    def test_of_nothing_is_refused(self, bundle: Path, tmp_path: Path) -> None:
        with pytest.raises(exporting.NotExportable):
            exporting.export(tmp_path / "page", Selection(page="/nowhere/"))
        assert not (tmp_path / "page").exists()
        assert not (tmp_path / "page.part").exists()


def test_erased_words_are_gone_and_their_signatures_still_hold(
    bundle: Path, tmp_path: Path, capsys: Any
) -> None:
    last = evidence.Release.objects.get(sequence=3)
    content = verify_evidence.json.loads(bytes(last.header))["content"]
    erasures.order(
        content,
        legal_basis="个人信息保护法第四十七条",
        ordered_by=evidence.SECADMIN,
        confirmed_by=evidence.SYSADMIN,
    )
    folder = exporting.export(tmp_path / "after")
    status, report = verdict(folder, capsys=capsys)
    assert (status, report["checked"]["erased"]) == (0, 1)
    assert not bodies.exists(content)


def test_an_erased_file_is_gone_and_the_signatures_still_hold(
    bundle: Path, tmp_path: Path, capsys: Any
) -> None:
    header = evidence.releases.header(evidence.Release.objects.get(sequence=2))
    erase(header.assets[0])
    assets.remove(header.assets[0])
    assert verify.ledger().problems == []
    status, report = verdict(exporting.export(tmp_path / "after"), capsys=capsys)
    assert (status, report["problems"]) == (0, [])


def test_what_was_ordered_erased_must_be_gone(bundle: Path, tmp_path: Path, capsys: Any) -> None:
    header = evidence.releases.header(evidence.Release.objects.get(sequence=3))
    kept = bodies.get(header.content)
    erase(header.content)
    folder = exporting.export(tmp_path / "after")
    put_back = {"digest": header.content, "data": kept.decode()}
    changed("bodies.jsonl", lambda found: found.append(put_back))(folder)
    status, report = verdict(folder, capsys=capsys)
    assert status == 1
    assert "What was ordered erased is still there." in [
        each["sentence"] for each in report["problems"]
    ]


def erase(digest: str) -> None:
    erasures.order(
        digest,
        legal_basis="个人信息保护法第四十七条",
        ordered_by=evidence.SECADMIN,
        confirmed_by=evidence.SYSADMIN,
    )


def test_the_command_writes_it_and_refuses_a_folder_that_is_there(
    bundle: Path, tmp_path: Path
) -> None:
    call_command("export_evidence", str(tmp_path / "one"), "--since", "2020-01-01")
    assert (tmp_path / "one" / "verify_evidence.py").exists()
    with pytest.raises(CommandError, match=r"已经存在|exists already"):
        call_command("export_evidence", str(tmp_path / "one"))
    with pytest.raises(CommandError, match="2026-11-25"):
        call_command("export_evidence", str(tmp_path / "two"), "--since", "昨天")
