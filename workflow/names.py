"""What stages, states, duties and verbs are called on screen and in refusals."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from workflow.dimensions import Dimension
from workflow.roles import Duty
from workflow.states import Stage, State
from workflow.transitions import Verb

STAGES: dict[Stage, Promise] = {
    Stage.FIRST: _("first review"),
    Stage.SECOND: _("second review"),
    Stage.FINAL: _("final review"),
    Stage.FIRST_PROOF: _("first proof"),
    Stage.SECOND_PROOF: _("second proof"),
    Stage.FINAL_PROOF: _("final proof"),
    Stage.COUNTERSIGN: _("countersignature"),
    Stage.SECRECY: _("secrecy review"),
    Stage.LEGAL: _("legality review"),
    Stage.IDEOLOGY: _("ideology review"),
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
    Duty.FIRST_PROOF: _("first proofreader"),
    Duty.SECOND_PROOF: _("second proofreader"),
    Duty.FINAL_PROOF: _("final proofreader"),
    Duty.COUNTERSIGN: _("countersigner"),
    Duty.SECRECY: _("secrecy reviewer"),
    Duty.LEGAL: _("legality reviewer"),
    Duty.IDEOLOGY: _("ideology reviewer"),
    Duty.SYSTEM: _("system administrator"),
    Duty.SECURITY: _("security administrator"),
    Duty.AUDIT: _("audit administrator"),
}

DIMENSIONS: dict[Dimension, Promise] = {
    Dimension.POLITICS: _("politics"),
    Dimension.LAW: _("law"),
    Dimension.POLICY: _("policies"),
    Dimension.SECRECY: _("secrecy"),
    Dimension.WORDING: _("wording"),
    Dimension.OPINION: _("public opinion"),
}

VERBS: dict[Verb, Promise] = {
    Verb.SUBMIT: _("submit for review"),
    Verb.PASS: _("pass"),
    Verb.ENDORSE: _("sign beside a stage"),
    Verb.APPROVE: _("approve and release"),
    Verb.RETURN: _("return for changes"),
    Verb.RECALL: _("recall from review"),
    Verb.WITHDRAW: _("withdraw from the public"),
}

KINDS: dict[str, str | Promise] = {
    "article": pgettext_lazy("kind of page", "Article"),
    "policy": pgettext_lazy("kind of page", "Policy document"),
    "topic": pgettext_lazy("kind of page", "Topic"),
    "section": pgettext_lazy("kind of page", "Section"),
    "home": pgettext_lazy("kind of page", "Home page"),
    "frame": pgettext_lazy("kind of page", "Site frame"),
}


def moment_text(moment: datetime) -> str:
    """Write a moment as people of the house read it: local time, to the minute."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def span_text(span: timedelta) -> str:
    """Write how long something takes, in days, hours and minutes."""
    minutes = int(span.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    days, more = divmod(hours, 24)
    if hours < 1:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    if days < 1:
        return gettext("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}
    if more:
        return gettext("%(days)d d %(hours)d h") % {"days": days, "hours": more}
    return gettext("%(days)d d") % {"days": days}
