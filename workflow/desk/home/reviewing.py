"""What a reviewer finds: what waits for a signature, and what they signed lately; a final reviewer
also what was released and what was withdrawn."""

from datetime import datetime, time

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger import entries
from ledger.models import ReleaseIndex
from workflow import queries
from workflow.commands.withdrawal import confirming_facts
from workflow.desk import lines, rows, wording
from workflow.desk.home.parts import SHOWN, Entry, Part
from workflow.desk.lines import Line
from workflow.models import Opinion
from workflow.names import STAGES, STATES
from workflow.presence import Presence
from workflow.queries.titles import titles
from workflow.rules.withdrawing import may_confirm_withdrawal
from workflow.states import Stage, State


def parts(who: Presence, every: list[Line]) -> list[Part]:
    """Give the parts of every reviewer."""
    return [_waiting(who, every), _signed(who)]


def final_parts(who: Presence) -> list[Part]:
    """Give what a final reviewer finds besides."""
    return [_withdrawals(who), _released_today(), _scheduled()]


def _waiting(who: Presence, every: list[Line]) -> Part:
    mine = [line for line in every if line.mine]
    late, mine_by_name = sum(line.late for line in mine), sum(line.to_me for line in mine)
    words = []
    if late:
        words.append(ngettext("%(n)d overdue", "%(n)d overdue", late) % {"n": late})
    if mine_by_name:
        text = ngettext("%(n)d handed to you", "%(n)d handed to you", mine_by_name)
        words.append(text % {"n": mine_by_name})
    return Part(
        key="waiting",
        heading=_("Waiting for your signature"),
        count=len(mine),
        asks=True,
        hot=bool(late),
        words="，".join(words),
        rows=rows.draw(mine[:SHOWN], who),
        url=reverse("desk:queue"),
        empty=_("Nothing waits for your signature."),
    )


def _signed(who: Presence) -> Part:
    mine = Opinion.objects.filter(person=who.person.uid).select_related("submission")
    newest = mine.prefetch_related("submission__items__review").order_by("-signed_at", "-pk")
    return Part(
        key="signed",
        heading=_("Signed by you lately"),
        counted=False,
        entries=[_signed_entry(row) for row in newest[:SHOWN]],
    )


def _signed_entry(row: Opinion) -> Entry:
    items = sorted(row.submission.items.all(), key=lambda item: item.position)
    review = items[0].review
    returned = row.decision == "return"
    did = _("%(stage)s: returned") if returned else _("%(stage)s: passed")
    is_open = review.submission_id == row.submission_id
    now = _("now %(state)s") % {"state": STATES[State(review.state)]} if is_open else ""
    return Entry(
        title=items[0].title,
        url=reverse("desk:item", args=[row.submission.uid]),
        meta=[str(did % {"stage": STAGES[Stage(row.stage)]}), now],
        right=wording.ago(row.signed_at),
    )


def _withdrawals(who: Presence) -> Part:
    """Those that this person may confirm: not their own."""
    moment = entries.now()
    found = lines.withdrawals(
        each
        for each in queries.open_withdrawals()
        if not may_confirm_withdrawal(confirming_facts(who, each.release, moment))
    )
    return Part(
        key="withdrawals",
        heading=_("Withdrawals to confirm"),
        count=len(found),
        asks=True,
        hot=bool(found),
        entries=[
            Entry(
                title=line.titles[0],
                url=line.url,
                note=line.note,
                right=wording.time_left(line.due) if line.due else "",
                late=line.late,
            )
            for line in found[:SHOWN]
        ],
        url=f"{reverse('desk:queue')}?show=withdrawals",
    )


def _released_today() -> Part:
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    found = ReleaseIndex.objects.filter(released_at__gte=midnight).exclude(kind="withdraw")
    shown = list(found.order_by("-sequence")[:SHOWN])
    return Part(
        key="today",
        heading=_("Released today"),
        count=found.count(),
        entries=_entries([(row, row.released_at) for row in shown]),
        url=reverse("desk:released"),
        empty=_("Nothing was released today."),
    )


def _scheduled() -> Part:
    newest = ReleaseIndex.objects.values("page").annotate(last=Max("sequence")).values("last")
    now = timezone.now()
    found = ReleaseIndex.objects.filter(sequence__in=newest, live_from__gt=now)
    shown = list(found.order_by("live_from", "sequence")[:SHOWN])
    return Part(
        key="scheduled",
        heading=_("Released, public later"),
        count=found.count(),
        entries=_entries([(row, row.live_from or now) for row in shown]),
        url=reverse("desk:released"),
    )


def _entries(found: list[tuple[ReleaseIndex, datetime]]) -> list[Entry]:
    names = titles({row.page for row, _at in found})
    return [
        Entry(
            title=names.get(row.page, row.address),
            url=reverse("desk:history", args=[row.page]),
            right=timezone.localtime(at).strftime("%m-%d %H:%M"),
        )
        for row, at in found
    ]
