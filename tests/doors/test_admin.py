"""Through the admin: what a superuser, or anyone with rights, can press or post by hand."""

import io
import itertools
import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Picture
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.admin import closed
from cms.pages.article import ArticlePage
from ledger import bodies
from ledger.formats import v1
from tests.doors import acting
from tests.doors.building import document, image, pdf
from tests.doors.outcome import ATTACK, HARMLESS, REFUSED, door
from workflow.models import Contribution, PageReview

# A superuser whom no person answers for; one who also drafts; a drafter.
WHO = ("root", "boss", "lin")
DRAFTERS = ("boss", "lin")


def article_form(title=ATTACK, words=ATTACK, **more):
    """Give what the editor posts for an article."""
    fields = {
        "title": title,
        "slug": "",
        "summary": words,
        "byline": "",
        "source": "",
        "source_address": "",
        "department": "",
        "document_number": "",
        "written_on": "",
        "live_from": "",
        "live_until": "",
        "pinned_until": "",
        "correction": "",
        "body": streamfield([("paragraph", rich_text(f"<p>{words}</p>"))]),
    }
    return {**nested_form_data(fields), **more}


def edit(city, username, name, **more):
    """Post the editor's form for a page."""
    address = f"/admin/pages/{city.built.pages[name]}/edit/"
    return city.browser(username).post(address, article_form(**more), follow=True)


# ── 1 ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("username", DRAFTERS)
@door(
    1,
    "Publish, by a hand-made POST with `action-publish`, on every kind of page",
    REFUSED,
    "the draft is kept; the screen says how a page becomes public",
)
def test_publish_saves_a_draft(city, username):
    for name in ("plain", "draft", "gone", "later"):
        response = edit(city, username, name, **{"action-publish": "1"})
        city.told(response, closed.PUBLISHING)
        assert city.page(name).get_latest_revision_as_object().title == ATTACK


@door(1, "the same by a superuser who drafts nothing", HARMLESS)
def test_a_superuser_who_drafts_nothing_changes_nothing(city):
    for name in ("plain", "draft", "frame", "home", "news"):
        response = edit(city, "root", name, **{"action-publish": "1"})
        assert response.status_code in (200, 403)
        assert not city.page(name).revisions.filter(content__title=ATTACK).exists()


@pytest.mark.parametrize("username", DRAFTERS)
@door(1, "create and publish in one step", REFUSED)
def test_creating_publishes_nothing(city, username):
    address = f"/admin/pages/add/cms/articlepage/{city.built.pages['news']}/"
    form = article_form(**{"action-publish": "1"})
    response = city.browser(username).post(address, form, follow=True)
    city.told(response, closed.PUBLISHING)
    made = ArticlePage.objects.get(title=ATTACK)
    assert not made.live


@door(
    1, "create and publish under the root, as a plain Wagtail page, as a second home page", HARMLESS
)
def test_nothing_else_can_be_made_under_the_root(city):
    root = Page.get_first_root_node().pk
    for kind in ("wagtailcore/page", "cms/homepage", "cms/siteframepage", "cms/articlepage"):
        city.browser("boss").post(
            f"/admin/pages/add/{kind}/{root}/",
            {"title": ATTACK, "slug": "zweite", "action-publish": "1", "site_name": ATTACK},
        )
    assert not Page.objects.filter(title=ATTACK, live=True).exists()


@door(1, "a page under review is edited and published", REFUSED)
def test_a_page_under_review_is_locked(city):
    submission = acting.hand_in("lin", [city.page("draft")])
    response = edit(city, "boss", "draft", **{"action-publish": "1"})
    before = city.page("draft").revisions.count()
    assert before == city.page("draft").revisions.exclude(content__title=ATTACK).count()
    city.told(response, closed.PUBLISHING)
    assert PageReview.objects.get(page_id=city.built.pages["draft"]).submission == submission


# ── 2 ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("username", WHO)
@door(
    2,
    "bulk publish, unpublish and delete, with everything below",
    HARMLESS,
    "in their places stand 送审 and 撤回送审; nothing is deleted",
)
def test_bulk_actions_change_nothing_public(city, username):
    pks = [city.built.pages[name] for name in ("home", "news", "plain", "draft", "gone", "later")]
    query = "&".join(f"id={pk}" for pk in pks)
    count = Page.objects.count()
    for action in ("publish", "unpublish", "delete"):
        city.browser(username).post(
            f"/admin/bulk/wagtailcore/page/{action}/?next=%2Fadmin%2F&{query}",
            {"include_descendants": "on", "cascade": "on", "confirm": "on"},
        )
    assert Page.objects.count() == count


