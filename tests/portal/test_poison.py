"""Somebody who can write to the database: what he changes goes dark, and nothing else."""

from collections.abc import Callable

import pytest
from django.db import connection

from ledger import triggers
from ledger.models import Body, Release
from ledger.verify import single
from portal import store
from portal.models import Alarm, Change, Listing, PublicAddress, PublicItem
from portal.patrol import walk
from tests import evidence
from tests.portal.caller import Caller
from tests.portal.town import FRAME, NEWS, Town, article


def forget_files() -> None:
    """Begin as a new process with an empty store would."""
    single.forget()
    Change.objects.create(everything=True)
    store.follow()


def change_words(row: Release) -> None:
    content = Body.objects.get(digest=row_content(row))
    data = bytes(content.data).replace("免费开放".encode(), "收费开放".encode())
    Body.objects.filter(digest=content.digest).update(data=data)


def change_signature(row: Release) -> None:
    Release.objects.filter(pk=row.pk).update(signature=b"\0" * 64)


def change_header(row: Release) -> None:
    header = bytes(row.header).replace(b'"kind":"publish"', b'"kind":"correct"')
    Release.objects.filter(pk=row.pk).update(header=header)


def delete_words(row: Release) -> None:
    Body.objects.filter(digest=row_content(row)).delete()


def row_content(row: Release) -> str:
    return bytes(row.header).split(b'"content":"')[1].split(b'"')[0].decode()


class TestARowThatWasChanged:
    @pytest.mark.parametrize(
        "poison", [change_words, change_signature, change_header, delete_words]
    )
    def test_darkens_its_page_and_raises_an_alarm(
        self, town: Town, call: Caller, poison: Callable[[Release], None]
    ) -> None:
        town.release(article("别的"))
        row = town.release(article("一"))[0]
        triggers.remove(connection)
        poison(row)
        forget_files()
        reply = call(article("一").address)
        assert reply.status == 503
        assert "收费开放" not in reply.text
        assert Alarm.objects.filter(code="release:broken").exists()

    def test_is_dropped_from_lists_and_the_list_is_not_kept(self, town: Town, call: Caller) -> None:
        row = town.release(article("一"))[0]
        town.release(article("二"))
        triggers.remove(connection)
        change_words(row)
        forget_files()
        text = call("/news/").text
        assert ">二</a>" in text
        assert ">一</a>" not in text
        asked = call.django
        call("/news/")
        assert call.django == asked + 1

    def test_is_found_by_the_patrol_where_files_still_show_it(
        self, town: Town, call: Caller
    ) -> None:
        row = town.release(article("一"))[0]
        assert call(article("一").address).status == 200
        assert walk().ok
        triggers.remove(connection)
        change_words(row)
        assert walk().broken == [article("一").page]
        assert call(article("一").address).status == 503

    def test_of_the_frame_darkens_the_site_and_leaves_what_was_made(
        self, town: Town, call: Caller
    ) -> None:
        town.release(article("一"), article("二"))
        kept = call(article("一").address)
        triggers.remove(connection)
        frame = Release.objects.get(sequence=PublicItem.objects.get(uid=FRAME).sequence)
        Body.objects.filter(digest=row_content(frame)).delete()
        assert call(article("一").address).body == kept.body
        assert call(article("二").address).status == 503


class TestAProjectionThatWasChanged:
    def test_shows_no_release_that_is_not_in_force(self, town: Town, call: Caller) -> None:
        old = town.release(article("一"))[0]
        town.release(article("一", title="更正后"))
        PublicItem.objects.filter(uid=evidence.uid("一")).update(sequence=old.sequence)
        forget_files()
        assert "更正后" in call(article("一").address).text

    def test_shows_nothing_before_its_hour(self, town: Town, call: Caller) -> None:
        content = article("一", live_from="2099-01-01T00:00:00.000000Z")
        row = town.release(content)[0]
        PublicItem.objects.filter(uid=content.page).update(
            sequence=row.sequence, ordinal=999, status="public"
        )
        PublicAddress.objects.create(address=content.address, uid=content.page, since=row.sequence)
        Listing.objects.create(section=NEWS, uid=content.page, ordinal=999)
        forget_files()
        assert call(content.address).status == 410
        assert "全民健身" not in call("/news/").text + call("/feed.xml").text

    def test_shows_no_page_at_anothers_address(self, town: Town, call: Caller) -> None:
        town.release(article("一"), article("二"))
        PublicAddress.objects.filter(address=article("一").address).update(uid=article("二").page)
        forget_files()
        reply = call(article("一").address)
        assert reply.status != 200
