"""Files from outside become lines of a list, or a sentence that says which line and why."""

import pytest
from django.utils import translation

from tests.ledger.extracts import files
from workflow.lexicons import tables
from workflow.lexicons.kinds import KINDS
from workflow.lexicons.tables import Unreadable

HOLDERS, WORDS = KINDS["holders"], KINDS["words"]
HEAD = "name,post,order,since,until\n"


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def test_a_csv_of_office_holders_is_read_and_written_alike() -> None:
    text = HEAD + "林致远,市长,1,2024-01-05,\n周敏,副市长,2,,\n"
    rows = tables.read(text.encode(), "任职.csv", HOLDERS)
    assert rows == [["林致远", "市长", "1", "2024-01-05", ""], ["周敏", "副市长", "2", "", ""]]
    assert tables.read(tables.as_csv(HOLDERS, rows), "任职.csv", HOLDERS) == rows
    assert tables.read(tables.as_xlsx(HOLDERS, rows), "任职.xlsx", HOLDERS) == rows


def test_a_file_as_an_older_office_program_writes_it_is_read() -> None:
    data = (HEAD + "林致远,市长,1,,\n").encode("gb18030")
    assert tables.read(data, "任职.csv", HOLDERS)[0][0] == "林致远"


def test_columns_may_bear_the_names_that_people_see() -> None:
    text = "姓名,职务,名单中的次序,起始日期,终止日期\n林致远,市长,1,,\n"
    with translation.override("zh-hans"):
        assert tables.read(text.encode(), "任职.csv", HOLDERS) == [["林致远", "市长", "1", "", ""]]
    with pytest.raises(Unreadable):
        tables.read(text.replace("姓名", "名字").encode(), "任职.csv", HOLDERS)


def test_a_workbook_with_real_dates_and_numbers_is_read() -> None:
    from_sheet = [["name", "post", "order", "since", "until"], ["林致远", "市长", 1, "", ""]]
    assert tables.read(files.sheet(from_sheet), "任职.xlsx", HOLDERS) == [
        ["林致远", "市长", "1", "", ""]
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("姓名,职务\n", "has to name the columns"),
        ("", "has to name the columns"),
        (HEAD + "林致远,,1,,\n", "Line 2: name and post"),
        (HEAD + "林致远,市长,first,,\n", "Line 2: the order"),
        (HEAD + "林致远,市长,1,2024/1/5,\n", "Line 2: days"),
        (HEAD + "林致远,市长,1,2024-02-01,2024-01-01\n", "Line 2: the last day"),
        (HEAD + "林致远,市长\n", "Line 2: it has not 5 columns"),
        (HEAD + "林致远,市长,1,,\n\n林致远,市长,2,,\n", "Line 4: the same as line 2"),
        (HEAD + "林\u200b致远,市长,1,,\n", "Line 2: a cell holds characters"),
        (HEAD + f"{'长' * 201},市长,1,,\n", "Line 2: a cell is longer"),
        (HEAD + '"林致远,市长,1,,\n', "is no CSV file"),
        (HEAD + ",市长,1,,\n" * 9, "4 more lines"),
    ],
)
def test_a_list_that_cannot_be_used_says_where_and_why(text: str, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        tables.read(text.encode(), "任职.csv", HOLDERS)
    assert says in str(caught.value)


def test_bytes_that_are_no_table_get_a_sentence() -> None:
    for data in (b"\xff\xfe\x00\x81\x20", b"PK\x03\x04broken"):
        with pytest.raises(Unreadable):
            tables.read(data, "任职.csv", HOLDERS)


def test_ten_thousand_lines_are_read_and_too_many_are_refused() -> None:
    lines = [f"错词{number},对词{number},warning" for number in range(10_000)]
    text = "wrong,right,severity\n" + "\n".join(lines)
    assert len(tables.read(text.encode(), "词表.csv", WORDS)) == 10_000
    with pytest.raises(Unreadable, match="20000 lines"):
        tables.checked(([f"错词{n}", "对", "hint"] for n in range(20_001)), WORDS)


def test_what_a_spreadsheet_would_compute_is_only_text_there() -> None:
    assert b"'=1+1" in tables.as_csv(WORDS, [["=1+1", "", "hint"]])


@pytest.mark.parametrize(
    ("kind", "row", "says"),
    [
        ("words", ["政", "", "hint"], "at least two"),
        ("words", ["攻府", "政府", "grave"], "severity"),
        ("words", ["政府", "政府", "hint"], "the same"),
        ("phrases", ["初心", ""], "at least three"),
        ("bodies", ["国土局", "", "2019-01-01", ""], "both needed"),
        ("bodies", ["国土资源局", "自然资源局", "", ""], "day of the change"),
        ("hosts", ["https://a.cn/", "own"], "a host is written"),
        ("hosts", ["a.cn", "good"], "the sort is"),
        ("exceptions", ["NO_RULE", "词"], "no rule"),
        ("exceptions", ["SECRET_MARK", "机密★1年"], "no exception"),
        ("exceptions", ["TYPO", ""], "are needed"),
        ("switches", ["TYPO"], "cannot be switched off"),
        ("switches", ["NO_RULE"], "no rule"),
    ],
)
def test_each_list_knows_what_its_lines_say(kind: str, row: list[str], says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        tables.checked([row], KINDS[kind])


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("words", ["云夕市", "云汐市", "error"]),
        ("phrases", ["云水润城", "云水润城市"]),
        ("bodies", ["云汐市国土资源局", "云汐市自然资源局", "2019-02-01", "机构改革方案"]),
        ("hosts", ["yunxi.gov.cn", "own"]),
        ("exceptions", ["PII_MOBILE", "13800138000"]),
        ("switches", ["LINK_HTTP"]),
    ],
)
def test_good_lines_are_kept(kind: str, row: list[str]) -> None:
    assert tables.checked([row], KINDS[kind]) == [row]
