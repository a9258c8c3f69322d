"""The admin's own search: Chinese inside a sentence, in what the editor shows."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.admin import search
from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from tests.cms.conftest import document, draft, picture
from tests.support.acting import release, save

BODY = [
    ("paragraph", "<p>集中<b>缴费</b>期为2026年10月20日至12月20日，Windows版亦可办理。</p>"),
    ("heading", {"text": "参保对象", "level": "2"}),
    ("table", {"caption": "标准表", "header": "row", "text": "档次\t金额\n一档\t四百元"}),
]


def found(query: str, model: type = Page) -> list[int]:
    return [row.pk for row in get_search_backend().autocomplete(query, model.objects.all())]


@pytest.fixture
def guide(news: SectionPage) -> ArticlePage:
    return draft(news, "居民医保参保办事指南", summary="谁参保、何时缴。", body=BODY)


def test_words_inside_a_sentence_are_found(guide: ArticlePage) -> None:
    queries = (
        """医保 保办 办事指南 中缴费期 参保对象 四百 准表 何时缴 期为2026 windows Win 缴 10月"""
    )
    for query in [*queries.split(), "指南 缴费"]:
        assert found(query) == [guide.pk], query


def test_words_that_are_not_there_find_nothing(guide: ArticlePage) -> None:
    for query in ("指事", "缴纳", "！！", "  ", "guide", "<b>", "对象集中"):
        assert found(query) == [], query


def test_a_released_page_is_found_by_its_draft_and_not_by_what_the_public_sees(
    guide: ArticlePage,
) -> None:
    release(guide)
    page = ArticlePage.objects.get(pk=guide.pk)
    page.body = [("paragraph", "<p>改在网上申报。</p>")]
    save(page)
    assert found("网上申报") == [guide.pk]
    assert found("缴费") == []


def test_pictures_and_files_are_found_by_title_and_name(db: None) -> None:
    image = picture()
    image.title = "汐湾大桥全景"
    image.save()
    file = document(b"%PDF-1.4", "云医保发31号缴费标准.pdf")
    file.title = "参保通知原文"
    file.save()
    assert found("湾大桥", get_image_model()) == [image.pk]
    assert found("通知原", get_document_model()) == [file.pk]
    assert found("缴费标准", get_document_model()) == [file.pk]
    assert found("大桥", get_document_model()) == []


def test_the_explorer_and_the_chooser_find_it(lin: Client, guide: ArticlePage) -> None:
    for address in (
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_explore", args=[guide.get_parent().pk]),
        reverse("wagtailadmin_choose_page_search"),
    ):
        for query in ("缴费期", "“缴费期”", '"缴费期"', "指南 缴费"):
            assert guide.title in lin.get(address, {"q": query}).content.decode(), (address, query)


def test_a_very_long_text_has_a_bounded_number_of_words() -> None:
    text = "".join(chr(0x4E00 + (number * number) % 19_997) for number in range(200_000))
    text += "".join(chr(0x4E00 + (number * number * 7) % 20_011) for number in range(200_000))
    assert len(search.indexed(iter([text])).split()) == search.MOST_WORDS


@pytest.mark.parametrize(
    "query", ["审" * 3000, " ".join(map(str, range(1500))), "春眠不觉晓" * 400, '"' * 900, "*" * 9]
)
def test_an_endless_question_is_answered(guide: ArticlePage, query: str) -> None:
    assert found(query) == []
