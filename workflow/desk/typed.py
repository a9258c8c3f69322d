"""What people type: kept through every refusal, and shortened with a sentence when endless."""

import unicodedata
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from workflow.models import OpinionDraft
from workflow.presence import Presence
from workflow.refusals import Refusal
from workflow.rules.words import SEEN, UNSEEN

MOST = 5000
"""Characters of an opinion or a note."""
LONGEST_REASON = 500
"""Characters of the reason of a disposition."""

REASONS = "desk_reasons"
"""Where the session keeps the reasons that were typed beside findings and not sent yet."""

View = Callable[..., HttpResponse]


def accept_long(view: View) -> View:
    """Read the beginning of a body that is larger than Django accepts, instead of answering 400.

    Django refuses such a body before any view runs, and with it what the person typed. Here the
    first part is read and the rest is not; the form says that its words were shortened.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if request.method == "POST" and limit and length > limit:
            form = request.content_type == "application/x-www-form-urlencoded"
            request.POST = QueryDict(request.read(limit) if form else b"")
        return protected(request, *args, **kwargs)

    return csrf_exempt(answer)


def words_of(request: HttpRequest, name: str = "words") -> tuple[str, Refusal | None]:
    """Give what was typed, without outer space and cut to the limit, and a sentence when cut."""
    typed = request.POST.get(name, "").replace("\r\n", "\n").strip()
    text = visible(typed)
    if text != typed:
        sentence = _(
            "The text held invisible characters. They are taken out below; nothing was signed. "
            "Read it and sign again."
        )
        return text[:MOST], Refusal("invisible", sentence)
    if len(text) <= MOST:
        return text, None
    sentence = _(
        "The text is longer than %(most)d characters. The first %(most)d are kept below; "
        "nothing was signed. Shorten it and sign again."
    ) % {"most": MOST}
    return text[:MOST].rstrip(), Refusal("too_long", sentence)


def visible(text: str) -> str:
    """Take out what nobody can see: control, format, private and unassigned characters."""
    return "".join(
        each for each in text if each in SEEN or unicodedata.category(each) not in UNSEEN
    )


def kept(who: Presence, submission: str) -> str:
    """Give what a person typed and has not signed."""
    row = OpinionDraft.objects.filter(person=who.person, submission=submission).first()
    return row.words if row else ""


def forget(who: Presence, submission: str) -> None:
    """Drop the draft once its words are signed."""
    OpinionDraft.objects.filter(person=who.person, submission=submission).delete()


def keep_reasons(request: HttpRequest, submission: str) -> None:
    """Keep every reason that stands in the form: only one of them is sent at a time."""
    found = {
        name.removeprefix("reason-"): visible(value)[:MOST]
        for name, value in request.POST.items()
        if name.startswith("reason-") and isinstance(value, str) and value.strip()
    }
    if found or submission in request.session.get(REASONS, {}):
        request.session[REASONS] = {submission: dict(list(found.items())[:200])}


def kept_reasons(request: HttpRequest, submission: str) -> dict[str, str]:
    """Give the reasons that were typed and not sent, by the number of the finding."""
    return dict(request.session.get(REASONS, {}).get(submission, {}))


def forget_reason(request: HttpRequest, submission: str, number: str) -> None:
    """Drop a reason once it is part of a disposition."""
    kept = kept_reasons(request, submission)
    if kept.pop(number, None) is not None:
        request.session[REASONS] = {submission: kept}
