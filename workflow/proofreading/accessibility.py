"""What people who cannot see the page need: texts for pictures, heads for tables, headings."""

from collections.abc import Iterator

from ledger.formats import v1
from workflow.proofreading import markup
from workflow.proofreading.context import Context
from workflow.proofreading.finding import HINT, WARNING, Hit, Rule

_GB = "GB/T 37668-2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》"
ALT = Rule("A11Y_ALT", "图片没有替代文字", WARNING, f"WCAG 2.2 1.1.1；{_GB}", '<img src="a.jpg">')
TABLE = Rule("A11Y_TABLE", "表格没有表头", WARNING, f"WCAG 2.2 1.3.1；{_GB}", "<table>（没有th）")
HEADING = Rule("A11Y_HEADING", "标题层级跳级", HINT, f"WCAG 2.2 1.3.1；{_GB}", "<h2>…<h4>")
RULES = (ALT, TABLE, HEADING)

Found = Iterator[tuple[str, str, Hit]]


def pictures(content: v1.Content, _context: Context) -> Found:
    """Every picture says what it shows."""
    html = content.body_html
    if "<img" not in html:
        return
    for tag in markup.tags(html):
        if tag.name == "img" and not tag.attributes.get("alt", "").strip():
            yield "body_html", html, ALT.hit(tag.start, tag.end, "图片没有替代文字。")


def tables(content: v1.Content, _context: Context) -> Found:
    """A table of data has head cells."""
    html = content.body_html
    if "<table" not in html:
        return
    open_: list[tuple[markup.Tag, bool]] = []
    for tag in markup.tags(html):
        if tag.name == "table" and not tag.closes:
            open_.append((tag, False))
        elif tag.name == "th" and open_:
            open_[-1] = (open_[-1][0], True)
        elif tag.name == "table" and open_:
            begun, headed = open_.pop()
            if not headed:
                yield "body_html", html, TABLE.hit(begun.start, begun.end, "表格没有表头单元格。")


def headings(content: v1.Content, _context: Context) -> Found:
    """Headings go down one level at a time."""
    html, last = content.body_html, 0
    if "<h" not in html:
        return
    for tag in markup.tags(html):
        if tag.closes or len(tag.name) != 2 or tag.name[0] != "h" or not tag.name[1].isdigit():
            continue
        level = int(tag.name[1])
        if last and level > last + 1:
            message = f"标题从{last}级跳到了{level}级。"
            yield "body_html", html, HEADING.hit(tag.start, tag.end, message)
        last = level


PAGE_CHECKS = (pictures, tables, headings)
