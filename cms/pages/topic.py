"""Topics: a subject with its own banner, colour, lead and grouped items."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField

from cms.base import ReviewedPage
from cms.blocks.body import BodyBlock, render
from cms.freezing.addresses import Addresses
from cms.freezing.problems import Problems
from cms.pages.banner import BannerFields
from cms.pages.named import NamedPage

NO_ITEMS = _("the group “%(heading)s” has no items. Choose some, or delete the group.")


class GroupBlock(blocks.StructBlock):
    """Items of a topic under a heading, in the order chosen."""

    heading = blocks.CharBlock(label=_("Heading of the group"), max_length=60)
    items = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Item"), page_type=["cms.ArticlePage", "cms.PolicyPage"]),
        label=_("Items"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Group of items")


class TopicPage(BannerFields, NamedPage):
    """A topic, under the home page or a section.

    Items that name the topic are listed on it besides the groups, also those released later.
    """

    kind = "topic"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    COLOURS = (
        ("teal", _("Teal")),
        ("vermilion", _("Vermilion")),
        ("ochre", _("Ochre")),
        ("plum", _("Plum")),
        ("forest", _("Forest green")),
    )

    colour = models.CharField(_("colour"), max_length=10, choices=COLOURS, default="teal")
    lead = StreamField(BodyBlock(), verbose_name=_("lead"), blank=True)
    groups = StreamField([("group", GroupBlock())], verbose_name=_("groups of items"), blank=True)
    archived_on = models.DateField(_("archived on"), null=True, blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *ReviewedPage.content_panels,
                    NamedPage.DESCRIPTION_PANEL,
                    MultiFieldPanel(
                        [*BannerFields.PANELS, FieldPanel("colour")],
                        heading=_("Banner and colour"),
                    ),
                    FieldPanel("lead"),
                    FieldPanel(
                        "groups",
                        help_text=_("Items that name this topic are listed below the groups."),
                    ),
                ],
                heading=_("Words and pictures"),
            ),
            ObjectList(
                [
                    NamedPage.SLUG_PANEL,
                    NamedPage.KEYWORDS_PANEL,
                    NamedPage.ORDER_PANEL,
                    FieldPanel(
                        "archived_on",
                        help_text=_("From this day on the topic says that it is not kept up."),
                    ),
                ],
                heading=_("Places and times"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def body_stream(self) -> Any:
        """Give the lead."""
        return self.lead

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give banner, colour and groups; every item named must be public."""
        return {
            **super().details(resolver),
            "colour": self.colour,
            "banner": self.frozen_banner(resolver),
            "groups": [
                {
                    "heading": block.value["heading"].strip(),
                    "items": [
                        resolver.uid_of(page, self.called("groups"))
                        for page in block.value["items"]
                    ],
                }
                for block in self.groups
            ],
            "archived_on": self.archived_on.isoformat() if self.archived_on else "",
        }

    def look_over(self, problems: Problems) -> None:
        """Ask for the banner's text, and for items in each group."""
        super().look_over(problems)
        for block in self.groups:
            if not len(block.value["items"]):
                detail = {"heading": block.value["heading"]}
                problems.add(self.called("groups"), NO_ITEMS % detail)

    def raw_body(self, resolver: Addresses) -> str:
        """Print the lead; banner and groups are in the details."""
        return render(self.lead)
