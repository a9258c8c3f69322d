"""Forms that no browser sends: each is answered with a sentence, and the draft stays as it was."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from cms.pages.topic import TopicPage
from tests.cms.conftest import draft
from tests.cms.test_doors import form_of
from tests.support.acting import save

WORDS = [("paragraph", "<p>今日通车。</p>")]
SENTENCE = "“正文”没有完整送达"
KEPT = "今日通车".encode("unicode_escape").decode().replace("\\", "\\\\")
"""What the draft holds, as it stands in the form: JSON in JSON, in letters of ASCII alone."""
WHOLE = nested_form_data({"body": streamfield([("paragraph", rich_text("<p>改过的话。</p>"))])})
NONSENSE = ("", "abc", "-", "9" * 5000, "1e3", "１", "\x00", "2", "1000000000")

Form = dict[str, str]


def without(*names: str) -> Form:
    """Give a whole body from which some fields are missing."""
    return {name: str(value) for name, value in WHOLE.items() if name not in names}


BODIES: dict[str, Form] = {
    "no body at all": {},
    **{f"a count of {value[:12]!r}": {"body-count": value} for value in NONSENSE[:4]},
    "more blocks than were sent": {**without(), "body-count": "2"},
    "a thousand million blocks": {**without(), "body-count": "1000000000"},
    "a block without a kind": without("body-0-type"),
    "a block without a place": without("body-0-order"),
    "a place that is no number": {**without(), "body-0-order": "eins"},
    "a block that is neither there nor deleted": without("body-0-deleted"),
    "a text that is no rich text": {**without(), "body-0-value": "nonsense"},
    "a gallery without a length": {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "gallery",
        "body-0-id": "",
    },
    "two pictures in one place": {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "gallery",
        "body-0-id": "", "body-0-value-count": "2",
        **{
            f"body-0-value-{n}-{name}": value
            for n in (0, 1)
            for name, value in (
                ("deleted", ""), ("order", "0"), ("id", ""), ("type", "item"),
                ("value-image", ""), ("value-alt", ""), ("value-caption", ""),
            )
        },
    },
}  # fmt: skip


def answered(browser: Client, address: str, form: Form) -> str:
    """Post a form; a program error would be raised here. Give what the person reads."""
    answer = browser.post(address, form)
    assert answer.status_code in (200, 400), answer.status_code
    return answer.content.decode()


def test_a_damaged_body_is_refused_and_the_draft_stays(lin: Client, item: ArticlePage) -> None:
    before = Revision.objects.count()
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    form = form_of(item, title="改过的标题")
    del form["body-count"]
    for name, body in BODIES.items():
        shown = answered(lin, address, {**form, **body})
        assert SENTENCE in shown, name
        assert "改过的标题" in shown, name
        assert KEPT in shown, name
    assert Revision.objects.count() == before


def test_nothing_is_created_from_a_damaged_form(
    lin: Client, news: SectionPage, item: ArticlePage
) -> None:
    before = Page.objects.count()
    form = form_of(item, title="新的一篇")
    del form["body-count"]
    address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", news.pk])
    assert SENTENCE in answered(lin, address, form)
    assert Page.objects.count() == before


def test_a_preview_of_a_damaged_form_is_no_program_error(lin: Client, item: ArticlePage) -> None:
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[item.pk])
    form = form_of(item)
    del form["body-count"]
    assert lin.post(address, form).status_code == 200
    assert lin.get(address).status_code == 200


def test_every_damaged_list_of_a_page_is_named(lin: Client, news: SectionPage) -> None:
    topic = TopicPage(title="防汛", slug="fangxun")
    news.get_parent().add_child(instance=topic)
    save(topic)
    shown = answered(lin, reverse("wagtailadmin_pages:edit", args=[topic.pk]), {"title": "防汛"})
    assert shown.count("没有完整送达") == 2


def test_a_whole_form_is_saved(lin: Client, news: SectionPage) -> None:
    """What is refused above is refused for what is missing."""
    page = draft(news, body=WORDS)
    form = {**form_of(page), **without()}
    lin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)
    latest = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert "改过的话" in latest.body[0].value.source


def test_wagtails_own_screens_answer_what_they_would_stumble_over(
    lin: Client, item: ArticlePage
) -> None:
    """A field that is missing, a number that is none, a form larger than any."""
    copy = reverse("wagtailadmin_pages:copy", args=[item.pk])
    move = reverse("wagtailadmin_pages:move", args=[item.pk])
    attempts: list[tuple[str, Form]] = [
        (copy, {"new_title": "副本"}),
        (copy, {"new_title": "副本", "new_parent_page": "9999-12-31"}),
        (move, {"new_parent_page": "9999-12-31"}),
        (reverse("wagtailadmin_pages:edit", args=[item.pk]), {"title": "长" * 14_000_000}),
    ]
    pages = Page.objects.count()
    for address, form in attempts:
        answer = lin.post(address, form)
        assert answer.status_code == 400, (address, [*form])
        assert "表单没有完整送达" in answer.content.decode()
    assert Page.objects.count() == pages


def test_a_program_error_is_not_taken_for_a_damaged_form(
    lin: Client, item: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise ValueError("ours")

    monkeypatch.setattr("cms.admin.submit.freezing.freeze_all", broken)
    lin.raise_request_exception = False
    answer = lin.get(reverse("sanshen_submit", args=[item.pk]))
    assert answer.status_code == 500
