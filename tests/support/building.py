"""How the town is made: a ceremony, then home, two sections and the frame, signed by three."""

from typing import Any

from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cms.pages.article import ArticlePage
from cms.pages.frame import SiteFramePage
from cms.pages.home import HomePage
from cms.pages.section import SectionPage
from tests.support import acting
from tests.support.town import ADMINISTRATORS, PASSWORD, PEOPLE, SAID, SENTENCE, Town
from workflow import appointments
from workflow.appointments import Administrator, FirstAppointment
from workflow.roles import Duty


def build() -> Town:
    """Make people and site."""
    _people()
    return _site()


def article(section: Page, name: str, title: str, text: str, **fields: Any) -> ArticlePage:
    """Draft an item, a paragraph a line, as 林晓."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    page = ArticlePage(title=title, slug=name, body=[("paragraph", RichText(paragraphs))], **fields)
    section.add_child(instance=page)
    return acting.save(page)


def _people() -> None:
    system, security, audit = (_entered(*one) for one in ADMINISTRATORS)
    appointments.first_start(
        system=system,
        security=security,
        audit=audit,
        people=[_entered(username, name, post) for username, name, post, _duties in PEOPLE],
        appointments=[
            FirstAppointment(f"no-{username}", Duty(duty))
            for username, _name, _post, duties in PEOPLE
            for duty in duties
        ],
    )


def _entered(username: str, name: str, post: str) -> Administrator:
    return Administrator(f"no-{username}", name, username, PASSWORD, post, "市政府办公室")


def _site() -> Town:
    home = HomePage(title="云汐市人民政府", slug="yunxi", description="云汐市政府门户网站")
    Page.get_first_root_node().add_child(instance=home)
    news = SectionPage(title="云汐要闻", slug="yaowen", description="全市要闻")
    notices = SectionPage(
        title="通知公告", slug="gonggao", description="通知公告", column_type="notices", order=200
    )
    for section in (news, notices):
        home.add_child(instance=section)
    home.blocks = [
        ("section_list", {"section": news, "heading": "云汐要闻", "count": 6}),
        ("section_list", {"section": notices, "heading": "通知公告", "count": 6}),
    ]
    frame = SiteFramePage(
        title="网站框架",
        slug="kuangjia",
        site_name="云汐市人民政府门户网站",
        site_domain="www.yunxi.test",
        site_code="0000000000",
        sponsor="云汐市人民政府办公室",
        menu=[
            ("link", {"title": "要闻", "page": news, "address": ""}),
            ("link", {"title": "公告", "page": notices, "address": ""}),
        ],
        withdrawal_sentences=[("sentence", {"code": SENTENCE, "sentence": SAID})],
    )
    home.add_child(instance=frame)
    Site.objects.update(root_page=home)
    acting.release(*(acting.save(page) for page in (home, news, notices, frame)))
    return Town(home.pk, news.pk, notices.pk, frame.pk)
