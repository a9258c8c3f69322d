"""The items of the portal of Xihe (汐河), an invented city, written for these tests.

Each is short, and several are traps for one another: the same words in another order, the same
number of another year, a name that is a part of a longer one.
"""

from datetime import UTC, datetime
from typing import Final

from search.record import SearchRecord

NOW: Final = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)

#: Sections: a top one and two below it, and two more.
OPEN, FILES, PLANS, NEWS, SERVICE = "open", "files", "plans", "news", "service"
_PATH: Final = {
    FILES: (OPEN, FILES),
    PLANS: (OPEN, PLANS),
    NEWS: (NEWS,),
    SERVICE: (SERVICE,),
}

# uid, section, date, document number, title, body
_ROWS: Final = (
    ("fund-withdraw", SERVICE, "2025-03-04", "", "住房公积金提取办事指南",
     "职工购买、建造、翻建、大修自住住房的,可以提取住房公积金账户内的存储余额。申请人应当提供身份证、购房合同和发票。"),
    ("fund-rate", FILES, "2024-07-01", "汐公积金〔2024〕3号", "关于调整住房公积金缴存基数的通知",
     "自2024年7月1日起,住房公积金缴存基数上限调整为28500元,缴存比例为5%至12%。"),
    ("residence", SERVICE, "2025-05-06", "", "居住证申领服务指南",
     "公民离开常住户口所在地,到本市居住半年以上的,可以申领居住证。申领居住证需要提交本人居民身份证、照片以及住所证明材料。"),
    ("school", SERVICE, "2025-04-11", "", "随迁子女义务教育入学须知",
     "进城务工人员随迁子女凭父母一方的居住证,向居住地教育行政部门申请入学。报名时间为每年6月。"),
    ("business-2023", FILES, "2023-02-10", "汐政办发〔2023〕7号", "汐河市优化营商环境行动方案",
     "为持续优化营商环境,激发市场主体活力,现制定本方案。企业开办时间压缩至一个工作日。"),
    ("business-2022", FILES, "2022-02-11", "汐政办发〔2022〕7号", "汐河市营商环境评价办法",
     "本办法所称营商环境评价,是指对各部门服务企业情况的评价。评价结果纳入年度考核。"),
    ("gov-2023-7", FILES, "2023-03-01", "汐政发〔2023〕7号", "关于加快现代农业发展的意见",
     "坚持农业农村优先发展,到2025年,全市粮食总产量稳定在60万吨以上。"),
    ("office-17", FILES, "2023-06-20", "汐政办发〔2023〕17号", "汐河市城镇老旧小区改造实施方案",
     "改造内容包括供水、排水、供电、道路、加装电梯等。2023年计划改造老旧小区42个。"),
    ("cites-7", NEWS, "2023-09-01", "", "我市召开营商环境工作推进会",
     "会议要求各部门对照《汐河市优化营商环境行动方案》(汐政办发〔2023〕7号)抓好落实。"),
    ("report-2024", PLANS, "2024-01-12", "", "政府工作报告",
     "过去一年,全市地区生产总值增长5.8%。今年的工作重点是稳就业、促消费。"),
    ("report-2025", PLANS, "2025-01-14", "", "政府工作报告",
     "过去一年,全市地区生产总值增长6.1%。今年的工作重点是稳就业、促消费。"),
    ("plan-145", PLANS, "2021-04-02", "汐政发〔2021〕9号", "汐河市第十四个五年规划纲要",
     "“十四五”时期,汐河市将建设沿江生态廊道,发展数字经济,基本建成智慧城市。"),
    ("digital", NEWS, "2025-08-08", "", "數字經濟產業園開園",
     "園區將為初創企業提供辦公場所和雲計算服務,首批入駐企業三十家。"),
    ("5g", NEWS, "2024-05-17", "", "全市建成5G基站一千二百座",
     "目前5G网络已覆盖全部乡镇。市民可以在公共场所免费使用Wi-Fi。"),
    ("covid", NEWS, "2022-12-09", "", "疫情防控最新提示",
     "请市民做好COVID-19个人防护,勤洗手、常通风,核酸检测点见附表。"),
    ("vat", SERVICE, "2024-03-15", "", "增值税小规模纳税人申报说明",
     "月销售额10万元以下的小规模纳税人免征增值税,可在电子税务局申报。"),
    ("deed", SERVICE, "2023-11-20", "", "契税缴纳办理流程",
     "购买商品房应当缴纳契税。首套住房面积为90平方米及以下的,减按1%征收。"),
    ("marriage", SERVICE, "2025-02-14", "", "结婚登记预约",
     "办理结婚登记须双方到场。自2025年5月起,婚姻登记不再需要户口簿,全国通办。"),
    ("water", NEWS, "2025-07-19", "", "关于城区临时停水的公告",
     "因管网检修,7月20日22时至次日6时,人民路、滨江路沿线停水,请居民提前储水。"),
    ("water-price", FILES, "2024-10-30", "汐发改价格〔2024〕88号", "关于调整城镇供水价格的通知",
     "居民生活用水第一级水价调整为每立方米2.35元,自2025年1月1日起执行。"),
    ("heat", NEWS, "2025-11-10", "", "本供暖季将于11月15日开始",
     "供热企业须保证居民室内温度不低于18摄氏度。投诉电话12345。"),
    ("bridge", NEWS, "2025-10-01", "", "南京市长江大桥考察记",
     "汐河市代表团赴南京市考察长江大桥维修养护经验。"),
    ("mayor", NEWS, "2025-10-03", "", "市长江大桥调研基层医院",
     "市长江大桥到汐河市第一人民医院调研,看望一线医护人员。"),
    ("graduates", FILES, "2025-06-05", "汐人社发〔2025〕12号", "关于做好高校毕业生就业工作的通知",
     "对招用毕业年度高校毕业生的企业,按每人1000元的标准给予一次性吸纳就业补贴。"),
    ("startup", SERVICE, "2025-06-18", "", "个体工商户如何申请创业担保贷款",
     "个体工商户申请创业担保贷款,最高额度30万元,期限不超过3年,需提供营业执照。"),
    ("flood", NEWS, "2024-06-28", "", "防汛应急响应提升至三级",
     "市防汛抗旱指挥部决定,6月28日18时将防汛应急响应提升至Ⅲ级。"),
    ("openness", FILES, "2019-05-15", "", "政府信息公开指南",
     "公民、法人或者其他组织可以向本机关申请获取政府信息。依据《中华人民共和国政府信息公开条例》。"),
    ("elder", SERVICE, "2025-09-29", "", "老年人优待证办理",
     "年满60周岁的老年人,可以凭身份证到社区办理优待证,免费乘坐公交车。"),
    ("bus", NEWS, "2024-09-12", "", "公交线路调整公告",
     "自9月15日起,2路、5路公交车调整走向,末班车延长至22:30。"),
    ("insurance", SERVICE, "2025-01-08", "", "城乡居民基本医疗保险参保缴费",
     "2025年度城乡居民医保个人缴费标准为每人400元,可通过微信小程序缴费。"),
    ("blood", NEWS, "2023-06-14", "", "无偿献血光荣榜",
     "感谢参加无偿献血的市民。献血后请注意休息,二〇二三年全市献血八千人次。"),
)  # fmt: skip


