"""The picture at the head of a topic or of the whole site."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.blocks.media import NO_ALTERNATIVE
from cms.freezing.addresses import Addresses
from cms.freezing.problems import Problems

WITHOUT_PICTURE = _(
    "the picture is missing, though it is described. Choose one, or empty its description."
)


class BannerFields(models.Model):
    """A picture with its alternative text, or named decorative by a person."""

    banner = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("banner picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    banner_alt = models.CharField(_("alternative text of the banner"), max_length=200, blank=True)
    banner_decorative = models.BooleanField(
        _("Decorative: says nothing that the text does not"), default=False
    )

    PANELS: ClassVar[list[Any]] = [
        FieldPanel("banner", help_text=_("Wide and low, about 1600 × 480.")),
        FieldPanel("banner_alt"),
        FieldPanel("banner_decorative"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a banner that says nothing to those who cannot see it."""
        super().clean()
        if self._says_nothing():
            raise ValidationError({"banner_alt": NO_ALTERNATIVE})

    def frozen_banner(self, resolver: Addresses) -> dict[str, Any] | None:
        """Give the picture as a part of the content; None where there is none."""
        pk = self.banner_id  # type: ignore[attr-defined]
        if pk is None:
            return None
        alt = "" if self.banner_decorative else self.banner_alt.strip()
        return resolver.files.depict(pk, alt, _("banner picture"))

    def look_over(self, problems: Problems) -> None:
        """Ask for the banner's text."""
        super().look_over(problems)  # type: ignore[misc]
        if self._says_nothing():
            problems.add(_("banner picture"), NO_ALTERNATIVE)
        if self.banner_id is None and (self.banner_alt.strip() or self.banner_decorative):  # type: ignore[attr-defined]
            # Somebody deleted the picture, and the draft forgot it without a word.
            problems.add(_("banner picture"), WITHOUT_PICTURE)

    def _says_nothing(self) -> bool:
        has_banner = self.banner_id is not None  # type: ignore[attr-defined]
        return has_banner and not (self.banner_alt.strip() or self.banner_decorative)
