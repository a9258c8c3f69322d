"""What a review policy asks for besides the three stages, and what a stranger with the key could
try instead.

Whoever believes a release asks for it: the public side, `verify_ledger`, and the file that is given
away with a bundle of evidence.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from ledger import entries, head, releases, signals, verify
from ledger.broken import Broken
from ledger.evidence import exporting, verify_evidence
from ledger.models import Release
from tests import evidence
from tests.evidence import CHEN, LIN, WU, ZHENG, ZHOU

pytestmark = pytest.mark.usefixtures("opened")

PAGE = evidence.content("关于印发办法的通知", kind="policy")
HE, TANG = evidence.person("何苗"), evidence.person("唐宁")
SECRECY = {"stage": "secrecy", "section": "", "kind": "policy"}
COSIGN = {"stage": "countersign", "section": evidence.uid("section:news"), "kind": ""}
Step = tuple[str, dict[str, str]]

PLAIN: tuple[Step, ...] = (("first", ZHOU), ("second", WU), ("final", ZHENG))
SECRET: tuple[Step, ...] = (*PLAIN[:2], ("secrecy", HE), PLAIN[2])
BOTH: tuple[Step, ...] = (*PLAIN[:2], ("countersign", TANG), ("secrecy", HE), PLAIN[2])
PROVED: tuple[Step, ...] = (
    *(("first_proof", CHEN), ("first", ZHOU), ("second_proof", CHEN), ("second", WU)),
    *(("final_proof", CHEN), ("final", ZHENG)),
)
RELEASED_IN = ("first", "second", "final", "countersign", "secrecy", "legal")


@dataclass
class Plan:
    """Who signs what, one after the other, under which policy; everything else is right."""

    steps: Sequence[Step] = SECRET
    extras: tuple[dict[str, str], ...] = (SECRECY,)
    separate: bool = False
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)
    order: Sequence[str] = ()
    tags: dict[str, str] = field(default_factory=dict)


def make(plan: Plan) -> Release:
    """Release the page as planned, signed by the server's key, whatever the plan is."""
    evidence.begin()
    with transaction.atomic():
        statement = evidence.submission(
            [PAGE],
            policy=evidence.policy(
                extra_signatures=plan.extras, separate_proofreader=plan.separate
            ),
        )
        entries.append(
            "submission:opened",
            person=LIN,
            subject={"kind": "submission", "uid": statement.uid},
            covers=[statement.digest],
        )
        signed: dict[str, evidence.Signed] = {}
        for ordinal, (stage, who) in enumerate(plan.steps, 1):
            proves = stage.endswith("_proof") if plan.separate else stage in RELEASED_IN[:3]
            changes = {"ordinal": ordinal, "proofread": proves} | plan.changes.get(stage, {})
            before = [one.opinion.digest for one in signed.values()]
            signed[stage] = evidence.opinion(statement, stage, who, before, **changes)
            if stage != "final":
                tag = plan.tags.get(stage, f"review:{stage}:passed")
                entries.append(tag, person=who, covers=[signed[stage].opinion.digest])
        known = [stage for stage in RELEASED_IN if stage in signed]
        order = plan.order or [*known, *(stage for stage in signed if stage not in known)]
        with pytest.MonkeyPatch.context() as patch:
            # Whoever has the key asks nobody before writing.
            patch.setattr(verify, "release", lambda row: None)
            patch.setattr(signals.released, "send", lambda **told: None)
            row = releases.append(
                page=PAGE.page, kind="publish", address=PAGE.address, content=PAGE,
                statement=statement.digest, opinions=[signed[stage].reference for stage in order],
                live_from=None, live_until=None, base=None, person=ZHENG,
                tag="release:published", covers=[signed["final"].opinion.digest],
            )  # fmt: skip
    head.write()
    return row


def verdicts(row: Release, tmp_path: Path, capsys: Any) -> tuple[bool, bool, bool]:
    """Say whether the public side, the whole verification and an outsider believe a release."""
    try:
        public = verify.release(row).header is not None
    except Broken:
        public = False
    whole = verify.ledger().ok
    folder = exporting.export(tmp_path / "bundle")
    status = verify_evidence.main([str(folder), "--english", "--json"])
    json.loads(capsys.readouterr().out)
    return public, whole, status == 0


@pytest.mark.parametrize(
    "plan",
    [
        Plan(PLAIN, ()),
        Plan(),
        Plan(BOTH, (COSIGN, SECRECY)),
        Plan((*PLAIN[:2], ("secrecy", HE), ("countersign", TANG), PLAIN[2]), (COSIGN, SECRECY)),
        # Of another kind, of another section: nothing is asked for.
        Plan(PLAIN, ({"stage": "secrecy", "section": "", "kind": "article"},)),
        Plan(PLAIN, ({**SECRECY, "section": evidence.uid("section:other")},)),
        # For the page itself; the same asked for twice is signed once.
        Plan(SECRET, ({**SECRECY, "section": PAGE.page}, SECRECY)),
        Plan(PROVED, (), separate=True),
        Plan((*PROVED[:4], ("secrecy", HE), *PROVED[4:]), (SECRECY,), separate=True,
             order=("first", "second", "final", "secrecy",
                    "first_proof", "second_proof", "final_proof")),
    ],
)  # fmt: skip
def test_what_is_asked_for_and_given_is_believed_by_everybody(
    plan: Plan, tmp_path: Path, capsys: Any
) -> None:
    assert verdicts(make(plan), tmp_path, capsys) == (True, True, True)


