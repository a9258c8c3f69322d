"""Names of bodies, meetings and laws: wrong ones, and those that a reform has changed."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from workflow.proofreading import kept
from workflow.proofreading.characters import HAN
from workflow.proofreading.finding import ERROR, WARNING, Hit, Rule
from workflow.proofreading.places import Passage

OLD_NAME = Rule(
    "ORG_OLD_NAME", "机构改革前的名称", WARNING, "2018年、2023年党和国家机构改革方案", "国土资源部",
    "自然资源部", cause="body",
)  # fmt: skip
AND_WORD = Rule(
    "ORG_AND_WORD", "机构名称里的“和”", ERROR, "国务院机构设置文件中的机构名称", "住房与城乡建设局",
    "住房和城乡建设局", cause="body",
)  # fmt: skip
NAME = Rule(
    "ORG_NAME", "机构、会议名称有误", ERROR, "国务院机构设置文件；宪法和组织法中的名称",
    "全国人大代表大会", "全国人民代表大会", cause="body",
)  # fmt: skip
LAW = Rule(
    "LAW_REPEALED", "已废止的法律", WARNING, "《中华人民共和国民法典》第一千二百六十条等",
    "依据《合同法》", "《中华人民共和国民法典》", cause="body",
)  # fmt: skip
RULES = (OLD_NAME, AND_WORD, NAME, LAW)

_WRONG = kept.finder("wrong_names", unless=2)
_OLD = kept.finder("bodies", unless=4)
_HALVES = "|".join(
    f"(?P<a{n}>{one})(?:与|及|以及){other}" for n, (one, other) in enumerate(kept.rows("joined", 2))
)
_JOINED = re.compile(rf"(?:{_HALVES})(?P<kind>部|厅|局|委员会|委|办公室)(?!分|门|署|长远|件)")
_LAWS = {fields[0]: fields for fields in kept.rows("laws", 3)}
_LAW = re.compile(
    rf"《(?:中华人民共和国)?(?P<law>{'|'.join(map(re.escape, _LAWS))})(?:》|（(?:试行)?）》)"
)
_REPEALED = re.compile(r"废止|失效|原|曾|当时|不再施行|旧")
# What may stand before the name of a ministry; 美国农业部 is another country's.
_BEFORE = frozenset(
    "向由经与和及至到报据被对为是从按在赴将以请给让并同受会把凭交归属找送获函令各"
    "，、。；：（(“ \u3000\n"
)
_AFTER = re.compile(r"门|分|署|件|落|位|队|长|类|级|公告|令|《|(?:令|公告)?(?:第|〔)")
_LOCAL = frozenset("省市县区州旗盟")
_MINISTRY = re.compile(r"^(?:国家|中国|国务院)|部$|总局$|[^局]会$")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年")


def wrong_names(passage: Passage) -> Iterator[Hit]:
    """Names that no body has; 与 where the name has 和."""
    text = passage.text
    for place, entry in _WRONG.find(text):
        message = f"“{entry.word}”应为“{entry.fields[0]}”。"
        yield NAME.hit(place, place + len(entry.word), message, entry.fields[0])
    if "与" in text or "及" in text:
        for found in _JOINED.finditer(text):
            right = re.sub("以及|与|及", "和", found.group())
            yield AND_WORD.hit(*found.span(), f"机构名称应为“{right}”。", right)


def old_names(passage: Passage) -> Iterator[Hit]:
    """A name from before the reform, in a text from after it. Not after 原, not in titles and
    quotations, not in a sentence about an earlier year."""
    text, today, unit = passage.text, passage.context.day, passage.context.unit
    own = ((place, entry, unit.edition("bodies")) for place, entry in unit.old_bodies.find(text))
    for place, entry, edition in chain(
        ((place, entry, "") for place, entry in _OLD.find(text)), own if unit.bodies else ()
    ):
        new, since, basis = entry.fields[:3]
        if today is not None and today < date.fromisoformat(since):
            continue
        end = place + len(entry.word)
        if not _names_a_body(text, place, end, entry.word) or _is_past(text, place, end, since):
            continue
        why = f"（{basis}）" if basis else ""
        message = f"“{entry.word}”已改为“{new}”{why}{edition}；说从前的事请加“原”字。"
        yield OLD_NAME.hit(place, end, message, new)


def repealed_laws(passage: Passage) -> Iterator[Hit]:
    """A law that is no longer in force, cited as if it were."""
    text, today = passage.text, passage.context.day
    for found in _LAW.finditer(text):
        name = found.group("law")
        _word, new, since = _LAWS[name][:3]
        if today is not None and today < date.fromisoformat(since):
            continue
        around = text[max(0, found.start() - 12) : found.end() + 16]
        if _REPEALED.search(around) or _is_past(text, found.start(), found.end(), since):
            continue
        message = f"《{name}》已自{since}起不再施行，现为《{new}》，请核对。"
        yield LAW.hit(*found.span(), message, f"《{new}》")


CHECKS = (wrong_names, old_names, repealed_laws)


def _names_a_body(text: str, place: int, end: int, word: str) -> bool:
    before, after = text[max(0, place - 2) : place], text[end : end + 6]
    if before.endswith(("原", "前", "时任", "（原", "老")) or _AFTER.match(after):
        return False
    if not before or not re.match(HAN, before[-1]):
        return not before.endswith(("）", ")"))
    if _MINISTRY.search(word):
        return before[-1] in _BEFORE
    return before[-1] in _BEFORE or before[-1] in _LOCAL


def _is_past(text: str, place: int, end: int, since: str) -> bool:
    """Say whether it stands in a title, a quotation, or beside a year before the reform."""
    line = text.rfind("\n", 0, place) + 1
    before = text[max(line, place - 80) : place]
    for opens, closes in (("《", "》"), ("“", "”"), ("〈", "〉")):
        if before.rfind(opens) > before.rfind(closes):
            return True
    sentence = re.split(r"[。；！？]", before)[-1]
    years = [int(found.group("year")) for found in _YEAR.finditer(sentence)]
    years += [int(found.group("year")) for found in _YEAR.finditer(text, end, end + 12)]
    return any(year < int(since[:4]) for year in years) or "原" in sentence[-8:]
