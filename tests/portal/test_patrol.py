"""The patrol: each kind of drift is found, put right from the release, and rings an alarm."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ledger import assets
from portal import patrol, records, store
from portal.models import Alarm, Listing, PublicAddress, PublicAsset, PublicItem, RenderedFile
from search import outbox
from search.engine import get_engine
from tests import evidence
from tests.portal.caller import Caller
from tests.portal.town import NEWS, Town, article

ITEM = article("一")


@pytest.fixture
def shown(town: Town, call: Caller) -> Caller:
    """Show a page with a picture, and its section."""
    picture = evidence.asset(b"picture")
    town.release(article("一", assets=(picture,)), article("二"))
    outbox.drain(records.search_record)
    for address in (ITEM.address, "/news/", _address(picture)):
        assert call(address).status == 200
    assert patrol.walk().ok
    return call


def _address(picture: dict[str, object]) -> str:
    return f"/assets/{str(picture['digest']).removeprefix('sha256:')}.png"


def place(address: str) -> Path:
    return store.current() / str(store.relative(address))


def codes() -> list[str]:
    return list(Alarm.objects.filter(closed_at=None).values_list("code", flat=True))


def change(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("免费开放", "收费开放"), "utf-8")


def change_packed(path: Path) -> None:
    path.with_name(path.name + ".gz").write_bytes(b"something else")


def remove(path: Path) -> None:
    path.unlink()


def replace_by_link(path: Path) -> None:
    kept = path.with_name(".kept")
    path.rename(kept)
    path.symlink_to(kept)


def replace_folder_by_link(path: Path) -> None:
    folder = path.parent
    folder.rename(folder.with_name(".moved"))
    folder.symlink_to(folder.with_name(".moved"))


def lead_elsewhere(path: Path) -> None:
    other = store.root() / "elsewhere"
    other.mkdir()
    store.current().unlink()
    store.current().symlink_to("elsewhere")


class TestFiles:
    @pytest.mark.parametrize(
        "tamper",
        [change, change_packed, remove, replace_by_link, replace_folder_by_link, lead_elsewhere],
    )
    def test_what_was_changed_is_found_and_shown_again_as_released(
        self, shown: Caller, tamper: Callable[[Path], None]
    ) -> None:
        tamper(place(ITEM.address))
        found = patrol.walk()
        assert found.changed
        assert set(codes()) == {"file:changed"}
        reply = shown(ITEM.address)
        assert reply.status == 200
        assert "免费开放" in reply.text
        assert not place(ITEM.address).is_symlink()
        assert patrol.walk().ok

    def test_a_page_that_somebody_put_there_goes(self, shown: Caller) -> None:
        strange = place("/news/202611/999999.html")
        strange.write_text("假公告", "utf-8")
        assert patrol.walk().changed == ["news/202611/999999.html"]
        assert not strange.exists()
        assert shown("/news/202611/999999.html").status == 404

    def test_a_row_of_the_register_that_was_changed_with_its_file_is_not_believed(
        self, shown: Caller
    ) -> None:
        """Whoever holds the database can make file and row agree; then the front shows it until
        the release that it shows changes. docs/threats.md says so."""
        path = place(ITEM.address)
        change(path)
        row = RenderedFile.objects.get(path=store.relative(ITEM.address))
        row.sha256 = "0" * 64
        row.save()
        assert patrol.walk().changed == [store.relative(ITEM.address)]


class TestAssets:
    def test_bytes_that_were_changed_come_back_from_a_rendered_copy(self, shown: Caller) -> None:
        picture = evidence.asset(b"picture")
        assets.path(picture["digest"]).write_bytes(b"another picture")
        assert patrol.walk().changed == [picture["digest"]]
        assert codes() == ["file:changed"]
        assert assets.path(picture["digest"]).read_bytes() == b"picture"
        assert patrol.walk().ok

    def test_bytes_that_are_gone_are_dark_and_ring_an_alarm(self, shown: Caller) -> None:
        picture = evidence.asset(b"picture")
        place(_address(picture)).unlink()
        assets.path(picture["digest"]).write_bytes(b"another picture")
        assert picture["digest"] in patrol.walk().broken
        assert "asset:broken" in codes()
        reply = shown(_address(picture))
        assert reply.status >= 404
        assert b"another picture" not in reply.body

    def test_when_they_are_put_back_the_alarm_ends(self, shown: Caller) -> None:
        picture = evidence.asset(b"picture")
        place(_address(picture)).unlink()
        assets.path(picture["digest"]).unlink()
        patrol.walk()
        evidence.asset(b"picture")
        patrol.walk()
        assert "asset:broken" not in codes()
        assert shown(_address(picture)).body == b"picture"


def hide() -> None:
    PublicItem.objects.filter(uid=ITEM.page).update(sequence=None, status="withdrawn")


def forget() -> None:
    PublicItem.objects.filter(uid=ITEM.page).delete()


def list_elsewhere() -> None:
    Listing.objects.create(section=evidence.uid("section:policy"), uid=ITEM.page, ordinal=99)


def unlist() -> None:
    Listing.objects.filter(section=NEWS, uid=ITEM.page).update(active=False)


def list_a_stranger() -> None:
    Listing.objects.create(section=NEWS, uid=evidence.uid("nobody"), ordinal=99)


def take_address() -> None:
    PublicAddress.objects.filter(address=ITEM.address).update(uid=article("二").page)


def name_an_asset() -> None:
    PublicAsset.objects.create(digest="sha256:" + "0" * 64, uid=ITEM.page)


class TestLists:
    @pytest.mark.parametrize(
        "tamper",
        [hide, forget, list_elsewhere, unlist, list_a_stranger, take_address, name_an_asset],
    )
    def test_rows_that_were_changed_are_made_again(
        self, shown: Caller, tamper: Callable[[], None]
    ) -> None:
        rows = sorted(Listing.objects.values_list("section", "uid", "ordinal", "active"))
        tamper()
        assert patrol.walk().changed
        assert "projection:changed" in codes()
        assert sorted(Listing.objects.values_list("section", "uid", "ordinal", "active")) == rows
        assert patrol.walk().ok
        assert ">一</a>" in shown("/news/").text or "一" in shown("/news/").text


class TestSearch:
    def _sql(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    def test_an_item_that_was_taken_out_is_found_again(self, shown: Caller) -> None:
        get_engine().remove([ITEM.page])
        assert ITEM.page in patrol.walk().changed
        assert "search:changed" in codes()
        assert patrol.walk().ok

    def test_a_row_that_was_changed_is_made_again(self, shown: Caller) -> None:
        self._sql("UPDATE search_embedded_document SET sequence = sequence + 1000")
        assert patrol.walk().changed
        assert patrol.walk().ok

    def test_words_that_were_taken_out_of_it_are_found_again(self, shown: Caller) -> None:
        self._sql("DELETE FROM search_embedded_fts")
        assert patrol.walk().changed
        assert patrol.walk().ok


class TestRounds:
    def test_one_that_has_no_time_goes_on_where_it_ended(self, shown: Caller) -> None:
        seen, rounds = 0, 0
        while True:
            found = patrol.walk(0)
            seen += found.items
            rounds += 1
            if found.whole:
                break
        assert rounds > 4
        assert seen == PublicItem.objects.filter(sequence__isnull=False).count()

    def test_drift_is_found_by_rounds_without_time_too(self, shown: Caller) -> None:
        change(place(ITEM.address))
        changed: list[str] = []
        while True:
            found = patrol.walk(0)
            changed += found.changed
            if found.whole:
                break
        assert changed == [store.relative(ITEM.address)]

    def test_a_clean_round_ends_the_alarms_of_what_was_put_right(self, shown: Caller) -> None:
        change(place(ITEM.address))
        patrol.walk()
        assert codes() == ["file:changed"]
        patrol.walk()
        assert codes() == []

    def test_by_hand_the_exit_status_says_that_something_was_wrong(self, shown: Caller) -> None:
        change(place(ITEM.address))
        with pytest.raises(CommandError, match=str(store.relative(ITEM.address))):
            call_command("patrol", stdout=io.StringIO())
        call_command("patrol", stdout=io.StringIO())
