"""Links: where they lead, how safely, and whether their words say so."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from ledger.formats import v1
from workflow.proofreading import kept, markup
from workflow.proofreading.context import Context
from workflow.proofreading.finding import HINT, WARNING, Hit, Rule

_GUIDE = "国办发〔2017〕47号《政府网站发展指引》链接管理"
HTTP = Rule("LINK_HTTP", "链接不是https", HINT, _GUIDE, "http://www.example.gov.cn")
HOST = Rule("LINK_HOST", "链接到境外、商业或短网址", WARNING, _GUIDE, "https://t.cn/abc")
WORDS = Rule("LINK_TEXT", "链接文字没有含义", HINT, "WCAG 2.2 2.4.4；GB/T 37668-2019", "点击这里")
PLAIN = Rule("LINK_PLAIN", "网址没有做成链接", HINT, _GUIDE, "请访问https://www.example.gov.cn")
RULES = (HTTP, HOST, WORDS, PLAIN)

Found = Iterator[tuple[str, str, Hit]]
_HOSTS = {fields[0]: fields[1] for fields in kept.rows("hosts", 2)}
_SORTS = {"foreign": "境外网站", "commercial": "商业网站", "short": "短网址，看不出去处"}
_EMPTY = re.compile(
    r"(?:请?(?:点击|点|单击)?(?:这里|此处|此|链接|查看|进入|下载)|更多|详情|网址|(?:click )?here)"
    r"[>》】\]]?",
    re.I,
)
_URL = re.compile(r"https?://[!-;=?-~]{4,400}")


def links(content: v1.Content, context: Context) -> Found:
    """The address and the words of every link of the body."""
    html = content.body_html
    if "<a" not in html:
        return
    open_: markup.Tag | None = None
    for tag in markup.tags(html):
        if tag.name != "a":
            continue
        if not tag.closes:
            open_ = tag
            yield from _address(html, tag, context.unit.sort_of_host)
        elif open_ is not None:
            said = markup.words(html, open_.end, tag.start)
            if _EMPTY.fullmatch(said):
                message = f"链接文字“{said}”没有说明去处，应写出目标的名称。"
                yield "body_html", html, WORDS.hit(open_.end, tag.start, message)
            open_ = None


def plain_addresses(content: v1.Content, _context: Context) -> Found:
    """An address that stands in the text and cannot be clicked."""
    html = content.body_html
    if not html or "http" not in content.text:
        return
    linked = html.count("<a")
    inside = (
        "\n".join(
            markup.words(html, at, html.find("</a>", at))
            for at in (found.end() for found in re.finditer(r"<a\s[^<>]{0,4000}>", html))
        )
        if linked
        else ""
    )
    for found in _URL.finditer(content.text):
        if found.group() not in inside:
            yield "text", content.text, PLAIN.hit(*found.span(), "网址没有做成链接。")


def known_host(address: str, own: Mapping[str, str] = MappingProxyType({})) -> str:
    """Give the sort of a host on the lists: foreign, commercial, short; "" for all others.

    What the unit says of a host (`own`) counts more than our list, and of the longer name more
    than of the shorter.
    """
    host = (urlsplit(address).hostname or "").lower()
    parts = host.split(".")
    for hosts in (own, _HOSTS):
        for size in range(len(parts), 0, -1):
            sort = hosts.get(".".join(parts[-size:]))
            if sort:
                return sort if sort in _SORTS else ""
    return ""


PAGE_CHECKS = (links, plain_addresses)


def _address(html: str, tag: markup.Tag, own: Mapping[str, str]) -> Found:
    address = tag.attributes.get("href", "").strip()
    try:
        sort = known_host(address, own)
    except ValueError:
        return
    if sort:
        message = f"链接指向{_SORTS[sort]}（{address[:80]}），请确认确有需要。"
        yield "body_html", html, HOST.hit(tag.start, tag.end, message)
    elif address.startswith("http://"):
        message = f"链接没有用https（{address[:80]}）。"
        yield "body_html", html, HTTP.hit(tag.start, tag.end, message)