# ── 3, 4 ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("username", DRAFTERS)
@door(3, "revert to an older revision and publish it", REFUSED)
def test_reverting_publishes_nothing(city, username):
    page = city.page("changed")
    oldest = page.revisions.order_by("created_at").first()
    browser = city.browser(username)
    browser.get(f"/admin/pages/{page.pk}/revisions/{oldest.pk}/revert/")
    form = article_form(title=page.title, revision=str(oldest.pk), **{"action-publish": "1"})
    response = browser.post(f"/admin/pages/{page.pk}/edit/", form, follow=True)
    city.told(response, closed.PUBLISHING)
    newest = Contribution.objects.filter(review__page=page).order_by("-pk").first()
    assert newest.person == acting.presence(username).person.uid


@pytest.mark.parametrize("username", DRAFTERS)
@door(4, "a go-live time in the past posted with the form, then the scheduler", REFUSED)
def test_a_posted_schedule_does_nothing(city, username):
    past = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    response = edit(
        city,
        username,
        "draft",
        **{"go_live_at": past, "expire_at": "", "action-publish": "1"},
    )
    city.told(response, closed.SCHEDULING)
    edit(city, username, "plain", title="平常", expire_at=past)
    call_command("publish_scheduled")
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


# ── 5 ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("username", WHO)
@door(5, "copy a public page, kept live, with all below it, and as an alias", HARMLESS)
def test_copies_stay_drafts(city, username):
    for name, slug in (("plain", "copy"), ("news", "copied-section"), ("gone", "copied-gone")):
        page = city.page(name)
        city.browser(username).post(
            f"/admin/pages/{page.pk}/copy/",
            {
                "new_title": ATTACK,
                "new_slug": slug,
                "new_parent_page": page.get_parent().pk,
                "copy_subpages": "on",
                "publish_copies": "on",
                "alias": "on",
            },
        )
    assert not Page.objects.filter(slug__startswith="cop", live=True).exists()
    assert not Page.objects.filter(alias_of__isnull=False).exists()


@door(5, "an alias turned into a page", REFUSED)
def test_aliases_are_shut(city):
    response = city.browser("boss").post(
        f"/admin/pages/{city.built.pages['plain']}/convert_alias/", follow=True
    )
    city.told(response, closed.ALIASES)


@pytest.mark.parametrize("username", WHO)
@door(5, "move a page, reorder a section, give the section above another slug", HARMLESS)
def test_moves_in_the_admin_show_nothing(city, username):
    browser, pages = city.browser(username), city.built.pages
    browser.post(f"/admin/pages/{pages['plain']}/move/{pages['notices']}/confirm/")
    browser.post(f"/admin/pages/{pages['notices']}/move/{pages['news']}/confirm/")
    browser.post(f"/admin/pages/{pages['rich']}/set_position/?position=1")
    browser.post(
        f"/admin/pages/{pages['news']}/edit/",
        {
            "title": ATTACK,
            "slug": "anders",
            "order": "1",
            "column_type": "news",
            "description": ATTACK,
            "keywords": "",
            "introduction-count": "0",
            "action-publish": "1",
        },
    )


# ── 6, 7 ─────────────────────────────────────────────────────────────────────
SHUT = {
    "unpublish": closed.UNPUBLISHING,
    "delete": closed.DELETING,
    "privacy": closed.PRIVACY,
    "lock": closed.LOCKING,
    "unlock": closed.LOCKING,
}


@pytest.mark.parametrize("username", WHO)
@door(6, "unpublish, delete, lock and make private, by their own addresses", REFUSED)
def test_the_ways_out_are_shut(city, username):
    browser = city.browser(username)
    for name, verb in itertools.product(("plain", "news"), SHUT):
        response = browser.post(
            f"/admin/pages/{city.built.pages[name]}/{verb}/",
            {"restriction_type": "login", "include_descendants": "on"},
            follow=True,
        )
        city.told(response, SHUT[verb])


VERBS = (
    "publish",
    "unpublish",
    "delete",
    "copy",
    "move",
    "create_alias",
    "convert_alias",
    "revert_to_page_revision",
    "copy_for_translation",
)


@door(
    6,
    "the admin's own interface for programs: publish, unpublish, copy, alias, move, delete",
    REFUSED,
)
def test_the_interface_for_programs_is_shut(city):
    revision = city.page("changed").revisions.order_by("created_at").first()
    browser = city.browser("boss")
    for name, verb in itertools.product(("plain", "changed", "draft"), VERBS):
        response = browser.post(
            f"/admin/api/main/pages/{city.built.pages[name]}/action/{verb}/",
            json.dumps(
                {
                    "keep_live": True,
                    "recursive": True,
                    "title": ATTACK,
                    "slug": "api",
                    "revision_id": revision.pk,
                    "locale": "en",
                    "destination_parent_id": city.built.pages["notices"],
                }
            ),
            content_type="application/json",
        )
        assert response.status_code == 403
        city.refusals.append(str(response.json()["detail"]))


