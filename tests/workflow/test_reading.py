"""A submission is read with its attachments, before the write lock is taken."""

from dataclasses import replace

import pytest
from django.db import connection

from ledger import assets, extracts
from ledger.formats import v1
from tests.ledger.extracts import files
from tests.scenes import Office
from workflow import commands
from workflow.models import Finding

pytestmark = pytest.mark.django_db


def attached(page: commands.FrozenPage, data: bytes, kind: str, name: str) -> commands.FrozenPage:
    row = assets.store(data, kind, name)
    entry = {
        "digest": row.digest, "size": row.size, "media_type": kind, "name": name, "alt": "",
        "use": "attachment",
    }  # fmt: skip
    return replace(page, content=replace(page.content, assets=(entry,)))


def of(submission: object) -> list[v1.Finding]:
    rows = Finding.objects.filter(submission=submission).order_by("position")
    return [v1.Finding.parse(bytes(row.statement)) for row in rows]


def test_a_telephone_number_in_a_workbook_is_found_with_its_cell(office: Office) -> None:
    rows = [["姓名", "手机"], ["王某", 13812345678]]
    page = attached(office.page(), files.sheet(rows), files.XLSX, "公示名单.xlsx")
    found = of(office.submit(page))
    [personal] = [each for each in found if each.code == "PII_IN_ATTACHMENT"]
    assert personal.excerpt == "13812345678"
    assert "附件“公示名单.xlsx”工作表“名单”B2：" in personal.message
    assert commands.text_inside(page.content, personal.place) == "13812345678"


def test_an_attachment_with_a_password_is_said_to_be_unread(office: Office) -> None:
    data = files.pdf("名单", password="云汐")
    found = of(office.submit(attached(office.page(), data, files.PDF, "名单.pdf")))
    assert [each.code for each in found] == ["FILE_UNREAD"]


def test_files_are_opened_before_the_write_lock(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth = len(connection.savepoint_ids)
    seen = []

    def look(digest: str) -> extracts.Extract:
        seen.append(len(connection.savepoint_ids))
        return extracts.Extract()

    monkeypatch.setattr(extracts, "kept", look)
    office.submit(attached(office.page(), files.word(["正文"]), files.DOCX, "方案.docx"))
    assert seen == [depth]


def test_a_title_that_is_public_already_is_noticed_and_one_that_is_not_is_not(
    office: Office,
) -> None:
    title = "关于开展冬季消防安全检查的通知"
    first = office.page(title)
    office.submit(first)
    again = office.page(title)
    assert commands.findings(again.content) == []
    other = office.page("关于公布节假日值班安排的通知")
    office.release(other)
    same = office.page("关于公布节假日值班安排的通知")
    [finding] = commands.findings(same.content)
    assert finding.code == "TITLE_SAME"
    assert str(other.content.address) in finding.message
    assert commands.findings(other.content) == []


def test_a_place_that_is_not_inside_a_file_has_no_text_there(office: Office) -> None:
    content = office.page().content
    for place in ("text", "assets.0.name", "assets.0.inside.0", "assets.x.inside.y"):
        assert commands.text_inside(content, place) == ""
