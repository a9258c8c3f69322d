"""云汐市: a small site of released pages, for tests of the public side."""

from dataclasses import dataclass, field
from typing import Any

from ledger.formats import v1
from ledger.models import Release
from portal import store
from tests import evidence
from tests.evidence import uid

FRAME, HOME = uid("frame"), uid("home")
NEWS, TOP, POLICY = uid("section:news"), uid("section:news/top"), uid("section:policy")

FRAME_DETAILS: dict[str, Any] = {
    "site_name": "云汐市人民政府",
    "site_name_en": "Yunxi Municipal Government",
    "site_domain": "www.yunxi.gov.cn",
    "site_code": "0000000001",
    "icp_number": "云ICP备00000000号-1",
    "police_number": "云公网安备 00000000000001号",
    "sponsor": "云汐市人民政府办公室",
    "organiser": "云汐市数据资源管理局",
    "contact": "网站运维科（工作日9:00—17:00）",
    "address_text": "云汐市临江区江心路1号",
    "phone": "0000-0000000",
    "identity_link": "https://bszs.conac.cn/",
    "error_link": "https://zfwzgl.www.gov.cn/",
    "notice": "受台风外围影响，11月26日6时起汐江各渡口暂停摆渡，恢复时间另行通知。",
    "menu": [
        {"title": "首页", "address": "/"},
        {"title": "新闻", "address": "/news/"},
        {"title": "政策", "address": "/policy/"},
    ],
    "links": [],
    "footer_links": [
        {"title": "关于本网", "address": "/about/"},
        {"title": "无障碍声明", "address": "/accessibility/"},
        {"title": "站点地图", "address": "/sitemap.xml"},
    ],
    "withdrawal_sentences": [
        {"code": "corrected", "sentence": "内容有误，发布单位已经撤下，正在核实。"},
        {"code": "expired", "sentence": "内容已经失效，继续展示可能误导办事。"},
    ],
    "redirects": [{"from": "/old/news.html", "to": "/news/"}],
    "mourning_from": "",
    "mourning_until": "",
}


def frame(**details: Any) -> v1.Content:
    """Give the site frame."""
    return evidence.content(
        "frame", kind="frame", address="", title="站点框架", lineage=(),
        details={**FRAME_DETAILS, **details},
        body_html="<p>云汐市人民政府</p>", text="云汐市人民政府",
    )  # fmt: skip


def home(*blocks: dict[str, Any]) -> v1.Content:
    """Give the home page."""
    return evidence.content(
        "home", kind="home", address="/", title="首页", lineage=(), body_html="", text="",
        details={
            "description": "云汐市人民政府门户网站：新闻、政策与公告。",
            "blocks": list(blocks) or [
                {"type": "section_list", "section": NEWS, "heading": "要闻", "count": 6},
                {"type": "section_list", "section": POLICY, "heading": "", "count": 6},
            ],
        },
    )  # fmt: skip


def section(name: str, title: str, address: str, **changes: Any) -> v1.Content:
    """Give a section; `name` makes its uid."""
    details = {
        "slug": address.strip("/").rsplit("/", 1)[-1], "description": f"{title}栏目，及时发布。",
        "keywords": title, "column_type": "工作动态", "order": 0, "parent": "",
        **changes.pop("details", {}),
    }  # fmt: skip
    return evidence.content(
        f"section:{name}", kind="section", address=address, title=title, body_html="", text="",
        details=details, **{"lineage": (), **changes},
    )  # fmt: skip


def article(name: str, **changes: Any) -> v1.Content:
    """Give an article of the section 新闻; its address is made of its name."""
    return evidence.content(name, **changes)


@dataclass
class Town:
    """A site that is open: frame, home, 新闻 with 要闻 below it, 政策."""

    releases: list[Release] = field(default_factory=list)

    def release(self, *contents: v1.Content) -> list[Release]:
        """Release contents as one bundle, and let the store know as a commit would."""
        made = evidence.release_pages(list(contents))
        store.follow()
        self.releases += made
        return made

    def withdraw(self, page: str, **changes: Any) -> Release:
        """Withdraw a page given by its uid."""
        made = evidence.withdraw(page, **changes)
        store.follow()
        return made


def sections() -> list[v1.Content]:
    """Give the sections of the town."""
    return [
        section("news", "新闻", "/news/"),
        section("news/top", "要闻", "/news/top/", lineage=(NEWS,)),
        section("policy", "政策", "/policy/", details={"column_type": "政策文件", "order": 1}),
    ]


def open_town() -> Town:
    """Release everything that a site needs to be open."""
    town = Town()
    town.release(frame(), home(), *sections())
    return town
