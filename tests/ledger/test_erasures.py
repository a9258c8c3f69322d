"""Erasure: two people, a legal basis, and words that go while the evidence stays."""

import pytest

from ledger import assets, bodies, erasures, keys, releases, triggers, verify
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.models import Asset, Erasure
from tests import evidence
from tests.evidence import WU, ZHOU

pytestmark = pytest.mark.usefixtures("committed")
BASIS = "个人信息保护法第四十七条"


def order(subject: str) -> Erasure:
    return erasures.order(subject, legal_basis=BASIS, ordered_by=ZHOU, confirmed_by=WU)


def test_the_content_is_gone_and_who_signed_it_still_verifies() -> None:
    row = evidence.release_page()
    assert verify.release(row).content
    content = str(releases.header(row).content)
    order(content)
    with pytest.raises(bodies.Erased):
        verify.release(row)
    report = verify.ledger()
    assert report.problems == []
    assert report.checked["erased"] == 1
    assert report.checked["opinions"] == 3


def test_the_same_words_do_not_come_back() -> None:
    digest = bodies.put(evidence.content().encoded)
    order(digest)
    with pytest.raises(bodies.Erased):
        bodies.put(evidence.content().encoded)


def test_a_file_goes_with_its_row_and_does_not_come_back() -> None:
    named = evidence.asset(b"a face")
    order(named["digest"])
    assert not Asset.objects.exists()
    assert not assets.exists(named["digest"])
    with pytest.raises(bodies.Erased):
        evidence.asset(b"a face")
    with pytest.raises(bodies.Erased):
        assets.open(named["digest"])
    assert verify.ledger().ok


def test_what_says_who_decided_stays() -> None:
    row = evidence.release_page()
    header = releases.header(row)
    for digest in (header.statement, *(opinion["digest"] for opinion in header.opinions)):
        with pytest.raises(erasures.NotErasable):
            order(digest)


def test_one_person_cannot_order_alone() -> None:
    digest = bodies.put_words("个人信息")
    with pytest.raises(erasures.NotErasable):
        erasures.order(digest, legal_basis=BASIS, ordered_by=ZHOU, confirmed_by=ZHOU)
    with pytest.raises(erasures.NotErasable):
        erasures.order(digest, legal_basis=" ", ordered_by=ZHOU, confirmed_by=WU)
    with pytest.raises((erasures.NotErasable, NotCanonical)):
        order("sha256:" + "0" * 64)
    assert bodies.words(digest) == "个人信息"


def test_a_body_deleted_without_order_is_found() -> None:
    row = evidence.release_page()
    content = str(releases.header(row).content)
    triggers.remove(bodies.transaction.get_connection())
    bodies.Body.objects.filter(digest=content).delete()
    triggers.install(bodies.transaction.get_connection())
    with pytest.raises(Broken):
        verify.release(row)
    assert [problem.place for problem in verify.ledger().problems] == ["release 1"]


def test_an_order_put_in_by_hand_is_found() -> None:
    row = evidence.release_page()
    content = str(releases.header(row).content)
    forged = erasures.v1.Erasure(
        site=keys.site(), subject=content, legal_basis=BASIS, ordered_by=ZHOU, confirmed_by=WU,
        ordered_at=evidence.LONG_AGO,
    )  # fmt: skip
    Erasure.objects.create(
        number=1, subject=content, statement=forged.encoded, digest=forged.digest
    )
    bodies.Body.objects.filter(digest=content).delete()
    assert {problem.place for problem in verify.ledger().problems} == {"release 1", "erasures 1"}


def test_an_order_file_without_its_signed_entry_erases_nothing() -> None:
    digest = bodies.put_words("个人信息")
    order(bodies.put_words("别的"))
    (kept,) = erasures.folder().glob("*.json")
    forged = erasures.v1.Erasure(
        site=keys.site(), subject=digest, legal_basis=BASIS, ordered_by=ZHOU, confirmed_by=WU,
        ordered_at=evidence.LONG_AGO,
    )  # fmt: skip
    value = erasures.canonical.decode(kept.read_bytes())
    value["order"] = forged.document()
    (erasures.folder() / "forged.json").write_bytes(erasures.canonical.encode(value))
    assert erasures.apply_again() == []
    assert bodies.words(digest) == "个人信息"
