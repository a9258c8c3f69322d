"""One draft, frozen and read: what must be put right, what proofreading noticed, each in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import freeze as freezing
from cms.admin.drafting import places
from cms.admin.drafting.passages import Passage, Place, passages
from cms.blocks.media import NO_ALTERNATIVE
from cms.freeze import Frozen
from cms.freezing import characters
from cms.freezing.problems import Problem
from ledger import canonical
from ledger.formats import v1
from workflow import commands, proofreading
from workflow.desk.wording import SEVERITIES
from workflow.models import PageReview, SubmissionItem
from workflow.presence import Presence
from workflow.proofreading import places as proofreading_places
from workflow.refusals import Refusal
from workflow.states import State

_KEPT_ON = "sanshen_draft"
# Characters shown on either side of what a finding is about.
_SHOWN = 8
ORDER = tuple(SEVERITIES)


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way, with where it is put right."""

    sentence: str
    where: str = ""
    anchor: str = ""
    field: str = ""


@dataclass(frozen=True)
class Noticed:
    """One finding on the draft; `key` names it for as long as the words around it stay."""

    finding: v1.Finding
    key: str
    where: str
    anchor: str
    field: str
    replacement: str | None
    before: str = ""
    after: str = ""

    @property
    def can_be_applied(self) -> bool:
        """Whether one click can mend it."""
        return self.replacement is not None

    @property
    def excerpt(self) -> str:
        """The words it is about; none when it is about a picture or a file, which are no words."""
        return "" if self.finding.excerpt.startswith("<") else self.finding.excerpt

    @property
    def severity(self) -> tuple[Any, Any, str]:
        """Name, badge and style of its weight."""
        return SEVERITIES[self.finding.severity]


