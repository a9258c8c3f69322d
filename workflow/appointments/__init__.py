"""Appointments and review policies: facts of two people each.

Read `facts` (how a proposal, a confirmation and a revocation are written down), `acts` (the acts
upon appointments), `policies` (the same for the review policy), `ceremony` (the first start).
"""

from workflow.appointments.acts import confirm, propose, revoke
from workflow.appointments.ceremony import Administrator, First, FirstAppointment, first_start
from workflow.appointments.policies import (
    confirm_policy,
    planned_policy,
    propose_policy,
    revoke_policy,
)
from workflow.queries.appointed import effective, policy_in_force

__all__ = [
    "Administrator",
    "First",
    "FirstAppointment",
    "confirm",
    "confirm_policy",
    "effective",
    "first_start",
    "planned_policy",
    "policy_in_force",
    "propose",
    "propose_policy",
    "revoke",
    "revoke_policy",
]
