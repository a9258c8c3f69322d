"""What a person likes to write in opinions: their own past words, and nobody else's."""

from collections import Counter

from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Body
from workflow import anchors
from workflow.models import Opinion

LOOKED_AT, OFFERED, LONGEST = 60, 6, 40


def phrases(person: str, decision: str = "pass") -> list[str]:
    """Give the short opinions that somebody lately passed or returned with, the frequent first."""
    digests = list(
        Opinion.objects.filter(person=person, decision=decision)
        .exclude(words="")
        .order_by("-signed_at", "-pk")
        .values_list("words", flat=True)[:LOOKED_AT]
    )
    # A counter keeps the order of the first time: of two as frequent, the later used comes first.
    counted = Counter(filter(None, map(_short, _texts(digests))))
    return [words for words, _times in counted.most_common(OFFERED)]


def _short(text: str) -> str:
    words = anchors.parse(text)[0].strip()
    return words if len(words) <= LONGEST and "\n" not in words else ""


def _texts(digests: list[str]) -> list[str]:
    data = dict(Body.objects.filter(digest__in=digests).values_list("digest", "data"))
    found = []
    for digest in digests:
        try:
            found.append(v1.Words.parse(bytes(data[digest])).text)
        except (KeyError, NotCanonical):  # erased by order, or broken: nobody's phrase any more
            continue
    return found
