"""Opens one file under limits, and writes what it holds as JSON."""

import importlib
import json
import resource
import sys
from pathlib import Path

from ledger.opening.parts import TOO_LONG, Full, Gathered, Unreadable

SECONDS = 20
BYTES = 1024 * 1024 * 1024
MOST_RESULT = 64 * 1024 * 1024
KINDS = ("word", "sheets", "slides", "pdf", "pictures")


def main(kind: str, source: str, result: str) -> None:
    """Read one file."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_RESULT, MOST_RESULT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if kind not in KINDS:
        raise SystemExit(f"no such kind: {kind}")
    gathered = Gathered()
    try:
        importlib.import_module(f"ledger.opening.{kind}").read(Path(source).read_bytes(), gathered)
    except Full:
        pass
    except Unreadable as sentence:
        gathered.problem = str(sentence)
    except MemoryError:
        gathered = Gathered()
        gathered.problem = TOO_LONG
    Path(result).write_text(json.dumps(gathered.as_json(), ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
