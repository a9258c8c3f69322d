"""What is marked, and that nothing of a text becomes a tag."""

import re

import pytest
from django.utils.html import strip_tags

from search.excerpt import LENGTH, excerpt, mark_title
from search.query import parse
from tests.search.contract import BAD_INPUT


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("住房公积金提取", "公积金", "住房<mark>公积金</mark>提取"),
        ("住房公积金提取", "提取公积金", "住房<mark>公积金提取</mark>"),
        ("數字經濟產業園", "数字经济", "<mark>數字經濟</mark>產業園"),
        ("５Ｇ基站", "5g", "<mark>５Ｇ</mark>基站"),
        ("15G和5G", "5g", "15G和<mark>5G</mark>"),
        ("汐政办发〔2023〕7号文", "汐政办发 2023 7号", "<mark>汐政办发〔2023〕7号</mark>文"),
        ("2023年第7号公告", "2023年7号", "<mark>2023年第7号</mark>公告"),
        ("增值税法", "税", "增值<mark>税</mark>法"),
        ('税 < 费 & "利"', "费", "税 &lt; <mark>费</mark> &amp; &quot;利&quot;"),
        ("<b>税</b>", "b 税", "&lt;<mark>b</mark>&gt;<mark>税</mark>&lt;/<mark>b</mark>&gt;"),
        ("停水公告", "停电", "停水公告"),
        ("停水公告", "", "停水公告"),
        ("停水公告", "公告 -停水", "停水<mark>公告</mark>"),
        ("", "税", ""),
    ],
)
def test_a_title_is_marked(title: str, text: str, expected: str) -> None:
    assert mark_title(title, parse(text)) == expected


LONG = (
    "前文说了许多别的事情。" * 40
    + "下面说正事。申请人提取住房公积金,应当提供身份证。"
    + "后文也很长。" * 40
)


def test_an_excerpt_shows_the_match_from_the_beginning_of_a_sentence() -> None:
    shown = excerpt(LONG, parse("公积金"))
    assert shown.startswith("…申请人提取住房<mark>公积金</mark>,应当")
    assert shown.endswith("…")
    assert len(strip_tags(shown).strip("…")) == LENGTH


def test_an_excerpt_prefers_the_place_where_most_stands() -> None:
    text = "公积金。" + "别的。" * 100 + "身份证与公积金。" + "别的。" * 100
    assert "<mark>身份证</mark>与<mark>公积金</mark>" in excerpt(text, parse("公积金 身份证"))


def test_without_a_match_the_text_begins_at_its_beginning() -> None:
    shown = excerpt(LONG, parse("量子"))
    assert shown == f"{LONG[:LENGTH]}…"


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt(" 停水公告\n", parse("停水")) == "<mark>停水</mark>公告"


def test_a_match_at_the_end_fills_the_excerpt() -> None:
    shown = excerpt(LONG + "税", parse("税"))
    assert shown.startswith("…")
    assert shown.endswith("<mark>税</mark>")
    assert len(strip_tags(shown)) == LENGTH + 1


@pytest.mark.parametrize("query", BAD_INPUT)
@pytest.mark.parametrize("text", BAD_INPUT)
def test_only_marks_are_tags(text: str, query: str) -> None:
    for shown in (excerpt(text, parse(query)), mark_title(text[:300], parse(query))):
        tags = re.findall(r"<[^>]*>", shown)
        assert tags == ["<mark>", "</mark>"] * (len(tags) // 2)
    assert len(shown) < 5_000
