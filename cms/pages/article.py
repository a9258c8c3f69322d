"""Items: news, notices, announcements, reprints."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from cms.freezing.addresses import Addresses
from cms.freezing.problems import Problems
from cms.pages.item import NUMBER_HELP, ItemPage

WITHOUT_SOURCE = _("a reprint names its source. Write which publisher it was taken from.")
WITHOUT_ORIGINAL = _("a reprint names the original's address. Write it, beginning with https://.")


class ArticlePage(ItemPage):
    """One item of a section, written here or taken over from elsewhere."""

    kind = "article"

    reprint = models.BooleanField(_("reprint"), default=False)

    edit_handler = TabbedInterface(
        [
            ObjectList(ItemPage.WORDS_PANELS, heading=_("Words and pictures")),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel(
                                [
                                    FieldPanel("byline", help_text=_("Who wrote it: a person.")),
                                    FieldPanel(
                                        "department", help_text=_("The body that answers for it.")
                                    ),
                                ]
                            ),
                            FieldPanel(
                                "reprint",
                                help_text=_(
                                    "Taken over from elsewhere: source and address of the "
                                    "original are needed."
                                ),
                            ),
                            FieldRowPanel([FieldPanel("source"), FieldPanel("source_address")]),
                        ],
                        heading=_("Origin"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldRowPanel(
                                [
                                    FieldPanel("document_number", help_text=NUMBER_HELP),
                                    FieldPanel("written_on"),
                                ]
                            ),
                        ],
                        heading=_("When it is a document"),
                    ),
                ],
                heading=_("Particulars"),
            ),
            ObjectList(ItemPage.PLACE_PANELS, heading=_("Places and times")),
        ]
    )

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give where the item comes from, and whether the words are somebody else's."""
        return {**super().details(resolver), "reprint": self.reprint}

    def look_over(self, problems: Problems) -> None:
        """Ask a reprint for its source and its original (国办发〔2018〕123号)."""
        if self.reprint and not self.source.strip():
            problems.add(self.called("source"), WITHOUT_SOURCE)
        if self.reprint and not self.source_address.strip():
            problems.add(self.called("source_address"), WITHOUT_ORIGINAL)
