"""Random changes to a document, of every kind that an author or a mistake can make.

Each kind takes the tree of a body and a source of chance, changes one thing, and gives the words
near which a reviewer must find a mark: those of the block before and after, either may be empty.
It gives None when the document has nothing of its kind to change.
"""

import random
from collections.abc import Callable

from lxml import html
from lxml.html import HtmlElement

Place = tuple[str, str]
Mutation = Callable[[HtmlElement, random.Random], Place | None]

_DIGITS = "0123456789"
_WORDS = "应急保障会议纪要水利工程建设单位负责人民生服务窗口咨询投诉受理审批"
_HEX = [f"{n:064x}" for n in range(1, 30)]

DOCUMENT = (
    '<h2 id="s1">一、参保对象</h2>'
    "<p>具有本市户籍且未参加<strong>职工基本医疗保险</strong>的城乡居民，以及持有本市有效居住证的"
    '非本市户籍人员，见<a href="/yw/202611/17.html">通知</a>和'
    '<a href="https://zwfw.yunxi.example/a?x=1&amp;y=2">政务服务网</a>。<br>逾期不补。</p>'
    "<p>市长王建国出席会议，主任李强讲话。根据云政办发〔2026〕31号文件，咨询电话0571-88886666。</p>"
    "<ul><li>本科及以上学历</li><li>年龄三十五周岁以下<ul><li>博士可以放宽到四十周岁</li></ul></li>"
    "<li>无违法犯罪记录</li></ul>"
    '<ol start="3"><li>提交申请</li><li>现场核验</li><li>领取证件</li></ol>'
    '<h2 id="s2">二、缴费标准</h2>'
    "<p>2026年度个人缴费标准为每人每年380元，财政补助增长3.5%。困难群众按下表予以资助。</p>"
    '<table><caption>表1 资助标准</caption><thead><tr><th scope="col">人员</th>'
    '<th scope="col">个人</th><th scope="col">资助</th></tr></thead><tbody>'
    '<tr><th scope="row">低保对象</th><td>100元</td><td>280元</td></tr>'
    '<tr><th scope="row">低保边缘</th><td>200元</td><td>180元</td></tr>'
    '<tr><th scope="row">特困人员</th><td colspan="2">全额380元</td></tr>'
    '<tr><th scope="row">孤儿</th><td></td><td>380元</td></tr></tbody></table>'
    '<h3 id="s3">（一）办理时间</h3>'
    "<p>集中缴费期为2026年10月20日至12月31日。在本市就读的学生，由所在学校统一组织参保。</p>"
    "<blockquote><p>人民至上，生命至上。</p><p>——摘自讲话</p></blockquote>"
    f'<figure class="image"><img alt="办理流程图" height="480" src="/assets/{_HEX[0]}.png" '
    f'srcset="/assets/{_HEX[1]}.png 480w, /assets/{_HEX[0]}.png 960w" width="960">'
    "<figcaption>图1 办理流程</figcaption></figure>"
    '<div class="gallery">'
    f'<figure class="image"><img alt="大厅" src="/assets/{_HEX[2]}.jpg">'
    "<figcaption>服务大厅</figcaption></figure>"
    f'<figure class="image"><img alt="窗口" src="/assets/{_HEX[3]}.jpg"></figure>'
    f'<figure class="image"><img alt="自助机" src="/assets/{_HEX[4]}.jpg"></figure></div>'
    f'<figure class="video"><video controls height="360" poster="/assets/{_HEX[5]}.jpg" '
    f'preload="none" width="640"><source src="/assets/{_HEX[6]}.mp4" type="video/mp4">'
    f'<track kind="captions" label="中文" src="/assets/{_HEX[7]}.vtt" srclang="zh"></video>'
    "<figcaption>办事指南短片</figcaption></figure>"
    "<details><summary>什么人可以减免？</summary><p>低保对象和特困人员可以减免。</p></details>"
    '<p>脚注见此<sup><a href="#fn1">1</a></sup>。</p><hr>'
    f'<p class="attachment"><a href="/assets/{_HEX[8]}.docx">参保登记表.docx</a></p>'
    '<section class="footnotes"><ol><li id="fn1">指市医疗保障局。</li></ol></section>'
)


