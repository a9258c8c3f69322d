"""Sending mail: what is due, one by one or as the digest of a day. Rows say what was sent.

A row is claimed before its mail is sent, by moving its time; whoever dies in between leaves it to
be sent again a little later. Mail may so arrive twice, and never not at all.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.notices import kinds
from workflow.notices.models import Delivery, Notice
from workflow.notices.telling import addresses

CLAIM = timedelta(minutes=10)
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=6)
QUIET = timedelta(minutes=5)
AT_A_TIME = 200
LOG = logging.getLogger(__name__)


def send_quietly() -> None:
    """Send what is due; whatever goes wrong is logged, and tried again by `send_notices`.

    Where a mail has just failed, the server is taken to be away: nobody who signs waits for it
    again so soon.
    """
    try:
        recent = Notice.objects.filter(at__gt=timezone.now() - QUIET)
        if not recent.exclude(trouble="").exists():
            send_due()
    except Exception:
        LOG.exception("notices could not be mailed")


def send_due(moment: datetime | None = None) -> tuple[int, int]:
    """Send all mail that is due; give how many mails went and how many failed.

    After a mail that failed nothing more is tried: the server is probably away, and whoever has
    just signed is waiting.
    """
    moment = moment or timezone.now()
    due = Notice.objects.filter(mail_due__lte=moment).select_related("person")
    waiting = list(due.order_by("mail_due", "pk")[:AT_A_TIME])
    if not waiting:
        return 0, 0
    addressed = addresses({notice.person_id for notice in waiting})
    sent = 0
    with translation.override(settings.LANGUAGE_CODE):
        connection = get_connection()
        for notices in _mails(waiting):
            claimed = [notice for notice in notices if _claim(notice, moment)]
            address = addressed.get(notices[0].person_id)
            if not claimed or address is None:
                _done(claimed, None)
                continue
            try:
                _message(claimed, address, connection).send()
            except Exception as error:
                LOG.warning("mail to %s failed: %s", claimed[0].person, error)
                _failed(claimed, error, moment)
                return sent, 1
            _done(claimed, moment)
            sent += 1
    return sent, 0


def _mails(waiting: Sequence[Notice]) -> list[list[Notice]]:
    """Put together what goes into one mail: each alone, or all of a person's day."""
    alone = [[notice] for notice in waiting if notice.delivery != Delivery.DAILY]
    digests: dict[int, list[Notice]] = {}
    for notice in waiting:
        if notice.delivery == Delivery.DAILY:
            digests.setdefault(notice.person_id, []).append(notice)
    return [*alone, *digests.values()]


def _claim(notice: Notice, moment: datetime) -> bool:
    """Let nobody else send it for a while. What was read meanwhile needs no mail in a digest."""
    row = Notice.objects.filter(pk=notice.pk, mail_due=notice.mail_due)
    if notice.delivery == Delivery.DAILY and notice.read_at is not None:
        row.update(mail_due=None)
        return False
    return row.update(mail_due=moment + CLAIM) == 1


def _done(notices: Sequence[Notice], moment: datetime | None) -> None:
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    rows.update(mail_due=None, mailed_at=moment, trouble="")


def _failed(notices: Sequence[Notice], error: Exception, moment: datetime) -> None:
    for notice in notices:
        wait = min(FIRST_RETRY * 2**notice.tries, LONGEST_RETRY)
        Notice.objects.filter(pk=notice.pk).update(
            mail_due=moment + wait, tries=notice.tries + 1, trouble=str(error)[:300]
        )


def _message(
    notices: Sequence[Notice], address: str, connection: BaseEmailBackend
) -> EmailMultiAlternatives:
    origin = settings.SANSHEN_EDITING_ORIGIN
    values = {
        "person": notices[0].person,
        "notices": [
            {
                "heading": kinds.heading(notice),
                "title": notice.title,
                "sentence": kinds.sentence(notice),
                "words": kinds.words(notice),
                "urgent": notice.urgent,
                "url": origin + kinds.path(notice),
            }
            for notice in notices
        ],
        "settings_url": origin + reverse("desk:notice_settings"),
    }
    return EmailMultiAlternatives(
        subject=_subject(notices),
        body=render_to_string("notices/mail.txt", values),
        to=[address],
        alternatives=[(render_to_string("notices/mail.html", values), "text/html")],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated"},
    )


def _subject(notices: Sequence[Notice]) -> str:
    first = notices[0]
    if first.delivery == Delivery.DAILY:
        number = len(notices)
        words = ngettext("%(n)d notice for you", "%(n)d notices for you", number)
        return words % {"n": number}
    text = _("%(heading)s · %(title)s") % {
        "heading": kinds.heading(first),
        "title": first.title,
    }
    text = _("[urgent] %(subject)s") % {"subject": text} if first.urgent else text
    return " ".join(text.split())
