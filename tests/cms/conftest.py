"""A small town for each test, and a superuser who is nobody in particular."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.pages.article import ArticlePage
from cms.pages.home import HomePage
from cms.pages.section import SectionPage
from ledger import keys
from tests.support.acting import save
from tests.support.building import build
from tests.support.town import PASSWORD, Town
from workflow.models import Account, Person


@pytest.fixture
def town(db: None) -> Town:
    """Build the town: people, home, two sections, frame, all of it released."""
    return build()


@pytest.fixture(autouse=True)
def no_memory() -> None:
    """Let no test remember another one's renditions."""
    caches["default"].clear()


@pytest.fixture
def news(town: Town) -> SectionPage:
    """Give a released section."""
    return SectionPage.objects.get(pk=town.news)


@pytest.fixture
def office(db: None) -> SectionPage:
    """Give a section nobody released, and 林晓: enough to freeze, and quick to make."""
    keys.ensure()
    user = get_user_model().objects.create_user("lin", password=PASSWORD)
    Account.objects.create(person=Person.objects.create(number="no-lin", name="林晓"), user=user)
    home = HomePage(title="首页", slug="home")
    Page.get_first_root_node().add_child(instance=home)
    section = SectionPage(title="要闻", slug="yaowen")
    home.add_child(instance=section)
    return save(section)


@pytest.fixture
def item(news: SectionPage) -> ArticlePage:
    """Give a draft by 林晓."""
    return draft(news)


@pytest.fixture
def lin(town: Town) -> Client:
    """Give the browser of 林晓, a drafter."""
    return signed_in("lin")


@pytest.fixture
def root(town: Town) -> Client:
    """Give the browser of a superuser who is a drafter too, so that only the gate is in the way."""
    user = get_user_model().objects.get(username="lin")
    user.is_superuser = user.is_staff = True
    user.save()
    return signed_in("lin")


@pytest.fixture
def stranger(town: Town) -> Client:
    """Give the browser of a superuser whom nobody appointed to anything."""
    model = get_user_model()
    user = model.objects.create_superuser("root", "root@example.org", PASSWORD)
    person = Person.objects.create(number="no-root", name="何苗")
    Account.objects.create(person=person, user=user)
    return signed_in("root")


def signed_in(username: str) -> Client:
    """Sign somebody in."""
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    return client


def draft(section: SectionPage, title: str = "汐湾大桥通车", **fields: object) -> ArticlePage:
    """Draft an item as 林晓."""
    fields.setdefault("body", [("paragraph", "<p>今日通车。</p>")])
    page = ArticlePage(title=title, **fields)
    SectionPage.objects.get(pk=section.pk).add_child(instance=page)
    return save(page)


def picture(name: str = "bridge.png", size: tuple[int, int] = (900, 500)) -> object:
    """Upload a picture."""
    data = io.BytesIO()
    Image.new("RGB", size, (40, 90, 140)).save(data, "PNG")
    data.seek(0)
    return get_image_model().objects.create(title="大桥", file=ImageFile(data, name=name))


def document(data: bytes, name: str) -> object:
    """Upload a document."""
    return get_document_model().objects.create(title=name, file=ContentFile(data, name=name))
