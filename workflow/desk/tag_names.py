"""What audit tags are called on screen. The tag itself is always shown beside the name."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "ledger:opened": _("Ledger opened"),
    "ledger:restored": _("Restored database accepted"),
    "key:rotated": _("Key rotated"),
    "ceremony:held": _("Ceremony held"),
    "person:created": _("Person entered"),
    "person:changed": _("Person changed"),
    "person:closed": _("Person closed"),
    "account:created": _("Account opened"),
    "account:changed": _("Account locked or unlocked"),
    "account:password_reset": _("Password set by another"),
    "appointment:proposed": _("Appointment proposed"),
    "appointment:confirmed": _("Appointment confirmed"),
    "appointment:revoked": _("Appointment revoked"),
    "policy:proposed": _("Policy proposed"),
    "policy:confirmed": _("Policy confirmed"),
    "policy:revoked": _("Policy revoked"),
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
    "review:handed_over": _("Handed over to another reviewer"),
    "release:published": _("Approved and released"),
    "release:withdrawn": _("Withdrawn"),
    "withdrawal:confirmed": _("Withdrawal confirmed"),
    "signature:refused": _("Signature refused"),
    "session:opened": _("Signed in"),
    "session:closed": _("Signed out"),
    "session:failed": _("Sign-ins failed"),
    "erasure:ordered": _("Erasure ordered"),
    "alarm:raised": _("Alarm raised"),
    "backup:made": _("Backup made"),
    "drafts:imported": _("Drafts imported"),
    "evidence:exported": _("Evidence exported"),
}


def tag_name(tag: str) -> str | Promise:
    """Name a tag; one that has no name yet is shown as it is."""
    return NAMES.get(tag, tag)