FORGED = {
    "the extra signature is left out": Plan(PLAIN),
    "one of two is left out": Plan(SECRET, (COSIGN, SECRECY)),
    "it is given and not put into the release": Plan(order=("first", "second", "final")),
    "one that nobody asked for is put in its place": Plan((*PLAIN[:2], ("legal", HE), PLAIN[2])),
    "one is added that nobody asked for": Plan(
        (*PLAIN[:2], ("secrecy", HE), ("legal", TANG), PLAIN[2])
    ),
    "it is for another section than the page": Plan(
        SECRET, ({**SECRECY, "section": evidence.uid("section:other")},)
    ),
    "the final reviewer signs it too": Plan((*PLAIN[:2], ("secrecy", ZHENG), PLAIN[2])),
    "the first reviewer signs it too": Plan((*PLAIN[:2], ("secrecy", ZHOU), PLAIN[2])),
    "the drafter signs it": Plan((*PLAIN[:2], ("secrecy", LIN), PLAIN[2])),
    "one person signs two of them": Plan(
        (*PLAIN[:2], ("countersign", HE), ("secrecy", HE), PLAIN[2]), (COSIGN, SECRECY)
    ),
    "somebody signs it in the name of a reviewer": Plan(changes={"secrecy": {"on_behalf_of": WU}}),
    "it is signed after the final signature": Plan((*PLAIN, ("secrecy", HE))),
    "it is signed before the second review": Plan(
        (("first", ZHOU), ("secrecy", HE), ("second", WU), ("final", ZHENG))
    ),
    "the final reviewer did not see it": Plan(changes={"final": {"standing": ()}}),
    "it is a return": Plan(changes={"secrecy": {"decision": "return", "target": "drafter"}}),
    "it claims the proof": Plan(changes={"secrecy": {"proofread": True}}),
    "its signer is appointed to something else": Plan(
        changes={"secrecy": {"appointment": "countersign"}}
    ),
    "no entry of the log covers it as what it is": Plan(tags={"secrecy": "review:legal:passed"}),
    "it is put before the stages": Plan(order=("secrecy", "first", "second", "final")),
    "the policy calls it like an administrator": Plan(
        (*PLAIN[:2], ("system", HE), PLAIN[2]),
        ({**SECRECY, "stage": "system"},),
        tags={"system": "review:secrecy:passed"},
    ),
    "the policy calls it like a proof": Plan(
        (*PLAIN[:2], ("final_proof", HE), PLAIN[2]), ({**SECRECY, "stage": "final_proof"},)
    ),
    "the reviewers prove what a proofreader should": Plan(PLAIN, (), separate=True),
    "a proof is left out": Plan(PROVED[1:], (), separate=True),
    "the proofreader reviews too": Plan((*PROVED[:5], ("final", CHEN)), (), separate=True),
    "the drafter proves": Plan((("first_proof", LIN), *PROVED[1:]), (), separate=True),
    "the proof of a stage comes after it": Plan(
        (PROVED[1], PROVED[0], *PROVED[2:]), (), separate=True
    ),
    "the reviewer proves beside the proofreader": Plan(
        PROVED, (), separate=True, changes={"first": {"proofread": True}}
    ),
    "a proof is signed without being one": Plan(
        PROVED, (), separate=True, changes={"second_proof": {"proofread": False}}
    ),
    "a reviewer passes without the proof": Plan(
        PLAIN, (), changes={"second": {"proofread": False}}
    ),
}


@pytest.mark.parametrize("what", list(FORGED))
def test_what_is_forged_is_found_by_everybody(what: str, tmp_path: Path, capsys: Any) -> None:
    plan = FORGED[what]
    for stage, changes in plan.changes.items():
        who = dict(plan.steps)[stage]
        if "on_behalf_of" in changes:
            principal = changes["on_behalf_of"]
            changes |= {"appointment": evidence.appointment(who, stage, on_behalf_of=principal)}
        elif changes.get("appointment") == "countersign":
            changes |= {"appointment": evidence.appointment(who, "countersign")}
    public, whole, outsider = verdicts(make(plan), tmp_path, capsys)
    # The public side has no log: what only the log knows is found by the other two.
    assert (public, whole, outsider) == (what.startswith("no entry of the log"), False, False)


def test_a_policy_that_another_had_followed_does_not_spare_the_extra_signature(
    tmp_path: Path, capsys: Any
) -> None:
    row = make(Plan(PLAIN, ()))
    assert verdicts(row, tmp_path / "before", capsys) == (True, True, True)
    evidence.policy(uid=evidence.uid("policy:newer"), extra_signatures=(SECRECY,))
    # What was submitted before it is not touched …
    assert verify.ledger().ok
    assert verify.release(row)


def test_who_submits_by_the_outdated_policy_is_found(tmp_path: Path, capsys: Any) -> None:
    evidence.begin()
    with transaction.atomic():
        old = evidence.policy(uid=evidence.uid("policy:old"))
        evidence.policy(uid=evidence.uid("policy:newer"), extra_signatures=(SECRECY,))
    statement = evidence.submission([PAGE], policy=old)
    row = evidence.release_page(PAGE, statement=statement)
    head.write()
    assert verdicts(row, tmp_path, capsys) == (True, False, False)
