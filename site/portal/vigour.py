"""The figures of the search that a monitor watches."""

import time
from typing import Any

from django.conf import settings
from django.utils import timezone

from ledger import releases
from ledger.canonical import read_time
from ledger.models import Release
from portal.records import public_uids
from search import outbox
from search.engine import SearchAway, get_engine
from search.query import parse

#: Seconds for which a release may wait before somebody should look.
PATIENCE = 300.0
#: What is asked to measure an answer; whether anything is found does not matter.
_QUESTION = "通知"


def vigour() -> dict[str, Any]:
    """Give the state of the search.

    Returns:
        `ok`; `engine`; `documents` in the index and `public` ones that should be; `pending` changes
        and the `waiting` seconds of the oldest; `answered` milliseconds of one question, None when
        there was no answer; `needs_rebuild`; `problems`, each a sentence.
    """
    health, public = get_engine().health(), len(public_uids())
    pending, waiting, answered = outbox.pending(), _waiting(), _answered()
    problems = [health.problem] if health.problem else []
    if answered is None and not problems:
        problems.append("The search engine does not answer.")
    if waiting > PATIENCE:
        problems.append(f"{pending} changes wait, the oldest for {waiting:.0f} seconds.")
    if health.documents not in (None, public) and not pending:
        problems.append(
            f"The index holds {health.documents} items, {public} are public: "
            "type check_found --repair."
        )
    return {
        "ok": not problems,
        "engine": settings.SANSHEN_SEARCH_ENGINE,
        "documents": health.documents,
        "public": public,
        "pending": pending,
        "waiting": round(waiting, 1),
        "answered": answered,
        "needs_rebuild": health.needs_rebuild,
        "problems": problems,
    }


def _waiting() -> float:
    """Give for how many seconds the oldest change has been waiting."""
    release = Release.objects.filter(sequence=outbox.oldest() or 0).first()
    if release is None:
        return 0.0
    released = read_time(releases.header(release).released_at)
    return max(0.0, (timezone.now() - released).total_seconds())


def _answered() -> float | None:
    began = time.perf_counter()
    try:
        get_engine().search(parse(_QUESTION), now=timezone.now())
    except SearchAway:
        return None
    return round(1000 * (time.perf_counter() - began), 1)
