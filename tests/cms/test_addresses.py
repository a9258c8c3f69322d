"""Addresses are given out once, and some words never are."""

import pytest
from django.core.exceptions import ValidationError

from cms import addressing, slugs
from cms.freeze import freeze
from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from tests.cms.conftest import draft
from workflow.models import Person


@pytest.mark.parametrize(
    "slug", ["admin", "assets", "static", "search", "202611", "A", "要闻", "a--b"]
)
def test_some_words_cannot_stand_in_an_address(slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        slugs.check(slug)
    assert slug in str(refused.value.messages[0])


def test_an_item_has_section_month_and_serial(office: SectionPage) -> None:
    page = draft(office)
    address = freeze(page).content.address
    assert address.startswith("/yaowen/2")
    assert address.endswith(f"/{page.review.serial}.html")


def test_an_address_given_out_stays_when_the_item_moves(office: SectionPage) -> None:
    page = draft(office)
    first = freeze(page)
    addressing.give_out([first], Person.objects.get())
    other = SectionPage(title="公告", slug="gonggao")
    office.get_parent().specific.add_child(instance=other)
    ArticlePage.objects.get(pk=page.pk).move(other, pos="last-child")
    moved = freeze(ArticlePage.objects.get(pk=page.pk))
    assert moved.content.address == first.content.address
    assert moved.content.lineage != first.content.lineage


def test_the_slug_of_a_section_with_an_address_stays(office: SectionPage) -> None:
    addressing.give_out([freeze(office)], Person.objects.get())
    office.slug = "other"
    with pytest.raises(ValidationError, match="不再改变"):
        office.full_clean()


def test_there_is_one_home_page(office: SectionPage) -> None:
    home = office.get_parent().specific
    assert not type(home).can_create_at(home.get_parent())
