"""Verifying the whole ledger, against three thousand rows a second, and that memory stays flat."""

import shutil
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from django.test.utils import override_settings

from bench.measurement import Measurement
from config.settings.places import places
from ledger import followed, verify
from tests import evidence

# Both fill their batches, so that memory differs only by what grows with the chains.
FEW, MANY = 1000, 3000
ROUNDS = 3
ROWS_A_SECOND = 3000


def measure() -> Iterator[Measurement]:
    """Fill a ledger of its own, verify it, fill it further, verify it again."""
    folder = Path(tempfile.mkdtemp(prefix="sanshen-bench-"))
    kept = connections["default"].settings_dict["NAME"]
    try:
        with override_settings(**{k: v for k, v in places(folder).items() if k.isupper()}):
            connections["default"].close()
            connections["default"].settings_dict["NAME"] = str(folder / "bench.sqlite3")
            followed.forget()
            call_command("migrate", verbosity=0)
            _fill(0, FEW)
            few = _peak()
            _fill(FEW, MANY)
            many = _peak()
            rates = sorted(_rate() for _ in range(ROUNDS))
            yield Measurement(
                f"verify_ledger, {MANY} releases, rows/s",
                f"{ROWS_A_SECOND} rows a second",
                rates[ROUNDS // 2] / ROWS_A_SECOND,
                1.0,
            )
            yield Measurement(
                f"memory verifying {FEW} releases", f"verifying {MANY}", few / many, 0.8
            )
    finally:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = kept
        followed.forget()
        shutil.rmtree(folder, ignore_errors=True)


def _fill(first: int, last: int) -> None:
    """Release pages, a hundred in one transaction, because filling is not what is measured."""
    for start in range(first, last, 100):
        with transaction.atomic():
            for number in range(start, min(start + 100, last)):
                page = f"第{number}则"
                evidence.release_page(
                    evidence.content(
                        page, address=f"/news/202611/{number}.html", text="通知。" * 500
                    )
                )


def _rate() -> float:
    begun = time.perf_counter()
    report = verify.ledger()
    if not report.ok or report.checked["releases"] != MANY:
        raise RuntimeError(f"the ledger of the bench does not verify: {report.problems[:1]}")
    return verify.total() / (time.perf_counter() - begun)


def _peak() -> float:
    tracemalloc.start()
    verify.ledger()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return float(peak)
