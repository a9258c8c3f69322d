"""Anchors: the signed head of both chains, once a day, to somebody outside.

Whoever holds one can prove that what it names was there: a chain that was cut or rewritten does
not reach it. The anchor of a day is the head file of that day, byte for byte, in a folder and in a
mail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import entries, files, head, keys
from ledger.formats import v1


@dataclass(frozen=True)
class Anchor:
    """What was sent: the head, the file it is in, and to whom."""

    head: v1.Head
    path: Path
    to: Sequence[str]


def send(today: date | None = None) -> Anchor:
    """Write the anchor of a day, mail it, and enter that it was sent.

    Run again on the same day, it sends the same anchor again: a file that is there is never
    written over.

    Raises:
        head.BehindHead: when the database does not extend the head; nothing is sent then.
        OSError: when the disk or the mail server refuses.
    """
    found = head.check()
    path = _folder() / f"head-{(today or timezone.localdate()).isoformat()}.json"
    if path.exists():
        found = head.parse(path.read_bytes(), keys.verifying_keys())
    else:
        files.write(path, head.path().read_bytes())
    to = list(settings.SANSHEN_ANCHOR_TO)
    if to:
        _mail(found, path, to)
    with transaction.atomic():
        entries.append(
            "anchor:sent",
            person=None,
            detail={
                "file": path.name,
                "entry": found.entry,
                "entry_digest": found.entry_digest,
                "release": found.release,
                "release_signature": found.release_signature,
                "receivers": len(to),
            },
        )
    return Anchor(found, path, to)


def _folder() -> Path:
    folder = settings.SANSHEN_ANCHOR_FOLDER or Path(settings.SANSHEN_DATA) / "anchors"
    return Path(folder)


def _mail(found: v1.Head, path: Path, to: list[str]) -> None:
    words = _(
        "Head of the audit log of %(site)s:\n\n"
        "  entry %(entry)s:%(digest)s\n  release %(release)s\n"
        "  written at %(at)s\n  key %(key)s\n\n"
        "Keep this mail. Whoever holds it can prove that the log up to this entry was there: with\n"
        "a bundle of evidence, python verify_evidence.py FOLDER --head %(file)s\n"
    ) % {
        "site": settings.SANSHEN_PUBLIC_HOST or found.site,
        "entry": found.entry,
        "digest": found.entry_digest,
        "release": found.release,
        "at": found.written_at,
        "key": found.key,
        "file": path.name,
    }
    subject = _("Head of the log: entry %(entry)s") % {"entry": found.entry}
    mail = EmailMessage(subject, words, None, to)
    mail.attach(path.name, path.read_bytes(), "application/json")
    mail.send()
