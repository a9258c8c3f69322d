"""Read what a visitor typed.

The language is small: words, `"quoted phrases"`, `-excluded` words and document numbers in any
of their spellings. Nothing in it is an error, and nothing in it reaches an engine as an operator:
a query holds folded text only, and engines send its runs of letters, digits and Han characters.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from search.fold import fold
from search.segment import HAN, runs

#: Characters of the visitor's text that are read; the rest is dropped.
MAX_LENGTH: Final = 200
#: Other wordings of a query that an item is compared with.
MOST_VARIANTS: Final = 3
#: Words, phrases, numbers and exclusions that are kept of each.
MAX_TERMS: Final = 16

_OPEN, _CLOSE = "[〔\\[(【<〈《{「]", "[〕\\])】>〉》}」]"
_QUOTED: Final = re.compile('(?:(?<!\\S)(-))?(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』)')
_EXCLUDED: Final = re.compile(r"(?<!\S)-(\S+)")
_NUMBER: Final = re.compile(
    f"(?P<agency>[{HAN}]{{1,20}})?\\s*{_OPEN}?\\s*(?<!\\d)(?P<year>(?:19|20)\\d\\d)\\s*年?\\s*"
    f"{_CLOSE}?\\s*第?\\s*(?P<number>\\d{{1,5}})\\s*号"
)
_BETWEEN: Final = re.compile(r"[\s,，.。…?？!！;；:：、《》〈〉\"“”‘’'「」『』|]+")

#: One way to say a word: texts that stand together in a document.
Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number, 发文字号, as its three parts.

    Attributes:
        agency: The agency's sign, such as `汐政办发`; empty when it was left out.
        year: Four digits.
        number: Digits as typed.
    """

    agency: str
    year: str
    number: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """The ways in which documents write it, brackets apart, the usual one first."""
        return tuple(
            f"{self.agency} {self.year}{between}{self.number}号".strip()
            for between in (" ", " 第", "年", "年第", "年 第")
        )


@dataclass(frozen=True, slots=True)
class Query:
    """What a visitor looks for. All text in it is folded.

    Attributes:
        text: What was read of the visitor's text.
        words: Each stands in the document as it is, or the document ranks lower.
        phrases: Quoted by the visitor; each must stand in the document.
        numbers: Document numbers; each in one of its spellings.
        excluded: None of them may stand in the document.
        synonyms: Words with other ways to say them. Each way is some texts that all stand in the
            document; a document that says a word in one of its ways holds the word.
    """

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    numbers: tuple[DocumentNumber, ...] = ()
    excluded: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, tuple[Way, ...]], ...] = ()

    def ways(self, word: str) -> tuple[Way, ...]:
        """Give the ways to say a word, the word as it is first.

        Args:
            word: One of `words`.

        Returns:
            At least one way.
        """
        return ((word,), *dict(self.synonyms).get(word, ()))

    @property
    def variants(self) -> tuple["Query", ...]:
        """The query as it is, then with its words said in other ways, at most `MOST_VARIANTS`."""
        said = []
        for number in range(min(MOST_VARIANTS, max((len(w) for _, w in self.synonyms), default=0))):
            ways = [self.ways(word) for word in self.words]
            words = [text for way in ways for text in way[min(number + 1, len(way) - 1)]]
            said.append(replace(self, words=tuple(dict.fromkeys(words)), synonyms=()))
        return (replace(self, synonyms=()), *said)

    @property
    def is_empty(self) -> bool:
        """True when nothing is looked for, whatever is excluded."""
        return not (self.words or self.phrases or self.numbers)

    @property
    def terms(self) -> tuple[str, ...]:
        """Everything that is looked for, a number in its usual spelling."""
        return self.words + self.phrases + tuple(n.spellings[0] for n in self.numbers)


def parse(text: str) -> Query:
    """Read a visitor's text.

    Args:
        text: As typed, of any length and with any characters.

    Returns:
        The query; empty when the text holds no letter, digit or Han character to look for.
    """
    text = fold(text[:MAX_LENGTH])
    phrases: list[str] = []
    excluded: list[str] = []
    numbers: list[DocumentNumber] = []

    def quoted(match: re.Match[str]) -> str:
        phrase = next((group for group in match.groups()[1:] if group), "")
        (excluded if match[1] else phrases).append(phrase)
        return " "

    def minus(match: re.Match[str]) -> str:
        excluded.append(match[1])
        return " "

    def number(match: re.Match[str]) -> str:
        numbers.append(DocumentNumber(match["agency"] or "", match["year"], match["number"]))
        return " "

    rest = _QUOTED.sub(quoted, text)
    rest = _NUMBER.sub(number, _EXCLUDED.sub(minus, rest))
    return Query(
        text=text,
        words=_kept(_BETWEEN.split(rest)),
        phrases=_kept(phrases),
        numbers=tuple(dict.fromkeys(numbers))[:MAX_TERMS],
        excluded=_kept(excluded),
    )


def _kept(terms: list[str]) -> tuple[str, ...]:
    """Keep each term once, in order, when there is anything in it to look for."""
    return tuple(dict.fromkeys(term for term in terms if runs(term)))[:MAX_TERMS]
