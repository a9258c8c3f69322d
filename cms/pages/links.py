"""Links that stand outside a body: a name, and a page of ours or an address."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.freezing.addresses import Addresses

NOWHERE = _("“%(title)s” leads nowhere. Choose one of our pages, or write an address.")


class NamedLinkBlock(blocks.StructBlock):
    """A name and where it leads: to a page of ours, or elsewhere."""

    title = blocks.CharBlock(label=_("Name of the link"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Our page"), required=False)
    address = blocks.CharBlock(label=_("Or an address"), required=False, max_length=300)

    def clean(self, value: Any) -> Any:
        """Refuse a name that leads nowhere."""
        result = super().clean(value)
        if result["page"] is None and not result["address"].strip():
            sentence = NOWHERE % {"title": result["title"]}
            raise StructBlockValidationError({"address": ValidationError(sentence)})
        return result

    class Meta:
        icon = "link"
        label = _("Link")


class LinkGroupBlock(blocks.StructBlock):
    """Links under a heading."""

    heading = blocks.CharBlock(label=_("Heading of the group"), max_length=60)
    links = blocks.ListBlock(NamedLinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Group of links")


def target(resolver: Addresses, value: Any, place: Any) -> str:
    """Give where a block with `page` and `address` leads; note a problem when it leads nowhere."""
    if value["page"] is not None:
        return resolver.of_page(value["page"].pk, place)
    address = (value["address"] or "").strip()
    if not address:
        resolver.problems.add(place, NOWHERE % {"title": value.get("title") or ""})
        return ""
    return resolver.external(address, place)


def named(resolver: Addresses, values: Any, place: Any) -> list[dict[str, str]]:
    """Give links as they are signed: title and address."""
    return [
        {"title": value["title"].strip(), "address": target(resolver, value, place)}
        for value in values
    ]
