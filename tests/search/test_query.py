"""How a visitor's text is read; the tables are written by hand."""

import pytest

from search.engines.embedded import match
from search.query import MAX_LENGTH, MAX_TERMS, DocumentNumber, Query, parse
from search.telling import content_tokens

SEVEN = DocumentNumber("汐政办发", "2023", "7")


@pytest.mark.parametrize(
    ("text", "words", "phrases", "excluded"),
    [
        ("公积金", ("公积金",), (), ()),
        ("  提取　公积金 ", ("提取", "公积金"), (), ()),
        ("居住证，需要什么材料？", ("居住证", "需要什么材料"), (), ()),
        ("《政府信息公开条例》", ("政府信息公开条例",), (), ()),
        ("公积金 公积金", ("公积金",), (), ()),
        ('"提取公积金" 流程', ("流程",), ("提取公积金",), ()),
        ("在“一带一路”论坛", ("在", "论坛"), ("一带一路",), ()),
        ("「數字經濟」", (), ("数字经济",), ()),
        ("＂提取＂", (), ("提取",), ()),
        ('"没有合上', ("没有合上",), (), ()),
        ("税 -契税", ("税",), (), ("契税",)),
        ('税 -"印花 税"', ("税",), (), ("印花 税",)),
        ("COVID-19", ("covid-19",), (), ()),
        ("-", (), (), ()),
        ("- 税", ("税",), (), ()),
        ("税 AND (法 OR *)", ("税", "and", "(法", "or"), (), ()),
        ("", (), (), ()),
        ("！？。，", (), (), ()),
    ],
)
def test_a_text_is_read_as(
    text: str, words: tuple[str, ...], phrases: tuple[str, ...], excluded: tuple[str, ...]
) -> None:
    query = parse(text)
    assert (query.words, query.phrases, query.excluded) == (words, phrases, excluded)
    assert query.numbers == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("汐政办发〔2023〕7号", SEVEN),
        ("汐政办发[2023]7号", SEVEN),
        ("汐政办发(2023)7号", SEVEN),
        ("汐政办发（２０２３）７号", SEVEN),
        ("汐政办发【2023】7号", SEVEN),
        ("汐政办发 2023 7号", SEVEN),
        ("汐政办发2023 7 号", SEVEN),
        ("汐政办发2023年7号", SEVEN),
        ("汐政办发〔2023〕第7号", SEVEN),
        ("汐政辦發〔2023〕7號", SEVEN),
        ("2023年7号", DocumentNumber("", "2023", "7")),
        ("〔2023〕7号", DocumentNumber("", "2023", "7")),
        ("公告2024年第12号", DocumentNumber("公告", "2024", "12")),
    ],
)
def test_a_document_number_is_read_in_any_spelling(text: str, number: DocumentNumber) -> None:
    query = parse(text)
    assert query.numbers == (number,)
    assert query.words == ()


@pytest.mark.parametrize(
    "text", ["2023年7月5号", "地铁7号线", "12023年7号", "7号", "2023", "2023年"]
)
def test_a_date_or_a_mere_number_is_no_document_number(text: str) -> None:
    assert parse(text).numbers == ()


def test_a_number_stands_beside_words() -> None:
    query = parse("落实 汐政办发〔2023〕7号 -解读")
    assert (query.words, query.numbers, query.excluded) == (("落实",), (SEVEN,), ("解读",))
    assert query.terms == ("落实", "汐政办发 2023 7号")


def test_a_query_of_exclusions_only_is_empty() -> None:
    assert parse("-税").is_empty
    assert not parse("税").is_empty


def test_a_query_is_bounded() -> None:
    query = parse(" ".join(f"词{n}" for n in range(10_000)))
    assert len(query.text) == MAX_LENGTH
    assert len(query.words) == MAX_TERMS


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("国务院", '"国务 务院"'),
        ("税", '"税"*'),
        ("5G", '"5g"'),
        ("47号", '"47 号"*'),
        ("5G基站", '"5g 基站"'),
        ("国办发〔2017", '"国办 办发 发 2017"'),
        ("税 法 -契税", '("税"* AND "法"*) NOT "契税"'),
        ('税" OR "1', '"税"* AND "1" AND "or"'),
        ("title:税", '"title" AND "税"*'),
        ("NEAR(税", '"near 税"*'),
    ],
)
def test_fts5_is_sent(text: str, expression: str) -> None:
    assert match.strict(parse(text)) == expression


def test_fts5_is_sent_each_spelling_of_a_number() -> None:
    assert match.strict(parse("〔2023〕7号")) == (
        '("2023 7 号"* OR "2023 第 7 号"* OR "2023 年 7 号"* '
        'OR "2023 年第 第 7 号"* OR "2023 年 第 7 号"*)'
    )


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("居住证的办理", "居住 住证 办理"),
        ("谁", "谁"),
        ("的", "的"),
        ("是谁", "是谁"),
        ("5G 税", "5g"),
    ],
)
def test_a_related_item_holds_some_of(text: str, tokens: str) -> None:
    assert " ".join(content_tokens(parse(text))) == tokens


def test_a_query_may_be_made_by_hand() -> None:
    assert Query("税", words=("税",)).terms == ("税",)
