"""Turns the latest revision of a page into exactly what reviewers sign.

It fails closed: what cannot be resolved is a problem with a place and a sentence, and a submission
with a problem is refused. It happens outside the transaction, because making renditions must not
hold the write lock; `workflow.commands.submit` compares revision and digest again inside.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms import contributions
from cms.blocks import body
from cms.freezing import addresses, characters
from cms.freezing.assets import Assets
from cms.freezing.problems import Problem, Problems
from cms.freezing.reading import Reading
from cms.freezing.sanitise import BODY, Sanitiser
from ledger import canonical
from ledger.canonical import NotCanonical
from ledger.formats.v1 import Content
from workflow import commands
from workflow.models import PageReview

LANGUAGE = "zh-Hans"
ITEMS = ("article", "policy")
# Stands for the uid of a page that was never saved, in its preview.
NOBODY = "00000000-0000-0000-0000-000000000000"
NO_REVIEW = _("this page was not made in the workspace, so nobody can submit it. Make it anew.")
NEVER_SAVED = _("this page has never been saved. Save it, then submit it.")
NOBODY_ANSWERS = _(
    "the last change was not made by a known person, and nobody answers for it. "
    "Read it, and save it again under your own name."
)
NOTHING_IN_IT = _("the title is empty.")
EMPTY_TEXT = _("the text is empty. Write a paragraph, or add a picture or an attachment.")
WRONG_ORDER = _("the time it ends is not after the time it begins.")
UNREADABLE = _("the content has no lasting form: %(error)s")


@dataclass(frozen=True)
class Frozen:
    """A page's content as it would be signed, with what stands in the way."""

    review: PageReview | None
    content: Content
    revision: str
    problems: tuple[Problem, ...]

    def for_submission(self) -> commands.FrozenPage:
        """Give what `workflow.commands.submit` takes.

        Raises:
            ValueError: when the page has no review.
        """
        if self.review is None:
            raise ValueError(str(NO_REVIEW))
        return commands.FrozenPage(
            review=self.review,
            content=self.content,
            revision=self.revision,
            problems=[str(problem) for problem in self.problems],
        )


def freeze(page: Page, *, draft: bool = False, bundle: Iterable[str] = ()) -> Frozen:
    """Freeze the latest revision of a page; `bundle` are uids that are submitted together with it.

    With `draft` the page is taken as it stands in memory, for a preview before it is saved.
    """
    revision = None if draft else page.get_latest_revision()
    review = PageReview.objects.filter(page_id=page.pk).first() if page.pk else None
    if revision is not None:
        page = revision.as_object()
    with _one_language():
        # A lost rendition is forgotten by the first attempt and made again by the second.
        for _attempt in range(2):
            problems = Problems()
            if not draft:
                _check_origin(review, revision, problems)
            files = Assets(problems)
            content = _content(page.specific, review, frozenset(bundle), problems, files)
            if not files.forgotten:
                break
        found = tuple(_plain(problem) for problem in problems.found)
    name = contributions.name_of(revision) if revision is not None else ""
    return Frozen(review, content, name, found)


def freeze_all(pages: Iterable[Page]) -> list[Frozen]:
    """Freeze several pages that are submitted together, so that they may name each other."""
    pages = list(pages)
    uids = PageReview.objects.filter(page__in=[page.pk for page in pages]).values_list(
        "uid", flat=True
    )
    bundle = frozenset(uids)
    return [freeze(page.specific, bundle=bundle) for page in pages]


@contextmanager
def _one_language() -> Iterator[None]:
    """Let neither the language nor the clock of whoever looks change what is signed."""
    with translation.override("zh-hans"), timezone.override(timezone.get_default_timezone()):
        yield


def _check_origin(review: PageReview | None, revision: Revision | None, problems: Problems) -> None:
    if review is None:
        problems.add("", NO_REVIEW)
    elif revision is None:
        problems.add("", NEVER_SAVED)
    elif not contributions.answered(review, revision):
        problems.add("", NOBODY_ANSWERS)


def _content(
    page: Any,
    review: PageReview | None,
    bundle: frozenset[str],
    problems: Problems,
    files: Assets,
) -> Content:
    address = addresses.planned(page)
    resolver = addresses.Addresses(problems, bundle, files)
    resolver.check_free(review, address)
    raw = characters.normal(page.raw_body(resolver))
    signed = Sanitiser(problems, files, resolver).clean(raw)
    reading = Reading(signed, problems, BODY)
    lineage = resolver.lineage(page, _("Section"))
    sections, topics = page.listed(resolver, lineage)
    details = page.details(resolver)
    page.look_over(problems)
    alternatives = {**files.alternatives, **reading.alternatives}
    for digest, entry in files.entries.items():
        entry["alt"] = alternatives.get(digest, "")
    fields = characters.normal(
        {
            "page": review.uid if review else NOBODY,
            "kind": page.kind,
            "address": address,
            "language": LANGUAGE,
            "title": page.title.strip(),
            "summary": page.summary.strip(),
            "lineage": lineage,
            "sections": sections,
            "topics": topics,
            "details": details,
            "body_html": signed,
            "text": reading.text,
            "assets": tuple(files.entries.values()),
            "links": tuple(resolver.links),
            "live_from": _time(page.live_from),
            "live_until": _time(page.live_until),
            "pinned_until": _time(page.pinned_until),
            "correction": page.correction.strip(),
        }
    )
    _check(page, fields, problems)
    return Content(**fields)


def _check(page: Any, fields: dict[str, Any], problems: Problems) -> None:
    if not fields["title"]:
        problems.add(_("Title"), NOTHING_IN_IT)
    if page.kind in ITEMS and not fields["text"].strip() and not fields["assets"]:
        problems.add(BODY, EMPTY_TEXT)
    if fields["live_from"] and fields["live_until"] and fields["live_until"] <= fields["live_from"]:
        problems.add(_("Time"), WRONG_ORDER)
    for sentence in body.problems(page.body_stream() or ()):
        problems.add(BODY, sentence)
    # The HTML says once more what the text says; its attributes are looked at here.
    places = {
        "title": _("Title"), "summary": _("Summary"), "details": "", "body_html": BODY,
        "assets": _("Files"), "correction": _("Correction note"),
    }  # fmt: skip
    for name, place in places.items():
        characters.check(fields[name], str(place), problems)
    try:
        canonical.encode([fields["title"], fields["details"], fields["body_html"]])
    except NotCanonical as error:
        problems.add("", UNREADABLE % {"error": error})


def _time(moment: Any) -> str | None:
    return canonical.time_text(moment) if moment else None


def _plain(problem: Problem) -> Problem:
    return Problem(str(problem.place), str(problem.sentence))
