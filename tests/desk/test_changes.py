"""What changed between two versions: nothing may change unseen."""

import random

import pytest
from lxml import html

from workflow.desk.changes import Comparison, compare_html, compare_text

PAGE = (
    '<h2 id="s1">一、参保对象</h2><p>具有本市户籍且未参加<strong>职工基本医疗保险</strong>的居民，'
    '见<a href="/a/b.html">通知</a>。</p><ul><li>一类</li><li>二类<ul><li>甲</li></ul></li></ul>'
    '<ul><li>三类</li></ul><table><thead><tr><th scope="col">人员</th><th>金额</th></tr></thead>'
    '<tbody><tr><td>低保对象</td><td>380元</td></tr><tr><td></td><td colspan="2">200元</td></tr>'
    '</tbody></table><figure><picture><source srcset="/assets/1.webp 800w">'
    '<img src="/assets/1.png" alt="流程图"></picture><figcaption>图一</figcaption></figure>'
    "<p>集中缴费期为2026年10月20日至12月31日。<br>逾期不补。</p>"
)


def fates(result: Comparison) -> list[tuple[str, str]]:
    """Give the stretches that are not the same."""
    return [(r.fate, r.text) for row in result.changed for r in row.runs if r.fate != "same"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<h2 id="s1">一、参保对象</h2>', '<h3 id="s1">一、参保对象</h3>'),
        ('alt="流程图"', 'alt="别的图"'),
        ("/assets/1.png", "/assets/2.png"),
        ('colspan="2"', 'colspan="3"'),
        ("<td></td>", ""),
        ('href="/a/b.html"', 'href="/a/c.html"'),
        ("<strong>职工基本医疗保险</strong>", "职工基本医疗保险"),
        ("</ul><ul>", ""),
        ("<br>", ""),
        ("逾期不补", "逾期补"),
        ('<th scope="col">', "<th>"),
        ("<figcaption>图一</figcaption>", ""),
        ("<li>三类</li>", "<li><p>三类</p></li>"),
        ("<ul><li>甲</li></ul>", "<ol><li>甲</li></ol>"),
        ("。<br>", "。 <br>"),
    ],
)
def test_each_edit_of_words_structure_or_attributes_is_seen(before: str, after: str) -> None:
    """The edits on which other comparisons were silent."""
    assert before in PAGE
    assert compare_html(PAGE, PAGE.replace(before, after)).count


def test_the_same_page_has_no_changes() -> None:
    """No noise."""
    assert compare_html(PAGE, PAGE).count == 0


def test_an_amount_is_shown_whole() -> None:
    """380 becomes 400; not "38" something."""
    assert fates(compare_html(PAGE, PAGE.replace("380元", "400元"))) == [
        ("del", "380"),
        ("ins", "400"),
    ]


def test_a_changed_number_and_a_lost_negation_weigh() -> None:
    """▲ stands where a reviewer must look."""
    for after in (PAGE.replace("380", "400"), PAGE.replace("不补", "补")):
        assert [row.weighty for row in compare_html(PAGE, after).changed] == [True]


def test_edits_that_one_character_separates_are_one_edit() -> None:
    """Two scattered replacements around one equal character read worse than one."""
    runs = compare_text("甲乙丙", "丁乙戊")
    assert [(run.fate, run.text) for run in runs] == [("del", "甲乙丙"), ("ins", "丁乙戊")]


def test_a_sentence_that_moved_says_so() -> None:
    """Word for word the same, elsewhere."""
    moved = "<p>由所在学校统一组织参保。</p>"
    old = f"{moved}<h2>一</h2><p>甲乙丙丁戊己庚辛。</p>"
    new = f"<h2>一</h2><p>甲乙丙丁戊己庚辛。</p>{moved}"
    assert {fate for fate, _text in fates(compare_html(old, new))} == {"moved_out", "moved_in"}


def test_a_paragraph_that_grew_is_one_changed_paragraph() -> None:
    """The old sentence is not shown as deleted and written anew."""
    old = "<p>集中缴费期为2025年10月15日至12月20日。</p>"
    new = (
        "<p>集中缴费期为2026年10月20日至12月31日。逾期参保的，自缴费之日起设置三个月待遇等待期，"
        "具体办法由市医疗保障局另行制定并向社会公布，请广大居民互相转告。</p>"
    )
    assert [row.fate for row in compare_html(old, new).changed] == ["changed"]


def test_no_random_mutation_is_silent() -> None:
    """Six hundred trees, mutated once or twice each."""
    chance = random.Random(20261125)
    original = written(html.fragment_fromstring(PAGE, create_parent="div"))
    silent = []
    for _attempt in range(600):
        root = html.fragment_fromstring(original, create_parent="div")
        for _times in range(chance.choice((1, 1, 2))):
            mutate(root, chance)
        mutated = written(root)
        if mutated != original and not compare_html(original, mutated).count:
            silent.append(mutated)
    assert silent == []


def mutate(root: html.HtmlElement, chance: random.Random) -> None:
    """Change one thing somewhere in the tree."""
    nodes = [node for node in root.iter() if node is not root]
    if not nodes:
        return
    node = chance.choice(nodes)
    parent = node.getparent()
    change = chance.randrange(7)
    if change == 0:
        node.tag = chance.choice(("p", "h3", "em", "td", "span"))
    elif change == 1:
        node.set("title", "x")
    elif change == 2 and node.attrib:
        del node.attrib[next(iter(node.attrib))]
    elif change == 3:
        node.drop_tag()
    elif change == 4:
        node.text = (node.text or "") + "不"
    elif change == 5:
        parent.remove(node)
    else:
        parent.insert(0, html.fragment_fromstring("<strong>补</strong>"))


def written(root: html.HtmlElement) -> str:
    """Write the children of a root."""
    return (root.text or "") + "".join(html.tostring(each, encoding="unicode") for each in root)
