"""How an attempt may end, and a line of the report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils import translation
from django.utils.functional import Promise

from workflow.reports.outcomes import MEANINGS, NAMES, Outcome

__all__ = [
    "LANGUAGES",
    "MEANINGS",
    "NAMES",
    "Line",
    "Outcome",
    "Said",
    "Words",
    "in_language",
    "said",
]

#: A report can be read in both languages, whatever the installation speaks.
LANGUAGES = ("zh-hans", "en")

Words = str | Promise
Said = dict[str, str]


@dataclass(frozen=True)
class Line:
    """One attempt in a report."""

    number: int
    key: str
    tried: Said
    expected: Outcome
    outcome: Outcome
    seen: Said = field(default_factory=dict)
    advice: Said = field(default_factory=dict)
    milliseconds: int = 0

    def document(self) -> dict[str, Any]:
        """Give the line as it is kept."""
        return {
            "number": self.number,
            "key": self.key,
            "tried": self.tried,
            "expected": self.expected.value,
            "outcome": self.outcome.value,
            "seen": self.seen,
            "advice": self.advice,
            "milliseconds": self.milliseconds,
        }

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Self:
        """Read a line that was kept."""
        outcomes = {name: Outcome(value[name]) for name in ("expected", "outcome")}
        return cls(**{**value, **outcomes})


def said(words: Words | BaseException, **facts: object) -> Said:
    """Say something in both languages."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            text = str(words)
            found[language] = (text % facts if facts else text).replace("\0", "")
    return found


def in_language(text: Said) -> str:
    """Give what was said in the language of whoever reads."""
    language = translation.get_language() or LANGUAGES[0]
    return text.get(language) or text.get(LANGUAGES[0]) or ""
