"""What must stand behind a release: each test puts one wrong document in the place of a right one.

The forger here holds the server's key: what is refused is refused for what it says.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from ledger import bodies, entries, keys, releases, verify
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import Body
from tests import evidence
from tests.evidence import CHEN, LIN, WU, ZHENG, ZHOU

pytestmark = pytest.mark.usefixtures("opened")

PAGE = evidence.content("通知")


def refused(document: v1.Release) -> str:
    """Sign and insert a header as it is; give the sentence with which it is not believed."""
    row = evidence.insert(document)
    with pytest.raises(Broken) as raised:
        verify.release(row)
    return raised.value.sentence


def with_opinions(statement: v1.Submission, signed: list[evidence.Signed]) -> v1.Release:
    return replace(
        evidence.header(PAGE),
        statement=statement.digest,
        opinions=tuple(one.reference for one in signed),
    )


def test_what_the_fixtures_make_is_believed() -> None:
    row = evidence.insert(evidence.header(PAGE))
    assert verify.release(row).content == PAGE


@pytest.mark.parametrize(
    "signers",
    [
        (ZHOU, ZHOU, ZHENG),
        (ZHOU, WU, WU),
        (ZHOU, WU, ZHOU),
        (LIN, WU, ZHENG),
        (ZHOU, LIN, ZHENG),
        (ZHOU, WU, LIN),
    ],
)
def test_three_persons_who_did_not_write_it(signers: tuple[dict[str, str], ...]) -> None:
    statement = evidence.submission([PAGE])
    assert refused(with_opinions(statement, evidence.opinions(statement, signers)))


def test_every_contributor_counts_not_only_the_drafter() -> None:
    people = tuple(sorted((LIN, WU), key=lambda person: person["uid"]))
    statement = evidence.submission([PAGE], contributors=people)
    assert refused(with_opinions(statement, evidence.opinions(statement)))


def test_a_drafter_who_is_not_named_among_the_contributors_counts_too() -> None:
    statement = evidence.submission([PAGE], contributors=(), drafter=ZHOU)
    assert refused(with_opinions(statement, evidence.opinions(statement)))


def test_the_policy_may_let_the_drafter_sign_first() -> None:
    allowing = evidence.policy(drafter_signs_first=True)
    statement = evidence.submission([PAGE], policy=allowing)
    signed = evidence.opinions(statement, (LIN, WU, ZHENG))
    row = evidence.insert(with_opinions(statement, signed))
    assert verify.release(row).opinions[0].person["name"] == "林晓"


@pytest.mark.parametrize("signers", [(ZHOU, LIN, ZHENG), (ZHOU, WU, LIN), (CHEN, WU, ZHENG)])
def test_the_policy_allows_nothing_more(signers: tuple[dict[str, str], ...]) -> None:
    people = tuple(sorted((LIN, CHEN), key=lambda person: person["uid"]))
    statement = evidence.submission(
        [PAGE], policy=evidence.policy(drafter_signs_first=True), contributors=people
    )
    assert refused(with_opinions(statement, evidence.opinions(statement, signers)))


@pytest.mark.parametrize(
    "more",
    [
        {"separate_proofreader": True},
        {"extra_signatures": ({"stage": "secrecy", "section": "", "kind": ""},)},
    ],
)
def test_a_policy_that_asks_for_more_is_not_ignored(more: dict[str, Any]) -> None:
    statement = evidence.submission([PAGE], policy=evidence.policy(**more))
    assert refused(with_opinions(statement, evidence.opinions(statement)))


def delegated(principal: dict[str, str], stage: str = "second") -> v1.Release:
    """陈立 signs a stage in the name of somebody."""
    statement = evidence.submission([PAGE])
    signed: list[evidence.Signed] = []
    for name, who in zip(v1.STAGES, (ZHOU, WU, ZHENG), strict=True):
        changes: dict[str, Any] = {}
        if name == stage:
            who = CHEN
            changes = {
                "on_behalf_of": principal,
                "appointment": evidence.appointment(CHEN, stage, on_behalf_of=principal),
            }
        before = [one.opinion.digest for one in signed]
        signed.append(evidence.opinion(statement, name, who, before, **changes))
    return with_opinions(statement, signed)


def test_a_delegate_may_sign_for_a_person_who_did_not() -> None:
    assert verify.release(evidence.insert(delegated(evidence.person("请假的人"))))


@pytest.mark.parametrize("principal", [ZHOU, ZHENG, LIN, CHEN])
def test_the_principal_of_a_delegation_counts_as_having_signed(principal: dict[str, str]) -> None:
    assert refused(delegated(principal))


def one_opinion_changed(stage: str, /, **changes: Any) -> v1.Release:
    """All is right but some fields of one opinion."""
    statement = evidence.submission([PAGE])
    signed: list[evidence.Signed] = []
    for name, who in zip(v1.STAGES, (ZHOU, WU, ZHENG), strict=True):
        before = [one.opinion.digest for one in signed]
        mine = changes if name == stage else {}
        signed.append(evidence.opinion(statement, name, who, before, **mine))
    return with_opinions(statement, signed)


WRONG: dict[str, Callable[[], dict[str, Any]]] = {
    "a return": lambda: {"decision": "return", "target": "drafter"},
    "another submission": lambda: {"submission": "sha256:" + "0" * 64},
    "another site": lambda: {"site": "another"},
    "another stage": lambda: {"stage": "first"},
    "an unknown stage": lambda: {"stage": "zeroth"},
    "the same ordinal as before": lambda: {"ordinal": 1},
    "the earlier opinions not seen": lambda: {"standing": ()},
    "signed before it was submitted": lambda: {"signed_at": evidence.LONG_AGO},
    "signed after the release": lambda: {"signed_at": "2999-01-01T00:00:00.000000Z"},
    "no appointment": lambda: {"appointment": "sha256:" + "0" * 64},
    "somebody else's appointment": lambda: {"appointment": evidence.appointment(ZHOU, "second")},
    "an appointment for another stage": lambda: {"appointment": evidence.appointment(WU, "first")},
    "an appointment for another section": lambda: {
        "appointment": evidence.appointment(WU, "second", section=evidence.uid("别的栏目"))
    },
    "an appointment that has ended": lambda: {
        "appointment": evidence.appointment(WU, "second", until="2020-01-02T00:00:00.000000Z")
    },
    "an appointment that has not begun": lambda: {
        "appointment": evidence.appointment(WU, "second", since="2999-01-01T00:00:00.000000Z")
    },
    "an appointment on somebody's behalf": lambda: {
        "appointment": evidence.appointment(WU, "second", on_behalf_of=CHEN)
    },
    "a policy as appointment": lambda: {"appointment": evidence.policy()},
}


@pytest.mark.parametrize("what", list(WRONG))
def test_an_opinion_that_is_not_right_is_refused(what: str) -> None:
    assert refused(one_opinion_changed("second", **WRONG[what]()))


@pytest.mark.parametrize("section", [PAGE.lineage[0], PAGE.page])
def test_an_appointment_for_the_section_of_the_page_is_right(section: str) -> None:
    appointment = evidence.appointment(WU, "second", section=section)
    document = one_opinion_changed("second", appointment=appointment)
    assert verify.release(evidence.insert(document))


def test_opinions_of_another_submission_do_not_count() -> None:
    one = evidence.submission([PAGE])
    other = evidence.submission([PAGE], uid="another-round")
    assert refused(with_opinions(other, evidence.opinions(one)))


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (0, 0, 2), (0, 1, 1)])
def test_the_stages_come_in_order_each_once(order: tuple[int, ...]) -> None:
    statement = evidence.submission([PAGE])
    signed = evidence.opinions(statement)
    assert refused(with_opinions(statement, [signed[number] for number in order]))


def test_a_fourth_opinion_is_not_ignored() -> None:
    statement = evidence.submission([PAGE])
    signed = evidence.opinions(statement)
    before = [one.opinion.digest for one in signed]
    fourth = evidence.opinion(statement, "secrecy", CHEN, before, ordinal=4)
    assert refused(with_opinions(statement, [*signed, fourth]))


@pytest.mark.parametrize("purpose", ["entry/1", "release/1", "head/1", "key/1"])
def test_an_opinion_signed_for_another_purpose_does_not_count(purpose: str) -> None:
    document = evidence.header(PAGE)
    body = bodies.get(document.opinions[1]["digest"])
    wrong = {
        **document.opinions[1],
        "signature": keys.signing_key().sign(purpose, body).hex(),
    }
    first, _, third = document.opinions
    assert refused(replace(document, opinions=(first, wrong, third)))


@pytest.mark.parametrize(
    "changes",
    [
        {"signature": "00" * 64},
        {"signature": "00"},
        {"scheme": "webauthn/1"},
        {"key": "ed25519:0000000000000000"},
    ],
)
def test_a_forged_signature_under_an_opinion_is_refused(changes: dict[str, str]) -> None:
    document = evidence.header(PAGE)
    first, second, third = document.opinions
    assert refused(replace(document, opinions=(first, {**second, **changes}, third)))


def test_the_submission_must_hold_this_page() -> None:
    statement = evidence.submission([evidence.content("另一则")])
    assert refused(with_opinions(statement, evidence.opinions(statement)))


@pytest.mark.parametrize(
    "changes",
    [
        {"content": "sha256:" + "0" * 64},
        {"address": "/else.html"},
        {"kind": "section"},
        {"title": "别的标题"},
        {"base": 1},
        {"lineage": []},
    ],
)
def test_the_item_of_the_submission_says_what_the_release_says(changes: dict[str, Any]) -> None:
    item = {**evidence.item(PAGE), **changes}
    statement = evidence.submission([PAGE], items=(item,))
    assert refused(with_opinions(statement, evidence.opinions(statement)))


def test_a_page_cannot_stand_twice_in_a_submission() -> None:
    with pytest.raises(NotCanonical):
        evidence.submission([PAGE, replace(PAGE, title="另一份")])


@pytest.mark.parametrize(
    "changes",
    [
        {"page": "another"},
        {"address": "/else.html"},
        {"live_from": evidence.LONG_AGO},
        {"live_until": "2999-01-01T00:00:00.000000Z"},
        {"assets": ("sha256:" + "0" * 64,)},
        {"content": "sha256:" + "0" * 64},
        {"statement": "sha256:" + "0" * 64},
        {"kind": "correct"},
        {"site": "another"},
        {"base": 7},
        {"previous": "00" * 64},
        {"key": "ed25519:0000000000000000"},
    ],
)
def test_the_header_says_what_was_signed(changes: dict[str, Any]) -> None:
    assert refused(evidence.header(PAGE, **changes))


def test_a_gap_that_no_restore_explains_is_found() -> None:
    evidence.insert(evidence.header(PAGE, sequence=9))
    assert "release 9" in [problem.place for problem in verify.ledger().problems]


class TestBase:
    """A release follows the newest release of its page, and nothing else."""

    @pytest.fixture(autouse=True)
    def released(self, opened: None) -> None:
        evidence.release_page(PAGE)

    def second(self, **changes: Any) -> v1.Release:
        return evidence.header(replace(PAGE, title="更正"), **changes)

    def test_a_correction_follows_what_stands(self) -> None:
        assert verify.release(evidence.insert(self.second()))

    @pytest.mark.parametrize("base", [None, 2, 9])
    def test_another_base_is_refused(self, base: int | None) -> None:
        assert refused(self.second(base=base))

    def test_a_round_opened_before_a_withdrawal_cannot_undo_it(self) -> None:
        document = self.second()
        evidence.withdraw(PAGE.page)
        last = evidence.Release.objects.get(sequence=2)
        late = replace(document, sequence=3, previous=bytes(last.signature).hex())
        assert refused(late)

    def test_a_round_on_an_older_base_is_refused_even_when_the_header_names_the_newest(
        self,
    ) -> None:
        statement = evidence.submission([replace(PAGE, title="旧的一轮")])
        evidence.release_page(replace(PAGE, title="更正"))
        document = evidence.header(replace(PAGE, title="旧的一轮"))
        signed = evidence.opinions(statement)
        assert refused(
            replace(
                document,
                statement=statement.digest,
                opinions=tuple(one.reference for one in signed),
            )
        )

    def test_a_page_keeps_its_address(self) -> None:
        moved = replace(PAGE, address="/news/202611/999999.html")
        assert refused(evidence.header(moved))

    def test_an_address_keeps_its_page(self) -> None:
        assert refused(evidence.header(evidence.content("强占", address=PAGE.address)))

    def test_what_was_withdrawn_is_not_corrected(self) -> None:
        evidence.withdraw(PAGE.page)
        assert refused(self.second(kind="correct"))
        # The forger's row is the newest now, and nothing is built on it.
        with pytest.raises(Broken):
            verify.release(releases.newest(PAGE.page))


class TestWithdrawal:
    """One person takes away, and adds nothing."""

    @pytest.fixture(autouse=True)
    def released(self, opened: None) -> None:
        self.row = evidence.release_page(PAGE)

    def test_a_withdrawal_is_believed(self) -> None:
        verified = verify.release(evidence.withdraw(PAGE.page))
        assert verified.content is None
        assert verified.withdrawal
        assert verified.withdrawal.person["name"] == "郑岚"

    @pytest.mark.parametrize(
        "changes",
        [
            lambda: {"page": "another"},
            lambda: {"base": 7},
            lambda: {"site": "another"},
            lambda: {"withdrawn_at": "2999-01-01T00:00:00.000000Z"},
            lambda: {"appointment": evidence.appointment(ZHENG, "second")},
            lambda: {"appointment": evidence.appointment(ZHOU, "final")},
            lambda: {
                "appointment": evidence.appointment(ZHENG, "final", section=evidence.uid("别处"))
            },
        ],
    )
    def test_a_withdrawal_that_is_not_right_is_refused(
        self, changes: Callable[[], dict[str, Any]]
    ) -> None:
        with pytest.raises(Broken):
            evidence.withdraw(PAGE.page, **changes())

    def test_what_is_withdrawn_cannot_be_withdrawn_again(self) -> None:
        evidence.withdraw(PAGE.page)
        with pytest.raises(Broken):
            evidence.withdraw(PAGE.page)


def test_a_content_that_is_not_a_content_is_refused() -> None:
    statement = evidence.submission([PAGE])
    assert Body.objects.filter(digest=statement.digest).exists()
    assert refused(evidence.header(PAGE, content=statement.digest))


class TestHands:
    """Whose hands were on a page is in the audit log, whatever the tables beside it say."""

    PAGE = evidence.content()

    def contribute(self, who: dict[str, str], page: str = PAGE.page) -> None:
        with transaction.atomic():
            entries.append("page:contributed", person=who, subject={"kind": "page", "uid": page})

    def problems(self) -> list[str]:
        return [problem.place for problem in verify.ledger().problems]

    @pytest.fixture(autouse=True)
    def begun(self, opened: None) -> None:
        evidence.begin()

    def test_of_a_named_contributor_are_in_order(self) -> None:
        self.contribute(evidence.LIN)
        evidence.release_page(self.PAGE)
        assert self.problems() == []

    def test_of_somebody_who_is_not_named_are_found(self) -> None:
        self.contribute(evidence.CHEN)
        evidence.release_page(self.PAGE)
        assert self.problems() == ["release 1"]

    def test_of_a_signer_are_found(self) -> None:
        self.contribute(evidence.WU)
        evidence.release_page(self.PAGE)
        assert self.problems() == ["release 1"]

    def test_on_another_page_do_not_matter(self) -> None:
        self.contribute(evidence.WU, evidence.uid("another"))
        evidence.release_page(self.PAGE)
        assert self.problems() == []

    def test_of_an_earlier_round_do_not_matter(self) -> None:
        self.contribute(evidence.LIN)
        evidence.release_page(self.PAGE)
        second = replace(self.PAGE, title="更正")
        named = evidence.submission([second], contributors=(evidence.CHEN,), drafter=evidence.CHEN)
        self.contribute(evidence.CHEN)
        evidence.release_page(second, statement=named)
        assert self.problems() == []

    def test_after_the_submission_of_the_release_before_count(self) -> None:
        evidence.release_page(self.PAGE)
        self.contribute(evidence.WU)
        evidence.release_page(replace(self.PAGE, title="更正"))
        assert self.problems() == ["release 2"]

    def test_before_a_withdrawal_count_again_because_the_whole_text_comes_back(self) -> None:
        self.contribute(evidence.LIN)
        evidence.release_page(self.PAGE)
        evidence.withdraw(self.PAGE.page)
        again = replace(self.PAGE, title="重新发布")
        named = evidence.submission([again], contributors=(evidence.CHEN,), drafter=evidence.CHEN)
        evidence.release_page(again, statement=named)
        assert self.problems() == ["release 3"]
