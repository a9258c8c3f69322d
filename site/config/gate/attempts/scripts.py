"""Through scripts, commands and SQL, as somebody who is on the server."""

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from cms.pages.article import ArticlePage
from cms.pages.frame import SiteFramePage
from cms.pages.section import SectionPage
from config.gate.catalogue import door
from config.gate.outcome import Outcome
from config.gate.trial import Trial
from portal.models import PublicAddress, PublicItem
from workflow.models import PageReview

DARK = _(
    "Take the public processes off the network: they show what no three people signed. Then run "
    "verify_ledger and compare the program with the release it was installed from."
)


def _sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@door(
    26,
    "live-flag",
    _("A script sets the mark “live” on pages and saves them with other words."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def live_flag(trial: Trial) -> None:
    """`page.live = True; page.save()`."""
    for name in ("plain", "draft"):
        page = trial.ground.page(name)
        page.title, page.summary, page.live = trial.word, trial.word, True
        page.has_unpublished_changes = False
        page.save()


@door(
    26,
    "update-rows",
    _("A script rewrites the rows of pages, all at once."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def update_rows(trial: Trial) -> None:
    """`queryset.update`."""
    pks = list(trial.ground.pages.values())
    Page.objects.filter(pk__in=pks).update(title=trial.word, draft_title=trial.word, live=True)
    ArticlePage.objects.filter(pk__in=pks).update(summary=trial.word, correction=trial.word)
    SectionPage.objects.filter(pk__in=pks).update(description=trial.word)


@door(
    26,
    "sql",
    _("Somebody writes other words into the editing tables by SQL."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def sql(trial: Trial) -> None:
    """Pages and their revisions."""
    for pk in trial.ground.pages.values():
        _sql(
            "UPDATE wagtailcore_page SET title = %s, live = %s WHERE id = %s", trial.word, True, pk
        )
    for revision in Revision.objects.filter(object_id__in=map(str, trial.ground.pages.values())):
        text = json.dumps(revision.content, ensure_ascii=False).replace("门禁自检", trial.word)
        _sql("UPDATE wagtailcore_revision SET content = %s WHERE id = %s", text, revision.pk)


@door(
    26,
    "loaddata",
    _("Changed pages are loaded from a file by the command `loaddata`."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def loaddata(trial: Trial) -> None:
    """Out with `dumpdata`, changed, in again."""
    pks = ",".join(str(trial.ground.pages[name]) for name in ("plain", "draft"))
    with tempfile.TemporaryDirectory(prefix="gate-probe-") as folder:
        fixture = Path(folder) / "pages.json"
        for model in ("wagtailcore.page", "cms.articlepage"):
            call_command("dumpdata", model, primary_keys=pks, output=str(fixture), verbosity=0)
            rows = json.loads(fixture.read_text(encoding="utf-8"))
            for row in rows:
                words = {"title", "draft_title", "summary"} & set(row["fields"])
                row["fields"] |= dict.fromkeys(words, trial.word)
                row["fields"] |= {"live": True} if "live" in row["fields"] else {}
            fixture.write_text(json.dumps(rows), encoding="utf-8")
            call_command("loaddata", str(fixture), verbosity=0)


@door(
    26,
    "revision-publish",
    _("A script publishes a revision by Wagtail's own function, permission checks off."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def revision_publish(trial: Trial) -> None:
    """`revision.publish()`."""
    for name in ("plain", "draft"):
        page = trial.ground.save(name, title=trial.word, summary=trial.word)
        page.get_latest_revision().publish(
            user=trial.ground.user("drafter"), skip_permission_checks=True
        )


@door(
    4,
    "scheduler-by-script",
    _("A script gives a revision a time of publication; then the scheduler runs."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def scheduler(trial: Trial) -> None:
    """`approved_go_live_at`, then `publish_scheduled`."""
    page = trial.ground.save("draft", title=trial.word)
    soon = timezone.now() - timedelta(minutes=5)
    page.revisions.update(approved_go_live_at=soon)
    Page.objects.filter(pk=trial.ground.pages["plain"]).update(expire_at=soon)
    call_command("publish_scheduled", verbosity=0)


@door(
    5,
    "alias-by-script",
    _("A script copies a public page, makes an alias of a draft, and unpublishes a page."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def alias(trial: Trial) -> None:
    """Wagtail's own actions, permission checks off."""
    ground = trial.ground
    draft = ground.save("draft", title=trial.word)
    CreatePageAliasAction(draft, update_slug="gate-alias", user=None, log_action=None).execute(
        skip_permission_checks=True
    )
    CopyPageAction(
        ground.page("plain"),
        keep_live=True,
        update_attrs={"title": trial.word, "slug": "gate-twin"},
    ).execute(skip_permission_checks=True)
    UnpublishPageAction(ground.page("plain"), user=None).execute(skip_permission_checks=True)
    section = ground.addresses["section"]
    ground.addresses |= {"alias": f"{section}gate-alias/", "twin": f"{section}gate-twin/"}


@door(
    8,
    "second-frame",
    _("A second site frame (name, banner, footer, redirects) is made and marked as live."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def second_frame(trial: Trial) -> None:
    """What all pages share, and no page is."""
    frame = SiteFramePage(
        title=trial.word, slug="gate-frame", site_name=trial.word, notice=trial.word, live=True
    )
    trial.ground.page("section").get_parent().add_child(instance=frame)
    frame.save_revision(user=trial.ground.user("drafter")).publish(skip_permission_checks=True)


@door(
    29,
    "state",
    _("The state of a draft is set to “released” by SQL."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def state(trial: Trial) -> None:
    """A state is a note on the desk, not a belief of the public side."""
    uid = trial.ground.review("draft").uid
    _sql("UPDATE workflow_pagereview SET state = 'released' WHERE uid = %s", uid)
    trial.ground.save("draft", title=trial.word)


@door(
    36,
    "projections",
    _("Rows are written into the tables of what is public: the draft is there, at its address."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def projections(trial: Trial) -> None:
    """They say which releases are shown, and no more."""
    ground = trial.ground
    review = PageReview.objects.get(page_id=ground.pages["draft"])
    plain = PublicItem.objects.get(uid=ground.review("plain").uid)
    PublicItem.objects.create(
        uid=review.uid,
        kind="article",
        address=str(review.address),
        section=plain.section,
        lineage=plain.lineage,
        status="public",
        sequence=10**9,
        newest_sequence=10**9,
        first_sequence=10**9,
        first_public_at=timezone.now(),
        ordinal=(plain.ordinal or 0) + 10**6,
    )
    PublicAddress.objects.create(address=str(review.address), uid=review.uid, since=1)


@door(
    27,
    "child-rows",
    _("Revisions of a public page are deleted, and the page itself by SQL."),
    Outcome.HARMLESS,
    advice=DARK,
    inside=True,
)
def child_rows(trial: Trial) -> None:
    """What was released does not rest on the workspace."""
    page = trial.ground.page("plain")
    Page.objects.filter(pk=page.pk).update(latest_revision=None, live_revision=None)
    page.revisions.all().delete()
    _sql("UPDATE cms_articlepage SET body = '[]' WHERE page_ptr_id = %s", page.pk)
