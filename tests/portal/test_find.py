"""The search page: what is public is found, in the words that were released."""

import re
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from freezegun import freeze_time

from portal import refilling
from portal.records import search_record
from search import outbox
from search.engine import get_engine
from tests import evidence
from tests.portal.caller import Caller, Reply
from tests.portal.town import NEWS, POLICY, Town, article

Finder = Callable[[str], Reply]


@pytest.fixture
def found(call: Caller) -> Finder:
    def ask(query: str) -> Reply:
        outbox.drain(search_record)
        return call("/search/?" + query)

    return ask


def titles(reply: Reply) -> list[str]:
    text = re.sub(r"</?mark>", "", reply.text)
    return re.findall(r'<h2><a href="[^"]+"[^>]*>([^<]+)</a>', text)


class TestTheSearchPage:
    def test_finds_what_is_public_with_marks_in_the_text(self, town: Town, found: Finder) -> None:
        town.release(article("关于医保缴费的通知", text="城乡居民医保缴费十二月截止。"))
        reply = found("q=医保缴费")
        assert reply.status == 200
        assert titles(reply) == ["关于医保缴费的通知"]
        assert "<mark>医保缴费</mark>" in reply.text

    def test_finds_nothing_that_was_withdrawn(self, town: Town, found: Finder) -> None:
        town.release(article("关于医保缴费的通知"))
        town.withdraw(evidence.uid("关于医保缴费的通知"))
        assert titles(found("q=医保缴费")) == []

    def test_shows_released_words_when_the_index_is_late(self, town: Town, call: Caller) -> None:
        town.release(article("关于医保缴费的通知"))
        outbox.drain(search_record)
        town.release(article("关于医保缴费的通知", title="关于医保缴费的更正通知"))
        assert titles(call("/search/?q=医保缴费")) == ["关于医保缴费的更正通知"]

    @freeze_time("2027-11-01", tick=True)
    def test_narrows_by_section_and_date(self, town: Town, found: Finder) -> None:
        town.release(article("春节通知", lineage=(POLICY,)))
        with freeze_time("2028-10-05"):
            town.release(article("国庆通知"))
            assert len(titles(found("q=通知"))) == 2
            assert titles(found(f"q=通知&section={POLICY}")) == ["春节通知"]
            assert titles(found(f"q=通知&section={NEWS}")) == ["国庆通知"]
            assert titles(found("q=通知&since=2028-06-01")) == ["国庆通知"]
            assert titles(found("q=通知&until=2028-06-01")) == ["春节通知"]
            assert titles(found("q=通知&year=2027")) == ["春节通知"]
            assert titles(found("q=通知&year=2025")) == []

    def test_turns_pages(self, town: Town, found: Finder) -> None:
        town.release(*(article(f"通知第{number}号文") for number in range(25)))
        reply = found("q=通知")
        assert len(titles(reply)) == 10
        assert "page=3" in reply.text
        assert len(titles(found("q=通知&page=3"))) == 5

    @pytest.mark.parametrize(
        "query", ["", "q=", "q=%00", "q=-", "q=没有这样的词", "q=a&page=-1", "q=a&page=99999999999",
                  "q=a&section=%00","q=a&since=2026-99-99", "q=a&year=x", "q=" + "长" * 900]
    )  # fmt: skip
    def test_answers_kindly_whatever_is_asked(self, town: Town, found: Finder, query: str) -> None:
        assert found(query).status == 200

    def test_is_for_the_visitor_alone(self, town: Town, found: Finder) -> None:
        reply = found('q=<script>alert(1)</script>"x')
        assert "<script>alert" not in reply.text
        assert reply.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in reply.headers["Cache-Control"]
        assert '<meta name="robots" content="noindex">' in reply.text

    def test_asks_for_words_when_there_are_none(self, town: Town, found: Finder) -> None:
        assert "<form" in found("").text


class TestPublishedIsFound:
    def test_holds_after_draining(self, town: Town) -> None:
        town.release(article("甲类通知"), article("乙类通知"))
        call_command("drain_outbox")
        call_command("check_found")

    def test_is_an_error_while_something_is_not_found(self, town: Town) -> None:
        town.release(article("甲类通知"))
        call_command("drain_outbox")
        get_engine().remove([evidence.uid("甲类通知")])
        with pytest.raises(CommandError):
            call_command("check_found")
        call_command("rebuild_index")
        call_command("check_found")

    def test_an_index_of_another_version_is_made_again_by_itself(self, town: Town) -> None:
        town.release(article("甲类通知"))
        call_command("rebuild_index")
        assert not refilling.refill()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_embedded_document")
        assert refilling.refill()
        call_command("check_found")

    def test_waits_for_the_hour(self, town: Town, found: Finder) -> None:
        with freeze_time("2026-11-30"):
            town.release(article("定时通知", live_from="2026-12-01T00:00:00.000000Z"))
            assert titles(found("q=定时通知")) == []
        with freeze_time("2026-12-01 00:00:01"):
            found("q=x")
            assert titles(found("q=定时通知")) == ["定时通知"]
