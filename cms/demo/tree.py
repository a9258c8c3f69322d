"""Home, frame and sections of the demo."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.demo import front
from cms.demo.topics import TOPICS
from cms.pages.frame import SiteFramePage
from cms.pages.home import HomePage
from cms.pages.section import SectionPage

SECTIONS = (
    # slug, title, description, type of section
    ("news", "要闻动态", "云汐市的重要新闻和工作动态。", "news"),
    ("notices", "通知公告", "市政府和各部门的通知、公告、通告。", "notices"),
    ("policies", "政策文件", "市政府和市政府办公室发布的文件。", "documents"),
    ("explained", "政策解读", "用平常话说明文件写了什么、怎么办。", "news"),
    ("departments", "部门动态", "市政府各部门的工作消息。", "news"),
    ("townships", "乡镇街道", "乡镇和街道的消息。", "news"),
    ("services", "便民服务", "办事指南、地址电话、常见问题。", "services"),
    ("leaders", "领导之窗", "市政府领导的分工。", "about"),
    ("institution", "机构职能", "市政府各部门的职责和机构设置。", "about"),
    ("budgets", "财政预决算", "市级预算、决算和“三公”经费。", "documents"),
    ("consultations", "征集调查", "征求意见、问卷和结果。", "other"),
)
_MENU = (
    "news", "notices", "policies", "explained", "services", "institution", "consultations",
)  # fmt: skip
_FOOTER = ("leaders", "institution", "budgets", "townships", "consultations")
_NOTICE = "本站为演示站点：云汐市以及文中的人物、单位、电话和数字都是虚构的。"
_WITHDRAWALS = (
    ("outdated", "本页内容已经失效，不再提供。"),
    ("error", "本页内容有误，已经撤下，更正后另行发布。"),
    ("moved", "本页内容已由新的文件代替，请在政策文件栏目查找。"),
)


def build(user: Any) -> list[Page]:
    """Give home, frame and sections, made by a drafter where they are missing."""
    home = HomePage.objects.first() or _home(user)
    sections = [_section(home, user, order, *row) for order, row in enumerate(SECTIONS, start=1)]
    frame = SiteFramePage.objects.first() or _frame(home, user, sections)
    if not home.blocks:
        home.blocks = [
            ("section_list", {"section": section, "heading": "", "count": 6})
            for section in sections[:6]
        ]
        home.save()
        home.save_revision(user=user)
    topics = [front.topic(home, user, order, row) for order, row in enumerate(TOPICS, start=1)]
    return [home, frame, *sections, *topics]


def section_of(slug: str) -> SectionPage:
    """Give a section of the demo by its slug."""
    return SectionPage.objects.get(slug=slug)


def _home(user: Any) -> HomePage:
    home = HomePage(title="首页", slug="home", description="云汐市人民政府门户网站", owner=user)
    Page.get_first_root_node().add_child(instance=home)
    return home


def _section(
    home: HomePage, user: Any, order: int, slug: str, title: str, description: str, kind: str
) -> SectionPage:
    known = SectionPage.objects.child_of(home).filter(slug=slug).first()
    if known is not None:
        return known
    section = SectionPage(
        title=title, slug=slug, description=description, column_type=kind, order=order, owner=user
    )
    home.refresh_from_db()
    home.add_child(instance=section)
    section.save_revision(user=user)
    return section


def _frame(home: HomePage, user: Any, sections: list[SectionPage]) -> SiteFramePage:
    def link(title: str, page: Page | None = None, address: str = "") -> tuple[str, Any]:
        return ("link", {"title": title, "page": page, "address": address})

    frame = SiteFramePage(
        title="站点信息",
        slug="frame",
        owner=user,
        site_name="云汐市人民政府",
        site_name_en="The People's Government of Yunxi",
        site_domain="www.yunxi.example",
        site_code="0000000000",
        icp_number="演ICP备00000000号-1",
        police_number="演公网安备00000000000000号",
        sponsor="云汐市人民政府办公室",
        organiser="云汐市信息中心",
        contact="值班室 0990-5550001",
        address_text="云汐市望潮路1号",
        phone="0990-5550001",
        notice=_NOTICE,
        identity_link="https://identity.yunxi.example/",
        error_link="https://report.yunxi.example/",
        mourning_from=timezone.make_aware(datetime(2026, 4, 4)),
        mourning_until=timezone.make_aware(datetime(2026, 4, 5)),
    )
    named = {section.slug: section for section in sections}
    frame.menu = [link("首页", home), *(link(named[slug].title, named[slug]) for slug in _MENU)]
    frame.links = [link("云汐市政务服务网", None, "https://services.yunxi.example/")]
    frame.footer_links = [link(named[slug].title, named[slug]) for slug in _FOOTER]
    frame.withdrawal_sentences = [
        ("sentence", {"code": code, "sentence": sentence}) for code, sentence in _WITHDRAWALS
    ]
    home.refresh_from_db()
    home.add_child(instance=frame)
    frame.save_revision(user=user)
    return frame
