"""What every page has: a review, contributors, no way to the public of its own."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.search import index

from cms import contributions, preview
from cms.admin import search, states
from cms.admin.copying import DraftCopyForm
from cms.admin.drafting.passages import passages
from cms.admin.lock import UnderReviewLock
from cms.admin.tester import DraftersOnly
from cms.forms import ReviewedForm
from cms.freezing import addresses
from cms.freezing.problems import Problems
from workflow import commands
from workflow.models import PageReview
from workflow.states import UNDER_REVIEW


class ReviewedPage(Page):
    """A page of the workspace. It reaches the public only as a release.

    A page type gives `kind`, `details(resolver)` and `raw_body()`, and where it has something to
    say `listed`, `look_over` and `body_stream`; `cms.freeze` does the rest.
    """

    kind: ClassVar[str]
    live_from: Any = None
    live_until: Any = None
    pinned_until: Any = None
    correction: str = ""
    summary: str = ""

    base_form_class = ReviewedForm
    copy_form_class = DraftCopyForm
    # Wagtail's own panel for the title fills in a slug that most of our types do not show.
    content_panels: ClassVar[list[Any]] = [
        FieldPanel(
            "title",
            classname="title",
            widget=forms.TextInput(attrs={"placeholder": _("Title")}),
        )
    ]
    # A draft is found by its latest words; the row holds what was released (`cms.admin.search`).
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.AutocompleteField("words_to_find"),
    ]
    # No schedule and no expiry: times are content, and are signed.
    settings_panels: ClassVar[list[Any]] = []
    promote_panels: ClassVar[list[Any]] = []

    class Meta:
        abstract = True

    def details(self, resolver: addresses.Addresses) -> dict[str, Any]:
        """Give the structured fields that are signed; links go through the resolver."""
        raise NotImplementedError

    def raw_body(self, resolver: addresses.Addresses) -> str:
        """Give the body as its templates print it, before it is sanitised."""
        raise NotImplementedError

    def listed(
        self, resolver: addresses.Addresses, lineage: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the uids of the sections and of the topics in whose lists the page stands."""
        return (), ()

    def look_over(self, problems: Problems) -> None:
        """Note what the page type asks for and the page has not."""

    def called(self, field: str) -> Any:
        """Give the name of a field as the editor shows it: the place of a problem."""
        return self._meta.get_field(field).verbose_name

    def body_stream(self) -> Any:
        """Give the stream of the body where there is one."""
        return None

    def words_to_find(self) -> str:
        """Give the words that the admin's search finds this page by: those the editor shows."""
        latest = self.get_latest_revision_as_object() if self.pk else self
        return search.indexed(passage.words for passage in passages(latest))

    # ── Saving ──────────────────────────────────────────────────────────────
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save; a new page is never live and gets its review with it."""
        if not self._state.adding:
            return super().save(*args, **kwargs)
        self.live = False
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            commands.create_review(self, contributions.current_person())
        return result

    def save_revision(self, user: Any = None, **kwargs: Any) -> Revision:
        """Save a revision and write down who answers for it."""
        act = kwargs.pop("act", "")
        if not act:
            act = contributions.REVERTED if kwargs.get("previous_revision") else contributions.SAVED
        with transaction.atomic():
            revision = super().save_revision(user=user, **kwargs)
            # Wagtail indexes what the row holds; of a live page the draft is in the revision only.
            ReferenceIndex.create_or_update_for_object(self)
            person = contributions.person_of(user)
            contributions.record(self, person, act, contributions.name_of(revision))
        return revision

    def get_latest_revision_as_object(self) -> Any:
        """Give the newest draft.

        Wagtail trusts the row of a page that is public and has no changes; no release writes our
        rows, so that the row of a page released twice still holds the words of the first time.
        """
        revision = self.get_latest_revision()
        return revision.as_object() if revision else self.specific

    # ── State ───────────────────────────────────────────────────────────────
    @cached_property
    def working_state(self) -> str:
        """The state of the working copy; empty before the first save."""
        if hasattr(self, "state_in_review"):
            # A list has read it for all its rows at once.
            return str(self.state_in_review or "")
        review = PageReview.objects.filter(page_id=self.pk).first() if self.pk else None
        return str(review.state) if review else ""

    @property
    def status_string(self) -> str:
        """Our own state in the explorer, in words."""
        return str(states.label(self.working_state))

    def get_lock(self) -> Any:
        """Lock a page while it is under review, for everybody."""
        if self.pk and PageReview.objects.filter(page_id=self.pk, state__in=UNDER_REVIEW).exists():
            return UnderReviewLock(self)
        return super().get_lock()

    def permissions_for_user(self, user: Any) -> DraftersOnly:
        """Ask our tester, which knows no publishing."""
        return DraftersOnly(user, self)

    # ── Addresses ───────────────────────────────────────────────────────────
    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[Any, str, str] | None:
        """Give the public address; the root is absolute, as Wagtail's preview needs it."""
        return addresses.url_parts(self)

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """Give the absolute public address: on the editing host a relative one would be wrong."""
        parts = self.get_url_parts(request)
        return parts[1] + parts[2] if parts else None

    url = property(get_url)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show what would be frozen now, with what stands in the way."""
        return preview.of_draft(self)
