"""What is read out of files, and where it stands in them."""

import pytest

from ledger.extracts import Extract, Part, extract
from ledger.opening import parts
from tests.ledger.extracts import files
from tests.ledger.extracts.files import DOCX, JPEG, PDF, PPTX, XLSX


def test_a_word_document_gives_paragraphs_cells_and_margins_with_their_places() -> None:
    data = files.word(["第一条", "", "第二条"], [["姓名", "手机"], ["王某", "13812345678"]])
    found = extract(data, DOCX)
    assert found.problem == ""
    assert found.parts == (
        Part("第1段", "第一条"),
        Part("第2段", "第二条"),
        Part("表1第1行第1格", "姓名"),
        Part("表1第1行第2格", "手机"),
        Part("表1第2行第1格", "王某"),
        Part("表1第2行第2格", "13812345678"),
        Part("页眉", "内部资料　注意保存"),
    )
    assert found.properties["author"] == "何敏"


def test_words_that_were_deleted_while_changes_were_tracked_are_read_too() -> None:
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>留下</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r>"
        "</w:del></w:p></w:body></w:document>"
    )
    found = extract(files.package({"word/document.xml": xml}), DOCX)
    assert [part.text for part in found.parts] == ["留下", "删去"]
    assert found.properties["changes"] == "1"


def test_a_workbook_gives_cells_of_hidden_sheets_comments_and_whole_numbers() -> None:
    data = files.sheet(
        [["姓名", "身份证号"], ["王某", 13812345678]], hidden="底稿里的话", comment="请核对"
    )
    found = extract(data, XLSX)
    assert dict(found.parts) == {
        "单元格A1的批注": "请核对",
        "工作表“名单”A1": "姓名",
        "工作表“名单”B1": "身份证号",
        "工作表“名单”A2": "王某",
        "工作表“名单”B2": "13812345678",
        "隐藏的工作表“底稿”B2": "底稿里的话",
    }
    assert found.properties["hidden_sheets"] == "底稿"
    assert found.properties["author"] == "何敏"


def test_a_pdf_gives_its_pages_and_its_author() -> None:
    found = extract(files.pdf("第一页的话", "第二页的话"), PDF)
    assert [part.place for part in found.parts] == ["第1页", "第2页"]
    assert "第二页的话" in found.parts[1].text
    assert found.properties["author"] == "何敏"


def test_slides_are_numbered() -> None:
    found = extract(files.slides("开场", "结尾"), PPTX)
    assert found.parts == (Part("第1张", "开场"), Part("第2张", "结尾"))


def test_a_picture_says_where_it_was_taken_and_one_without_says_nothing() -> None:
    assert extract(files.picture(gps=True), JPEG).properties["gps"] == "30.25000,120.51000"
    without = extract(files.picture(gps=False), JPEG).properties
    assert "gps" not in without
    assert (without["width"], without["height"], without["author"]) == ("64", "48", "He Min")


def test_a_kind_that_has_no_text_gives_nothing() -> None:
    assert extract(b"WEBVTT", "text/vtt") == Extract()


BOMB = files.package({"word/document.xml": "<a>" + " " * (80 * 1024 * 1024) + "</a>"})
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "media_type", "problem"),
    [
        (b"", DOCX, parts.LYING),
        (b"", PDF, parts.LYING),
        (b"no picture", JPEG, parts.DAMAGED),
        (files.word(["a"])[:900], DOCX, parts.DAMAGED),
        (files.sheet([["a"]]), DOCX, parts.LYING),
        (files.pdf("a"), XLSX, parts.LYING),
        (files.pdf("a")[:600], PDF, parts.DAMAGED),
        (files.pdf("a", password="云汐"), PDF, parts.PROTECTED),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            DOCX,
            parts.PROTECTED,
        ),
        (files.pdf(""), PDF, parts.NO_TEXT),
        (BOMB, DOCX, parts.SWELLS),
        (files.package({"word/document.xml": ENTITIES}), DOCX, parts.DAMAGED),
        (files.package({"xl/workbook.xml": "<a/>"}), XLSX, parts.DAMAGED),
        (b"x" * (50 * 1024 * 1024 + 1), PDF, parts.TOO_LARGE),
    ],
    ids=[
        "an empty document", "an empty PDF", "no picture", "half a document", "a sheet as document",
        "a PDF as sheet", "half a PDF", "a PDF with a password", "a document with a password",
        "a scanned page", "a bomb", "entities", "a workbook without sheets", "too large",
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_so_in_a_sentence(
    data: bytes, media_type: str, problem: str
) -> None:
    found = extract(data, media_type)
    assert found.problem == problem
    assert found.parts == ()


def test_macros_are_told_and_the_words_are_read_all_the_same() -> None:
    found = extract(files.with_part(files.word(["正文"]), "word/vbaProject.bin", "x"), DOCX)
    assert found.problem == parts.MACROS
    assert found.parts[0] == Part("第1段", "正文")


def test_a_sheet_without_end_is_read_up_to_a_bound_and_says_so() -> None:
    rows = [["共计" * 100] * 20 for _row in range(1000)]
    found = extract(files.sheet(rows), XLSX)
    assert found.problem == parts.ONLY_BEGINNING
    assert len(found.text) > parts.MOST_CHARACTERS * 0.9