def record(uid: str, **changed: object) -> SearchRecord:
    """Make a record.

    Args:
        uid: Public identity.
        changed: Fields that are not as usual.

    Returns:
        A record that is public from 2012 on, without end.
    """
    fields: dict[str, object] = {
        "uid": uid,
        "sequence": 1,
        "kind": "article",
        "address": f"/news/202501/{uid}.html",
        "title": "标题",
        "body": "正文",
        "summary": "",
        "sections": (NEWS,),
        "date": datetime(2025, 1, 1, tzinfo=UTC),
        "document_number": "",
        "source": "",
        "department": "",
        "attachments": (),
        "live_from": datetime(2012, 1, 1, tzinfo=UTC),
        "live_until": None,
    }
    return SearchRecord(**(fields | changed))  # type: ignore[arg-type]


def corpus() -> list[SearchRecord]:
    """Give all items.

    Returns:
        Their records, in no order.
    """
    return [
        record(
            uid,
            sequence=sequence,
            title=title,
            body=body,
            sections=_PATH[section],
            date=datetime.fromisoformat(f"{date}T02:00:00+00:00"),
            document_number=number,
            department="汐河市卫生健康委员会" if uid == "blood" else "",
            attachments=("公交线网图.pdf",) if uid == "bus" else (),
        )
        for sequence, (uid, section, date, number, title, body) in enumerate(_ROWS, start=1)
    ]
