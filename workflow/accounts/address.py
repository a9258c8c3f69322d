"""From where a request comes, and with what: as far as it can be believed."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

LONGEST_BROWSER = 200

_BROWSERS = (
    # The first that fits: each of the later ones is named by the earlier ones as well.
    ("Edg/", "Edge"),
    ("360SE", "360"),
    ("360EE", "360"),
    ("QQBrowser", "QQ"),
    ("UBrowser", "UC"),
    ("Firefox/", "Firefox"),
    ("OPR/", "Opera"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Kylin", "Kylin"),
    ("UOS", "UOS"),
    ("Linux", "Linux"),
)


def client(request: HttpRequest) -> str | None:
    """Give the address a request came from, or None.

    Behind our own proxy it is the last one of X-Forwarded-For, which that proxy wrote itself;
    whatever stands before it, anybody could have typed. Without a proxy the header says nothing.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SANSHEN_BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2] or address
    try:
        return str(ipaddress.ip_address(address.strip().strip("[]")))
    except ValueError:
        return None


def browser(request: HttpRequest) -> str:
    """Give what a browser says of itself."""
    return request.META.get("HTTP_USER_AGENT", "")[:LONGEST_BROWSER]


def browser_name(said: str) -> str:
    """Name browser and system in a few words, for people; what is unknown is called so."""
    name = next((label for mark, label in _BROWSERS if mark in said), "")
    system = next((label for mark, label in _SYSTEMS if mark in said), "")
    return " · ".join(filter(None, (name, system))) or _("unknown browser")
