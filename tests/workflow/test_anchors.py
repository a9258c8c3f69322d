"""The passages of a return are part of its words: written and read again, whatever is quoted."""

import random

import pytest

from workflow.anchors import LONGEST, MOST, Anchor, compose, found_in, parse

HOSTILE = [
    "截止日期12月20日",
    "他说：“好”〕",
    "”〕",
    "“",
    "〔正文：“套着的”〕",
    "〔2026〕31号",
    "：“",
    "</q><script>alert(1)</script>",
    "{quote} %(name)s \\n \\",
    "a",
    "🀄 汐湾大桥",
    "x" * LONGEST,
]
PLACES = [
    "title",
    "summary",
    "text",
    "correction",
    "details.byline",
    "details.blocks.0.heading",
    "assets.0.alt",
    "assets.11.name",
]


def test_an_anchor_is_a_line_before_the_words() -> None:
    text = compose("请按31号文核对。", [Anchor("text", "12月20日"), Anchor("title", "2026年度", 2)])
    assert text == "〔正文：“12月20日”〕\n〔第2篇 标题：“2026年度”〕\n请按31号文核对。"


@pytest.mark.parametrize("quote", HOSTILE)
@pytest.mark.parametrize("place", PLACES)
def test_whatever_is_quoted_is_read_again_as_it_was_written(place: str, quote: str) -> None:
    anchors = [Anchor(place, quote), Anchor("text", "另一处", 3)]
    words = f"第一行：{quote}\n\n第二行\n〔正文：“不在开头”〕"
    assert parse(compose(words, anchors)) == (words, anchors)


def test_anchors_without_words_are_read_again() -> None:
    anchors = [Anchor("text", "12月20日")]
    assert parse(compose("", anchors)) == ("", anchors)


@pytest.mark.parametrize(
    "quote", ["", " ", "两\n段", "回\r车", " 前空", "后空 ", "x" * (LONGEST + 1)]
)
def test_what_cannot_be_one_line_is_not_quoted(quote: str) -> None:
    with pytest.raises(ValueError, match="quoted"):
        compose("请改。", [Anchor("text", quote)])


@pytest.mark.parametrize("place", ["", "两\n行", "正文：“", "正文", "文件1的文件名", "x" * 61])
def test_a_place_that_would_be_read_as_another_is_not_written(place: str) -> None:
    with pytest.raises(ValueError, match="quoted"):
        compose("请改。", [Anchor(place, "词")])


def test_words_that_begin_with_an_anchor_are_not_taken_for_words() -> None:
    with pytest.raises(ValueError, match="begin"):
        compose("〔正文：“词”〕\n请改。", [])


@pytest.mark.parametrize(
    "words",
    [
        "",
        "请改。",
        "〔2026〕31号文",
        "〔正文：“没有完”",
        " 〔正文：“前面有空”〕",
        "〔正文：“词”〕后面还有字",
        "〔第1篇 正文：“第一篇不写”〕",
        "〔第02篇 正文：“不这样写”〕",
        "〔文件01的文件名：“不这样写”〕",
        "\n〔正文：“前面有空行”〕",
    ],
)
def test_what_only_looks_like_an_anchor_stays_words(words: str) -> None:
    assert parse(words) == (words, [])


def test_an_endless_list_of_anchors_ends() -> None:
    lines = ["〔正文：“词”〕"] * (MOST + 5)
    words, anchors = parse("\n".join(lines))
    assert len(anchors) == MOST
    assert words == "\n".join(lines[MOST:])


def test_random_texts_are_read_again() -> None:
    chosen = random.Random(20261125)
    letters = "〔〕“”：\n 正文标题第2篇1的文件a，。"
    for _each in range(3000):
        words = "".join(chosen.choices(letters, k=chosen.randrange(12)))
        quote = "".join(chosen.choices(letters, k=chosen.randrange(1, 8)))
        anchors = [Anchor("text", quote, chosen.randrange(1, 4))]
        try:
            text = compose(words, anchors)
        except ValueError:
            assert parse(words)[1] or quote != quote.strip() or "\n" in quote or not quote
            continue
        assert parse(text) == (words, anchors)


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("截止12月20日。", "12月20日", "12月20日"),
        ("第一段\n第二段", "第二段", "第二段"),
        ("甲 乙", "甲\u3000乙", "甲 乙"),
        ("甲乙丙", " 乙\n丙 ", "乙丙"),
        ("第一段\n第二段", "一段第二", None),
        ("第一段", "第三段", None),
        ("第一段", "", None),
        ("第一段", " \n", None),
        ("一" * 500, "一" * 400, None),
    ],
)
def test_a_quotation_is_given_as_it_stands_in_the_text(
    text: str, quote: str, expected: str | None
) -> None:
    assert found_in(text, quote) == expected
