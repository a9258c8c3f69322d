"""What proofreading knows and finds of a content: its files opened, its title compared.

Never called while the write lock is held: opening a file takes as long as the file makes it.
"""

import time
from collections.abc import Iterator

from ledger import extracts
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import ReleaseIndex
from workflow import proofreading
from workflow.lexicons import force
from workflow.models import SubmissionItem
from workflow.proofreading import Context, Enclosed, File

MOST_SECONDS = 90
"""For opening all files of one page that nobody opened before."""
NOT_IN_TIME = "附件太多，没有在规定时间内读完，请人工核对。"
GONE = "文件缺失或已被改动，没有读取。"
_ITEMS = frozenset({"article", "policy"})
_MOST_ALIKE = 50


def findings(content: v1.Content) -> list[v1.Finding]:
    """Give what proofreading finds in a content, its attachments and its title among others."""
    return proofreading.check(content, context_of(content))


def context_of(content: v1.Content, *, compare_title: bool = True) -> Context:
    """Give what is known besides the words: the files' text and properties, the unit's lists, and
    unless it is not asked for, who bears the same title."""
    files, enclosed = [], []
    for file, pieces in _opened(content):
        files.append(file)
        enclosed.extend(pieces)
    return Context(
        files=tuple(files),
        enclosed=tuple(enclosed),
        same_title=same_title(content) if compare_title else "",
        unit=force.in_force(),
    )


def same_title(content: v1.Content) -> str:
    """Give the address of another published item with the very same title; "" when none has it."""
    if content.kind not in _ITEMS or not content.title:
        return ""
    rows = SubmissionItem.objects.filter(title=content.title[:255]).exclude(
        review__uid=content.page
    )
    for row in rows.select_related("review").order_by("-pk")[:_MOST_ALIKE]:
        newest = ReleaseIndex.objects.filter(page=row.review.uid).order_by("-sequence").first()
        if newest is not None and newest.content == row.content and newest.kind != "withdraw":
            return newest.address
    return ""


def text_inside(content: v1.Content, place: str) -> str:
    """Give the text of a place inside an attachment, as a finding names it; "" when unknown."""
    parts = place.split(".")
    if len(parts) != 4 or parts[0] != "assets" or parts[2] != "inside":
        return ""
    try:
        known = extracts.texts(content.assets[int(parts[1])]["digest"])
        return known.parts[int(parts[3])].text if known else ""
    except (IndexError, ValueError):
        return ""


def _opened(content: v1.Content) -> Iterator[tuple[File, list[Enclosed]]]:
    until = time.monotonic() + MOST_SECONDS
    for number, asset in enumerate(content.assets):
        if not extracts.is_read(asset["media_type"]):
            continue
        name, use = asset["name"], asset["use"]
        found = extracts.texts(asset["digest"])
        try:
            if found is None and time.monotonic() < until:
                found = extracts.kept(asset["digest"])
            problem = NOT_IN_TIME if found is None else found.problem
        except Broken:
            found, problem = None, GONE
        properties = found.properties if found else {}
        yield (
            File(number, name, use, properties, problem),
            [
                Enclosed(name, part.place, part.text, f"assets.{number}.inside.{index}")
                for index, part in enumerate(found.parts if found else ())
            ],
        )
