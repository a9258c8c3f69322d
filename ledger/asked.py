"""Which signatures a review policy asks for besides the three stages. Pure: words out.

A policy adds, never takes away: the three stages sign always. What else is asked of a submission
follows from its policy and its items alone, so everybody who has both comes to the same answer.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ledger.broken import Broken
from ledger.formats import v1

#: The proof of each stage, when a proofreader of its own signs it.
PROOFS = ("first_proof", "second_proof", "final_proof")
#: Duties of an appointment that let nobody sign: no extra signature has their names.
RESERVED = frozenset({"draft", "drafter", "system", "security", "audit", *v1.STAGES, *PROOFS})


def asked(policy: v1.Policy, items: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Give what must be signed besides the three stages, in the order of a release: the extra
    stages as the policy first names them, then the proofs.

    What one page of a submission needs is signed for all of them: they share one digest.

    Raises:
        Broken: when the policy gives an extra signature a name that means something else.
    """
    pages = list(items)
    extra: dict[str, None] = {}
    for wanted in policy.extra_signatures:
        if wanted["stage"] in RESERVED:
            raise Broken(
                _("The review policy asks for an extra signature of the name %(stage)s.")
                % {"stage": wanted["stage"]}
            )
        if any(concerns(wanted, page) for page in pages):
            extra[wanted["stage"]] = None
    return (*extra, *(PROOFS if policy.separate_proofreader else ()))


def concerns(wanted: Mapping[str, str], item: Mapping[str, Any]) -> bool:
    """Say whether an extra signature is asked for a page: its kind, and its section or itself."""
    places = {item["page"], *item["lineage"]}
    return wanted["kind"] in ("", item["kind"]) and wanted["section"] in ("", *places)


def beside(stage: str) -> str:
    """Give the stage beside which something is signed: a proof beside its own, the rest beside
    the final one, after the second has passed."""
    return stage.removesuffix("_proof") if stage in (*v1.STAGES, *PROOFS) else "final"


def proves(stage: str, policy: v1.Policy) -> bool:
    """Say whether the proof is signed with the opinion of a stage."""
    return stage in (PROOFS if policy.separate_proofreader else v1.STAGES)
