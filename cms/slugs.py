"""Which words may stand in an address."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Addresses of the public site and of the editing side that no section may ever cover.
_WORDS_RESERVED = """
    about accessibility account accounts admin api archive archives asset assets atom
    check content corrections documents errata feed feedback feeds files find health images index
    login logout manage media open page pages preview public robots rss search site sitemap
    static status suggest tags topics verify workspace workspace-media
"""
RESERVED = frozenset(_WORDS_RESERVED.split())
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_MONTH = re.compile(r"\d{6}\Z")

NOT_PLAIN = _(
    "“%(slug)s” cannot stand in an address: use lower-case letters a to z, digits and hyphens."
)
IS_RESERVED = _("“%(slug)s” is an address the site itself uses. Choose another word.")
IS_MONTH = _("“%(slug)s” looks like a month, and months are part of items' addresses.")
FIXED = _(
    "The address %(address)s was given out and does not change. Write “%(slug)s” again; "
    "a redirect in the site frame can lead there from another address."
)


def check(slug: str) -> None:
    """Refuse a word that cannot be part of a section's address.

    Raises:
        ValidationError: with the sentence that says why.
    """
    if not _PLAIN.match(slug):
        raise ValidationError({"slug": NOT_PLAIN % {"slug": slug}})
    if slug in RESERVED:
        raise ValidationError({"slug": IS_RESERVED % {"slug": slug}})
    if _MONTH.match(slug):
        raise ValidationError({"slug": IS_MONTH % {"slug": slug}})
