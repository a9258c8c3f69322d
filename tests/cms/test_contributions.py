"""Everybody who puts a hand to a page answers for it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.log_actions import LogContext

from cms.admin.groups import DRAFTERS, EVERYBODY
from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from tests.cms.conftest import draft, picture
from tests.support.town import PASSWORD, Town
from workflow.models import Account, Contribution, Person


def acts(page: ArticlePage) -> list[tuple[str, str]]:
    """Give names and acts, oldest first."""
    rows = Contribution.objects.filter(review__page_id=page.pk).order_by("pk")
    return list(rows.values_list("person_name", "act"))


def other_user() -> object:
    """Give somebody else with an account."""
    user = get_user_model().objects.create_user("he", password=PASSWORD)
    Account.objects.create(person=Person.objects.create(number="no-he", name="何苗"), user=user)
    return user


def test_every_save_is_one(office: SectionPage) -> None:
    page = draft(office)
    page.save_revision(user=other_user())
    assert acts(page) == [("林晓", "saved"), ("何苗", "saved")]


def test_a_save_by_nobody_is_none(office: SectionPage) -> None:
    page = draft(office)
    page.save_revision(user=None)
    assert acts(page) == [("林晓", "saved")]


def test_going_back_to_an_older_revision_is_one(office: SectionPage) -> None:
    page = draft(office)
    page.save_revision(user=other_user(), previous_revision=page.latest_revision)
    assert acts(page)[-1] == ("何苗", "reverted")


def test_changing_a_picture_is_one_on_every_page_that_uses_it(office: SectionPage) -> None:
    image = picture()
    value = {"image": image, "alt": "大桥", "decorative": False, "caption": ""}
    using, not_using = draft(office, body=[("picture", value)]), draft(office, "没有图片")
    with LogContext(user=other_user()):
        image.title = "换过的图片"
        image.save()
    assert ("何苗", "asset") in acts(using)
    assert ("何苗", "asset") not in acts(not_using)


def test_groups_follow_appointments(town: Town) -> None:
    names = {group.name: set(group.user_set.values_list("username", flat=True))
             for group in Group.objects.all()}  # fmt: skip
    assert names[DRAFTERS] == {"lin"}
    assert {"lin", "zhou", "wu", "zheng", "qian"} <= names[EVERYBODY]


def test_everybody_with_an_account_reaches_the_desk(town: Town, client: Client) -> None:
    client.force_login(get_user_model().objects.get(username="zhou"))
    assert client.get("/admin/").status_code == 200
