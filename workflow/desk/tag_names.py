"""What audit tags are called on screen. The tag itself is always shown beside the name."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflow.names import DUTIES, STAGES

NAMES: dict[str, str | Promise] = {
    "ledger:opened": _("Ledger opened"),
    "ledger:restored": _("Restored database accepted"),
    "key:rotated": _("Key rotated"),
    "ceremony:held": _("Ceremony held"),
    "person:created": _("Person entered"),
    "people:imported": _("People imported"),
    "person:changed": _("Person changed"),
    "person:closed": _("Person closed"),
    "account:created": _("Account opened"),
    "account:changed": _("Account locked or unlocked"),
    "account:password_reset": _("Password set by another"),
    "account:password_changed": _("Password changed by its owner"),
    "factor:enrolled": _("Second factor set up"),
    "factor:removed": _("Second factor taken away"),
    "factor:reset": _("Second factor taken away by another"),
    "reset:confirmed": _("Reset confirmed"),
    "account:unlocked": _("Lock-out lifted"),
    "appointment:proposed": _("Appointment proposed"),
    "appointment:confirmed": _("Appointment confirmed"),
    "appointment:revoked": _("Appointment revoked"),
    "policy:proposed": _("Policy proposed"),
    "policy:confirmed": _("Policy confirmed"),
    "policy:revoked": _("Policy revoked"),
    "lexicon:proposed": _("List for proofreading proposed"),
    "lexicon:confirmed": _("List for proofreading confirmed"),
    "lexicon:revoked": _("List for proofreading revoked"),
    "absence:noted": _("Absence noted"),
    "absence:ended": _("Absence ended"),
    "scan:started": _("Reading everything public again"),
    "scan:finished": _("Everything public was read again"),
    "correction:closed": _("Correction task closed with a reason"),
    "page:created": _("Page created"),
    "page:contributed": _("Page edited"),
    "page:addressed": _("Address minted"),
    "page:moved": _("Page moved"),
    "page:deleted": _("Page deleted"),
    "submission:opened": _("Submitted"),
    "submission:recalled": _("Recalled"),
    "finding:disposed": _("Finding disposed of"),
    "review:first:passed": _("First review passed"),
    "review:second:passed": _("Second review passed"),
    "review:first:returned": _("First review returned"),
    "review:second:returned": _("Second review returned"),
    "review:final:returned": _("Final review returned"),
    "review:first_proof:passed": _("First proof signed"),
    "review:first_proof:returned": _("First proof returned"),
    "review:second_proof:passed": _("Second proof signed"),
    "review:second_proof:returned": _("Second proof returned"),
    "review:final_proof:passed": _("Final proof signed"),
    "review:final_proof:returned": _("Final proof returned"),
    "review:countersign:passed": _("Countersigned"),
    "review:countersign:returned": _("Returned instead of countersigned"),
    "review:secrecy:passed": _("Secrecy review passed"),
    "review:secrecy:returned": _("Secrecy review returned"),
    "review:legal:passed": _("Legality review passed"),
    "review:legal:returned": _("Legality review returned"),
    "review:ideology:passed": _("Ideology review passed"),
    "review:ideology:returned": _("Ideology review returned"),
    "review:handed_over": _("Handed over to another reviewer"),
    "release:published": _("Approved and released"),
    "release:withdrawn": _("Withdrawn"),
    "withdrawal:confirmed": _("Withdrawal confirmed"),
    "signature:refused": _("Signature refused"),
    "session:opened": _("Signed in"),
    "session:closed": _("Session ended"),
    "session:failed": _("Sign-ins failed"),
    "erasure:ordered": _("Erasure ordered"),
    "reading:digested": _("Reading log digested"),
    "verification:run": _("Everything verified"),
    "anchor:sent": _("Head of the chains sent"),
    "setting:changed": _("Settings changed"),
    "alarm:raised": _("Alarm raised"),
    "backup:made": _("Backup made"),
    "search:changed": _("Words for search changed"),
    "drafts:imported": _("Drafts imported"),
    "evidence:exported": _("Evidence exported"),
    "gate:checked": _("Gate checked"),
}


def tag_name(tag: str) -> str | Promise:
    """Name a tag; one that has no name yet is shown as it is."""
    return NAMES.get(tag, tag)


SUBJECTS: dict[str, str | Promise] = {
    "account": pgettext_lazy("in the audit log", "account"),
    "appointment": pgettext_lazy("in the audit log", "appointment"),
    "page": pgettext_lazy("in the audit log", "page"),
    "person": pgettext_lazy("in the audit log", "person"),
    "policy": pgettext_lazy("in the audit log", "policy"),
    "submission": pgettext_lazy("in the audit log", "submission"),
}
DETAILS: dict[str, str | Promise] = {
    "act": pgettext_lazy("in the audit log", "what was done"),
    "address": pgettext_lazy("in the audit log", "address"),
    "code": pgettext_lazy("in the audit log", "rule of proofreading"),
    "confirmed_by": pgettext_lazy("in the audit log", "confirmed by"),
    "confirmed_by_name": pgettext_lazy("in the audit log", "name of who confirmed"),
    "decision": pgettext_lazy("in the audit log", "decision"),
    "factor": pgettext_lazy("in the audit log", "factor"),
    "failures": pgettext_lazy("in the audit log", "failed sign-ins"),
    "from": pgettext_lazy("in the audit log", "address it came from"),
    "hour": pgettext_lazy("in the audit log", "in the hour from"),
    "people": pgettext_lazy("in the audit log", "people"),
    "sessions": pgettext_lazy("in the audit log", "sessions"),
    "unknown": pgettext_lazy("in the audit log", "at names that do not exist"),
    "why": pgettext_lazy("in the audit log", "why"),
    "duty": pgettext_lazy("in the audit log", "duty"),
    "key": pgettext_lazy("in the audit log", "key"),
    "number": pgettext_lazy("in the audit log", "number"),
    "pages": pgettext_lazy("in the audit log", "pages"),
    "person": pgettext_lazy("in the audit log", "person"),
    "release": pgettext_lazy("in the audit log", "release"),
    "releases": pgettext_lazy("in the audit log", "releases"),
    "reset": pgettext_lazy("in the audit log", "what was reset"),
    "by": pgettext_lazy("in the audit log", "by whom"),
    "round": pgettext_lazy("in the audit log", "round"),
    "rules": pgettext_lazy("in the audit log", "rules that refused"),
    "section": pgettext_lazy("in the audit log", "section"),
    "serial": pgettext_lazy("in the audit log", "number of the page"),
    "sheet": pgettext_lazy("in the audit log", "review sheet"),
    "sheets": pgettext_lazy("in the audit log", "review sheets"),
    "signature": pgettext_lazy("in the audit log", "signature"),
    "since": pgettext_lazy("in the audit log", "from"),
    "stage": pgettext_lazy("in the audit log", "stage"),
    "target": pgettext_lazy("in the audit log", "returned to"),
    "to": pgettext_lazy("in the audit log", "handed over to"),
    "until": pgettext_lazy("in the audit log", "until"),
    "urgent": pgettext_lazy("in the audit log", "urgent"),
}
_VALUES: dict[str, dict[str, str | Promise]] = {
    "duty": {duty.value: name for duty, name in DUTIES.items()},
    "stage": {stage.value: name for stage, name in STAGES.items()},
    "target": {
        **{stage.value: name for stage, name in STAGES.items()},
        "drafter": pgettext_lazy("in the audit log", "the drafter"),
    },
    "why": {
        "signed_out": pgettext_lazy("in the audit log", "signed out"),
        "ended": pgettext_lazy("in the audit log", "ended by its owner from elsewhere"),
        "idle": pgettext_lazy("in the audit log", "nothing happened for too long"),
        "too_long": pgettext_lazy("in the audit log", "lasted too long"),
        "reset": pgettext_lazy("in the audit log", "password or second factor was reset"),
        "locked": pgettext_lazy("in the audit log", "account locked"),
        "closed": pgettext_lazy("in the audit log", "person closed"),
        "role": pgettext_lazy("in the audit log", "duty as an administrator changed"),
        "password": pgettext_lazy("in the audit log", "password changed"),
        "shut": pgettext_lazy("in the audit log", "locked out after failures"),
    },
}


def subject_name(kind: str) -> str:
    """Name what an entry is about; a kind without a name stands for itself."""
    return str(SUBJECTS.get(kind, kind))


def detail_names(key: str, value: Any) -> tuple[str, str, Any]:
    """Give the name of a detail and of its value, where they have names, and the value itself."""
    names = _VALUES.get(key, {})
    return str(DETAILS.get(key, key)), str(names.get(value, "")) if names else "", value
