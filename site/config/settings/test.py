"""The test suite: no network, cheap passwords, a database of its own.

Each test gets a data folder of its own (`tests/conftest.py`); the one named here only carries the
database file, and goes when the process ends.
"""

import tempfile

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, ENV, SANSHEN_DEMO_PASSWORD_RULES
from config.settings.base import MIDDLEWARE as _MIDDLEWARE

_FOLDER = tempfile.TemporaryDirectory(prefix="sanshen-test-", ignore_cleanup_errors=True)

DEBUG = False
SECRET_KEY = "tests-need-a-key-and-keep-no-secrets"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Whitenoise lists every static file when it starts, which is once for each client of each test.
# The live server of the browser tests serves them without it.
MIDDLEWARE = [name for name in _MIDDLEWARE if not name.startswith("whitenoise")]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# People of tests are as old as their tests want them to be.
SANSHEN_PASSWORD_DAYS = 0
# The demo is loaded by tests; those of the rules themselves use all of them.
AUTH_PASSWORD_VALIDATORS = SANSHEN_DEMO_PASSWORD_RULES
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if ENV.test_database == "postgresql":
    # Host, port and user are filled in by `tests/postgres.py`, which starts the server.
    DATABASES["default"] = {"ENGINE": "django.db.backends.postgresql", "NAME": "sanshen"}
else:
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{_FOLDER.name}/unused.sqlite3",
        # A file, because tests of concurrency need more than one connection. Not durable, because
        # nobody pulls the plug on a test.
        "TEST": {"NAME": f"{_FOLDER.name}/test.sqlite3"},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF",
        },
    }
