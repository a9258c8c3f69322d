"""An index that was made by another version, or got lost, is made again by itself."""

import fcntl
import logging
import os
from pathlib import Path

from django.conf import settings

from portal.records import all_records
from search import vocabulary
from search.engine import get_engine

log = logging.getLogger(__name__)


def refill() -> bool:
    """Make the search index again when only that helps; visitors are served meanwhile.

    Returns:
        Whether it was made. It is not when nothing is wrong, and when another process is at it.
    """
    if not get_engine().health().needs_rebuild:
        return False
    folder = Path(settings.SANSHEN_DATA) / "search"
    folder.mkdir(parents=True, exist_ok=True)
    turn = os.open(folder / "rebuild.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        log.info("The search index is made again from the releases.")
        get_engine().rebuild(vocabulary.learning(all_records()))
    except BlockingIOError:
        return False
    finally:
        os.close(turn)
    return True
