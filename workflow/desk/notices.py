"""What a person was told, and how they want to be told."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from workflow.desk.forms import DeliveryForm
from workflow.desk.pages import for_people, show
from workflow.models import PageReview
from workflow.notices import kinds, telling
from workflow.notices.models import Delivery, Notice, Preference
from workflow.presence import Presence
from workflow.states import STATE_OF, Stage

PER_PAGE = 50


@dataclass(frozen=True)
class Told:
    """A notice as it is shown."""

    pk: int
    heading: str
    title: str
    sentence: str
    words: str
    at: datetime
    unread: bool
    urgent: bool
    hot: bool
    over: bool


@require_safe
@for_people
def notices(request: HttpRequest, who: Presence) -> HttpResponse:
    """List what this person was told, newest first."""
    rows = Notice.objects.filter(person=who.person).order_by("-at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return show(
        request,
        "desk/notices.html",
        _("Notices"),
        icon="dk-bell",
        told=_told(list(page)),
        page=page,
        newest=max((row.pk for row in page), default=0),
        unread=unread(who),
        delivery=Delivery(delivery_of(who)).label,
    )


@require_POST
@for_people
def open_notice(request: HttpRequest, who: Presence, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    row = Notice.objects.filter(person=who.person, pk=pk).first()
    if row is None:
        raise Http404
    _mark(who, [row.pk])
    return HttpResponseRedirect(kinds.path(row))


@require_POST
@for_people
def read(request: HttpRequest, who: Presence) -> HttpResponse:
    """Mark one notice, or all of them up to the newest one on the screen, as read."""
    rows = Notice.objects.filter(person=who.person, read_at__isnull=True)
    upto = request.POST.get("upto", "")
    if not (upto.isdecimal() and len(upto) < 18):
        raise Http404
    one = "only" in request.POST
    rows = rows.filter(pk=int(upto)) if one else rows.filter(pk__lte=int(upto))
    _mark(who, list(rows.values_list("pk", flat=True)))
    return HttpResponseRedirect(reverse("desk:notices"))


@for_people
def settings(request: HttpRequest, who: Presence) -> HttpResponse:
    """Let a person say how they want to be told."""
    posted = request.method == "POST"
    form = DeliveryForm(request.POST if posted else {"delivery": delivery_of(who)})
    if posted and form.is_valid():
        Preference.objects.update_or_create(
            person=who.person, defaults={"delivery": form.cleaned_data["delivery"]}
        )
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("desk:notices"))
    return show(
        request,
        "desk/notice_settings.html",
        _("How you want to be told"),
        crumbs=[(reverse("desk:notices"), _("Notices"))],
        status=400 if posted else 200,
        icon="dk-bell",
        form=form,
        address=telling.addresses([who.person.pk]).get(who.person.pk, ""),
        digest_hour=telling.DIGEST_HOUR,
    )


def unread(who: Presence) -> int:
    """Count what this person has not read."""
    return Notice.objects.filter(person=who.person, read_at__isnull=True).count()


def delivery_of(who: Presence) -> str:
    """Say how this person wants to be told."""
    row = Preference.objects.filter(person=who.person).first()
    return row.delivery if row else Delivery.AT_ONCE.value


def _mark(who: Presence, pks: list[int]) -> None:
    rows = Notice.objects.filter(person=who.person, pk__in=pks, read_at__isnull=True)
    rows.update(read_at=timezone.now())


def _told(rows: list[Notice]) -> list[Told]:
    standing = _standing(rows)
    return [
        Told(
            pk=row.pk,
            heading=kinds.heading(row),
            title=row.title,
            sentence=kinds.sentence(row),
            words=kinds.words(row),
            at=row.at,
            unread=row.read_at is None,
            urgent=row.urgent,
            hot=row.kind in (kinds.Kind.OVERDUE, kinds.Kind.RETURNED, kinds.Kind.CONFIRM),
            over=row.kind in kinds.CALLS and row.pk not in standing,
        )
        for row in rows
    ]


def _standing(rows: list[Notice]) -> set[int]:
    """Give those that ask for a signature which nobody has given yet."""
    calls = [row for row in rows if row.kind in kinds.CALLS]
    reviews = PageReview.objects.filter(submission__uid__in={row.submission for row in calls})
    now = set(reviews.values_list("submission__uid", "state"))
    return {row.pk for row in calls if (row.submission, STATE_OF[Stage(row.stage)]) in now}
