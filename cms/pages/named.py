"""Pages whose address is made of words: sections and topics."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms import slugs
from cms.base import ReviewedPage
from cms.freezing import addresses
from cms.freezing.addresses import Addresses
from workflow.models import PageReview


class NamedPage(ReviewedPage):
    """A page at the path of slugs, under the home page or a section."""

    description = models.CharField(_("description"), max_length=300, blank=True)
    keywords = models.CharField(_("keywords"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    SLUG_PANEL = FieldPanel(
        "slug",
        help_text=_("The word in the address: a to z, digits, hyphens. It is given out for ever."),
    )
    DESCRIPTION_PANEL = FieldPanel(
        "description", help_text=_("One sentence for visitors and search engines.")
    )
    KEYWORDS_PANEL = FieldPanel("keywords", help_text=_("Parted by commas, for search engines."))
    ORDER_PANEL = FieldPanel("order", help_text=_("The smaller comes first."))

    class Meta:
        abstract = True

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

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give what lists and menus need."""
        lineage = resolver.lineage(self, _("Section"))
        return {
            "slug": self.slug,
            "description": self.description,
            "keywords": self.keywords,
            "order": self.order,
            "parent": lineage[-1] if lineage else "",
        }
