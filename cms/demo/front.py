"""What the home page and the frame show once there is something to show."""

# ruff: noqa: E501 - these are texts

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.demo import body, files, writing
from cms.demo.topics import TOPICS, Topic
from cms.pages.frame import SiteFramePage
from cms.pages.home import HomePage
from cms.pages.section import SectionPage
from cms.pages.topic import TopicPage

LEAD = "news-bridge"
_SERVICES = "https://services.yunxi.example/"
# A word and what helps: the name of the link, and an item or an address elsewhere.
_EVENTS = (
    ("出生", ("新生儿联办", "guide-birth"), ("预防接种预约", "guide-vaccine"), ("生育津贴申领", "birth")),
    ("入学", ("义务教育招生", "policy-school"), ("学校学位", "news-school"), ("转学申请", "school")),
    ("就业", ("失业登记", "guide-job"), ("人才租房补贴", "policy-rent"), ("考试招聘", "notice-exam")),
    ("成家", ("婚姻登记预约", "guide-marriage"), ("免费婚前检查", "marriage"), ("户口迁移", "household")),
    ("安居", ("不动产登记", "guide-house"), ("公积金提取", "guide-fund"), ("公租房申请", "housing")),
    ("就医", ("异地就医备案", "guide-medical"), ("医保缴费", "explained-medical"), ("周末门诊", "dept-health")),
    ("养老", ("领取资格认证", "guide-pension"), ("老年食堂", "guide-canteen"), ("助餐补助", "explained-elderly")),
    ("创业", ("企业开办", "guide-company"), ("营商措施", "policy-business"), ("账款登记", "payments")),
)  # fmt: skip
_LISTS = (
    ("news", 8), None, ("policies", 5), ("notices", 6), ("departments", 6), ("townships", 6),
    (), ("explained", 5), ("consultations", 5),
)  # fmt: skip
_LINKS = (
    ("省内政府网站", ("云江省人民政府", "云江省政务服务网", "汐源县人民政府", "青岭县人民政府")),
    ("市级部门网站", ("市教育局", "市卫生健康委员会", "市生态环境局", "市文化广电和旅游局")),
    ("公共服务", ("12345热线", "市图书馆", "公交实时查询", "空气质量发布")),
)


def furnish(user: Any) -> list[Page]:
    """Write new editions of home, frame and topics, which name items that are public."""
    home: Any = HomePage.objects.get().get_latest_revision_as_object()
    home.blocks = list(_blocks())
    frame: Any = SiteFramePage.objects.get().get_latest_revision_as_object()
    _around(frame, user)
    pages = [home, frame]
    for topic in TOPICS:
        page: Any = TopicPage.objects.get(slug=topic.slug).get_latest_revision_as_object()
        page.groups = [_group(heading, keys) for heading, keys in topic.groups]
        page.archived_on = date.fromisoformat(topic.archived) if topic.archived else None
        pages.append(page)
    for page in pages:
        page.save_revision(user=user)
    return pages


def is_furnished() -> bool:
    """Say whether the home page has its lead."""
    home: Any = HomePage.objects.get().get_latest_revision_as_object()
    return any(block.block_type == "lead" for block in home.blocks)


def topic(home: Page, user: Any, order: int, wanted: Topic) -> Page:
    """Give a topic, made where it is missing: banner, colour, lead."""
    known = TopicPage.objects.filter(slug=wanted.slug).first()
    if known is not None:
        return known
    page = TopicPage(
        title=wanted.title,
        slug=wanted.slug,
        description=wanted.description,
        colour=wanted.colour,
        order=order,
        banner=files.picture(wanted.banner, user),
        banner_decorative=True,
        owner=user,
    )
    page.lead = body.stream(wanted.lead, user)
    home.refresh_from_db()
    home.add_child(instance=page)
    page.save_revision(user=user)
    return page


def _group(heading: str, keys: tuple[str, ...]) -> tuple[str, Any]:
    return ("group", {"heading": heading, "items": [writing.page_of(key) for key in keys]})


def _blocks() -> Any:
    yield "lead", {"page": writing.page_of(LEAD)}
    for row in _LISTS:
        if row is None:
            yield (
                "events",
                {"heading": "办事服务", "entries": [_event(*event) for event in _EVENTS]},
            )
        elif not row:
            yield "topics", {"topics": [TopicPage.objects.get(slug=t.slug) for t in TOPICS]}
        else:
            section = SectionPage.objects.get(slug=row[0])
            yield "section_list", {"section": section, "heading": "", "count": row[1]}


def _event(word: str, *links: tuple[str, str]) -> dict[str, Any]:
    return {"word": word, "links": [_link(title, target) for title, target in links]}


def _link(title: str, target: str) -> dict[str, Any]:
    """Link to an item of the demo by its key, or to the city's service site by a word."""
    if "-" in target:
        return {"title": title, "page": writing.page_of(target), "address": ""}
    return {"title": title, "page": None, "address": f"{_SERVICES}{target}/"}


def _around(frame: SiteFramePage, user: Any) -> None:
    frame.banner, frame.banner_decorative = files.picture("site-banner", user), True
    frame.notices = [
        (
            "notice",
            {
                "text": "汐江三桥通车首周，鼓楼大桥、东渚大桥的限行措施不变。",
                "page": writing.page_of(LEAD),
                "address": "",
                "begins": None,
                "ends": _midnight("2027-01-01"),
            },
        )
    ]
    frame.advertisements = [
        _advertisement("psa-water", "节约用水：一滴水里有古塔和江岸", "一滴水里，有一条江", "explained-water", user),
        _advertisement("psa-reading", "全民阅读：打开的书页上有一座亮着灯的小屋", "晚上八点，书还开着", "news-library", user),
    ]  # fmt: skip
    frame.link_groups = [
        (
            "group",
            {"heading": heading, "links": [_elsewhere(n, m, t) for m, t in enumerate(titles)]},
        )
        for n, (heading, titles) in enumerate(_LINKS)
    ]
    frame.redirects = [
        ("redirect", {"source": source, "page": page, "address": ""})
        for source, page in (
            ("/web/news/index.html", SectionPage.objects.get(slug="news")),
            ("/web/policy/index.html", SectionPage.objects.get(slug="policies")),
            ("/web/guide/1024.html", writing.page_of("guide-id")),
        )
    ]


def _advertisement(name: str, alt: str, title: str, key: str, user: Any) -> tuple[str, Any]:
    value = {"image": files.picture(name, user), "alt": alt, "title": title, "address": ""}
    return ("advertisement", {**value, "page": writing.page_of(key)})


def _elsewhere(group: int, number: int, title: str) -> dict[str, Any]:
    address = f"https://link-{group + 1}-{number + 1}.yunxi.example/"
    return {"title": title, "page": None, "address": address}


def _midnight(day: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(day))
