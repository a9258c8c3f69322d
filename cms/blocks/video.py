"""Videos, with a poster, captions, and the words of the captions in the page."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.freezing import captions
from cms.freezing.kinds import recognise_video
from cms.freezing.unfit import Unfit

NO_CAPTIONS = _(
    "This video has no captions. Add a file of captions (.vtt), or mark it as without speech."
)
GONE = _("This file is no longer there. Choose it again.")
NO_POSTER = _("This video has no poster picture. Choose one: it is shown before the video plays.")


class VideoBlock(blocks.StructBlock):
    """A video that visitors start; nothing plays by itself."""

    video = DocumentChooserBlock(
        label=_("Video"), help_text=_("MP4 with H.264 and AAC, at most 200 MB.")
    )
    poster = ImageChooserBlock(
        label=_("Poster picture"), help_text=_("Shown in its place before the video plays.")
    )
    captions = DocumentChooserBlock(
        label=_("Captions"),
        required=False,
        help_text=_("WebVTT (.vtt) in UTF-8. Their words are printed below the video too."),
    )
    silent = blocks.BooleanBlock(label=_("Without speech: needs no captions"), required=False)
    title = blocks.CharBlock(label=_("Title of the video"), max_length=120)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    def clean(self, value: Any) -> Any:
        """Refuse a file that is no video, captions that cannot be read, a video without them."""
        result = super().clean(value)
        errors = {}
        for name, look in (("video", _look_at_video), ("captions", _look_at_captions)):
            if result[name] is not None:
                try:
                    look(result[name])
                except Unfit as sentence:
                    errors[name] = ValidationError(str(sentence))
        if result["captions"] is None and not result["silent"]:
            errors["captions"] = ValidationError(NO_CAPTIONS)
        if errors:
            raise StructBlockValidationError(errors)
        return result

    def problems(self, value: Any) -> Iterator[Any]:
        """Say what stands in the way of signing it; its files are looked at when they are kept."""
        if value["captions"] is None and not value["silent"]:
            yield NO_CAPTIONS
        if value["poster"] is None:
            yield NO_POSTER

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the size of the picture and the words of the captions."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        # What cannot be read is said when the files are kept; here it is only not printed.
        try:
            context["size"] = _look_at_video(value["video"]) if value["video"] else None
        except Unfit:
            context["size"] = None
        try:
            context["words"] = _look_at_captions(value["captions"]) if value["captions"] else []
        except Unfit:
            context["words"] = []
        return context

    class Meta:
        icon = "media"
        label = _("Video")
        template = "cms/blocks/video.html"


def _look_at_video(document: Any) -> Any:
    try:
        with document.file.open("rb") as file:
            return recognise_video(file, document.filename)
    except OSError as error:
        raise Unfit(GONE) from error


def _look_at_captions(document: Any) -> list[str]:
    try:
        with document.file.open("rb") as file:
            return captions.read(file.read(captions.MOST_BYTES + 1), document.filename)
    except OSError as error:
        raise Unfit(GONE) from error
