"""The words of released titles: what is suggested, and what a misspelt word may have meant.

It follows the releases as the index does and is made again with it. A word is only ever a hint:
the portal shows it when a verified release says it.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final

import rjieba
from django.db import transaction
from django.db.models import F

from search.fold import fold
from search.models import TitleWords, Word, WordSound
from search.record import SearchRecord
from search.segment import is_han, runs
from search.sounds import sounds

#: Characters of a word.
SHORTEST, LONGEST = 2, 12
#: Words that are compared with one that was typed.
_MOST: Final = 200
#: Pieces of a word of which words are looked for.
_PIECES: Final = 6
#: What begins or ends no word.
_FUNCTION: Final = frozenset("的了和与及或是在于对为将从把被等之其各第")
_EMPTY: Final = frozenset(("关于", "进行", "通过", "有关", "以及", "开展", "做好"))


def words(title: str) -> list[str]:
    """Give the words of a title, and each two that stand together.

    Args:
        title: Title as released.

    Returns:
        Folded words of `SHORTEST` to `LONGEST` characters, each once.
    """
    found: dict[str, None] = {}
    for run in runs(fold(title)):
        if not is_han(run):
            found[run] = None
            continue
        parts = rjieba.cut(run)
        found |= dict.fromkeys(parts)
        for part in parts:
            found |= dict.fromkeys(_pieces(part))
        for one, other in pairwise(parts):
            if _tells(one) and _tells(other):
                found[one + other] = None
    return [word for word in found if SHORTEST <= len(word) <= LONGEST and _tells(word)]


def _pieces(word: str) -> list[str]:
    """Give the words in a long word: 医疗 and 保险, but not 公室 of 办公室."""
    pieces = rjieba.cut_for_search(word) if len(word) > SHORTEST + 1 else []
    whole = {word[at : at + SHORTEST] for at in range(0, len(word), SHORTEST)}
    return [piece for piece in pieces if len(piece) > SHORTEST or piece in whole]


def _tells(word: str) -> bool:
    return word not in _EMPTY and not (_FUNCTION & {word[0], word[-1]})


def learn(uid: str, title: str) -> None:
    """Take the words of an item's title in place of those it had.

    Args:
        uid: Public identity of the item.
        title: Title as released, empty to take its words out.
    """
    with transaction.atomic():
        row = TitleWords.objects.filter(uid=uid).first()
        before = set(row.words.split()) if row else set()
        after = words(title)
        _count(set(after) - before, 1)
        _count(before - set(after), -1)
        if after:
            TitleWords.objects.update_or_create(uid=uid, defaults={"words": " ".join(after)})
        elif row:
            row.delete()


def learning(records: Iterable[SearchRecord], kept: Collection[str] = ()) -> Iterator[SearchRecord]:
    """Learn the titles of records that pass by on their way to an index that is made again.

    Args:
        records: All records.
        kept: Uids of items that are not among them and whose words stay.

    Yields:
        The same records. At the end the words of items that were not among them are forgotten.
    """
    seen: set[str] = set(kept)
    for record in records:
        learn(record.uid, record.title)
        seen.add(record.uid)
        yield record
    for uid in set(TitleWords.objects.values_list("uid", flat=True)) - seen:
        learn(uid, "")


def _count(changed: set[str], by: int) -> None:
    """Count words of a title in or out; a word of no title goes."""
    if by > 0:
        known = set(Word.objects.filter(text__in=changed).values_list("text", flat=True))
        new = Word.objects.bulk_create([Word(text=word) for word in sorted(changed - known)])
        WordSound.objects.bulk_create(
            [WordSound(word=word, sound=sound) for word in new for sound in sounds(word.text)]
        )
        Word.objects.filter(text__in=changed).update(titles=F("titles") + 1)
    elif changed:
        Word.objects.filter(text__in=changed, titles__gt=0).update(titles=F("titles") - 1)
        Word.objects.filter(text__in=changed, titles=0).delete()


def spoken(sound: str) -> list[str]:
    """Give the words that are typed so by their sound, those of most titles first.

    Args:
        sound: Small letters without blanks.
    """
    found = Word.objects.filter(sounds__sound=sound).order_by("-titles", "text").distinct()
    return list(found.values_list("text", flat=True)[:_MOST])


def beginning(typed: str, limit: int) -> list[str]:
    """Give words that begin as typed, by characters or by sound, those of most titles first.

    Args:
        typed: Folded text.
        limit: Most words.
    """
    if not typed:
        return []
    found = Word.objects.filter(text__startswith=typed)
    if typed.isascii() and typed.isalpha():
        spoken_so = WordSound.objects.filter(sound__gte=typed, sound__lt=typed + "{")
        found = Word.objects.filter(pk__in=spoken_so.values("word")[:_MOST]) | found
    return list(found.order_by("-titles", "text").values_list("text", flat=True)[:limit])


def in_titles(typed: str) -> bool:
    """Say whether something typed is, as a whole, a word of released titles.

    Args:
        typed: Folded text.
    """
    return Word.objects.filter(text=typed).exists()


def between(before: str, after: str) -> list[str]:
    """Give words of one character more than was typed: a beginning, any character, an end.

    Args:
        before: Characters before the missing one, at least one.
        after: Characters after it.
    """
    found = Word.objects.filter(text__startswith=before).order_by("-titles").values_list("text")
    length = len(before) + len(after) + 1
    return [text for (text,) in found[:_MOST] if len(text) == length and text.endswith(after)]


def near(word: str) -> list[str]:
    """Give words of titles that begin as some piece of a word does, those of most titles first.

    Args:
        word: Folded word, which is not found as it is.
    """
    pieces = [piece for run in runs(word) if is_han(run) for piece in rjieba.cut_for_search(run)]
    pieces = [piece for piece in pieces if len(piece) >= SHORTEST and _tells(piece)]
    found: dict[str, None] = {}
    for piece in sorted(dict.fromkeys(pieces), key=len, reverse=True)[:_PIECES]:
        found |= dict.fromkeys(beginning(piece, 3))
    return [text for text in found if text != word]
