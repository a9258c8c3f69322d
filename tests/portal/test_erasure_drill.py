"""The erasure drill of docs/operations.md: what was published by mistake is gone everywhere."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.settings.places import ROOT
from ledger import assets, bodies, people, releases, verify
from ledger.models import Body
from portal import records, store
from search import outbox
from tests import evidence
from tests.portal.caller import Caller
from tests.portal.town import article, open_town

SECRET = "身份证号 000000190001010000"
ITEM = article("一")
NUMBERS = {"0001": evidence.ZHOU, "0002": evidence.WU}
BASIS = "个人信息保护法第四十七条"
# An address that a release named stays in the chain; what must not be anywhere are the words.
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Commit, so that what happens after a commit happens."""


@pytest.fixture(autouse=True)
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_finders", [NUMBERS.get])


@pytest.fixture
def published() -> dict[str, Any]:
    """Publish a page with somebody's number in text and file, and show it everywhere."""
    town = open_town()
    entry = evidence.asset(SECRET.encode(), media_type="application/pdf", use="attachment")
    text = f"<p>{SECRET}</p>"
    town.release(article("一", body_html=text, text=SECRET, summary=SECRET, assets=(entry,)))
    outbox.drain(records.search_record)
    call = Caller()
    for address in (ITEM.address, "/news/", "/feed.xml", "/search/?q=000000190001010000"):
        call(address)
    assert SECRET in call(ITEM.address).text
    town.withdraw(ITEM.page)
    outbox.drain(records.search_record)
    return entry


def erase(*arguments: str) -> str:
    said = io.StringIO()
    call_command("erase_page", ITEM.address, *arguments, stdout=said)
    return said.getvalue()


def holding(folder: Path) -> list[str]:
    """Give the files below a folder in which the words stand."""
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and SECRET.encode() in path.read_bytes()
    ]


def test_it_is_gone_from_body_asset_store_search_feeds_and_the_next_backup(
    published: dict[str, Any], settings: Any, tmp_path: Path
) -> None:
    erase("--by", "0001", "--confirmed-by", "0002", "--basis", BASIS)
    (first, *_rest) = releases.of_page(ITEM.page)
    with pytest.raises(bodies.Erased):
        bodies.get(str(releases.header(first).content))
    assert not [row for row in Body.objects.all() if SECRET.encode() in bytes(row.data)]
    assert not assets.exists(published["digest"])
    store.follow()
    call = Caller()
    pages = [ITEM.address, "/news/", "/feed.xml", "/", "/search/?q=000000190001010000"]
    assert not [address for address in pages if SECRET in call(address).text]
    assert holding(settings.SANSHEN_STORE) == []
    assert holding(settings.SANSHEN_ASSETS) == []
    call_command("rebuild_index", stdout=io.StringIO())
    if connection.vendor == "sqlite":
        call_command("backup", tmp_path / "backup", stdout=io.StringIO())
        assert holding(tmp_path / "backup") == []


def test_verification_says_so_and_who_signed_stays(published: dict[str, Any]) -> None:
    erase("--by", "0001", "--confirmed-by", "0002", "--basis", BASIS)
    report = verify.ledger()
    assert report.problems == []
    assert report.checked["erased"] == 1
    (first, *_rest) = releases.of_page(ITEM.page)
    signed = [bodies.get(each["digest"]) for each in releases.header(first).opinions]
    assert [evidence.SIGNERS[n]["name"].encode() in words for n, words in enumerate(signed)] == [
        True, True, True,
    ]  # fmt: skip


def test_without_two_people_it_only_says_what_would_go(published: dict[str, Any]) -> None:
    assert published["digest"] in erase()
    assert assets.exists(published["digest"])
    with pytest.raises(CommandError, match="0009"):
        erase("--by", "0001", "--confirmed-by", "0009", "--basis", BASIS)
    with pytest.raises(CommandError, match="法"):
        erase("--by", "0001", "--confirmed-by", "0002")
    assert assets.exists(published["digest"])


def test_what_is_public_is_withdrawn_first(published: dict[str, Any]) -> None:
    evidence.release_page(article("二"))
    with pytest.raises(CommandError, match="撤"):
        call_command("erase_page", article("二").address)
    with pytest.raises(CommandError, match="/nowhere"):
        call_command("erase_page", "/nowhere")


def test_a_file_that_another_public_page_shows_stays(published: dict[str, Any]) -> None:
    evidence.release_page(article("二", assets=(published,)))
    said = erase("--by", "0001", "--confirmed-by", "0002", "--basis", BASIS)
    assert f"{published['digest']} 保留" in said
    assert assets.exists(published["digest"])


def test_the_page_of_the_operator_names_the_command_as_it_is() -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    part = text.partition("## Erasing")[2].partition("\n## ")[0]
    assert re.findall(r"manage\.py (\w+)", part) == [
        "erase_page", "erase_page", "rebuild_index", "verify_ledger", "backup",
    ]  # fmt: skip
