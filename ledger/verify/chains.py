"""Both chains from the first row to the last, with their indexes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _

from ledger import bodies, canonical, indexes, keys, readings
from ledger.bodies import Erased
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import AuditEntry, EntryIndex, Release, ReleaseIndex
from ledger.tags import TAGS
from ledger.verify import single
from ledger.verify.acting import Acting
from ledger.verify.report import Report
from ledger.verify.scratch import Scratch, raw

BATCH = 500
UNREADABLE = (Broken, NotCanonical, KeyError, TypeError, ValueError)


def rows_of(model: type[Model]) -> Iterator[list[Any]]:
    """Give the rows of a table in order of its primary key, a batch at a time.

    Each batch is a query of its own: no transaction stays open over a long verification.
    """
    name = model._meta.pk.name
    last: Any = None
    while True:
        rows = model._default_manager.order_by(name)
        batch = list((rows if last is None else rows.filter(**{f"{name}__gt": last}))[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1].pk


class Link(NamedTuple):
    """What the next entry must follow."""

    digest: str
    sequence: int
    at: str
    key: str


class Lost(NamedTuple):
    """What a restore gave up: its entry, the newest release that was left, the newest lost."""

    entry: int
    left: int
    lost: int


RELEASING = {
    "publish": "release:published",
    "correct": "release:published",
    "withdraw": "release:withdrawn",
}


class Entries:
    """The audit chain."""

    def __init__(self, report: Report, scratch: Scratch) -> None:
        """Begin before the first entry."""
        self.report = report
        self.scratch = scratch
        self.previous: Link | None = None
        self.acting = Acting()
        self.lost_releases: list[Lost] = []

    def batch(self, rows: list[AuditEntry]) -> None:
        """Verify some entries, which follow the ones before."""
        found = {
            row.sequence: row
            for row in EntryIndex.objects.filter(
                sequence__gte=rows[0].sequence, sequence__lte=rows[-1].sequence
            )
        }
        covers: list[tuple[bytes, int, str, str]] = []
        hands: list[tuple[str, int, str]] = []
        facts: list[tuple[str, int, str, str]] = []
        named: list[tuple[int, int]] = []
        for row in rows:
            place = f"entry {row.sequence}"
            self.report.checked["entries"] += 1
            indexed = found.pop(row.sequence, None)
            try:
                entry = self._entry(row)
            except UNREADABLE as error:
                self.report.add(place, str(error))
                # One fault is one problem: the next entry must follow what this row says it is.
                self.previous = Link(row.digest, row.sequence, "", "")
                continue
            try:
                self.acting.check(entry)
            except Broken as error:
                self.report.add(place, str(error))
            # The entry after a rotation is signed by the key that the rotation names.
            follows = entry.key if entry.tag != "key:rotated" else str(entry.detail.get("key", "-"))
            self.previous = Link(entry.digest, entry.sequence, entry.at, follows)
            if not _same_row(indexed, indexes.of_entry(entry)):
                self.report.add(place, _("The index does not say what the entry says."))
            covers += [(raw(one), entry.sequence, entry.tag, entry.key) for one in entry.covers]
            if entry.tag == readings.TAG:
                self._readings(place, entry)
            if entry.tag in RELEASING.values():
                released = entry.detail.get("releases")
                named += [(one, entry.sequence) for one in released or () if type(one) is int]
            if entry.tag == "page:contributed" and entry.person is not None:
                hands.append((entry.subject["uid"], entry.sequence, entry.person["uid"]))
            elif entry.tag.startswith(("appointment:", "policy:")) and entry.person is not None:
                uid, person = entry.subject["uid"], entry.person["uid"]
                facts.append((uid, entry.sequence, entry.tag, person))
        for sequence in found:
            self.report.add(f"entry {sequence}", _("The index names an entry that is not there."))
        self.scratch.cover(covers)
        self.scratch.contribute(hands)
        self.scratch.state(facts)
        self.scratch.name(named)

    def _readings(self, place: str, entry: v1.Entry) -> None:
        try:
            kept = readings.check(entry.detail)
        except (Broken, OSError) as error:
            self.report.add(place, str(error))
        else:
            self.report.checked["readings" if kept else "readings not kept"] += 1

    def _entry(self, row: AuditEntry) -> v1.Entry:
        encoded = bytes(row.header)
        entry = v1.Entry.parse(encoded)
        digest = canonical.digest(encoded)
        columns = (row.sequence, row.format, row.digest, row.previous, row.key)
        if (
            columns != (entry.sequence, v1.Entry.FORMAT, digest, entry.previous, entry.key)
            or entry.site != keys.site()
        ):
            raise Broken(_("The columns differ from the header."))
        keys.verify(entry.key, "entry/1", encoded, bytes(row.signature), sequence=entry.sequence)
        self._check_link(entry)
        if entry.tag not in TAGS:
            raise Broken(_("The tag %(tag)s is unknown.") % {"tag": entry.tag})
        return entry

    def _check_link(self, entry: v1.Entry) -> None:
        before = self.previous
        if before is None:
            if entry.sequence != 1 or entry.previous is not None or entry.tag != "ledger:opened":
                raise Broken(_("The first entry does not open the ledger."))
            return
        if entry.previous != before.digest:
            raise Broken(_("The entry does not follow the one before it."))
        if entry.at < before.at:
            raise Broken(_("The entry is older than the one before it."))
        if before.key and entry.key != before.key:
            raise Broken(_("The entry is not signed by the key that follows from the one before."))
        if entry.tag == "ledger:restored":
            self._check_restored(entry, before.sequence)
        elif entry.sequence != before.sequence + 1:
            raise Broken(
                _("Entries %(first)s to %(last)s are missing.")
                % {"first": before.sequence + 1, "last": entry.sequence - 1}
            )

    def _check_restored(self, entry: v1.Entry, newest: int) -> None:
        """Two people gave up a range of sequences: the only gap there can be."""
        detail = entry.detail
        names = ("entry", "old_entry", "release", "old_release")
        left, old, release, old_release = (detail.get(name) for name in names)
        if (
            not (type(old) is type(release) is type(old_release) is int)
            or not (left == newest <= old == entry.sequence - 1)
            or not (0 <= release <= old_release)
        ):
            raise Broken(_("The range that a restore gave up is wrong."))
        second = detail.get("confirmed_by")
        if entry.person is None or not second or entry.person["uid"] == second:
            raise Broken(_("A restore was not accepted by two people."))
        self.lost_releases.append(Lost(entry.sequence, release, old_release))


class Releases:
    """The release chain, and everything that each release rests on."""

    def __init__(self, report: Report, scratch: Scratch, lost: list[Lost]) -> None:
        """Begin before the first release; `lost` are the ranges that restores gave up."""
        self.report = report
        self.scratch = scratch
        self.lost = lost
        self.sequence = 0
        self.audit = 0
        self.signature: str | None = None

    def batch(self, rows: list[Release]) -> None:
        """Verify some releases, which follow the ones before."""
        found = {
            row.sequence: row
            for row in ReleaseIndex.objects.filter(
                sequence__gte=rows[0].sequence, sequence__lte=rows[-1].sequence
            )
        }
        for row in rows:
            place = f"release {row.sequence}"
            self.report.checked["releases"] += 1
            self.scratch.see(row.sequence)
            try:
                self._release(row, found.pop(row.sequence, None))
            except UNREADABLE as error:
                self.report.add(place, str(error))
            self.sequence, self.signature = row.sequence, bytes(row.signature).hex()
        for sequence in found:
            self.report.add(
                f"release {sequence}", _("The index names a release that is not there.")
            )

    def end(self) -> None:
        """Each release that the audit log names is there: none was left out at the end."""
        for number, entry in self.scratch.unseen():
            self.report.add(
                f"release {number}",
                _("Audit entry %(entry)s made this release, and it is not there.")
                % {"entry": entry},
            )

    def _release(self, row: Release, found: ReleaseIndex | None) -> None:
        header = single.check_row(row)
        if header.previous != self.signature:
            raise Broken(_("The release does not follow the one before it."))
        gaps = [
            gap.lost
            for gap in self.lost
            if gap.left == self.sequence and self.audit < gap.entry < header.audit
        ]
        self.audit = header.audit
        if header.sequence != max([self.sequence, *gaps]) + 1:
            raise Broken(
                _("Releases %(first)s to %(last)s are missing.")
                % {"first": self.sequence + 1, "last": header.sequence - 1}
            )
        if self.scratch.newest(header.page, header.sequence) != header.base:
            raise Broken(_("The release does not follow the newest release of its page."))
        if header.address and self.scratch.owner(header.address, header.page) != header.page:
            raise Broken(_("The address belongs to another page."))
        if not _same_row(found, indexes.of_release(header)):
            self.report.add(
                f"release {row.sequence}", _("The index does not say what the release says.")
            )
        self._check_covered(header)
        try:
            verified = single.check(row)
        except Erased:
            # Words or files are gone by order; who signed them must verify all the same.
            gone = {one for one in (header.content, *header.assets) if self._ordered(header, one)}
            verified = single.check(row, erased=gone)
            self.report.checked["erased"] += 1
        self._check_signed(header, verified.opinions)
        self.report.checked["opinions"] += len(verified.opinions)
        if verified.submission is not None:
            self._check_contributors(header, verified.submission)
        self._check_confirmed(header, verified)

    def _check_covered(self, header: v1.Release) -> None:
        covering = self.scratch.covering(header.digest)
        if (header.audit, RELEASING[header.kind], header.key) not in covering:
            raise Broken(_("The audit entry of the release does not cover it."))

    def _check_signed(self, header: v1.Release, opinions: Sequence[v1.Opinion]) -> None:
        for reference, opinion in zip(header.opinions, opinions, strict=True):
            final = opinion.stage == "final"
            tag = "release:published" if final else f"review:{opinion.stage}:passed"
            entered = {(name, key) for _n, name, key in self.scratch.covering(reference["digest"])}
            if (tag, reference["key"]) not in entered:
                raise Broken(_("No audit entry covers the opinion of a stage."))

    def _check_contributors(self, header: v1.Release, submission: v1.Submission) -> None:
        """Whoever the audit log saw working on the page in this round is named as a contributor.

        A round begins with the submission of the release that it starts from. Rows of contributions
        can be deleted by whoever owns the database; their entries cannot be, unseen.
        """
        named = {person["uid"] for person in (*submission.contributors, submission.drafter)}
        opened = self._opened(header.statement) or header.audit
        for person in self.scratch.hands(header.page, self._round_begins(header), opened):
            if person not in named:
                raise Broken(_("A person who worked on the page is not among its contributors."))

    def _check_confirmed(self, header: v1.Release, verified: single.Verified) -> None:
        """Appointments and policy were in force by two people's word when they were used."""
        if verified.withdrawal is not None:
            self._in_force("appointment", verified.withdrawal.appointment, header.audit)
        if verified.submission is None:
            return
        opened = self._opened(header.statement) or header.audit
        self._in_force("policy", verified.submission.policy, opened)
        policy = v1.Policy.parse(bodies.get(verified.submission.policy))
        if policy.uid != self.scratch.policy(opened):
            raise Broken(_("The submission names a review policy that was no longer in force."))
        covering = self.scratch.covering(header.statement)
        if any(tag == "submission:recalled" and n < header.audit for n, tag, _k in covering):
            raise Broken(_("The submission had been taken back before it was released."))
        for opinion in verified.opinions:
            signed = [number for number, _tag, _key in self.scratch.covering(opinion.digest)]
            self._in_force("appointment", opinion.appointment, signed[0])

    def _in_force(self, kind: str, digest: str, moment: int) -> None:
        form = v1.Policy if kind == "policy" else v1.Appointment
        document = form.parse(bodies.get(digest))
        covering = self.scratch.covering(digest)
        proposed = {number for number, name, _key in covering if name == f"{kind}:proposed"}
        proposer, made = None, False
        for number, name, who in self.scratch.facts(document.uid, moment):
            if name == f"{kind}:revoked":
                raise Broken(_("An appointment or policy was used after it had been revoked."))
            if name == f"{kind}:proposed":
                # A confirmation is of what was proposed last under the same name before it.
                proposer = who if number in proposed else None
            elif name == f"{kind}:confirmed" and proposer not in (None, who):
                made = made or proposer == document.proposed_by["uid"]
        if not made:
            raise Broken(_("An appointment or policy was used that two people had not made."))

    def _round_begins(self, header: v1.Release) -> int:
        row = Release.objects.filter(sequence=header.base).first() if header.base else None
        base = v1.Release.parse(bytes(row.header)) if row is not None else None
        if base is None or base.content is None:
            return 0
        return self._opened(base.statement) or 0

    def _opened(self, statement: str) -> int | None:
        found = self.scratch.covering(statement)
        return next((number for number, tag, _key in found if tag == "submission:opened"), None)

    def _ordered(self, header: v1.Release, digest: str | None) -> bool:
        """It was erased by order, after it had been released: nothing is released erased."""
        covering = self.scratch.covering(str(digest)) if digest else []
        return any(tag == "erasure:ordered" and n > header.audit for n, tag, _k in covering)


def _same_row(found: Model | None, expected: Model) -> bool:
    if found is None:
        return False
    names = [field.attname for field in expected._meta.concrete_fields]
    return all(_plain(found, name) == _plain(expected, name) for name in names)


def _plain(row: Model, name: str) -> object:
    value: object = getattr(row, name)
    return canonical.time_text(value) if isinstance(value, datetime) else value
