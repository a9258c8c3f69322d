"""A bundle of evidence, and what somebody could do to it: the file that is given away finds it.

The tamperer mends the manifest after each change, so that nothing is found by it alone.
"""

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

from ledger import bodies, canonical, entries, erasures, head, keys, rotation
from ledger.evidence import exporting, verify_evidence
from ledger.evidence.selection import Selection
from ledger.models import AuditEntry
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


def test_what_was_signed_before_and_after_a_rotation_holds(
    bundle: Path, tmp_path: Path, capsys: Any
) -> None:
    rotation.rotate(rotated_by=evidence.SECADMIN, confirmed_by=evidence.SYSADMIN)
    rotation.finish()
    head.write()
    evidence.release_page(evidence.content("换钥之后"))
    status, report = verdict(exporting.export(tmp_path / "after"), capsys=capsys)
    assert (status, report["problems"]) == (0, [])


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


def test_the_command_writes_it_and_refuses_a_folder_that_is_there(
    bundle: Path, tmp_path: Path
) -> None:
    call_command("export_evidence", str(tmp_path / "one"), "--since", "2020-01-01")
    assert (tmp_path / "one" / "verify_evidence.py").exists()
    with pytest.raises(CommandError, match=r"已经存在|exists already"):
        call_command("export_evidence", str(tmp_path / "one"))
    with pytest.raises(CommandError, match="2026-11-25"):
        call_command("export_evidence", str(tmp_path / "two"), "--since", "昨天")
