"""Rules that read a whole page: its title, its links and pictures, what is attached."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ledger import canonical
from tests.workflow.proofreading.test_checking import EMPTY
from workflow.proofreading import Context, Enclosed, check, replacement, rule

PUBLIC = canonical.time_text(datetime(2025, 3, 12, tzinfo=UTC))
LONG = "云汐市人民政府办公室关于印发" + "云汐湖流域水生态保护" * 7 + "方案的通知"

BODIES = [
    ("A11Y_ALT", '<p><img src="/assets/a.png"></p>', '<img src="/assets/a.png">'),
    ("A11Y_ALT", '<figure><img src="/assets/a.png" alt=" "></figure>', "<img"),
    ("A11Y_TABLE", "<table><tbody><tr><td>甲</td></tr></tbody></table>", "<table>"),
    ("A11Y_TABLE", '<table class="x"><tr><td>甲</td></tr></table>', '<table class="x">'),
    ("A11Y_HEADING", "<h2>总体要求</h2><h4>目标</h4>", "<h4>"),
    ("A11Y_HEADING", '<h3>甲</h3><h2>乙</h2><h4 id="c">丙</h4>', '<h4 id="c">'),
    ("LINK_HTTP", '<a href="http://www.yunxi.gov.cn/a">市政府</a>', "<a href"),
    ("LINK_HTTP", "<a class='x' href='http://yunxi.gov.cn'>市政府</a>", "<a class"),
    ("LINK_HOST", '<a href="https://t.cn/abc">办事指南</a>', "<a href"),
    ("LINK_HOST", '<a href="https://item.taobao.com/1">特产</a>', "<a href"),
    ("LINK_HOST", '<a href="https://www.youtube.com/v">宣传片</a>', "<a href"),
    ("LINK_TEXT", '<a href="/a.html">点击这里</a>', "点击这里"),
    ("LINK_TEXT", '<a href="/a.html"><b>详情</b>》</a>', "<b>详情</b>》"),
    ("LINK_TEXT", '<a href="/a.html">here</a>', "here"),
]
CLEAN = [
    '<p><img src="/assets/a.png" alt="云汐湖全景"></p>',
    '<table><tr><th scope="col">年份</th></tr><tr><td>2025</td></tr></table>',
    "<h2>总体要求</h2><h3>目标</h3><h2>保障</h2>",
    '<a href="https://www.yunxi.gov.cn/a">云汐市人民政府</a>',
    '<a href="/assets/abc.pdf">申报表（PDF）</a>',
    '<a href="mailto:mail@yunxi.gov.cn">信箱</a>',
    '<a href="https://[::1">坏地址</a>',
    "<p>1 < 2，3 > 2</p>",
]


@pytest.mark.parametrize(("code", "body", "begins"), BODIES)
def test_a_body_is_read_with_its_tags(code: str, body: str, begins: str) -> None:
    [finding] = check(replace(EMPTY, body_html=body))
    assert (finding.code, finding.place) == (code, "body_html")
    assert finding.excerpt.startswith(begins)
    assert body[finding.start : finding.end] == finding.excerpt


@pytest.mark.parametrize("body", CLEAN)
def test_a_good_body_is_left_alone(body: str) -> None:
    assert check(replace(EMPTY, body_html=body)) == []


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("新桥通车。", ["TITLE_END_PUNCT"]),
        ("重磅！新桥通车", ["TITLE_EXCLAIM"]),
        (LONG, ["TITLE_LONG"]),
        ("…………", ["TITLE_NO_WORDS"]),
        ("新桥通车", []),
        ("新桥通车了吗？", []),
        ("云汐湖畔的“图书馆”", []),
        ("A11地块出让公告", []),
    ],
)
def test_a_title_is_read_as_a_title(title: str, codes: list[str]) -> None:
    assert [finding.code for finding in check(replace(EMPTY, title=title))] == codes


def test_an_address_in_the_text_that_is_no_link_is_noticed() -> None:
    text = "请访问https://www.yunxi.gov.cn/a查询。"
    bare = replace(EMPTY, text=text, body_html=f"<p>{text}</p>")
    [finding] = check(bare)
    assert (finding.code, finding.excerpt) == ("LINK_PLAIN", "https://www.yunxi.gov.cn/a")
    linked = (
        '<p>请访问<a href="https://www.yunxi.gov.cn/a">https://www.yunxi.gov.cn/a</a>查询。</p>'
    )
    assert check(replace(EMPTY, text=text, body_html=linked)) == []


def reprint(**details: Any) -> list[str]:
    content = replace(EMPTY, details={"reprint": True, "source": "", **details})
    return [finding.code for finding in check(content)]


def test_a_reprint_names_its_source_and_the_original() -> None:
    assert reprint() == ["SOURCE_MISSING"]
    assert reprint(source="云汐日报") == []
    assert reprint(source="云汐日报", source_address="") == ["SOURCE_ADDRESS"]
    assert reprint(source="云汐日报", source_address="https://daily.yunxi.gov.cn/1") == []


def test_personal_data_inside_an_attachment_name_file_and_cell() -> None:
    listed = Enclosed("名单.xlsx", "C3", "11010519491231002X")
    [finding] = check(EMPTY, Context(enclosed=(listed, Enclosed("名单.xlsx", "C4", "王明"))))
    assert (finding.code, finding.severity) == ("PII_IN_ATTACHMENT", "error")
    assert "名单.xlsx" in finding.message
    assert "C3" in finding.message


def test_a_file_name_is_read_like_any_text() -> None:
    asset = {
        "digest": "sha256:" + "0" * 64, "size": 1, "media_type": "application/pdf",
        "name": "王明11010519491231002X.pdf", "alt": "", "use": "attachment",
    }  # fmt: skip
    [finding] = check(replace(EMPTY, assets=(asset,)))
    assert (finding.code, finding.place) == ("PII_IDCARD", "assets.0.name")


def test_the_page_says_what_it_knows_of_itself() -> None:
    details = {"document_number": "云政发〔2024〕6号", "written_on": "2025-03-20"}
    content = replace(EMPTY, text="云政发〔2024〕5号", details=details, live_from=PUBLIC)
    assert {finding.code for finding in check(content)} == {"META_DOCNO_DIFF", "META_DATE_ORDER"}


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("市攻府开会。", "市政府开会。"),
        ("定于2025年3月12日（星期四）召开。", "定于2025年3月12日（星期三）召开。"),
        ("户籍地址：汐南县云山镇桃花村3组12号。", "户籍地址：汐南县云山镇。"),
        ("附件：1.申报表。", "附件：1.申报表"),
        ("请于4月31日前报送。", None),
    ],
)
def test_one_click_puts_the_right_words_in(text: str, mended: str | None) -> None:
    [finding] = check(replace(EMPTY, text=text))
    words = replacement(finding)
    if mended is None:
        assert words is None
    else:
        assert text[: finding.start] + str(words) + text[finding.end :] == mended


def test_one_mistake_is_one_finding() -> None:
    text = "印发《关于落实<防汛预案>的通知>的函"
    assert len(check(replace(EMPTY, text=text))) <= 2
    [finding] = check(replace(EMPTY, text="号１１０１０５１９４９１２３１００２Ｘ"))
    assert finding.code == "PII_IDCARD"


def test_the_same_text_gives_the_same_findings() -> None:
    content = replace(EMPTY, text="会议强调,市攻府要布署。。", title="关于开会的通知。")
    assert check(content) == check(content)


def test_a_rule_is_found_by_its_code_and_an_old_code_still_has_words() -> None:
    assert rule("PUNC_DUP").basis.startswith("GB/T 15834")
    assert rule("NO_SUCH_RULE").title == "NO_SUCH_RULE"
