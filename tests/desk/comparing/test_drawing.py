"""What a reviewer gets to see of a comparison: valid, escaped, readable without colours."""

import random
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from ledger.formats import v1
from tests.desk.comparing.mutations import DOCUMENT, KINDS, parsed, written
from tests.desk.comparing.test_page import OLD
from workflow.desk.comparing import page

VOID = frozenset({"br", "img", "hr", "input", "link", "meta"})
HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;b&gt;"


def drawn(old: v1.Content, new: v1.Content) -> str:
    """Draw a comparison as the desk does."""
    with translation.override("zh-hans"):
        return render_to_string("desk/_compared.html", {"comparison": page.compare(old, new)})


def body(source: str) -> v1.Content:
    """Give a content with this body."""
    return replace(OLD, body_html=source, text=parsed(source).text_content(), assets=())


class Nesting(HTMLParser):
    """Refuses end tags that close nothing, and forbidden elements inside one another."""

    def __init__(self, source: str) -> None:
        """Read at once."""
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.names: set[str] = set()
        self.feed(source)
        self.close()
        assert self.open == []
        assert len(self.ids) == len(set(self.ids)), "an id stands twice"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element."""
        assert tag not in {"script", "style", "iframe", "object"}
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "style"
            self.names.add(name)
            if name == "id":
                self.ids.append(value or "")
        if tag in {"p", "div", "table", "dl", "figure", "details"}:
            assert "p" not in self.open, f"<{tag}> in <p>"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_change_is_drawn_as_valid_html(kind: str) -> None:
    """Each is numbered where J and K find it, in the order of the numbers."""
    original = written(parsed(DOCUMENT))
    for seed in range(6):
        root = parsed(original)
        KINDS[kind](root, random.Random(f"{kind} {seed}"))
        mutated = written(root)
        if mutated == original:
            continue
        result = page.compare(body(original), body(mutated))
        shown = drawn(body(original), body(mutated))
        Nesting(shown)
        numbers = [int(n) for n in re.findall(r'data-dk-change="(\d+)"', shown)]
        assert numbers == list(range(1, result.count + 1)), (seed, kind)


def test_whatever_a_version_holds_is_not_markup_of_the_desk() -> None:
    """Words, attributes, names of files, fields: escaped all of them."""
    escaped = "".join(f"&#{ord(c)};" for c in HOSTILE)
    new = body(f'<p title="{escaped}">甲{escaped}</p><p><a href="{escaped}">乙</a></p>')
    new = replace(new, title=HOSTILE, details={"byline": HOSTILE, HOSTILE: HOSTILE})
    file = {**OLD.assets[0], "name": HOSTILE, "alt": HOSTILE}
    new = replace(new, assets=(file,))
    for pair in ((body("<p>甲</p>"), new), (new, body("<p>甲</p>"))):
        shown = drawn(*pair)
        Nesting(shown)
        assert "<script" not in shown
        assert "onerror=alert(1)&gt;" in shown


def test_an_element_that_is_not_of_this_world_is_not_drawn() -> None:
    """Names of elements and classes come from the text as well."""
    shown = drawn(body("<p>甲</p>"), body('<x-y onclick="a()">甲</x-y><p class="a" id="c1">乙</p>'))
    Nesting(shown)


def test_words_that_went_and_came_are_told_apart_without_colour() -> None:
    """Elements of their own, and words for those who listen."""
    shown = drawn(body("<p>每人380元。</p>"), body("<p>每人400元。</p>"))
    gone = re.search(r'<del class="dk-del"><span class="w-sr-only">([^<]+)</span>380', shown)
    come = re.search(r'<ins class="dk-ins"><span class="w-sr-only">([^<]+)</span>400', shown)
    assert gone
    assert come
    assert gone[1] != come[1]


def test_what_did_not_change_is_folded_with_the_number_of_its_characters() -> None:
    """It can be opened, and the heading above a change stays."""
    same = "<h2>一</h2><p>甲乙丙丁。</p><h2>二</h2>"
    shown = drawn(body(f"{same}<p>子。</p>"), body(f"{same}<p>丑。</p>"))
    assert re.search(r"<details class=\"dk-same\"><summary>2 段 逐字相同（6 字）</summary>", shown)
    assert "其余逐字相同：正文 6 字" in shown
    folded = shown.partition("<details")[2].partition("</details>")[0]
    assert "甲乙丙丁" in folded
    assert "二" not in folded.partition("</summary>")[2]


def test_a_table_of_two_thousand_lines_is_drawn_with_its_changes_only() -> None:
    """The lines between them are counted."""
    lines = [f"<tr><th>单位{n}</th><td>{n * 17}</td></tr>" for n in range(2000)]
    old = f"<table><tbody>{''.join(lines)}</tbody></table>"
    lines[1000] = "<tr><th>单位1000</th><td>3</td></tr>"
    shown = drawn(body(old), body(f"<table><tbody>{''.join(lines)}</tbody></table>"))
    assert "997 行逐字相同" in shown
    assert len(shown) < 20_000


def test_an_enormous_rewriting_is_drawn_in_part_and_says_so() -> None:
    """Five thousand changed paragraphs: the rest is counted, not dropped in silence."""
    old, new = (
        "".join(f"<p>第{n}段{word}，各区县要按照职责分工认真组织实施。</p>" for n in range(5000))
        for word in ("甲", "乙")
    )
    shown = drawn(body(old), body(new))
    assert "另有 3000 处变化此处没有画出" in shown
    assert "另有 4000 处变化没有列出" in shown
    assert len(shown) < 3_000_000


def test_pictures_stand_side_by_side_with_name_and_size() -> None:
    """From the address that asks for a sign-in."""
    files = [
        {
            **OLD.assets[0],
            "digest": f"sha256:{d * 64}",
            "name": f"图{d}.png",
            "media_type": "image/png",
        }
        for d in "12"
    ]
    old, new = (
        replace(body(f'<figure><img alt="图" src="/assets/{d * 64}.png"></figure>'), assets=(file,))
        for d, file in zip("12", files, strict=True)
    )
    shown = drawn(old, new)
    for file in files:
        name = file["digest"].removeprefix("sha256:")
        assert re.search(rf'<img class="dk-pic" src="/admin/[^"]*{name}.png"', shown)
        assert file["name"] in shown
