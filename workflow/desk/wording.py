"""What the desk calls severities, decisions, changes and audit tags on screen."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from workflow.names import span_text
from workflow.queries import deadlines

Text = str | Promise

SEVERITIES: dict[str, tuple[Text, Text, str]] = {
    "error": (gettext_lazy("Error"), pgettext_lazy("severity badge", "Err"), "err"),
    "warning": (gettext_lazy("Doubt"), pgettext_lazy("severity badge", "Dbt"), "warn"),
    "hint": (gettext_lazy("Hint"), pgettext_lazy("severity badge", "Hnt"), "tip"),
}
DECISIONS: dict[str, Text] = {
    "kept": gettext_lazy("Kept, with reason"),
    "false_alarm": gettext_lazy("False alarm"),
    "return": gettext_lazy("Listed for return"),
}


def severity(kind: str) -> tuple[Text, Text, str]:
    """Give name, badge character and style of a severity; an unknown one looks like an error."""
    return SEVERITIES.get(kind, (kind, kind[:1].upper(), "err"))


def decision(code: str) -> Text:
    """Name what was done with a finding."""
    return DECISIONS.get(code, code)


def age(since: datetime, now: datetime | None = None) -> str:
    """Say how long something has been waiting."""
    minutes = max(0, int(((now or timezone.now()) - since).total_seconds()) // 60)
    if minutes < 60:
        return ngettext("waiting %(n)d minute", "waiting %(n)d minutes", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("waiting %(n)d hour", "waiting %(n)d hours", hours) % {"n": hours}
    days = minutes // (24 * 60)
    return ngettext("waiting %(n)d day", "waiting %(n)d days", days) % {"n": days}


def ago(moment: datetime, now: datetime | None = None) -> str:
    """Say how long ago something was."""
    minutes = max(0, int(((now or timezone.now()) - moment).total_seconds()) // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}
    days = minutes // (24 * 60)
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def overdue(since: datetime, now: datetime | None = None) -> bool:
    """Say whether a stage has had more than its time."""
    return deadlines.overdue(since, now)


def time_left(due: datetime, now: datetime | None = None) -> str:
    """Say how much time a stage still has, or by how much it is late."""
    left = due - (now or timezone.now())
    late = left < timedelta()
    return (_("%(span)s late") if late else _("%(span)s left")) % {"span": span_text(abs(left))}


def findings_line(counts: dict[str, int], open_count: int) -> str:
    """Say in one line what became of the findings."""
    if not counts and not open_count:
        return _("Proofreading found nothing.")
    parts = [f"{decision(code)} {number}" for code, number in counts.items()]
    if open_count:
        parts.append(_("not disposed of %(n)d") % {"n": open_count})
    return "、".join(parts)
