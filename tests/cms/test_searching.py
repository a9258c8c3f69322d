"""The screens of search: lists that hold at once, a report without people in it."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.freeze import freeze
from cms.pages.frame import SiteFramePage, pinned_words
from cms.pages.section import SectionPage
from ledger.models import AuditEntry
from search import lists
from search.models import SearchClick, SearchCount
from search.understanding import understand
from tests.cms.conftest import signed_in
from tests.support.acting import save
from tests.support.town import Town

WORDS, SEARCHES = "sanshen_search_words", "sanshen_searches"


def newest_entry() -> str:
    return bytes(AuditEntry.objects.latest("sequence").header).decode()


class TestTheLists:
    def test_a_change_holds_at_once_and_is_in_the_audit_log(self, lin: Client) -> None:
        assert understand("市民卡").synonyms == ()
        answer = lin.post(
            reverse(WORDS),
            {"list": "synonyms", "text": "市民卡 惠民卡\n", "version": "0"},
            follow=True,
        )
        assert "市民卡 惠民卡" in answer.content.decode()
        assert understand("市民卡").ways("市民卡") == (("市民卡",), ("惠民卡",))
        said = newest_entry()
        assert '"search:changed"' in said
        assert "市民卡 惠民卡" in said
        assert "林晓" in said

    def test_saving_what_is_there_writes_no_entry(self, lin: Client) -> None:
        lists.write(lists.STOP, "请问")
        before = AuditEntry.objects.count()
        lin.post(reverse(WORDS), {"list": "stop", "text": "请问\r\n", "version": "1"})
        assert AuditEntry.objects.count() == before

    def test_a_list_that_changed_meanwhile_is_not_overwritten(self, lin: Client) -> None:
        lists.write(lists.STOP, "请问")
        answer = lin.post(reverse(WORDS), {"list": "stop", "text": "我的", "version": "0"})
        assert answer.status_code == 409
        assert "我的" in answer.content.decode()
        assert lists.text(lists.STOP) == "请问"

    def test_a_synonym_alone_is_refused_and_nothing_typed_is_lost(self, lin: Client) -> None:
        answer = lin.post(
            reverse(WORDS), {"list": "synonyms", "text": "甲 乙\n孤独", "version": "0"}
        )
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "第2行" in page
        assert "孤独" in page
        assert lists.text(lists.SYNONYMS) == ""

    @pytest.mark.parametrize("name", ["", "everything", "../stop"])
    def test_an_unknown_list_changes_nothing(self, lin: Client, name: str) -> None:
        answer = lin.post(reverse(WORDS), {"list": name, "text": "甲 乙", "version": "0"})
        assert answer.status_code == 200
        assert not any(lists.text(each) for each in lists.NAMES)

    @pytest.mark.parametrize("name", ["zhou", "wu", "zheng", "qian"])
    def test_reviewers_and_auditors_change_nothing(self, town: Town, name: str) -> None:
        client = signed_in(name)
        assert client.get(reverse(WORDS)).status_code == 403
        answer = client.post(reverse(WORDS), {"list": "stop", "text": "甲", "version": "0"})
        assert answer.status_code == 403
        assert lists.text(lists.STOP) == ""

    @pytest.mark.parametrize("name", ["sun", "qi"])
    def test_administrators_may(self, town: Town, name: str) -> None:
        assert signed_in(name).get(reverse(WORDS)).status_code == 200


class TestTheReport:
    def counts(self) -> None:
        today = timezone.localdate()
        SearchCount.objects.create(day=today, digest="a", text="停水", searches=7)
        SearchCount.objects.create(day=today, digest="b", text="=1+1", searches=6, without=6)
        SearchCount.objects.create(day=today, digest="c", text="张三", searches=4)
        SearchCount.objects.create(day=today, digest="d", text="", searches=4)
        SearchClick.objects.create(day=today, uid="gone", clicks=5)

    def test_shows_what_was_looked_for_often_enough(self, lin: Client) -> None:
        self.counts()
        page = lin.get(reverse(SEARCHES)).content.decode()
        assert "停水" in page
        assert "张三" not in page

    def test_is_a_table_without_formulas_and_the_download_is_in_the_log(self, lin: Client) -> None:
        self.counts()
        answer = lin.post(reverse(SEARCHES), {"days": "7"})
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert ["搜得最多", "停水", "7", "0"] in rows
        assert ["没有找到", "'=1+1", "6", "6"] in rows
        assert ["从结果中打开", "gone", "5", ""] in rows
        assert '"evidence:exported"' in newest_entry()

    def test_says_so_when_there_is_nothing(self, lin: Client) -> None:
        assert "暂不显示" in lin.get(reverse(SEARCHES), {"days": "x"}).content.decode()

    def test_is_not_for_reviewers(self, town: Town) -> None:
        assert signed_in("zhou").get(reverse(SEARCHES)).status_code == 403
        assert signed_in("qian").get(reverse(SEARCHES)).status_code == 200


class TestPinnedResults:
    def test_are_signed_with_the_frame_and_shown_to_reviewers(self, town: Town) -> None:
        frame = SiteFramePage.objects.get(pk=town.frame)
        pinned = {
            "words": "公积金，住房公积金",
            "title": "公积金办理",
            "page": SectionPage.objects.get(pk=town.news),
            "address": "",
        }
        frame.pinned_results = [("result", pinned)]
        frozen = freeze(save(frame))
        (entry,) = frozen.content.details["pinned_results"]
        assert entry["words"] == ["公积金", "住房公积金"]
        assert entry["address"].startswith("/")
        assert "公积金办理" in frozen.content.body_html
        assert "住房公积金" in frozen.content.text

    def test_words_stand_between_commas(self) -> None:
        assert pinned_words("社保卡、 社会  保障卡,，；社保卡") == ["社保卡", "社会 保障卡"]
        assert pinned_words(" ，") == []
