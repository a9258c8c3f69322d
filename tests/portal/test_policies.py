"""A policy document: its table, whether it holds, and what explains it."""

from typing import Any

import pytest

from ledger.formats import v1
from tests import evidence
from tests.portal.caller import Caller
from tests.portal.town import POLICY, Town, article


def document(name: str = "云汐市轮渡管理办法", **details: Any) -> v1.Content:
    """Give a policy document of the section 政策."""
    return evidence.content(
        name,
        kind="policy",
        lineage=(POLICY,),
        address=f"/policy/202611/{evidence.content(name).address[-11:]}",
        details={
            "document_number": "云政发〔2026〕18号", "index_number": "0000000001/2026-00127",
            "issuing_body": "云汐市人民政府办公室", "document_kind": "通知",
            "subject": "城乡建设、环境保护", "written_on": "2026-09-11",
            "effective_on": "2026-10-01", "validity": "valid",
            "validity_note": "有效期至2028年12月31日", "department": "", "byline": "",
            "source": "", "source_address": "", "series": "", "reprint": False,
            "interpretations": [], **details,
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("标题", "云汐市轮渡管理办法"),
        ("索引号", "0000000001/2026-00127"),
        ("主题分类", "城乡建设、环境保护"),
        ("发文机关", "云汐市人民政府办公室"),
        ("公文种类", "通知"),
        ("成文日期", "2026年9月11日"),
        ("发文字号", "云政发〔2026〕18号"),
        ("施行日期", "2026年10月1日"),
        ("有效性", "现行有效"),
        ("有效性", "有效期至2028年12月31日"),
    ],
)
def test_the_table_has_a_row_for_each_field(
    town: Town, call: Caller, name: str, value: str
) -> None:
    made = document()
    town.release(made)
    table = call(made.address).text.partition('<dl class="doc-meta">')[2].partition("</dl>")[0]
    row = table.partition(f"<dt>{name}</dt>")[2].partition("</div>")[0]
    assert value in row


def test_an_empty_field_has_no_row(town: Town, call: Caller) -> None:
    made = document(index_number="", effective_on="")
    town.release(made)
    text = call(made.address).text
    assert "索引号" not in text
    assert "施行日期" not in text


@pytest.mark.parametrize(
    ("validity", "name", "warned"),
    [
        ("valid", "现行有效", False),
        ("amended", "已修改", False),
        ("expired", "已失效", True),
        ("repealed", "已废止", True),
    ],
)
def test_a_document_that_does_not_hold_says_so_in_the_list_too(
    town: Town, call: Caller, validity: str, name: str, warned: bool
) -> None:
    made = document(validity=validity)
    town.release(made)
    assert f">{name}</span>" in call(made.address).text
    assert (f">{name}</span>" in call("/policy/").text) is warned


def test_it_leads_to_what_explains_it_while_that_is_public(town: Town, call: Caller) -> None:
    explained = article("轮渡管理办法解读")
    made = document(interpretations=[explained.page])
    town.release(explained, made)
    assert "轮渡管理办法解读" in call(made.address).text
    town.withdraw(explained.page)
    assert "轮渡管理办法解读" not in call(made.address).text


def test_nonsense_in_its_fields_is_shown_as_text_or_not_at_all(town: Town, call: Caller) -> None:
    made = document(written_on="2026-13-45", validity="<b>", interpretations="all")
    town.release(made)
    reply = call(made.address)
    assert reply.status == 200
    assert "2026-13-45" in reply.text
    assert "有效性" not in reply.text
