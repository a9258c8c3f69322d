"""What a citizen gets of a search besides the hits: filters, files, other words, feeds, hints."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from freezegun import freeze_time

from portal import hints
from portal.asking import Asked
from portal.attached import ATTACHED
from portal.believing import SAID
from portal.items import Reading
from portal.records import drain, drain_at_once, search_record
from portal.suggesting import opened, suggestions
from search import lists, outbox, vocabulary
from search.models import SearchCount, SearchOutbox
from search.tallies import TALLIES, THRESHOLD
from tests import evidence
from tests.evidence import uid
from tests.ledger.extracts.files import DOCX, PDF, pdf, word
from tests.portal.caller import Caller, Reply
from tests.portal.town import FRAME_DETAILS, NEWS, POLICY, TOP, Town, article, frame

WATER = "关于长堤路临时停水的通知"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Let no test see what another one counted as hot."""
    hints.forget_hot_words()


def policy(name: str, number: str, **details: object) -> object:
    """Give a policy document."""
    base = article(name).details
    return article(
        name,
        kind="policy",
        lineage=(POLICY,),
        details={
            **base, "document_number": number, "issuing_body": "云汐市人民政府",
            "document_kind": "通知", "subject": "城乡建设", "validity": "valid",
            "written_on": "2026-03-01", **details,
        },
    )  # fmt: skip


def document(text: str) -> dict[str, object]:
    """Give a Word document among the attachments of a release."""
    return evidence.asset(word([text]), "通知.docx", media_type=DOCX, use="attachment")


def titles(reply: Reply) -> list[str]:
    text = re.sub(r"</?mark>", "", reply.text)
    return re.findall(r'<h2><a href="[^"]+" data-item="[^"]+">([^<]+)</a>', text)


def filters(reply: Reply) -> dict[str, int]:
    """Give the values of all filters with their counts."""
    found = re.findall(r'>([^<]+)<span class="num">(\d+)</span></a>', reply.text)
    return {name: int(count) for name, count in found}


class TestFilters:
    def test_each_says_how_much_it_finds_and_finds_that(self, town: Town, call: Caller) -> None:
        town.release(
            policy("甲通知", "云政发〔2026〕1号"),
            policy("乙通知", "云政发〔2026〕2号", validity="repealed", subject="教育"),
            article("丙通知", lineage=(NEWS, TOP)),
            article("丁通知", lineage=(NEWS,)),
        )
        drain()
        reply = call("/search/?q=通知")
        assert len(titles(reply)) == 4
        counted = filters(reply)
        assert counted["新闻"] == 2
        assert counted["政策文件"] == counted["文章"] == 2
        assert counted["已废止"] == counted["教育"] == counted["城乡建设"] == 1
        assert titles(call("/search/?q=通知&validity=repealed")) == ["乙通知"]
        assert titles(call("/search/?q=通知&subject=教育&kind=policy")) == ["乙通知"]
        assert sorted(titles(call(f"/search/?q=通知&section={NEWS}"))) == ["丁通知", "丙通知"]

    def test_what_is_chosen_can_be_taken_away(self, town: Town, call: Caller) -> None:
        town.release(policy("甲通知", "云政发〔2026〕1号"), article("丙通知"))
        drain()
        page = call("/search/?q=通知&kind=policy&year=2026&validity=valid").text
        chips = re.search(r'<ul class="chips".*?</ul>', page, re.S)
        assert chips
        assert chips[0].count("<li>") == 4
        assert "/search/?q=%E9%80%9A%E7%9F%A5&amp;kind=policy&amp;validity=valid" in chips[0]

    def test_documents_are_found_by_what_they_say_of_themselves(
        self, town: Town, call: Caller
    ) -> None:
        town.release(
            policy("甲通知", "云政发〔2026〕1号", written_on="2026-03-01"),
            policy("乙通知", "云政发〔2026〕2号", written_on="2026-05-01"),
        )
        drain()
        assert titles(call("/search/?kind=policy&number=2026年2号")) == ["乙通知"]
        assert titles(call("/search/?kind=policy&written_since=2026-04-01")) == ["乙通知"]
        assert titles(call("/search/?kind=policy&written_until=2026-04-01")) == ["甲通知"]
        assert len(titles(call("/search/?issuing_body=云汐市人民政府"))) == 2

    def test_the_index_puts_no_word_on_the_page(self, town: Town, call: Caller) -> None:
        town.release(policy("甲通知", "云政发〔2026〕1号", department="甲局"),
                     policy("乙通知", "云政发〔2026〕2号", department="乙局"))  # fmt: skip
        drain()
        page = call("/search/?q=通知").text
        assert "甲局" in page
        SAID.value("department", "丙局", Reading())
        assert not SAID.value("department", "丙局", Reading())
        assert not SAID.word("丙局", Reading())
        assert SAID.word("甲通", Reading()) == "甲通"

    def test_a_section_and_a_topic_are_searched_from_their_own_pages(
        self, town: Town, call: Caller
    ) -> None:
        town.release(article("丙通知"))
        page = call("/news/").text
        assert f'<input type="hidden" name="section" value="{NEWS}">' in page


