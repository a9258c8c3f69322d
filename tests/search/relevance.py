"""What a visitor of Xihe's portal expects to find. A test class of an engine inherits this."""

from datetime import UTC, datetime

import pytest

from search.engine import Engine
from search.filters import Filters
from search.query import parse
from tests.search.contract import uids
from tests.search.documents import FILES, NEWS, NOW, OPEN, SERVICE, corpus

#: Text, and the item that must come first.
FIRST = (
    # words as they stand
    ("住房公积金提取", "fund-withdraw"),
    ("缴存基数", "fund-rate"),
    ("老旧小区改造", "office-17"),
    ("政府信息公开", "openness"),
    ("信息公开条例", "openness"),
    ("营商环境评价办法", "business-2022"),
    ("临时停水", "water"),
    ("无偿献血", "blood"),
    ("二〇二三年", "blood"),
    ("二○二三年", "blood"),
    # other order, several words
    ("提取公积金", "fund-withdraw"),
    ("提取 公积金", "fund-withdraw"),
    ("申领 居住证", "residence"),
    ("毕业生 补贴", "graduates"),
    ("价格 供水", "water-price"),
    # document numbers
    ("汐政办发〔2023〕7号", "business-2023"),
    ("汐政办发[2023]7号", "business-2023"),
    ("汐政办发(2023)7号", "business-2023"),
    ("汐政办发（2023）７号", "business-2023"),
    ("汐政办发【2023】7号", "business-2023"),
    ("汐政办发 2023 7号", "business-2023"),
    ("汐政办发2023年7号", "business-2023"),
    ("汐政办发〔2022〕7号", "business-2022"),
    ("汐政发〔2023〕7号", "gov-2023-7"),
    ("汐政办发〔2023〕17号", "office-17"),
    ("汐发改价格〔2024〕88号", "water-price"),
    ("〔2025〕12号", "graduates"),
    # letters and digits
    ("5G", "5g"),
    ("５Ｇ基站", "5g"),
    ("covid", "covid"),
    ("COVID-19", "covid"),
    ("Covid 19", "covid"),
    ("wi-fi", "5g"),
    ("Wi‑Fi", "5g"),
    ("12345", "heat"),
    ("2.35元", "water-price"),
    ("ＣＯＶＩＤ", "covid"),
    # traditional and simplified
    ("数字经济产业园", "digital"),
    ("數字經濟產業園", "digital"),
    ("云计算", "digital"),
    ("營商環境評價", "business-2022"),
    ("義務教育", "school"),
    # abbreviations and questions
    ("医保缴费", "insurance"),
    ("居住证怎么办理?", "residence"),
    ("办理居住证需要什么材料", "residence"),
    ("孩子上学怎么报名入学", "school"),
    ("买房要交多少契税", "deed"),
    ("个体户怎么申请贷款", "startup"),
    ("老人免费乘公交车需要办什么证", "elder"),
    ("结婚登记要带户口簿吗", "marriage"),
    ("室内温度不达标打什么电话", "heat"),
    # where a word segmenter cuts wrongly
    ("长江大桥维修", "bridge"),
    ("市长江大桥调研", "mayor"),
    ("南京市长江大桥", "bridge"),
    # a year in the question against recency
    ("政府工作报告", "report-2025"),
    ("政府工作报告 5.8%", "report-2024"),
    # attachments, departments
    ("公交线网图", "bus"),
    ("卫生健康委员会", "blood"),
)


class RelevanceContract:
    """What comes first; a subclass provides the fixture `engine`."""

    @pytest.fixture
    def filled(self, engine: Engine) -> Engine:
        """The engine with the items of Xihe."""
        engine.put(corpus())
        return engine

    def find(self, engine: Engine, text: str, **asked: object) -> list[str]:
        """Search and give the uids."""
        asked = {"now": NOW, "per_page": 50} | asked
        return uids(engine.search(parse(text), **asked))  # type: ignore[arg-type]

    @pytest.mark.parametrize(("text", "first"), FIRST)
    def test_the_item_that_was_meant_comes_first(
        self, filled: Engine, text: str, first: str
    ) -> None:
        assert self.find(filled, text)[:1] == [first]

    def test_a_number_finds_what_bears_it_and_what_cites_it_and_nothing_else(
        self, filled: Engine
    ) -> None:
        assert self.find(filled, "汐政办发〔2023〕7号") == ["business-2023", "cites-7"]

    def test_a_number_without_an_agency_finds_all_agencies(self, filled: Engine) -> None:
        found = self.find(filled, "2023年7号")
        assert set(found) == {"business-2023", "gov-2023-7", "cites-7"}

    def test_one_character_finds_every_item_with_it_newest_first(self, filled: Engine) -> None:
        holding = [
            item
            for item in sorted(corpus(), key=lambda item: item.date, reverse=True)
            if "税" in item.title + item.body
        ]
        assert self.find(filled, "税") == [item.uid for item in holding]

    @pytest.mark.parametrize("length", range(1, 9))
    def test_every_piece_of_a_text_is_found_and_nothing_without_it(
        self, filled: Engine, length: int
    ) -> None:
        texts = {item.uid: f"{item.title}\n{item.body}" for item in corpus()}
        title = "城乡居民基本医疗保险参保缴费"
        for start in range(len(title) - length + 1):
            piece = title[start : start + length]
            results = filled.search(parse(f'"{piece}"'), now=NOW, per_page=50)
            holding = {uid for uid, text in texts.items() if piece in text}
            assert set(uids(results)) == holding
            assert results.exact == len(holding)

    def test_a_quoted_phrase_must_stand_as_it_is(self, filled: Engine) -> None:
        assert self.find(filled, '"提取公积金"') == []
        assert self.find(filled, "“提取住房公积金”") == ["fund-withdraw"]
        assert "fund-rate" not in self.find(filled, '办事 "提取住房公积金"')

    def test_an_excluded_word_excludes(self, filled: Engine) -> None:
        assert "cites-7" in self.find(filled, "营商环境")
        assert "cites-7" not in self.find(filled, "营商环境 -推进会")
        assert "cites-7" not in self.find(filled, "营商环境 －推进会")
        assert "cites-7" not in self.find(filled, '营商环境怎么评价 -"工作推进会"')

    def test_exclusions_alone_find_nothing(self, filled: Engine) -> None:
        assert self.find(filled, "-营商环境") == []

    def test_filters_narrow(self, filled: Engine) -> None:
        assert set(self.find(filled, "营商环境", filters=Filters(section=FILES))) == {
            "business-2023",
            "business-2022",
        }
        assert self.find(filled, "营商环境", filters=Filters(section=NEWS))[0] == "cites-7"
        assert "plan-145" in self.find(filled, "汐河市", filters=Filters(section=OPEN))
        assert self.find(filled, "公积金", filters=Filters(section=SERVICE))[0] == "fund-withdraw"
        since = datetime(2023, 1, 1, tzinfo=UTC)
        assert "business-2022" not in self.find(filled, "营商环境", filters=Filters(since=since))

    def test_other_numbers_of_more_digits_are_not_it(self, filled: Engine) -> None:
        assert "office-17" not in self.find(filled, "汐政办发〔2023〕7号")

    def test_a_known_phrase_counts_as_exact(self, filled: Engine) -> None:
        results = filled.search(parse("营商环境"), now=NOW)
        assert results.exact == 3
        assert set(uids(results)[:3]) == {"business-2023", "business-2022", "cites-7"}

    def test_nonsense_finds_nothing(self, filled: Engine) -> None:
        assert self.find(filled, "量子纠缠望远镜") == []
        assert self.find(filled, "zxqwv") == []
