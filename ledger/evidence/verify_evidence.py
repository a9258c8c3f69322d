#!/usr/bin/env python3
"""Verify a bundle of evidence on any machine: Python 3.9 or later and `cryptography`, nothing else.

    pip install cryptography
    python verify_evidence.py FOLDER [--key ed25519:…] [--head SEQUENCE:DIGEST] [--english] [--json]

A second reading of `formats.md`, written without the product's code: whoever distrusts the product
can read these lines instead. FOLDER is what `export_evidence` wrote. What it proves:

- the audit log is whole from its first entry to its last, each entry signed, none added, removed,
  changed or swapped;
- each release was signed by three different persons who did not write it, each appointed for that
  stage, under exactly that content;
- each text and file in the bundle is the one whose digest was signed.

What a bundle cannot prove alone: that its key is the publisher's, and that it has not been cut off
at the end. Give what you know from elsewhere: `--key` (the key id, from the publisher's own
announcement) and `--head` (from a later review sheet or daily mail).

Exit status: 0 everything holds, 1 something does not, 2 this is not a bundle.
"""

import argparse
import hashlib
import json
import os
import re
import sqlite3
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "evidence/1"
STAGES = ("first", "second", "final")
LARGEST_SIZE, LARGEST_INTEGER, DEEPEST = 16 * 1024 * 1024, 2**53 - 1, 32
MOST_PROBLEMS = 100
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)

FIELDS = {
    "entry/1": "site sequence at person tag subject detail covers previous key",
    "release/1": "site sequence page kind address content assets statement opinions live_from "
    "live_until base audit released_at previous key",
    "content/1": "page kind address language title summary lineage sections topics details "
    "body_html text assets links live_from live_until pinned_until correction",
    "submission/1": "site uid round previous items policy contributors drafter submitter "
    "submitted_at findings note",
    "opinion/1": "site submission ordinal stage decision target person on_behalf_of appointment "
    "proofread dispositions standing words signed_at proven_at",
    "policy/1": "uid drafter_signs_first small_office extra_signatures separate_proofreader "
    "proposed_by proposed_at",
    "appointment/1": "uid person duty section since until on_behalf_of proposed_by proposed_at "
    "reason salt",
    "withdrawal/1": "site page base sentence reason person appointment withdrawn_at",
    "erasure/1": "site subject legal_basis ordered_by confirmed_by ordered_at",
    "key/1": "site key public entries_from releases_from made_at",
    "head/1": "site entry entry_digest release release_signature written_at key",
}


class Broken(Exception):
    """Something does not hold: a sentence in Chinese and one in English."""

    def __init__(self, chinese, english):
        super().__init__(english)
        self.both = (chinese, english)


class NotABundle(Exception):
    """The folder cannot be read as a bundle at all."""


# ── Canonical JSON, digests, signatures: formats.md 1 and 2 ──────────────────
def canonical(value):
    """Give the one form of a value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _no_fraction(text):
    raise ValueError("a number with a fraction")


def _depth(value, depth=0):
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        raise ValueError("an integer beyond 2^53 - 1")
    if isinstance(value, dict):
        for key, item in value.items():
            if not key.isascii():
                raise ValueError("a key that is not ASCII")
            _depth(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _depth(item, depth + 1)


def read(data, form):
    """Read canonical bytes of one format, with exactly its fields."""
    try:
        if len(data) > LARGEST_SIZE:
            raise ValueError("too large")
        value = json.loads(
            data.decode("utf-8"), parse_float=_no_fraction, parse_constant=_no_fraction
        )
        _depth(value)
        if canonical(value) != data:
            raise ValueError("not canonical")
    except (ValueError, RecursionError) as error:
        raise Broken(f"不是规范形式（{error}）。", f"Not in canonical form ({error}).") from error
    if not isinstance(value, dict) or value.get("format") != form:
        raise Broken(f"不是 {form} 文件。", f"Not a document of the format {form}.")
    if set(value) != {"format", *FIELDS[form].split()}:
        raise Broken(f"{form} 的字段不对。", f"The fields are not those of {form}.")
    return value


def digest_of(data):
    """Give the digest of bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def must(holds, chinese, english):
    """Refuse what does not hold."""
    if not holds:
        raise Broken(chinese, english)


