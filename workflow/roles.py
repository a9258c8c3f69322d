"""Duties that a person can be appointed to, and which exclude each other."""

from enum import StrEnum

from workflow.states import Stage


class Duty(StrEnum):
    """What an appointment lets a person do."""

    DRAFT = "draft"
    FIRST = "first"
    SECOND = "second"
    FINAL = "final"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


DUTY_OF = {Stage.FIRST: Duty.FIRST, Stage.SECOND: Duty.SECOND, Stage.FINAL: Duty.FINAL}
ADMINISTRATORS = frozenset({Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT})
REVIEWERS = frozenset({Duty.FIRST, Duty.SECOND, Duty.FINAL})
