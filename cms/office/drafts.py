"""A document becomes a draft, or the body of one; a person answers for it like for any save."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms import contributions
from cms.admin.closed import HELD, NOT_YOURS
from cms.admin.tester import drafts_in, lineage
from cms.freezing import characters
from cms.office.blocks import blocks
from cms.office.document import Document
from cms.pages.article import ArticlePage
from cms.pages.policy import PolicyPage
from cms.pages.section import SectionPage
from workflow.refusals import Refused, refusal

KINDS: dict[str, type[Any]] = {"article": ArticlePage, "policy": PolicyPage}
REPLACE, APPEND = "replace", "append"

NO_SECTION = _("Items stand in sections. Open the section this document belongs to, then import.")
NOT_VALID = _("{error}")


@dataclass(frozen=True)
class Answers:
    """What the author decided after looking over the guesses."""

    title: str = ""
    document_number: str = ""
    issuing_body: str = ""
    written_on: date | None = None
    plain: frozenset[int] = frozenset()
    alternatives: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """The text that a draft has before a document is written into it: which version, by whom."""

    key: str
    words: tuple[str, ...]
    saved_at: Any
    saved_by: str

    @classmethod
    def of(cls, page: Any) -> "Standing | None":
        """Give the text of the latest version; None when it has none."""
        revision = page.get_latest_revision()
        body = page.get_latest_revision_as_object().body
        if revision is None or not len(body):
            return None
        words = [each.strip() for each in body.stream_block.get_searchable_content(body)]
        person = contributions.person_of(revision.user) if revision.user else None
        return cls(
            key=str(revision.pk),
            words=tuple(each for each in words if each),
            saved_at=revision.created_at,
            saved_by=person.name if person else "",
        )


def check_section(section: Page, user: Any) -> None:
    """Refuse who may not draft here.

    Raises:
        Refused: with the sentence that says why.
    """
    if not isinstance(section, SectionPage):
        raise Refused([refusal("no_section", NO_SECTION)])
    if not drafts_in(user, lineage(section)):
        raise Refused([refusal("not_yours", NOT_YOURS)])


def check_page(page: Any, user: Any) -> None:
    """Refuse who may not change this draft, and a draft without a body.

    Raises:
        Refused: with the sentence that says why.
    """
    if not isinstance(page, ArticlePage | PolicyPage):
        raise Refused([refusal("no_section", NO_SECTION)])
    if not page.permissions_for_user(user).can_edit():
        raise Refused([refusal("not_yours", NOT_YOURS)])
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise Refused([refusal("held", HELD)])


@transaction.atomic
def make(section: Page, kind: str, document: Document, answers: Answers, user: Any) -> Any:
    """Make a new draft under a section.

    Raises:
        Refused: when the person does not draft there, or a field does not fit.
    """
    check_section(section, user)
    page = KINDS[kind](owner=user, live=False)
    _fill(page, answers)
    page.body = _body(document, answers, user)
    try:
        section.add_child(instance=page)
    except ValidationError as error:
        said = " ".join(error.messages)
        raise Refused([refusal("not_valid", NOT_VALID, error=said)]) from error
    page.save_revision(user=user, act=contributions.IMPORTED)
    return page


@transaction.atomic
def write_into(page: Any, how: str, document: Document, answers: Answers, user: Any) -> Any:
    """Replace the body of a draft, or add to its end, as a revision of its own.

    Raises:
        Refused: when the person may not change it, or a field does not fit.
    """
    check_page(page, user)
    latest = page.get_latest_revision_as_object()
    _fill(latest, answers)
    made = _body(document, answers, user)
    if how == APPEND:
        kept = [(child.block_type, child.value) for child in latest.body]
        latest.body = _appended(kept, made)
    else:
        latest.body = made
    try:
        latest.full_clean(exclude=["slug", "path", "depth"])
    except ValidationError as error:
        said = " ".join(error.messages)
        raise Refused([refusal("not_valid", NOT_VALID, error=said)]) from error
    latest.save_revision(user=user, act=contributions.IMPORTED)
    return latest


def _body(document: Document, answers: Answers, user: Any) -> list[tuple[str, Any]]:
    alternatives = {place: clean(text) for place, text in answers.alternatives.items()}
    return blocks(document, plain=answers.plain, alternatives=alternatives, user=user)


def _appended(kept: list[tuple[str, Any]], made: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Put blocks after those that are there; there is one list of notes, at the end."""
    old = [note for kind, value in kept if kind == "footnotes" for note in value]
    new = [note for kind, value in made if kind == "footnotes" for note in value]
    words = [(kind, value) for kind, value in kept if kind != "footnotes"]
    for kind, value in made:
        if kind == "footnotes":
            continue
        if kind == "paragraph" and old:
            for number in range(len(new), 0, -1):
                value = value.replace(f"[^{number}]", f"[^{number + len(old)}]")
        words.append((kind, value))
    return [*words, ("footnotes", [*old, *new])] if old or new else words


def _fill(page: Any, answers: Answers) -> None:
    page.title = clean(answers.title)[:255]
    page.document_number = clean(answers.document_number)[:60]
    page.written_on = answers.written_on
    issuer = clean(answers.issuing_body)[:100]
    # An article names the department it comes from; a document the body that issued it.
    setattr(page, "issuing_body" if isinstance(page, PolicyPage) else "department", issuer)


def clean(text: str) -> str:
    """Give one line in normal form, without what nobody can see."""
    normal: str = characters.normal(text)
    return " ".join(characters.without_hidden(normal).split())
