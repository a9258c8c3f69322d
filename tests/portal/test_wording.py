"""How titles are set."""

import re

import pytest
from django.utils.safestring import mark_safe

from portal.breaks import phrases
from portal.templatetags.wording import clauses, day, marked

TITLES = [
    "城区十七条内河水质连续六个月稳定达到Ⅲ类",
    "云汐市人民政府办公室关于加快县域充电基础设施建设的实施意见",
    "关于印发《云汐市城区内河水环境保护三年行动方案（2026—2028年）》的通知",
    "2026年下半年市属事业单位公开招聘工作人员公告",
]


@pytest.mark.parametrize("title", TITLES)
def test_the_pieces_of_a_title_are_the_title(title: str) -> None:
    assert "".join(phrases(title)) == title
    assert clauses(title).replace("<wbr>", "") == title


@pytest.mark.parametrize(
    ("title", "word"),
    [
        (TITLES[0], "六个月"),
        (TITLES[0], "十七条"),
        (TITLES[1], "办公室"),
        (TITLES[2], "三年"),
        (TITLES[3], "2026年"),
    ],
)
def test_a_word_is_not_broken(title: str, word: str) -> None:
    assert any(word in piece for piece in phrases(title))


def test_a_short_title_is_left_alone() -> None:
    assert clauses("健身中心免费开放") == "健身中心免费开放"


def test_a_title_is_escaped_between_its_breaks() -> None:
    made = clauses('关于<script>alert("一二三四五六七八")</script>有关情况的说明')
    assert re.findall(r"<(?!wbr>)", made) == []


def test_clauses_are_kept_whole() -> None:
    assert clauses("三桥通车 通勤缩短") == (
        '<span class="clause">三桥通车</span> <span class="clause">通勤缩短</span>'
    )


@pytest.mark.parametrize(
    ("text", "shown"), [("2026-08-31", "2026年8月31日"), ("2026年春", "2026年春"), ("", "")]
)
def test_a_day_is_written_as_people_write_it(text: str, shown: str) -> None:
    assert day(text) == shown


def test_a_marked_title_is_broken_between_its_words_and_stays_what_it_was() -> None:
    title = mark_safe("城区十七条<mark>内河水质</mark>连续六个月稳定达到&amp;保持Ⅲ类")
    made = marked(title)
    assert made.replace("<wbr>", "") == title
    assert "六<wbr>个" not in made
    assert 3 < made.count("<wbr>") < 12
    assert "&<wbr>" not in made
