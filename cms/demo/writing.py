"""How the demo's drafters write: pages of the workspace, and new editions of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.demo import body
from cms.demo.item import Document, Item
from cms.demo.people import DRAFTERS
from cms.demo.tree import section_of
from cms.importing.models import ImportedItem
from cms.pages.article import ArticlePage
from cms.pages.policy import PolicyPage
from cms.pages.section import SectionPage
from cms.pages.topic import TopicPage

_PINNED = timedelta(days=30)
_SCHEDULED = timedelta(days=7)


@dataclass(frozen=True)
class Entry:
    """An item with the slug of its section."""

    section: str
    item: Item

    @property
    def key(self) -> str:
        """What it is known by once it was written."""
        return f"demo:{self.item.key}"


def page_of(key: str) -> Any:
    """Give the page that an item became."""
    return Page.objects.get(imported_from__key=f"demo:{key}").specific


def write(entry: Entry, user: Any, present: datetime) -> Page:
    """Write an item down for the first time, as it was before everything that happened to it."""
    item = entry.item
    fields: dict[str, Any] = {
        "title": item.title,
        "summary": item.summary,
        "byline": DRAFTERS[item.drafter].name,
        "source": item.source,
        "source_address": item.origin,
        "department": item.department,
        "document_number": item.number,
        "written_on": date.fromisoformat(item.written),
        "series": item.series,
        "live_from": present + _SCHEDULED if item.state == "scheduled" else None,
        "live_until": _moment(item.until),
        "pinned_until": present + _PINNED if item.pinned else None,
        "owner": user,
    }
    page: Any = (
        PolicyPage(**fields, **_particulars(item.document))
        if item.document
        else ArticlePage(reprint=bool(item.origin), **fields)
    )
    page.body = body.stream(item.edition(before_later=True, before_mending=True), user)
    page.also_in = SectionPage.objects.filter(slug__in=item.also)
    page.topics = TopicPage.objects.filter(slug__in=item.topics)
    section_of(entry.section).add_child(instance=page)
    page.save_revision(user=user)
    ImportedItem.objects.create(key=entry.key, page_id=page.pk)
    return page


def _particulars(document: Document) -> dict[str, Any]:
    return {
        "index_number": document.index,
        "issuing_body": document.issuer,
        "document_kind": document.kind,
        "subject": document.subject,
        "effective_on": date.fromisoformat(document.effective),
        "validity": document.validity,
        "validity_note": document.note,
        "interpretations": [("item", page_of(key)) for key in document.interpretations],
    }


def rewrite(page: Page, text: str, user: Any, correction: str = "") -> Page:
    """Save another edition of a text."""
    draft: Any = page.get_latest_revision_as_object()
    draft.body = body.stream(text, user)
    draft.correction = correction
    draft.save_revision(user=user)
    return draft


def _moment(day: str) -> datetime | None:
    return timezone.make_aware(datetime.fromisoformat(day)) if day else None
