"""What a drafter finds: what came back, what is under review, what is still being written."""

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.desk import lines, rows, wording
from workflow.desk.home.parts import SHOWN, Entry, Part
from workflow.desk.lines import Line
from workflow.models import Contribution, PageReview
from workflow.presence import Presence
from workflow.states import State


def parts(who: Presence, every: list[Line]) -> list[Part]:
    """Give the parts; `every` is everything under review."""
    return [_returned(who), _under_review(who, every), _drafts(who)]


def _returned(who: Presence) -> Part:
    mine = [line for line in lines.returned() if _wrote(line, who)]
    drawn = rows.draw(mine[:SHOWN], None)
    return Part(
        key="returned",
        heading=_("Returned to you"),
        count=len(mine),
        asks=True,
        entries=[
            Entry(
                title=row.title,
                url=_editor(row.line) or row.url,
                meta=[row.section],
                note=row.note,
                right=wording.ago(row.line.since),
            )
            for row in drawn
        ],
        url=f"{reverse('desk:queue')}?show=returned&drafter={who.person.uid}",
    )


def _under_review(who: Presence, every: list[Line]) -> Part:
    mine = [line for line in every if _wrote(line, who)]
    late = sum(line.late for line in mine)
    return Part(
        key="review",
        heading=_("Your items under review"),
        count=len(mine),
        words=ngettext("%(n)d overdue", "%(n)d overdue", late) % {"n": late} if late else "",
        rows=rows.draw(mine[:SHOWN], None),
        url=f"{reverse('desk:queue')}?show=all&drafter={who.person.uid}",
        empty=_("Nothing of yours is under review."),
    )


def _drafts(who: Presence) -> Part:
    hands = Contribution.objects.filter(person=who.person.uid, review__state=State.DRAFTING)
    last = hands.values("review").annotate(last=Max("at")).order_by("-last", "review")
    shown = list(last[:SHOWN])
    reviews = PageReview.objects.select_related("page").in_bulk([each["review"] for each in shown])
    return Part(
        key="drafts",
        heading=_("Your drafts"),
        count=last.count(),
        entries=[
            Entry(
                title=reviews[each["review"]].page.get_admin_display_title(),
                url=reverse("wagtailadmin_pages:edit", args=[reviews[each["review"]].page_id]),
                right=wording.ago(each["last"]),
            )
            for each in shown
        ],
        url=reverse("wagtailadmin_explore_root"),
        empty=_("You have no drafts. Write one under Pages."),
    )


def _wrote(line: Line, who: Presence) -> bool:
    submitter = line.round.statement.submitter["uid"] if line.round else ""
    return who.person.uid in (line.drafter, submitter)


def _editor(line: Line) -> str:
    if line.round is None:
        return ""
    return reverse("wagtailadmin_pages:edit", args=[line.round.items[0].review.page_id])
