"""Files to take away."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class AttachmentBlock(blocks.StructBlock):
    """A file with the name the public reads."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Name shown"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("Attachment")
        template = "cms/blocks/attachment.html"
