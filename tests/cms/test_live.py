"""Words are read while they are written, by the same rules, and nothing is saved."""

import pytest
from django.test import Client

from tests.desk.conftest import SignedIn, office, signed_in
from tests.scenes import Office
from workflow.lexicons import acts

pytestmark = pytest.mark.django_db
__all__ = ["office", "signed_in"]
ADDRESS = "/admin/proofread/"


def found(browser: Client, text: str, place: str = "text") -> list[dict[str, object]]:
    answer = browser.post(ADDRESS, {"text": text, "place": place})
    assert answer.status_code == 200
    result: list[dict[str, object]] = answer.json()["found"]
    return result


def test_a_paragraph_is_read_with_places_as_browsers_count_them(signed_in: SignedIn) -> None:
    [each] = found(signed_in("lin"), "😀市攻府召开会议。")
    assert (each["start"], each["end"]) == (3, 5) or each["words"] in ("攻府", "市攻府")
    assert each["replacement"] in ("政府", "市政府")
    text = "😀市攻府召开会议。".encode("utf-16-le")
    start, end = int(str(each["start"])) * 2, int(str(each["end"])) * 2
    assert text[start:end].decode("utf-16-le") == each["words"]


def test_the_lists_of_the_unit_are_read_too(office: Office, signed_in: SignedIn) -> None:
    browser = signed_in("lin")
    assert found(browser, "云夕市供水。") == []
    rows = [["云夕市", "云汐市", "error"]]
    row = acts.propose(office.presence("secadmin"), "words", rows, "地名")
    acts.confirm(office.presence("zheng"), row.uid)
    assert [each["replacement"] for each in found(browser, "云夕市供水。")] == ["云汐市"]


def test_a_title_is_read_as_one(signed_in: SignedIn) -> None:
    browser = signed_in("lin")
    assert found(browser, "新桥通车。", "title")
    assert found(browser, "新桥通车。") == []


def test_endless_words_are_read_at_their_beginning(signed_in: SignedIn) -> None:
    assert len(found(signed_in("lin"), "市攻府。" * 100_000)) == 20


def test_strangers_are_not_answered(db: None) -> None:
    assert Client().post(ADDRESS, {"text": "市攻府"}).status_code == 302