def written(root: HtmlElement) -> str:
    """Write the children of a root."""
    return (root.text or "") + "".join(html.tostring(each, encoding="unicode") for each in root)


def parsed(source: str) -> HtmlElement:
    """Parse a document again."""
    return html.fragment_fromstring(source, create_parent="div")


def block_of(node: HtmlElement) -> HtmlElement:
    """Give the paragraph, item or cell around a node."""
    blocks = {"p", "h2", "h3", "li", "td", "th", "caption", "figcaption", "summary", "figure"}
    blocks |= {"ol", "ul", "tr", "details"}
    while node.tag not in blocks and node.getparent() is not None:
        node = node.getparent()
    return node


def own_words(node: HtmlElement) -> str:
    """Give the words of a block without those of blocks inside it; of a list or line, the first."""
    if node.tag in {"ol", "ul", "tr", "details", "tbody", "section", "blockquote"} and len(node):
        return own_words(node[0])
    words = node.text or ""
    for child in node:
        if child.tag not in {"ul", "ol", "p", "figcaption", "table"}:
            words += child.text_content()
        words += child.tail or ""
    return words.strip()


def _texts(root: HtmlElement) -> list[tuple[HtmlElement, str]]:
    found = []
    for node in root.iter():
        if node is not root and (node.text or "").strip():
            found.append((node, "text"))
        if (node.tail or "").strip() and node.getparent() is not root:
            found.append((node, "tail"))
    return found


def _of_text(change: Callable[[str, random.Random], str | None]) -> Mutation:
    def mutate(root: HtmlElement, chance: random.Random) -> Place | None:
        texts = _texts(root)
        chance.shuffle(texts)
        for node, side in texts:
            block = block_of(node if side == "text" else node.getparent())
            before = own_words(block)
            new = change(getattr(node, side), chance)
            if new is not None and new != getattr(node, side):
                setattr(node, side, new)
                return before, own_words(block)
        return None

    return mutate


