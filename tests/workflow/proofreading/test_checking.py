"""What the rules of proofreading find, and what they leave alone."""

from dataclasses import replace

import pytest

from ledger.formats import v1
from workflow.proofreading import check

EMPTY = v1.Content(
    page="article",
    kind="article",
    address="/news/202611/100001.html",
    language="zh-Hans",
    title="",
    summary="",
    lineage=(),
    sections=(),
    topics=(),
    details={},
    body_html="",
    text="",
    assets=(),
    links=(),
    live_from=None,
    live_until=None,
    pinned_until=None,
    correction="",
)

WIDE = "１１０１０５１９４９１２３１００２Ｘ"
FOUND = [
    # text, code, excerpt, suggestion
    ("加强组织领导。。各单位要落实到位。", "PUNC_DUP", "。。", "。"),
    ("春耕、、夏种。", "PUNC_DUP", "、、", "、"),
    ("会议强调,要压实责任。", "PUNC_HALFWIDTH", ",", "，"),
    ("根据《预算法》,制定本办法。", "PUNC_HALFWIDTH", ",", "，"),
    ("有关单位(含企业)请参加。", "PUNC_HALFWIDTH", "(含企业)", "（含企业）"),
    ("申报材料清单（见下表。", "PUNC_UNPAIRED", "（", ""),
    ("推行一站式”服务。", "PUNC_UNPAIRED", "”", ""),
    ("落实《管理办法的要求。", "PUNC_UNPAIRED", "《", ""),
    ("关于印发《管理办法>的通知", "PUNC_MISMATCH", "《管理办法>", "《管理办法》"),
    ("（见附表)", "PUNC_MISMATCH", "（见附表)", "（见附表）"),
    ("于2025年3月12日（星期四）开会。", "DATE_WEEKDAY", "2025年3月12日（星期四）", "星期三"),
    ("定于2025年3月12日周四召开。", "DATE_WEEKDAY", "2025年3月12日周四", "星期三"),
    ("于2024年2月30日前报送。", "DATE_INVALID", "2024年2月30日", ""),
    ("于2023年2月29日前报送。", "DATE_INVALID", "2023年2月29日", ""),
    ("于13月1日前报送。", "DATE_INVALID", "13月1日", ""),
    ("成文日期：2024-02-30。", "DATE_INVALID", "2024-02-30", ""),
    ("身份证号11010519491231002X。", "PII_IDCARD", "11010519491231002X", "110105********002X"),
    ("号码440524188001010014。", "PII_IDCARD", "440524188001010014", "440524********0014"),
    ("身份证号110101199003071230。", "PII_IDCARD_BADSUM", "110101199003071230", ""),
    ("身份证号110101199002301236。", "PII_IDCARD_BADDATE", "110101199002301236", ""),
    ("号１１０１０５１９４９１２３１００２Ｘ", "PII_IDCARD", WIDE, "110105********002X"),
    ("李某，电话13812345678。", "PII_MOBILE", "13812345678", "138****5678"),
    ("电话138-1234-5678。", "PII_MOBILE", "138-1234-5678", "138****5678"),
    ("电话+86 13812345678。", "PII_MOBILE", "+86 13812345678", "138****5678"),
    ("市政发[2024]5号", "DOCNO_BRACKET", "[2024]", "〔2024〕"),
    ("市政发（2023）12号", "DOCNO_BRACKET", "（2023）", "〔2023〕"),
    ("市政发【2023】12号", "DOCNO_BRACKET", "【2023】", "〔2023〕"),
]  # fmt: skip

LEFT_ALONE = [
    "访问https://www.example.gov.cn/a,b.html查询。",
    "市政发〔2024〕5号",
    "2025年2月28日（周五）下午3时。",
    "2024年2月29日前报送。",
    "每年2月29日。",
    "单据流水6222020200112233447。",
    "统一社会信用代码11500000MB1B37366Q。",
    "办公电话010-83512345，传真01083512346。",
    "增长1,234.5万元，约合 1,000 美元。",
    "报名条件如下：1）年满18周岁；2）身体健康。",
    "依据《预算法》（2018年修正）、《会计法》（2024年修正）执行。",
    "他说：“同意‘两不变’的意见。”",
    "“第一段没有结束。\n“第二段结束了。”",
    "推进“双随机、一公开”……等工作。",
    "真的吗？！好！！",
    "Use (brackets), commas; and colons: in English.",
    "邮箱13812345678a@example.gov.cn",
]


def found(text: str) -> list[tuple[str, str, str]]:
    """Give code, excerpt and suggestion of what is found in a text."""
    return [(f.code, f.excerpt, f.suggestion) for f in check(replace(EMPTY, text=text))]


@pytest.mark.parametrize(("text", "code", "excerpt", "suggestion"), FOUND)
def test_it_finds(text: str, code: str, excerpt: str, suggestion: str) -> None:
    assert found(text) == [(code, excerpt, suggestion)]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_it_leaves_alone(text: str) -> None:
    assert found(text) == []


def test_personal_data_are_errors_and_half_width_marks_are_not() -> None:
    text = "会议强调,电话13812345678。"
    weights = {f.code: f.severity for f in check(replace(EMPTY, text=text))}
    assert weights == {"PUNC_HALFWIDTH": "warning", "PII_MOBILE": "error"}


def test_every_field_that_the_public_reads_is_read() -> None:
    asset = {
        "digest": "sha256:" + "0" * 64,
        "size": 1,
        "media_type": "image/png",
        "name": "李某13812345678.png",
        "alt": "会场。。",
        "use": "picture",
    }
    content = replace(
        EMPTY,
        title="通知。。",
        summary="摘要。。",
        correction="更正。。",
        details={"byline": "本报。。", "menu": [{"title": "首页。。"}], "order": 3},
        assets=(asset,),
    )
    assert [f.place for f in check(content)] == [
        "title",
        "summary",
        "correction",
        "details.byline",
        "details.menu.0.title",
        "assets.0.alt",
        "assets.0.name",
    ]


def test_a_place_names_the_characters_of_its_field() -> None:
    [finding] = check(replace(EMPTY, text="甲。\n乙（丙。"))
    assert (finding.start, finding.end, finding.excerpt) == (4, 5, "（")


def test_a_long_text_is_read_quickly() -> None:
    text = "各单位要加强组织领导，落实责任（见附表）。" * 5000
    assert check(replace(EMPTY, text=text)) == []
