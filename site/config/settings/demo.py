"""One machine, one process, one loopback address: `make demo`."""

from config.settings import environment
from config.settings.base import *  # noqa: F403
from config.settings.base import ENV, SANSHEN_DEMO_PASSWORD_RULES

if not ENV.listens_on_loopback:
    environment.refuse(
        f"SANSHEN_LISTEN is {ENV.listen!r}, and the demo has passwords that everybody knows: "
        "write 127.0.0.1, or use DJANGO_SETTINGS_MODULE=config.settings.production."
    )

DEBUG = False
# Known to everybody and worth nothing: the demo answers on the loopback address alone.
SECRET_KEY = "the-demo-has-no-secrets-and-listens-on-127.0.0.1-only"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

# Mail is shown where the demo was started, and leaves the machine in no other way.
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Everybody knows its one password, and it follows rules of its own.
AUTH_PASSWORD_VALIDATORS = SANSHEN_DEMO_PASSWORD_RULES

# Its people have existed for years, on a clock of their own, and one password for ever.
SANSHEN_PASSWORD_DAYS = 0
