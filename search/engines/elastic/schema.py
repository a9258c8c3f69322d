"""What is in a document, and how its text becomes terms.

Text is folded and cut into runs here before it is sent, so that this engine and the embedded one
see the same characters; the analyzers only make pairs of the Han characters. No plugin is needed,
and nothing that only a full licence has.
"""

from typing import Any, Final

from elasticsearch.dsl import Boolean as Flag
from elasticsearch.dsl import Document, Integer, Keyword, Long, Text, analyzer

from search.segment import ANALYZER_VERSION

#: Overlapping pairs of Han characters; letters and digits as they are.
PAIRS: Final = analyzer("sanshen_pairs", tokenizer="standard", filter=["lowercase", "cjk_bigram"])
#: Single characters, for what is too short to be a pair.
SINGLE: Final = analyzer("sanshen_single", tokenizer="standard", filter=["lowercase"])
#: The searched fields. Whoever adds one that is counted like a body adds it to `WEIGHTS` too.
WEIGHTS: Final = {"title": 2.0, "number": 5.0, "body": 1.0, "other": 1.0, "files": 1.0}


def _text() -> Text:
    return Text(analyzer=PAIRS, fields={"single": Text(analyzer=SINGLE)})


class ItemDocument(Document):
    """One item; what was withdrawn stays as `removed`, so that no late write brings it back."""

    uid = Keyword()
    sequence = Long()
    removed = Flag()
    title = _text()
    body = _text()
    number = _text()
    other = _text()
    files = _text()
    date = Long()
    live_from = Long()
    live_until = Long()
    written_on = Integer()
    section = Keyword()
    topic = Keyword()
    kind = Keyword()
    department = Keyword()
    document_kind = Keyword()
    issuing_body = Keyword()
    subject = Keyword()
    validity = Keyword()
    media = Keyword()
    year = Keyword()


def body(**meta: Any) -> dict[str, Any]:
    """Give what an index is created with.

    Args:
        meta: What is noted about the index beside the version of the analyzer.

    Returns:
        Mappings and settings. One shard: the order of writes is that of the whole index, and a
        portal of a million items fits (docs/search.md).
    """
    index = ItemDocument._index.clone(name="any")
    index.settings(number_of_shards=1, auto_expand_replicas="0-1", refresh_interval="100ms")
    made = index.to_dict()
    made["mappings"] |= {"dynamic": "strict", "_meta": {"analyzer": ANALYZER_VERSION, **meta}}
    return made
