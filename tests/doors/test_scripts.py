"""Through scripts: the ORM, management commands, Wagtail's own functions, on the server."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import ProtectedError
from django.utils import timezone
from django_fsm import TransitionNotAllowed
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import (
    PublishPagePermissionError,
    PublishPageRevisionAction,
)
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site, Task, Workflow

from cms.pages.article import ArticlePage
from cms.pages.frame import SiteFramePage
from cms.pages.section import SectionPage
from ledger.models import AuditEntry, Release
from tests.doors import acting
from tests.doors.outcome import ADMITTED, ATTACK, HARMLESS, REFUSED, door
from workflow import commands
from workflow.machine import move
from workflow.models import PageReview
from workflow.states import STAGES, State
from workflow.transitions import Verb


@door(26, "`page.live = True; page.title = …; page.save()`", HARMLESS)
def test_saving_a_live_page_shows_nothing(city):
    for name in ("plain", "draft", "gone", "later", "frame", "home", "news"):
        page = city.page(name)
        page.title, page.live, page.has_unpublished_changes = ATTACK, True, False
        page.save()


@door(26, "`queryset.update` and `bulk_update` on every page table", HARMLESS)
def test_updating_rows_shows_nothing(city):
    Page.objects.filter(depth__gt=1).update(title=ATTACK, draft_title=ATTACK, live=True)
    ArticlePage.objects.update(summary=ATTACK, byline=ATTACK, correction=ATTACK)
    SectionPage.objects.update(description=ATTACK, keywords=ATTACK)
    SiteFramePage.objects.update(site_name=ATTACK, notice=ATTACK, phone=ATTACK)
    page = city.page("draft")
    page.live = True
    Page.objects.bulk_update([page.page_ptr], ["live"])


@door(26, "raw SQL on page, article, frame and revision tables", HARMLESS)
def test_raw_sql_on_the_workspace_shows_nothing(city):
    city.sql("UPDATE wagtailcore_page SET title = %s, live = %s", [ATTACK, True])
    city.sql("UPDATE cms_articlepage SET summary = %s, source = %s", [ATTACK, ATTACK])
    city.sql("UPDATE cms_siteframepage SET site_name = %s, icp_number = %s", [ATTACK, ATTACK])
    for revision in Revision.objects.all():
        text = json.dumps(revision.content, ensure_ascii=False).replace("云汐", ATTACK)
        city.sql("UPDATE wagtailcore_revision SET content = %s WHERE id = %s", [text, revision.pk])


@door(26, "`loaddata` with changed pages", HARMLESS)
def test_loading_a_fixture_shows_nothing(city, tmp_path):
    fixture = tmp_path / "pages.json"
    pks = f"{city.built.pages['plain']},{city.built.pages['draft']}"
    for model in ("wagtailcore.page", "cms.articlepage"):
        call_command("dumpdata", model, primary_keys=pks, output=str(fixture))
        rows = json.loads(fixture.read_text())
        for row in rows:
            for name in ("title", "draft_title", "summary"):
                if name in row["fields"]:
                    row["fields"][name] = ATTACK
            if "live" in row["fields"]:
                row["fields"]["live"] = True
        fixture.write_text(json.dumps(rows))
        call_command("loaddata", str(fixture), verbosity=0)
    assert Page.objects.get(pk=city.built.pages["draft"]).live


@door(26, "a migration's historical models, which know none of our methods", HARMLESS)
def test_historical_models_show_nothing(city):
    state = MigrationLoader(connection).project_state()
    historical = state.apps.get_model("cms", "ArticlePage")
    for row in historical.objects.all():
        row.live, row.title, row.summary = True, ATTACK, ATTACK
        row.save()


@door(26, "`revision.publish()` and the publish action with permission checks off", HARMLESS)
def test_publishing_a_revision_shows_nothing(city):
    for name in ("plain", "draft", "gone", "later", "frame", "news"):
        page = city.page(name)
        page.title = ATTACK
        revision = page.save_revision(user=acting.user("boss"))
        revision.publish(user=acting.user("boss"), skip_permission_checks=True)
        PublishPageRevisionAction(revision, user=None, changed=True, log_action=True).execute(
            skip_permission_checks=True
        )
        assert Page.objects.get(pk=page.pk).live


@door(4, "a revision with `approved_go_live_at`, then `publish_scheduled`", HARMLESS)
def test_the_scheduler_shows_nothing(city):
    page = city.page("draft")
    page.title, page.go_live_at = ATTACK, timezone.now() - timedelta(minutes=5)
    revision = page.save_revision(user=acting.user("boss"))
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=5)
    )
    Page.objects.filter(pk=city.built.pages["plain"]).update(
        expire_at=timezone.now() - timedelta(minutes=5)
    )
    call_command("publish_scheduled")


@door(3, "reverting to an older revision and publishing it by script", HARMLESS)
def test_publishing_an_old_revision_shows_nothing(city):
    page = city.page("changed")
    oldest = page.revisions.order_by("created_at").first()
    oldest.publish(skip_permission_checks=True)
    page.save_revision(user=acting.user("lin"), previous_revision=oldest).publish(
        skip_permission_checks=True
    )


@door(5, "copy with `keep_live`, alias, alias made a page, by Wagtail's actions", HARMLESS)
def test_copies_and_aliases_show_nothing(city):
    page, notices = city.page("plain"), city.page("notices")
    CopyPageAction(
        page, to=notices, keep_live=True, update_attrs={"slug": "copy", "title": ATTACK}
    ).execute(skip_permission_checks=True)
    alias = CreatePageAliasAction(
        page, parent=notices, update_slug="alias", user=acting.user("boss")
    ).execute(skip_permission_checks=True)
    Page.objects.filter(pk=alias.pk).update(alias_of=None, live=True, title=ATTACK)


@door(5, "moving a page, a section and all below it; reordering; another slug above", HARMLESS)
def test_moving_in_the_workspace_shows_nothing(city):
    city.page("plain").move(city.page("notices"), pos="first-child")
    city.page("changed").move(city.page("news"), pos="last-child")
    city.page("notices").move(city.page("news"), pos="left")
    Page.objects.filter(pk=city.built.pages["news"]).update(slug="anders", url_path="/anders/")
    SectionPage.objects.update(order=1)


@door(6, "unpublishing by Wagtail's action", HARMLESS)
def test_unpublishing_takes_nothing_away(city):
    for name in ("plain", "news", "home", "frame"):
        UnpublishPageAction(
            city.page(name), user=acting.user("boss"), include_descendants=True
        ).execute(skip_permission_checks=True)


@door(
    6,
    "`page.delete()`, by page, section and query set",
    REFUSED,
    "the page stays, with its evidence",
)
def test_a_page_with_a_review_cannot_be_deleted(city):
    city.fails(city.page("plain").delete, ProtectedError)
    city.fails(city.page("news").delete, ProtectedError)
    city.fails(Page.objects.filter(pk=city.built.pages["draft"]).delete, ProtectedError)


@door(7, "a view restriction added to a public page, one removed from a draft", HARMLESS)
def test_view_restrictions_mean_nothing(city):
    PageViewRestriction.objects.create(page=city.page("news"), restriction_type="login")
    restriction = PageViewRestriction.objects.create(
        page=city.page("draft"), restriction_type="password", password="x"
    )
    restriction.delete()


@door(8, "another root page, host name or name for Wagtail's site", HARMLESS)
def test_wagtails_site_means_nothing(city):
    Site.objects.update(
        root_page=city.page("draft"), hostname="www.yunxi.test", site_name=ATTACK, port=80
    )


@door(12, "a translated copy of the tree, live", HARMLESS)
def test_a_translated_copy_shows_nothing(city):
    english = Locale.objects.create(language_code="en")
    home = city.page("home").copy_for_translation(english, copy_parents=True)
    article = city.page("draft")
    Page.objects.filter(pk=home.pk).update(live=True, title=ATTACK)
    copied = article.copy_for_translation(english, copy_parents=True)
    Page.objects.filter(pk=copied.pk).update(live=True, title=ATTACK)


@door(20, "Wagtail's workflow with no tasks on the root, started and finished", HARMLESS)
def test_wagtails_workflow_releases_nothing(city):
    workflow = Workflow.objects.create(name="short cut", active=True)
    task = Task.objects.create(name="nobody", active=True)
    workflow.workflow_tasks.create(task=task, sort_order=0)
    page = city.page("draft")
    page.title = ATTACK
    page.save_revision(user=acting.user("boss"))
    with suppress(PublishPagePermissionError):
        workflow.start(page, acting.user("boss")).finish(user=acting.user("boss"))


@door(27, "rows beside the page: references, collections, tags of pictures, stream data", HARMLESS)
def test_rows_beside_the_page_show_nothing(city):
    page = city.page("rich")
    for block in page.body:
        if block.block_type == "picture":
            image = block.value["image"]
            image.tags.add(ATTACK)
            image.title = image.description = ATTACK
            image.save()
        if block.block_type == "attachment":
            document = block.value["document"]
            document.title = ATTACK
            document.tags.add(ATTACK)
            document.save()
    page.body.append(("heading", {"text": ATTACK, "level": "2"}))
    page.save()
    city.sql("DELETE FROM wagtailcore_referenceindex")


@door(
    28,
    "a script that calls our commands in the names of three reviewers",
    ADMITTED,
    "the audit log names all three with the time; each finds a signature that they did not give. "
    "Ends when people hold their own keys",
)
def test_code_that_runs_as_the_editing_process_signs_as_anybody(city):
    before = AuditEntry.objects.count()
    page = acting.save(city.page("draft"), "lin", title=ATTACK)
    acting.release(page)
    assert ATTACK in city.get(city.address("draft")).text
    city.notices.append(f"{AuditEntry.objects.count() - before} entries name the three")
    assert AuditEntry.objects.count() - before >= len(STAGES)


@door(28, "a script that calls our commands with a superuser, or with nobody", REFUSED)
def test_a_user_object_is_not_a_presence(city):
    submission = acting.hand_in("lin", [city.page("draft")])
    for stage in STAGES:
        city.refused(lambda stage=stage: acting.sign("boss", submission, stage), "never_appointed")
    for nobody in (None, acting.user("root")):
        city.fails(
            lambda nobody=nobody: commands.decide(
                nobody, submission, shown=submission.digest, stage="first", decision="pass"
            ),
            AttributeError,
        )


@door(29, "assigning the state of a working copy in memory", REFUSED)
def test_the_state_cannot_be_assigned(city):
    review = city.review("draft")
    city.fails(lambda: setattr(review, "state", State.RELEASED), AttributeError)
    city.fails(review.approve_to_released, TransitionNotAllowed)


@door(29, "the state set to released by `update`, `__dict__`, SQL and by the machine", HARMLESS)
def test_a_released_state_is_not_a_release(city):
    PageReview.objects.update(state=State.RELEASED)
    city.sql("UPDATE workflow_pagereview SET state = 'released', version = version + 1")
    review = city.review("draft")
    review.__dict__["state"] = State.FINAL_REVIEW
    PageReview.objects.filter(pk=review.pk).update(state=State.FINAL_REVIEW)
    move(city.review("draft"), Verb.APPROVE, submission=None)


@pytest.mark.parametrize("state", [State.SECOND_REVIEW, State.FINAL_REVIEW])
@door(29, "the state set ahead by SQL, then the last signature", REFUSED)
def test_stages_that_nobody_signed_are_missed(city, state):
    submission = acting.hand_in("lin", [city.page("draft")])
    city.sql("UPDATE workflow_pagereview SET state = %s", [str(state)])
    if state == State.SECOND_REVIEW:
        acting.sign("wu", submission, "second")
    city.refused(lambda: acting.sign("zheng", submission, "final"), "stage_without_pass")


@door(32, "`purge_revisions`, deleted revisions, references and log entries", HARMLESS)
def test_cleaning_the_workspace_takes_nothing_away(city):
    call_command("purge_revisions", verbosity=0)
    Page.objects.update(latest_revision=None, live_revision=None)
    Revision.objects.all().delete()
    city.sql("DELETE FROM wagtailcore_pagelogentry")
    call_command("clearsessions")


@door(32, "reviews, submissions, opinions and bodies deleted by the ORM", REFUSED)
def test_evidence_cannot_be_cleaned_away(city):
    review = city.review("plain")
    city.fails(review.delete, ProtectedError)
    item = review.items.get()
    city.fails(item.submission.delete, ProtectedError)
    city.append_only(item.delete)
    city.append_only(item.submission.opinions.first().delete)
    city.append_only(review.contributions.all().delete)
    city.append_only(Release.objects.all().delete)
    city.append_only(AuditEntry.objects.all().delete)
