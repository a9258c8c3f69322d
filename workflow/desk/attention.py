"""What a signer is told of their own reading before they sign. It refuses nothing.

Kept in the session: how long ago this submission was first opened in it, which files were.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.desk.dossier import AttachedFile, Dossier

KEY, MOST = "desk_attention", 30


@dataclass(frozen=True)
class Attention:
    """Since when it has been open, how long it takes to read, which files nobody opened."""

    since: datetime
    minutes: int
    unopened: list[AttachedFile]
    files: int

    @property
    def reading(self) -> str:
        """Both times, in words."""
        passed = max(0, int((datetime.now(UTC) - self.since).total_seconds()))
        if passed < 60:
            first = ngettext(
                "You opened it %(n)d second ago", "You opened it %(n)d seconds ago", passed
            ) % {"n": passed}
        else:
            first = ngettext(
                "You opened it %(n)d minute ago", "You opened it %(n)d minutes ago", passed // 60
            ) % {"n": passed // 60}
        return _("%(opened)s; reading it once takes about %(minutes)d min.") % {
            "opened": first,
            "minutes": self.minutes,
        }

    @property
    def warning(self) -> str:
        """Which files were not opened, in words; empty when all were."""
        if not self.unopened:
            return ""
        numbers = "、".join(str(file.number) for file in self.unopened)
        return _("Files not opened since you signed in: %(numbers)s") % {"numbers": numbers}


def of(request: HttpRequest, dossier: Dossier) -> Attention:
    """Give what the session knows; opening the item for the first time begins the count."""
    kept = request.session.get(KEY, {})
    mine = kept.get(dossier.digest)
    if mine is None:
        mine = {"since": datetime.now(UTC).isoformat(), "opened": []}
        request.session[KEY] = dict([*kept.items(), (dossier.digest, mine)][-MOST:])
    opened = set(mine["opened"])
    return Attention(
        since=datetime.fromisoformat(mine["since"]),
        minutes=dossier.minutes,
        unopened=[file for file in dossier.files if file.digest not in opened],
        files=len(dossier.files),
    )


def opened(request: HttpRequest, dossier: Dossier, file: AttachedFile) -> None:
    """Remember that a file was opened."""
    of(request, dossier)
    kept = request.session[KEY]
    mine = kept[dossier.digest]
    mine["opened"] = sorted({*mine["opened"], file.digest})
    request.session[KEY] = kept
