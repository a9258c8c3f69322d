"""One line becomes one draft, in one transaction."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms import contributions
from cms.admin.tester import lineage
from cms.freezing import addresses, characters
from cms.importing import body, files
from cms.importing.line import BadLine, Draft
from cms.importing.models import ImportedItem
from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from workflow import appointments
from workflow.models import Person
from workflow.roles import Duty

UNKNOWN_SECTION = _("there is no section at %(address)s.")
NOT_APPOINTED = _("%(name)s is not appointed to draft in the section %(address)s.")
NOT_VALID = _("%(error)s")
TOO_LONG = _("“%(name)s” has %(count)d characters; at most %(most)d are possible. Shorten it.")

_TEXTS = ("summary", "source", "byline", "department", "document_number")
# Alternative texts, captions and names of attachments, as the blocks hold them.
_MOST_DESCRIBED = 200


@dataclass(frozen=True)
class Importer:
    """Imports lines in the name of one person, who answers for every draft."""

    person: Person
    user: Any
    folder: Path

    def bring_in(self, draft: Draft) -> ArticlePage | None:
        """Make a page of a draft; give None when it was imported before.

        Raises:
            BadLine: with the sentence that says why it was left out.
        """
        if ImportedItem.objects.filter(key=draft.key).exists():
            return None
        section = self._section(draft.section)
        with transaction.atomic():
            page = self._page(draft)
            try:
                section.add_child(instance=page)
            except ValidationError as error:
                raise BadLine(NOT_VALID % {"error": " ".join(error.messages)}) from error
            page.save_revision(user=self.user, act=contributions.IMPORTED)
            ImportedItem.objects.create(key=draft.key, page_id=page.pk)
        return page

    def _section(self, address: str) -> SectionPage:
        wanted = "/" + address.strip("/") + "/"
        for section in SectionPage.objects.all():
            if addresses.planned(section) == wanted:
                break
        else:
            raise BadLine(UNKNOWN_SECTION % {"address": address})
        held = appointments.effective(self.person.uid, Duty.DRAFT, lineage(section), timezone.now())
        if not held:
            raise BadLine(NOT_APPOINTED % {"name": self.person.name, "address": address})
        return section

    def _page(self, draft: Draft) -> ArticlePage:
        used: set[str] = set()
        described = {item.path: item for item in draft.pictures}

        def picture(path: str, alt: str, caption: str) -> dict[str, Any]:
            named = described.get(path)
            used.add(path)
            text = _described("alt", alt or (named.title if named else ""))
            value = {
                "image": files.picture(files.read(self.folder, path), path, text, self.user),
                "alt": text,
                # Left undecided: freezing asks for a text, and nobody calls it decorative unseen.
                "decorative": False,
                "caption": _described("caption", caption or (named.caption if named else "")),
            }
            return value

        stream = body.blocks(_clean(draft.body), picture)
        for item in draft.pictures:
            if item.path not in used:
                stream.append(("picture", picture(item.path, "", "")))
        for item in draft.attachments:
            data = files.read(self.folder, item.path)
            row = files.document(data, item.path, _clean(item.title), self.user)
            stream.append(
                ("attachment", {"document": row, "title": _described("title", item.title)})
            )
        page = ArticlePage(
            title=_fitting("title", " ".join(_clean(draft.title).split())),
            **{name: _fitting(name, _clean(getattr(draft, name))) for name in _TEXTS},
            written_on=draft.written_on,
            owner=self.user,
            live=False,
        )
        page.body = stream
        return page


def _fitting(name: str, text: str) -> str:
    """Refuse a text that the field cannot hold; what was written is never cut off."""
    most = ArticlePage._meta.get_field(name).max_length
    return _no_longer(name, text, most or len(text))


def _described(name: str, text: str) -> str:
    return _no_longer(name, _clean(text), _MOST_DESCRIBED)


def _no_longer(name: str, text: str, most: int) -> str:
    if len(text) > most:
        raise BadLine(TOO_LONG % {"name": name, "count": len(text), "most": most})
    return text


def _clean(text: str) -> str:
    normal: str = characters.normal(text)
    return characters.without_hidden(normal)
