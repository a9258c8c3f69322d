"""What the list of changes says: written by hand, as a reviewer would want to read it."""

import pytest
from django.utils import translation

from tests.desk.comparing.mutations import DOCUMENT, parsed, written
from workflow.desk.comparing import summary
from workflow.desk.comparing.body import compare

PICTURE = f'<figure class="image"><img alt="流程图" src="/assets/{"1" * 64}.png"></figure>'
TABLE = (
    '<table><thead><tr><th scope="col">人员</th><th scope="col">个人（元）</th></tr></thead><tbody>'
    '<tr><th scope="row">低保对象</th><td>100</td></tr>'
    '<tr><th scope="row">特困人员</th><td>0</td></tr></tbody></table>'
)
VIDEO = (
    f'<figure class="video"><video controls poster="/assets/{"2" * 64}.jpg">'
    f'<source src="/assets/{"3" * 64}.mp4" type="video/mp4"></video></figure>'
)
GROWN = "逾期参保的，自缴费之日起设置3个月待遇等待期。"


def lines(old: str, new: str) -> list[str]:
    """Give the lines of the list, ▲ before those that weigh."""
    with translation.override("zh-hans"):
        found = (summary.line(change) for change in compare(old, new).changes)
        return [f"{'▲' * line.weighty}{line.label} {line.words}" for line in found]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # Money, percentages, numbers: whole, with their unit.
        ("每人每年380元。", "每人每年400元。", "▲金额 每人每年 380元 → 400元"),
        ("补贴为380元", "补贴为380万元", "▲金额 380元 → 380万元"),
        ("预算1,234.5万元", "预算1,243.5万元", "▲金额 预算 1,234.5万元 → 1,243.5万元"),
        ("增长3.5%。", "增长35%。", "▲比例 增长 3.5% → 35%"),
        ("百分之三十", "百分之五十", "▲比例 百分之三十 → 百分之五十"),
        ("共有12人参加", "共有15人参加", "▲数字 共有 12人 → 15人"),
        ("三十二人", "三十五人", "▲数字 三十二人 → 三十五人"),
        ("第三条规定", "第四条规定", "▲数字 第三条 → 第四条"),
        ("有１项", "有1项", "▲数字 有 １项 → 1项 (U+FF11 → U+0031)"),
        ("COVID-19防控", "COVID-20防控", "▲数字 COVID-19 → COVID-20"),
        # Dates and deadlines.
        ("截止日期为12月20日。", "截止日期为12月31日。", "▲日期 12月20日 → 12月31日"),
        ("2026年度", "2027年度", "▲日期 2026年 → 2027年"),
        (
            "为2025年10月15日至12月20日。",
            "为2026年10月20日至12月31日。",
            "▲日期 2025年10月15日至12月20日 → 2026年10月20日至12月31日",
        ),
        (
            "二〇二五年一月一日",
            "二〇二六年一月一日",
            "▲日期 二〇二五年一月一日 → 二〇二六年一月一日",
        ),
        ("9:00开始", "9:30开始", "▲日期 9:00 → 9:30"),
        ("自公布之日起30日内提出", "自公布之日起60日内提出", "▲期限 自公布之日起 30日 → 60日"),
        ("3个工作日内办结", "5个工作日内办结", "▲期限 3个工作日 → 5个工作日"),
        # Names, document numbers, telephones, addresses.
        ("市长王建国出席会议", "市长李建国出席会议", "▲人名职务 王建国 → 李建国"),
        ("副市长王强出席", "市长王强出席", "▲人名职务 副市长 → 市长"),
        ("联系人李强", "联系人李刚", "▲人名职务 李强 → 李刚"),
        (
            "根据云政办发〔2025〕31号",
            "根据云政办发〔2026〕31号",
            "▲文号 云政办发〔2025〕31号 → 云政办发〔2026〕31号",
        ),
        ("咨询电话12345。", "咨询电话12354。", "▲电话 12345 → 12354"),
        ("电话0571-88886666", "电话0571-88886667", "▲电话 0571-88886666 → 0571-88886667"),
        (
            "访问https://a.test/x",
            "访问https://a.test/y",
            "▲链接 https://a.test/x → https://a.test/y",
        ),
        # Orders, prohibitions, negations.
        ("可以减免。", "不可以减免。", "▲肯定与否定 可以 → 不可以"),
        ("逾期不予受理", "逾期予以受理", "▲肯定与否定 逾期不予 → 逾期予以"),
        ("逾期不补", "逾期补", "▲肯定与否定 逾期不补 → 逾期补"),
        ("必须到场", "可以到场", "▲肯定与否定 必须到场 → 可以到场"),
        ("应当提交", "应该提交", "▲肯定与否定 应当 → 应该"),
        ("严禁烟火", "严控烟火", "▲肯定与否定 严禁 → 严控"),
        # Plain words, punctuation, spaces.
        ("登陆网站", "登录网站", "文字 登陆 → 登录"),
        ("甲，乙", "甲、乙", "文字 甲， → 甲、"),
        ("居民医保指南", "居民基本医疗保险指南", "文字 医保 → 基本医疗保险"),
        ("会议召开。", "会议召开。会后参观了展览。", "新增 “会后参观了展览。”"),
        ("会议召开。会后参观了展览。", "会议召开。", "删除 “会后参观了展览。”"),
        ("集中缴费。", f"集中缴费。{GROWN}", f"▲新增 “{GROWN}”"),
        # Links, emphasis, line breaks.
        (
            '见<a href="/a/202611/1.html">通知</a>',
            '见<a href="/a/202611/2.html">通知</a>',
            "▲链接 “通知” /a/202611/1.html → /a/202611/2.html",
        ),
        ('见<a href="/a/1.html">通知</a>', "见通知", "▲链接 “通知” /a/1.html → （空）"),
        ("请<strong>尽快</strong>办理", "请尽快办理", "字体样式 “尽快”"),
        ("甲<br>乙", "甲乙", "换行 “甲↵乙”"),
    ],
)
def test_a_change_of_words_is_told_in_one_line(old: str, new: str, said: str) -> None:
    """▲日期 12月20日 → 12月31日: what it is, from what, to what."""
    assert lines(f"<p>{old}</p>", f"<p>{new}</p>") == [said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<h2>一、总则</h2>", "<h3>一、总则</h3>", ["标题级别 “一、总则” 一级标题 → 二级标题"]),
        ("<p>一、总则</p>", "<h2>一、总则</h2>", ["段落类型 “一、总则” 段落 → 一级标题"]),
        ("<h2>一、总则</h2>", "<h2>一、总纲</h2>", ["小标题 总则 → 总纲"]),
        (
            "<ul><li>甲类</li></ul>",
            "<ol><li>甲类</li></ol>",
            ["段落类型 “甲类” 项目符号列表 → 编号列表"],
        ),
        (
            "<ul><li>甲类人员</li><li>乙类单位</li><li>丙类组织</li></ul>",
            "<ul><li>丙类组织</li><li>甲类人员</li><li>乙类单位</li></ul>",
            ["移动 “丙类组织”"],
        ),
        (PICTURE, PICTURE.replace("1" * 64, "4" * 64), ["图片 已更换"]),
        (PICTURE, PICTURE.replace("流程图", "示意图"), ["替代文字 流程图 → 示意图"]),
        ("<p>甲</p>", f"<p>甲</p>{PICTURE}", ["图片 增加"]),
        (f"<p>甲</p>{PICTURE}", "<p>甲</p>", ["图片 删除"]),
        (VIDEO, VIDEO.replace("3" * 64, "5" * 64), ["▲视频文件 已更换"]),
        (VIDEO, VIDEO.replace("2" * 64, "6" * 64), ["图片 已更换"]),
        (
            f'<p class="attachment"><a href="/assets/{"7" * 64}.docx">登记表</a></p>',
            f'<p class="attachment"><a href="/assets/{"8" * 64}.docx">登记表</a></p>',
            ["▲附件 “登记表” 已更换"],
        ),
        (TABLE, TABLE.replace("100", "80"), ["▲表格 低保对象 个人（元） 100 → 80"]),
        (
            TABLE,
            TABLE.replace("</tbody>", '<tr><th scope="row">孤儿</th><td>50</td></tr></tbody>'),
            ["▲表格加行 “孤儿 | 50”"],
        ),
        (
            TABLE,
            TABLE.replace('<tr><th scope="row">特困人员</th><td>0</td></tr>', ""),
            ["▲表格删行 “特困人员 | 0”"],
        ),
        (
            TABLE,
            TABLE.replace("</th></tr>", "</th><th>备注</th></tr>").replace(
                "</td></tr>", "</td><td>无</td></tr>"
            ),
            ["▲表格加列 “备注”"],
        ),
        ("<p>甲</p>", f"<p>甲</p>{TABLE}", ["▲新增表格 3 行"]),
        (
            '<table><tr><td colspan="2">合计</td></tr></table>',
            '<table><tr><td colspan="3">合计</td></tr></table>',
            ["表格 2 → 3"],
        ),
        (
            "<details><summary>问</summary><p>甲</p></details>",
            '<details open=""><summary>问</summary><p>甲</p></details>',
            ['设置 “问” 默认展开 （空） → ""'],
        ),
        (
            '<p>见<sup><a href="#fn1">1</a></sup></p>',
            '<p>见<sup><a href="#fn2">1</a></sup></p>',
            ["页内引用 “1” #fn1 → #fn2"],
        ),
        (
            "<p>甲</p> <p>乙</p>",
            "<p>甲</p><p>乙</p>",
            ["源代码写法 只有源码的空白或写法不同，源码见“全部字段”。"],
        ),
    ],
)
def test_a_change_of_structure_is_told_in_one_line(old: str, new: str, said: list[str]) -> None:
    """Also what no word shows."""
    assert lines(old, new) == said


