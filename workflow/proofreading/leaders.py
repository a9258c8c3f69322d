"""Office-holders of the unit: the right name after the post, the order of lists, former posts."""

import re
from collections.abc import Iterator

from workflow.proofreading.confusable import confused
from workflow.proofreading.finding import ERROR, HINT, WARNING, Hit, Rule
from workflow.proofreading.places import Passage
from workflow.proofreading.unit import Holder, Lists

_BASIS = "国办秘函〔2019〕19号 严重错别字、领导姓名职务；本单位任职名单"
NAME = Rule(
    "LEADER_NAME", "领导姓名有误", ERROR, _BASIS, "市长林志远", "市长林致远", cause="leader"
)
FORMER = Rule(
    "LEADER_FORMER", "已不在任的职务", WARNING, _BASIS, "市长郑平（已离任）", cause="leader"
)
ORDER = Rule("LEADER_ORDER", "领导排序", WARNING, _BASIS, "周敏、林致远", "林致远、周敏")
TITLE = Rule(
    "LEADER_TITLE", "职务在姓名之前", HINT, _BASIS, "林致远市长", "市长林致远", cause="leader"
)
WORD = Rule("UNIT_WORD", "本单位的禁用词、易错词", WARNING, "本单位词表", "（本单位词表里的词）")
RULES = (NAME, FORMER, ORDER, TITLE, WORD)

_PART = re.compile("助理|办")
_BEFORE = re.compile(r"(?:原|前|时任|曾任|首任|历任|副|常务副|代理?|候任)$")


def names(passage: Passage) -> Iterator[Hit]:
    """The name that follows a post is that of somebody who holds it."""
    text, day, unit = passage.text, passage.context.day, passage.context.unit
    for place, entry in unit.post_finder.find(text) if unit.holders else ():
        post, end = entry.word, place + len(entry.word)
        if _BEFORE.search(text, max(0, place - 3), place):
            continue
        of_post = unit.posts[post]
        exact = [holder for holder in of_post if text.startswith(holder.name, end)]
        if not exact:
            yield from _misspelt(end, text[end : end + 4], of_post, unit)
        elif not any(holder.holds(day) for holder in exact):
            whose = f"{exact[0].name}已不担任{post}{unit.edition('holders')}"
            message = f"{whose}；说从前的事请加“时任”。"
            yield FORMER.hit(place, end + len(exact[0].name), message)


def orders(passage: Passage) -> Iterator[Hit]:
    """A list of leaders keeps the order of the list; the post comes before the name."""
    text, unit = passage.text, passage.context.unit
    if not unit.holders:
        return
    found = [(place, entry.word) for place, entry in unit.name_finder.find(text)]
    for run in _runs(text, found):
        said = [name for _place, name in run]
        right = sorted(said, key=lambda name: unit.names[name][0].order)
        if said != right:
            start, (last, name) = run[0][0], run[-1]
            message = f"领导排序应为“{'、'.join(right)}”{unit.edition('holders')}。"
            yield ORDER.hit(start, last + len(name), message, "、".join(right))
    for place, name in found:
        end = place + len(name)
        for holder in unit.names[name]:
            title = holder.post[-2:]
            if text.startswith(title, end) and not _PART.match(text, end + len(title)):
                message = "书面语里职务在姓名之前。"
                yield TITLE.hit(place, end + len(title), message, f"{title}{name}")
                break


def own_words(passage: Passage) -> Iterator[Hit]:
    """Words of the unit's own list."""
    unit = passage.context.unit
    whose = f"本单位词表{unit.edition('words')}"
    for place, entry in unit.own_words.find(passage.text) if unit.words else ():
        right, severity = entry.fields
        message = f"“{entry.word}”在{whose}中" + (f"，应为“{right}”。" if right else "，请核对。")
        yield WORD.hit(place, place + len(entry.word), message, right, severity=severity)


CHECKS = (names, orders, own_words)


def _runs(text: str, found: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Give the names that stand one behind the other, parted by 、 alone."""
    run: list[tuple[int, str]] = []
    for place, name in found:
        if run and not (place == run[-1][0] + len(run[-1][1]) + 1 and text[place - 1] == "、"):
            if len(run) > 1:
                yield run
            run = []
        run.append((place, name))
    if len(run) > 1:
        yield run


def _misspelt(start: int, after: str, holders: list[Holder], unit: Lists) -> Iterator[Hit]:
    for holder in holders:
        written = after[: len(holder.name)]
        wrong = [pair for pair in zip(written, holder.name, strict=False) if pair[0] != pair[1]]
        if len(written) == len(holder.name) and len(wrong) == 1 and confused(*wrong[0]):
            whose = f"{holder.post}应为{holder.name}{unit.edition('holders')}"
            message = f"{whose}，写成了{written}。"
            yield NAME.hit(start, start + len(written), message, holder.name)
            return
