"""What a visitor means: synonyms, words that say nothing, slips, words typed by their sound."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from search import lists, synonyms, vocabulary
from search.correction import correct
from search.engine import Engine
from search.engines.embedded.engine import EmbeddedEngine
from search.models import TitleWords, Word
from search.query import parse
from search.sounds import alike, sounds
from search.understanding import understand
from tests.search.contract import uids
from tests.search.documents import NOW, corpus, record

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the index is in SQLite here"),
]


@pytest.fixture
def engine() -> Engine:
    """Give an engine with the items of Xihe and of a few offices, and the words of their titles."""
    engine = EmbeddedEngine()
    records = [
        *corpus(),
        record("tax", title="个人所得税综合所得汇算清缴指引", body="登录办理个人所得税汇算。"),
        record("care", title="城乡居民基本医疗保险异地就医备案", body="参加基本医疗保险的人员。"),
        record("card", title="社会保障卡申领指南", body="社会保障卡可以在银行网点申领。"),
    ]
    engine.put(records)
    for each in records:
        vocabulary.learn(each.uid, each.title)
    return engine


class TestSynonyms:
    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("个税", "tax"),
            ("个税汇算", "tax"),
            ("医保异地就医", "care"),
            ("社保卡", "card"),
            ("社保卡在哪里办", "card"),
            ("领证要带什么", "marriage"),
            ("公积金 提取", "fund-withdraw"),
        ],
    )
    def test_what_is_called_otherwise_is_found(self, engine: Engine, text: str, first: str) -> None:
        assert uids(engine.search(understand(text), now=NOW))[:1] == [first]

    def test_the_word_itself_comes_first(self, engine: Engine) -> None:
        engine.put([record("own", title="个税起征点说明", body="个税")])
        found = uids(engine.search(understand("个税"), now=NOW))
        assert found[:2] == ["own", "tax"]

    def test_the_units_own_hold_at_once(self, engine: Engine) -> None:
        assert uids(engine.search(understand("夕阳卡"), now=NOW))[:1] == []
        lists.write(lists.SYNONYMS, "老年人 夕阳卡")
        assert uids(engine.search(understand("夕阳卡"), now=NOW))[:1] == ["elder"]
        lists.write(lists.SYNONYMS, "")
        assert uids(engine.search(understand("夕阳卡"), now=NOW))[:1] == []

    def test_a_quoted_word_means_itself(self, engine: Engine) -> None:
        assert uids(engine.search(understand('"个税"'), now=NOW)) == []

    def test_a_list_holds_groups_of_two_and_more(self) -> None:
        assert synonyms.read("甲 乙 # 丙\n\n丁\n# 戊 己\n庚 庚") == (("甲", "乙"),)

    def test_every_shipped_word_is_in_one_spelling(self) -> None:
        for group in synonyms.SHIPPED:
            assert len(set(group)) == len(group) > 1


class TestStopWords:
    def test_a_word_that_says_nothing_is_left_out_beside_others(self) -> None:
        lists.write(lists.STOP, "请问 云汐市")
        assert understand("请问 停水").words == ("停水",)
        assert understand("请问").words == ("请问",)

    def test_a_change_says_what_came_and_what_went(self) -> None:
        assert lists.write(lists.STOP, "甲\n 乙  丙 \n甲\n") == (["甲", "乙 丙"], [])
        assert lists.write(lists.STOP, "乙 丙\n丁") == (["丁"], ["甲"])


class TestTheVocabulary:
    def test_words_and_neighbours_of_a_title(self) -> None:
        found = vocabulary.words("关于调整住房公积金缴存基数的通知")
        assert {"住房公积金", "公积金", "缴存基数", "通知"} <= set(found)
        assert not {"的通知", "关于", "基数的"} & set(found)

    def test_a_new_title_takes_the_old_words_back(self) -> None:
        vocabulary.learn("a", "停水公告")
        vocabulary.learn("b", "停水通知")
        assert Word.objects.get(text="停水").titles == 2
        vocabulary.learn("a", "停电公告")
        assert Word.objects.get(text="停水").titles == 1
        vocabulary.learn("b", "")
        assert not vocabulary.in_titles("停水")
        assert list(TitleWords.objects.values_list("uid", flat=True)) == ["a"]

    def test_a_rebuild_forgets_what_is_not_there(self) -> None:
        vocabulary.learn("gone", "旧闻一则")
        passed = list(vocabulary.learning([record("a", title="停水公告")]))
        assert [each.uid for each in passed] == ["a"]
        assert vocabulary.in_titles("停水")
        assert not vocabulary.in_titles("旧闻")

    def test_words_begin_as_typed_or_as_spoken(self, engine: Engine) -> None:
        assert "公积金" in vocabulary.beginning("公积", 8)
        assert "公积金" in vocabulary.beginning("gongji", 8)
        assert vocabulary.beginning("", 8) == []
        assert vocabulary.beginning("' OR 1=1", 8) == []


class TestSounds:
    def test_a_word_is_typed_by_its_syllables_or_their_first_letters(self) -> None:
        assert sounds("公积金")[0] == "gongjijin"
        assert "gjj" in sounds("公积金")
        assert {"yinhang", "yinxing"} <= set(sounds("银行"))
        assert sounds("5g") == ()

    def test_the_same_sound_comes_before_nearly_the_same(self) -> None:
        near = alike("机")
        assert near.index("积") < len(near)
        assert "机" not in near
        assert alike("ж") == ""
        assert "程" in alike("陈")


class TestCorrections:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("公机金", "公积金"),
            ("公基金", "公积金"),
            ("住房公机金提取", "住房公积金提取"),
            ("结婚登计", "结婚登记"),
            ("居主证", "居住证"),
            ("营商坏境", "营商环境"),
            ("社会保章卡", "社会保障卡"),
            ("居证住", "居住证"),
            ("个人得税", "个人所得税"),
            ("医疗保保险", "医疗保险"),
            ("gongjijin", "公积金"),
            ("jiehun", "结婚"),
            ("公机金 tiqu", "公积金 提取"),
        ],
    )
    def test_a_slip_is_put_right_in_released_words(
        self, engine: Engine, typed: str, meant: str
    ) -> None:
        assert correct(parse(typed), engine, NOW) == meant

    @pytest.mark.parametrize(
        "typed",
        [
            "公积金",
            "量子纠缠望远镜",
            "zxqwv",
            "covid",
            "税",
            "汐政办发〔2029〕7号",
            "",
            '"公机金"',
            "公" * 200,
            "-公机金",
            "😀😀",
            "a" * 200,
        ],
    )
    def test_what_is_right_or_beyond_help_stays(self, engine: Engine, typed: str) -> None:
        assert correct(parse(typed), engine, NOW) == ""

    def test_a_word_that_is_not_public_yet_is_no_help(self, engine: Engine) -> None:
        later = datetime(2030, 1, 1, tzinfo=UTC)
        engine.put([record("later", title="磁悬浮开通", live_from=later)])
        vocabulary.learn("later", "磁悬浮开通")
        assert correct(parse("磁旋浮"), engine, NOW) == ""