@pytest.mark.parametrize("username", WHO)
@door(7, "a view restriction added to a public page in the admin", REFUSED)
def test_no_page_has_a_visibility(city, username):
    for name in ("plain", "news", "home"):
        response = city.browser(username).post(
            f"/admin/pages/{city.built.pages[name]}/privacy/",
            {"restriction_type": "password", "password": "x"},
            follow=True,
        )
        city.told(response, closed.PRIVACY)
    assert not PageViewRestriction.objects.exists()


# ── 8 ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("username", WHO)
@door(
    8,
    "Wagtail's sites, collections, locales, redirects and settings changed in the admin",
    HARMLESS,
)
def test_what_pages_share_is_not_in_wagtails_settings(city, username):
    browser = city.browser(username)
    for address in (
        "/admin/sites/edit/1/",
        "/admin/sites/new/",
        "/admin/collections/add/",
        "/admin/locales/new/",
        "/admin/redirects/add/",
        "/admin/snippets/",
        "/admin/settings/",
    ):
        browser.post(
            address,
            {
                "hostname": "www.yunxi.test",
                "port": "80",
                "site_name": ATTACK,
                "is_default_site": "on",
                "root_page": city.built.pages["draft"],
                "name": ATTACK,
                "language_code": "en",
                "old_path": "/yaowen/",
                "redirect_link": "https://evil.test/",
                "parent": "1",
            },
        )


@pytest.mark.parametrize("username", DRAFTERS)
@door(
    8,
    "the site frame, the home page and a section edited and published",
    REFUSED,
    "they are pages with a review like any other",
)
def test_what_pages_share_has_a_review(city, username):
    browser = city.browser(username)
    for name in ("frame", "home", "news"):
        page = city.page(name)
        fields = {
            field.name: str(getattr(page, field.name) or "")
            for field in page._meta.concrete_fields
            if field.get_internal_type() in ("CharField", "TextField", "URLField", "SlugField")
        }
        streams = (
            "menu",
            "links",
            "footer_links",
            "withdrawal_sentences",
            "redirects",
            "blocks",
            "introduction",
            "notices",
            "advertisements",
            "link_groups",
            "pinned_results",
        )
        form = {
            **fields,
            "title": ATTACK,
            "description": ATTACK,
            "notice": ATTACK,
            "order": "1",
            "site_name": ATTACK,
            "action-publish": "1",
            **{f"{stream}-count": "0" for stream in streams},
        }
        response = browser.post(f"/admin/pages/{page.pk}/edit/", form, follow=True)
        city.told(response, closed.PUBLISHING)
        assert city.page(name).get_latest_revision_as_object().title == ATTACK, name


# ── 9, 10 ────────────────────────────────────────────────────────────────────
def _png(shade):
    data = io.BytesIO()
    Picture.new("RGB", (640, 360), (shade, 0, 0)).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize("username", DRAFTERS)
@door(
    9,
    "the file behind a public picture and a public attachment replaced in the admin",
    HARMLESS,
    "a release names bytes by their digest; who replaced the file is a contributor of the page",
)
def test_replacing_a_file_shows_nothing(city, username):
    browser = city.browser(username)
    picture, file = (_used(city, kind) for kind in ("picture", "attachment"))
    browser.post(
        f"/admin/images/{picture.pk}/",
        {
            "title": ATTACK,
            "description": ATTACK,
            "collection": "1",
            "file": SimpleUploadedFile("rich.png", _png(250), "image/png"),
        },
    )
    browser.post(
        f"/admin/documents/edit/{file.pk}/",
        {
            "title": ATTACK,
            "collection": "1",
            "file": SimpleUploadedFile("rich.pdf", pdf(ATTACK), "application/pdf"),
        },
    )
    picture.refresh_from_db()
    assert picture.title == ATTACK
    review, who = city.review("rich"), acting.presence(username).person.uid
    acts = Contribution.objects.filter(review=review, person=who)
    assert acts.filter(act="asset").exists()


@door(9, "pictures and documents that a public page uses deleted", HARMLESS)
def test_deleting_a_file_takes_nothing_away(city):
    browser = city.browser("boss")
    picture, file = (_used(city, kind) for kind in ("picture", "attachment"))
    browser.post(f"/admin/images/{picture.pk}/delete/")
    browser.post(f"/admin/documents/delete/{file.pk}/")
    for rendition in picture.renditions.all():
        rendition.delete()
    picture.delete()
    file.delete()


