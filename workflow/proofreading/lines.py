"""Texts that belong to no page, one JSON object a line: `manage.py proofread` reads them."""

import json
from dataclasses import dataclass, replace
from typing import Any

from ledger.formats import v1
from workflow.proofreading import markup
from workflow.proofreading.checking import read
from workflow.proofreading.context import Context, given
from workflow.proofreading.finding import Hit
from workflow.proofreading.mending import mended
from workflow.proofreading.register import PAGE_CHECKS, rule

LONGEST = 10_000_000
_NOTHING = v1.Content(
    page="text", kind="article", address="/", language="zh-Hans", title="", summary="", lineage=(),
    sections=(), topics=(), details={}, body_html="", text="", assets=(), links=(),
    live_from=None, live_until=None, pinned_until=None, correction="",
)  # fmt: skip


class Unreadable(ValueError):
    """A line that cannot be proofread; the text is the sentence to print."""


@dataclass(frozen=True)
class Line:
    """One text with its id and what is known about it."""

    id: str
    text: str
    context: Context


def parse(raw: bytes) -> Line:
    """Read one line.

    Raises:
        Unreadable: when it is no JSON object with a text `input`, or longer than ten megabytes.
    """
    if len(raw) > LONGEST:
        raise Unreadable(f"longer than {LONGEST // 1_000_000} MB; divide the text")
    try:
        fields = json.loads(raw.decode())
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    if not isinstance(fields, dict) or not isinstance(fields.get("input"), str):
        raise Unreadable('no object with a text "input"')
    context = fields.get("context") or {}
    if not isinstance(context, dict):
        raise Unreadable('"context" is not an object')
    try:
        return Line(str(fields.get("id", "")), fields["input"], given(context))
    except ValueError as error:
        raise Unreadable(f"context: {error}") from error


def proofread(line: Line) -> list[tuple[str, Hit]]:
    """Give excerpt and hit of everything found. Tags, where there are any, are read as a body."""
    text, body = line.text, line.text if markup.is_body(line.text) else ""
    hits = read(markup.without_tags(text) if body else text, line.context)
    if body:
        page = replace(_NOTHING, body_html=body)
        hits += [hit for check in PAGE_CHECKS for _, _, hit in check(page, line.context)]
    hits.sort(key=lambda hit: (hit.start, hit.end, hit.code))
    return [(text[hit.start : hit.end], hit) for hit in hits]


def as_json(line: Line, found: list[tuple[str, Hit]]) -> dict[str, Any]:
    """Give what was found as JSON; `span` is null for what has no place, `suggestion` is null
    where only a person can tell and "" where the span is to be left out."""
    return {
        "id": line.id,
        "findings": [
            {
                "rule": hit.code,
                "severity": hit.severity,
                "span": excerpt or None,
                "start": hit.start,
                "end": hit.end,
                "suggestion": suggested(excerpt, hit),
                "message": hit.message,
                "basis": rule(hit.code).basis,
            }
            for excerpt, hit in found
        ],
    }


def suggested(excerpt: str, hit: Hit) -> str | None:
    """Give the suggestion, None where there is none."""
    return hit.suggestion if mended(hit.code, excerpt, hit.suggestion) is not None else None
