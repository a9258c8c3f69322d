"""The lists that a unit keeps: their form, and what of the rules it may switch off."""

from dataclasses import replace
from datetime import date

import pytest

from tests.workflow.proofreading.test_checking import EMPTY
from workflow.proofreading import Context, Holder, Lists, check, unit

HEAD = "name,post,order,since,until\n"


def test_a_list_of_office_holders_is_read() -> None:
    text = "\ufeff" + HEAD + "林致远,市长,1,2023-01-01,\n郑平,市长,1,,2022-12-31\n"
    assert unit.holders(text) == (
        Holder("林致远", "市长", 1, date(2023, 1, 1), None),
        Holder("郑平", "市长", 1, None, date(2022, 12, 31)),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,post\n林致远,市长\n", "line 1"),
        ("", "line 1"),
        (HEAD + "林致远,市长,first,,\n", "line 2: order 'first' is not a number"),
        (HEAD + "林致远,,1,,\n", "line 2: name and post"),
        (HEAD + "林致远,市长,1,2023-13-01,\n", "line 2: '2023-13-01' is not an ISO date"),
        (HEAD + "林致远,市长,1,2023-01-01,2022-01-01\n", "line 2: until lies before since"),
        (HEAD + "林致远,市长,1\n", "line 2: not 5 columns"),
        (HEAD + "林致远,市长,1,,,,\n", "line 2: not 5 columns"),
    ],
)
def test_a_broken_list_says_where_it_is_broken(text: str, says: str) -> None:
    with pytest.raises(unit.Unreadable, match=says):
        unit.holders(text)


def test_own_words_are_read_and_checked() -> None:
    assert unit.words("wrong,right,severity\n汐云市,云汐市,error\n") == (
        ("汐云市", "云汐市", "error"),
    )
    with pytest.raises(unit.Unreadable, match="line 2: severity"):
        unit.words("wrong,right,severity\n汐云市,云汐市,grave\n")
    with pytest.raises(unit.Unreadable, match="line 2: a word"):
        unit.words("wrong,right,severity\n的,,hint\n")


def test_hints_and_warnings_can_be_switched_off_and_errors_cannot() -> None:
    off = Lists(off=frozenset({"PUNC_TITLE_DUNHAO", "PUNC_DUP"}))
    content = replace(EMPTY, text="学习《甲法》、《乙法》。。")
    found = [finding.code for finding in check(content, Context(unit=off))]
    assert found == ["PUNC_DUP"]
