#!/usr/bin/env python3
"""Verify a bundle of evidence on any machine: Python 3.9 or later and `cryptography`, nothing else.

    pip install cryptography
    python verify_evidence.py FOLDER [--key ed25519:…] [--head HEAD] [--english] [--json]

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
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "evidence/1"
RELEASING = {
    "publish": "release:published",
    "correct": "release:published",
    "withdraw": "release:withdrawn",
}
STAGES = ("first", "second", "final")
PROOFS = ("first_proof", "second_proof", "final_proof")
NO_STAGES = ("draft", "drafter", "system", "security", "audit")
LARGEST_SIZE, LARGEST_INTEGER, DEEPEST = 16 * 1024 * 1024, 2**53 - 1, 32
MOST_PROBLEMS = 100
LONGEST_LINE = 8 * LARGEST_SIZE  # one document, every character of it escaped
DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)

# ── The kinds of value and the fields: formats.md 3 ──────────────────────────
PATTERNS = {
    "uid": re.compile(r"[0-9a-z][0-9a-z_.:-]{0,63}", re.ASCII),
    "digest": DIGEST,
    "time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII),
    "hex": re.compile(r"([0-9a-f]{2})+", re.ASCII),
    "salt": re.compile(r"[0-9a-f]{32}", re.ASCII),
    "key": re.compile(r"[0-9a-z-]{1,20}:[0-9a-f]{16,64}", re.ASCII),
    "scheme": re.compile(r"[0-9a-z-]{1,24}/[1-9][0-9]{0,3}", re.ASCII),
    "tag": re.compile(r"(?=.{1,80}\Z)[0-9a-z_]+(:[0-9a-z_]+){1,2}", re.ASCII),
}
PARTS = {
    "person": "uid:uid name:text",
    "signer": "uid:uid name:text post:text",
    "subject": "kind:uid uid:text",
    "asset": "digest:digest size:count media_type:text name:text alt:text use:picture|attachment",
    "item": "page:uid address:text kind:uid title:text content:digest base:count? lineage:uid[]",
    "signed": "digest:digest scheme:scheme key:key signature:hex",
    "extra": "stage:uid section:text kind:text",
    "selection": "since:text until:text page:text",
}
DOCUMENTS = {
    "entry/1": "site:uid sequence:count at:time person:person? tag:tag subject:subject "
    "detail:detail covers:digest[] previous:digest? key:key",
    "release/1": "site:uid sequence:count page:uid kind:publish|correct|withdraw address:text "
    "content:digest? assets:digest[] statement:digest opinions:signed[] live_from:time? "
    "live_until:time? base:count? audit:count released_at:time previous:hex? key:key",
    "content/1": "page:uid kind:uid address:text language:text title:text summary:text "
    "lineage:uid[] sections:uid[] topics:uid[] details:object body_html:text text:text "
    "assets:asset[] links:text[] live_from:time? live_until:time? pinned_until:time? "
    "correction:text",
    "submission/1": "site:uid uid:uid round:count previous:digest? items:item[] policy:digest "
    "contributors:person[] drafter:person submitter:person submitted_at:time findings:digest[] "
    "note:digest?",
    "opinion/1": "site:uid submission:digest ordinal:count stage:uid decision:pass|return "
    "target:uid? person:signer on_behalf_of:person? appointment:digest proofread:truth "
    "dispositions:digest[] standing:digest[] words:digest? signed_at:time proven_at:time",
    "policy/1": "uid:uid drafter_signs_first:truth small_office:truth extra_signatures:extra[] "
    "separate_proofreader:truth proposed_by:person proposed_at:time",
    "appointment/1": "uid:uid person:person duty:uid section:uid? since:time until:time? "
    "on_behalf_of:person? proposed_by:person proposed_at:time reason:text salt:salt",
    "withdrawal/1": "site:uid page:uid base:count sentence:uid reason:digest person:person "
    "appointment:digest withdrawn_at:time",
    "erasure/1": "site:uid subject:digest legal_basis:text ordered_by:person "
    "confirmed_by:person ordered_at:time",
    "key/1": "site:uid key:key public:hex entries_from:count releases_from:count made_at:time",
    "head/1": "site:uid entry:count entry_digest:digest? release:count release_signature:hex? "
    "written_at:time key:key",
    "evidence/1": "site:uid made_at:time selection:selection releases:count[] files:object",
}
ROW = "sequence:count format:text header:text digest:digest previous:text? key:key signature:hex"
AGREES = {
    "entry/1": lambda each: _rising(each["covers"]),
    "release/1": lambda each: (
        not (each["content"] or each["assets"] or each["opinions"])
        and not (each["live_from"] or each["live_until"])
        if each["kind"] == "withdraw"
        else each["content"] is not None and len(each["opinions"]) >= len(STAGES)
    ),
    "submission/1": lambda each: (
        0 < len(each["items"]) == len({item["page"] for item in each["items"]})
        and _rising([person["uid"] for person in each["contributors"]])
    ),
    "opinion/1": lambda each: (each["decision"] == "pass") == (each["target"] is None),
    "policy/1": lambda each: (
        not any(extra["stage"] in STAGES for extra in each["extra_signatures"])
    ),
    "appointment/1": lambda each: each["until"] is None or each["since"] < each["until"],
    "erasure/1": lambda each: each["ordered_by"]["uid"] != each["confirmed_by"]["uid"],
    "head/1": lambda each: (
        (each["entry"] == 0) == (each["entry_digest"] is None)
        and (each["release"] == 0) == (each["release_signature"] is None)
    ),
}
FILE = re.compile(r"(entries|releases|bodies|erasures)\.jsonl|keys/[0-9a-z-]+\.json", re.ASCII)
TABLES = ("entries.jsonl", "releases.jsonl", "bodies.jsonl", "erasures.jsonl")
WRONG = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError)


def _rising(values):
    return all(values[place] < values[place + 1] for place in range(len(values) - 1))


def _time(value):
    try:
        datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        return False
    return True


def _short(value):
    return value is None or isinstance(value, int) or (isinstance(value, str) and len(value) <= 255)


PLAIN = {
    "text": lambda value: isinstance(value, str),
    "truth": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "count": lambda value: type(value) is int and 0 <= value <= LARGEST_INTEGER,
    "detail": lambda value: (
        isinstance(value, dict)
        and all(
            all(map(_short, item)) if isinstance(item, list) else _short(item)
            for item in value.values()
        )
    ),
}


def fits(kind, value):
    """Say whether a value is of a kind: `?` or null, `[]` a list, `a|b` one of these words."""
    if kind.endswith("?"):
        return value is None or fits(kind[:-1], value)
    if kind.endswith("[]"):
        return isinstance(value, list) and all(fits(kind[:-2], item) for item in value)
    if "|" in kind:
        return isinstance(value, str) and value in kind.split("|")
    if kind in PATTERNS:
        good = isinstance(value, str) and PATTERNS[kind].fullmatch(value) is not None
        return good and (kind != "time" or _time(value))
    if kind in PARTS:
        return isinstance(value, dict) and has(PARTS[kind], value)
    return PLAIN[kind](value)


def has(fields, value):
    """Say whether an object has exactly these fields, each of its kind."""
    kinds = dict(field.split(":") for field in fields.split())
    return set(value) == set(kinds) and all(fits(kinds[name], value[name]) for name in kinds)


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
    del value["format"]
    if not (has(DOCUMENTS[form], value) and AGREES.get(form, bool)(value)):
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
                with inside(folder, name) as file:
                    data = file.read(LARGEST_SIZE)
                document = read(data, "key/1")
                public = bytes.fromhex(document["public"])
                expected = "ed25519:" + hashlib.sha256(public).hexdigest()[:16]
                must(document["key"] == expected, "公钥与名称不符。", "A key has a false name.")
                self.known.append((document, Ed25519PublicKey.from_public_bytes(public), data))
        self.known.sort(key=lambda each: (each[0]["entries_from"], each[0]["releases_from"]))
        if not self.known:
            raise NotABundle("keys")
        must(
            len({each[0]["site"] for each in self.known}) == 1,
            "密钥属于两个网站。",
            "The keys are of two sites.",
        )
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
            "CREATE INDEX facts_tag ON facts (tag, sequence);"
            "CREATE TABLE pages (page TEXT PRIMARY KEY, sequence INTEGER);"
            "CREATE TABLE addresses (address TEXT PRIMARY KEY, page TEXT);"
            "CREATE TABLE releases (sequence INTEGER PRIMARY KEY, header BLOB);"
            "CREATE TABLE named (sequence INTEGER, entry INTEGER);"
            "CREATE TABLE seen (sequence INTEGER PRIMARY KEY);"
            "CREATE INDEX covers_digest ON covers (digest);"
            "CREATE INDEX hands_page ON hands (page, sequence);"
        )

    def covering(self, digest):
        """Give sequence, tag and key of the entries that cover a digest."""
        ask = "SELECT sequence, tag, key FROM covers WHERE digest = ? ORDER BY sequence"
        return self.db.execute(ask, (digest,)).fetchall()

    def policy(self, before):
        """Give the uid of the policy in force before an entry: the newest confirmed one."""
        ask = (
            "SELECT uid FROM facts WHERE tag = 'policy:confirmed' AND sequence < ? AND uid NOT IN"
            " (SELECT uid FROM facts WHERE tag = 'policy:revoked' AND sequence < ?)"
            " ORDER BY sequence DESC LIMIT 1"
        )
        row = self.db.execute(ask, (before, before)).fetchone()
        return row[0] if row else None

    def opened(self, statement):
        """Give the entry in which a submission was opened."""
        return next((n for n, tag, _k in self.covering(statement) if tag == "submission:opened"), 0)


def inside(folder, *names):
    """Open a plain file of the bundle: no link that leads out of it, no pipe, no device."""
    path = os.path.join(folder, *names)
    real, within = os.path.realpath(path), os.path.realpath(folder)
    if os.path.dirname(real) != os.path.join(within, *names[:-1]) or not os.path.isfile(real):
        raise FileNotFoundError("/".join(names))
    return open(real, "rb")


def lines(folder, name):
    """Give each line of a file with its place, and its JSON."""
    place = number = 0
    with inside(folder, name) as file:
        while True:
            number += 1
            line = file.readline(LONGEST_LINE)
            if not line:
                return
            try:
                if len(line) == LONGEST_LINE:
                    raise ValueError("too long")
                value = json.loads(line)
                if not isinstance(value, dict):
                    raise ValueError("not an object")
            except (ValueError, RecursionError) as error:
                raise NotABundle(f"{name} {number}: {error}") from error
            yield place, value
            place += len(line)


DECIDING = (
    "appointment:",
    "erasure:",
    "finding:disposed",
    "page:contributed",
    "policy:",
    "release:",
    "review:",
    "submission:",
    "withdrawal:",
)
ADMINISTRATORS = ("system", "security", "audit")


class Bundle:
    """One bundle: reads it once, and keeps what does not hold."""

    def __init__(self, folder, key=None, head=None):
        self.folder, self.problems, self.more = folder, [], 0
        self.key, self.head = key, head
        self.counts = dict.fromkeys(
            ("entries", "releases", "documents", "files", "opinions", "erased", "headers_only"), 0
        )
        self.index = Index()
        # What restores gave up: entry, its sequence, newest release left, newest release lost.
        self.lost = []
        self.heads = {}
        # Who left, and who administers, as the log says so far.
        self.closed, self.proposed, self.held, self.begun = {}, {}, {}, False
        self.notes = []

    def problem(self, place, broken):
        """Keep what does not hold."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((place, broken.both))
        else:
            self.more += 1

    def run(self):
        """Verify everything."""
        try:
            self._manifest()
            try:
                self.keys = Keys(os.path.join(self.folder, "keys"))
                must(
                    self.keys.known[0][0]["site"] == self.site,
                    "密钥属于别的网站。",
                    "The keys are of another site.",
                )
            except Broken as broken:
                raise NotABundle(broken.both[1]) from broken
            self.head = self.head and self._head_of(self.head)
            self._files()
            self._bodies()
            self._entries()
            self._keys()
            self._erasures()
            self._releases()
            self._named()
            self._head()
        except (OSError, sqlite3.Error, *WRONG) as error:
            raise NotABundle(str(error)) from error

    # ── Files and bodies ────────────────────────────────────────────────────
    def _manifest(self):
        with inside(self.folder, "manifest.json") as file:
            data = file.read(LARGEST_SIZE + 1)
        try:
            manifest = read(data, FORMAT)
        except Broken as broken:
            raise NotABundle("manifest.json: " + broken.both[1]) from broken
        self.site, self.files = manifest["site"], manifest["files"]
        self.selection, self.chosen = manifest["selection"], set(manifest["releases"])

    def _files(self):
        for name in sorted({*self.files, *TABLES}):
            try:
                must(FILE.fullmatch(name), "清单里有别的文件。", "A strange file is listed.")
                if _hash(self.folder, *name.split("/")) != self.files.get(name):
                    raise Broken("文件被改动。", "The file was changed.")
            except OSError:
                self.problem(name, Broken("文件不在。", "The file is missing."))
            except Broken as broken:
                self.problem(name, broken)

    def _bodies(self):
        rows = []
        for place, line in lines(self.folder, "bodies.jsonl"):
            self.counts["documents"] += 1
            try:
                data, digest = _data(line), line["digest"]
            except WRONG:
                data = digest = None
            if data is None or digest_of(data) != digest:
                self.problem(f"body {digest}", Broken("原文被改动。", "A document was changed."))
                continue
            rows.append((digest, place))
        self.index.db.executemany("INSERT OR IGNORE INTO bodies VALUES (?, ?)", rows)

    def _place(self, digest):
        ask = "SELECT place FROM bodies WHERE digest = ?"
        return self.index.db.execute(ask, (digest,)).fetchone()

    def body(self, digest):
        """Give a body of the bundle."""
        row = self._place(digest)
        must(row, f"缺原文 {digest}。", f"The document {digest} is missing.")
        with inside(self.folder, "bodies.jsonl") as file:
            file.seek(row[0])
            return _data(json.loads(file.readline()))

    def document(self, digest, form):
        """Give a body read as one format."""
        return read(self.body(digest), form)

    # ── The audit chain: formats.md 4 and 7 ─────────────────────────────────
    def _entries(self):
        previous = None
        for _place, row in lines(self.folder, "entries.jsonl"):
            self.counts["entries"] += 1
            try:
                entry = self._entry(row, previous)
            except Broken as broken:
                self.problem(f"entry {row.get('sequence')}", broken)
                # One fault is one problem: the next must follow what this row says it is.
                previous = (_number(row, previous), row.get("digest"), "", None)
                continue
            # The entry after a rotation is signed by the key that the rotation names: whoever has
            # the old key cannot go on with it by hiding the new one.
            follows = (
                entry["key"] if entry["tag"] != "key:rotated" else entry["detail"].get("key", "")
            )
            previous = (entry["sequence"], row["digest"], entry["at"], follows)
            try:
                self._acting(entry)
            except Broken as broken:
                self.problem(f"entry {entry['sequence']}", broken)
            if self.head and entry["sequence"] == self.head[0]:
                self.heads[entry["sequence"]] = row["digest"]
            self._remember(entry)
        self.last_entry = previous

    def _acting(self, entry):
        """Nobody who had left decides anything; administrators alone appoint and set policies."""
        tag, uid = entry["tag"], entry["subject"]["uid"]
        person = entry["person"]["uid"] if entry["person"] else ""
        if tag == "person:closed":
            self.closed.setdefault(uid, entry["sequence"])
        elif tag.startswith(DECIDING):
            must(
                person not in self.closed,
                "此人已离岗，不能再作决定。",
                "Somebody acted here who had left.",
            )
        if tag == "ceremony:held":
            self.begun = True
        elif tag.startswith(("appointment:", "policy:")):
            allowed = not self.begun or person in self.held.values()
            act, detail = tag.partition(":")[2], entry["detail"]
            if act == "proposed" and detail.get("duty") in ADMINISTRATORS:
                self.proposed[uid] = detail.get("person")
            elif act == "confirmed" and uid in self.proposed:
                self.held[uid] = self.proposed.pop(uid)
            elif act == "revoked":
                self.proposed.pop(uid, None)
                self.held.pop(uid, None)
            must(
                allowed,
                "任命或规则不是管理员提出或确认的。",
                "An appointment or policy was made by no administrator.",
            )

    def _remember(self, entry):
        number, tag, db = entry["sequence"], entry["tag"], self.index.db
        covers = [(digest, number, tag, entry["key"]) for digest in entry["covers"]]
        db.executemany("INSERT INTO covers VALUES (?, ?, ?, ?)", covers)
        if tag in RELEASING.values():
            released = entry["detail"].get("releases")
            rows = [(one, number) for one in released] if isinstance(released, list) else []
            db.executemany("INSERT INTO named VALUES (?, ?)", rows)
        if not entry["person"]:
            return
        uid, person = entry["subject"]["uid"], entry["person"]["uid"]
        if tag == "page:contributed":
            db.execute("INSERT INTO hands VALUES (?, ?, ?)", (uid, number, person))
        if tag.startswith(("appointment:", "policy:")):
            db.execute("INSERT INTO facts VALUES (?, ?, ?, ?)", (uid, number, tag, person))

    def _signed_row(self, row, form):
        """Read a row of a chain: its columns repeat its header."""
        must(has(ROW, row), "行的列不对。", "The columns of the row are wrong.")
        data = row["header"].encode("utf-8", "replace")
        header = read(data, form)
        must(
            [header[name] for name in ("sequence", "previous", "key")]
            == [row["sequence"], row["previous"], row["key"]]
            and row["format"] == form
            and header["site"] == self.site
            and digest_of(data) == row["digest"],
            "与其列不符，或被改动。",
            "It differs from its columns or was changed.",
        )
        chain = "entries" if form == "entry/1" else "releases"
        signature = bytes.fromhex(row["signature"])
        self.keys.verify(row["key"], form, data, signature, row["sequence"], chain)
        return header, data

    def _entry(self, row, previous):
        entry, _data = self._signed_row(row, "entry/1")
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
        must(
            previous[3] in (None, entry["key"]),
            "密钥不是前一条之后应当使用的那一把。",
            "It is not signed by the key that follows from the entry before.",
        )
        if entry["tag"] == "ledger:restored":
            self._restored(entry, previous[0])
            return entry
        must(entry["sequence"] == previous[0] + 1, "序号有缺。", "A sequence number is missing.")
        return entry

    def _restored(self, entry, newest):
        """Two people gave up a range of sequences: the only gap there can be."""
        detail, person = entry["detail"], entry["person"]
        numbers = [detail.get(name) for name in ("entry", "old_entry", "release", "old_release")]
        must(
            all(fits("count", number) for number in numbers)
            and numbers[0] == newest <= numbers[1] == entry["sequence"] - 1
            and numbers[2] <= numbers[3],
            "恢复条目的范围不对。",
            "The range that a restore gave up is wrong.",
        )
        must(
            person and fits("uid", detail.get("confirmed_by")),
            "恢复不是两个人接受的。",
            "A restore was not accepted by two people.",
        )
        must(
            person["uid"] != detail["confirmed_by"],
            "恢复不是两个人接受的。",
            "A restore was not accepted by two people.",
        )
        self.lost.append((entry["sequence"], newest, numbers[2], numbers[3]))
        self.notes.append(
            (
                f"第 {entry['sequence']} 条：两人接受了一次恢复，此前丢失日志 "
                f"{numbers[1] - newest} 条、发布 {numbers[3] - numbers[2]} 次。",
                f"Entry {entry['sequence']}: two people accepted a restore; before it "
                f"{numbers[1] - newest} entries and {numbers[3] - numbers[2]} releases were lost.",
            )
        )

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
                    detail = json.loads(entry["header"])["detail"]
                    must(
                        detail["key"] == document["key"],
                        "换钥条目是别的密钥的。",
                        "The entry of the rotation names another key.",
                    )
                    signature = bytes.fromhex(detail["signature"])
                    public.verify(signature, b"sanshen key/1\n" + data)
            except Broken as broken:
                self.problem("key " + document["key"], broken)
            except (InvalidSignature, *WRONG):
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
        for _place, row in lines(self.folder, name):
            if row.get("sequence") == sequence:
                return row
        raise Broken(f"没有第 {sequence} 号。", f"There is no number {sequence}.")

    def _erasures(self):
        self.erased = {}
        for _place, row in lines(self.folder, "erasures.jsonl"):
            try:
                self._erasure(row)
            except Broken as broken:
                self.problem(f"erasure {row.get('number')}", broken)

    def _erasure(self, row):
        data = str(row.get("statement")).encode("utf-8", "replace")
        order = read(data, "erasure/1")
        subject = order["subject"]
        must(
            row.get("subject") == subject and order["site"] == self.site,
            "与删除令不符。",
            "The row differs from its order.",
        )
        both = [
            {n for n, tag, _k in self.index.covering(digest) if tag == "erasure:ordered"}
            for digest in (digest_of(data), subject)
        ]
        ordered = both[0] & both[1]
        must(ordered, "没有日志条目证明此删除令。", "No entry of the log covers the order.")
        hexadecimal = subject[7:]
        file = os.path.join(self.folder, "assets", hexadecimal[:2], hexadecimal)
        must(
            not self._place(subject) and not os.path.lexists(file),
            "奉令删除的内容还在。",
            "What was ordered erased is still there.",
        )
        self.erased.setdefault(subject, set()).update(ordered)

    def _is_erased(self, digest, header):
        """It was erased by order, after it had been released: nothing is released erased."""
        return max(self.erased.get(digest, {0})) > header["audit"]

    # ── The release chain: formats.md 4 ─────────────────────────────────────
    def _releases(self):
        before = (0, None, 0)
        for _place, row in lines(self.folder, "releases.jsonl"):
            self.counts["releases"] += 1
            number = _number(row, before)
            self.index.db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (number,))
            place, audit = f"release {row.get('sequence')}", before[2]
            try:
                header = self._header(row, before)
                audit = header["audit"]
                self._covered(header, row["digest"])
                self._chosen(header)
            except Broken as broken:
                self.problem(place, broken)
            before = (number, row.get("signature"), audit)
        self.last_release = before[:2]

    def _chosen(self, header):
        """Verify in full what the selection asks for, whatever the list of releases says."""
        asked, page = self.selection, self.selection["page"]
        wanted = (
            page in ("", header["address"] if page.startswith("/") else header["page"])
            and asked["since"] <= header["released_at"]
            and (not asked["until"] or header["released_at"] < asked["until"])
        )
        listed = header["sequence"] in self.chosen
        must(
            listed or not wanted,
            "证据包应含此次发布的原文，却没有列出。",
            "The bundle ought to hold the texts of this release and does not list it.",
        )
        if listed:
            self._documents(header)
        else:
            self.counts["headers_only"] += 1

    def _named(self):
        """Each release that the log names is here: none was left out at the end or elsewhere."""
        ask = "SELECT sequence, entry FROM named WHERE sequence NOT IN (SELECT sequence FROM seen)"
        for number, entry in self.index.db.execute(ask).fetchall():
            wrong = Broken(
                f"日志第 {entry} 条有此次发布，发布记录里却没有。",
                f"Entry {entry} of the log made this release, and it is not here.",
            )
            self.problem(f"release {number}", wrong)

    def _header(self, row, before):
        header, data = self._signed_row(row, "release/1")
        sequence, signature, audit = before
        must(
            header["previous"] == signature,
            "与前一次发布不相连。",
            "It does not follow the release before it.",
        )
        gaps = [
            old for entry, _n, left, old in self.lost
            if left == sequence and audit < entry < header["audit"]
        ]  # fmt: skip
        must(
            header["sequence"] == max([sequence, *gaps]) + 1,
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
        db.execute("INSERT OR REPLACE INTO releases VALUES (?, ?)", (header["sequence"], data))
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
            header["kind"] == "withdraw" or len(header["opinions"]) >= len(STAGES),
            "没有三级意见。",
            "There are not three opinions.",
        )
        must(
            (header["audit"], RELEASING[header["kind"]], header["key"]) in covering,
            "日志里没有这次发布。",
            "No entry of the log covers the release.",
        )
        for place, reference in enumerate(header["opinions"]):
            entered = {(name, key) for _n, name, key in self.index.covering(reference["digest"])}
            # Of how many stages besides the three the policy asks, its text will tell.
            stage = STAGES[place] if place < len(STAGES) else "[^:]+"
            tag = "release:published" if stage == "final" else f"review:{stage}:passed"
            must(
                any(re.fullmatch(tag, name) and key == reference["key"] for name, key in entered),
                "日志里没有某级的意见。",
                "No entry of the log covers the opinion of a stage.",
            )

    def _documents(self, header):
        if header["kind"] == "withdraw":
            self._withdrawal(header)
            return
        content = None
        if self._is_erased(header["content"], header):
            self.counts["erased"] += 1
        else:
            content = self.document(header["content"], "content/1")
            self._content(header, content)
        self._assets(header)
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
        for reference, opinion in zip(header["opinions"], opinions):
            self.counts["opinions"] += 1
            self._appointed(
                self.document(opinion["appointment"], "appointment/1"),
                opinion["person"],
                opinion["on_behalf_of"],
                opinion["stage"],
                opinion["signed_at"],
                places,
            )
            signed = [
                number
                for number, tag, _key in self.index.covering(reference["digest"])
                if opinion["stage"] == "final" or tag == f"review:{opinion['stage']}:passed"
            ]
            must(
                signed,
                "日志里没有某级的意见。",
                "No entry of the log covers the opinion of a stage.",
            )
            self._in_force("appointment", opinion["appointment"], "appointment/1", signed[0])
        opened = self.index.opened(header["statement"]) or header["audit"]
        self._in_force("policy", submission["policy"], "policy/1", opened)
        must(
            self.document(submission["policy"], "policy/1")["uid"] == self.index.policy(opened),
            "送审单用了当时已不生效的审核规则。",
            "The submission names a review policy that was no longer in force.",
        )
        must(
            not any(
                tag == "submission:recalled" and number < header["audit"]
                for number, tag, _key in self.index.covering(header["statement"])
            ),
            "送审单发布前已被撤回。",
            "The submission had been taken back before it was released.",
        )
        self._hands(header, submission)

    def _content(self, header, content):
        digests = list(dict.fromkeys(asset["digest"] for asset in content["assets"]))
        for name in ("page", "address", "live_from", "live_until"):
            must(content[name] == header[name], "内容与发布不符。", "Content and release differ.")
        must(digests == header["assets"], "附件与发布不符。", "Files and release differ.")

    def _assets(self, header):
        for digest in header["assets"]:
            if self._is_erased(digest, header):
                continue
            try:
                found = _hash(self.folder, "assets", digest[7:9], digest[7:])
            except OSError:
                raise Broken(f"缺文件 {digest}。", f"The file {digest} is missing.") from None
            self.counts["files"] += 1
            must(found == digest, f"文件 {digest} 被改动。", f"The file {digest} was changed.")

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
        asked = self._asked(policy, submission)
        stages = [each["stage"] for each in opinions]
        must(
            all(stage in stages for stage in [*STAGES, *asked]),
            "缺审核规则要求的签署。",
            "A signature that the policy asks for is missing.",
        )
        must(stages == [*STAGES, *asked], "签署次序不对。", "The stages are not in their order.")
        wrote = {each["uid"] for each in submission["contributors"]}
        wrote.add(submission["drafter"]["uid"])
        digests = {id(one): each["digest"] for one, each in zip(opinions, header["opinions"])}
        ordinal, moment, before, level = 0, submission["submitted_at"], [], 0
        reviewed, proofread = set(), set()
        for opinion in sorted(opinions, key=lambda one: one["ordinal"]):
            stage = opinion["stage"]
            proof = stage in PROOFS
            must(
                opinion["site"] == header["site"]
                and opinion["submission"] == header["statement"]
                and opinion["decision"] == "pass"
                and opinion["target"] is None,
                "意见不是对这份送审单的通过。",
                "An opinion is not a pass of this submission.",
            )
            must(
                opinion["proofread"]
                == (proof if policy["separate_proofreader"] else stage in STAGES),
                "校对不是由该签的人签的。",
                "The proof of a stage was not signed by the one who should.",
            )
            # A proof is signed beside its stage, anything else that is extra beside the final one.
            beside = STAGES.index(stage[:-6] if proof else stage if stage in STAGES else "final")
            must(
                opinion["ordinal"] > ordinal
                and moment <= opinion["signed_at"] <= header["released_at"]
                and beside == level,
                "意见先后不对。",
                "The opinions were not given one after the other.",
            )
            level += stage in STAGES
            must(
                [each for each in opinion["standing"] if each in before] == before,
                "签署时没有看到前面的意见。",
                "An opinion was given without the ones before it.",
            )
            before.append(digests[id(opinion)])
            ordinal, moment = opinion["ordinal"], opinion["signed_at"]
            principal = opinion["on_behalf_of"]
            names = [opinion["person"]["uid"], *([principal["uid"]] if principal else [])]
            must(len(names) == len(set(names)), "一人签了两级。", "One person signed two stages.")
            for uid in names:
                # One proofreader may read several times, and signs nothing else.
                must(
                    uid not in reviewed and (proof or uid not in proofread),
                    "一人签了两级。",
                    "One person signed two stages.",
                )
                allowed = (
                    policy["drafter_signs_first"]
                    and stage == "first"
                    and uid == submission["drafter"]["uid"]
                )
                must(
                    allowed or uid not in wrote,
                    "签署人参与了撰稿。",
                    "A person who wrote the page signed it.",
                )
            (proofread if proof else reviewed).update(names)

    def _asked(self, policy, submission):
        """Give the extra stages that the policy asks of this submission, then the proofs."""
        asked = []
        for wanted in policy["extra_signatures"]:
            must(
                wanted["stage"] not in (*STAGES, *PROOFS, *NO_STAGES),
                "审核规则给加签起了别的含义的名字。",
                "The policy gives an extra signature a name that means something else.",
            )
            concerned = any(
                wanted["kind"] in ("", item["kind"])
                and wanted["section"] in ("", item["page"], *item["lineage"])
                for item in submission["items"]
            )
            if concerned and wanted["stage"] not in asked:
                asked.append(wanted["stage"])
        return asked + list(PROOFS if policy["separate_proofreader"] else ())

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
        ask = "SELECT sequence, tag, person FROM facts WHERE uid = ? AND sequence < ? ORDER BY 1"
        document = self.document(digest, form)
        covering = self.index.covering(digest)
        proposed = {number for number, name, _key in covering if name == kind + ":proposed"}
        proposer, made = None, False
        for number, name, who in self.index.db.execute(ask, (document["uid"], moment)).fetchall():
            must(
                name != kind + ":revoked",
                "任命或规则撤销后仍被使用。",
                "An appointment or policy was used after it had been revoked.",
            )
            if name == kind + ":proposed":
                # A confirmation is of what was proposed last under the same name before it.
                proposer = who if number in proposed else None
            elif name == kind + ":confirmed" and proposer not in (None, who):
                made = made or proposer == document["proposed_by"]["uid"]
        must(
            made,
            "任命或规则未经两人作出就被使用。",
            "An appointment or policy was used that two people had not made.",
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
    def _head_of(self, text):
        """Read SEQUENCE:DIGEST from a sheet, or the file of a daily mail, signed by a key here."""
        if not os.path.isfile(text):
            return _head_argument(text)
        with open(text, "rb") as file:
            data = file.read(LARGEST_SIZE)
        try:
            head = self._signed_head(data)
        except Broken as broken:
            self.problem("--head", broken)
            return None
        return head["entry"], head["entry_digest"], head["release"], head["release_signature"]

    def _signed_head(self, data):
        kept = json.loads(data)
        head = kept["head"]
        encoded = canonical(head)
        must(
            set(kept) == {"head", "signature"} and read(encoded, "head/1")["site"] == self.site,
            "末端是别的网站的。",
            "The head is of another site.",
        )
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
        return head

    def _head(self):
        with inside(self.folder, "head.json") as file:
            data = file.read(LARGEST_SIZE)
        try:
            head = self._signed_head(data)
            if head["entry"]:
                must(
                    self.last_entry and head["entry"] <= self.last_entry[0],
                    "日志比封印的末端短：尾部被截去。",
                    "The log ends before its signed head: its tail was cut off.",
                )
                found = self._row("entries.jsonl", head["entry"]).get("digest")
                must(found == head["entry_digest"], "末端不符。", "The head is another one.")
            if head["release"]:
                must(
                    head["release"] <= self.last_release[0],
                    "发布记录比封印的末端短。",
                    "The releases end before their signed head.",
                )
                found = self._row("releases.jsonl", head["release"]).get("signature")
                must(found == head["release_signature"], "末端不符。", "The head is another one.")
        except Broken as broken:
            self.problem("head", broken)
        except WRONG as error:
            wrong = Broken(f"末端文件读不出（{error}）。", f"The head cannot be read ({error}).")
            self.problem("head", wrong)
        if self.head:
            self._held(*self.head)

    def _held(self, held, digest, release=0, signature=None):
        """The chains reach what somebody outside holds."""
        gap = next((each for each in self.lost if each[1] < held < each[0]), None)
        if gap:
            wrong = Broken(
                f"您手中的末端在第 {gap[0]} 条所记的恢复中丢失：其后所签的已不在日志里。",
                f"The head you hold was lost in the restore that entry {gap[0]} records.",
            )
            self.problem(f"entry {held}", wrong)
            return
        wrong = Broken(
            "没有走到您手中的末端：尾部被截去，或历史被改写。",
            "The log does not reach the head you hold: it was cut off, or rewritten.",
        )
        if held and self.heads.get(held) != digest:
            self.problem(f"entry {held}", wrong)
        elif release and (
            release > self.last_release[0]
            or self._row("releases.jsonl", release).get("signature") != signature
        ):
            self.problem(f"release {release}", wrong)


def _number(row, before):
    """Give the sequence a row says, or the one it ought to have when it says none."""
    number = row.get("sequence")
    return number if fits("count", number) else (before[0] if before else 0) + 1


def _hash(folder, *names):
    total = hashlib.sha256()
    with inside(folder, *names) as file:
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
        raise NotABundle("--head SEQUENCE:DIGEST, 例如 120:sha256:… (64 hex digits)")
    return int(sequence), digest


def main(arguments=None):
    """Verify and report; give the exit status."""
    parser = argparse.ArgumentParser(description="Verify a bundle of evidence / 核验证据包")
    parser.add_argument("folder")
    parser.add_argument("--key", help="the first key, known from elsewhere: id or hex")
    parser.add_argument(
        "--head", help="SEQUENCE:DIGEST from a later sheet, or the file of a daily mail"
    )
    parser.add_argument("--english", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    language = 1 if options.english else 0
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without ✓ still says the rest
    bundle = Bundle(options.folder, options.key, options.head)
    try:
        bundle.run()
    except NotABundle as error:
        words = ("这不是完整的证据包", "This is not a whole bundle of evidence")
        print(f"{words[language]}: {error}", file=sys.stderr)
        return 2
    problems = [{"place": place, "sentence": both[language]} for place, both in bundle.problems]
    known = bundle.keys.known[0][0]["key"]
    if bundle.counts["headers_only"]:
        asked = " ".join(f"{name}={value}" for name, value in bundle.selection.items() if value)
        number = bundle.counts["headers_only"]
        bundle.notes.append(
            (
                f"本包只含一部分原文（{asked}）：另有 {number} 次发布只核验了记录，"
                "没有核验其原文、文件和签署人。",
                f"This bundle holds the texts of a part alone ({asked}): of {number} more releases "
                "only the records were verified, not their texts, files and signers.",
            )
        )
    notes = [note[language] for note in bundle.notes]
    if options.json:
        report = {
            "ok": not problems,
            "checked": bundle.counts,
            "problems": problems,
            "more": bundle.more,
            "notes": notes,
            "selection": bundle.selection,
            "key": known,
            "head": list(bundle.last_entry[:2]) if bundle.last_entry else None,
        }
        print(json.dumps(report, ensure_ascii=False, indent=2))
        return 1 if problems else 0
    for name, count in bundle.counts.items():
        print(f"{count:>10}  {name}")
    for note in notes:
        print(f"! {note}")
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
