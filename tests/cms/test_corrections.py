"""What a drafter finds when a page that is public is opened again."""

from typing import Any

from django.utils import timezone

from cms import mirror
from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from tests.cms.conftest import draft
from tests.support.acting import release, save


def test_who_corrects_an_item_a_second_time_starts_from_the_words_released_last(
    news: SectionPage, lin: Any
) -> None:
    page = draft(news, title="汐湾大桥通车")
    _release(page)
    page.title = "汐湾大桥正式通车"
    _release(save(page))

    fresh = ArticlePage.objects.get(pk=page.pk)
    assert fresh.get_latest_revision_as_object().title == "汐湾大桥正式通车"
    assert "汐湾大桥正式通车" in lin.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def _release(page: ArticlePage) -> None:
    release(page)
    # What happens after the commit, which a test does not reach.
    mirror.mirror(page.review.uid, timezone.now())
