"""Proofreading: time for 10,000 characters and for a paragraph, growth, memory, what is found.

python -m bench proofreading                     ratios against the goals of docs/proofreading.md
python -m bench.proofreading [NOTICES.jsonl.gz]  tables: found of injected errors; with a file of
                                                 notices ({"title", "body", "date"} a line) what
                                                 is found in 500 of them, for judging by hand
"""

import gzip
import json
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import islice
from pathlib import Path
from random import Random

from bench import notices
from bench.measurement import Measurement
from workflow.proofreading import Context, read
from workflow.proofreading.finding import ERROR

SEED, EACH = 20261125, 40
LONG, PARAGRAPH = 10_000, 200
CONTEXT = Context(published=date(2025, 11, 25), unit=notices.UNIT)
_ITEMS, _ITEM_LENGTH = 100_000, 800
_PEAK = """
from bench import notices, proofreading
from random import Random
from workflow.proofreading import read
read(notices.clean(Random(1), proofreading.LONG), proofreading.CONTEXT)
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""


def measure() -> Iterator[Measurement]:
    """Compare with what is asked: the goal is 1, more is better."""
    rng = Random(SEED)
    text = notices.clean(rng, LONG)[:LONG]
    long = seconds(text)
    yield Measurement("proofreading 10,000 characters", "200 ms", 0.2 / long, 1)
    yield Measurement("proofreading a paragraph", "30 ms", 0.03 / seconds(text[:PARAGRAPH]), 1)
    ten = seconds(notices.clean(rng, 10 * LONG)[: 10 * LONG], times=3)
    yield Measurement("ten times the text", "ten times the time", 10 * long / ten, 0.8)
    yield Measurement("memory", "150 MB", 150 * 1024 / peak(), 1)
    found = recall()
    share = sum(hit for hit, _of in found.values()) / sum(of for _hit, of in found.values())
    yield Measurement("found of injected errors", "90 %", share / 0.9, 1)
    item = statistics.median(seconds(notices.clean(rng, _ITEM_LENGTH), times=1) for _ in range(200))
    yield Measurement("rules over 100,000 items, one core", "20 minutes", 1200 / (_ITEMS * item), 1)


def seconds(text: str, times: int = 7) -> float:
    """Give the median time of one reading: of the processor, so that others do not count."""
    taken = []
    for _each in range(times):
        begun = time.process_time()
        read(text, CONTEXT)
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def peak() -> int:
    """Give the largest memory of a process that does nothing else, in kilobytes."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    return int(done.stdout)


def recall() -> dict[str, tuple[int, int]]:
    """Put one error of each family into clean notices; give how many were found, of how many."""
    found = {}
    for name, (code, made) in notices.ERRORS.items():
        rng, hits = Random(f"{SEED} {name}"), 0
        for _each in range(EACH):
            text, start, end = notices.injected(notices.clean(rng), rng, made(rng))
            hits += any(
                hit.code.startswith(code) and start <= hit.start < end
                for hit in read(text, CONTEXT)
            )
        found[name] = (hits, EACH)
    return found


def unforeseen(count: int = 400) -> int:
    """Give how many of any characters changed into one of the same sound were noticed."""
    rng, hits = Random(SEED), 0
    for _each in range(count):
        text, start, end = notices.any_character(notices.clean(rng), rng)
        hits += any(hit.start < end and start < hit.end for hit in read(text, CONTEXT))
    return hits


def alarms(path: Path, count: int = 500) -> None:
    """Print what is found in real notices, rule by rule, with a few examples to judge."""
    codes: Counter[tuple[str, str]] = Counter()
    examples: dict[str, list[str]] = defaultdict(list)
    characters = 0
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    with StringIO(data.decode()) as lines:
        for row in map(json.loads, islice(lines, count)):
            text = f"{row['title']}\n{row['body']}"
            characters += len(text)
            day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
            for hit in read(text, Context(published=day)):
                codes[hit.severity, hit.code] += 1
                around = text[max(0, hit.start - 14) : hit.end + 14].replace("\n", "/")
                examples[hit.code].append(f"{around} | {hit.message}")
    errors = sum(number for (severity, _code), number in codes.items() if severity == ERROR)
    print(f"{count} notices, {characters} characters; errors a 10,000 characters: "
          f"{errors * 10_000 / characters:.2f}")  # fmt: skip
    rng = Random(SEED)
    for (severity, code), number in sorted(codes.items()):
        print(f"{severity:<8} {code:<22} {number}")
        for example in rng.sample(examples[code], min(8, len(examples[code]))):
            print(f"         {example}")


def main(paths: list[str]) -> None:
    """Print the tables."""
    print("| family | found | of |\n|---|---|---|")
    for name, (hits, of) in recall().items():
        print(f"| {name} | {hits} | {of} |")
    print(f"| any character by one of the same sound | {unforeseen()} | 400 |")
    for path in paths:
        alarms(Path(path))


if __name__ == "__main__":
    main(sys.argv[1:])
