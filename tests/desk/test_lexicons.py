"""The screens of the unit's lists: file, preview with its effect, proposal, confirmation."""

import re
from io import BytesIO

import pytest
from django.test import Client

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.lexicons import force
from workflow.lexicons.models import ListVersion

WORDS = "/admin/lists/words/"
CSV = "wrong,right,severity\n云夕市,云汐市,error\n"


def uploaded(browser: Client, text: str) -> str:
    file = BytesIO(text.encode())
    file.name = "词表.csv"
    answer = browser.post(f"{WORDS}preview/", {"file": file})
    return answer.content.decode()


def proposed(browser: Client, shown: str) -> None:
    found = re.search(r'name="rows" value="([^"]*)"', shown)
    assert found
    answer = browser.post(f"{WORDS}propose/", {"rows": found[1], "reason": "地名规范"})
    assert answer.status_code == 302


def test_a_list_goes_from_a_file_to_force_by_two_people(
    office: Office, signed_in: SignedIn
) -> None:
    page = office.page("关于供水的公告", text="云夕市供水。")
    office.release(page)
    security = signed_in("secadmin")
    shown = uploaded(security, CSV)
    assert "有1条会被查出" in shown
    assert f"/admin/desk/released/{page.review.uid}/" in shown
    proposed(security, shown)
    uid = ListVersion.objects.get().uid
    assert "另一名词表管理人确认" in security.get(WORDS).content.decode()
    signed_in("zheng").post(f"{WORDS}{uid}/confirm/")
    assert force.rows_in_force("words") == [["云夕市", "云汐市", "error"]]


def test_one_line_is_added_and_ticked_lines_go(office: Office, signed_in: SignedIn) -> None:
    security = signed_in("secadmin")
    line = {"wrong": "云夕市", "right": "云汐市", "severity": "error"}
    shown = security.post(f"{WORDS}preview/", line).content.decode()
    proposed(security, shown)
    signed_in("zheng").post(f"{WORDS}{ListVersion.objects.get().uid}/confirm/")
    tick = '["云夕市", "云汐市", "error"]'
    shown = security.post(f"{WORDS}preview/", {"gone": tick}).content.decode()
    assert "去掉的行" in shown


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "wrong,right,severity\n攻,政,error\n"])
def test_a_broken_file_gets_a_sentence_and_changes_nothing(
    office: Office, signed_in: SignedIn, text: str
) -> None:
    shown = uploaded(signed_in("secadmin"), text)
    assert "第一行" in shown or "第2行" in shown
    assert not ListVersion.objects.exists()


def test_a_list_that_got_lost_on_the_way_gets_a_sentence(
    office: Office, signed_in: SignedIn
) -> None:
    answer = signed_in("secadmin").post(f"{WORDS}propose/", {"rows": "%%", "reason": "x"})
    assert answer.status_code == 409
    assert "请重新上传" in answer.content.decode()


def test_others_read_the_lists_and_are_told_who_keeps_them(
    office: Office, signed_in: SignedIn
) -> None:
    browser = signed_in("lin")
    assert "/admin/lists/words/preview/" not in browser.get(WORDS).content.decode()
    shown = uploaded(browser, CSV)
    found = re.search(r'name="rows" value="([^"]*)"', shown)
    assert found
    answer = browser.post(f"{WORDS}propose/", {"rows": found[1], "reason": "地名"})
    assert answer.status_code == 409
    assert "既不是安全管理员" in answer.content.decode()


def test_lists_are_given_as_files(office: Office, signed_in: SignedIn) -> None:
    for form, begins in (("csv", b"\xef\xbb\xbfwrong"), ("xlsx", b"PK")):
        answer = signed_in("qian").get(f"{WORDS}as.{form}")
        assert answer.content.startswith(begins)
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert signed_in("qian").get(f"{WORDS}as.exe").status_code == 404


def test_every_list_has_its_screen_and_an_unknown_one_has_none(
    office: Office, signed_in: SignedIn
) -> None:
    browser = signed_in("secadmin")
    overview = browser.get("/admin/lists/").content.decode()
    for kind in ("holders", "words", "phrases", "bodies", "hosts", "exceptions", "switches"):
        assert f"/admin/lists/{kind}/" in overview
        assert browser.get(f"/admin/lists/{kind}/").status_code == 200
    assert browser.get("/admin/lists/nothing/").status_code == 404
