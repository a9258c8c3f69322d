"""A list of people comes in: looked over first, all or nothing, the same when it comes twice."""

import io
import re

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from ledger import bodies, canonical
from tests.accounts.conftest import let_in, told
from tests.scenes import PASSWORD, Office
from workflow.models import Account, Person
from workflow.people import imports
from workflow.people.lists import Unreadable, read
from workflow.refusals import Refused

HEAD = "工号,姓名,部门,职务,用户名,邮箱\n"
TWO = HEAD + "200001,白露,宣传科,科员,bailu,bailu@example.org\n200002,谷雨,宣传科,科长,,\n"


def workbook(*rows: tuple[object, ...]) -> bytes:
    """Write a workbook."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def kinds(text: str) -> list[str]:
    """Give what would happen with each line of a CSV file."""
    return [step.kind for step in imports.plan(read(text.encode(), "a.csv")).steps]


def said(text: str) -> str:
    """Give what is said of the last line of a CSV file."""
    return " ".join(str(s) for s in imports.plan(read(text.encode(), "a.csv")).steps[-1].says)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_is_read_in_the_encodings_that_offices_use(encoding: str) -> None:
    found = read(TWO.encode(encoding), "人员.csv")
    assert [line.cells["name"] for line in found] == ["白露", "谷雨"]
    assert [line.number for line in found] == [2, 3]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_come_in_any_order_and_with_any_usual_separator(delimiter: str) -> None:
    text = "\n\n姓名,Number\n白露,200001\n".replace(",", delimiter)
    (line,) = read(text.encode(), "a.csv")
    assert line.cells == {"name": "白露", "number": "200001"}
    assert line.number == 4


def test_a_workbook_gives_numbers_as_they_look() -> None:
    data = workbook(("工号", "姓名", "职务"), (200001, "白露", None), (None, None, None))
    (line,) = read(data, "a.xlsx")
    assert line.cells == {"number": "200001", "name": "白露", "post": ""}


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.csv", "空"),
        (b"PK\x03\x04broken", "a.xlsx", "打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.xls", "旧格式"),
        (b"\x00\x01\x02\x03", "a.csv", "无法识别"),
        ("姓名\n白露\n".encode(), "a.csv", "缺少工号"),
        ("工号,姓名,姓名\n1,a,b\n".encode(), "a.csv", "列名重复"),
        ('工号,姓名\n1,"白露\n2,谷雨\n'.encode(), "a.csv", "CSV"),
        (b"a" * (5 * 1024 * 1024 + 1), "a.csv", "5 MB"),
        ((HEAD + "1,a,,,,\n" * 10_001).encode(), "a.csv", "10000"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes, name: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(data, name)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",白露,,,,", "工号和姓名"),
        ("200001,,,,,", "工号和姓名"),
        ('200001,"=HYPERLINK(""http://x"")",,,,', "公式"),
        ("200001,+8613800000000,,,,", "公式"),
        ("200001,@SUM(1),,,,", "公式"),
        ("200001,白\u202e露,,,,", "U\\+202E"),
        (f"{'9' * 41},白露,,,,", "太长"),
        ("200001,白露,,,bailu,not-an-address", "邮箱"),
        ("200001,白露,,,bai lu,", "空格"),
        ("200001,白露,,,zhou,", "属于他人"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_with_its_reason(
    office: Office, line: str, says: str
) -> None:
    text = HEAD + line + "\n"
    assert kinds(text) == ["refused"]
    assert re.search(says, said(text))


def test_one_number_is_one_person(office: Office) -> None:
    again = TWO + "200001,白露,宣传科,科员,bailu2,\n"
    assert kinds(again) == ["new", "new", "new"]
    assert kinds(TWO + "200002,谷雨,宣传科,科长,,\n")[-1] == "refused"
    assert "其他信息" in said(TWO + "200001,白霜,宣传科,科员,bailu2,\n")
    assert "第 2 行" in said(TWO + "200003,霜降,,,bailu,\n")
    imports.carry_out(office.presence("sysadmin"), read(again.encode(), "a.csv"))
    person = Person.objects.get(number="200001")
    assert {a.user.username for a in person.accounts.all()} == {"bailu", "bailu2"}


def test_a_second_run_finds_everything_as_it_is(office: Office) -> None:
    who, lines = office.presence("sysadmin"), read(TWO.encode(), "a.csv")
    imports.carry_out(who, lines)
    people, accounts = Person.objects.count(), Account.objects.count()
    assert kinds(TWO) == ["unchanged", "unchanged"]
    with pytest.raises(Refused, match="没有可导入"):
        imports.carry_out(who, lines)
    assert (Person.objects.count(), Account.objects.count()) == (people, accounts)


def test_what_changed_is_shown_and_done_and_a_column_that_is_not_there_is_left(
    office: Office,
) -> None:
    text = "工号,姓名,职务\n100004,吴敏,副局长\n100005,郑岚,副主任\n"
    assert kinds(text) == ["changed", "unchanged"]
    imports.carry_out(office.presence("sysadmin"), read(text.encode(), "a.csv"))
    person = office.person("wu")
    assert (person.post, person.department) == ("副局长", "办公室")


def test_the_import_is_one_entry_that_covers_the_list(office: Office) -> None:
    imports.carry_out(office.presence("sysadmin"), read(TWO.encode(), "a.csv"))
    (entry,) = told("people:imported")
    assert entry.person == {"uid": office.person("sysadmin").uid, "name": "孙系统"}
    assert entry.detail == {"new": 2}
    kept = canonical.decode(bodies.get(entry.covers[0]))
    assert isinstance(kept, dict)
    assert [line["name"] for line in kept["lines"]] == ["白露", "谷雨"]


def test_imported_accounts_let_nobody_in_before_a_first_password(office: Office) -> None:
    imports.carry_out(office.presence("sysadmin"), read(TWO.encode(), "a.csv"))
    user = User.objects.get(username="bailu")
    assert not user.has_usable_password()
    assert user.email == "bailu@example.org"


@pytest.mark.parametrize("key", ["qian", "zheng", "lin", "he"])
def test_only_administrators_import(office: Office, key: str) -> None:
    with pytest.raises(Refused, match="管理员"):
        imports.carry_out(office.presence(key), read(TWO.encode(), "a.csv"))
    assert not Person.objects.filter(number="200001").exists()


def test_ten_thousand_lines_come_in(office: Office) -> None:
    text = HEAD + "".join(f"3{n:05d},人员{n},部门{n % 40},科员,u{n},\n" for n in range(10_000))
    done = imports.carry_out(office.presence("sysadmin"), read(text.encode(), "a.csv"))
    assert done.count("new") == 10_000
    assert Account.objects.filter(user__username__startswith="u").count() == 10_000


def test_on_the_screens_a_file_is_looked_over_and_then_imported(office: Office) -> None:
    browser = let_in("sysadmin")
    text = TWO + "100004,吴敏,办公室,副局长,,\n,没有工号,,,,\n"
    file = SimpleUploadedFile("人员.csv", text.encode("gb18030"))
    page = browser.post(reverse("desk:import_people"), {"file": file})
    shown = page.content.decode()
    assert "处长 → 副局长" in shown
    assert "导入 3 行" in shown
    assert not Person.objects.filter(number="200001").exists()
    lines = page.context["lines"]
    done = browser.post(reverse("desk:import_people_do"), {"lines": lines}, follow=True)
    assert "新增 2 人" in done.content.decode()
    assert Person.objects.get(number="200001").name == "白露"
    for broken in ("", "nonsense", "[[1]]", '[["x", {}]]', "{}"):
        answer = browser.post(reverse("desk:import_people_do"), {"lines": broken})
        assert answer.status_code in (400, 409)
    nothing = browser.post(reverse("desk:import_people"), {})
    assert nothing.status_code == 400
    assert let_in("lin").get(reverse("desk:import_people")).status_code == 403


def test_at_a_terminal_nothing_happens_without_yes_and_a_name(
    office: Office, tmp_path: object, capsys: object, monkeypatch: object
) -> None:
    path = tmp_path / "people.csv"  # type: ignore[operator]
    path.write_text(TWO, encoding="utf-8")
    call_command("import_people", str(path))
    assert "2 new" in capsys.readouterr().out  # type: ignore[attr-defined]
    assert not Person.objects.filter(number="200001").exists()
    with pytest.raises(CommandError, match="--as"):
        call_command("import_people", str(path), "--yes")
    monkeypatch.setattr("getpass.getpass", lambda prompt: "wrong")  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="password"):
        call_command("import_people", str(path), "--yes", "--as", "sysadmin")
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)  # type: ignore[attr-defined]
    call_command("import_people", str(path), "--yes", "--as", "sysadmin")
    assert Person.objects.filter(number="200001").exists()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_people", str(path) + ".gone")
