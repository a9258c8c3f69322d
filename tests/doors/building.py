"""How the city was made: a ceremony, administrators, reviewers, pages that they signed."""

import io
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cms.freeze import freeze
from cms.pages.article import ArticlePage
from cms.pages.frame import SiteFramePage
from cms.pages.home import HomePage
from cms.pages.section import SectionPage
from ledger import bodies
from ledger.formats import v1
from tests.doors import acting
from tests.doors.outcome import DRAFT, LATER, NUMBER, REPLACED, WITHDRAWN
from workflow import appointments
from workflow.appointments import Administrator, FirstAppointment
from workflow.models import PageReview
from workflow.roles import Duty

PASSWORD = "Yunxi-2026-three-signatures"
PEOPLE = (
    # user name, name, post, duties everywhere
    ("lin", "林晓", "干事", (Duty.DRAFT,)),
    ("he", "何苗", "干事", (Duty.DRAFT,)),
    ("boss", "高远", "主任", (Duty.DRAFT,)),
    ("zhou", "周敏", "科长", (Duty.FIRST,)),
    ("wu", "吴刚", "副主任", (Duty.SECOND,)),
    ("zheng", "郑岚", "分管领导", (Duty.FINAL,)),
    ("chen", "陈立", "分管领导", (Duty.FINAL, Duty.SECOND)),
    ("feng", "冯远", "科长", ()),
    ("deng", "邓平", "科长", ()),
)
ADMINISTRATORS = (("sun", "孙伟"), ("qi", "齐悦"), ("qian", "钱进"))


@dataclass
class Built:
    """The city as it stands before anybody tries anything."""

    database: str
    data: Path
    pages: dict[str, int] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)
    look: Any = None


def build(database: str, data: Path) -> Built:
    """Make the city."""
    built = Built(database, data)
    _people()
    _site(built)
    _articles(built)
    _note(built)
    return built


def _people() -> None:
    made = [_administrator(username, name) for username, name in ADMINISTRATORS]
    first = appointments.first_start(
        system=made[0],
        security=made[1],
        audit=made[2],
        people=[_administrator(username, name, post) for username, name, post, _d in PEOPLE],
        appointments=[
            FirstAppointment(_number(username), duty)
            for username, _name, _post, duties in PEOPLE
            for duty in duties
        ],
    )
    assert first.policy
    users = get_user_model()._default_manager
    users.filter(username="boss").update(is_superuser=True)
    # A superuser whom no person answers for.
    users.create_superuser("root", "root@yunxi.test", PASSWORD)


def _number(username: str) -> str:
    return f"{NUMBER}-{username}"


def _administrator(username: str, name: str, post: str = "") -> Administrator:
    return Administrator(_number(username), name, username, PASSWORD, post, "市政府办公室")


def _site(built: Built) -> None:
    root = Page.get_first_root_node()
    home = HomePage(title="云汐市人民政府", slug="yunxi", description="云汐市政府门户网站")
    root.add_child(instance=home)
    news = SectionPage(title="要闻", slug="yaowen", description="全市要闻")
    notices = SectionPage(title="公告", slug="gonggao", description="通知公告", order=200)
    for section in (news, notices):
        home.add_child(instance=section)
    home.blocks = [
        ("section_list", {"section": news, "heading": "今日要闻", "count": 6}),
        ("section_list", {"section": notices, "heading": "通知公告", "count": 6}),
    ]
    frame = SiteFramePage(
        title="网站框架",
        slug="kuangjia",
        site_name="云汐市人民政府门户网站",
        site_domain="www.yunxi.test",
        site_code="0000000000",
        sponsor="云汐市人民政府办公室",
        notice="网站试运行",
        menu=[("link", {"title": "要闻", "page": news, "address": ""})],
        withdrawal_sentences=[
            ("sentence", {"code": acting.SENTENCE, "sentence": "该内容正在核实，暂不提供。"})
        ],
        redirects=[("redirect", {"source": "/old/index.htm", "page": news, "address": ""})],
    )
    home.add_child(instance=frame)
    Site.objects.update(root_page=home)
    pages = [acting.save(page) for page in (home, news, notices, frame)]
    acting.release(*pages)
    built.pages |= {"home": home.pk, "news": news.pk, "notices": notices.pk, "frame": frame.pk}


