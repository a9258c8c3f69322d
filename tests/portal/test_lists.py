"""Lists: who stands in them, in which order, and which files a release touches."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from freezegun import freeze_time

from portal import follow, store
from portal.models import Change, Listing, PublicAddress, PublicAsset, PublicItem, RenderedFile
from tests import evidence
from tests.portal.caller import Caller
from tests.portal.town import NEWS, POLICY, TOP, Town, article, frame, section

Rows = Callable[[], list[object]]


def titles(html: str) -> list[str]:
    return re.findall(r"<h2><a href=\"[^\"]+\">([^<]+)</a>", html)


def files() -> set[str]:
    folder = Path(settings.SANSHEN_STORE) / "current"
    return {place.relative_to(folder).as_posix() for place in folder.rglob("*") if place.is_file()}


def many(town: Town, count: int, start: int = 1) -> None:
    town.release(*(article(f"第{number}条") for number in range(start, start + count)))


class TestASectionsList:
    def test_shows_items_of_the_sections_below_too(self, town: Town, call: Caller) -> None:
        town.release(article("深", lineage=(NEWS, TOP)), article("浅"))
        assert titles(call("/news/").text) == ["浅", "深"]
        assert titles(call("/news/top/").text) == ["深"]

    def test_shows_an_item_where_it_was_entered_besides(self, town: Town, call: Caller) -> None:
        town.release(article("两处", sections=(POLICY,)))
        assert titles(call("/policy/").text) == ["两处"]

    def test_lets_go_of_what_was_withdrawn_or_moved(self, town: Town, call: Caller) -> None:
        town.release(article("撤"), article("移"), article("留"))
        town.withdraw(evidence.uid("撤"))
        town.release(article("移", lineage=(POLICY,)))
        assert titles(call("/news/").text) == ["留"]
        assert titles(call("/policy/").text) == ["移"]

    def test_shows_released_titles_whatever_its_rows_say(self, town: Town, call: Caller) -> None:
        town.release(article("甲"))
        Listing.objects.create(section=POLICY, uid=evidence.uid("甲"), ordinal=7)
        assert titles(call("/policy/").text) == []

    def test_puts_pinned_items_first_until_their_time(self, town: Town, call: Caller) -> None:
        until = "2027-01-01T00:00:00.000000Z"
        town.release(article("旧", pinned_until=until), article("新"))
        assert titles(call("/news/").text) == ["旧", "新"]
        with freeze_time("2027-01-02"):
            follow.due(timezone.now())
            store.follow()
            assert titles(call("/news/").text) == ["新", "旧"]


class TestArchivePages:
    def test_hold_the_same_items_for_ever(self, town: Town, call: Caller) -> None:
        many(town, 45)
        first = call("/news/list-1.html")
        assert len(titles(first.text)) == 20
        assert titles(first.text)[-1] == "第1条"
        many(town, 20, start=46)
        again = call("/news/list-1.html")
        assert again.headers["ETag"] == first.headers["ETag"]
        town.withdraw(evidence.uid("第3条"))
        assert len(titles(call("/news/list-1.html").text)) == 19
        assert titles(call("/news/list-2.html").text)[0] == "第40条"

    def test_join_the_newest_end_without_a_gap(self, town: Town, call: Caller) -> None:
        many(town, 45)
        newest = call("/news/")
        assert titles(newest.text)[0] == "第45条"
        assert titles(newest.text)[-1] == "第21条"
        assert 'href="/news/list-1.html"' in newest.text
        reply = call("/news/list-3.html")
        assert (reply.status, reply.headers["Location"]) == (302, "/news/")
        assert call("/news/list-4.html").status == 404

    def test_are_not_there_for_a_page_that_is_not_a_section(self, town: Town, call: Caller) -> None:
        assert call("/list-1.html").status == 404


class TestARelease:
    def test_removes_exactly_the_files_that_show_it(self, town: Town, call: Caller) -> None:
        many(town, 25)
        other = article("政策一", lineage=(POLICY,))
        town.release(other)
        shown = article("第2条")
        for address in ("/", "/news/", "/news/top/", "/news/list-1.html", "/policy/",
                        "/feed.xml", "/news/feed.xml", "/policy/feed.xml", "/sitemap.xml",
                        "/sitemap-1.xml", shown.address, other.address):  # fmt: skip
            assert call(address).status == 200, address
        before = files()
        town.release(article("第2条", title="第2条（更正）"))
        gone = {name for name in before - files() if not name.endswith(".gz")}
        assert gone == {"news/index.html", "news/list-1.html", "sitemap-1.xml", shown.address[1:]}
        assert set(RenderedFile.objects.values_list("path", flat=True)) == {
            name for name in files() if not name.endswith(".gz")
        }

    def test_touches_as_few_files_in_a_long_section_as_in_a_short_one(
        self, town: Town, call: Caller
    ) -> None:
        many(town, 65)
        for address in ("/", "/news/", *(f"/news/list-{number}.html" for number in (1, 2, 3))):
            assert call(address).status == 200
        before = files()
        many(town, 1, start=66)
        assert {name for name in before - files() if not name.endswith(".gz")} == {
            "index.html",
            "news/index.html",
        }

    def test_of_a_sections_name_begins_a_new_generation(self, town: Town, call: Caller) -> None:
        content = article("一")
        town.release(content)
        assert "新闻" in call(content.address).text
        town.release(section("news", "要闻中心", "/news/"))
        assert "要闻中心" in call(content.address).text

    def test_that_comes_while_a_page_is_rendered_makes_it_again(self, town: Town) -> None:
        content = article("一")
        town.release(content)
        since = store.mark()
        town.release(article("一", title="二"))
        keys = {f"item:{content.page}"}
        assert not store.keep(content.address, b"old", "text/html", since=since, keys=keys)
        assert content.address[1:] not in files()


class TestTheClock:
    def test_opens_and_closes_at_the_hour(self, town: Town, call: Caller) -> None:
        content = article(
            "定时",
            live_from="2026-12-01T00:00:00.000000Z",
            live_until="2026-12-02T00:00:00.000000Z",
        )
        with freeze_time("2026-11-30"):
            town.release(content)
            assert call(content.address).status == 404
            assert titles(call("/news/").text) == []
        with freeze_time("2026-12-01 00:00:01"):
            assert call(content.address).status == 200
            assert titles(call("/news/").text) == ["定时"]
            assert "2026-12-01 08:00" in call(content.address).text
        with freeze_time("2026-12-02 00:00:01"):
            assert call(content.address).status == 410
            assert titles(call("/news/").text) == []

    def test_begins_and_ends_mourning(self, town: Town, call: Caller) -> None:
        with freeze_time("2026-12-12"):
            town.release(
                frame(
                    mourning_from="2026-12-13T00:00:00.000000Z",
                    mourning_until="2026-12-14T00:00:00.000000Z",
                )
            )
            assert "mourning" not in call("/").text
        with freeze_time("2026-12-13 00:00:01"):
            assert 'class="mourning"' in call("/").text
        with freeze_time("2026-12-14 00:00:01"):
            assert "mourning" not in call("/").text

    def test_does_nothing_twice(self, town: Town) -> None:
        town.release(article("一"))
        count = Change.objects.count()
        assert follow.due(timezone.now()) is False
        assert follow.advance() == 0
        assert Change.objects.count() == count

    def test_keeps_the_earlier_release_until_a_scheduled_correction(
        self, town: Town, call: Caller
    ) -> None:
        town.release(article("一"))
        with freeze_time("2026-12-01"):
            town.release(article("一", title="二", live_from="2026-12-05T00:00:00.000000Z"))
            assert "二" not in titles(call("/news/").text)
        with freeze_time("2026-12-06"):
            assert titles(call("/news/").text) == ["二"]


class TestRebuilding:
    @pytest.fixture
    def rows(self) -> Rows:
        def read() -> list[object]:
            return [
                list(model.objects.order_by("pk").values()) for model in (PublicItem, PublicAddress)
            ] + [
                sorted(model.objects.values_list(*names))
                for model, names in (
                    (Listing, ("section", "uid", "ordinal", "active")),
                    (PublicAsset, ("digest", "uid")),
                )
            ]

        return read

    def test_gives_the_same_rows(self, town: Town, rows: Rows) -> None:
        many(town, 5)
        town.withdraw(evidence.uid("第2条"))
        town.release(article("第3条", lineage=(POLICY,)))
        town.release(article("定时", live_from="2026-12-01T00:00:00.000000Z"))
        with freeze_time("2026-12-03"):
            town.release(article("后来"))
            follow.due(timezone.now())
            before = rows()
            follow.rebuild()
            assert rows() == before
