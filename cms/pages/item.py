"""What all items have: where they come from, where they are listed, when they are public."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.base import ReviewedPage
from cms.blocks.body import BodyBlock, render
from cms.freezing import addresses
from cms.freezing.addresses import SECTION_NOT_PUBLIC, TOPIC_NOT_PUBLIC, Addresses
from cms.pages.choosing import ItemForm

NUMBER_HELP = _("Year in 〔〕, number without zeros in front: 汐政办发〔2026〕27号.")
WRONG_ORDER = _("This time is not after the time it begins.")


class ItemPage(ReviewedPage):
    """An item of a section; a type of item adds its fields to `details` and to the panels."""

    base_form_class = ItemForm
    parent_page_types: ClassVar[list[str]] = ["cms.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    summary = models.TextField(_("summary"), max_length=500, blank=True)
    byline = models.CharField(_("byline"), max_length=100, blank=True)
    source = models.CharField(_("source"), max_length=100, blank=True)
    source_address = models.URLField(_("address of the source"), blank=True)
    department = models.CharField(_("department"), max_length=100, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    written_on = models.DateField(_("written on"), null=True, blank=True)
    series = models.CharField(_("series"), max_length=60, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    also_in = ParentalManyToManyField(
        "cms.SectionPage", verbose_name=_("other sections"), related_name="+", blank=True
    )
    topics = ParentalManyToManyField(
        "cms.TopicPage", verbose_name=_("topics"), related_name="+", blank=True
    )
    live_from = models.DateTimeField(_("public from"), null=True, blank=True)
    live_until = models.DateTimeField(_("public until"), null=True, blank=True)
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)
    correction = models.CharField(_("correction note"), max_length=300, blank=True)

    WORDS_PANELS: ClassVar[list[Any]] = [
        *ReviewedPage.content_panels,
        FieldPanel("summary", help_text=_("Two or three sentences for lists and search results.")),
        FieldPanel("body"),
    ]
    PLACE_PANELS: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "also_in",
                    widget=forms.CheckboxSelectMultiple,
                    help_text=_("It stands in its own section anyway; its address stays there."),
                ),
                FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
                FieldPanel(
                    "series",
                    help_text=_("Items with the same words here belong together: 茶山纪事."),
                ),
            ],
            heading=_("Where it is listed"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "live_from", help_text=_("Empty: public as soon as it is approved.")
                        ),
                        FieldPanel("live_until", help_text=_("Empty: stays public.")),
                    ]
                ),
                FieldPanel(
                    "pinned_until",
                    help_text=_("Until then it stands on top of the lists it is in."),
                ),
            ],
            heading=_("Times (signed with the content)"),
        ),
        FieldPanel(
            "correction",
            help_text=_("When a published item is put right: what was wrong, printed for readers."),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        super().clean()
        if self.live_from and self.live_until and self.live_until <= self.live_from:
            raise ValidationError({"live_until": WRONG_ORDER})

    def plan_address(self, review: Any) -> str:
        """Give section, month and serial; the month is that of the first submission."""
        serial = review.serial if review else 0
        month = timezone.localtime(timezone.now(), timezone.get_default_timezone())
        return f"{addresses.of_parent(self)}{month:%Y%m}/{serial}.html"

    def body_stream(self) -> Any:
        """Give the body."""
        return self.body

    def listed(
        self, resolver: Addresses, lineage: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give its own section with the others chosen, and its topics; each must be public."""
        other = resolver.uids_of(self.also_in.order_by("path"), _("Section"), SECTION_NOT_PUBLIC)
        topics = resolver.uids_of(self.topics.order_by("path"), _("Topic"), TOPIC_NOT_PUBLIC)
        return tuple(dict.fromkeys((*lineage[-1:], *other))), topics

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give what every type of item says about where it comes from."""
        source = self.source_address.strip()
        return {
            "byline": self.byline.strip(),
            "source": self.source.strip(),
            "source_address": resolver.external(source, self.called("source_address"))
            if source
            else "",
            "department": self.department.strip(),
            "document_number": self.document_number.strip(),
            "written_on": self.written_on.isoformat() if self.written_on else "",
            "series": self.series.strip(),
        }

    def raw_body(self, resolver: Addresses) -> str:
        """Print the body, each block once, by its own template."""
        return render(self.body)
