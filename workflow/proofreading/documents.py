"""Document numbers (发文字号)."""

import re
from collections.abc import Iterator

from workflow.proofreading.finding import ERROR, Hit

_YEAR = re.compile(
    r"(?<=[一-鿿])(?P<brackets>[\[\(（【［〖](?P<year>(?:19|20)\d\d)[\]\)）】］〗])(?=\s?第?\s?\d{1,4}\s?号)"
)


def year_brackets(text: str) -> Iterator[Hit]:
    """The year of a document number stands in 〔〕 and in nothing else."""
    for found in _YEAR.finditer(text):
        right = f"〔{found.group('year')}〕"
        yield Hit(
            "DOCNO_BRACKET",
            ERROR,
            *found.span("brackets"),
            f"发文字号的年份应使用六角括号{right}。",
            right,
        )
