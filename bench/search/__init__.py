"""How fast and how good the search is.

    python -m bench search

`portal` measures a small portal of generated items, `speed` and `quality` 100,000 and 18,000
items of the folder that `corpus` names where it is there. `python -m bench.search.growth URL` loads
an Elasticsearch in steps; docs/search.md has what it said.
"""

from collections.abc import Iterator

from bench.measurement import Measurement
from bench.search import corpus, portal, quality, speed


def measure() -> Iterator[Measurement]:
    """Measure a small portal, and a large one where its texts are there.

    Yields:
        What each module measures.
    """
    yield from portal.measure()
    if not corpus.is_there():
        print(f"search at 100,000 items: not measured, {corpus.FOLDER} is not there")
        return
    yield from speed.measure()
    yield from quality.measure()
