"""Texts made to be slow are read in bounded time; nothing breaks the rules."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.proofreading.test_checking import EMPTY
from workflow.proofreading import check

HOSTILE = {
    "opening brackets": "（" * 1_000_000,
    "closing brackets": "）" * 1_000_000,
    "both": "（《" * 500_000,
    "quotes": "“" * 1_000_000,
    "quotes turned": "”“" * 500_000,
    "straight quotes": '"' * 1_000_000,
    "angles": "《<" * 500_000,
    "digits": "1" * 1_000_000,
    "grouped": "1," * 500_000,
    "decimals": "1.1" * 300_000,
    "dates": "2024年2月30日至" * 100_000,
    "days": "5个工作日，自5月6日至5月8日" * 50_000,
    "spaces": "字  " * 300_000,
    "only spaces": " " * 1_000_000,
    "lines": "\n" * 1_000_000,
    "lists": "附件：1.甲\n" * 120_000,
    "enumeration": "一、甲\n（一）乙\n" * 90_000,
    "shares": "分别占45%、35%、" * 90_000,
    "totals": "共1200户，其中城镇700户、" * 60_000,
    "growth": "由100万元增加到80万元" * 70_000,
    "typos": "市攻府" * 300_000,
    "half a phrase": "中国特色社会" * 150_000,
    "homes": "住址：甲县" * 200_000,
    "telephones": "电话：" + "1-" * 500_000,
    "tags": "<a href='" * 110_000,
    "open tags": '<img alt="' * 100_000,
    "links": "<a href='x'>" * 90_000,
    "addresses": "https://" * 120_000,
    "mail": "a" * 500_000 + "@" + "b" * 500_000,
    "entities": "&nbsp;" * 160_000,
    "traditional": "體" * 1_000_000,
    "one character": "的" * 1_000_000,
    "titles": "关于" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_be_slow_is_read_in_bounded_time(name: str) -> None:
    text = HOSTILE[name][:60_000]
    begun = time.process_time()
    found = check(replace(EMPTY, text=text, body_html=text, title=text[:300]))
    assert time.process_time() - begun < 4
    assert len(found) < 5_000


@given(
    st.text(
        alphabet="（）《》“”'\"<>0123456789年月日号、，。；：%的市一二 \n\t附件第共其中占Aa\0",
        max_size=200,
    )
)
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_every_finding_marks_what_it_says(text: str) -> None:
    for finding in check(replace(EMPTY, text=text, body_html=text)):
        whole = text
        assert 0 <= finding.start <= finding.end <= len(whole)
        assert whole[finding.start : finding.end] == finding.excerpt
        assert finding.message
