"""Pictures. Each has a text that stands for it, or is named decorative by a person."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

#: A page with more takes long to load on a telephone, and long to read for a reviewer.
MOST_IN_GALLERY = 60

NO_ALTERNATIVE = _(
    "This picture has no alternative text. Write what it shows, or mark it as decorative."
)
TOO_MANY = _(
    "This gallery has %(count)d pictures; at most %(most)d are possible. Choose the best ones, or "
    "divide them among several pages."
)
EMPTY = _("This gallery has no pictures. Add some, or delete the block.")


class PictureBlock(blocks.StructBlock):
    """A picture with its alternative text and a caption."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=200,
        help_text=_("What the picture shows, for those who do not see it. One sentence."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decorative: says nothing that the text does not"), required=False
    )
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=200,
        help_text=_("Printed below the picture, with who took it."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse a picture that says nothing to those who cannot see it."""
        result = super().clean(value)
        if not result["alt"].strip() and not result["decorative"]:
            raise StructBlockValidationError({"alt": ValidationError(NO_ALTERNATIVE)})
        if result["decorative"]:
            result["alt"] = ""
        return result

    def problems(self, value: Any) -> Iterator[Any]:
        """Say what stands in the way of signing it, for drafts that no form looked at."""
        if not (value["alt"].strip() or value["decorative"]):
            yield NO_ALTERNATIVE

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms/blocks/picture.html"


class GalleryBlock(blocks.ListBlock):
    """Pictures beside each other."""

    def __init__(self, **kwargs: Any) -> None:
        """Hold pictures."""
        super().__init__(PictureBlock(), **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse more pictures than anybody looks at, in one sentence instead of hundreds."""
        if len(value) > MOST_IN_GALLERY:
            raise ListBlockValidationError(
                non_block_errors=[
                    ValidationError(str(sentence)) for sentence in self.problems(value)
                ]
            )
        return super().clean(value)

    def problems(self, value: Any) -> Iterator[Any]:
        """Say what stands in the way of signing it."""
        if len(value) > MOST_IN_GALLERY:
            yield TOO_MANY % {"count": len(value), "most": MOST_IN_GALLERY}
            return
        if not len(value):
            yield EMPTY
        for picture in value:
            yield from self.child_block.problems(picture)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Print no more than may stand there: making pictures takes time."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["pictures"] = list(value)[:MOST_IN_GALLERY]
        return context

    class Meta:
        icon = "grip"
        label = _("Gallery")
        template = "cms/blocks/gallery.html"
