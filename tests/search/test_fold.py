"""Characters that a reader takes for the same are searched as the same."""

import sys

import pytest

from search.fold import _TABLE, fold


@pytest.mark.parametrize(
    ("seen", "searched"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("Wi-Fi", "wi-fi"),
        ("數字經濟", "数字经济"),
        ("國務院辦公廳", "国务院办公厅"),
        ("⼀⽉", "一月"),
        ("①②", "12"),
        ("（２０２３）", "(2023)"),
        ("二○二三", "二〇二三"),
        ("臺灣", "台湾"),
        ("〔2023〕", "〔2023〕"),
        ("普通的字不变。", "普通的字不变。"),
        ("😀", "😀"),
        ("\ud800\x00", "\ufffd\ufffd"),
    ],
)
def test_a_character_is_searched_as(seen: str, searched: str) -> None:
    assert fold(seen) == searched


def test_every_fold_keeps_the_length_and_is_final() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    once = fold(everything)
    assert len(once) == len(everything)
    assert fold(once) == once


def test_nothing_folds_to_a_space_or_a_mark_that_ends_a_line() -> None:
    assert not any(chr(target).isspace() for target in _TABLE.values())
