"""What a person is told when something is not done: which thing is missing, by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.text import format_lazy


@dataclass(frozen=True)
class Refusal:
    """One reason why not. `sentence` is translated when shown, `detail` are its facts."""

    code: str
    sentence: str | Promise
    detail: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.sentence)


class Refused(Exception):
    """A command was refused; `refusals` says why, the weightiest reason first. Nothing was done."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        """Keep the reasons."""
        self.refusals = list(refusals)
        super().__init__(*self.refusals)

    def __str__(self) -> str:
        return " ".join(str(refusal) for refusal in self.refusals)


def refusal(code: str, sentence: str | Promise, /, **detail: object) -> Refusal:
    """Make a refusal; the names in braces in the sentence are filled from `detail`."""
    words = {name: str(value) for name, value in detail.items()}
    return Refusal(code, format_lazy(str_or_lazy(sentence), **detail), words)


def str_or_lazy(sentence: str | Promise) -> str:
    """Tell the type checker what Django accepts: a lazy text is a text."""
    return sentence  # type: ignore[return-value]


def raise_if(refusals: Iterable[Refusal]) -> None:
    """Raise `Refused` when there is any reason against.

    Raises:
        Refused: with all the reasons.
    """
    reasons = list(refusals)
    if reasons:
        raise Refused(reasons)
