"""The site frame: everything around the pages. It is reviewed like any of them."""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from cms.base import ReviewedPage
from cms.blocks.media import NO_ALTERNATIVE
from cms.freezing.addresses import Addresses
from cms.freezing.problems import Problems
from cms.pages import redirects, sentences
from cms.pages.banner import BannerFields
from cms.pages.item import WRONG_ORDER
from cms.pages.links import LinkGroupBlock, NamedLinkBlock, named, target
from ledger import canonical

ENDS_FIRST = _("the notice “%(text)s” ends before it begins. Check both times.")
GREY_ENDS_FIRST = _("the grey ends before it begins. Check both times.")
STILL_READ = _(
    "the sentence “%(code)s” is read where a page was withdrawn. Keep it, or write it otherwise "
    "under the same code."
)
SAME_CODE = _("the code “%(code)s” stands for two sentences. Give each its own code.")

_COMMAS = re.compile(r"[,，、;；\n]")

TEXTS = (
    "site_name", "site_name_en", "site_domain", "site_code", "icp_number", "police_number",
    "sponsor", "organiser", "contact", "address_text", "phone", "identity_link", "error_link",
    "notice",
)  # fmt: skip


class NoticeBlock(blocks.StructBlock):
    """A calm notice that visitors can dismiss, with its time and where to read more."""

    text = blocks.CharBlock(label=_("Words of the notice"), max_length=200)
    page = blocks.PageChooserBlock(label=_("Our page"), required=False)
    address = blocks.CharBlock(label=_("Or an address"), required=False, max_length=300)
    begins = blocks.DateTimeBlock(label=_("Shown from"), required=False)
    ends = blocks.DateTimeBlock(label=_("Shown until"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse an end before the beginning."""
        result = super().clean(value)
        if result["begins"] and result["ends"] and result["ends"] <= result["begins"]:
            raise StructBlockValidationError({"ends": ValidationError(WRONG_ORDER)})
        return result

    class Meta:
        icon = "info-circle"
        label = _("Notice")


class AdvertisementBlock(blocks.StructBlock):
    """A public-service advertisement: a picture that leads somewhere, or says all itself."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("Alternative text"), max_length=200)
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Our page"), required=False)
    address = blocks.CharBlock(label=_("Or an address"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Public-service advertisement")


class WithdrawalSentenceBlock(blocks.StructBlock):
    """What the public reads where a page was withdrawn."""

    code = blocks.RegexBlock(regex=r"^[a-z0-9-]{1,40}$", label=_("Code"))
    sentence = blocks.CharBlock(label=_("Sentence the public reads"), max_length=200)

    class Meta:
        label = _("Withdrawal sentence")


class PinnedResultBlock(blocks.StructBlock):
    """A result that stands above all others when certain words are looked for."""

    words = blocks.CharBlock(
        label=_("Looked for"), max_length=200,
        help_text=_("Each is what a visitor types as a whole; several with commas between."),
    )  # fmt: skip
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Our page"), required=False)
    address = blocks.CharBlock(label=_("Or an address"), required=False, max_length=300)

    class Meta:
        icon = "pick"
        label = _("Pinned result")


class RedirectBlock(blocks.StructBlock):
    """An address of the old site and where it leads now."""

    source = blocks.RegexBlock(regex=r"^/\S*$", label=_("Old address"))
    page = blocks.PageChooserBlock(label=_("Our page"), required=False)
    address = blocks.CharBlock(label=_("Or an address"), required=False, max_length=300)

    class Meta:
        label = _("Redirect")


def _text(name: Any, length: int = 200) -> models.CharField:
    return models.CharField(name, max_length=length, blank=True)


def pinned_words(text: str) -> list[str]:
    """Give the words of a pinned result, each once."""
    return list(dict.fromkeys(filter(None, (" ".join(w.split()) for w in _COMMAS.split(text)))))


class SiteFramePage(BannerFields, ReviewedPage):
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
    notices = StreamField([("notice", NoticeBlock())], verbose_name=_("notices"), blank=True)
    advertisements = StreamField(
        [("advertisement", AdvertisementBlock())],
        verbose_name=_("public-service advertisements"),
        blank=True,
    )
    menu = StreamField([("link", NamedLinkBlock())], verbose_name=_("menu"), blank=True)
    links = StreamField([("link", NamedLinkBlock())], verbose_name=_("links"), blank=True)
    link_groups = StreamField(
        [("group", LinkGroupBlock())], verbose_name=_("groups of links"), blank=True
    )
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
    pinned_results = StreamField(
        [("result", PinnedResultBlock())], verbose_name=_("pinned results"), blank=True
    )
    mourning_from = models.DateTimeField(_("grey from"), null=True, blank=True)
    mourning_until = models.DateTimeField(_("grey until"), null=True, blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *ReviewedPage.content_panels,
                    FieldRowPanel([FieldPanel("site_name"), FieldPanel("site_name_en")]),
                    MultiFieldPanel(BannerFields.PANELS, heading=_("Banner")),
                    FieldPanel(
                        "notice", help_text=_("Always shown above every page, in one line.")
                    ),
                    FieldPanel(
                        "notices",
                        help_text=_("Visitors can put them away; several stand below each other."),
                    ),
                    FieldPanel("advertisements"),
                ],
                heading=_("Head and notices"),
            ),
            ObjectList(
                [
                    FieldPanel("menu"),
                    FieldPanel("links"),
                    FieldPanel("link_groups"),
                    FieldPanel("footer_links"),
                    FieldPanel(
                        "pinned_results",
                        help_text=_("Shown above the others when these words are looked for."),
                    ),
                ],
                heading=_("Menus and links"),
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("sponsor"), FieldPanel("organiser")]),
                    FieldRowPanel(
                        [
                            FieldPanel(
                                "site_code", help_text=_("Ten characters, given by the ministry.")
                            ),
                            FieldPanel("site_domain"),
                        ]
                    ),
                    FieldRowPanel([FieldPanel("icp_number"), FieldPanel("police_number")]),
                    FieldRowPanel([FieldPanel("contact"), FieldPanel("phone")]),
                    FieldPanel("address_text"),
                    FieldRowPanel([FieldPanel("identity_link"), FieldPanel("error_link")]),
                ],
                heading=_("Identity in the footer"),
            ),
            ObjectList(
                [
                    FieldPanel(
                        "withdrawal_sentences",
                        help_text=_("What the public reads where a page was withdrawn."),
                    ),
                    FieldPanel(
                        "redirects",
                        help_text=_("Addresses of the old site, and where they lead now."),
                    ),
                    MultiFieldPanel(
                        [
                            FieldRowPanel(
                                [FieldPanel("mourning_from"), FieldPanel("mourning_until")]
                            )
                        ],
                        heading=_("Mourning grey"),
                    ),
                ],
                heading=_("Withdrawals, redirects, grey"),
            ),
        ]
    )

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
                texts[name] = resolver.external(texts[name], self.called(name))
        return {
            **texts,
            "banner": self.frozen_banner(resolver),
            "notices": [self._notice(resolver, block.value) for block in self.notices],
            "advertisements": [
                self._advertisement(resolver, block.value) for block in self.advertisements
            ],
            **{name: self._named(resolver, name) for name in ("menu", "links", "footer_links")},
            "link_groups": [
                {
                    "heading": block.value["heading"].strip(),
                    "links": named(resolver, block.value["links"], self.called("link_groups")),
                }
                for block in self.link_groups
            ],
            "withdrawal_sentences": [
                {"code": block.value["code"], "sentence": block.value["sentence"]}
                for block in self.withdrawal_sentences
            ],
            "redirects": [
                {
                    "from": block.value["source"],
                    "to": target(resolver, block.value, self.called("redirects")),
                }
                for block in self.redirects
            ],
            "pinned_results": [
                {
                    "words": pinned_words(block.value["words"]),
                    "title": block.value["title"].strip(),
                    "address": target(resolver, block.value, self.called("pinned_results")),
                }
                for block in self.pinned_results
            ],
            "mourning_from": _time(self.mourning_from),
            "mourning_until": _time(self.mourning_until),
        }

    def look_over(self, problems: Problems) -> None:
        """Look at what no single block can see, and at what a block's form would refuse."""
        super().look_over(problems)
        for block in self.notices:
            begins, ends = block.value["begins"], block.value["ends"]
            if begins and ends and ends <= begins:
                problems.add(self.called("notices"), ENDS_FIRST % {"text": block.value["text"]})
        for block in self.advertisements:
            if not block.value["alt"].strip():
                problems.add(self.called("advertisements"), NO_ALTERNATIVE)
        if self.mourning_from and self.mourning_until and self.mourning_until <= self.mourning_from:
            problems.add(self.called("mourning_until"), GREY_ENDS_FIRST)
        codes = [block.value["code"] for block in self.withdrawal_sentences]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            problems.add(self.called("withdrawal_sentences"), SAME_CODE % {"code": code})
        for code in sorted(sentences.in_use() - set(codes)):
            problems.add(self.called("withdrawal_sentences"), STILL_READ % {"code": code})
        lines = [(block.value["source"], block.value) for block in self.redirects]
        for sentence in redirects.problems(lines):
            problems.add(self.called("redirects"), sentence)

    def raw_body(self, resolver: Addresses) -> str:
        """Print all of it for reviewers; the public frame is made from the details."""
        details = self.details(resolver)
        texts = [(self.called(name), details[name]) for name in TEXTS if details[name]]
        lists = [(self.called(name), details[name]) for name in ("menu", "links", "footer_links")]
        lists += [(group["heading"], group["links"]) for group in details["link_groups"]]
        context = {
            "details": details,
            "texts": texts,
            "lists": lists,
            "notices": [
                {**notice, "begins": _local(notice["from"]), "ends": _local(notice["until"])}
                for notice in details["notices"]
            ],
            "grey": [_local(details[name]) for name in ("mourning_from", "mourning_until")],
        }
        return render_to_string("cms/pages/frame.html", context)

    def _named(self, resolver: Addresses, field: str) -> list[dict[str, str]]:
        values = [block.value for block in getattr(self, field)]
        return named(resolver, values, self.called(field))

    def _notice(self, resolver: Addresses, value: Any) -> dict[str, str]:
        leads = value["page"] is not None or (value["address"] or "").strip()
        return {
            "text": value["text"].strip(),
            "address": target(resolver, value, self.called("notices")) if leads else "",
            "from": _time(value["begins"]),
            "until": _time(value["ends"]),
        }

    def _advertisement(self, resolver: Addresses, value: Any) -> dict[str, Any]:
        place = self.called("advertisements")
        alt, image = value["alt"].strip(), value["image"]
        # A picture that was deleted is None here; nothing has the key 0.
        picture = resolver.files.depict(image.pk if image else 0, alt, place)
        leads = value["page"] is not None or (value["address"] or "").strip()
        return {
            **(picture or {"address": "", "alt": alt, "width": 0, "height": 0}),
            "target": target(resolver, value, place) if leads else "",
            "title": value["title"].strip(),
        }


def _local(time: str) -> str:
    """Write a time as people here read it; freezing sets the time zone."""
    return f"{timezone.localtime(canonical.read_time(time)):%Y-%m-%d %H:%M}" if time else ""


def _time(moment: Any) -> str:
    return canonical.time_text(moment) if moment else ""
