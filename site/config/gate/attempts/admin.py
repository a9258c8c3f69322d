"""Through the screens of the editing side, as a superuser who also drafts."""

import json
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.gate.browser import told
from config.gate.catalogue import door
from config.gate.outcome import Outcome
from config.gate.trial import Trial

RESTART = _(
    "Take the public processes off the network, then let the operator compare the program with "
    "the release it was installed from: a screen of Wagtail publishes again."
)
WHO = "drafter"


def _form(trial: Trial, **more: str) -> dict[str, str]:
    """Give what the editor posts for an item, saying what must not be read."""
    block = {
        "key": "gate1",
        "text": trial.word,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
    }
    body = json.dumps({"blocks": [block], "entityMap": {}})
    return {
        "title": trial.word,
        "slug": "",
        "summary": trial.word,
        "byline": "",
        "source": "",
        "source_address": "",
        "department": "",
        "document_number": "",
        "written_on": "",
        "series": "",
        "live_from": "",
        "live_until": "",
        "pinned_until": "",
        "correction": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-value": body,
        "body-0-id": "",
        "introduction-count": "0",
        **more,
    }


def _post(trial: Trial, name: str, *arguments: Any, **values: str) -> None:
    response = trial.browser(WHO).post(reverse(name, args=arguments), values)
    trial.turned_down(told(response))


def _edit(trial: Trial, page: str, **more: str) -> None:
    form = _form(trial, **more)
    _post(trial, "wagtailadmin_pages:edit", trial.ground.pages[page], **form)


@door(
    1,
    "publish-draft",
    _(
        "A superuser edits a draft and sends “Publish” with the form, though no such button is "
        "there."
    ),
    Outcome.REFUSED,
    advice=RESTART,
    inside=True,
)
def publish_draft(trial: Trial) -> None:
    """The oldest way of all."""
    _edit(trial, "draft", **{"action-publish": "1"})


@door(
    1,
    "publish-public",
    _("A superuser changes the words of a public page and sends “Publish” with the form."),
    Outcome.REFUSED,
    advice=RESTART,
    inside=True,
)
def publish_public(trial: Trial) -> None:
    """The same, of a page that readers have before them."""
    _edit(trial, "plain", **{"action-publish": "1"})


@door(
    1,
    "create-and-publish",
    _("A new page is made and published in one step."),
    Outcome.REFUSED,
    advice=RESTART,
    inside=True,
)
def create_and_publish(trial: Trial) -> None:
    """No draft, no second look."""
    section = trial.ground.pages["section"]
    form = _form(trial, **{"action-publish": "1"})
    _post(trial, "wagtailadmin_pages:add", "cms", "articlepage", section, **form)


def _bulk(trial: Trial, action: str) -> None:
    pages = "&".join(f"id={pk}" for pk in trial.ground.pages.values())
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    values = {"include_descendants": "on", "cascade": "on", "confirm": "on"}
    response = trial.browser(WHO).post(f"{address}?next=%2F&{pages}", values)
    trial.turned_down(told(response))


@door(
    2,
    "bulk-publish",
    _("Several pages are published at once from the list, with all below them."),
    Outcome.HARMLESS,
    advice=RESTART,
    inside=True,
)
def bulk_publish(trial: Trial) -> None:
    """By the address of Wagtail's own action."""
    _bulk(trial, "publish")


@door(
    2,
    "bulk-unpublish",
    _("Several pages are unpublished, then deleted, at once from the list."),
    Outcome.HARMLESS,
    advice=RESTART,
    inside=True,
)
def bulk_unpublish(trial: Trial) -> None:
    """Taking away leaves a trace, or does not happen."""
    _bulk(trial, "unpublish")
    _bulk(trial, "delete")


@door(
    3,
    "revert",
    _("An older version of a public page is put back and published."),
    Outcome.REFUSED,
    advice=RESTART,
    inside=True,
)
def revert(trial: Trial) -> None:
    """Through the history of the page."""
    page = trial.ground.save("plain", title=trial.word)
    oldest = page.revisions.order_by("created_at").first()
    _edit(trial, "plain", revision=str(oldest.pk), **{"action-publish": "1"})


