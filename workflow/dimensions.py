"""The six dimensions of review, and how a signature says which of them it looked at.

国办发〔2018〕123号: 严把政治关、法律关、政策关、保密关、文字关; 舆情 (public opinion) besides.
Which stage answers for which follows what each checks in the published rules (docs/workflow.md).
The words of a pass may begin with a line

    〔已核对：政治、保密〕

It is signed with the words, so it is always Chinese. A convention of text, not a format: whoever
types such a line has said the same. docs/formats.md, section 9.
"""

import re
from collections.abc import Collection, Iterable
from enum import StrEnum

from workflow.states import Stage


class Dimension(StrEnum):
    """What a text is looked at for."""

    POLITICS = "politics"
    LAW = "law"
    POLICY = "policy"
    SECRECY = "secrecy"
    WORDING = "wording"
    OPINION = "opinion"


WORDS = {
    Dimension.POLITICS: "政治",
    Dimension.LAW: "法律",
    Dimension.POLICY: "政策",
    Dimension.SECRECY: "保密",
    Dimension.WORDING: "文字",
    Dimension.OPINION: "舆情",
}
_NAMED = {word: dimension for dimension, word in WORDS.items()}
_LINE = re.compile(r"〔已核对：([^〔〕\n]*)〕(?:\n|\Z)")

ANSWERS: dict[Stage, tuple[Dimension, ...]] = {
    Stage.FIRST: (Dimension.WORDING,),
    Stage.SECOND: (Dimension.LAW, Dimension.POLICY, Dimension.WORDING),
    Stage.FINAL: (
        Dimension.POLITICS,
        Dimension.LAW,
        Dimension.POLICY,
        Dimension.SECRECY,
        Dimension.OPINION,
    ),
    Stage.FIRST_PROOF: (Dimension.WORDING,),
    Stage.SECOND_PROOF: (Dimension.WORDING,),
    Stage.FINAL_PROOF: (Dimension.WORDING,),
    Stage.COUNTERSIGN: (Dimension.POLICY,),
    Stage.SECRECY: (Dimension.SECRECY,),
    Stage.LEGAL: (Dimension.LAW,),
    Stage.IDEOLOGY: (Dimension.POLITICS, Dimension.OPINION),
}


def compose(words: str, seen: Collection[Dimension]) -> str:
    """Put before the words of a pass which dimensions it looked at, in their order."""
    named = [WORDS[each] for each in Dimension if each in seen]
    if not named:
        return words
    return f"〔已核对：{'、'.join(named)}〕" + (f"\n{words}" if words else "")


def parse(words: str) -> tuple[str, tuple[Dimension, ...]]:
    """Give the words of a pass without that line, and the dimensions it names.

    A line that names anything else is words like any others.
    """
    found = _LINE.match(words)
    if found is None:
        return words, ()
    named = found.group(1).split("、")
    if not set(named) <= set(_NAMED):
        return words, ()
    return words[found.end() :], tuple(each for each in Dimension if WORDS[each] in named)


def read(names: Iterable[str]) -> tuple[Dimension, ...]:
    """Give the dimensions among some names, in their order; what is none is left out."""
    wanted = set(names)
    return tuple(each for each in Dimension if each.value in wanted)
