"""Topics of the demo (专题)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """One topic; `groups` are headings with the keys of items."""

    slug: str
    title: str
    description: str
    colour: str
    banner: str
    lead: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    archived: str = ""


TOPICS = (
    Topic(
        slug="business",
        title="优化营商环境",
        description="二十条措施、办事指南和兑现情况，企业关心的放在一起。",
        colour="teal",
        banner="banner-business",
        lead="""
办一件事要跑几趟、多久能拿到钱、一年来查几次，企业心里有一本账。这个专题把政策、指南和兑现情况放在一起，每季度更新一次，欢迎对照检查。

![政务服务大厅企业开办专区示意图：四个窗口前有人在办事](hall) 企业开办专区：上午交、下午取
""",
        groups=(
            ("政策与解读", ("policy-business", "explained-business")),
            ("怎么办", ("guide-company",)),
            ("兑现得怎么样", ("dept-inspection", "dept-clearance")),
        ),
    ),
    Topic(
        slug="river",
        title="汐江生态修复",
        description="岸线、湿地、水质和江边的人：修复汐江的计划、进度与故事。",
        colour="forest",
        banner="banner-river",
        lead="""
汐江在云汐境内流过83.6公里。2026年，全市要修复岸线21.6公里，建设和恢复湿地320公顷。工程做到哪里、钱花到哪里、水变好没有，在这里逐月公开。

![汐湾湿地示意图：两只白鹭站在浅水中，远处是山](egrets) 汐湾湿地：白鹭来过冬了
""",
        groups=(
            ("计划与进度", ("policy-river", "explained-river", "dept-water-quality")),
            ("江边人家", ("feature-keeper-1", "feature-keeper-2", "town-bailu")),
            ("看一看", ("feature-day", "feature-photos", "news-wetland")),
        ),
    ),
    Topic(
        slug="elderly",
        title="老年友好城市",
        description="吃饭、看病、出行、上楼：两年建设期做了什么，今后到哪里办。",
        colour="ochre",
        banner="banner-elderly",
        archived="2026-11-01",
        lead="""
2024年11月至2026年10月是云汐市老年友好城市建设期。两年里，全市建成社区老年食堂六十个，加装电梯四十七部，改造公交站台一百二十六处。建设期已满，专题不再更新，各项服务继续办理。
""",
        groups=(
            ("吃饭不发愁", ("policy-elderly", "explained-elderly", "guide-canteen")),
            ("上楼有电梯", ("news-oldtown",)),
            ("办事不出门", ("guide-pension",)),
        ),
    ),
)
