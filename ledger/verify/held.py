"""A head that somebody outside holds: does the database still reach it?"""

from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from ledger import canonical, entries, head, keys
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.models import AuditEntry, EntryIndex, Release


class Held(NamedTuple):
    """What a head says: the newest entry, and the newest release where it says so."""

    entry: int
    digest: str
    release: int = 0
    signature: str = ""


class NotAHead(ValueError):
    """What was given is no head. The message is a sentence."""


def read(text: str) -> Held:
    """Read ``SEQUENCE:DIGEST`` from a review sheet, or the path of the file of an anchor.

    Raises:
        NotAHead: when it is neither, or the file was not signed by one of our keys.
    """
    path = Path(text)
    if path.is_file():
        try:
            found = head.parse(path.read_bytes(), keys.verifying_keys())
        except (Broken, NotCanonical, OSError, keys.MissingKey) as error:
            raise NotAHead(str(error)) from error
        return Held(
            found.entry, found.entry_digest or "", found.release, found.release_signature or ""
        )
    sequence, colon, digest = text.partition(":")
    digest = digest if digest.startswith("sha256:") else f"sha256:{digest}"
    if not colon or not sequence.isdecimal() or not canonical.is_digest(digest):
        raise NotAHead(
            _("“%(text)s” is neither a file nor SEQUENCE:DIGEST, as on a review sheet.")
            % {"text": text}
        )
    return Held(int(sequence), digest)


def check(held: Held) -> None:
    """Compare the chains with a head that was held outside.

    Raises:
        Broken: when they were cut off before it, go another way, or a restore gave it up.
    """
    if held.entry:
        row = AuditEntry.objects.filter(sequence=held.entry).first()
        if row is None or row.digest != held.digest:
            _given_up(held.entry)
            raise Broken(
                _("The log does not reach the head you hold: it was cut off, or rewritten.")
            )
    if held.release:
        release = Release.objects.filter(sequence=held.release).first()
        if release is None or bytes(release.signature).hex() != held.signature:
            raise Broken(
                _("The releases do not reach the head you hold: they were cut off, or rewritten.")
            )


def _given_up(sequence: int) -> None:
    for row in AuditEntry.objects.filter(
        sequence__in=EntryIndex.objects.filter(tag="ledger:restored").values("sequence")
    ):
        detail = entries.header(row).detail
        if int(detail["entry"]) < sequence <= int(detail["old_entry"]):
            raise Broken(
                _("The head you hold was lost in the restore that entry %(entry)s records.")
                % {"entry": row.sequence}
            )
