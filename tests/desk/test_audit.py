"""The audit log by the screens."""

import pytest

from ledger.entries import TAGS
from ledger.models import AuditEntry, EntryIndex
from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.desk.tag_names import NAMES


def test_the_auditor_filters_by_person_and_action(office: Office, signed_in: SignedIn) -> None:
    """Together and apart."""
    office.submit(office.page())
    client = signed_in("qian")
    lin = office.person("lin").uid
    shown = client.get("/admin/audit/", {"who": lin, "tag": "submission:opened"}).content.decode()
    rows = shown.partition("<tbody>")[2]
    assert "submission:opened" in rows
    assert "appointment:confirmed" not in rows
    nobody = client.get("/admin/audit/", {"who": lin, "tag": "policy:proposed"}).content.decode()
    assert "没有符合条件的记录" in nobody


def test_a_period_is_local_days_the_last_included(signed_in: SignedIn) -> None:
    """Yesterday holds nothing of today."""
    client = signed_in("qian")
    none = client.get("/admin/audit/", {"to": "2001-01-01"}).content.decode()
    assert "没有符合条件的记录" in none
    some = client.get("/admin/audit/", {"from": "2001-01-01"}).content.decode()
    assert "ledger:opened" in some or "ceremony:held" in some


def test_an_entry_shows_its_digests_and_its_neighbours(signed_in: SignedIn) -> None:
    """In full."""
    row = AuditEntry.objects.get(sequence=3)
    shown = signed_in("qian").get("/admin/audit/3/").content.decode()
    for text in (row.digest, str(row.previous), bytes(row.signature).hex(), row.key):
        assert text in shown
    assert "/admin/audit/2/" in shown
    assert "/admin/audit/4/" in shown
    assert "都相符" in shown


def test_the_state_of_the_chain_is_said(signed_in: SignedIn) -> None:
    """A sentence, and the head."""
    assert "数据库与已签名的链头相符" in signed_in("qian").get("/admin/audit/").content.decode()


def test_pages_go_back_to_the_first_entry(signed_in: SignedIn, office: Office) -> None:
    """By sequence, so that new entries do not shift them."""
    for _page in range(20):
        office.page()
    client = signed_in("qian")
    shown = client.get("/admin/audit/").content.decode()
    before = shown.partition("before=")[2].partition('"')[0]
    older = client.get("/admin/audit/", {"before": before}).content.decode()
    first = EntryIndex.objects.order_by("-sequence")[0].sequence
    assert f">{first}</a>" in shown
    assert f">{first}</a>" not in older.partition("<tbody>")[2]


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "\x00"},
        {"tag": "nonsense"},
        {"from": "2026-99-99", "to": "x"},
        {"from": "0001-01-01", "to": "9999-12-31"},
        {"before": "9" * 17},
        {"before": "-1"},
    ],
)
def test_nonsense_in_a_filter_is_no_error(signed_in: SignedIn, asked: dict[str, str]) -> None:
    """It finds what it finds."""
    assert signed_in("qian").get("/admin/audit/", asked).status_code == 200


def test_an_entry_that_is_not_there_is_not_found(signed_in: SignedIn) -> None:
    """Nor one with a number beyond all numbers."""
    for number in (10**6, 10**30):
        assert signed_in("qian").get(f"/admin/audit/{number}/").status_code == 404


def test_every_tag_has_a_name_on_screen() -> None:
    """A new tag needs a name here, or this fails."""
    assert set(TAGS) - set(NAMES) == set()


def test_an_entry_says_in_words_what_it_is_about(signed_in: SignedIn) -> None:
    """The keys and codes of the record beside them."""
    row = EntryIndex.objects.filter(tag="appointment:proposed").earliest("sequence")
    shown = signed_in("qian").get(f"/admin/audit/{row.sequence}/").content.decode()
    for word in ("任命", "职责", "栏目"):
        assert word in shown
    assert "<dt>duty</dt>" not in shown
