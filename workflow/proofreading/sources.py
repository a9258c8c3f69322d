"""Reprints: they name their source and the address of the original."""

from collections.abc import Iterator

from ledger.formats import v1
from workflow.proofreading.context import Context
from workflow.proofreading.finding import ERROR, HINT, Hit, Rule
from workflow.proofreading.places import Passage

_RULES = "《政府网站发展指引》转载规范；《互联网新闻信息服务管理规定》第十五条"
MISSING = Rule("SOURCE_MISSING", "转载没有来源", ERROR, _RULES, "转载，来源为空")
ADDRESS = Rule("SOURCE_ADDRESS", "转载没有原文地址", HINT, _RULES, "转载，原文地址为空")
RULES = (MISSING, ADDRESS)


def source(passage: Passage) -> Iterator[Hit]:
    """A reprint without a source."""
    context = passage.context
    if passage.place == "text" and context.kind == "reprint" and not (context.source or "").strip():
        yield MISSING.hit(0, 0, "转载的稿件没有填写来源。")


def original(content: v1.Content, context: Context) -> Iterator[tuple[str, str, Hit]]:
    """A reprint without the address of the original."""
    address = content.details.get("source_address")
    if context.kind == "reprint" and isinstance(address, str) and not address.strip():
        hit = ADDRESS.hit(0, 0, "转载的稿件没有填写原文地址。")
        yield "details.source_address", "", hit


CHECKS = (source,)
PAGE_CHECKS = (original,)
