"""Whether a reviewer waits for the difference of two versions of 5,000 characters.

Two baselines: the 50 ms that were promised, and Python's own difflib on the characters of the two
plain texts, which knows nothing of numbers, tables, links or moved sentences. The ratio is the
baseline over the best of several measurements, so more is better; what counts is the processor's
time, because comparing waits for nothing. One version has a change in
every tenth paragraph, the other one in each.
"""

import random
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from time import process_time

from bench.measurement import Measurement
from ledger.formats import v1
from workflow.desk.comparing import page, summary

CHARACTERS = 5_000
ROUNDS = 15
PROMISED = 0.050
_WORDS = """
    各区县 人民政府 市政府 部门 按照 职责 分工 认真 组织 实施 确保 各项 措施 落到实处 居民 基本 医疗
    保险 缴费 标准 财政 补助 困难 群众 学校 统一 办理 申请 材料 窗口 咨询 时间 期限 工作 通知 要求
"""
UID = "00000000-0000-4000-8000-000000000001"


def measure() -> Iterator[Measurement]:
    """Measure few changes and many."""
    chance = random.Random(20261125)
    paragraphs = _paragraphs(chance)
    old = _content(paragraphs)
    for name, step in (("a tenth of the paragraphs", 10), ("every paragraph", 1)):
        new = _content([_changed(each, n, step) for n, each in enumerate(paragraphs)])
        best = min(_timed(old, new) for _round in range(ROUNDS))
        label = f"comparing {CHARACTERS} characters, {name}: {1000 * best:.0f} ms"
        yield Measurement(label, "50 ms promised", PROMISED / best, 1.0)
        plain = min(_characters(old.text, new.text) for _round in range(3))
        yield Measurement(label, "difflib on the characters", plain / best, 1.0)


def _paragraphs(chance: random.Random) -> list[str]:
    found: list[str] = []
    while sum(map(len, found)) < CHARACTERS:
        clauses = [
            "".join(chance.choices(_WORDS, k=5)) for _clause in range(chance.randrange(3, 7))
        ]
        amount = chance.randrange(100, 999)
        found.append(
            "，".join(clauses) + f"，标准为{amount}元。自2026年{len(found) % 12 + 1}月1日起执行。"
        )
    return found


def _changed(text: str, number: int, step: int) -> str:
    """Change an amount, a date, a word, or put a sentence in front."""
    if number % step:
        return text
    if number % 4 == 0:
        return text.replace("标准为", "最高标准为1")
    if number % 4 == 1:
        return text.replace("月1日", "月15日")
    if number % 4 == 2:
        return text.replace("，", "，不得拖延，", 1)
    return f"第{number}项另行规定。{text}"


def _content(paragraphs: list[str]) -> v1.Content:
    body = "".join(
        f'<h2 id="s{n // 8 + 1}">第{n // 8 + 1}部分</h2><p>{text}</p>'
        if n % 8 == 0
        else f"<p>{text}</p>"
        for n, text in enumerate(paragraphs)
    )
    return v1.Content(
        page=UID,
        kind="article",
        address="/a/202611/1.html",
        language="zh-Hans",
        title="关于办理的通知",
        summary="",
        lineage=(),
        sections=(),
        topics=(),
        details={"byline": "本报记者", "source": "市政府办公室"},
        body_html=body,
        text=re.sub("<[^>]*>", "\n", body),
        assets=(),
        links=(),
        live_from=None,
        live_until=None,
        pinned_until=None,
        correction="",
    )


def _timed(old: v1.Content, new: v1.Content) -> float:
    began = process_time()
    result = page.compare(old, new)
    lines = [summary.line(change) for change in result.changes]
    seconds = process_time() - began
    assert lines
    return seconds


def _characters(old: str, new: str) -> float:
    began = process_time()
    SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return process_time() - began
