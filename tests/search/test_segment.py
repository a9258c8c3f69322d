"""How text is cut. These rows are golden: whoever changes one raises `ANALYZER_VERSION`."""

import pytest

from search.fold import fold
from search.segment import ANALYZER_VERSION, is_han, pairs, runs, tokens

GOLDEN = (
    ("", ""),
    ("税", "税"),
    ("国务院", "国务 务院 院"),
    ("国务院，办公厅", "国务 务院 院 办公 公厅 厅"),
    ("汐政办发〔2023〕7号", "汐政 政办 办发 发 2023 7 号"),
    ("2023年7月", "2023 年 7 月"),
    ("5G基站", "5g 基站 站"),
    ("COVID-19", "covid 19"),
    ("snake_case", "snake case"),
    ("13%", "13"),
    ("2.35元", "2 35 元"),
    ("二〇二三年", "二〇 〇二 二三 三年 年"),
    ("人々", "人々 々"),
    ("𠮷野家", "𠮷野 野家 家"),
    ("一\n二", "一 二"),
    ("😀税👨‍👩‍👧", "税"),
    ("١٢٣ кот", "١٢٣ кот"),
    ('"*^()+-:{}', ""),
)


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_text_is_cut_into(text: str, expected: str) -> None:
    assert " ".join(tokens(fold(text))) == expected


def test_the_golden_rows_are_those_of_this_version() -> None:
    assert ANALYZER_VERSION == 3


def test_runs_are_of_one_kind() -> None:
    assert runs("第5g网") == ["第", "5g", "网"]
    assert [is_han(run) for run in runs("第5g网")] == [True, False, True]


def test_a_single_character_has_no_pairs() -> None:
    assert pairs("税") == []
    assert pairs("国务院") == ["国务", "务院"]