@door(
    9,
    "the file of a picture replaced while its page is under review",
    HARMLESS,
    "what is signed is what was frozen",
)
def test_a_file_replaced_under_review_is_not_what_is_signed(city):
    page = city.page("draft")
    submission = acting.hand_in(
        "lin", [acting.save(page, "lin", title="平常", summary="平常", body=_with_file(city))]
    )
    file = _used(city, "attachment", "draft")
    frozen = _frozen_files(submission)
    file.file.save("draft.pdf", ContentFile(pdf(ATTACK)))
    file.save()
    for username, stage in (("zhou", "first"), ("wu", "second"), ("zheng", "final")):
        acting.sign(username, submission, stage)
    look = city.begin()
    served = {path for path, answer in look.answers.items() if answer.status == 200}
    assert set(frozen) <= served
    assert not look.holding([ATTACK])


def _with_file(city):
    return [("attachment", {"document": _used(city, "attachment", "draft"), "title": "附件"})]


def _frozen_files(submission):
    content = v1.Content.parse(bodies.get(submission.items.get().content))
    return [f"/assets/{entry['digest'][7:]}.pdf" for entry in content.assets]


def _used(city, kind, name="rich"):
    """Give the picture or the document that a page uses."""
    for block in city.page(name).get_latest_revision_as_object().body:
        if block.block_type == kind:
            return block.value["image" if kind == "picture" else "document"]
    raise LookupError(kind)


@door(
    10,
    "an upload handed out by its address before any review",
    HARMLESS,
    "originals, renditions and documents need a sign-in; on the public host they do not exist",
)
def test_an_upload_has_no_public_address(city):
    picture, file = image("fresh"), document("fresh", pdf(ATTACK))
    rendition = picture.get_rendition("width-320")
    addresses = [
        picture.file.url,
        file.file.url,
        file.url,
        rendition.url,
        f"/admin/images/{picture.pk}/preview/original/",
    ]
    for address in addresses:
        stranger = city.browser().get(address)
        assert stranger.status_code == 302, address
        assert "/login/" in stranger["Location"]
        assert city.get(address).status == 404, address
        inside = city.browser("lin").get(address)
        assert inside.status_code in (200, 302)
        if inside.status_code == 200 and "/admin/" not in address:
            assert "sandbox" in inside["Content-Security-Policy"] or inside.has_header(
                "Content-Disposition"
            )


# ── 11, 12 ───────────────────────────────────────────────────────────────────
@door(
    11, "autosave of a page under review, and of a revision that was signed and released", REFUSED
)
def test_autosave_touches_nothing_signed(city):
    acting.hand_in("lin", [city.page("draft")])
    address = f"/admin/pages/{city.built.pages['draft']}/edit/"
    form = article_form(overwrite_revision_id=str(city.page("draft").latest_revision_id))
    response = city.browser("lin").post(address, form, headers={"accept": "application/json"})
    assert response.status_code == 400
    city.refusals.append(response.content.decode())
    address = f"/admin/pages/{city.built.pages['plain']}/edit/"
    form = article_form(overwrite_revision_id=str(city.page("plain").latest_revision_id))
    city.browser("lin").post(address, form, headers={"accept": "application/json"})


@door(11, "a signed revision overwritten in place by script", HARMLESS)
def test_an_overwritten_revision_is_not_what_was_signed(city):
    submission = acting.hand_in("lin", [acting.save(city.page("other"), "lin", summary="平常")])
    for username, stage in (("zhou", "first"), ("wu", "second")):
        acting.sign(username, submission, stage)
    page = city.page("other")
    page.title = ATTACK
    page.save_revision(
        user=acting.user("lin"), overwrite_revision=page.latest_revision, clean=False
    )
    acting.sign("zheng", submission, "final")
    assert not city.begin().holding([ATTACK])


@pytest.mark.parametrize("username", WHO)
@door(12, "translate and synchronise, by their addresses in the admin", HARMLESS)
def test_translation_is_not_offered(city, username):
    for address in (
        "/admin/simple_translation/submit/page/{pk}/",
        "/admin/localize/submit/page/{pk}/",
        "/admin/translation/submit/page/{pk}/",
    ):
        response = city.browser(username).post(
            address.format(pk=city.built.pages["home"]),
            {"locales": "2", "include_subtree": "on", "publish_translations": "on"},
        )
        assert response.status_code in (302, 404)