def test_a_moved_sentence_says_where_it_came_from_and_where_it_went() -> None:
    """Numbered where it stands now; the old place names the new one."""
    sentence = "在本市就读的学生，由所在学校统一组织参保。"
    old = f"<h2>一、对象</h2><p>本市居民。</p><h2>二、时间</h2><p>十月至十二月。{sentence}</p>"
    new = f"<h2>一、对象</h2><p>本市居民。{sentence}</p><h2>二、时间</h2><p>十月至十二月。</p>"
    result = compare(old, new)
    assert lines(old, new) == [f"移动 “{sentence}”"]
    places = [(run.fate, run.place) for e in result.entries for run in e.runs if run.place]
    assert places == [("arrived", ("二、时间", 4)), ("left", ("一、对象", 2))]


def test_a_paragraph_that_moved_and_was_changed_on_its_way_tells_both() -> None:
    """A number changed under cover of a move is told like any other."""
    moving = "<p>困难群众按每人每年380元的标准予以资助，由所在乡镇统一申报。</p>"
    others = "<h2>一、对象</h2><p>本市居民，以及在本市就读的学生。</p><h2>二、时间</h2>"
    old = f"{moving}{others}<p>集中缴费期为十月至十二月。</p>"
    new = f"{others}<p>集中缴费期为十月至十二月。</p>{moving.replace('380', '830')}"
    assert lines(old, new) == [
        "移动 “困难群众按每人每年830元的标准予以资助，由所在乡...”",
        "▲金额 …难群众按每人每年 380元 → 830元",
    ]
    assert [entry.fate for entry in compare(old, new).changed] == ["left", "inserted"]


def test_what_weighs_is_told_where_it_stands_among_changes_that_do_not() -> None:
    """Numbers follow the reading order; the order of weight is the page's."""
    found = compare(
        DOCUMENT, DOCUMENT.replace("本科", "专科").replace("380元，", "400元，")
    ).changes
    assert [(change.number, change.weighty) for change in found] == [(1, False), (2, True)]


def test_a_new_heading_does_not_mark_those_below_it() -> None:
    """Their ids count on by themselves; what they lead to is the same."""
    original = written(parsed(DOCUMENT))
    new = original.replace('<h2 id="s2">', '<h2 id="s2">新增一节</h2><h2 id="s3">').replace(
        '<h3 id="s3">', '<h3 id="s4">'
    )
    assert lines(original, new) == ["新增 “新增一节”"]
