"""Pictures. Each has a text that stands for it, or is named decorative by a person."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

NO_ALTERNATIVE = _(
    "This picture has no alternative text. Write what it shows, or mark it as decorative."
)


class PictureBlock(blocks.StructBlock):
    """A picture with its alternative text and a caption."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("Alternative text"), required=False, max_length=200)
    decorative = blocks.BooleanBlock(
        label=_("Decorative: says nothing that the text does not"), required=False
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    def clean(self, value: Any) -> Any:
        """Refuse a picture that says nothing to those who cannot see it."""
        result = super().clean(value)
        if not result["alt"].strip() and not result["decorative"]:
            raise StructBlockValidationError({"alt": ValidationError(NO_ALTERNATIVE)})
        if result["decorative"]:
            result["alt"] = ""
        return result

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"
