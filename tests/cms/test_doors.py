"""Wagtail's own ways to the public, tried by a superuser: the releases stay as they are.

When Wagtail changes a form, a view or a name that our overrides stand on, one of these fails.
"""

from collections.abc import Callable

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page, PageViewRestriction, Workflow

from cms.pages.article import ArticlePage
from ledger.models import Release
from tests.cms.conftest import draft
from tests.support.acting import hand_in, release
from tests.support.town import Town
from workflow.models import PageReview


def form_of(page: ArticlePage, **more: str) -> dict[str, str]:
    """Give what the editor posts."""
    return {
        "title": page.title, "summary": "", "byline": "", "department": "", "source": "",
        "source_address": "", "document_number": "", "written_on": "", "live_from": "",
        "live_until": "", "pinned_until": "", "correction": "", "body-count": "0", **more,
    }  # fmt: skip


def said(response: HttpResponse) -> str:
    """Give what the person was told."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


Try = Callable[[Client, ArticlePage], HttpResponse]


def edit(**more: str) -> Try:
    """Post the editor's form with something added by hand."""

    def attempt(client: Client, page: ArticlePage) -> HttpResponse:
        return client.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **more)
        )

    return attempt


def post(name: str, **data: str) -> Try:
    """Post to one of Wagtail's addresses."""

    def attempt(client: Client, page: ArticlePage) -> HttpResponse:
        return client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), data)

    return attempt


def create(client: Client, page: ArticlePage) -> HttpResponse:
    """Create and publish in one step."""
    address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", page.get_parent().pk])
    return client.post(address, form_of(page, **{"action-publish": "1", "title": "新的一篇"}))


def interface(verb: str) -> Try:
    """Ask the interface for programs."""

    def attempt(client: Client, page: ArticlePage) -> HttpResponse:
        return client.post(f"/admin/api/main/pages/{page.pk}/action/{verb}/", {})

    return attempt


ATTEMPTS: dict[str, tuple[Try, str]] = {
    "publish": (edit(**{"action-publish": "1"}), "这里不能直接发布"),
    "schedule": (edit(go_live_at="2020-01-01 00:00"), "发布时间是内容的一部分"),
    "start a workflow": (edit(**{"action-submit": "1"}), "审签在审稿台进行"),
    "create and publish": (create, "这里不能直接发布"),
    "unpublish": (post("unpublish"), "由终审人在审稿台撤稿"),
    "privacy": (post("set_privacy", restriction_type="none"), "没有单独的可见范围"),
    "delete": (post("delete"), "页面不能删除"),
    "alias to page": (post("convert_alias"), "没有别名页面"),
    "lock": (post("lock"), "只在审稿期间锁定"),
    "unlock": (post("unlock"), "只在审稿期间锁定"),
}
VERBS = (
    "publish",
    "unpublish",
    "delete",
    "copy",
    "move",
    "create_alias",
    "revert_to_page_revision",
)


@pytest.fixture
def page(town: Town, item: ArticlePage) -> ArticlePage:
    """Give a released item with a newer draft."""
    release(item)
    item.title = "汐湾大桥改期通车"
    item.save_revision(user=item.latest_revision.user)
    return ArticlePage.objects.get(pk=item.pk)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_a_hand_made_request_changes_no_release_and_gets_a_sentence(
    root: Client, page: ArticlePage, name: str
) -> None:
    before = list(Release.objects.values_list("digest", flat=True))
    attempt, sentence = ATTEMPTS[name]
    response = attempt(root, page)
    assert sentence in said(response)
    assert list(Release.objects.values_list("digest", flat=True)) == before
    assert Page.objects.filter(pk=page.pk).exists()
    assert not PageViewRestriction.objects.exists()
    assert not Page.objects.filter(live=True, title="新的一篇").exists()
    assert not Page.objects.filter(go_live_at__isnull=False).exists()


@pytest.mark.parametrize("verb", VERBS)
def test_the_interface_for_programs_is_shut(root: Client, page: ArticlePage, verb: str) -> None:
    response = interface(verb)(root, page)
    assert response.status_code == 403
    assert "不提供这个接口" in response.json()["detail"]