@door(
    4,
    "schedule",
    _("A time of publication in the past is sent with the form, then the scheduler runs."),
    Outcome.HARMLESS,
    advice=RESTART,
    inside=True,
)
def schedule(trial: Trial) -> None:
    """Wagtail's own times, and its own command."""
    past = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    _edit(trial, "draft", go_live_at=past, expire_at="", **{"action-publish": "1"})
    page = trial.ground.page("draft")
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    _scheduler(trial)


def _scheduler(trial: Trial) -> None:
    """Run the scheduler; it must find nothing but what is of this attempt."""
    call_command("publish_scheduled", verbosity=0)
    trial.note(_("The scheduler ran, and the public site stayed the same."))


@door(
    5,
    "copy-live",
    _("A public page is copied, the copy “published”, with all below it, and as an alias."),
    Outcome.HARMLESS,
    advice=RESTART,
    inside=True,
)
def copy_live(trial: Trial) -> None:
    """The copy says something else at another address."""
    for name, slug in (("plain", "gate-copy"), ("section", "gate-copied")):
        page = trial.ground.page(name)
        trial.ground.addresses[slug] = f"{trial.ground.addresses['section']}{slug}/"
        _post(
            trial,
            "wagtailadmin_pages:copy",
            page.pk,
            new_title=trial.word,
            new_slug=slug,
            new_parent_page=str(page.get_parent().pk),
            copy_subpages="on",
            publish_copies="on",
            alias="on",
        )


@door(
    5,
    "move",
    _("A public page is moved elsewhere, and the address of its section changed."),
    Outcome.HARMLESS,
    advice=RESTART,
    inside=True,
)
def move(trial: Trial) -> None:
    """What moves inside does not move outside."""
    ground = trial.ground
    home = ground.page("section").get_parent()
    _post(trial, "wagtailadmin_pages:move_confirm", ground.pages["plain"], home.pk)
    _edit(trial, "section", slug="gate-moved", description=trial.word)


@door(
    6,
    "unpublish",
    _("A public page is unpublished, locked and deleted by the addresses of Wagtail."),
    Outcome.REFUSED,
    advice=RESTART,
    inside=True,
)
def unpublish(trial: Trial) -> None:
    """Without reason, without trace."""
    for name in ("unpublish", "lock", "delete"):
        _post(trial, f"wagtailadmin_pages:{name}", trial.ground.pages["plain"])


@door(
    7,
    "privacy",
    _("A public page is made private, to take it away without a word."),
    Outcome.REFUSED,
    advice=RESTART,
    inside=True,
)
def privacy(trial: Trial) -> None:
    """Through the view restrictions of Wagtail."""
    address = reverse("wagtailadmin_pages:set_privacy", args=[trial.ground.pages["plain"]])
    response = trial.browser(WHO).post(address, {"restriction_type": "login"})
    sentence = told(response)
    if not sentence and response.status_code in (403, 404):
        sentence = str(_("There is no such address here."))
    trial.turned_down(sentence)


@door(
    6,
    "interface",
    _("The editing side's own interface for programs is asked to publish a draft."),
    Outcome.REFUSED,
    advice=RESTART,
    inside=True,
)
def interface(trial: Trial) -> None:
    """The address that scripts would use."""
    address = reverse(
        "wagtailadmin_api:pages:action", args=[trial.ground.pages["draft"], "publish"]
    )
    response = trial.browser(WHO).post(address)
    if response.status_code == 403:
        trial.turned_down(str(response.json().get("detail", "")))


@door(
    11,
    "autosave-under-review",
    _("A page that three people are reading is saved with other words."),
    Outcome.REFUSED,
    inside=True,
    advice=_("Stop signing, and compare the program with the release it was installed from."),
)
def autosave_under_review(trial: Trial) -> None:
    """What is being signed stays what it is."""
    ground = trial.ground
    ground.save("plain", title="门禁自检（更正）")
    submission = ground.hand_in("plain")
    content = submission.items.get().content
    _edit(trial, "plain")
    if submission.items.get().content == content and not _says(trial, "plain"):
        trial.turned_down(_("The page is locked while it is under review."))


def _says(trial: Trial, name: str) -> bool:
    revision = trial.ground.page(name).get_latest_revision()
    return trial.word in json.dumps(revision.content, ensure_ascii=False)
