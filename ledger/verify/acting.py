"""Who acted in the log: nobody who had left, and in appointments and policies administrators alone.

Both follow from the entries themselves, read in their order: memory grows with the administrators
and with those who left, not with the chain.
"""

from django.utils.translation import gettext as _

from ledger.broken import Broken
from ledger.formats import v1

ADMINISTRATORS = ("system", "security", "audit")
# What is signed or decided in a person's name; the end of a session, say, may come later.
DECIDING = (
    "appointment:",
    "erasure:",
    "finding:disposed",
    "page:contributed",
    "policy:",
    "release:",
    "review:",
    "submission:",
    "withdrawal:",
)


class Acting:
    """What is known so far of who may act."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self._closed: dict[str, int] = {}
        self._proposed: dict[str, str] = {}
        self._held: dict[str, str] = {}
        self._begun = False

    def check(self, entry: v1.Entry) -> None:
        """Look at the next entry.

        Raises:
            Broken: when its person could not have done it.
        """
        person = entry.person["uid"] if entry.person is not None else ""
        if entry.tag == "person:closed":
            self._closed.setdefault(entry.subject["uid"], entry.sequence)
        elif person in self._closed and entry.tag.startswith(DECIDING):
            raise Broken(
                _("Somebody acted here who had left, as entry %(entry)s says.")
                % {"entry": self._closed[person]}
            )
        if entry.tag == "ceremony:held":
            self._begun = True
        elif entry.tag.startswith(("appointment:", "policy:")):
            allowed = not self._begun or person in self._held.values()
            self._follow(entry)
            if not allowed:
                raise Broken(_("An appointment or policy was made by no administrator."))

    def _follow(self, entry: v1.Entry) -> None:
        uid, act = entry.subject["uid"], entry.tag.partition(":")[2]
        if act == "proposed" and entry.detail.get("duty") in ADMINISTRATORS:
            self._proposed[uid] = str(entry.detail.get("person"))
        elif act == "confirmed" and uid in self._proposed:
            self._held[uid] = self._proposed.pop(uid)
        elif act == "revoked":
            self._proposed.pop(uid, None)
            self._held.pop(uid, None)
