"""The home page: which lists it shows, and what leads."""

from typing import Any, ClassVar

from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Site

from cms.base import ReviewedPage
from cms.freezing.addresses import Addresses


class SectionListBlock(blocks.StructBlock):
    """The newest items of one section."""

    section = blocks.PageChooserBlock(label=_("Section"), page_type="cms.SectionPage")
    heading = blocks.CharBlock(label=_("Heading of the list"), required=False, max_length=60)
    count = blocks.IntegerBlock(label=_("How many items"), default=6, min_value=1, max_value=20)

    class Meta:
        icon = "list-ul"
        label = _("List of a section")


class LeadBlock(blocks.StructBlock):
    """One item that leads the page."""

    page = blocks.PageChooserBlock(label=_("Item"), page_type="cms.ArticlePage")

    class Meta:
        icon = "pick"
        label = _("Leading item")


class HomePage(ReviewedPage):
    """The first page of the site; there is one."""

    kind = "home"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["cms.SectionPage", "cms.SiteFramePage"]
    max_count = 1

    description = models.CharField(_("description"), max_length=300, blank=True)
    blocks = StreamField(
        [("lead", LeadBlock()), ("section_list", SectionListBlock())],
        verbose_name=_("lists"),
        blank=True,
    )

    content_panels: ClassVar[list[Any]] = [
        *ReviewedPage.content_panels,
        FieldPanel("description"),
        FieldPanel("blocks"),
    ]

    class Meta:
        verbose_name = _("home page")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save; Wagtail wants to know a site, and this page is its root."""
        new = self._state.adding
        result = super().save(*args, **kwargs)
        if new:
            Site.objects.update_or_create(
                is_default_site=True, defaults={"hostname": "localhost", "root_page": self}
            )
        return result

    def plan_address(self, review: Any) -> str:
        """Give the address of the home page."""
        return "/"

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give description and lists; what they name must be public."""
        return {"description": self.description, "blocks": list(self._lists(resolver))}

    def _lists(self, resolver: Addresses) -> Any:
        for block in self.blocks:
            if block.block_type == "lead":
                uid = resolver.uid_of(block.value["page"], _("Leading item"))
                yield {"type": "lead", "page": uid}
            else:
                section = block.value["section"]
                yield {
                    "type": "section_list",
                    "section": resolver.uid_of(section, _("List of a section")),
                    "heading": block.value["heading"] or (section.title if section else ""),
                    "count": block.value["count"],
                }

    def raw_body(self, resolver: Addresses) -> str:
        """Print the lists for reviewers; the public page is made from the details."""
        return render_to_string("cms/pages/home.html", {"page": self})
