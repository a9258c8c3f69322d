"""States in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.states import State

_LABELS: dict[str, Promise] = {
    State.DRAFTING: _("Drafting"),
    State.FIRST_REVIEW: _("In first review"),
    State.SECOND_REVIEW: _("In second review"),
    State.FINAL_REVIEW: _("In final review"),
    State.RETURNED: _("Returned for changes"),
    State.RELEASED: _("Released"),
}
_NEW = _("Not saved yet")


def label(state: str) -> Promise:
    """Give the words for a state of the working copy."""
    return _LABELS.get(state, _NEW)
