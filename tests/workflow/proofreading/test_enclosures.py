"""What is found inside attachments, and what files tell of their makers."""

from dataclasses import replace

import pytest

from ledger.formats import v1
from tests.workflow.proofreading.test_checking import EMPTY
from workflow.proofreading import Context, Enclosed, File, Lists, check

NAME = "名单.xlsx"
CLEAN = replace(EMPTY, body_html="<p>公示名单见附件。</p>", text="公示名单见附件。")


def read(*texts: str, unit: Lists | None = None) -> list[v1.Finding]:
    pieces = tuple(
        Enclosed(NAME, f"工作表“名单”C{number + 1}", text, f"assets.0.inside.{number}")
        for number, text in enumerate(texts)
    )
    return check(CLEAN, Context(enclosed=pieces, unit=unit or Lists()))


def test_personal_data_in_a_cell_is_an_error_with_the_cell() -> None:
    [finding] = read("姓名", "11010519491231002X")
    assert (finding.code, finding.severity) == ("PII_IN_ATTACHMENT", "error")
    assert (finding.place, finding.excerpt) == ("assets.0.inside.1", "11010519491231002X")
    assert "附件“名单.xlsx”工作表“名单”C2：" in finding.message


def test_three_hundred_numbers_are_one_finding_that_names_the_first_cells() -> None:
    [finding] = read(*(f"138123456{number:02d}" for number in range(90)))
    assert "C1、工作表“名单”C2、工作表“名单”C3等共90处" in finding.message


def test_two_sorts_of_numbers_are_two_findings() -> None:
    assert len(read("11010519491231002X", "13812345678")) == 2


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("机密★1年", "SECRET_MARK", "error"),
        ("内部资料　注意保存", "INTERNAL_MARK", "error"),
        ("市攻府", "TYPO", "warning"),
        ("2024年2月30日", "DATE_INVALID", "warning"),
        ("住房与城乡建设局", "ORG_AND_WORD", "warning"),
        ("户籍地址：甲县乙镇丙村3组12号", "PII_IN_ATTACHMENT", "warning"),
    ],
)
def test_other_mistakes_keep_their_rule(text: str, code: str, severity: str) -> None:
    [finding] = read(text)
    assert (finding.code, finding.severity) == (code, severity)


@pytest.mark.parametrize("text", ["姓名", "联系人,电话", "共计：３００元。。", "（一）、组织", ""])
def test_punctuation_in_tables_is_not_asked_about(text: str) -> None:
    assert read(text) == []


def test_two_cells_that_meet_are_not_one_word() -> None:
    assert read("市攻", "府") == []


def test_what_the_unit_switched_off_stays_off_but_for_errors() -> None:
    off = Lists(off=frozenset({"TYPO", "SECRET_MARK"}))
    assert [found.code for found in read("市攻府", "机密★1年", unit=off)] == ["SECRET_MARK"]


@pytest.mark.parametrize(
    ("file", "code", "says"),
    [
        (File(0, "方案.docx", "attachment", {"author": "何敏"}), "FILE_AUTHOR", "作者“何敏”"),
        (File(0, "方案.docx", "attachment", {"changes": "2"}), "FILE_TRACES", "2处修订痕迹"),
        (File(0, NAME, "attachment", {"hidden_sheets": "底稿"}), "FILE_TRACES", "底稿"),
        (File(0, "方案.pdf", "attachment", {}, "文件设有密码。"), "FILE_UNREAD", "密码"),
        (File(0, "现场.jpg", "picture", {"gps": "30.1,120.2"}), "PIC_LOCATION", "坐标"),
        (File(0, "图标.png", "picture", {"width": "120"}), "PIC_SMALL", "120像素"),
    ],
)
def test_files_tell_more_than_their_words(file: File, code: str, says: str) -> None:
    [finding] = check(CLEAN, Context(files=(file,)))
    assert finding.code == code
    assert says in finding.message


@pytest.mark.parametrize(
    "file",
    [
        File(0, "方案.docx", "attachment", {"program": "Word", "pages": "3"}),
        File(0, "全景.jpg", "picture", {"width": "1200", "camera": "NIKON"}),
    ],
)
def test_a_clean_file_is_left_alone(file: File) -> None:
    assert check(CLEAN, Context(files=(file,))) == []
