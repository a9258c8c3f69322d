"""Office-holders of the unit: the right name after the post, the order of lists, former posts."""

import re
from collections.abc import Iterator

from workflow.proofreading.confusable import confused
from workflow.proofreading.finding import ERROR, HINT, WARNING, Hit, Rule
from workflow.proofreading.places import Passage
from workflow.proofreading.unit import Holder

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

_BEFORE = re.compile(r"(?:原|前|时任|曾任|首任|历任|副|常务副|代理?|候任)$")


def names(passage: Passage) -> Iterator[Hit]:
    """The name that follows a post is that of somebody who holds it."""
    text, day = passage.text, passage.context.day
    holders = passage.context.unit.holders
    for post in sorted({holder.post for holder in holders}, key=len, reverse=True):
        of_post = [holder for holder in holders if holder.post == post]
        for found in re.finditer(re.escape(post), text):
            before = text[max(0, found.start() - 3) : found.start()]
            after = text[found.end() : found.end() + 4]
            if _BEFORE.search(before):
                continue
            exact = [holder for holder in of_post if after.startswith(holder.name)]
            if not exact:
                yield from _misspelt(found.end(), after, of_post)
            elif not any(holder.holds(day) for holder in exact):
                message = f"{exact[0].name}已不担任{post}；说从前的事请加“时任”。"
                yield FORMER.hit(found.start(), found.end() + len(exact[0].name), message)


def orders(passage: Passage) -> Iterator[Hit]:
    """A list of leaders keeps the order of the list; the post comes before the name."""
    text = passage.text
    order = {holder.name: holder.order for holder in passage.context.unit.holders}
    if not order:
        return
    one = "|".join(map(re.escape, sorted(order, key=len, reverse=True)))
    for found in re.finditer(rf"(?:{one})(?:、(?:{one})){{1,40}}", text):
        said = found.group().split("、")
        right = sorted(said, key=order.__getitem__)
        if said != right:
            message = f"领导排序应为“{'、'.join(right)}”。"
            yield ORDER.hit(*found.span(), message, "、".join(right))
    for holder in passage.context.unit.holders:
        title = holder.post[-2:]
        for found in re.finditer(re.escape(holder.name) + f"(?:{title})(?!助理|办)", text):
            message = "书面语里职务在姓名之前。"
            yield TITLE.hit(*found.span(), message, f"{title}{holder.name}")


def own_words(passage: Passage) -> Iterator[Hit]:
    """Words of the unit's own list."""
    text = passage.text
    for wrong, right, severity in passage.context.unit.words:
        for found in re.finditer(re.escape(wrong), text):
            message = f"“{wrong}”在本单位词表中" + (f"，应为“{right}”。" if right else "，请核对。")
            yield WORD.hit(*found.span(), message, right, severity=severity)


CHECKS = (names, orders, own_words)


def _misspelt(start: int, after: str, holders: list[Holder]) -> Iterator[Hit]:
    for holder in holders:
        written = after[: len(holder.name)]
        wrong = [pair for pair in zip(written, holder.name, strict=False) if pair[0] != pair[1]]
        if len(written) == len(holder.name) and len(wrong) == 1 and confused(*wrong[0]):
            message = f"{holder.post}应为{holder.name}，写成了{written}。"
            yield NAME.hit(start, start + len(written), message, holder.name)
            return