def _insert(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(_WORDS) + text[at:]


def _delete(text: str, chance: random.Random) -> str | None:
    if len(text.strip()) < 2:
        return None
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _replace(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(_WORDS) + text[at + 1 :]


def _digit(text: str, chance: random.Random) -> str | None:
    places = [n for n, c in enumerate(text) if c in _DIGITS]
    if not places:
        return None
    at = chance.choice(places)
    other = chance.choice([c for c in _DIGITS if c != text[at]])
    return text[:at] + other + text[at + 1 :]


def _negate(text: str, chance: random.Random) -> str | None:
    for word in ("未", "不", "无"):
        if word in text:
            return text.replace(word, "", 1)
    at = chance.randrange(len(text) + 1)
    return text[:at] + "不得" + text[at:]


def _swap(text: str, chance: random.Random) -> str | None:
    places = [n for n in range(len(text) - 1) if text[n] != text[n + 1]]
    if not places:
        return None
    at = chance.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _punctuation(text: str, chance: random.Random) -> str | None:
    if "，" not in text and "。" not in text:
        return None
    one, other = chance.choice([("，", ","), ("，", "。"), ("。", "；"), ("，", "")])
    return text.replace(one, other, 1)


def _space(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(text)) if len(text) > 1 else 1
    return text[:at] + chance.choice([" ", "\u3000"]) + text[at:]


def _full_width(text: str, chance: random.Random) -> str | None:
    places = [n for n, c in enumerate(text) if c in _DIGITS]
    if not places:
        return None
    at = chance.choice(places)
    return text[:at] + chr(ord(text[at]) + 0xFEE0) + text[at + 1 :]


def _sentence_added(text: str, chance: random.Random) -> str:
    sentence = "".join(chance.choices(_WORDS, k=12)) + "。"
    return text + sentence if chance.random() < 0.5 else sentence + text


def _pick(root: HtmlElement, chance: random.Random, path: str) -> HtmlElement | None:
    found = root.xpath(f".//{path}")
    return chance.choice(found) if found else None


def _attribute(path: str, name: str, values: Callable[[random.Random], str]) -> Mutation:
    def mutate(root: HtmlElement, chance: random.Random) -> Place | None:
        node = _pick(root, chance, path)
        if node is None:
            return None
        words = own_words(block_of(node))
        value = values(chance)
        if node.get(name) == value:
            return None
        node.set(name, value)
        return words, words

    return mutate


def _asset(ending: str) -> Callable[[random.Random], str]:
    return lambda chance: f"/assets/{chance.choice(_HEX[10:])}.{ending}"


def _taken(path: str) -> Mutation:
    def mutate(root: HtmlElement, chance: random.Random) -> Place | None:
        node = _pick(root, chance, path)
        if node is None:
            return None
        words = own_words(node)
        node.drop_tree()
        return words, ""

    return mutate


def _added(path: str, source: str) -> Mutation:
    def mutate(root: HtmlElement, chance: random.Random) -> Place | None:
        beside = _pick(root, chance, path)
        if beside is None:
            return None
        node = html.fragment_fromstring(source)
        beside.addnext(node)
        node.tail, beside.tail = beside.tail, None
        return "", node.text_content().strip()

    return mutate


def _renamed(path: str, *names: str) -> Mutation:
    def mutate(root: HtmlElement, chance: random.Random) -> Place | None:
        node = _pick(root, chance, path)
        if node is None:
            return None
        words = own_words(block_of(node)) if node.tag not in {"ul", "ol"} else own_words(node[0])
        node.tag = chance.choice([name for name in names if name != node.tag])
        return words, words

    return mutate


def _unwrapped(path: str) -> Mutation:
    def mutate(root: HtmlElement, chance: random.Random) -> Place | None:
        node = _pick(root, chance, path)
        if node is None:
            return None
        words = own_words(node) if len(node) and node[0].tag != "p" else node.text_content()[:4]
        words = own_words(block_of(node.getparent())) if path in {"strong", "a"} else words
        node.drop_tag()
        return words, words

    return mutate


def _moved(path: str) -> Mutation:
    def mutate(root: HtmlElement, chance: random.Random) -> Place | None:
        node, goal = _pick(root, chance, path), _pick(root, chance, path)
        if node is None or goal is None or node is goal or node in list(goal.iterancestors()):
            return None
        # Of two neighbours that changed places either may be called the moved one.
        between = goal.getnext()
        beside = (between, goal.getprevious())
        if node in beside or (between is not None and between.getnext() is node):
            return None
        if goal in list(node.iter()):
            return None
        words = own_words(node)
        node.drop_tree()
        goal.addnext(node)
        return words, words

    return mutate


def _line_added(root: HtmlElement, chance: random.Random) -> Place | None:
    line = _pick(root, chance, "tbody/tr")
    if line is None:
        return None
    new = html.fragment_fromstring(
        "<table><tr><th>残疾人</th><td>90元</td><td>290元</td></tr></table>"
    )
    line.addnext(new.xpath(".//tr")[0])
    return "", "残疾人"


def _column_taken(root: HtmlElement, chance: random.Random) -> Place | None:
    table = _pick(root, chance, "table")
    if table is None:
        return None
    words = ""
    for line in table.xpath(".//tr"):
        if len(line) > 1:
            words = words or own_words(line[1])
            line[1].drop_tree()
    return words, ""


def _column_added(root: HtmlElement, chance: random.Random) -> Place | None:
    table = _pick(root, chance, "table")
    if table is None:
        return None
    for number, line in enumerate(table.xpath(".//tr")):
        line.append(html.fragment_fromstring(f"<td>备注{number}</td>", create_parent=False))
    return "", "备注0"


def _bold(root: HtmlElement, chance: random.Random) -> Place | None:
    block = chance.choice([n for n in root.xpath(".//p|.//li") if len(n.text or "") > 3])
    words = own_words(block)
    node = html.fragment_fromstring(f"<em>{block.text[:2]}</em>")
    node.tail, block.text = block.text[2:], None
    block.insert(0, node)
    return words, words


def _quoted(root: HtmlElement, chance: random.Random) -> Place | None:
    block = chance.choice(root.xpath("./p[not(@class)]"))
    wrapper = html.fragment_fromstring("<blockquote></blockquote>")
    words, tail = own_words(block), block.tail
    block.addprevious(wrapper)
    wrapper.append(block)
    wrapper.tail, block.tail = tail, None
    return words, words


def _split(root: HtmlElement, chance: random.Random) -> Place | None:
    found = [n for n in root.xpath("./p[not(@class)]") if "。" in (n.text or "")[:-2]]
    if not found:
        return None
    block = chance.choice(found)
    one, _stop, other = block.text.partition("。")
    new = html.fragment_fromstring(f"<p>{other}</p>")
    for child in list(block):
        new.append(child)
    block.text = one + "。"
    new.tail, block.tail = block.tail, None
    block.addnext(new)
    return "", own_words(new)


KINDS: dict[str, Mutation] = {
    "a character inserted": _of_text(_insert),
    "a character deleted": _of_text(_delete),
    "a character replaced": _of_text(_replace),
    "two characters swapped": _of_text(_swap),
    "a digit changed": _of_text(_digit),
    "a digit of full width": _of_text(_full_width),
    "a negation": _of_text(_negate),
    "punctuation": _of_text(_punctuation),
    "a space": _of_text(_space),
    "a sentence added": _of_text(_sentence_added),
    "a paragraph taken": _taken("p[not(@class)]"),
    "a paragraph added": _added("p[not(@class)]", "<p>另行通知的事项以市政府公告为准。</p>"),
    "a paragraph moved": _moved("p[not(ancestor::blockquote) and not(@class)]"),
    "a paragraph parted": _split,
    "a paragraph quoted": _quoted,
    "a quotation undone": _unwrapped("blockquote"),
    "a heading's level": _renamed("h2|.//h3", "h2", "h3", "h4"),
    "a heading made a paragraph": _renamed("h2", "p"),
    "a paragraph made a heading": _renamed("p[not(@class) and not(ancestor::details)]", "h3"),
    "a list item taken": _taken("li[not(ul)]"),
    "a list item moved": _moved("li[not(ul)]"),
    "a list of another kind": _renamed("ul|.//ol", "ul", "ol"),
    "a list's first number": _attribute("ol[@start]", "start", lambda c: str(c.randrange(4, 9))),
    "a link's address": _attribute("a", "href", lambda c: f"/yw/202611/{c.randrange(90, 99)}.html"),
    "a link undone": _unwrapped("a"),
    "emphasis undone": _unwrapped("strong"),
    "emphasis added": _bold,
    "a picture replaced": _attribute("img", "src", _asset("png")),
    "a picture taken": _taken("figure[@class='image']"),
    "a picture added": _added(
        "p[not(@class)]",
        f'<figure class="image"><img alt="新图" src="/assets/{_HEX[20]}.png">'
        "<figcaption>新增图</figcaption></figure>",
    ),
    "a picture moved": _moved("figure[@class='image']"),
    "a picture's sizes": _attribute("img[@srcset]", "srcset", _asset("png")),
    "an alternative text": _attribute("img", "alt", lambda c: "".join(c.choices(_WORDS, k=5))),
    "a caption taken": _taken("figcaption"),
    "a video replaced": _attribute("source", "src", _asset("mp4")),
    "a video's poster": _attribute("video", "poster", _asset("jpg")),
    "a video's captions": _attribute("track", "src", _asset("vtt")),
    "captions taken": _taken("track"),
    "a collapsible part opened": _attribute("details", "open", lambda c: ""),
    "a collapsible part undone": _unwrapped("details"),
    "a footnote's mark": _attribute("sup/a", "href", lambda c: "#fn2"),
    "a footnote's name": _attribute("li[@id]", "id", lambda c: "fn9"),
    "an attachment replaced": _attribute("p[@class='attachment']/a", "href", _asset("docx")),
    "a line of a table taken": _taken("tbody/tr"),
    "a line of a table added": _line_added,
    "a line of a table moved": _moved("tbody/tr"),
    "a column taken": _column_taken,
    "a column added": _column_added,
    "a cell taken": _taken("td"),
    "a cell made a heading": _renamed("td", "th"),
    "a cell's span": _attribute("td", "colspan", lambda c: str(c.randrange(3, 6))),
    "a heading's scope": _attribute("th", "scope", lambda c: c.choice(["row", "col", "rowgroup"])),
    "a caption of a table taken": _taken("caption"),
    "a line break taken": _taken("br"),
    "a rule taken": _taken("hr"),
    "a class": _attribute("p", "class", lambda c: c.choice(["align-center", "align-right"])),
    "a language": _attribute("p", "lang", lambda c: c.choice(["en", "bo"])),
    "a heading's id": _attribute("h2", "id", lambda c: c.choice(["s1", "s2", "s7"])),
}