@dataclass(frozen=True)
class Draft:
    """A draft as it would be submitted now."""

    page: Page
    frozen: Frozen
    passages: tuple[Passage, ...]
    refusals: tuple[Refusal, ...]
    missing: tuple[Missing, ...]
    noticed: tuple[Noticed, ...]
    read_at: datetime

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way of submitting it."""
        return not self.missing and not self.refusals

    @property
    def lacking(self) -> int:
        """How many things stand in the way."""
        return len(self.missing) + len(self.refusals)

    @property
    def as_returned(self) -> bool:
        """Whether the content is still exactly what was returned."""
        review = self.frozen.review
        if review is None or review.state != State.RETURNED:
            return False
        last = SubmissionItem.objects.filter(review=review).order_by("-pk").first()
        return last is not None and last.content == self.frozen.content.digest

    @property
    def hidden(self) -> bool:
        """Whether some text holds what nobody can see; line ends of a browser are none."""
        return any(characters.hidden(characters.normal(text.source)) for text in self.passages)

    def counted(self) -> list[tuple[tuple[Any, Any, str], int]]:
        """Count the findings by weight, the heaviest first; none of a weight is left out."""
        numbers = dict.fromkeys(ORDER, 0)
        for noticed in self.noticed:
            numbers[noticed.finding.severity] += 1
        return [(SEVERITIES[each], number) for each, number in numbers.items() if number]


def look(page: Page, present: Presence | None, frozen: Frozen | None = None) -> Draft:
    """Freeze the latest revision and read it like the desk will."""
    frozen = frozen or freezing.freeze(page)
    latest = page.get_latest_revision_as_object()
    texts = tuple(passages(latest))
    refusals: list[Refusal] = []
    if present is not None and frozen.review is not None:
        refusals = commands.available(present, frozen.review).get("submit", [])
    return Draft(
        page,
        frozen,
        texts,
        tuple(refusals),
        tuple(_missing(latest, problem, texts) for problem in frozen.problems),
        tuple(noticed(latest, frozen, texts)),
        timezone.now(),
    )


def of_request(request: HttpRequest, page: Page, present: Presence | None) -> Draft:
    """Look once in a request, however many parts of the screen ask."""
    known: Draft | None = getattr(request, _KEPT_ON, None)
    if known is None or known.page.pk != page.pk:
        known = look(page, present)
        setattr(request, _KEPT_ON, known)
    return known


def noticed(page: Page, frozen: Frozen, texts: Sequence[Passage]) -> list[Noticed]:
    """Give what proofreading finds, errors first, each with its place in the editor."""
    found = []
    read = dict(proofreading_places.texts(frozen.content))
    for finding in commands.findings(frozen.content):
        place = places.of_finding(finding, frozen.content, texts)
        sure = places.of_finding(finding, frozen.content, texts, surely=True)
        new = proofreading.replacement(finding)
        before, _words, after = places.around(
            read.get(finding.place, ""), finding.start, finding.end
        )
        found.append(
            Noticed(
                finding=finding,
                key=key(finding, frozen.content),
                where=_where(page, place) or _named(page, finding.place),
                anchor=place.anchor if place else "",
                field=place.passage.field if place else "",
                replacement=new if sure and sure.passage.span(sure.start, sure.end) else None,
                before=before[-_SHOWN:],
                after=after[:_SHOWN],
            )
        )
    return sorted(found, key=lambda each: ORDER.index(each.finding.severity))


def key(finding: v1.Finding, content: v1.Content) -> str:
    """Name a finding by its rule, its words and the words around, not by its position."""
    text = dict(proofreading_places.texts(content)).get(finding.place, "")
    before, words, after = places.around(text, finding.start, finding.end)
    named = [finding.code, finding.place, before[-12:], words, after[:12], finding.suggestion]
    return canonical.digest(canonical.encode(named))


def review_of(page: Page) -> PageReview | None:
    """Give the working copy of a page, None before its first save."""
    return PageReview.objects.filter(page_id=page.pk).first() if page.pk else None


def _missing(page: Any, problem: Problem, texts: Sequence[Passage]) -> Missing:
    passage = _guilty(page, problem, texts)
    if passage is not None:
        anchor = Place(passage, 0, 0).anchor
        return Missing(problem.sentence, problem.place, anchor, passage.field)
    field = _field(page, problem.place)
    anchor = f"panel-child-content-{field}-section" if field else ""
    return Missing(problem.sentence, problem.place, anchor, field)


def _guilty(page: Any, problem: Problem, texts: Sequence[Passage]) -> Passage | None:
    """Find the very block a problem is about, where its sentence says enough."""
    if problem.sentence == str(NO_ALTERNATIVE):
        stream = page.body_stream() or ()
        for child in stream:
            value = child.value
            if child.block_type == "picture" and not (value["alt"].strip() or value["decorative"]):
                name = getattr(getattr(stream, "stream_block", None), "name", "") or "body"
                return Passage(name, "", str(child.id))
    field = _field(page, problem.place)
    for passage in texts:
        if field and passage.field != field:
            continue
        for _position, character in characters.hidden(passage.source):
            if characters.name(character) in problem.sentence:
                return passage
    return None


def _field(page: Page, place: str) -> str:
    """Give the field whose label or name a problem's place is."""
    wanted = place.strip(".").lower()
    for field in type(page)._meta.get_fields():
        label = str(getattr(field, "verbose_name", "")).lower()
        if wanted and wanted in (label, field.name):
            return str(field.name)
    times = {_("Time"): "live_until", _("Section"): "", _("Files"): "body", _("Picture"): "body",
             _("Attachment"): "body"}  # fmt: skip
    name = times.get(place, "")
    return name if name and hasattr(page, name) else ""


def _where(page: Page, place: Place | None) -> str:
    return _label(page, place.passage.field) if place else ""


def _named(page: Page, place: str) -> str:
    head, _dot, rest = place.partition(".")
    if head == "assets":
        return _("Files")
    return _label(page, rest.partition(".")[0] if head == "details" else head)


def _label(page: Page, name: str) -> str:
    try:
        return capfirst(str(type(page)._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return _("Body")
