"""Findings marked and numbered in the page as the public will see it."""

import re
import time
from html.parser import HTMLParser

import pytest

from cms.marking import Mark, mark
from ledger.formats import v1
from tests import evidence

HEX = "ab" * 32
PICTURE = {
    "digest": f"sha256:{HEX}",
    "size": 7,
    "media_type": "image/png",
    "name": "地图.png",
    "alt": "城区地图",
    "use": "picture",
}


def page(body: str, text: str, **fields: object) -> tuple[str, v1.Content]:
    """Give a page as the public sees it, roughly, and its content."""
    content = evidence.content(
        title="关于停水的通知", body_html=body, text=text, assets=(PICTURE,), **fields
    )
    html = (
        "<!doctype html><html><head><title>关于停水的通知</title></head><body>"
        "<header><p>关于停水的通知 一百字</p></header><main id=main>"
        "<h1>关于<span class=clause>停水</span>的通知</h1><p>作者：林晓</p>"
        f"<div class=prose>\n{body}\n</div></main></body></html>"
    )
    return html, content


def finding(content: v1.Content, words: str, place: str = "text", **changes: object) -> Mark:
    """Give a finding of the first occurrence of some words in a field."""
    text = {"text": content.text, "title": content.title}.get(place, words)
    start = text.index(words)
    plain = {
        "number": 1,
        "severity": "error",
        "place": place,
        "start": start,
        "end": start + len(words),
        "label": "不对",
        "where": "正文",
        "excerpt": words,
    }
    return Mark(**{**plain, **changes})  # type: ignore[arg-type]


def marked(html: str) -> list[tuple[str, str]]:
    """Give the words in marks, each with the numbers of its findings."""
    found = re.findall(r'<mark class="[^"]*" data-f="([\d ]+)">(.*?)</mark>', html)
    return [(numbers, words) for numbers, words in found]


BODY = (
    "<p>各单位：<strong>请于1</strong>2月1日前报送&amp;备案。</p>"
    '<table><tr><th scope="col">类别</th></tr><tr><td>资助380元</td></tr></table>'
    '<p>见<a href="https://a.test/"><em>市政府网站</em>说明</a>。</p>'
    f'<figure><img src="/assets/{HEX}.png" alt="城区地图"></figure>'
)
TEXT = "各单位：请于12月1日前报送&备案。\n类别\n资助380元\n见市政府网站说明。"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("各单位", ["各单位"]),
        ("于12月", ["于1", "2月"]),
        ("报送&备", ["报送&amp;备"]),
        ("资助380元", ["资助380元"]),
        ("网站说", ["网站", "说"]),
        ("站说明。", ["站", "说明", "。"]),
    ],
)
def test_exactly_the_words_of_a_finding_are_marked(words: str, expected: list[str]) -> None:
    """Across inline tags, in cells, in links, over character references."""
    html, content = page(BODY, TEXT)
    shown = mark(html, content, [finding(content, words)], "/marks.css")
    assert [text for _numbers, text in marked(shown)] == expected


def test_nothing_but_marks_is_put_in() -> None:
    """Without them the page is, byte for byte, as it was."""
    html, content = page(BODY, TEXT)
    found = [
        finding(content, "于12月", number=1),
        finding(content, "12月1日前", number=2, severity="warning"),
        finding(content, "网站说", number=3, severity="hint"),
        finding(content, "停水", "title", number=4),
        finding(content, "缺", "summary", number=5),
        finding(content, "城区", "assets.0.alt", number=6),
    ]
    shown = mark(html, content, found, "/marks.css")
    bare = re.sub(r"</?mark[^>]*>|<b class=\"desk-no.*?</b>", "", shown)
    bare = re.sub(r"<aside class=\"desk-beside\">.*?</aside>|<link[^>]*marks.css\">", "", bare)
    assert bare == html


def test_a_number_stands_outside_a_link() -> None:
    """A reader who follows the link does not press a number by mistake."""
    html, content = page(BODY, TEXT)
    shown = mark(html, content, [finding(content, "说明")], "/marks.css")
    assert re.search(r'</b><a href="https://a.test/"><em>市政府网站</em><mark', shown)


def test_overlapping_findings_share_their_letters() -> None:
    """And the elements stay nested."""
    html, content = page(BODY, TEXT)
    found = [
        finding(content, "1日前报", number=1),
        finding(content, "前报送", number=2, severity="warning"),
    ]
    shown = mark(html, content, found, "/marks.css")
    assert marked(shown) == [("1", "1日"), ("1 2", "前报"), ("2", "送")]
    assert_nested(shown)


