"""Bodies: bytes by digest. Ledger rows hold digests, bodies hold words.

A body is hashed again whenever it is read: what does not match its digest is never handed out.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import canonical
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import Body, Erasure


class Missing(Broken):
    """There is no body of that digest."""


class Erased(Broken):
    """The body went by an erasure order."""


def put(data: bytes) -> str:
    """Keep bytes and give their digest; the same bytes are kept once.

    Raises:
        Erased: when a body of these bytes was erased by order. It does not come back.
        Broken: when other bytes lie under that digest.
    """
    digest = canonical.digest(data)
    with transaction.atomic():
        kept = Body.objects.filter(digest=digest).values_list("data", flat=True).first()
        if kept is None:
            _refuse_erased(digest)
            # Two processes may keep the same bytes at once: the second one then writes nothing.
            Body.objects.bulk_create([Body(digest=digest, data=data)], ignore_conflicts=True)
        elif bytes(kept) != data:
            raise Broken(_("Other bytes lie under %(digest)s.") % {"digest": digest})
    return digest


def get(digest: str) -> bytes:
    """Give the bytes of a digest.

    Raises:
        Missing, Erased: when they are not there.
        Broken: when what is there has another digest.
    """
    return get_many([digest])[digest]


def get_many(digests: Iterable[str]) -> dict[str, bytes]:
    """Give the bytes of several digests with one query; raises like `get`."""
    wanted = list(dict.fromkeys(digests))
    rows = Body.objects.filter(digest__in=wanted).values_list("digest", "data")
    found = {digest: bytes(data) for digest, data in rows}
    for digest in wanted:
        if digest not in found:
            _refuse_erased(digest)
            raise Missing(_("The body %(digest)s is missing.") % {"digest": digest})
        if canonical.digest(found[digest]) != digest:
            raise Broken(_("The body %(digest)s has been changed.") % {"digest": digest})
    return found


def exists(digest: str) -> bool:
    """Say whether there is a row of that digest, without reading it."""
    return Body.objects.filter(digest=digest).exists()


def put_words(text: str) -> str:
    """Keep free text of a person, salted, and give the digest of its `formats.v1.Words`."""
    return put(v1.Words(salt=v1.new_salt(), text=text).encoded)


def words(digest: str) -> str:
    """Give the text that `put_words` kept; raises like `get`."""
    return v1.Words.parse(get(digest)).text


def _refuse_erased(digest: str) -> None:
    number = Erasure.objects.filter(subject=digest).values_list("number", flat=True).first()
    if number is not None:
        raise Erased(
            _("The body %(digest)s was erased by order %(number)s.")
            % {"digest": digest, "number": number}
        )
