"""The site frame: everything around the pages. It is reviewed like any of them."""

from typing import Any, ClassVar

from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.base import ReviewedPage
from cms.freezing.addresses import Addresses
from ledger import canonical

TEXTS = (
    "site_name", "site_name_en", "site_domain", "site_code", "icp_number", "police_number",
    "sponsor", "organiser", "contact", "address_text", "phone", "identity_link", "error_link",
    "notice",
)  # fmt: skip


class NamedLinkBlock(blocks.StructBlock):
    """A name and where it leads: to a page of ours, or elsewhere."""

    title = blocks.CharBlock(label=_("Name of the link"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Our page"), required=False)
    address = blocks.CharBlock(label=_("Or an address"), required=False, max_length=300)

    class Meta:
        icon = "link"
        label = _("Link")


class WithdrawalSentenceBlock(blocks.StructBlock):
    """What the public reads where a page was withdrawn."""

    code = blocks.RegexBlock(regex=r"^[a-z0-9-]{1,40}$", label=_("Code"))
    sentence = blocks.CharBlock(label=_("Sentence the public reads"), max_length=200)

    class Meta:
        label = _("Withdrawal sentence")


class RedirectBlock(blocks.StructBlock):
    """An address of the old site and where it leads now."""

    source = blocks.RegexBlock(regex=r"^/\S*$", label=_("Old address"))
    page = blocks.PageChooserBlock(label=_("Our page"), required=False)
    address = blocks.CharBlock(label=_("Or an address"), required=False, max_length=300)

    class Meta:
        label = _("Redirect")


def _text(name: Any, length: int = 200) -> models.CharField:
    return models.CharField(name, max_length=length, blank=True)


class SiteFramePage(ReviewedPage):
    """Names, identity, menus, notices, redirects: one for the site."""

    kind = "frame"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page", "cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1

    site_name = models.CharField(_("name of the site"), max_length=100)
    site_name_en = _text(_("English name"))
    site_domain = _text(_("domain"), 100)
    site_code = _text(_("site code"), 40)
    icp_number = _text(_("ICP number"), 60)
    police_number = _text(_("public security number"), 60)
    sponsor = _text(_("sponsor"))
    organiser = _text(_("organiser"))
    contact = _text(_("contact"))
    address_text = _text(_("postal address"))
    phone = _text(_("telephone"), 60)
    identity_link = models.URLField(_("link of the identity mark"), blank=True)
    error_link = models.URLField(_("link for reporting errors"), blank=True)
    notice = _text(_("notice"), 300)
    menu = StreamField([("link", NamedLinkBlock())], verbose_name=_("menu"), blank=True)
    links = StreamField([("link", NamedLinkBlock())], verbose_name=_("links"), blank=True)
    footer_links = StreamField(
        [("link", NamedLinkBlock())], verbose_name=_("links in the footer"), blank=True
    )
    withdrawal_sentences = StreamField(
        [("sentence", WithdrawalSentenceBlock())],
        verbose_name=_("withdrawal sentences"),
        blank=True,
    )
    redirects = StreamField(
        [("redirect", RedirectBlock())], verbose_name=_("redirects"), blank=True
    )
    mourning_from = models.DateTimeField(_("grey from"), null=True, blank=True)
    mourning_until = models.DateTimeField(_("grey until"), null=True, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *ReviewedPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("site_name"), FieldPanel("site_name_en")]),
                FieldPanel("notice"),
            ],
            heading=_("Banner"),
        ),
        FieldPanel("menu"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("sponsor"), FieldPanel("organiser")]),
                FieldRowPanel([FieldPanel("site_code"), FieldPanel("site_domain")]),
                FieldRowPanel([FieldPanel("icp_number"), FieldPanel("police_number")]),
                FieldRowPanel([FieldPanel("contact"), FieldPanel("phone")]),
                FieldPanel("address_text"),
                FieldRowPanel([FieldPanel("identity_link"), FieldPanel("error_link")]),
            ],
            heading=_("Identity in the footer"),
        ),
        FieldPanel("links"),
        FieldPanel("footer_links"),
        FieldPanel("withdrawal_sentences"),
        FieldPanel("redirects"),
        FieldRowPanel(
            [FieldPanel("mourning_from"), FieldPanel("mourning_until")], heading=_("Mourning grey")
        ),
    ]

    class Meta:
        verbose_name = _("site frame")

    def plan_address(self, review: Any) -> str:
        """A frame has no address of its own."""
        return ""

    def details(self, resolver: Addresses) -> dict[str, Any]:
        """Give everything around the pages; every link is resolved."""
        texts = {name: getattr(self, name) for name in TEXTS}
        for name in ("identity_link", "error_link"):
            if texts[name]:
                texts[name] = resolver.external(texts[name], self._name(name))
        return {
            **texts,
            "menu": self._named(resolver, "menu"),
            "links": self._named(resolver, "links"),
            "footer_links": self._named(resolver, "footer_links"),
            "withdrawal_sentences": [
                {"code": block.value["code"], "sentence": block.value["sentence"]}
                for block in self.withdrawal_sentences
            ],
            "redirects": [
                {
                    "from": block.value["source"],
                    "to": _target(resolver, block.value, self._name("redirects")),
                }
                for block in self.redirects
            ],
            "mourning_from": canonical.time_text(self.mourning_from) if self.mourning_from else "",
            "mourning_until": canonical.time_text(self.mourning_until)
            if self.mourning_until
            else "",
        }

    def raw_body(self, resolver: Addresses) -> str:
        """Print all of it for reviewers; the public frame is made from the details."""
        details = self.details(resolver)
        texts = [(self._name(name), details[name]) for name in TEXTS if details[name]]
        lists = [(self._name(name), details[name]) for name in ("menu", "links", "footer_links")]
        return render_to_string(
            "cms/pages/frame.html", {"details": details, "texts": texts, "lists": lists}
        )

    def _name(self, field: str) -> Any:
        return self._meta.get_field(field).verbose_name

    def _named(self, resolver: Addresses, field: str) -> list[dict[str, str]]:
        place = self._name(field)
        return [
            {"title": block.value["title"], "address": _target(resolver, block.value, place)}
            for block in getattr(self, field)
        ]


def _target(resolver: Addresses, value: Any, place: Any) -> str:
    if value["page"] is not None:
        return resolver.of_page(value["page"].pk, place)
    return resolver.external(value["address"] or "", place)
