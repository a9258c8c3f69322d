"""Through what a release rests on: races, policies, orders, the head, other pages' texts."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from cms.freeze import freeze_all
from ledger import canonical, head, releases
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import AuditEntry, Body, Erasure, Release
from portal.models import Following, PublicAsset
from portal.records import search_record
from search.engine import get_engine
from search.record import SearchRecord
from tests.doors import acting
from tests.doors.outcome import ATTACK, CAUGHT, HARMLESS, REFUSED, door
from workflow import appointments, commands
from workflow.dimensions import Dimension
from workflow.models import Opinion, Submission
from workflow.presence import Presence
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.rules.facts import Extra


def attacked(city, name="draft"):
    """Submit a page that says what must not be said."""
    return acting.hand_in("lin", [acting.save(city.page(name), "lin", title=ATTACK)])


def appoint(username, duty):
    """Appoint somebody as the two administrators do."""
    person = acting.presence(username).person
    row = appointments.propose(acting.presence("sun"), person, duty, reason="test")
    appointments.confirm(acting.presence("qi"), row.uid)


def policy(*extras, **wanted):
    """Put a policy in force as the two administrators do."""
    row = appointments.propose_policy(acting.presence("sun"), extra_signatures=extras, **wanted)
    appointments.confirm_policy(acting.presence("qi"), row.uid)
    return row


def at_once(*acts):
    """Do several things at the same moment, each in a thread; give what was refused."""
    barrier, refused = threading.Barrier(len(acts)), []

    def do(act):
        try:
            barrier.wait(20)
            act()
        except Refused as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return refused


def ready(city, name="plain", **changes):
    """Bring a correction of a public page to its last signature."""
    submission = acting.hand_in("lin", [acting.save(city.page(name), "lin", **changes)])
    acting.sign("zhou", submission, "first")
    acting.sign("wu", submission, "second")
    return submission


# ── 16, 44 ───────────────────────────────────────────────────────────────────
@door(44, "a page withdrawn and its correction approved at the same moment", HARMLESS,
      "whichever comes first, it is away afterwards")  # fmt: skip
def test_a_withdrawal_wins_whichever_comes_first(city):
    submission = ready(city, title=ATTACK)
    page = city.page("plain")
    refused = at_once(
        lambda: acting.sign("zheng", submission, "final"),
        lambda: acting.withdraw(page, "chen"),
    )
    codes = {reason.code for error in refused for reason in error.refusals}
    assert codes <= {"round_over", "overtaken", "release_overtaken", "not_at_this_stage"}, codes
    newest = releases.header(releases.newest(city.review("plain").uid))
    assert newest.kind == "withdraw"
    assert city.get(city.address("plain")).status == 410
    city.begin()


@door(16, "the last signature sent twice at the same moment", REFUSED)
def test_one_approval_makes_one_release(city):
    submission = ready(city, title="健身中心开放时间")
    before = Release.objects.count()
    refused = at_once(
        lambda: acting.sign("zheng", submission, "final"),
        lambda: acting.sign("chen", submission, "final"),
    )
    assert Release.objects.count() == before + 1
    assert len(refused) == 1
    city.refusals.append(str(refused[0]))
    city.begin()


@door(44, "a withdrawal taken twice, confirmed by who made it, confirmed twice", REFUSED)
def test_a_withdrawal_is_looked_at_by_a_second_person(city):
    release = acting.withdraw(city.page("plain"))
    city.begin()
    city.refused(lambda: acting.withdraw(city.page("plain"), "chen"), "nothing_public")
    confirm = commands.confirm_withdrawal
    city.refused(
        lambda: confirm(acting.presence("zheng"), release.sequence), "confirms_own_withdrawal"
    )
    confirm(acting.presence("chen"), release.sequence)
    city.refused(lambda: confirm(acting.presence("chen"), release.sequence), "withdrawal_confirmed")


# ── 18, 30 ───────────────────────────────────────────────────────────────────
@door(18, "the frozen text of one page handed in as another page", REFUSED)
def test_a_text_belongs_to_its_page(city):
    frozen = freeze_all([acting.save(city.page("draft"), "lin", title=ATTACK)])[0].for_submission()
    other = city.review("plain")
    revision = freeze_all([city.page("plain")])[0].revision
    handed = [commands.FrozenPage(other, frozen.content, revision, [])]
    city.refused(
        lambda: commands.submit(acting.presence("lin"), handed, commands.bundle_digest(handed)),
        "another_page", "changed_meanwhile", "shown_another",
    )  # fmt: skip


@door(28, "a presence put together from one person and the account of another", REFUSED)
def test_a_presence_is_looked_up_again(city):
    submission = attacked(city)
    zhou, lin = acting.presence("zhou"), acting.presence("lin")
    mixed = Presence(zhou.person, lin.account_id, "session", zhou.proven_at)
    city.refused(
        lambda: commands.decide(
            mixed, submission, shown=submission.digest, stage="first", decision="pass", words="同意"
        ),
        "account_closed",
    )


# ── 20 ───────────────────────────────────────────────────────────────────────
@door(20, "approved without the extra signature that the policy asks for", REFUSED)
def test_an_extra_signature_is_not_left_out(city):
    policy(Extra("secrecy", "", ""))
    appoint("deng", Duty.SECRECY)
    submission = attacked(city)
    acting.sign("zhou", submission, "first")
    acting.sign("wu", submission, "second")
    city.refused(lambda: acting.sign("zheng", submission, "final"), "signature_missing")


@door(20, "the extra signature given by somebody unappointed, or by one of the three", REFUSED)
def test_an_extra_signature_is_a_fourth_persons(city):
    policy(Extra("secrecy", "", ""))
    appoint("deng", Duty.SECRECY)
    appoint("wu", Duty.SECRECY)
    submission = attacked(city)
    acting.sign("zhou", submission, "first")
    acting.sign("wu", submission, "second")
    city.refused(lambda: acting.sign("feng", submission, "secrecy"), "never_appointed")
    city.refused(lambda: acting.sign("wu", submission, "secrecy"), "one_person_one_stage")
    city.refused(lambda: acting.sign("lin", submission, "secrecy"), "contributor_signs",
                 "never_appointed")  # fmt: skip


@door(20, "the policy that asks for it revoked while a text waits", REFUSED)
def test_a_text_keeps_the_policy_it_was_handed_in_under(city):
    row = policy(Extra("secrecy", "", ""))
    appoint("deng", Duty.SECRECY)
    submission = attacked(city)
    appointments.revoke_policy(acting.presence("qi"), row.uid, "test")
    acting.sign("zhou", submission, "first")
    acting.sign("wu", submission, "second")
    city.refused(lambda: acting.sign("zheng", submission, "final"), "signature_missing")


@door(20, "a pass without looking at what the policy makes obligatory", REFUSED)
def test_an_obligatory_look_is_not_left_out(city):
    policy(obligatory=tuple(Dimension))
    submission = attacked(city)
    city.refused(lambda: acting.sign("zhou", submission, "first"), "dimension_unlooked")


@door(20, "the separate proofreader left out, or one who signs a stage as well", REFUSED)
def test_a_separate_proofreader_is_somebody_else(city):
    policy(separate_proofreader=True)
    appoint("zhou", Duty.FIRST_PROOF)
    submission = attacked(city)
    city.refused(lambda: acting.sign("zhou", submission, "first"), "signature_missing")
    acting.sign("zhou", submission, "first_proof")
    city.refused(lambda: acting.sign("zhou", submission, "first"), "one_person_one_stage")


# ── 31 ───────────────────────────────────────────────────────────────────────
@door(31, "an erasure order written into its table by SQL, then the text deleted", CAUGHT,
      "the page goes dark with an alarm; `verify_ledger` finds the order")  # fmt: skip
def test_a_forged_order_erases_nothing_unseen(city):
    digest = releases.header(releases.newest(city.review("plain").uid)).content
    statement = canonical.encode({"format": "erasure/1", "subject": digest})
    Erasure.objects.create(
        number=1, subject=digest, statement=statement, digest=canonical.digest(statement)
    )
    Body.objects.filter(digest=digest).delete()
    city.verifier()


@door(31, "an audit entry appended by SQL, with a signature that is another's", CAUGHT,
      "nothing more can be signed; `verify_ledger`")  # fmt: skip
def test_an_appended_entry_is_not_built_upon(city):
    last = AuditEntry.objects.order_by("-sequence").first()
    value = {k: v for k, v in v1.Entry.parse(bytes(last.header)).document().items()
             if k != "format"}  # fmt: skip
    forged = v1.Entry(
        **{**value, "sequence": last.sequence + 1, "previous": last.digest, "tag": "page:moved"}
    )
    AuditEntry.objects.create(
        sequence=last.sequence + 1, format=last.format, header=forged.encoded,
        digest=forged.digest, previous=last.digest, key=last.key,
        signature=bytes(last.signature),
    )  # fmt: skip
    city.verifier()
    with pytest.raises((Broken, Refused)):
        acting.save(city.page("draft"), "lin", title=ATTACK)


@door(31, "two releases exchanged, each under the other's number", CAUGHT,
      "the chain does not fit; `verify_ledger`")  # fmt: skip
def test_releases_keep_their_places(city):
    one, other = Release.objects.order_by("sequence")[1:3]
    with city.without_triggers():
        for a, b in ((one.sequence, 10**6), (other.sequence, one.sequence),
                     (10**6, other.sequence)):  # fmt: skip
            city.sql("UPDATE ledger_release SET sequence = %s WHERE sequence = %s", [b, a])
    city.verifier()


@door(31, "the signed head taken away, emptied, or written by hand", CAUGHT,
      "signing stops; `verify_ledger`")  # fmt: skip
@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"head":{},"signature":"00"}'])
def test_without_its_head_nothing_is_signed(city, content):
    place = settings.SANSHEN_HEAD
    if content is None:
        place.unlink()
    else:
        place.write_bytes(content)
    city.disbelieved(head.check)
    with pytest.raises(Broken):
        acting.save(city.page("draft"), "lin", title=ATTACK)
    city.verifier()


@door(31, "a verifying key of somebody else's put beside ours", CAUGHT,
      "`verify_ledger`, and every process that starts")  # fmt: skip
def test_a_strange_key_is_named(city):
    own = next(settings.SANSHEN_KEYS.glob("*.json"))
    strange = own.read_bytes().replace(own.stem.encode(), b"ed25519:" + b"0" * 16)
    (settings.SANSHEN_KEYS / f"ed25519:{'0' * 16}.json").write_bytes(strange)
    city.verifier()
    (settings.SANSHEN_KEYS / f"ed25519:{'0' * 16}.json").unlink()


@door(32, "`flush`, which empties every table", REFUSED)
def test_flushing_is_refused(city):
    with pytest.raises((CommandError, DatabaseError)) as error:
        call_command("flush", interactive=False, verbosity=0)
    city.refusals.append(str(error.value))
    assert Release.objects.exists()


# ── 36 ───────────────────────────────────────────────────────────────────────
@door(36, "the reader of the releases set ahead, so that it misses what comes", CAUGHT,
      "an alarm: it claims releases that are not there; all of them are read again")  # fmt: skip
def test_a_reader_set_ahead_is_noticed(city):
    Following.objects.update(sequence=10**6)
    city.look()
    city.alarm("items:ahead")
    assert Following.objects.get().sequence < 10**6


@door(36, "the same, and a page withdrawn before anybody looks", HARMLESS,
      "what is new is read, whatever claims to have read it")  # fmt: skip
def test_a_reader_set_ahead_misses_no_withdrawal(city):
    Following.objects.update(sequence=10**6)
    acting.withdraw(city.page("plain"))
    assert city.get(city.address("plain")).status == 410
    assert "健身" not in city.get("/").text
    city.begin()


@door(36, "a file of a draft written in as one that a public page carries", HARMLESS)
def test_a_file_needs_a_release_that_names_it(city):
    digest = "sha256:" + city.file("draft").removeprefix("/assets/").split(".")[0]
    PublicAsset.objects.create(digest=digest, uid=city.review("plain").uid)
    assert city.get(city.file("draft")).status == 404


@door(36, "the search index filled with a draft, and with other words for a public page", HARMLESS,
      "titles, excerpts and addresses of results come from the releases")  # fmt: skip
def test_the_index_says_no_words(city):
    record = _record(city, "draft", title=f"{ATTACK}云海", body=f"{ATTACK}云海")
    other = _record(city, "plain", title=f"{ATTACK}云海", body=f"{ATTACK}云海")
    get_engine().put([record, other])
    for words in ("云海", ATTACK, "云海 暗门"):
        answer = city.get(f"/search/?q={words}")
        typed = answer.text.replace(words, "")
        assert ATTACK not in typed
        assert str(city.review("draft").address) not in answer.text
    call_command("rebuild_index", verbosity=0)


def _record(city, name, **changes):
    """Give a search record of a page as if it had been released with other words."""
    genuine = next(iter(_records(city)))
    fields = {f: getattr(genuine, f) for f in genuine.__dataclass_fields__}
    fields |= {"uid": city.review(name).uid, "sequence": 10**6, **changes}
    return SearchRecord(**fields)


def _records(city):
    """Give the record of a page that is public."""
    found = search_record(city.review("changed").uid)
    assert found is not None
    return [found]


# ── 33 ───────────────────────────────────────────────────────────────────────
@door(33, "a correction based on a release that is not the newest any more", REFUSED)
def test_a_correction_starts_from_what_is_public(city):
    submission = ready(city, title=ATTACK)
    city.sql(
        "UPDATE workflow_pagereview SET state = 'drafting', submission_id = NULL "
        "WHERE page_id = %s",
        [city.built.pages["plain"]],
    )
    acting.release(acting.save(city.page("plain"), "lin", title="健身中心"))
    city.begin()
    city.sql(
        "UPDATE workflow_pagereview SET state = 'final_review', submission_id = %s "
        "WHERE page_id = %s",
        [submission.pk, city.built.pages["plain"]],
    )
    city.refused(lambda: acting.sign("zheng", submission, "final"), "release_overtaken")


# ── 15 ───────────────────────────────────────────────────────────────────────
@door(15, "a signature whose proof of presence is hours old, sent from an open screen", REFUSED)
def test_an_old_proof_signs_nothing(city):
    submission = attacked(city)
    browser = city.browser("zhou")
    session = browser.session
    session["sanshen_proven_at"] = (timezone.now() - timedelta(hours=3)).isoformat()
    session.save()
    response = browser.post(
        f"/admin/desk/{submission.uid}/sign/",
        {"shown": submission.digest, "stage": "first", "decision": "pass", "confirm": "1",
         "words": "同意"},
    )  # fmt: skip
    assert not Opinion.objects.filter(submission=submission).exists()
    assert 'type="password"' in response.content.decode()
    city.refusals.append(response.content.decode())
    assert Submission.objects.filter(pk=submission.pk).exists()
