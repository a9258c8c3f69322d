"""The real thing. What is missing stops the start; nothing is filled in by guessing."""

from config.settings import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import EDITS, ENV, SHOWS, STORAGES

_SHORTEST_SECRET = 50

DEBUG = False
SECRET_KEY = ENV.secret_key.get_secret_value() if ENV.secret_key else ""
if len(SECRET_KEY) < _SHORTEST_SECRET or len(set(SECRET_KEY)) < 10:
    environment.refuse(
        "SANSHEN_SECRET_KEY is missing or too short: write at least 50 random characters, for "
        "example from `openssl rand -base64 48`."
    )
for _host, _name in (
    (ENV.editing_host, "EDITING_HOST"),
    (ENV.public_host, "PUBLIC_HOST"),
):
    if not _host:
        environment.refuse(f"SANSHEN_{_name} is missing: write {ENV.what_to_write(_name)}.")
if ENV.editing_host == ENV.public_host:
    # On one host name an uploaded file would be in the same origin as a reviewer's session.
    environment.refuse(
        f"SANSHEN_EDITING_HOST and SANSHEN_PUBLIC_HOST are both {ENV.public_host!r}: "
        "write two different host names."
    )

ALLOWED_HOSTS = [
    *([ENV.editing_host] if EDITS else []),
    *([ENV.public_host] if SHOWS else []),
]
SANSHEN_EDITING_ORIGIN = WAGTAILADMIN_BASE_URL = f"https://{ENV.editing_host}"
SANSHEN_PUBLIC_ORIGIN = f"https://{ENV.public_host}"

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_proxy else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# The prefix makes browsers refuse the cookie from any other host or without TLS.
SESSION_COOKIE_NAME = "__Host-sanshen_session"
CSRF_COOKIE_NAME = "__Host-sanshen_csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SANSHEN_SECOND_FACTOR = ENV.second_factor or "signers"

# `manage.py collectstatic` names the files by their content.
WHITENOISE_USE_FINDERS = False
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