def test_a_copy_is_a_draft_and_never_an_alias(root: Client, page: ArticlePage) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    assert b"publish_copies" not in root.get(address).content
    root.post(
        address,
        {
            "new_title": "副本", "new_slug": "copy", "new_parent_page": page.get_parent().pk,
            "publish_copies": "on", "alias": "on",
        },
    )  # fmt: skip
    copy = Page.objects.get(slug="copy")
    assert copy.alias_of is None
    assert not copy.live
    assert copy.review.address is None


def test_a_copy_has_the_contributors_of_its_source(root: Client, page: ArticlePage) -> None:
    root.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "副本", "new_slug": "copy", "new_parent_page": page.get_parent().pk},
    )
    copy = Page.objects.get(slug="copy")
    acts = set(copy.review.contributions.values_list("person_name", "act"))
    assert ("林晓", "copied") in acts
    hand_in([copy.specific])


@pytest.mark.parametrize("name", ["publish", "unpublish", "delete"])
def test_bulk_actions_release_and_delete_nothing(
    root: Client, page: ArticlePage, name: str
) -> None:
    before = Release.objects.count()
    root.post(f"/admin/bulk/wagtailcore/page/{name}/?id={page.pk}", {"include_descendants": "on"})
    assert Release.objects.count() == before
    assert Page.objects.filter(pk=page.pk).exists()


def test_bulk_submission_leads_to_the_page_that_shows_the_digest(
    lin: Client, page: ArticlePage
) -> None:
    other = draft(page.get_parent().specific, "另一篇")
    response = lin.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&id={other.pk}")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/submit/")
    assert "page=" in response["Location"]


def test_our_bulk_actions_have_taken_the_names() -> None:
    actions = {
        action.action_type: action.__module__
        for action in bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")
    }
    assert {actions[name] for name in ("publish", "unpublish", "delete")} == {"cms.admin.bulk"}


@pytest.mark.parametrize("view", ["edit", "history", "copy", "move"])
def test_no_screen_offers_to_publish(root: Client, page: ArticlePage, view: str) -> None:
    shown = root.get(reverse(f"wagtailadmin_pages:{view}", args=[page.pk])).content.decode()
    for control in ("action-publish", "/unpublish/", "set-privacy", "go_live_at", "schedule"):
        assert f'name="{control}"' not in shown
        assert f'data-dialog-id="{control}"' not in shown
    assert "schedule-publishing-dialog" not in shown


def test_the_editor_shows_our_panel_and_button(root: Client, page: ArticlePage) -> None:
    shown = root.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "cms-panel" in shown
    assert 'name="action-submit-review"' in shown


def test_a_superuser_without_an_appointment_neither_edits_nor_submits(
    stranger: Client, page: ArticlePage
) -> None:
    title = ArticlePage.objects.get(pk=page.pk).draft_title
    edit(title="改了")(stranger, page)
    assert ArticlePage.objects.get(pk=page.pk).draft_title == title
    response = stranger.post(reverse("sanshen_submit", args=[page.pk]), {"shown": "x"})
    assert response.status_code == 403
    assert PageReview.objects.get(page=page).submission is None


def test_wagtails_own_workflow_is_gone(town: Town) -> None:
    assert not Workflow.objects.exists()


def test_workflow_screens_are_shut(root: Client) -> None:
    for address in ("/admin/workflows/list/", "/admin/reports/workflow/"):
        assert root.get(address).status_code == 302


def test_a_go_live_in_the_row_is_only_a_number(page: ArticlePage) -> None:
    Page.objects.filter(pk=page.pk).update(go_live_at=timezone.now())
    assert Release.objects.count() == 5


def test_unreleased_pictures_are_not_for_strangers(client: Client, town: Town) -> None:
    name = "0" * 64 + ".png"
    assert client.get(reverse("sanshen_asset", args=[name])).status_code == 404
    assert client.get(reverse("sanshen_asset", args=[name]) + "?key=1:x").status_code == 404
