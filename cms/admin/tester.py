"""Who may do what in the workspace: drafters, in their sections, and nobody by being superuser."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page, PagePermissionTester

from cms import contributions
from workflow import appointments
from workflow.models import PageReview
from workflow.roles import Duty
from workflow.states import UNDER_REVIEW


def lineage(page: Page) -> tuple[str, ...]:
    """Give the uids of a page's sections in the workspace, its own too when it is a section."""
    ids = [str(page.path[:end]) for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    rows = PageReview.objects.filter(
        page__path__in=ids, page__content_type__app_label="cms",
        page__content_type__model="sectionpage",
    ).order_by("page__path")  # fmt: skip
    return tuple(rows.values_list("uid", flat=True))


def drafts_in(user: Any, sections: tuple[str, ...]) -> bool:
    """Say whether the person behind an account is appointed to draft in these sections now."""
    if not user.is_active:
        return False
    # One request asks this for every row of a listing.
    known: dict[tuple[str, ...], bool] = user.__dict__.setdefault("_sanshen_drafts_in", {})
    if sections not in known:
        person = contributions.person_of(user)
        known[sections] = bool(
            person
            and person.closed_at is None
            and appointments.effective(person.uid, Duty.DRAFT, sections, timezone.now())
        )
    return known[sections]


class DraftersOnly(PagePermissionTester):
    """Answers for our pages. Nothing here can publish; review decides that elsewhere."""

    def __init__(self, user: Any, page: Page) -> None:
        """Look up nothing yet: a listing asks only part of this."""
        super().__init__(user, page)
        if not hasattr(self, "permissions"):
            self.permissions = set()
        self._drafts: bool | None = None

    def drafts(self) -> bool:
        """Say whether this user drafts here."""
        if self._drafts is None:
            self._drafts = drafts_in(self.user, self._lineage())
        return self._drafts

    def _lineage(self) -> tuple[str, ...]:
        """Look up the sections above once in a request for all pages of one section."""
        is_section = getattr(self.page.specific_class, "kind", "") == "section"
        place = str(self.page.path if is_section else self.page.path[: -self.page.steplen])
        known: dict[str, tuple[str, ...]] = self.user.__dict__.setdefault("_sanshen_lineages", {})
        if place not in known:
            known[place] = lineage(self.page)
        return known[place]

    def held(self) -> bool:
        """Say whether this page or one below it is under review."""
        return PageReview.objects.filter(
            page__path__startswith=self.page.path, state__in=UNDER_REVIEW
        ).exists()

    def can_edit(self) -> bool:
        """Let drafters of this section edit; the lock shows the page read-only under review."""
        return self.drafts()

    def can_add_subpage(self) -> bool:
        """Let drafters of this section add pages of the types that may stand here."""
        model = self.page.specific_class
        return (
            model is not None
            and self.drafts()
            and any(child.can_create_at(self.page) for child in model.creatable_subpage_models())
        )

    def can_copy(self) -> bool:
        """Let drafters copy; the copy's contributors are its source's too."""
        return self.drafts()

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """Ask both ends: the shortcut for superusers would not."""
        if recursive and (self.page == destination or destination.is_descendant_of(self.page)):
            return False
        return (
            self.can_copy()
            and self.page.specific_class.can_create_at(destination)
            and drafts_in(self.user, lineage(destination))
        )

    def can_move(self) -> bool:
        """Let drafters move what is not under review."""
        return self.drafts() and not self.page.is_root() and not self.held()

    def can_move_to(self, destination: Page) -> bool:
        """Ask both ends: the shortcut for superusers would not."""
        if self.page == destination or destination.is_descendant_of(self.page):
            return False
        if not self.page.is_child_of(destination) and not self.page.specific.can_move_to(
            destination
        ):
            return False
        return self.can_move() and drafts_in(self.user, lineage(destination))

    def can_reorder_children(self) -> bool:
        """Reordering needs what editing needs; the public order comes from releases."""
        return self.drafts() and not self.held()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """No page is deleted: its contributions are evidence."""
        return False

    def can_publish(self) -> bool:
        """Only a release makes public."""
        return False

    can_unpublish = can_publish_subpage = can_set_view_restrictions = can_publish
    can_unschedule = can_submit_for_moderation = can_lock = can_publish

    def can_unlock(self) -> bool:
        """Nobody holds Wagtail's own lock here."""
        return False