def test_the_heading_is_marked_and_not_the_same_words_above_it() -> None:
    """The header of the site may say the same."""
    html, content = page(BODY, TEXT)
    shown = mark(html, content, [finding(content, "关于停水", "title")], "/marks.css")
    assert marked(shown) == [("1", "关于"), ("1", "停水")]
    assert "<mark" not in shown.partition("<main")[0]


def test_a_finding_in_an_alternative_text_is_numbered_at_its_picture() -> None:
    """There are no words to mark."""
    html, content = page(BODY, TEXT)
    shown = mark(html, content, [finding(content, "城区", "assets.0.alt")], "/marks.css")
    assert re.search(r'<figure><b [^>]*id="finding-1"[^>]*>.*?</b><img ', shown)


def test_a_finding_in_a_field_that_is_shown_is_marked_there() -> None:
    """The byline stands above the text, and may be named in it too."""
    html, content = page("<p>林晓说。</p>", "林晓说。")
    shown = mark(html, content, [finding(content, "林晓", "details.byline")], "/marks.css")
    assert "作者：<b" in shown
    assert marked(shown) == [("1", "林晓")]


def test_what_the_page_does_not_show_is_listed_before_it() -> None:
    """With its number, its field and its words."""
    html, content = page(BODY, TEXT, summary="供水公司通知")
    found = finding(content, "供水", "summary", where="摘要")
    shown = mark(html, content, [found], "/marks.css")
    beside = re.search(r'<main id=main><aside class="desk-beside">(.*?)</aside>', shown)
    assert beside
    assert 'id="finding-1"' in beside[1]
    assert "摘要" in beside[1]
    assert "<q>供水</q>" in beside[1]
    assert marked(shown) == []


def test_where_the_page_says_more_than_the_plain_text_the_surroundings_decide() -> None:
    """A block may print words that its plain text leaves out."""
    html, content = page(
        "<p>各单位：请于12月1日前报送。</p><p>（另见附图）</p><p>请于12月5日前反馈。</p>",
        "各单位：请于12月1日前报送。\n请于12月5日前反馈。",
    )
    second = content.text.index("请于12月5日")
    found = finding(content, "请于12月", start=second, end=second + 5)
    shown = mark(html, content, [found], "/marks.css")
    assert re.search(r"</p><p><b.*?</b><mark[^>]*>请于12月</mark>5日", shown)


def test_hostile_words_stay_words() -> None:
    """What a finding quotes is text, also in attributes and in the list beside."""
    words = '"><script>alert(1)</script>'
    html, content = page("<p>各单位</p>", "各单位", summary=words)
    shown = mark(html, content, [finding(content, words, "summary", label=words)], "/marks.css")
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize("place", ["assets.9.alt", "assets.x", "details.byline.0", "nothing", ""])
def test_a_place_that_is_not_there_is_listed_and_breaks_nothing(place: str) -> None:
    """Findings are old as the round is."""
    html, content = page(BODY, TEXT)
    found = Mark(1, "hint", place, 0, 2, "不对", "别处", "词")
    assert 'class="desk-beside"' in mark(html, content, [found], "/marks.css")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (500, 900), (4, 4), (9, 3)])
def test_a_range_out_of_the_text_breaks_nothing(start: int, end: int) -> None:
    """An empty one is numbered where it stands."""
    html, content = page(BODY, TEXT)
    shown = mark(html, content, [finding(content, "各", start=start, end=end)], "/marks.css")
    assert 'id="finding-1"' in shown
    assert_nested(shown)


def test_a_page_without_findings_is_left_alone() -> None:
    """No style sheet, no byte."""
    html, content = page(BODY, TEXT)
    assert mark(html, content, [], "/marks.css") == html


class Nesting(HTMLParser):
    """Complains when elements cross."""

    VOID = frozenset({"img", "br", "hr", "meta", "link", "source", "track", "input", "col"})

    def __init__(self) -> None:
        """Nothing is open."""
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open."""
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open.pop() == tag


def assert_nested(html: str) -> None:
    """Every element ends inside the one it began in."""
    reader = Nesting()
    reader.feed(html)
    assert reader.open == []


def test_hundreds_of_findings_in_a_long_page_are_marked_in_seconds() -> None:
    lines = [f"第{number}段，" + "内容" * 10 + "。" for number in range(6000)]
    html, content = page("".join(f"<p>{line}</p>" for line in lines), "\n".join(lines))
    marks = [finding(content, f"第{number}段", number=number + 1) for number in range(0, 6000, 12)]
    begun = time.process_time()
    shown = mark(html, content, marks, "/marks.css")
    assert time.process_time() - begun < 4
    assert shown.count("<mark ") == len(marks)
