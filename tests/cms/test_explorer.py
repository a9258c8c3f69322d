"""Wagtail's own screens in our words: states, filters, no English left, no way of others."""

import re

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from wagtail.models import Page

from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from tests.cms.conftest import draft
from tests.support.acting import hand_in, release

# Words that stand in Latin letters whatever the language, and what no eye sees.
ALLOWED = re.compile(r"Word|（英文）|docx|[MK]B|AVIF|PDF|Ctrl|Esc|Shift|Wagtail v|English|^None$")
_READ = ("aria-label", "title", "placeholder", "alt")


def seen(client: Client, address: str) -> str:
    return client.get(address, headers={"Accept-Language": "zh-CN"}).content.decode()


def english(source: str) -> set[str]:
    """Give the texts and labels of a page that hold a word of three Latin letters or more."""
    root = html.document_fromstring(source)
    for name in ("script", "style", "svg", "noscript", "kbd", "iframe", "option"):
        for element in root.xpath(f"//{name}"):
            element.drop_tree()
    texts = [*root.itertext(), *(e.get(name, "") for e in root.iter("*") for name in _READ)]
    words = {" ".join(text.split()) for text in texts}
    return {each for each in words if re.search("[A-Za-z]{3,}", each) and not ALLOWED.search(each)}


def test_each_row_says_its_state_in_review(lin: Client, news: SectionPage) -> None:
    released = draft(news, "已经签发的")
    release(released)
    hand_in([draft(news, "正在初审的")])
    draft(news, "还在写的")
    shown = seen(lin, reverse("wagtailadmin_explore", args=[news.pk]))
    for state in ("已签发", "初审中", "草稿"):
        assert state in shown
    assert "live + draft" not in shown


def test_pages_are_filtered_by_their_state_also_while_searching(
    lin: Client, news: SectionPage
) -> None:
    hand_in([draft(news, "大桥正在初审")])
    draft(news, "大桥还在写")
    address = reverse("wagtailadmin_explore", args=[news.pk])
    for query in ("state=drafting", "state=drafting&q=大桥"):
        shown = seen(lin, f"{address}?{query}")
        assert "大桥还在写" in shown
        assert "大桥正在初审" not in shown


def test_a_row_more_costs_few_queries(lin: Client, news: SectionPage) -> None:
    address = reverse("wagtailadmin_explore", args=[news.pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            seen(lin, address)
        return len(queries)

    draft(news, "第一篇")
    few = asked()
    for number in range(4):
        draft(news, f"又一篇{number}")
    assert asked() <= few + 4 * 8


def test_no_english_is_left_on_the_screens_of_a_drafter(
    lin: Client, news: SectionPage, item: ArticlePage
) -> None:
    for name, arguments in (
        ("wagtailadmin_home", []),
        ("wagtailadmin_explore", [news.pk]),
        ("wagtailadmin_explore_root", []),
        ("wagtailadmin_pages:edit", [item.pk]),
        ("wagtailadmin_pages:add", ["cms", "articlepage", news.pk]),
        ("wagtailadmin_pages:history", [item.pk]),
        ("wagtailadmin_pages:usage", [item.pk]),
        ("wagtailadmin_pages:move", [item.pk]),
        ("wagtailadmin_pages:copy", [item.pk]),
        ("wagtailimages:index", []),
        ("wagtaildocs:index", []),
    ):
        assert english(seen(lin, reverse(name, args=arguments))) == set(), name


def test_the_words_of_scripts_are_chinese_too(lin: Client) -> None:
    words = seen(lin, reverse("wagtailadmin_javascript_catalog"))
    assert "\\u63d2\\u5165\\u5757" in words or "插入块" in words


def test_the_top_of_the_tree_has_a_name_of_ours(lin: Client) -> None:
    assert Page.get_first_root_node().title == "全部页面"
    assert "Root" not in english(seen(lin, reverse("wagtailadmin_explore_root")))


def test_a_root_that_somebody_renamed_keeps_its_name(db: None) -> None:
    Page.objects.filter(depth=1).update(title="云汐市网站")
    call_command("migrate", verbosity=0)
    assert Page.get_first_root_node().title == "云汐市网站"


def test_the_help_menu_leads_nowhere_else(lin: Client) -> None:
    shown = seen(lin, reverse("wagtailadmin_home"))
    assert "guide.wagtail.org" not in shown.partition("data-wagtail-sidebar")[0]
    assert "whats-new-in-wagtail" not in shown


def test_a_locked_page_says_why(lin: Client, item: ArticlePage) -> None:
    hand_in([item])
    shown = seen(lin, reverse("wagtailadmin_pages:edit", args=[item.pk]))
    assert "已送审" in shown
    assert "轮到 周敏" in shown
