"""The process that answers: `granian --interface wsgi config.wsgi:application`.

The front answers from the store of rendered files and asks Django for the rest. A process that only
edits has no front. Both folders that hold packages, the project and its `site/`, must be on
PYTHONPATH; the Makefile and docs/operations.md do that.
"""

import io
import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.core.wsgi import get_wsgi_application

from config.hosts import Application, by_host, two_hosts
from config.settings.environment import Role, refuse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django_application = get_wsgi_application()

# Models can be imported once Django is set up, which happened on the line above.
from config import recorded, schedule  # noqa: E402
from ledger import mirror  # noqa: E402
from portal.front import Front  # noqa: E402


def build() -> Application:
    """Return the application for the role of this process, or stop with what forbids the start."""
    try:
        # Includes what looks into the database, for example whether the triggers are there.
        call_command("check", databases=["default"], stdout=io.StringIO())
    except SystemCheckError as error:
        refuse(str(error))
    if settings.SANSHEN_ROLE != Role.PUBLIC:
        # Standard output of the server, not of a command, is what a log collector reads.
        mirror.Speaking.here = True
        recorded.compare(settings.ENV)
    if settings.SANSHEN_SCHEDULE:
        schedule.Runner().start()
    if settings.SANSHEN_ROLE == Role.EDITING:
        return django_application
    front = Front(django_application)
    return by_host(editing=django_application, public=front) if two_hosts() else front


application = build()
