"""Attachments and pictures: what stands inside them, what they tell of their makers.

The text of a file is read as one, its pieces a line each, so that reading takes time that grows
with the text and not with the number of cells. What was found is gathered: a list of three hundred
telephone numbers is one finding that names the first places. Of mistakes of writing in attachments
none is an error, because text out of a file may be broken where its lines were.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice

from ledger.formats import v1
from workflow.proofreading import (
    accounts,
    bodies,
    dates,
    leaders,
    phrases,
    privacy,
    secrecy,
    typos,
)
from workflow.proofreading.context import Context, Enclosed, File
from workflow.proofreading.finding import ERROR, HINT, WARNING, Hit, Rule
from workflow.proofreading.merging import merged
from workflow.proofreading.places import Check, Passage

_GUIDE = "国办发〔2017〕47号《政府网站发展指引》内容规范"
_LAW = "《中华人民共和国个人信息保护法》；《中华人民共和国政府信息公开条例》第十五条"
UNREAD = Rule("FILE_UNREAD", "没有读到内容的附件", WARNING, _GUIDE, "设有密码的附件")
TRACES = Rule(
    "FILE_TRACES", "附件里的修订、批注、隐藏内容", WARNING, _GUIDE, "带有修订痕迹的Word文档"
)
AUTHOR = Rule("FILE_AUTHOR", "附件属性里的作者、单位", HINT, _LAW, "属性中的“作者：张某”")
LOCATION = Rule("PIC_LOCATION", "带有拍摄地点的图片", WARNING, _LAW, "带GPS坐标的照片")
SMALL = Rule("PIC_SMALL", "过小的图片", HINT, _GUIDE, "宽120像素的配图")
RULES = (UNREAD, TRACES, AUTHOR, LOCATION, SMALL)

Found = Iterator[tuple[str, str, Hit]]
SMALLEST_WIDTH = 300
MOST_READ = 300_000
"""Characters of one file that all the rules read; personal data and secrecy are read to the end."""
MOST_HITS = 2_000
_PLACES_NAMED = 3
_GRAVE: tuple[Check, ...] = (
    privacy.identity_numbers, privacy.mobile_numbers, privacy.homes, privacy.number_plates,
    *accounts.CHECKS, *secrecy.CHECKS,
)  # fmt: skip
_OTHERS: tuple[Check, ...] = (
    typos.confusions, *phrases.CHECKS, *bodies.CHECKS, *leaders.CHECKS, *dates.CHECKS,
)  # fmt: skip
_STAYS_ERROR = frozenset({secrecy.MARK.code, secrecy.INTERNAL.code, leaders.NAME.code})
_KNOWN: dict[str, Rule] = {
    rule.code: rule
    for family in (accounts, bodies, dates, leaders, phrases, privacy, secrecy, typos)
    for rule in family.RULES
}
_ABOUT = {"author": "作者", "last_author": "修改者", "manager": "负责人", "company": "单位"}
_TRACES = {"changes": "处修订痕迹", "comments": "条批注"}


def inside(_content: v1.Content, context: Context) -> Found:
    """What stands in attachments, with page or cell."""
    pieces = [piece for piece in context.enclosed if piece.place]
    for _file, group in groupby(pieces, key=lambda piece: piece.place.split(".")[1]):
        yield from _of_file(list(group), context)


def told(content: v1.Content, context: Context) -> Found:
    """What files say of themselves, and which could not be read."""
    for file in context.files:
        place, name = f"assets.{file.number}.name", file.name
        for hit in _told(file):
            yield place, name, hit


PAGE_CHECKS = (inside, told)


def _of_file(pieces: list[Enclosed], context: Context) -> Found:
    starts, length = [], 0
    for piece in pieces:
        starts.append(length)
        length += len(piece.text) + 1
    text = "\n".join(piece.text for piece in pieces)
    whole, beginning = Passage("inside", text, context), text[:MOST_READ]
    first = Passage("inside", beginning, context)
    hits = [hit for check in _GRAVE for hit in islice(check(whole), MOST_HITS)]
    hits += [hit for check in _OTHERS for hit in islice(check(first), MOST_HITS)]
    gathered: dict[tuple[str, str, str], list[tuple[Enclosed, Hit]]] = defaultdict(list)
    for hit in merged(hits, _KNOWN):
        number = bisect_right(starts, hit.start) - 1
        piece, start = pieces[number], hit.start - starts[number]
        if start + hit.end - hit.start > len(piece.text):
            continue  # over the end of a cell: two texts that only met here
        personal = hit.code.startswith("PII_")
        words = text[hit.start : hit.end]
        if (privacy.ENCLOSED.code if personal else hit.code, words) in context.unit.exceptions:
            continue
        said = "" if personal else words
        moved = hit._replace(start=start, end=start + hit.end - hit.start)
        gathered[hit.code, said, hit.severity].append((piece, moved))
    for same in gathered.values():
        piece, hit = same[0]
        code, severity = hit.code, hit.severity
        message = f"附件“{piece.name}”{_places([each for each, _hit in same])}：{hit.message}"
        if code.startswith("PII_"):
            code = privacy.ENCLOSED.code
            message = f"{message}（{_KNOWN[hit.code].title}）"
        elif severity == ERROR and code not in _STAYS_ERROR:
            severity = WARNING
        told = hit._replace(code=code, severity=severity, message=message)
        yield piece.place, piece.text, told


def _places(pieces: list[Enclosed]) -> str:
    where = list(dict.fromkeys(piece.where for piece in pieces))
    named = "、".join(where[:_PLACES_NAMED])
    return f"{named}等共{len(pieces)}处" if len(pieces) > 1 else named


def _told(file: File) -> Iterator[Hit]:
    said = file.properties
    if file.problem:
        yield UNREAD.hit(0, 0, f"“{file.name}”：{file.problem}")
    if "gps" in said:
        message = f"“{file.name}”里存有拍摄地点的坐标，请去掉后再用。"
        yield LOCATION.hit(0, 0, message)
    if file.use == "picture":
        width = said.get("width", "")
        if width.isdigit() and int(width) < SMALLEST_WIDTH:
            message = f"“{file.name}”只有{width}像素宽，在大屏幕上看不清楚。"
            yield SMALL.hit(0, 0, message)
        return
    traces = [f"{said[key]}{what}" for key, what in _TRACES.items() if key in said]
    if "hidden_sheets" in said:
        traces.append(f"隐藏的工作表“{said['hidden_sheets']}”")
    if traces:
        message = f"“{file.name}”里有{'、'.join(traces)}，请清除后再发布。"
        yield TRACES.hit(0, 0, message)
    about = [f"{what}“{said[key]}”" for key, what in _ABOUT.items() if key in said]
    if about:
        yield AUTHOR.hit(0, 0, f"“{file.name}”的属性里写着{'、'.join(about)}。")
