"""The headers of what the public side answers, the same from Django and from the front."""

from urllib.parse import quote

from django.conf import settings

ASSET_SECONDS = 600
_ASSET_POLICY = "sandbox; default-src 'none'"

Headers = list[tuple[str, str]]


def for_page() -> Headers:
    """Give the headers of pages, feeds and maps: ask again each time, it costs one round."""
    return [("Cache-Control", "no-cache"), *settings.SANSHEN_PUBLIC_HEADERS.items()]


def for_asset(download: str) -> Headers:
    """Give the headers of a picture or attachment, which can do nothing in our origin.

    Never `immutable`: an asset stops being public when its release does.
    """
    headers = [
        ("Cache-Control", f"public, max-age={ASSET_SECONDS}"),
        ("Content-Security-Policy", _ASSET_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    if download:
        headers.append(("Content-Disposition", f"attachment; filename*=UTF-8''{quote(download)}"))
    return headers
