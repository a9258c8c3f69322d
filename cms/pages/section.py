"""Sections: what items are listed in."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import slugs
from cms.base import ReviewedPage
from cms.blocks.body import BodyBlock, render
from cms.freezing import addresses
from cms.freezing.addresses import Addresses
from workflow.models import PageReview


class SectionPage(ReviewedPage):
    """A section of the site, under the home page or another section."""

    kind = "section"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.SectionPage"]
    subpage_types: ClassVar[list[str]] = ["cms.SectionPage", "cms.ArticlePage"]

    COLUMN_TYPES = (
        ("news", _("News")),
        ("notices", _("Notices")),
        ("documents", _("Policy documents")),
        ("services", _("Services")),
        ("about", _("Institution")),
        ("other", _("Other")),
    )

    description = models.CharField(_("description"), max_length=300, blank=True)
    keywords = models.CharField(_("keywords"), max_length=200, blank=True)
    column_type = models.CharField(
        _("type of section"), max_length=20, choices=COLUMN_TYPES, default="news"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    introduction = StreamField(BodyBlock(), verbose_name=_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *ReviewedPage.content_panels,
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("keywords"),
        FieldPanel("column_type"),
        FieldPanel("order"),
        FieldPanel("introduction"),
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def clean(self) -> None:
        """Refuse a word that cannot stand in an address, and a change of one given out."""
        super().clean()
        slugs.check(self.slug)
        review = PageReview.objects.filter(page_id=self.pk).first() if self.pk else None
        if review and review.address:
            given = review.address.strip("/").rpartition("/")[2]
            if self.slug != given:
                detail = {"address": review.address, "slug": given}
                raise ValidationError({"slug": slugs.FIXED % detail})

    def plan_address(self, review: Any) -> str:
        """Give the path of slugs."""
        return f"{addresses.of_parent(self)}{self.slug}/"

    def body_stream(self) -> Any:
        """Give the introduction."""
        return self.introduction

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give what lists and menus need."""
        lineage = Addresses.lineage(resolver, self, _("Section"))
        return {
            "slug": self.slug,
            "description": self.description,
            "keywords": self.keywords,
            "column_type": self.column_type,
            "order": self.order,
            "parent": lineage[-1] if lineage else "",
        }

    def raw_body(self, resolver: Addresses) -> str:
        """Print description and introduction."""
        described = format_html("<p>{}</p>", self.description) if self.description else ""
        return described + render(self.introduction)


def sections_above(page: Page) -> Any:
    """Give the sections a page stands under, from the top down."""
    return SectionPage.objects.ancestor_of(page).order_by("path")
