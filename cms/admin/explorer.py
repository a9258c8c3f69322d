"""The list of pages in our words: each with its state in review, and found by it."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import CheckboxSelectMultiple
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django_filters.filters import MultipleChoiceFilter
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.admin import states
from workflow.models import PageReview
from workflow.states import State


class ByState(GenericPageFilterSet):
    """Wagtail's filters with ours for the state; without the one for sites, as there is one."""

    state = MultipleChoiceFilter(
        field_name="review__state",
        label=_("State in review"),
        choices=[(state.value, states.label(state)) for state in State],
        widget=CheckboxSelectMultiple,
    )
    site = None

    class Meta:
        model = Page
        fields: tuple[str, ...] = ()


class ExplorerView(ExplorableIndexView):
    """The explorer; the states of all rows are read at once."""

    base_columns = [
        # Wagtail's column is sorted by what it calls live, which nobody sees here.
        PageStatusColumn("status", label=_("State"), width="12%") if column.name == "status"
        else column
        for column in ExplorableIndexView.base_columns
    ]  # fmt: skip

    def annotate_queryset(self, pages: QuerySet[Page]) -> QuerySet[Page]:
        """Bring the state with each page."""
        state = PageReview.objects.filter(page_id=OuterRef("pk")).values("state")[:1]
        annotated: QuerySet[Page] = super().annotate_queryset(pages)
        return annotated.annotate(state_in_review=Subquery(state))

    def search_queryset(self, queryset: QuerySet[Page]) -> Any:
        """Search among what the filters left: the search itself knows only columns of pages."""
        if self.is_searching and self.is_filtering:
            left = Page.objects.filter(pk__in=queryset.order_by().values("pk"))
            queryset = self.annotate_queryset(left)
        return super().search_queryset(queryset)


class ExplorerViewSet(PageViewSet):
    """The explorer's views under Wagtail's own addresses."""

    index_view_class = ExplorerView
    filterset_class: Any = ByState

    @classproperty
    def columns(cls) -> Any:
        """Give our columns."""
        return ExplorerView.base_columns


explorer = ExplorerViewSet("sanshen_explorer", model=Page, icon="folder-open-inverse")
