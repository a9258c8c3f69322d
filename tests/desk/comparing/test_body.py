"""How two texts are compared: no noise, whole words, hostile and enormous texts in bounded time."""

import time

import pytest

from workflow.desk.comparing.body import Comparison, compare, compare_words
from workflow.desk.comparing.words import tokens

LONG = "各区县人民政府要按照职责分工，认真组织实施，确保各项措施落到实处。"


def fates(result: Comparison) -> list[tuple[str, str]]:
    """Give the stretches that are not the same."""
    return [(r.fate, r.text) for e in result.entries for r in e.runs if r.fate != "same"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("为380元", "380"),
        ("于2026年10月20日起", "2026年10月20日"),
        ("至12月31日止", "12月31日"),
        ("二〇二六年十一月二十五日", "二〇二六年十一月二十五日"),
        ("根据云政办发〔2026〕31号文", "云政办发〔2026〕31号"),
        ("市长王建国出席", "王建国"),
        ("主任欧阳修文", "欧阳修文"),
        ("增长3.5%", "3.5%"),
        ("百分之三十二", "百分之三十二"),
        ("共1,234,567.8万元", "1,234,567.8"),
        ("电话0571-88886666转8001", "0571-88886666转8001"),
        ("手机13900001111", "13900001111"),
        ("见https://a.test/b?c=1。", "https://a.test/b?c=1"),
        ("发至a.b@c.test。", "a.b@c.test"),
        ("COVID-19疫苗", "COVID-19"),
        ("第十二条", "第十二"),
        ("2026-11-25", "2026-11-25"),
        ("9时30分", "9时30分"),
    ],
)
def test_what_has_one_meaning_is_one_token(text: str, whole: str) -> None:
    """Never divided: a half of it would be nonsense to a reviewer."""
    found = [token.text for token in tokens(text)]
    assert whole in found
    assert "".join(found) == text


def test_a_number_that_elements_divide_is_shown_whole() -> None:
    """Bold type inside a number does not hide that another number stands there."""
    result = compare("<p>共<b>3</b>80元</p>", "<p>共<b>4</b>80元</p>")
    assert fates(result) == [("del", "380"), ("ins", "480")]


def test_edits_that_one_character_separates_are_one_edit() -> None:
    """Two scattered replacements around one equal character read worse than one."""
    runs = compare_words("甲乙丙", "丁乙戊")
    assert [(run.fate, run.text) for run in runs] == [("del", "甲乙丙"), ("ins", "丁乙戊")]


def test_an_insertion_begins_where_a_clause_begins() -> None:
    """Not "料。所需材" in the middle of two clauses."""
    runs = compare_words("一，带材料，三。", "一，带材料，带证件，三。")
    assert [(r.fate, r.text) for r in runs if r.fate != "same"] == [("ins", "带证件，")]


def test_a_comma_made_a_full_stop_is_two_characters_and_no_new_sentence() -> None:
    """Parting a sentence does not mark its second half."""
    old = "<p>本市居民可以参保，外地学生由所在学校统一组织参保。</p>"
    assert fates(compare(old, old.replace("，", "。", 1))) == [("del", "，"), ("ins", "。")]


def test_a_paragraph_that_grew_is_one_changed_paragraph() -> None:
    """The old sentence is not shown as deleted and written anew."""
    old = "<p>集中缴费期为2025年10月15日至12月20日。</p>"
    new = old.replace("2025年10月15日", "2026年10月20日").replace("</p>", LONG * 3 + "</p>")
    assert [entry.fate for entry in compare(old, new).changed] == ["changed"]


def test_a_longer_list_marks_only_the_item_that_came() -> None:
    """The items below it are the same, one place further down."""
    old = "<ol><li>提交申请</li><li>现场核验</li><li>领取证件</li></ol>"
    new = old.replace("<li>现场", "<li>缴纳费用</li><li>现场")
    assert fates(compare(old, new)) == [("ins", "缴纳费用")]


def test_a_wide_cell_and_a_new_column_keep_the_others_in_their_columns() -> None:
    """Spans are counted, so that no cell is compared with its neighbour."""
    old = (
        "<table><tr><th>甲</th><th>乙</th></tr><tr><td rowspan='2'>子</td><td>1</td></tr>"
        "<tr><td>2</td></tr></table>"
    )
    new = old.replace("<td>1</td>", "<td>1</td><td>新</td>").replace(
        "<td>2</td>", "<td>2</td><td>增</td>"
    )
    assert fates(compare(old, new.replace("乙</th>", "乙</th><th>丙</th>"))) == [
        ("ins", "丙"),
        ("ins", "新"),
        ("ins", "增"),
    ]


def test_whatever_is_not_html_is_compared_line_by_line() -> None:
    """The parser gives up below 256 elements inside one another; nothing below is lost."""
    deep = "<div>" * 400 + "深处{}" + "</div>" * 400
    result = compare(deep.format("甲"), deep.format("乙"))
    assert {change.kind for change in result.changes} >= {"unreadable"}
    assert ("del", "甲") in fates(result)
    assert ("ins", "乙") in fates(result)


def test_ten_megabytes_are_compared_in_bounded_time() -> None:
    """By blocks, with a word about it; as one block without a full stop as well."""
    lines = [f"<p>第{number}段，{LONG}</p>" for number in range(45_000)]
    old = "".join(lines)
    lines[7] = lines[7].replace("认真", "不认真")
    lines[40_000] = "<p>全新的一段。</p>"
    began = time.process_time()
    result = compare(old, "".join(lines))
    assert result.coarse
    assert len(result.changed) in {2, 3}
    single = compare("<p>" + "甲" * 3_000_000 + "</p>", "<p>" + "甲" * 2_999_999 + "乙</p>")
    assert fates(single) == [("del", "甲"), ("ins", "乙")]
    assert time.process_time() - began < 30


def test_a_hostile_repetition_does_not_explode() -> None:
    """The same paragraph twenty thousand times, one more in the middle and one other."""
    old = "<p>甲</p>" * 20_000
    new = "<p>甲</p>" * 10_000 + "<p>乙</p>" + "<p>甲</p>" * 10_001
    began = time.process_time()
    assert compare(old, new).changes
    assert time.process_time() - began < 20


def test_a_table_of_two_thousand_lines_says_which_line_changed() -> None:
    """One cell, one line out, one line in."""
    lines = [f"<tr><th>单位{n}</th><td>{n * 17}</td><td>{n * 31}</td></tr>" for n in range(2000)]
    old = f"<table><tbody>{''.join(lines)}</tbody></table>"
    lines[77] = lines[77].replace(f"<td>{77 * 17}</td>", "<td>999999</td>")
    del lines[1500]
    lines.insert(300, "<tr><th>新单位</th><td>1</td><td>2</td></tr>")
    began = time.process_time()
    result = compare(old, f"<table><tbody>{''.join(lines)}</tbody></table>")
    kinds = [change.kind for change in result.changes]
    assert kinds == ["table", "line_inserted", "line_deleted"]
    assert time.process_time() - began < 10
