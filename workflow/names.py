"""What stages, states, duties and verbs are called on screen and in refusals."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.roles import Duty
from workflow.states import Stage, State
from workflow.transitions import Verb

STAGES: dict[Stage, Promise] = {
    Stage.FIRST: _("first review"),
    Stage.SECOND: _("second review"),
    Stage.FINAL: _("final review"),
}

STATES: dict[State, Promise] = {
    State.DRAFTING: _("being drafted"),
    State.FIRST_REVIEW: _("in first review"),
    State.SECOND_REVIEW: _("in second review"),
    State.FINAL_REVIEW: _("in final review"),
    State.RETURNED: _("returned for changes"),
    State.RELEASED: _("released"),
}

DUTIES: dict[Duty, Promise] = {
    Duty.DRAFT: _("drafter"),
    Duty.FIRST: _("first reviewer"),
    Duty.SECOND: _("second reviewer"),
    Duty.FINAL: _("final reviewer"),
    Duty.SYSTEM: _("system administrator"),
    Duty.SECURITY: _("security administrator"),
    Duty.AUDIT: _("audit administrator"),
}

VERBS: dict[Verb, Promise] = {
    Verb.SUBMIT: _("submit for review"),
    Verb.PASS: _("pass"),
    Verb.APPROVE: _("approve and release"),
    Verb.RETURN: _("return for changes"),
    Verb.RECALL: _("recall from review"),
    Verb.WITHDRAW: _("withdraw from the public"),
}


def moment_text(moment: datetime) -> str:
    """Write a moment as people of the house read it: local time, to the minute."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
