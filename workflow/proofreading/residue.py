"""What machines and templates leave behind: full-width letters, spaces, placeholders, mojibake."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from workflow.proofreading.characters import HAN_CLASS
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage
from workflow.proofreading.secrecy import is_marked

_HOUSE = "本单位文字规范"
_GUIDE = "国办发〔2017〕47号《政府网站发展指引》内容规范"
DIGIT = Rule(
    "CHAR_FULLWIDTH_DIGIT", "全角数字", WARNING, "GB/T 15835-2011《出版物上数字用法》；" + _HOUSE,
    "２０２４万元", "2024万元",
)  # fmt: skip
LATIN = Rule("CHAR_FULLWIDTH_LATIN", "全角字母", WARNING, _HOUSE, "ＧＤＰ", "GDP")
SPACE = Rule("SPACE_IN_CJK", "汉字之间多余的空格", WARNING, _HOUSE, "人民  政府", "人民政府")
PLACEHOLDER = Rule("PLACEHOLDER", "未替换的占位符", WARNING, _GUIDE, "各××单位：")
RESIDUE = Rule(
    "WORD_RESIDUE",
    "排版软件的残留",
    ERROR,
    _GUIDE,
    "错误！未找到引用源。",
    deletes=True,
    whole=True,
)
ENTITY = Rule(
    "HTML_ENTITY", "显示出来的网页代码", WARNING, _GUIDE, "联系人：&nbsp;张某", "联系人：张某",
    deletes=True,
)  # fmt: skip
MOJIBAKE = Rule("MOJIBAKE", "乱码", ERROR, _GUIDE, "锟斤拷锟斤拷", whole=True)
RULES = (DIGIT, LATIN, SPACE, PLACEHOLDER, RESIDUE, ENTITY, MOJIBAKE)

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?[％]?")
_SPACES = re.compile(rf"([{HAN_CLASS}]{{1,2}})([ \t\u3000]{{2,6}})([{HAN_CLASS}]{{1,2}})")
_SIGN = re.compile(
    r"[×✕╳]{2,}|(?<![A-Za-zＡ-Ｚ0-9])(?:[xX]{2,6})(?![A-Za-z0-9])|[_＿]{4,}"
    r"|(?<![A-Za-z\d])[XxＸ](?=[年月日])|×(?=[年月日号市县区省人元万])|(?<=[年月第])×|＊{2,}(?=[年月日市县区省])"
    r"|[（【〔\[](?:此处|请在此|待补充|待定|待填|请填写|填写)[^）】〕\]\n]{0,20}[）】〕\]]"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
    "萧田董袁潘蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵钱严覃武戴莫"
    "孔汤某"
)
_FIELDS = re.compile(
    r"错误[！!]\s?(?:未找到引用源|未定义书签|文档中没有指定样式的文字|链接无效|未指定书签)[。.]?"
    r"|Error! (?:Reference source not found|Bookmark not defined"
    r"|No text of specified style)[^\n]{0,30}?\."
    r"|(?:单击|点击|单击或点击)此处(?:可)?(?:输入|键入|添加)[\u4e00-\u9fff]{1,6}[。.]?"
    r"|\{?\s?(?:PAGEREF|HYPERLINK|MERGEFIELD|TOC) (?:\\[a-z]|_Toc\d+"
    r"|\"[^\"\n]{0,80}\")[^\n。]{0,20}?\}?(?=[\s。]|$)"
    r"|\[(?:object Object|图片|公式|表格)\]|(?<![A-Za-z])(?:undefined|NaN|lorem ipsum)(?![A-Za-z])"
)
_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9A-Fa-f]{2,6}|[A-Za-z][A-Za-z0-9]{1,20});")
_BROKEN = re.compile(
    r"锟斤拷(?:锟斤拷)*|锟斤|斤拷|烫烫烫+|屯屯屯+|锘[挎縉]|\ufffd+|(?:[ÃÂâ€][\x80-\xbf€œ™š]){2,}"
    r"|(?:鐨勪|銆傛|銆€|锛屽|鍦ㄧ|涓€)+|[\u4e00-\u9fff]\?{4,}[\u4e00-\u9fff]"
)


def full_width(passage: Passage) -> Iterator[Hit]:
    """Full-width digits and letters, a run at a time."""
    for found in _WIDE.finditer(passage.raw):
        run = found.group()
        right = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in run)
        rule, name = (DIGIT, "数字") if "０" <= run[0] <= "９" else (LATIN, "字母")
        yield rule.hit(*found.span(), f"用了全角{name}“{run}”，应为“{right}”。", right)


def spaces(passage: Passage) -> Iterator[Hit]:
    """Spaces inside words; not those of columns, of two-character names, after 第一章."""
    for place, line in passage.lines:
        if not re.search(r"  |\t|\u3000", line):
            continue
        for found in _SPACES.finditer(line):
            # Two full-width spaces after another one are a paragraph whose line end was lost.
            if len(found.group(2)) > 2 and "\u3000\u3000" in found.group(2):
                continue
            near = line[max(0, found.start() - 40) : found.end() + 40]
            before = line[max(0, found.start() - 40) : found.end(1)].split()
            after = line[found.end(2) : found.end() + 40].split()
            label = before[-1] if before else ""
            if _is_columns(near) or _is_name(before, after) or _is_label(label):
                continue
            start, end = place + found.start(), place + found.end()
            message = "汉字之间有多余的空格。"
            yield SPACE.hit(start, end, message, found.group(1) + found.group(3))


def placeholders(passage: Passage) -> Iterator[Hit]:
    """×× and its like that nobody filled in; a masked name (李××) is none."""
    text = passage.raw
    if is_marked(text):
        return
    for found in _SIGN.finditer(text):
        before = text[: found.start()][-1:]
        if before in _SURNAMES or before in {"*", "＊"} or before.isdigit():
            continue
        yield PLACEHOLDER.hit(*found.span(), f"“{found.group()}”像是没有替换的占位符，请补全。")


def leftovers(passage: Passage) -> Iterator[Hit]:
    """Broken fields of word processors, codes of web pages, damaged encodings."""
    for found in _FIELDS.finditer(passage.text):
        yield RESIDUE.hit(*found.span(), f"“{found.group()}”是排版软件的残留，应删去并补正。")
    for found in _ENTITY.finditer(passage.raw):
        entity = found.group()
        if entity[1] != "#" and entity[1:] not in html5:
            continue
        before = passage.raw[max(0, found.start() - 1) : found.start()]
        if re.match(r"[\w=-]", before, re.ASCII) and re.match(
            r"\w", passage.raw[found.end() : found.end() + 1], re.ASCII
        ):
            continue
        right = unescape(entity).replace("\xa0", "").strip()
        yield ENTITY.hit(*found.span(), f"网页代码“{entity}”显示成了文字。", right)
    for found in _BROKEN.finditer(passage.text):
        start = found.start()
        end = start + (3 if found.group().startswith("锟斤拷") else len(found.group()))
        yield MOJIBAKE.hit(start, end, f"“{found.group()[:12]}”是乱码，请找原文重新录入。")


CHECKS = (full_width, spaces, placeholders, leftovers)


def _is_columns(line: str) -> bool:
    """Say whether a line is set in columns: several gaps, or short cells without a sentence."""
    return len(re.findall(r"[ \t\u3000]{2,}", line.strip())) > 2


def _is_name(before: list[str], after: list[str]) -> bool:
    """Two single characters, spread to the width of a three-character name."""
    left = before[-1] if before else ""
    right = after[0] if after else ""
    return (len(left) == 1 and len(right) == 1) or (left[-1:] in _SURNAMES and len(right) == 1)


def _is_label(word: str) -> bool:
    """第一章, 附件 and their like are parted from their words by spaces."""
    return bool(
        re.search(
            r"(?:第[〇一二三四五六七八九十百零\d]{1,6}[章条节编款部分]|附件|目录?|号|部|局|委|会|院|办|厅|室|组|社|署)$",
            word,
        )
    )
