"""What was released, page by page: its history, taking it away, and the second person's word."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from ledger import canonical, entries, status
from ledger.formats import v1
from ledger.models import Release, ReleaseIndex
from workflow import commands
from workflow.desk import item, refusing, typed
from workflow.desk.opinions import spoken_bodies
from workflow.desk.pages import for_people, show
from workflow.desk.proof import asks_for_proof
from workflow.models import PageReview, Submission, WithdrawalConfirmation
from workflow.presence import Presence
from workflow.queries.frame import withdrawal_sentences
from workflow.queries.titles import titles
from workflow.refusals import Refusal, Refused

PER_PAGE = 50
KINDS: dict[str, str | Promise] = {
    "publish": gettext_lazy("published"),
    "correct": gettext_lazy("corrected"),
    "withdraw": gettext_lazy("withdrawn"),
}
STATUSES: dict[str, str | Promise] = {
    "never": gettext_lazy("never public"),
    "scheduled": gettext_lazy("scheduled"),
    "public": gettext_lazy("public"),
    "ended": gettext_lazy("ended"),
    "withdrawn": gettext_lazy("withdrawn"),
}


@dataclass(frozen=True)
class ReleaseLine:
    """One release of a page."""

    sequence: int
    kind: str | Promise
    withdrawn: bool
    at: datetime
    code: str
    people: str
    live_from: str
    live_until: str
    reason: str
    confirmed_by: str
    sheet: str


@require_GET
@for_people
def released(request: HttpRequest, who: Presence) -> HttpResponse:
    """List the pages that ever were released, newest first; search by address, title or number."""
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    rows = ReleaseIndex.objects.all()
    if wanted:
        named = Q(page__title__icontains=wanted)
        if wanted.isdecimal():
            named |= Q(serial=int(wanted[:9]))
        uids = PageReview.objects.filter(named).values("uid")
        rows = rows.filter(Q(address__icontains=wanted) | Q(page__in=uids))
    newest = rows.values("page").annotate(last=Max("sequence")).order_by("-last")
    page = Paginator(newest, PER_PAGE).get_page(request.GET.get("p"))
    found = {
        row.sequence: row
        for row in ReleaseIndex.objects.filter(sequence__in=[each["last"] for each in page])
    }
    names = titles({each["page"] for each in page})
    lines = [
        {
            "url": reverse("desk:history", args=[each["page"]]),
            "title": names.get(each["page"], each["page"]),
            "row": found[each["last"]],
            "kind": KINDS.get(found[each["last"]].kind, ""),
        }
        for each in page
    ]
    return show(
        request, "desk/released.html", _("Released pages"), lines=lines, page=page, q=wanted
    )


@require_GET
@for_people
def history(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Show every release of a page."""
    return _history(request, who, _review(uid))


@typed.accept_long
@require_POST
@asks_for_proof()
@for_people
def withdraw(request: HttpRequest, who: Presence, uid: str) -> HttpResponse:
    """Take a page away, at once."""
    review = _review(uid)
    reason, cut = typed.words_of(request, "reason")
    if cut is not None:
        return _history(request, who, review, [cut], reason, 400)
    sentence = request.POST.get("sentence", "")[:60]
    if "sure" not in request.POST:
        text = _("Tick that you want to take this page away from the public now.")
        return _history(request, who, review, [Refusal("not_sure", text)], reason, 400)
    try:
        commands.withdraw(who, review, sentence=sentence, reason=reason)
    except Refused as refused:
        return _history(request, who, review, refused.refusals, reason, 409)
    messages.success(
        request,
        _("Withdrawn. A second person has to confirm it within 24 hours; it stays withdrawn."),
    )
    return HttpResponseRedirect(reverse("desk:history", args=[uid]))


@require_POST
@asks_for_proof()
@for_people
def confirm(request: HttpRequest, who: Presence, uid: str, sequence: int) -> HttpResponse:
    """Give the second person's word on a withdrawal."""
    review = _review(uid)
    if not ReleaseIndex.objects.filter(page=uid, sequence=sequence).exists():
        raise Http404
    try:
        commands.confirm_withdrawal(who, sequence)
    except Refused as refused:
        return _history(request, who, review, refused.refusals, "", 409)
    messages.success(request, _("The withdrawal is confirmed."))
    return HttpResponseRedirect(reverse("desk:history", args=[uid]))


def _review(uid: str) -> PageReview:
    review = PageReview.objects.select_related("page").filter(uid=uid).first()
    if review is None:
        raise Http404
    return review


def _history(
    request: HttpRequest,
    who: Presence,
    review: PageReview,
    refusals: list[Refusal] | None = None,
    reason: str = "",
    code: int = 200,
) -> HttpResponse:
    numbers = ReleaseIndex.objects.filter(page=review.uid).values("sequence")
    rows = Release.objects.filter(sequence__in=numbers).order_by("-sequence")
    headers = [v1.Release.parse(bytes(row.header)) for row in rows]
    confirmed = {
        row.release: row for row in WithdrawalConfirmation.objects.filter(release__in=numbers)
    }
    now = entries.now()
    standing = commands.available(who, review)
    against_withdrawing = refusing.blocking(standing.get("withdraw", []))
    waiting = [h for h in headers if h.kind == "withdraw" and h.sequence not in confirmed]
    context = refusing.card(refusals, kept=bool(reason))
    sheets = _sheets(headers)
    return show(
        request,
        "desk/history.html",
        titles({review.uid}).get(review.uid, review.page.title),
        crumbs=[(reverse("desk:released"), _("Released pages"))],
        status=code,
        review=review,
        lines=[
            _line(header, confirmed.get(header.sequence), sheets.get(header.statement, ""))
            for header in headers
        ],
        public=STATUSES.get(status.status(headers, now).value, ""),
        sentences=withdrawal_sentences(),
        sentence=request.POST.get("sentence", ""),
        reason=reason,
        most=typed.MOST,
        may_withdraw=not against_withdrawing,
        why_not=against_withdrawing[:1],
        waiting=waiting[:1],
        against_confirming=standing.get("confirm", []) if waiting else [],
        **context,
    )


def _sheets(headers: list[v1.Release]) -> dict[str, str]:
    """Give the address of the review sheet of each release, by the digest that was signed."""
    digests = [header.statement for header in headers if header.kind != "withdraw"]
    uids = dict(Submission.objects.filter(digest__in=digests).values_list("digest", "uid"))
    return {
        header.statement: item.sheet(uids[header.statement], header.page)
        for header in headers
        if header.statement in uids
    }


def _line(header: v1.Release, confirmed: WithdrawalConfirmation | None, sheet: str) -> ReleaseLine:
    people, reason = spoken_bodies(header)
    return ReleaseLine(
        sequence=header.sequence,
        kind=KINDS.get(header.kind, header.kind),
        withdrawn=header.kind == "withdraw",
        at=canonical.read_time(header.released_at),
        code=canonical.short_code(header.statement),
        people=people,
        live_from=header.live_from or "",
        live_until=header.live_until or "",
        reason=reason,
        confirmed_by=confirmed.person_name if confirmed else "",
        sheet=sheet,
    )
