"""Sections: what items are listed in."""

from typing import Any, ClassVar

from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.base import ReviewedPage
from cms.blocks.body import BodyBlock, render
from cms.freezing.addresses import Addresses
from cms.pages.named import NamedPage


class SectionPage(NamedPage):
    """A section of the site, under the home page or another section."""

    kind = "section"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.SectionPage"]
    subpage_types: ClassVar[list[str]] = [
        "cms.SectionPage", "cms.ArticlePage", "cms.PolicyPage", "cms.TopicPage",
    ]  # fmt: skip

    COLUMN_TYPES = (
        ("news", _("News")),
        ("notices", _("Notices")),
        ("documents", _("Policy documents")),
        ("services", _("Services")),
        ("about", _("Institution")),
        ("other", _("Other")),
    )

    column_type = models.CharField(
        _("type of section"), max_length=20, choices=COLUMN_TYPES, default="news"
    )
    introduction = StreamField(BodyBlock(), verbose_name=_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *ReviewedPage.content_panels,
        NamedPage.SLUG_PANEL,
        NamedPage.DESCRIPTION_PANEL,
        FieldRowPanel([FieldPanel("column_type"), NamedPage.ORDER_PANEL]),
        NamedPage.KEYWORDS_PANEL,
        FieldPanel("introduction", help_text=_("Shown above the list; most sections need none.")),
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def body_stream(self) -> Any:
        """Give the introduction."""
        return self.introduction

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give what lists and menus need, and what kind of section it is."""
        return {**super().details(resolver), "column_type": self.column_type}

    def raw_body(self, resolver: Addresses) -> str:
        """Print description and introduction."""
        described = format_html("<p>{}</p>", self.description) if self.description else ""
        return described + render(self.introduction)


def sections_above(page: Page) -> Any:
    """Give the sections a page stands under, from the top down."""
    return SectionPage.objects.ancestor_of(page).order_by("path")
