"""How an attempt on the gate may end, in words. The attempts themselves are in `config.gate`."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(StrEnum):
    """How an attempt ended."""

    REFUSED = "refused"
    HARMLESS = "harmless"
    CAUGHT = "caught"
    ADMITTED = "admitted"
    UNTRIED = "untried"
    OPEN = "open"


NAMES: Mapping[Outcome, str | Promise] = {
    Outcome.REFUSED: pgettext_lazy("of an attempt on the gate", "refused"),
    Outcome.HARMLESS: pgettext_lazy("of an attempt on the gate", "harmless"),
    Outcome.CAUGHT: pgettext_lazy("of an attempt on the gate", "caught"),
    Outcome.ADMITTED: pgettext_lazy("of an attempt on the gate", "admitted"),
    Outcome.UNTRIED: pgettext_lazy("of an attempt on the gate", "not tried"),
    Outcome.OPEN: pgettext_lazy("of an attempt on the gate", "OPEN"),
}
MEANINGS: Mapping[Outcome, str | Promise] = {
    Outcome.REFUSED: _("It was turned down with a sentence."),
    Outcome.HARMLESS: _("It went through inside, and the public site stayed the same."),
    Outcome.CAUGHT: _("Verification did not believe it: nothing of it is shown."),
    Outcome.ADMITTED: _("It can be done; below it stands what would notice it."),
    Outcome.UNTRIED: _("It has no place in this installation, or could not be tried."),
    Outcome.OPEN: _("It got through. Below it stands what to do at once."),
}