class Keys:
    """The verifying keys of the bundle: each valid from a sequence until the next begins."""

    def __init__(self, folder):
        self.known = []
        for name in sorted(os.listdir(folder)):
            if name.endswith(".json"):
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
                document = read(data, "key/1")
                public = bytes.fromhex(document["public"])
                expected = "ed25519:" + hashlib.sha256(public).hexdigest()[:16]
                must(document["key"] == expected, "公钥与名称不符。", "A key has a false name.")
                self.known.append((document, Ed25519PublicKey.from_public_bytes(public), data))
        self.known.sort(key=lambda each: each[0]["entries_from"])
        if not self.known:
            raise NotABundle("keys")
        self.by_id = {each[0]["key"]: place for place, each in enumerate(self.known)}

    def verify(self, key, purpose, data, signature, sequence, chain, or_earlier=False):
        """Verify one signature by the key that was valid at that sequence."""
        place = self.by_id.get(key)
        must(place is not None, "用了不认识的密钥。", "An unknown key was used.")
        document, public, _data = self.known[place]
        field = chain + "_from"
        ends = self.known[place + 1][0][field] if place + 1 < len(self.known) else None
        valid = document[field] <= sequence and (or_earlier or ends is None or sequence < ends)
        must(valid, "密钥在此序号无效。", "The key was not valid at that sequence.")
        try:
            public.verify(signature, b"sanshen " + purpose.encode() + b"\n" + data)
        except InvalidSignature:
            raise Broken("签名不成立。", "The signature does not hold.") from None


# ── What must be looked up while reading, in a temporary database ────────────
class Index:
    """Where each body lies, which entry covers what, whose hands were on which page."""

    def __init__(self):
        self.db = sqlite3.connect("")
        self.db.executescript(
            "PRAGMA journal_mode = OFF;"
            "CREATE TABLE bodies (digest TEXT PRIMARY KEY, place INTEGER);"
            "CREATE TABLE covers (digest TEXT, sequence INTEGER, tag TEXT, key TEXT);"
            "CREATE TABLE hands (page TEXT, sequence INTEGER, person TEXT);"
            "CREATE TABLE facts (uid TEXT, sequence INTEGER, tag TEXT, person TEXT);"
            "CREATE INDEX facts_uid ON facts (uid, sequence);"
            "CREATE TABLE pages (page TEXT PRIMARY KEY, sequence INTEGER);"
            "CREATE TABLE addresses (address TEXT PRIMARY KEY, page TEXT);"
            "CREATE TABLE releases (sequence INTEGER PRIMARY KEY, header BLOB);"
            "CREATE INDEX covers_digest ON covers (digest);"
            "CREATE INDEX hands_page ON hands (page, sequence);"
        )

    def covering(self, digest):
        """Give sequence, tag and key of the entries that cover a digest."""
        ask = "SELECT sequence, tag, key FROM covers WHERE digest = ? ORDER BY sequence"
        return self.db.execute(ask, (digest,)).fetchall()

    def opened(self, statement):
        """Give the entry in which a submission was opened."""
        return next((n for n, tag, _k in self.covering(statement) if tag == "submission:opened"), 0)


