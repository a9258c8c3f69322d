"""From an address to what is shown there: no words, only what to read.

An address that ever was public belongs to its page for ever, so it is looked up before everything
that could be something else; redirects of the site frame come last.
"""

import re
from dataclasses import dataclass

from portal.models import PublicAddress, PublicItem

_ASSET = re.compile(r"/assets/([0-9a-f]{64})\.([a-z0-9]{1,8})")
_LIST = re.compile(r"(/.*/)list-([1-9][0-9]{0,6})\.html")
_CHECK = re.compile(r"/check/([0-9a-z][0-9a-z_.:-]{0,63})/")
#: The kinds of page that are lists: with an archive and a feed of their own.
LISTS = ("section", "topic")
_MAP_PART = re.compile(r"/sitemap-([1-9][0-9]{0,5})\.xml")


@dataclass(frozen=True)
class PublicPage:
    """A page, public now or once."""

    uid: str
    kind: str


@dataclass(frozen=True)
class Check:
    """What can be said of how a page came to be public."""

    uid: str


@dataclass(frozen=True)
class Archive:
    """One page of the archive of a section or a topic."""

    section: str
    number: int


@dataclass(frozen=True)
class Feed:
    """The feed of a section or a topic, or of the whole site for an empty uid."""

    section: str


@dataclass(frozen=True)
class Sitemap:
    """One part of the sitemap, or its index for part 0."""

    part: int


@dataclass(frozen=True)
class Robots:
    """The file that robots ask for."""


@dataclass(frozen=True)
class AssetFile:
    """A picture or attachment by its digest."""

    digest: str
    extension: str


@dataclass(frozen=True)
class Moved:
    """An address without its last stroke."""

    address: str


Target = PublicPage | Check | Archive | Feed | Sitemap | Robots | AssetFile | Moved


def check_address(uid: str) -> str:
    """Give the address at which the provenance of a page can be checked."""
    return f"/check/{uid}/"


def resolve(address: str) -> Target | None:
    """Say what an address names; None when it names nothing that is or was public."""
    if "\0" in address:
        # PostgreSQL has no such character, so no address has it either.
        return None
    if address == "/":
        home = PublicItem.objects.filter(kind="home").order_by("-newest_sequence").first()
        return PublicPage(home.uid, "home") if home else None
    if found := _page(address):
        return found
    if address == "/robots.txt":
        return Robots()
    if address == "/sitemap.xml":
        return Sitemap(0)
    if match := _MAP_PART.fullmatch(address):
        return Sitemap(int(match[1]))
    if match := _ASSET.fullmatch(address):
        return AssetFile(f"sha256:{match[1]}", match[2])
    if match := _CHECK.fullmatch(address):
        return Check(match[1])
    if match := _LIST.fullmatch(address):
        section = _list(match[1])
        return Archive(section.uid, int(match[2])) if section else None
    if address == "/feed.xml":
        return Feed("")
    if address.endswith("/feed.xml"):
        section = _list(address.removesuffix("feed.xml"))
        return Feed(section.uid) if section else None
    slashed = address + "/"
    if not address.endswith("/") and (_page(slashed) or _CHECK.fullmatch(slashed)):
        return Moved(slashed)
    return None


def _list(address: str) -> PublicPage | None:
    page = _page(address)
    return page if page and page.kind in LISTS else None


def _page(address: str) -> PublicPage | None:
    uid = PublicAddress.objects.filter(address=address).values_list("uid", flat=True).first()
    item = PublicItem.objects.filter(uid=uid).first() if uid else None
    return PublicPage(item.uid, item.kind) if item else None
