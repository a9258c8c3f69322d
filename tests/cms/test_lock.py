"""Nothing is changed while it is under review, by anybody."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from tests.cms.conftest import draft
from tests.cms.test_doors import form_of
from tests.support.acting import hand_in, presence
from tests.support.town import Town
from workflow import commands
from workflow.models import PageReview
from workflow.states import State


@pytest.fixture
def held(item: ArticlePage) -> ArticlePage:
    """Give an item in first review."""
    hand_in([item])
    return item


def test_the_editor_saves_nothing_and_says_why(root: Client, held: ArticlePage) -> None:
    revision = held.latest_revision_id
    address = reverse("wagtailadmin_pages:edit", args=[held.pk])
    assert "已送审" in root.get(address).content.decode()
    root.post(address, form_of(held, title="改了"))
    assert ArticlePage.objects.get(pk=held.pk).latest_revision_id == revision


def test_autosave_is_refused(root: Client, held: ArticlePage) -> None:
    response = root.post(
        reverse("wagtailadmin_pages:edit", args=[held.pk]),
        form_of(held, title="改了"),
        headers={"Accept": "application/json"},
    )
    assert response.status_code == 400
    assert response.json()["error_code"] == "locked"


def test_it_cannot_be_moved_nor_its_section(
    root: Client, town: Town, held: ArticlePage, news: SectionPage
) -> None:
    before = ArticlePage.objects.get(pk=held.pk).path
    for page in (held, news):
        root.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, town.notices]))
    assert ArticlePage.objects.get(pk=held.pk).path == before


def test_its_place_among_its_siblings_stays(root: Client, held: ArticlePage) -> None:
    other = draft(held.get_parent().specific, "另一篇")
    root.post(reverse("wagtailadmin_pages:set_page_position", args=[other.pk]) + "?position=0")
    assert ArticlePage.objects.get(pk=other.pk).path > ArticlePage.objects.get(pk=held.pk).path


def test_after_recall_it_can_be_edited_again(lin: Client, held: ArticlePage) -> None:
    review = PageReview.objects.get(page=held)
    lin.post(reverse("sanshen_recall", args=[held.pk]), {"shown": review.submission.digest})
    review = PageReview.objects.get(page=held)
    assert review.state == State.DRAFTING
    lin.post(reverse("wagtailadmin_pages:edit", args=[held.pk]), form_of(held, title="改了"))
    assert ArticlePage.objects.get(pk=held.pk).draft_title == "改了"


def test_the_submit_screen_hands_in_what_it_showed(lin: Client, item: ArticlePage) -> None:
    address = reverse("sanshen_submit", args=[item.pk])
    digest = lin.get(address).context["digest"]
    lin.post(address, {"shown": digest, "note": "请加急"})
    assert PageReview.objects.get(page=item).state == State.FIRST_REVIEW


def test_the_submit_screen_refuses_what_it_did_not_show_and_keeps_the_note(
    lin: Client, item: ArticlePage
) -> None:
    address = reverse("sanshen_submit", args=[item.pk])
    digest = lin.get(address).context["digest"]
    item.title = "汐湾大桥明日通车"
    item.save_revision(user=item.latest_revision.user)
    response = lin.post(address, {"shown": digest, "note": "请加急"})
    assert response.status_code == 409
    assert "请加急" in response.content.decode()
    assert PageReview.objects.get(page=item).state == State.DRAFTING


def test_what_stands_in_the_way_is_listed_and_nothing_is_submitted(
    lin: Client, item: ArticlePage
) -> None:
    item.body = [("paragraph", "<p>汐\u200b湾</p>")]
    item.save_revision(user=item.latest_revision.user)
    address = reverse("sanshen_submit", args=[item.pk])
    shown = lin.get(address)
    assert "ZERO WIDTH SPACE" in shown.content.decode()
    response = lin.post(address, {"shown": shown.context["digest"]})
    assert response.status_code == 409
    review = PageReview.objects.get(page=item)
    assert review.state == State.DRAFTING
    assert review.address is None


def test_the_button_in_the_editor_saves_and_leads_to_the_submit_screen(
    lin: Client, item: ArticlePage
) -> None:
    response = lin.post(
        reverse("wagtailadmin_pages:edit", args=[item.pk]),
        form_of(item, **{"title": "改了", "action-submit-review": "1"}),
    )
    assert response["Location"] == reverse("sanshen_submit", args=[item.pk])
    assert ArticlePage.objects.get(pk=item.pk).draft_title == "改了"


def test_only_drafters_may_submit(town: Town, item: ArticlePage) -> None:
    refusals = commands.available(presence("zhou"), PageReview.objects.get(page=item))["submit"]
    assert refusals