def lines(path):
    """Give each line of a file with its place, and its JSON."""
    place = 0
    with open(path, "rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                value = json.loads(line)
                if not isinstance(value, dict):
                    raise ValueError("not an object")
            except ValueError as error:
                name = os.path.basename(path)
                raise NotABundle(f"{name} {number}: {error}") from error
            yield place, value
            place += len(line)


class Bundle:
    """One bundle: reads it once, and keeps what does not hold."""

    def __init__(self, folder, key=None, head=None):
        self.folder, self.problems, self.more = folder, [], 0
        self.key, self.head = key, head
        self.counts = dict.fromkeys(
            ("entries", "releases", "documents", "files", "opinions", "erased", "headers_only"), 0
        )
        self.index = Index()
        self.lost = []
        self.heads = {}

    def path(self, *names):
        """Give a path in the bundle."""
        return os.path.join(self.folder, *names)

    def problem(self, place, broken):
        """Keep what does not hold."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((place, broken.both))
        else:
            self.more += 1

    def run(self):
        """Verify everything."""
        try:
            with open(self.path("manifest.json"), "rb") as file:
                self.manifest = json.loads(file.read())
            if self.manifest.get("format") != FORMAT:
                raise NotABundle("manifest.json")
            self.site = self.manifest["site"]
            self.chosen = set(self.manifest["releases"])
            try:
                self.keys = Keys(self.path("keys"))
            except Broken as broken:
                raise NotABundle(broken.both[1]) from broken
            self._files()
            self._bodies()
            self._entries()
            self._keys()
            self._erasures()
            self._releases()
            self._head()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotABundle(str(error)) from error

    # ── Files and bodies ────────────────────────────────────────────────────
    def _files(self):
        for name, digest in sorted(self.manifest["files"].items()):
            try:
                if _hash(self.path(*name.split("/"))) != digest:
                    raise Broken("文件被改动。", "The file was changed.")
            except OSError:
                self.problem(name, Broken("文件不在。", "The file is missing."))
            except Broken as broken:
                self.problem(name, broken)

    def _bodies(self):
        rows = []
        for place, line in lines(self.path("bodies.jsonl")):
            self.counts["documents"] += 1
            data = _data(line)
            if digest_of(data) != line["digest"]:
                self.problem(
                    "body " + line["digest"], Broken("原文被改动。", "A document was changed.")
                )
                continue
            rows.append((line["digest"], place))
        self.index.db.executemany("INSERT OR IGNORE INTO bodies VALUES (?, ?)", rows)

    def body(self, digest):
        """Give a body of the bundle."""
        row = self.index.db.execute(
            "SELECT place FROM bodies WHERE digest = ?", (digest,)
        ).fetchone()
        must(row, f"缺原文 {digest}。", f"The document {digest} is missing.")
        with open(self.path("bodies.jsonl"), "rb") as file:
            file.seek(row[0])
            return _data(json.loads(file.readline()))

    def document(self, digest, form):
        """Give a body read as one format."""
        return read(self.body(digest), form)

    # ── The audit chain: formats.md 4 and 7 ─────────────────────────────────
    def _entries(self):
        previous = None
        for _place, row in lines(self.path("entries.jsonl")):
            self.counts["entries"] += 1
            place = f"entry {row.get('sequence')}"
            data = str(row["header"]).encode("utf-8")
            try:
                entry = self._entry(row, data, previous)
            except Broken as broken:
                self.problem(place, broken)
                previous = (row["sequence"], row["digest"], "")
                continue
            previous = (entry["sequence"], row["digest"], entry["at"])
            if self.head and entry["sequence"] == self.head[0]:
                self.heads[entry["sequence"]] = row["digest"]
            self.index.db.executemany(
                "INSERT INTO covers VALUES (?, ?, ?, ?)",
                [(one, entry["sequence"], entry["tag"], entry["key"]) for one in entry["covers"]],
            )
            if entry["tag"] == "page:contributed" and entry["person"]:
                self.index.db.execute(
                    "INSERT INTO hands VALUES (?, ?, ?)",
                    (entry["subject"]["uid"], entry["sequence"], entry["person"]["uid"]),
                )
            if entry["tag"].startswith(("appointment:", "policy:")) and entry["person"]:
                uid, person = entry["subject"]["uid"], entry["person"]["uid"]
                self.index.db.execute(
                    "INSERT INTO facts VALUES (?, ?, ?, ?)",
                    (uid, entry["sequence"], entry["tag"], person),
                )
        self.last_entry = previous

    def _entry(self, row, data, previous):
        entry = read(data, "entry/1")
        columns = [entry[name] for name in ("sequence", "previous", "key")]
        must(
            columns == [row["sequence"], row["previous"], row["key"]]
            and entry["site"] == self.site
            and digest_of(data) == row["digest"]
            and TIME.fullmatch(entry["at"]),
            "条目与其列不符，或被改动。",
            "The entry differs from its columns or was changed.",
        )
        self.keys.verify(
            row["key"], "entry/1", data, bytes.fromhex(row["signature"]), row["sequence"], "entries"
        )
        if previous is None:
            must(
                entry["sequence"] == 1
                and entry["previous"] is None
                and entry["tag"] == "ledger:opened",
                "第一条不是开账。",
                "The first entry does not open the log.",
            )
            return entry
        must(
            entry["previous"] == previous[1],
            "与前一条不相连：有条目被删、被加或被调换。",
            "It does not follow the entry before: one was removed, added or swapped.",
        )
        must(entry["at"] >= previous[2], "时间早于前一条。", "It is older than the one before.")
        lost = previous[0]
        if entry["tag"] == "ledger:restored":
            lost = entry["detail"]["old_entry"]
            self.lost.append((entry["detail"]["release"], entry["detail"]["old_release"]))
        must(
            entry["sequence"] in (previous[0] + 1, lost + 1),
            "序号有缺。",
            "A sequence number is missing.",
        )
        return entry

    def _keys(self):
        for place, (document, public, data) in enumerate(self.keys.known):
            tag = "key:rotated" if place else "ledger:opened"
            found = [n for n, name, _key in self.index.covering(digest_of(data)) if name == tag]
            try:
                must(found, "日志里没有这把密钥。", "No entry of the log brings this key in.")
                if place:
                    must(
                        document["entries_from"] == found[0] + 1,
                        "密钥起始不对。",
                        "The key begins elsewhere.",
                    )
                    entry = self._row("entries.jsonl", found[0])
                    signature = bytes.fromhex(json.loads(entry["header"])["detail"]["signature"])
                    public.verify(signature, b"sanshen key/1\n" + data)
            except Broken as broken:
                self.problem("key " + document["key"], broken)
            except (InvalidSignature, ValueError, KeyError, TypeError):
                wrong = Broken("新密钥没有自签。", "The new key did not sign its beginning.")
                self.problem("key " + document["key"], wrong)
        first = self.keys.known[0][0]
        if self.key and self.key.lower() not in (first["key"], first["public"]):
            wrong = Broken(
                "第一把密钥不是您从别处得知的那一把。",
                "The first key is not the one that you know from elsewhere.",
            )
            self.problem("key " + self.keys.known[0][0]["key"], wrong)

    def _row(self, name, sequence):
        return next(row for _p, row in lines(self.path(name)) if row["sequence"] == sequence)

    def _erasures(self):
        self.erased = set()
        for _place, row in lines(self.path("erasures.jsonl")):
            try:
                data = str(row["statement"]).encode("utf-8")
                order = read(data, "erasure/1")
                tags = {tag for _n, tag, _k in self.index.covering(digest_of(data))}
                must(
                    "erasure:ordered" in tags and order["site"] == self.site,
                    "没有日志条目证明此删除令。",
                    "No entry of the log covers the order.",
                )
                must(
                    order["ordered_by"]["uid"] != order["confirmed_by"]["uid"],
                    "删除令不是两个人下的。",
                    "The order was not given by two people.",
                )
                self.erased.add(order["subject"])
            except Broken as broken:
                self.problem(f"erasure {row.get('number')}", broken)

    # ── The release chain: formats.md 4 ─────────────────────────────────────
    def _releases(self):
        before, signature = 0, None
        for _place, row in lines(self.path("releases.jsonl")):
            self.counts["releases"] += 1
            data = str(row["header"]).encode("utf-8")
            try:
                header = self._header(row, data, before, signature)
                self.index.db.execute(
                    "INSERT OR REPLACE INTO releases VALUES (?, ?)", (header["sequence"], data)
                )
                self._covered(header, row["digest"])
                if header["sequence"] in self.chosen:
                    self._documents(header)
                else:
                    self.counts["headers_only"] += 1
            except Broken as broken:
                self.problem(f"release {row.get('sequence')}", broken)
            before, signature = row["sequence"], row["signature"]
        self.last_release = (before, signature)

    def _header(self, row, data, before, signature):
        header = read(data, "release/1")
        must(
            [header[name] for name in ("sequence", "previous", "key")]
            == [row["sequence"], row["previous"], row["key"]]
            and header["site"] == self.site
            and digest_of(data) == row["digest"],
            "发布记录与其列不符，或被改动。",
            "The release differs from its columns or was changed.",
        )
        self.keys.verify(
            row["key"],
            "release/1",
            data,
            bytes.fromhex(row["signature"]),
            row["sequence"],
            "releases",
        )
        must(
            header["previous"] == signature,
            "与前一次发布不相连。",
            "It does not follow the release before it.",
        )
        must(
            header["sequence"] == before + 1 or (before, header["sequence"] - 1) in self.lost,
            "发布序号有缺。",
            "A release is missing.",
        )
        db = self.index.db
        ask = "SELECT sequence FROM pages WHERE page = ?"
        newest = db.execute(ask, (header["page"],)).fetchone()
        db.execute(
            "INSERT OR REPLACE INTO pages VALUES (?, ?)", (header["page"], header["sequence"])
        )
        must(
            header["base"] == (newest[0] if newest else None),
            "不是接着本页最近一次发布。",
            "It does not follow the newest release of its page.",
        )
        if header["address"]:
            pair = (header["address"], header["page"])
            db.execute("INSERT OR IGNORE INTO addresses VALUES (?, ?)", pair)
            ask = "SELECT page FROM addresses WHERE address = ?"
            owner = db.execute(ask, (header["address"],)).fetchone()[0]
            must(owner == header["page"], "地址属于别的页面。", "The address is another page's.")
        self._base(header)
        return header

    def _base(self, header):
        base = self.release(header["base"])
        if base is None:
            must(header["kind"] == "publish", "首次必须是发布。", "The first is a publication.")
            return
        must(
            (base["page"], base["address"]) == (header["page"], header["address"]),
            "页面或地址变了。",
            "Page or address changed.",
        )
        must(
            header["kind"] != "correct" or base["kind"] != "withdraw",
            "撤下的稿件不能更正。",
            "What was withdrawn is not corrected.",
        )
        must(
            header["kind"] != "withdraw" or base["kind"] != "withdraw",
            "没有可撤的内容。",
            "There was nothing to take away.",
        )

    def release(self, sequence):
        """Give the header of an earlier release."""
        ask = "SELECT header FROM releases WHERE sequence = ?"
        row = self.index.db.execute(ask, (sequence,)).fetchone() if sequence else None
        return json.loads(row[0]) if row else None

    def _covered(self, header, digest):
        covering = self.index.covering(digest)
        must(
            (header["audit"], header["key"]) in {(n, key) for n, _tag, key in covering},
            "日志里没有这次发布。",
            "No entry of the log covers the release.",
        )
        for reference, stage in zip(header["opinions"], STAGES):
            tag = "release:published" if stage == "final" else f"review:{stage}:passed"
            entered = {(name, key) for _n, name, key in self.index.covering(reference["digest"])}
            must(
                (tag, reference["key"]) in entered,
                "日志里没有某级的意见。",
                "No entry of the log covers the opinion of a stage.",
            )

    def _documents(self, header):
        if header["kind"] == "withdraw":
            self._withdrawal(header)
            return
        must(
            header["content"] and len(header["opinions"]) == 3,
            "没有三级意见。",
            "There are not three opinions.",
        )
        content = None
        if header["content"] in self.erased:
            self.counts["erased"] += 1
        else:
            content = self.document(header["content"], "content/1")
            self._content(header, content)
        submission = self.document(header["statement"], "submission/1")
        item = self._item(header, content, submission)
        opinions = [self.document(each["digest"], "opinion/1") for each in header["opinions"]]
        for reference in header["opinions"]:
            must(
                reference["scheme"] == "server-ed25519/1",
                "意见的签名方式不认识。",
                "An opinion is signed in an unknown way.",
            )
            self.keys.verify(
                reference["key"],
                "opinion/1",
                self.body(reference["digest"]),
                bytes.fromhex(reference["signature"]),
                header["sequence"],
                "releases",
                or_earlier=True,
            )
        self._opinions(header, submission, opinions)
        places = [*item["lineage"], header["page"]]
        for opinion in opinions:
            self.counts["opinions"] += 1
            self._appointed(
                self.document(opinion["appointment"], "appointment/1"),
                opinion["person"],
                opinion["on_behalf_of"],
                opinion["stage"],
                opinion["signed_at"],
                places,
            )
            signed = self.index.covering(
                header["opinions"][STAGES.index(opinion["stage"])]["digest"]
            )
            self._in_force("appointment", opinion["appointment"], "appointment/1", signed[0][0])
        opened = self.index.opened(header["statement"]) or header["audit"]
        self._in_force("policy", submission["policy"], "policy/1", opened)
        self._hands(header, submission)

    def _content(self, header, content):
        digests = list(dict.fromkeys(asset["digest"] for asset in content["assets"]))
        for name in ("page", "address", "live_from", "live_until"):
            must(content[name] == header[name], "内容与发布不符。", "Content and release differ.")
        must(digests == header["assets"], "附件与发布不符。", "Files and release differ.")
        for asset in content["assets"]:
            if asset["digest"] in self.erased:
                continue
            hexadecimal = asset["digest"][7:]
            must(
                DIGEST.fullmatch(asset["digest"]), "文件摘要不对。", "A digest of a file is wrong."
            )
            try:
                found = _hash(self.path("assets", hexadecimal[:2], hexadecimal))
            except OSError:
                raise Broken(f"缺文件 {asset['name']}。", f"{asset['name']} is missing.") from None
            self.counts["files"] += 1
            must(found == asset["digest"], f"文件 {asset['name']} 被改动。", "A file was changed.")

    def _item(self, header, content, submission):
        items = {each["page"]: each for each in submission["items"]}
        must(
            submission["site"] == header["site"]
            and len(items) == len(submission["items"])
            and header["page"] in items,
            "送审单里没有此页。",
            "The submission does not hold this page.",
        )
        item = items[header["page"]]
        expected = {name: header[name] for name in ("page", "address", "content", "base")}
        if content is not None:
            expected.update({name: content[name] for name in ("kind", "title", "lineage")})
        for name, value in expected.items():
            must(item[name] == value, "送审单里是别的内容。", "Another content was submitted.")
        return item

    def _opinions(self, header, submission, opinions):
        policy = self.document(submission["policy"], "policy/1")
        must(
            not policy["extra_signatures"] and not policy["separate_proofreader"],
            "审核规则有本程序不能核验的要求。",
            "The policy asks for more than this program can verify.",
        )
        must(
            tuple(each["stage"] for each in opinions) == STAGES,
            "三级次序不对。",
            "The stages are not in their order.",
        )
        wrote = {each["uid"] for each in submission["contributors"]}
        wrote.add(submission["drafter"]["uid"])
        ordinal, moment, before, signed = 0, submission["submitted_at"], [], set()
        for opinion in opinions:
            must(
                opinion["site"] == header["site"]
                and opinion["submission"] == header["statement"]
                and opinion["decision"] == "pass"
                and opinion["target"] is None,
                "意见不是对这份送审单的通过。",
                "An opinion is not a pass of this submission.",
            )
            must(
                opinion["ordinal"] > ordinal
                and moment <= opinion["signed_at"] <= header["released_at"],
                "意见先后不对。",
                "The opinions were not given one after the other.",
            )
            must(
                [each for each in opinion["standing"] if each in before] == before,
                "签署时没有看到前面的意见。",
                "An opinion was given without the ones before it.",
            )
            before.append(header["opinions"][STAGES.index(opinion["stage"])]["digest"])
            ordinal, moment = opinion["ordinal"], opinion["signed_at"]
            principal = opinion["on_behalf_of"]
            for uid in [opinion["person"]["uid"], *([principal["uid"]] if principal else [])]:
                must(uid not in signed, "一人签了两级。", "One person signed two stages.")
                signed.add(uid)
                allowed = (
                    policy["drafter_signs_first"]
                    and opinion["stage"] == "first"
                    and uid == submission["drafter"]["uid"]
                )
                must(
                    allowed or uid not in wrote,
                    "签署人参与了撰稿。",
                    "A person who wrote the page signed it.",
                )

    def _appointed(self, appointment, person, principal, duty, moment, places):
        behalf = appointment["on_behalf_of"]
        must(
            appointment["person"]["uid"] == person["uid"]
            and (behalf or {}).get("uid") == (principal or {}).get("uid")
            and appointment["duty"] == duty
            and (appointment["section"] is None or appointment["section"] in places)
            and appointment["since"] <= moment
            and (appointment["until"] is None or moment < appointment["until"]),
            "签署人没有相应任命。",
            "The signer was not appointed for this stage, section and time.",
        )

    def _in_force(self, kind, digest, form, moment):
        """Two people had made it, and nobody had revoked it, when it was used."""
        ask = "SELECT sequence, tag, person FROM facts WHERE uid = ? AND sequence < ?"
        uid = self.document(digest, form)["uid"]
        acts = self.index.db.execute(ask, (uid, moment)).fetchall()
        tag = kind + ":proposed"
        proposed = {number for number, name, _key in self.index.covering(digest) if name == tag}
        proposers = {who for number, _name, who in acts if number in proposed}
        confirmed = {who for _n, name, who in acts if name == kind + ":confirmed"}
        must(
            proposers and confirmed - proposers,
            "任命或规则未经两人作出就被使用。",
            "An appointment or policy was used that two people had not made.",
        )
        must(
            not any(name == kind + ":revoked" for _n, name, _who in acts),
            "任命或规则撤销后仍被使用。",
            "An appointment or policy was used after it had been revoked.",
        )

    def _hands(self, header, submission):
        """Whoever the log saw working on the page in this round is named as a contributor."""
        named = {each["uid"] for each in submission["contributors"]}
        named.add(submission["drafter"]["uid"])
        base = self.release(header["base"])
        after = self.index.opened(base["statement"]) if base and base["content"] else 0
        until = self.index.opened(header["statement"]) or header["audit"]
        ask = "SELECT DISTINCT person FROM hands WHERE page = ? AND sequence > ? AND sequence < ?"
        for (person,) in self.index.db.execute(ask, (header["page"], after, until)):
            must(
                person in named,
                "有人动过稿件，却不在参与者名单里。",
                "A person who worked on the page is not among its contributors.",
            )

    def _withdrawal(self, header):
        statement = self.document(header["statement"], "withdrawal/1")
        must(
            header["content"] is None
            and not header["assets"]
            and not header["opinions"]
            and header["live_from"] is None
            and header["live_until"] is None,
            "撤稿不得带内容。",
            "A withdrawal must not carry anything.",
        )
        must(
            (statement["site"], statement["page"], statement["base"])
            == (header["site"], header["page"], header["base"])
            and statement["withdrawn_at"] <= header["released_at"],
            "撤稿单不是这一页的。",
            "The withdrawal is of another page or release.",
        )
        appointment = self.document(statement["appointment"], "appointment/1")
        places = [header["page"]]
        base = self.release(header["base"])
        if appointment["section"] is not None and base is not None:
            submission = self.document(base["statement"], "submission/1")
            for item in submission["items"]:
                if item["page"] == header["page"]:
                    places += item["lineage"]
        self._appointed(
            appointment,
            statement["person"],
            appointment["on_behalf_of"],
            "final",
            statement["withdrawn_at"],
            places,
        )
        self._in_force("appointment", statement["appointment"], "appointment/1", header["audit"])

    # ── The end of the chains ───────────────────────────────────────────────
    def _head(self):
        with open(self.path("head.json"), "rb") as file:
            data = file.read()
        try:
            kept = json.loads(data)
            head = kept["head"]
            encoded = canonical(head)
            read(encoded, "head/1")
            # Right after a rotation it is signed by the new key, valid from the next entry on.
            starts = [each["entries_from"] for each, _p, _d in self.keys.known]
            place = self.keys.by_id.get(head["key"], 0)
            self.keys.verify(
                head["key"],
                "head/1",
                encoded,
                bytes.fromhex(kept["signature"]),
                max(head["entry"], starts[place]),
                "entries",
                or_earlier=True,
            )
            if head["entry"]:
                must(
                    self.last_entry and head["entry"] <= self.last_entry[0],
                    "日志比封印的末端短：尾部被截去。",
                    "The log ends before its signed head: its tail was cut off.",
                )
                found = self._row("entries.jsonl", head["entry"])["digest"]
                must(found == head["entry_digest"], "末端不符。", "The head is another one.")
            if head["release"]:
                must(
                    head["release"] <= self.last_release[0],
                    "发布记录比封印的末端短。",
                    "The releases end before their signed head.",
                )
                found = self._row("releases.jsonl", head["release"])["signature"]
                must(found == head["release_signature"], "末端不符。", "The head is another one.")
        except Broken as broken:
            self.problem("head", broken)
        except (ValueError, KeyError, TypeError, StopIteration) as error:
            wrong = Broken(f"末端文件读不出（{error}）。", f"The head cannot be read ({error}).")
            self.problem("head", wrong)
        if self.head and self.heads.get(self.head[0]) != self.head[1]:
            wrong = Broken(
                "没有走到您手中的末端：尾部被截去，或历史被改写。",
                "The log does not reach the head you hold: it was cut off, or rewritten.",
            )
            self.problem(f"entry {self.head[0]}", wrong)


def _hash(path):
    total = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1024 * 1024), b""):
            total.update(piece)
    return "sha256:" + total.hexdigest()


def _data(line):
    return bytes.fromhex(line["hex"]) if "hex" in line else str(line["data"]).encode("utf-8")


def _head_argument(text):
    sequence, colon, digest = text.partition(":")
    if not digest.startswith("sha256:"):
        digest = "sha256:" + digest
    if not colon or not sequence.isdigit() or not DIGEST.fullmatch(digest):
        raise argparse.ArgumentTypeError("SEQUENCE:DIGEST, 例如 120:sha256:… (64 hex digits)")
    return int(sequence), digest


def main(arguments=None):
    """Verify and report; give the exit status."""
    parser = argparse.ArgumentParser(description="Verify a bundle of evidence / 核验证据包")
    parser.add_argument("folder")
    parser.add_argument("--key", help="the first key, known from elsewhere: id or hex")
    parser.add_argument("--head", type=_head_argument, help="SEQUENCE:DIGEST from a later sheet")
    parser.add_argument("--english", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    language = 1 if options.english else 0
    bundle = Bundle(options.folder, options.key, options.head)
    try:
        bundle.run()
    except NotABundle as error:
        words = ("这不是完整的证据包", "This is not a whole bundle of evidence")
        print(f"{words[language]}: {error}", file=sys.stderr)
        return 2
    problems = [{"place": place, "sentence": both[language]} for place, both in bundle.problems]
    known = bundle.keys.known[0][0]["key"]
    if options.json:
        report = {
            "ok": not problems,
            "checked": bundle.counts,
            "problems": problems,
            "more": bundle.more,
            "key": known,
            "head": list(bundle.last_entry[:2]) if bundle.last_entry else None,
        }
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return 1 if problems else 0
    for name, count in bundle.counts.items():
        print(f"{count:>10}  {name}")
    for each in problems:
        print(f"✗ {each['place']}: {each['sentence']}")
    if bundle.more:
        print(f"… +{bundle.more}")
    if bundle.last_entry:
        print(f"head {bundle.last_entry[0]}:{bundle.last_entry[1]}")
    print(f"key  {known}" + ("" if options.key else "  (请与别处公布的核对 / compare it)"))
    if not problems:
        print(("✓ 全部成立。", "✓ Everything holds.")[language])
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
