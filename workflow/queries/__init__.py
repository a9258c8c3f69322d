"""What the tables say. Reading only; read `appointed` (who may do what), `rounds` (what a
submission holds), `batch` (the same for many at once), `facts` (the facts that the rules look at),
`lists` (what the desk lists), `handing` (who is named for a stage, and who could be), `gate` (the
runs of `check_gate`)."""

from workflow.queries.appointed import effective, policy_in_force, signer
from workflow.queries.lists import (
    dispositions,
    eligible,
    in_progress,
    look,
    my_stages,
    open_withdrawals,
    people,
    queue,
    signable,
    signable_stages,
    stages_seen,
    submission_view,
)
from workflow.queries.rounds import (
    contributors,
    findings,
    policy_of,
    standing_opinions,
    statement_of,
)

__all__ = [
    "contributors",
    "dispositions",
    "effective",
    "eligible",
    "findings",
    "in_progress",
    "look",
    "my_stages",
    "open_withdrawals",
    "people",
    "policy_in_force",
    "policy_of",
    "queue",
    "signable",
    "signable_stages",
    "signer",
    "stages_seen",
    "standing_opinions",
    "statement_of",
    "submission_view",
]
