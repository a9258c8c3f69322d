"""Duties that a person can be appointed to, and which exclude each other."""

from enum import StrEnum

from workflow.states import Stage


class Duty(StrEnum):
    """What an appointment lets a person do."""

    DRAFT = "draft"
    FIRST = "first"
    SECOND = "second"
    FINAL = "final"
    FIRST_PROOF = "first_proof"
    SECOND_PROOF = "second_proof"
    FINAL_PROOF = "final_proof"
    COUNTERSIGN = "countersign"
    SECRECY = "secrecy"
    LEGAL = "legal"
    IDEOLOGY = "ideology"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


DUTY_OF = {stage: Duty(stage.value) for stage in Stage}
ADMINISTRATORS = frozenset({Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT})
REVIEWERS = frozenset({Duty.FIRST, Duty.SECOND, Duty.FINAL})
# Whoever puts a name under a submission, at one of the three stages or beside it.
SIGNERS = frozenset(DUTY_OF.values())
