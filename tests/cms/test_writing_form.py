"""The form says what is wrong and keeps what was typed; the draft stays as it was."""

import re

import pytest
from django.test import Client
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.pages.article import ArticlePage
from cms.pages.policy import PolicyPage
from cms.pages.section import SectionPage
from cms.pages.topic import TopicPage
from tests.cms.conftest import document, picture
from tests.support.acting import save
from tests.support.videos import CAPTIONS, mp4

ITEM = {
    "title": "汐湾大桥通车", "slug": "bridge", "summary": "今天通车。", "byline": "", "source": "",
    "source_address": "", "department": "", "document_number": "", "written_on": "", "series": "",
    "live_from": "", "live_until": "", "pinned_until": "", "correction": "",
}  # fmt: skip


def post(browser: Client, page: Page, body: list[tuple[str, object]], **more: object) -> str:
    """Save a draft by the editor's form; give what the editor shows."""
    data = {**nested_form_data({**ITEM, "body": streamfield(body)}), **more}
    answer = browser.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)
    # What a block of the body says stands in the form as JSON, in letters of ASCII alone.
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), answer.content.decode())


def shown(image: object, alt: str = "大桥") -> dict[str, object]:
    """Fill in one picture of a gallery."""
    return {"image": image.pk, "alt": alt, "caption": ""}


def gallery(pictures: list[dict[str, object]]) -> dict[str, object]:
    """Fill in a gallery."""
    rows = {
        str(number): {"deleted": "", "order": str(number), "id": "", "type": "item", "value": each}
        for number, each in enumerate(pictures)
    }
    return {"count": str(len(pictures)), **rows}


def test_three_hundred_pictures_are_one_sentence_and_the_draft_is_untouched(
    lin: Client, item: ArticlePage
) -> None:
    image = picture()
    before = Revision.objects.count()
    page = post(lin, item, [("gallery", gallery([shown(image)] * 300))])
    assert page.count("300 张图片，最多 60 张") == 1
    assert Revision.objects.count() == before
    assert ArticlePage.objects.get(pk=item.pk).get_latest_revision_as_object().body[0].value


def test_a_gallery_within_reason_is_saved(lin: Client, item: ArticlePage) -> None:
    image = picture()
    post(lin, item, [("gallery", gallery([shown(image), shown(image, "桥尾")]))])
    draft = ArticlePage.objects.get(pk=item.pk).get_latest_revision_as_object()
    assert [each["alt"] for each in draft.body[0].value] == ["大桥", "桥尾"]


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"no video", "已损坏"), (mp4(coding=b"hvc1"), "编码是 hvc1")]
)
def test_a_video_that_is_none_is_a_sentence_and_the_draft_is_untouched(
    lin: Client, item: ArticlePage, data: bytes, sentence: str
) -> None:
    before = Revision.objects.count()
    value = {
        "video": document(data, "clip.mp4").pk, "poster": picture().pk, "silent": "",
        "captions": document(CAPTIONS, "clip.vtt").pk, "title": "大桥的视频", "caption": "",
    }  # fmt: skip
    page = post(lin, item, [("video", value)])
    assert sentence in page
    assert "大桥的视频" in page
    assert Revision.objects.count() == before


def test_sections_and_topics_are_ticked_and_kept(
    lin: Client, item: ArticlePage, news: SectionPage
) -> None:
    other = SectionPage.objects.exclude(pk=news.pk).get()
    tea = TopicPage(title="茶山", slug="chashan")
    news.get_parent().add_child(instance=tea)
    save(tea)
    form = lin.get(f"/admin/pages/{item.pk}/edit/").content.decode()
    assert "茶山（尚未发布，须与本稿一并送审）" in form
    post(
        lin, item, [("paragraph", rich_text("<p>今日通车。</p>"))],
        also_in=[str(other.pk)], topics=[str(tea.pk)],
    )  # fmt: skip
    draft = ArticlePage.objects.get(pk=item.pk).get_latest_revision_as_object()
    assert [page.pk for page in draft.also_in.all()] == [other.pk]
    assert [page.pk for page in draft.topics.all()] == [tea.pk]


@pytest.mark.parametrize("model", [ArticlePage, PolicyPage, TopicPage])
def test_every_type_of_page_can_be_begun(lin: Client, news: SectionPage, model: type[Page]) -> None:
    address = f"/admin/pages/add/cms/{model._meta.model_name}/{news.pk}/"
    form = lin.get(address)
    assert form.status_code == 200
    assert "内容" in form.content.decode()
