"""Marks of secrecy, and words that belong to papers which never leave the house."""

import re
from collections.abc import Iterator

from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

_LAW = "《中华人民共和国保守国家秘密法》；《中华人民共和国政府信息公开条例》第十七条"
MARK = Rule("SECRET_MARK", "密级标志", ERROR, _LAW, "机密★1年", cause="secrecy")
INTERNAL = Rule(
    "INTERNAL_MARK", "内部文件的标注", ERROR, _LAW, "内部资料　注意保存", cause="secrecy"
)
WORD = Rule("INTERNAL_WORD", "内部用语", WARNING, _LAW, "此件供各处室传阅", cause="secrecy")
RULES = (MARK, INTERNAL, WORD)

_MARK = re.compile(
    r"(?:绝\s?密|机\s?密|秘\s?密)\s?[★☆＊*]\s?(?:(?:[0-9一二三四五六七八九十]{1,3}\s?(?:年"
    r"|个月))|长期)?"
)
_ALONE = re.compile(r"^[ \t\u3000]*((?:绝|机|秘)[ \t\u3000]{0,4}密)[ \t\u3000]*$", re.M)
_LEVEL = re.compile(r"(?:密\s?级|保密等级)\s?[：:]\s?(?:绝密|机密|秘密|内部)")
_INTERNAL = re.compile(
    r"内部(?:资料|文件|材料|刊物|传阅|参考)[，、 \u3000]{0,3}(?:请?注意(?:保存|保管|保密)"
    r"|不得外传|请勿外传|严禁外传|妥善保管)"
    r"|[（(【〔](?:内部资料|内部文件|内部使用|仅供内部|此件不公开|此件不予公开|不予公开"
    r"|此件发至县团级)[^）)】〕\n]{0,16}[）)】〕]"
    r"|(?:仅供|只供)(?:内部|领导)(?:参考|使用|参阅|传阅)"
    r"|^[ \t\u3000]*(?:注意保密[，、 ]?)?(?:请勿|不得|严禁|禁止)(?:外传|上网公开|对外公开)"
    r"[。！]?[ \t]*$"
    r"|^[ \t\u3000]*(?:内部资料|内部文件|内部传阅|内部明电|明[ \u3000]{0,2}电|传真电报"
    r"|内部情况通报)[ \t\u3000]*$",
    re.M,
)
_WORD = re.compile(
    r"(?:此件|本件|文件|材料)(?:请|供|送)[^。；，\n]{0,12}传阅|阅后(?:即焚|销毁|请退回|退回|收回)"
    r"|此件(?:不公开|不予公开|依申请公开)"
    r"|^[ \t\u3000]*内部(?:资料|文件)"
    r"|(?:送|呈|报)[^。；，\n]{0,12}(?:批示|圈阅)件",
    re.M,
)


def marks(passage: Passage) -> Iterator[Hit]:
    """机密★1年 wherever it stands, a level of secrecy alone on its line."""
    for pattern, group in ((_MARK, 0), (_ALONE, 1), (_LEVEL, 0)):
        for found in pattern.finditer(passage.raw):
            message = f"“{found.group(group)}”是密级标志，带密级的文件不得在网站发布。"
            yield MARK.hit(*found.span(group), message)


def internal(passage: Passage) -> Iterator[Hit]:
    """What says of itself that it must not go out."""
    for found in _INTERNAL.finditer(passage.raw):
        words = found.group().strip()
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        message = f"“{words}”是内部文件的标注，请确认可以公开。"
        yield INTERNAL.hit(start, start + len(words), message)
    for found in _WORD.finditer(passage.raw):
        words = found.group().strip()
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        yield WORD.hit(start, start + len(words), f"“{words}”是内部办文用语，请确认可以公开。")


def is_marked(text: str) -> bool:
    """Say whether a text bears a mark of secrecy: then ×× in it hides, and is no placeholder."""
    return bool(_MARK.search(text) or _ALONE.search(text))


CHECKS = (marks, internal)
