"""Compares a frozen page with what is public, with the round before, or with what one signed."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import bodies
from ledger.formats import v1
from ledger.models import ReleaseIndex
from workflow.desk import wording
from workflow.desk.alignment import Run
from workflow.desk.changes import Comparison, Note, Row, compare_html, compare_text
from workflow.desk.dossier import Dossier, FrozenPage
from workflow.desk.leaves import Leaf, leaves
from workflow.models import SubmissionItem

BODY = "body_html"
TEXT = "text"
"""The plain text follows from the body: when both changed it is not listed a second time."""


@dataclass(frozen=True)
class Base:
    """One earlier version that a page can be compared with."""

    key: str
    label: str
    content: str
    current: bool = False


@dataclass(frozen=True)
class FieldChange:
    """A changed leaf outside the body."""

    number: int
    leaf: Leaf
    runs: list[Run]

    @property
    def label(self) -> object:
        """What kind of thing changed."""
        return self.leaf.labels[0]

    @property
    def words(self) -> str:
        """From what to what, in short."""
        old = " … ".join(r.text for r in self.runs if r.fate == "del")
        new = " … ".join(r.text for r in self.runs if r.fate == "ins")
        return f"{Truncator(old).chars(24) or '—'} → {Truncator(new).chars(24) or '—'}"

    weighty = True


@dataclass(frozen=True)
class RowChange:
    """A changed block of the body, for the list at the top."""

    number: int
    row: Row

    @property
    def label(self) -> object:
        """Added, changed or deleted."""
        return wording.FATES.get(self.row.fate, self.row.fate)

    @property
    def words(self) -> str:
        """From what to what, in short."""
        old, new = Truncator(self.row.old).chars(24), Truncator(self.row.new).chars(24)
        if old and new:
            return f"{old} → {new}"
        if old or new:
            return old or new
        return " ".join(str(wording.note(note.code)) for note in self.row.notes)

    @property
    def weighty(self) -> bool:
        """Whether a number, a negation, a link or an object changed."""
        return self.row.weighty


@dataclass(frozen=True)
class StructureChange:
    """A change of the body that belongs to no single block."""

    number: int
    note: Note
    label = gettext_lazy("structure")
    weighty = True

    @property
    def words(self) -> str:
        """From what to what."""
        return f"{self.note.old} → {self.note.new}" if self.note.old or self.note.new else ""


@dataclass(frozen=True)
class Part:
    """A stretch of rows: folded when nothing in it changed."""

    same: bool
    rows: list[Row]


@dataclass
class PageComparison:
    """Everything that differs between two contents of one page, numbered in reading order."""

    base_label: str
    nothing: str
    fields: list[FieldChange] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    structure: list[StructureChange] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def list(self) -> "list[FieldChange | RowChange | StructureChange]":
        """All changes in order."""
        return [*self.fields, *self.rows, *self.structure]

    @property
    def count(self) -> int:
        """How many places changed."""
        return len(self.list)

    @property
    def keys(self) -> set[str]:
        """The leaves that changed."""
        keys = {change.leaf.key for change in self.fields}
        return keys | {BODY, TEXT} if self.rows or self.structure else keys


def bases(dossier: Dossier, page: FrozenPage, person: str, wanted: str = "") -> list[Base]:
    """Give earlier versions of a page: public, last signed by `person`, the round before."""
    found: list[Base] = []
    uid = page.content.page
    released = (
        ReleaseIndex.objects.filter(page=uid, content__isnull=False).order_by("-sequence").first()
    )
    if released is not None and released.content:
        label = _("against release %(n)d of %(day)s") % {
            "n": released.sequence,
            "day": f"{released.released_at:%Y-%m-%d}",
        }
        found.append(Base("release", label, released.content))
    earlier = SubmissionItem.objects.filter(
        submission__in=dossier.rounds[1:], review=page.item.review
    ).order_by("-submission__round")
    signed = earlier.filter(submission__opinions__person=person).first()
    if signed is not None:
        label = _("against round %(n)d, which you signed") % {"n": signed.submission.round}
        found.append(Base("mine", label, signed.content))
    last = earlier.first()
    if last is not None and (signed is None or last.pk != signed.pk):
        label = _("against round %(n)d") % {"n": last.submission.round}
        found.append(Base("round", label, last.content))
    chosen = wanted if any(base.key == wanted for base in found) else ""
    return [
        Base(base.key, base.label, base.content, base.key == chosen or (not chosen and not place))
        for place, base in enumerate(found)
    ]


def compare(page: FrozenPage, versions: list[Base]) -> PageComparison:
    """Compare a page with the chosen version."""
    base = next((each for each in versions if each.current), None)
    if base is None:
        return PageComparison(
            _("Compared with what is public"),
            _("This page was never public: everything in it is new."),
        )
    result = PageComparison(base.label, _("Word for word the same."))
    old = v1.Content.parse(bodies.get(base.content))
    body_changed = old.body_html != page.content.body_html
    _fields(result, leaves(old), leaves(page.content), {BODY, TEXT} if body_changed else {BODY})
    _body(result, compare_html(old.body_html, page.content.body_html))
    return result


def _fields(result: PageComparison, old: list[Leaf], new: list[Leaf], elsewhere: set[str]) -> None:
    before = {leaf.key: leaf for leaf in old}
    after = {leaf.key: leaf for leaf in new}
    for key in [*after, *(key for key in before if key not in after)]:
        was = before[key].value if key in before else ""
        now = after[key].value if key in after else ""
        if was != now and key not in elsewhere:
            leaf = after.get(key) or before[key]
            result.fields.append(FieldChange(len(result.fields) + 1, leaf, compare_text(was, now)))


def _body(result: PageComparison, body: Comparison) -> None:
    shift = len(result.fields)
    for row in body.changed:
        row.number += shift
        result.rows.append(RowChange(row.number, row))
    shift += len(result.rows)
    result.structure = [
        StructureChange(shift + place, note) for place, note in enumerate(body.notes, start=1)
    ]
    for same, rows in groupby(body.rows, key=lambda row: row.fate == "same"):
        result.parts.append(Part(same, list(rows)))