def _articles(built: Built) -> None:
    news, notices = (SectionPage.objects.get(pk=built.pages[name]) for name in ("news", "notices"))
    add = partial(_article, built)
    plain = add(news, "plain", "全民健身中心开放", "健身中心自十二月一日起开放。")
    rich = add(news, "rich", "春季绿化图景", "河岸新栽柳树两千株。", files="rich")
    changed = add(notices, "changed", "关于供水检修的公告", f"周三停水。{REPLACED}")
    gone = add(notices, "gone", "关于道路封闭的公告", f"东路封闭。{WITHDRAWN}", files="gone")
    acting.release(plain, rich)
    acting.release(changed, gone)
    changed = acting.save(changed, body=_body("周四停水，请提前储水。"))
    acting.release(changed)
    acting.withdraw(gone)
    later = add(
        news,
        "later",
        f"明年规划{LATER}",
        f"规划文本。{LATER}",
        files="later",
        live_from=timezone.now() + timedelta(days=30),
    )
    acting.release(later)
    add(news, "draft", f"征求意见{DRAFT}", f"尚在起草。{DRAFT}", files="draft")
    add(notices, "other", "关于节日值守的通知", "节日期间值守安排如下。")


def _article(
    built: Built, section: Page, name: str, title: str, words: str, files: str = "", **fields: Any
) -> ArticlePage:
    body = _body(words, **_files(files)) if files else _body(words)
    page = ArticlePage(title=title, slug=name, summary=f"{title}。", body=body, **fields)
    section.add_child(instance=page)
    built.pages[name] = page.pk
    return acting.save(page)


def _body(words: str, picture: Any = None, document: Any = None) -> list[Any]:
    body: list[Any] = [("paragraph", RichText(f"<p>{words}</p>"))]
    if picture is not None:
        value = {"image": picture, "alt": "图景", "decorative": False, "caption": "河岸"}
        body.append(("picture", value))
    if document is not None:
        body.append(("attachment", {"document": document, "title": "附件"}))
    return body


def _files(name: str) -> dict[str, Any]:
    return {"picture": image(name), "document": document(name)}


def image(name: str, colour: int | None = None) -> Any:
    """Upload a picture, of one colour a name, to the workspace."""
    data = io.BytesIO()
    shade = colour if colour is not None else sum(map(ord, name)) % 256
    Picture.new("RGB", (640, 360), (shade, 120, 80)).save(data, "PNG")
    file = ContentFile(data.getvalue(), name=f"{name}.png")
    return get_image_model()._default_manager.create(title=name, file=file, width=640, height=360)


def pdf(words: str, size: int = 0) -> bytes:
    """Make a small document; `size` fills it up to that many bytes."""
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% " + words.encode()
    return data + b" " * max(0, size - len(data) - 6) + b"\n%%EOF"


def document(name: str, data: bytes | None = None) -> Any:
    """Upload a document to the workspace."""
    # Larger than what the front keeps in memory, so that it is sent from the disk.
    file = ContentFile(data or pdf(f"attachment {name}", 1_200_000), name=f"{name}.pdf")
    return get_document_model()._default_manager.create(title=name, file=file)


def _note(built: Built) -> None:
    """Remember the address of each page and of each file, released or not."""
    for name, pk in built.pages.items():
        content = freeze(Page.objects.get(pk=pk).specific).content
        _note_files(built, name, content)
        review = PageReview.objects.get(page_id=pk)
        for item in review.items.order_by("pk"):
            _note_files(built, name, v1.Content.parse(bodies.get(item.content)))


def _note_files(built: Built, name: str, content: v1.Content) -> None:
    for entry in content.assets:
        extension = entry["name"].rpartition(".")[2]
        digits = entry["digest"].removeprefix("sha256:")
        # One of each kind is enough: what a page shows leads to the others.
        built.assets.setdefault(f"{name}:{entry['use']}", f"/assets/{digits}.{extension}")
