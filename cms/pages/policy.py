"""Policy documents, with the particulars that disclosure asks for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import StreamField

from cms.freezing.addresses import Addresses
from cms.freezing.problems import Problems
from cms.pages.classifications import DOCUMENT_KINDS, SUBJECTS, VALIDITIES, choices
from cms.pages.item import NUMBER_HELP, ItemPage

WITHOUT_ISSUER = _("the issuing body is missing. Write its full name.")
BEFORE_WRITTEN = _("the document takes effect before it was written. Check both dates.")
TAKES_NOT_EFFECT_BEFORE = _("This day is before the day the document was written.")


class PolicyPage(ItemPage):
    """One document of a section: an item with index number, issuing body, kind, validity."""

    kind = "policy"

    index_number = models.CharField(_("index number"), max_length=60, blank=True)
    issuing_body = models.CharField(_("issuing body"), max_length=100, blank=True)
    document_kind = models.CharField(
        _("kind of document"), max_length=20, blank=True, choices=choices(DOCUMENT_KINDS)
    )
    subject = models.CharField(
        _("subject classification"), max_length=40, blank=True, choices=choices(SUBJECTS)
    )
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    validity = models.CharField(
        _("validity"), max_length=10, choices=VALIDITIES, default=VALIDITIES[0][0]
    )
    validity_note = models.CharField(_("note on the validity"), max_length=200, blank=True)
    interpretations = StreamField(
        [("item", blocks.PageChooserBlock(label=_("Item"), page_type=["cms.ArticlePage"]))],
        verbose_name=_("interpretations"),
        blank=True,
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(ItemPage.WORDS_PANELS, heading=_("Words and pictures")),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel(
                                "issuing_body",
                                help_text=_("Its full name, as on the seal. Needed to submit."),
                            ),
                            FieldRowPanel(
                                [
                                    FieldPanel("document_number", help_text=NUMBER_HELP),
                                    FieldPanel(
                                        "index_number",
                                        help_text=_(
                                            "Code of the body, year, number in the year: "
                                            "0000000001/2026-00127."
                                        ),
                                    ),
                                ]
                            ),
                            FieldRowPanel(
                                [
                                    FieldPanel(
                                        "document_kind",
                                        help_text=_("One of the fifteen kinds of documents."),
                                    ),
                                    FieldPanel("subject"),
                                ]
                            ),
                            FieldRowPanel(
                                [
                                    FieldPanel("written_on", help_text=_("The day of signing.")),
                                    FieldPanel(
                                        "effective_on",
                                        help_text=_("Empty where the text names no day."),
                                    ),
                                ]
                            ),
                        ],
                        heading=_("The document"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("validity"),
                            FieldPanel(
                                "validity_note",
                                help_text=_(
                                    "Until when, or by which document: 有效期至2028年12月31日."
                                ),
                            ),
                        ],
                        heading=_("Validity"),
                    ),
                    FieldPanel(
                        "interpretations",
                        help_text=_("Released items that explain this document in plain words."),
                    ),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("department"), FieldPanel("byline")]),
                            FieldRowPanel([FieldPanel("source"), FieldPanel("source_address")]),
                        ],
                        heading=_("Origin"),
                    ),
                ],
                heading=_("Particulars"),
            ),
            ObjectList(ItemPage.PLACE_PANELS, heading=_("Places and times")),
        ]
    )

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")

    def clean(self) -> None:
        """Refuse a document that takes effect before it was written."""
        super().clean()
        if self._before_written():
            raise ValidationError({"effective_on": TAKES_NOT_EFFECT_BEFORE})

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give the particulars; interpretations by uid, each public."""
        pages = [block.value for block in self.interpretations]
        place = self.called("interpretations")
        return {
            **super().details(resolver),
            "index_number": self.index_number.strip(),
            "issuing_body": self.issuing_body.strip(),
            "document_kind": self.document_kind,
            "subject": self.subject,
            "effective_on": self.effective_on.isoformat() if self.effective_on else "",
            "validity": self.validity,
            "validity_note": self.validity_note.strip(),
            "interpretations": [resolver.uid_of(page, place) for page in pages],
        }

    def look_over(self, problems: Problems) -> None:
        """Ask for what the public must know of every document."""
        if not self.issuing_body.strip():
            problems.add(self.called("issuing_body"), WITHOUT_ISSUER)
        if self._before_written():
            problems.add(self.called("effective_on"), BEFORE_WRITTEN)

    def _before_written(self) -> bool:
        return bool(self.effective_on and self.written_on and self.effective_on < self.written_on)