class TestFiles:
    def test_words_in_a_file_are_found_and_said_to_be_there(self, town: Town, call: Caller) -> None:
        data = pdf("第一页说别的事。", "申领高龄津贴需要本人到场。")
        entry = evidence.asset(data, "津贴说明.pdf", media_type=PDF, use="attachment")
        town.release(article(WATER, assets=(entry,)))
        # A test is one transaction, in which no file is opened on the way.
        ATTACHED.read(entry["digest"], PDF)
        drain()
        page = call("/search/?q=高龄津贴").text
        assert "津贴说明.pdf" in re.sub("</?mark>", "", page)
        assert "<mark>高龄津贴</mark>" in page
        assert "第2页" in page

    def test_until_this_process_has_read_it_nothing_of_a_file_is_shown(
        self, town: Town, call: Caller, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        entry = document("发放采暖补贴")
        town.release(article(WATER, assets=(entry,)))
        ATTACHED.read(entry["digest"], DOCX)
        drain()
        monkeypatch.setattr(ATTACHED, "parts", lambda digest, media_type: None)
        reply = call("/search/?q=采暖补贴")
        assert titles(reply) == [WATER]
        assert "<mark>采暖补贴</mark>" not in reply.text

    def test_a_release_does_not_wait_for_its_files(self, town: Town) -> None:
        entry = document("发放清凉补贴")
        town.release(article(WATER, assets=(entry,)))
        SearchOutbox.objects.all().delete()
        with transaction.atomic():
            outbox.enqueue(uid(WATER), 6)
        assert drain_at_once() == 1
        # It waits once more, for whoever reads the file.
        assert outbox.waiting() == [uid(WATER)]
        ATTACHED.read(entry["digest"], DOCX)
        assert drain() == 1
        record = search_record(uid(WATER))
        assert record is not None
        assert record.attachment_text.startswith("发放清凉补贴")

    def test_a_damaged_file_is_found_by_its_name(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"%PDF-1.7 broken", "防汛预案.pdf", media_type=PDF, use="attachment")
        town.release(article(WATER, assets=(entry,)))
        drain()
        assert titles(call("/search/?q=防汛预案")) == [WATER]


class TestOtherWords:
    def test_a_slip_finds_what_was_meant_and_says_so(self, town: Town, call: Caller) -> None:
        town.release(article("住房公积金提取指南"))
        drain()
        reply = call("/search/?q=公机金")
        assert titles(reply) == ["住房公积金提取指南"]
        assert "没有找到“公机金”" in reply.text

    def test_a_word_can_be_typed_by_its_sound(self, town: Town, call: Caller) -> None:
        town.release(article("住房公积金提取指南"))
        drain()
        assert titles(call("/search/?q=gongjijin")) == ["住房公积金提取指南"]

    def test_what_is_withdrawn_corrects_nothing(self, town: Town, call: Caller) -> None:
        town.release(article("住房公积金提取指南"))
        drain()
        town.withdraw(uid("住房公积金提取指南"))
        page = call("/search/?q=公机金").text
        assert "公积金" not in page.replace("公机金", "")

    def test_an_item_leads_to_what_is_like_it(self, town: Town, call: Caller) -> None:
        other = "关于城东路临时停水的公告"
        town.release(article(WATER), article(other), article("秋茶开采"))
        drain()
        address = f"/search/?like={uid(WATER)}"
        assert address in call(article(WATER).address).text
        assert titles(call(address)) == [other]
        assert "想找什么" in call(f"/search/?like={uid('nobody')}").text

    def test_nothing_found_leads_on(self, town: Town, call: Caller) -> None:
        town.release(article(WATER))
        drain()
        page = call("/search/?q=停水&year=2020").text
        assert "不限“年份”（1条）" in page
        page = call("/search/?q=新闻联播量子").text
        assert '<a class="linked" href="/news/">新闻</a>' in page
        assert FRAME_DETAILS["phone"] in page

    def test_pinned_results_are_those_of_the_released_frame(self, town: Town, call: Caller) -> None:
        pinned = {"words": ["停水", "断水"], "title": "停水查询", "address": "/news/"}
        town.release(frame(pinned_results=[pinned]))
        assert '<a href="/news/">停水查询</a>' in call("/search/?q=断水").text
        assert "停水查询" not in call("/search/?q=断水了").text

    def test_a_frame_that_was_signed_before_there_were_any_pins_nothing(
        self, town: Town, call: Caller
    ) -> None:
        assert 'class="pinned"' not in call("/search/?q=停水").text


class TestHotWords:
    def looked_for(self, text: str, times: int) -> None:
        for _ in range(times):
            TALLIES.searched(text, found=True, day=timezone.localdate())
        TALLIES.flush(timezone.localdate())
        hints.forget_hot_words()

    def test_are_words_of_released_titles(self, town: Town, call: Caller) -> None:
        town.release(article(WATER))
        drain()
        self.looked_for("停水", THRESHOLD)
        self.looked_for("打倒停水", 3 * THRESHOLD)
        page = call("/search/").text
        assert "大家在搜" in page
        assert ">停水</a>" in page
        assert "打倒" not in page

    def test_go_with_the_release_that_said_them(self, town: Town, call: Caller) -> None:
        town.release(article(WATER))
        drain()
        self.looked_for("停水", THRESHOLD)
        town.withdraw(uid(WATER))
        assert ">停水</a>" not in call("/search/").text

    def test_can_be_hidden_and_need_enough_searches(self, town: Town, call: Caller) -> None:
        town.release(article(WATER))
        drain()
        self.looked_for("通知", THRESHOLD - 1)
        self.looked_for("停水", THRESHOLD)
        lists.write(lists.HIDDEN, "停水")
        assert "大家在搜" not in call("/search/").text

    def test_a_search_is_counted_without_its_visitor(self, town: Town, call: Caller) -> None:
        town.release(article(WATER))
        drain()
        call("/search/?q=停水", X_Forwarded_For="203.0.113.7", Cookie="who=me")
        TALLIES.flush(timezone.localdate())
        row = SearchCount.objects.get(text="停水")
        assert row.searches == 1
        names = {field.name for field in SearchCount._meta.get_fields()}
        assert names == {"id", "day", "digest", "text", "searches", "without"}


class TestSuggestions:
    def test_are_words_and_titles_that_were_released(self, town: Town, call: Caller) -> None:
        town.release(article(WATER))
        drain()
        reply = call("/search/suggest?q=停")
        found = json.loads(reply.body)
        assert {"text": "停水", "address": Asked("停水").address()} in found["words"]
        assert [each["text"] for each in found["titles"]] == [WATER]
        assert "no-store" in reply.headers["Cache-Control"]

    def test_say_nothing_of_what_was_withdrawn(self, town: Town) -> None:
        town.release(article(WATER))
        drain()
        town.withdraw(uid(WATER))
        assert suggestions("停") == {"words": [], "titles": []}

    def test_a_word_nobody_released_is_not_suggested(self, town: Town) -> None:
        vocabulary.learn("forged", "停水谣言")
        assert suggestions("停水谣") == {"words": [], "titles": []}

    @pytest.mark.parametrize("text", ["", "%00", "'", "(" * 500, "停" * 500, "*", "😀"])
    def test_answer_whatever_is_typed(self, town: Town, call: Caller, text: str) -> None:
        reply = call(f"/search/suggest?q={text}")
        assert reply.status == 200
        assert json.loads(reply.body)["titles"] == []


class TestOpened:
    @pytest.mark.parametrize("item", ["", "x", uid("nobody"), "'; --"])
    def test_what_is_not_public_is_not_counted(self, town: Town, item: str) -> None:
        before = dict(TALLIES._clicks)
        request = RequestFactory().post("/search/opened", query_params={"item": item})
        assert opened(request).status_code == 204
        assert dict(TALLIES._clicks) == before

    def test_an_item_is_counted(self, town: Town) -> None:
        town.release(article(WATER))
        request = RequestFactory().post("/search/opened", query_params={"item": uid(WATER)})
        opened(request)
        assert (timezone.localdate(), uid(WATER)) in TALLIES._clicks
        TALLIES.flush(timezone.localdate() - timedelta(days=1))


class TestAsData:
    def test_atom_and_json_hold_the_same_items(self, town: Town, call: Caller) -> None:
        town.release(article(WATER), article("丙通知"))
        drain()
        feed = ElementTree.fromstring(call("/search/feed.xml?q=通知").body)
        space = {"a": "http://www.w3.org/2005/Atom"}
        found = {each.text for each in feed.findall("a:entry/a:title", space)}
        data = json.loads(call("/search/results.json?q=通知").body)
        assert found == {each["title"] for each in data["items"]} == {WATER, "丙通知"}
        assert data["total"] == 2
        assert data["items"][0]["address"].startswith("http")

    def test_are_for_the_visitor_alone(self, town: Town, call: Caller) -> None:
        for path in ("/search/feed.xml", "/search/results.json"):
            reply = call(f"{path}?q=<script>")
            assert "no-store" in reply.headers["Cache-Control"]
            assert reply.headers["X-Robots-Tag"] == "noindex"
            assert "<script>" not in reply.text or path.endswith("json")


HOSTILE = (
    "q=停水 AND (OR NOT", 'q="', "q=NEAR(停 水, 2)", "q=title:停水", "q=停*水?", "q=停~2^9",
    "q={!lucene}停水", "q=%27; DROP TABLE search_embedded_document; --", "q=\\", "q=%25s%25d",
    "q=" + "停" * 10_000, "q=" + "停 " * 5_000, "q=" + '"' * 9_999, "q=" + "-" * 9_999,
    "q=" + "(" * 9_999, "q=😀👨‍👩‍👧",
    "q=%01%02%1f%7f", "q=%e2%80%ae停%e2%80%8b", "q=%ff%fe", "q=%ed%a0%80",
    "q=停水&page=1000000000", "q=停水&page=-1", "q=停水&page=0", "q=停水&page=1e9", "q=停水&page=٣",
    "q=停水&section=x", "q=停水&section=" + uid("nobody"), "q=停水&topic=" + uid("nobody"),
    "q=停水&kind=frame", "q=停水&validity=x", "q=停水&media=audio", "q=停水&order=random",
    "q=停水&unknown=1&unknown=2", "q=a&q=停水", "section=a&section=b&q=停水",
    "q=停水&since=2026-02-30", "q=停水&until=0000-00-00", "q=停水&since=9999-12-31",
    "q=停水&since=2027-01-01&until=2026-01-01", "q=停水&written_since=x&written_until=2026-13-01",
    "q=停水&year=99999999999999999999", "q=停水&year=-5", "department=" + "局" * 9_999,
    "department=%00&subject=%27", "number=" + "1" * 9_999, "number=〔2026〕&q=〔〕", "&&&===",
    "q[]=停水", "q", "=", "q=停水#x", "kind=policy&order=date&page=100", "page=100",
)  # fmt: skip


class TestHostileQuestions:
    @pytest.mark.parametrize("query", HOSTILE)
    def test_are_answered(self, town: Town, call: Caller, query: str) -> None:
        reply = call(f"/search/?{query}")
        assert reply.status == 200
        assert "<form" in reply.text
        assert "no-store" in reply.headers["Cache-Control"]

    def test_in_bounded_time(self, town: Town, call: Caller) -> None:
        town.release(*(article(f"停水通知第{number}号") for number in range(30)))
        outbox.drain(search_record)
        call("/search/?q=停水")
        began = timezone.now()
        for query in HOSTILE:
            assert call(f"/search/?{query}").status == 200
        # Generous for a loaded machine: a scan of everything for each would take minutes.
        assert timezone.now() - began < timedelta(seconds=1) * len(HOSTILE)


@freeze_time("2026-11-25 12:00:00")
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, {}),
        ({"q": " 停水 \x00 通知 "}, {"q": "停水 通知"}),
        ({"page": "1"}, {}),
        ({"page": "999999"}, {"page": 100}),
        ({"year": "1900"}, {}),
        ({"media": "video", "kind": "home"}, {"media": "video"}),
        ({"subject": "a\u202eb\n"}, {"subject": "a b"}),
    ],
)
def test_an_address_keeps_what_makes_sense(given: dict[str, str], kept: dict[str, object]) -> None:
    assert Asked.of(given).values == kept
