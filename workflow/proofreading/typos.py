"""Wrong characters: known confusions, doubled words, traditional forms among simplified ones."""

import re
from collections.abc import Iterator

from workflow.proofreading import kept
from workflow.proofreading.characters import HAN, HAN_CLASS
from workflow.proofreading.finding import ERROR, HINT, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_QUALITY = "《图书编校质量差错率计算方法》（2005）；国办秘函〔2019〕19号 严重错别字"
TYPO = Rule("TYPO", "错别字", ERROR, _QUALITY, "攻府", "政府", cause="typo")
REPEAT = Rule("TYPO_REPEAT", "重复的字词", WARNING, _QUALITY, "的的", "的", cause="typo")
TRADITIONAL = Rule(
    "CHAR_TRADITIONAL", "繁简混用", WARNING,
    "《中华人民共和国国家通用语言文字法》；《图书编校质量差错率计算方法》", "疫情过後", "疫情过后",
)  # fmt: skip
DISCOURAGED = Rule(
    "WORD_DISCOURAGED",
    "慎用词",
    WARNING,
    "《新华社新闻信息报道中的禁用词和慎用词》",
    "残废人",
    "残疾人",
)
RULES = (TYPO, REPEAT, TRADITIONAL, DISCOURAGED)

_CONFUSED = kept.finder("typos", unless=2)
_AVOIDED = kept.finder("discouraged", unless=2)
_SIMPLIFIED = {fields[0]: fields[1] for fields in kept.rows("traditional")}
_TRADITIONAL = re.compile(f"[{''.join(_SIMPLIFIED)}釆]+")
_TWICE = re.compile(
    rf"(?P<one>[的了是在和与及并把被从由将为以于至])(?P=one)(?![{HAN_CLASS}]?(?:之|确)|士"
    rf"|[对是非和气美])"
    rf"|(?P<word>{HAN}{{3,8}})(?P=word)(?!{HAN}?(?P=word))"
    r"|(?P<two>我们|他们|政府|部门|工作|发展|建设|管理|单位|企业|群众|人民|会议|进行|通过"
    r"|可以|已经|以及|应当"
    r"|开展|加强|服务|项目|问题|干部|安全|社会|国家|经济|中国|全市|全省|全国|根据|关于|通知"
    r"|规定)(?P=two)"
)
_ONCE = re.compile(
    "[目标众有]的的|[可是并应须难予加给所]以以|"
    "了了之|的的确|是是非|和和|在在|为为|一了了|不了了|将将|对对|目的的|的的士|为了了解"
)
_QUOTED = re.compile(r"《[^》\n]{0,60}$")


def confusions(passage: Passage) -> Iterator[Hit]:
    """Pairs that are always wrong, or wrong in these surroundings."""
    text = passage.text
    for place, entry in _CONFUSED.find(text):
        right, weight = entry.fields[0], entry.fields[2]
        message = f"“{entry.word}”应为“{right}”。"
        end = place + len(entry.word)
        if weight:
            message = f"“{entry.word}”多为“{right}”之误，请核对。"
        yield TYPO.hit(place, end, message, right, severity=weight)
    for place, entry in _AVOIDED.find(text):
        if _QUOTED.search(text, max(0, place - 60), place):
            continue
        message = f"“{entry.word}”是慎用词，建议用“{entry.fields[0]}”。"
        end = place + len(entry.word)
        yield DISCOURAGED.hit(place, end, message, entry.fields[0], severity=entry.fields[2])


def repeated(passage: Passage) -> Iterator[Hit]:
    """A word written twice by a slip of the hand."""
    text = passage.text
    for found in _TWICE.finditer(text):
        start, end = found.span()
        if _ONCE.search(text, max(0, start - 2), min(len(text), end + 2)):
            continue
        once = found.group("one") or found.group("two") or found.group("word")
        if found.group("word") and (len(set(once)) == 1 or once[0] in "一每越又哈啦锟烫屯"):
            continue
        severity = HINT if found.group("word") else ""
        yield REPEAT.hit(start, end, f"“{once}”重复。", once, severity=severity)


def traditional(passage: Passage) -> Iterator[Hit]:
    """Traditional characters in a simplified text. A text written in them throughout is left."""
    text = passage.text
    runs = list(_TRADITIONAL.finditer(text))
    if sum(len(run.group()) for run in runs) * 5 > len(text):
        return
    for found in runs:
        right = "".join("采" if c == "釆" else _SIMPLIFIED[c] for c in found.group())
        yield TRADITIONAL.hit(*found.span(), f"“{found.group()}”是繁体字，应为“{right}”。", right)


CHECKS = (confusions, repeated, traditional)
