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
from cms.pages.links import NamedLinkBlock, named


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

    page = blocks.PageChooserBlock(label=_("Item"), page_type=["cms.ArticlePage", "cms.PolicyPage"])

    class Meta:
        icon = "pick"
        label = _("Leading item")


class LifeEventBlock(blocks.StructBlock):
    """What somebody is about to do, and up to three links that help."""

    word = blocks.CharBlock(label=_("Word"), max_length=12)
    links = blocks.ListBlock(NamedLinkBlock(), label=_("Links"), min_num=1, max_num=3)

    class Meta:
        label = _("Life event")


class LifeEventsBlock(blocks.StructBlock):
    """Life events beside each other: moving in, having a child, opening a shop."""

    heading = blocks.CharBlock(label=_("Heading of the list"), required=False, max_length=60)
    entries = blocks.ListBlock(LifeEventBlock(), label=_("Life events"), min_num=1, max_num=12)

    class Meta:
        icon = "group"
        label = _("Life events")


class TopicsBlock(blocks.StructBlock):
    """Topics beside each other."""

    topics = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Topic"), page_type="cms.TopicPage"),
        label=_("Topics"),
        min_num=1,
        max_num=6,
    )

    class Meta:
        icon = "tag"
        label = _("Topics")


class HomePage(ReviewedPage):
    """The first page of the site; there is one."""

    kind = "home"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "cms.SectionPage", "cms.TopicPage", "cms.SiteFramePage",
    ]  # fmt: skip
    max_count = 1

    description = models.CharField(_("description"), max_length=300, blank=True)
    blocks = StreamField(
        [
            ("lead", LeadBlock()),
            ("section_list", SectionListBlock()),
            ("events", LifeEventsBlock()),
            ("topics", TopicsBlock()),
        ],
        verbose_name=_("lists"),
        blank=True,
    )

    content_panels: ClassVar[list[Any]] = [
        *ReviewedPage.content_panels,
        FieldPanel("description", help_text=_("One sentence for search engines.")),
        FieldPanel("blocks", help_text=_("What the first page shows, from above down.")),
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
            value = block.value
            if block.block_type == "lead":
                uid = resolver.uid_of(value["page"], _("Leading item"))
                yield {"type": "lead", "page": uid}
            elif block.block_type == "events":
                yield {
                    "type": "events",
                    "heading": value["heading"].strip(),
                    "entries": [
                        {
                            "word": entry["word"].strip(),
                            "links": named(resolver, entry["links"], _("Life events")),
                        }
                        for entry in value["entries"]
                    ],
                }
            elif block.block_type == "topics":
                place = _("Topics")
                uids = [resolver.uid_of(topic, place) for topic in value["topics"]]
                yield {"type": "topics", "topics": uids}
            else:
                section = value["section"]
                yield {
                    "type": "section_list",
                    "section": resolver.uid_of(section, _("List of a section")),
                    "heading": value["heading"] or (section.title if section else ""),
                    "count": value["count"],
                }

    def raw_body(self, resolver: Addresses) -> str:
        """Print the lists for reviewers; the public page is made from the details."""
        details = self.details(resolver)
        context = {"page": self, "blocks": zip(self.blocks, details["blocks"], strict=True)}
        return render_to_string("cms/pages/home.html", context)
