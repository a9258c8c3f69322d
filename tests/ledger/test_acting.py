"""Who may act in the log: nobody who has left, and administrators alone appoint."""

from typing import Any

import pytest
from django.db import transaction

from ledger import entries, verify
from ledger.broken import Broken
from ledger.evidence import exporting, verify_evidence
from ledger.formats import v1
from ledger.verify.acting import Acting
from tests import evidence
from tests.evidence import LIN, SECADMIN, WU, ZHOU

DIGEST = "sha256:" + "0" * 64


def entry(tag: str, who: dict[str, str] | None, uid: str = "a", **detail: Any) -> v1.Entry:
    return v1.Entry(
        site="s", sequence=1, at=evidence.LONG_AGO, person=who, tag=tag,
        subject={"kind": "appointment", "uid": uid}, detail=detail, covers=(), previous=DIGEST,
        key="ed25519:0000000000000000",
    )  # fmt: skip


def read(*found: v1.Entry) -> None:
    acting = Acting()
    for each in found:
        acting.check(each)


CEREMONY = (
    entry("appointment:proposed", ZHOU, "1", person=SECADMIN["uid"], duty="security"),
    entry("appointment:confirmed", WU, "1"),
    entry("ceremony:held", ZHOU),
)


@pytest.mark.parametrize("tag", ["review:first:passed", "release:withdrawn", "page:contributed"])
def test_whoever_left_decides_nothing_any_more(tag):
    left = entry("person:closed", SECADMIN, LIN["uid"])
    read(entry(tag, LIN), left)
    with pytest.raises(Broken, match="离岗"):
        read(left, entry(tag, LIN))


def test_but_the_end_of_a_session_may_come_later():
    read(entry("person:closed", SECADMIN, LIN["uid"]), entry("session:closed", LIN))


def test_after_the_ceremony_administrators_alone_appoint():
    read(*CEREMONY, entry("appointment:proposed", SECADMIN, "2", person=LIN["uid"], duty="draft"))
    with pytest.raises(Broken, match="管理员"):
        read(*CEREMONY, entry("appointment:proposed", LIN, "2", person=LIN["uid"], duty="final"))
    with pytest.raises(Broken, match="管理员"):
        read(*CEREMONY, entry("policy:confirmed", LIN, "3"))


def test_one_whose_appointment_was_revoked_is_none_any_more():
    with pytest.raises(Broken, match="管理员"):
        read(
            *CEREMONY,
            entry("appointment:revoked", SECADMIN, "1"),
            entry("appointment:proposed", SECADMIN, "2", person=LIN["uid"], duty="draft"),
        )


def test_a_proposal_that_nobody_confirmed_makes_no_administrator():
    with pytest.raises(Broken, match="管理员"):
        read(
            *CEREMONY,
            entry("appointment:proposed", SECADMIN, "2", person=LIN["uid"], duty="system"),
            entry("policy:proposed", LIN, "3"),
        )


@pytest.mark.usefixtures("committed")
def test_both_verifiers_find_it_and_say_what_rests_on_it(tmp_path, capsys):
    row = evidence.release_page()
    with transaction.atomic():
        entries.append(
            "person:closed", person=SECADMIN, subject={"kind": "person", "uid": LIN["uid"]}
        )
        bad = entries.append("submission:opened", person=LIN, covers=[])
    evidence.release_page(evidence.content("另一则"))
    report = verify.ledger()
    assert report.problems[0].place == f"entry {bad.sequence}"
    assert "第" in report.affected[0]
    assert report.document()["first"]["affects"] == report.affected
    bundle = exporting.export(tmp_path / "bundle")
    assert verify_evidence.main([str(bundle)]) == 1
    assert "已离岗" in capsys.readouterr().out
    assert row.sequence == 1
