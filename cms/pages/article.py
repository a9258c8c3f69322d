"""Items: news, notices, documents."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.base import ReviewedPage
from cms.blocks.body import BodyBlock, render
from cms.freezing import addresses
from cms.freezing.addresses import Addresses

WRONG_ORDER = _("This time is not after the time it begins.")


class ArticlePage(ReviewedPage):
    """One item of a section."""

    kind = "article"
    parent_page_types: ClassVar[list[str]] = ["cms.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    summary = models.TextField(_("summary"), max_length=500, blank=True)
    byline = models.CharField(_("byline"), max_length=100, blank=True)
    source = models.CharField(_("source"), max_length=100, blank=True)
    source_address = models.URLField(_("address of the source"), blank=True)
    department = models.CharField(_("department"), max_length=100, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    written_on = models.DateField(_("written on"), null=True, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    live_from = models.DateTimeField(_("public from"), null=True, blank=True)
    live_until = models.DateTimeField(_("public until"), null=True, blank=True)
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)
    correction = models.CharField(_("correction note"), max_length=300, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *ReviewedPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("byline"), FieldPanel("department")]),
                FieldRowPanel([FieldPanel("source"), FieldPanel("source_address")]),
                FieldRowPanel([FieldPanel("document_number"), FieldPanel("written_on")]),
            ],
            heading=_("Origin"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("live_from"), FieldPanel("live_until")]),
                FieldRowPanel([FieldPanel("pinned_until"), FieldPanel("correction")]),
            ],
            heading=_("Times and correction (signed with the content)"),
        ),
    ]

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")

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

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give where the item comes from."""
        source = self.source_address
        return {
            "byline": self.byline,
            "source": self.source,
            "source_address": resolver.external(source, _("address of the source"))
            if source
            else "",
            "department": self.department,
            "document_number": self.document_number,
            "written_on": self.written_on.isoformat() if self.written_on else "",
        }

    def raw_body(self, resolver: Addresses) -> str:
        """Print the body, each block once, by its own template."""
        return render(self.body)
