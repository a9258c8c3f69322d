"""How long after the last signature the public reads it: item, list and home, from another process.

A public process under granian follows the same ledger as the process that releases; a reader asks
again and again until all three pages show the new item. The baseline is the second that was
promised; the median of several counts.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench import serving
from bench.measurement import Measurement

PROMISED = 1.0

_PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.portal.town import open_town
open_town()
"""

_RELEASE = """
import sys, time, urllib.error, urllib.request
import django; django.setup()
from tests import evidence
from tests.portal.town import article

root = sys.argv[1]

def shows(address, words):
    try:
        with urllib.request.urlopen(root + address, timeout=5) as answer:
            return words in answer.read().decode()
    except urllib.error.HTTPError:
        return False

shows("/", ""), shows("/news/", "")
for number in range(9):
    title = f"今日要闻之{number}"
    content = article(title)
    evidence.release_page(content)
    begun = time.perf_counter()
    while not all(shows(address, title) for address in (content.address, "/news/", "/")):
        assert time.perf_counter() - begun < 30, "it never came"
    print(time.perf_counter() - begun)
"""


def measure() -> Iterator[Measurement]:
    """Release, and wait until it is read."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sanshen-bench-")))
        environment = serving.environment(folder)
        serving.run([sys.executable, "-c", _PREPARE], environment)
        port = serving.free_port()
        stack.enter_context(serving.granian(port, environment))
        root = f"http://127.0.0.1:{port}"
        serving.wait(f"{root}/")
        releasing = {**environment, "SANSHEN_ROLE": "all"}
        said = serving.run([sys.executable, "-c", _RELEASE, root], releasing)
    seconds = statistics.median(float(line) for line in said.split())
    yield Measurement(
        f"from the signature to readers: {1000 * seconds:.0f} ms",
        f"{1000 * PROMISED:.0f} ms promised",
        PROMISED / seconds,
        1.0,
    )
