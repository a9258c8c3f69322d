"""Cuts text into tokens: one Chinese character each, but what has one meaning stays whole.

A number, a date, a telephone number, a document number (发文字号, GB/T 9704-2012, 7.2.5), a web
address, a Latin word or a name after a post is one token: 380 becomes 400 and never "38" plus
something.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

Element = tuple[str, tuple[tuple[str, str], ...]]
"""Name and sorted attributes."""

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_NUMERAL = "[〇零○一二两三四五六七八九十百千万亿]"
_DIGIT_YEAR = "[〇零○一二三四五六七八九]{4}年"
_DAY = "[一二三四五六七八九十]{1,3}"
# Words that stand before a document number without being part of it.
_NOT_OF_A_NUMBER = "[据按照依见和与及或以为在由是的将对从请了于向等如即：，。、]"
POSTS = (
    "书记",
    "市长",
    "县长",
    "区长",
    "省长",
    "镇长",
    "乡长",
    "局长",
    "处长",
    "科长",
    "厅长",
    "部长",
    "司长",
    "校长",
    "院长",
    "所长",
    "会长",
    "主任",
    "主席",
    "委员",
    "常委",
    "代表",
    "专员",
    "巡视员",
    "秘书长",
    "党组成员",
    "总经理",
    "董事长",
    "联系人",
    "负责人",
    "记者",
    "编辑",
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左"
    "柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵"
    "苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐冀胥南班储"
)
_DOUBLE_SURNAMES = "欧阳|上官|诸葛|司马|司徒|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯|长孙"
# Words that follow a name of two characters rather than ending one of three.
_AFTER_A_NAME = "出主在到说作对要表宣率参调指代介汇讲致和与及等向为带听走来赴同会的是任、，。"
_NAME = (
    f"(?:{_DOUBLE_SURNAMES}|[{_SURNAMES}])"
    rf"(?:[·•]{_HAN}+)?{_HAN}(?:(?![{_AFTER_A_NAME}]){_HAN})?"
)
_AFTER_A_POST = "|".join(f"(?<={post})" for post in POSTS)
_KINDS = {
    "url": r"(?:https?://|www\.)[^\s<>\"'“”‘’，。；：、！？（）()《》【】\u3400-\u9fff]+",
    "mail": r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    "document": (
        rf"(?:(?!{_NOT_OF_A_NUMBER}){_HAN}){{0,8}}[〔\[［(（【]\d{{4}}[〕\]］)）】]第?\d{{1,5}}号"
    ),
    "date": (
        r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z"
        r"|(?<!\d)\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?"
        r"|(?<!\d)\d{1,2}月(?:\d{1,2}日)?|(?<!\d)\d{1,2}日(?!内)"
        r"|(?<!\d)\d{4}(?:-\d{1,2}-|/\d{1,2}/|[.]\d{1,2}[.])\d{1,2}(?!\d)"
        rf"|{_DIGIT_YEAR}(?:{_DAY}月(?:{_DAY}日)?)?|{_DAY}月{_DAY}日"
    ),
    "time": r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)|(?<!\d)\d{1,2}时(?:\d{1,2}分)?(?!间)",
    "phone": (
        r"(?<!\d)(?:1[3-9]\d{9}|[48]00[-－]?\d{3}[-－]?\d{4}"
        r"|[(（]0\d{2,3}[)）]\d{7,8}|0\d{2,3}[-－]?\d{7,8}(?:[-－转]\d{1,6})?"
        r"|\d{3,4}[-－]\d{7,8})(?!\d)"
    ),
    "percent": rf"\d+(?:\.\d+)?[%％‰]|百分之(?:{_NUMERAL}+(?:点{_NUMERAL}+)?|\d+(?:\.\d+)?)",
    "ordinal": rf"第(?:{_NUMERAL}+|\d+)(?=[条款项章节届次号批期轮])",
    "number": rf"\d+(?:[.,:：/－-]?\d+)*|{_NUMERAL}{{2,}}",
    "latin": r"[A-Za-z\u00c0-\u024f\u0370-\u04ff][A-Za-z0-9\u00c0-\u024f\u0370-\u04ff]*"
    r"(?:[-_./'’@][A-Za-z0-9\u00c0-\u024f\u0370-\u04ff]+)*",
    "name": f"(?=[{_SURNAMES}欧上诸司东皇尉公令慕夏长])(?:{_AFTER_A_POST}){_NAME}",
    "space": r"\s+",
    "stops": "…+|—+",
    # A character keeps what combines with it.
    "char": (
        ".[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]*"
        "(?:\u200d.[\ufe00-\ufe0f]*)*"
    ),
}
_DEAR = {
    "document": re.compile(r"[〔\[［(（【]\d{4}[〕\]］)）】]第?\d{1,5}号"),
    "name": re.compile("|".join(POSTS)),
}
"""What a text must hold before it is searched for kinds that look far back or ahead."""
WHOLE = frozenset(_KINDS) - {"space", "stops", "char"}
"""The kinds of token that stand for one thing."""


class Token(NamedTuple):
    """One unit of comparison: its text, or an object, with the inline elements around it."""

    text: str
    kind: str = "char"
    marks: tuple[Element, ...] = ()
    object: Element | None = None

    @property
    def key(self) -> object:
        """What makes two tokens the same word, whatever elements are around them."""
        return self.object or self.text


@cache
def _pattern(without: tuple[str, ...]) -> "re.Pattern[str]":
    kinds = (f"(?P<{kind}>{each})" for kind, each in _KINDS.items() if kind not in without)
    return re.compile("|".join(kinds), re.DOTALL)


def tokens(text: str, marks: tuple[Element, ...] = ()) -> list[Token]:
    """Cut text into tokens."""
    pattern = _pattern(tuple(kind for kind, hint in _DEAR.items() if not hint.search(text)))
    return [Token(found[0], found.lastgroup or "char", marks) for found in pattern.finditer(text)]


def written(these: Iterable[Token]) -> str:
    """Write tokens as text."""
    return "".join(token.text for token in these)
