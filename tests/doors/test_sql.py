"""Through SQL, as the tables' owner: evidence forged, copied, changed, cut; projections."""

import shutil

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, IntegrityError, connection

from ledger import canonical, head, indexes, releases, triggers
from ledger.broken import Broken
from ledger.formats import v1
from ledger.models import AuditEntry, Body, EntryIndex, Release
from tests.doors import acting
from tests.doors.outcome import ADMITTED, ATTACK, CAUGHT, HARMLESS, REFUSED, door
from workflow import appointments, commands
from workflow.models import Opinion, Submission
from workflow.roles import Duty

EVIDENCE = (
    "ledger_auditentry",
    "ledger_release",
    "ledger_body",
    "ledger_asset",
    "workflow_appointment",
    "workflow_reviewpolicy",
    "workflow_contribution",
    "workflow_submission",
    "workflow_submissionitem",
    "workflow_opinion",
)


def attacked(city, name="draft"):
    """Submit a page that says what must not be said."""
    return acting.hand_in("lin", [acting.save(city.page(name), "lin", title=ATTACK)])


def columns(table):
    """Give the columns of a table."""
    with connection.cursor() as cursor:
        return [row.name for row in connection.introspection.get_table_description(cursor, table)]


def header_of(name, city):
    """Give the newest release row of a page."""
    return releases.newest(city.review(name).uid)


def change_body(digest, old, new):
    """Write other words into a body under the same digest."""
    body = Body.objects.get(digest=digest)
    changed = bytes(body.data).replace(old.encode(), new.encode())
    assert changed != bytes(body.data)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_body SET data = %s WHERE digest = %s", [changed, digest])


# ── 30 ───────────────────────────────────────────────────────────────────────
def _copied(opinion, submission, **changes):
    fields = {
        field.attname: getattr(opinion, field.attname)
        for field in Opinion._meta.concrete_fields
        if not field.primary_key
    }
    return Opinion(**{**fields, "submission_id": submission.pk, **changes})


@door(30, "opinions with invented signatures, inserted by the ORM", REFUSED)
def test_an_invented_opinion_is_no_signature(city):
    submission = attacked(city)
    acting.sign("zhou", submission, "first")
    genuine = submission.opinions.get()
    statement = v1.Opinion.parse(bytes(genuine.statement))
    wu = acting.presence("wu").person
    forged = v1.Opinion(
        **{
            **{k: v for k, v in statement.document().items() if k != "format"},
            "ordinal": 2,
            "stage": "second",
            "person": {"uid": wu.uid, "name": wu.name, "post": wu.post},
            "standing": [statement.digest],
        }
    )
    _copied(
        genuine,
        submission,
        ordinal=2,
        stage="second",
        statement=forged.encoded,
        digest=forged.digest,
        person=wu.uid,
        person_name=wu.name,
    ).save()
    city.sql(
        "UPDATE workflow_pagereview SET state = 'final_review' WHERE submission_id = %s",
        [submission.pk],
    )
    city.refused(
        lambda: acting.sign("zheng", submission, "final"),
        "opinion_not_genuine",
    )


@door(30, "genuine opinions of one submission copied to another", REFUSED)
def test_a_copied_opinion_is_no_signature(city):
    harmless = acting.hand_in("he", [acting.save(city.page("other"), "he")])
    acting.sign("zhou", harmless, "first")
    acting.sign("wu", harmless, "second")
    submission = attacked(city)
    with city.without_triggers():
        city.sql(
            "UPDATE workflow_opinion SET submission_id = %s WHERE submission_id = %s",
            [submission.pk, harmless.pk],
        )
    city.sql(
        "UPDATE workflow_pagereview SET state = 'final_review' WHERE submission_id = %s",
        [submission.pk],
    )
    city.refused(lambda: acting.sign("zheng", submission, "final"), "opinion_not_genuine")


@door(
    30, "content exchanged between two signatures, in the body that the submission names", REFUSED
)
def test_content_exchanged_between_signatures_is_not_released(city):
    submission = acting.hand_in("lin", [acting.save(city.page("draft"), "lin", title="平常标题")])
    acting.sign("zhou", submission, "first")
    acting.sign("wu", submission, "second")
    with city.without_triggers():
        change_body(submission.items.get().content, "平常标题", ATTACK)
    try:
        acting.sign("zheng", submission, "final")
    except (Broken, Exception) as error:
        city.refusals.append(str(error))
    assert city.refusals
    assert header_of("draft", city) is None


@door(30, "another content digest in the item, another statement in the submission", REFUSED)
def test_a_submission_exchanged_between_signatures_is_not_released(city):
    page = acting.save(city.page("draft"), "lin", title="平常标题")
    submission = acting.hand_in("lin", [page])
    acting.sign("zhou", submission, "first")
    acting.sign("wu", submission, "second")
    content = v1.Content.parse(bytes(Body.objects.get(digest=submission.items.get().content).data))
    fields = {k: v for k, v in content.document().items() if k != "format"}
    other = v1.Content(**{**fields, "title": ATTACK})
    Body.objects.create(digest=other.digest, data=other.encoded)
    statement = bytes(submission.statement).replace(content.digest.encode(), other.digest.encode())
    with city.without_triggers():
        city.sql(
            "UPDATE workflow_submissionitem SET content = %s WHERE submission_id = %s",
            [other.digest, submission.pk],
        )
        city.sql(
            "UPDATE workflow_submission SET statement = %s WHERE id = %s",
            [statement, submission.pk],
        )
    changed = Submission.objects.get(pk=submission.pk)
    city.refused(lambda: acting.sign("zheng", changed, "final"), "statement_broken")
    with city.without_triggers():
        city.sql(
            "UPDATE workflow_submission SET digest = %s WHERE id = %s",
            [canonical.digest(statement), submission.pk],
        )
    Body.objects.create(digest=canonical.digest(statement), data=statement)
    changed = Submission.objects.get(pk=submission.pk)
    city.refused(
        lambda: acting.sign("zheng", changed, "final", shown=changed.digest), "opinion_not_genuine"
    )


@door(
    30,
    "a release row that nobody signed, with its index and projection rows",
    CAUGHT,
    "an alarm on the public side; `verify_ledger`",
)
def test_an_unsigned_release_is_not_shown(city):
    newest = Release.objects.order_by("-sequence").first()
    base = header_of("plain", city)
    document = _another(base, newest, city)
    Release.objects.create(
        sequence=document.sequence,
        format=v1.Release.FORMAT,
        header=document.encoded,
        digest=document.digest,
        previous=document.previous,
        key=document.key,
        signature=bytes(newest.signature),
    )
    indexes.of_release(document).save(force_insert=True)
    city.sql(
        "UPDATE portal_publicitem SET sequence = %s, newest_sequence = %s WHERE uid = %s",
        [document.sequence, document.sequence, document.page],
    )
    city.look()
    city.alarm("chain:broken", "release:broken")
    city.verifier()


def _another(base, newest, city):
    """Make a correction of a release that says something else, unsigned."""
    header = releases.header(base)
    content = v1.Content.parse(bytes(Body.objects.get(digest=header.content).data))
    fields = {k: v for k, v in content.document().items() if k != "format"}
    other = v1.Content(**{**fields, "title": ATTACK})
    Body.objects.create(digest=other.digest, data=other.encoded)
    fields = {k: v for k, v in header.document().items() if k != "format"}
    return v1.Release(
        **{
            **fields,
            "sequence": newest.sequence + 1,
            "kind": "correct",
            "content": other.digest,
            "base": base.sequence,
            "audit": AuditEntry.objects.count() + 1,
            "previous": bytes(newest.signature).hex(),
        }
    )


# ── 31 ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("table", EVIDENCE)
@door(
    31,
    "UPDATE, DELETE, TRUNCATE, INSERT OR REPLACE and upsert on each append-only table",
    REFUSED,
    "the triggers refuse, in the transaction",
)
def test_evidence_is_append_only(city, table):
    names = columns(table)
    city.append_only(lambda: city.sql(f"UPDATE {table} SET {names[-1]} = {names[-1]}"))
    city.append_only(lambda: city.sql(f"DELETE FROM {table}"))
    listed = ", ".join(names)
    if connection.vendor == "sqlite":
        city.append_only(
            lambda: city.sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
        )
        # A new primary key, and the row that stands in the way by another unique key.
        if names[0] == "id":
            rest = ", ".join(names[1:])
            city.append_only(
                lambda: city.sql(
                    f"INSERT OR REPLACE INTO {table} ({listed}) "
                    f"SELECT id + 100000, {rest} FROM {table} LIMIT 1"
                )
            )
        return
    city.append_only(lambda: city.sql(f"TRUNCATE {table} CASCADE"))
    city.append_only(
        lambda: city.sql(
            f"INSERT INTO {table} SELECT * FROM {table} LIMIT 1 "
            f"ON CONFLICT ({names[0]}) DO UPDATE SET {names[-1]} = EXCLUDED.{names[-1]}"
        )
    )
    city.sql("SET session_replication_role = replica")
    city.append_only(lambda: city.sql(f"DELETE FROM {table}"))
    city.sql("SET session_replication_role = DEFAULT")


@door(31, "triggers dropped", CAUGHT, "`verify_ledger`; the server does not start")
def test_missing_triggers_are_noticed(city):
    triggers.remove(connection)
    city.verifier()
    with pytest.raises(SystemCheckError):
        call_command("check", databases=["default"])


@pytest.mark.parametrize("what", ["title", "statement", "opinion", "appointment", "policy"])
@door(
    31,
    "triggers dropped, then the bytes of a body changed under its digest",
    CAUGHT,
    "the page goes dark with an alarm; `verify_ledger`",
)
def test_changed_bodies_are_not_believed(city, what):
    header = releases.header(header_of("plain", city))
    opinion = v1.Opinion.parse(bytes(Body.objects.get(digest=header.opinions[0]["digest"]).data))
    submission = v1.Submission.parse(bytes(Body.objects.get(digest=header.statement).data))
    digest, old = {
        "title": (header.content, "全民健身中心开放"),
        "statement": (header.statement, "林晓"),
        "opinion": (opinion.digest, "周敏"),
        "appointment": (opinion.appointment, "周敏"),
        "policy": (submission.policy, "false"),
    }[what]
    with city.without_triggers():
        change_body(digest, old, ATTACK if old != "false" else "true")
    city.start_again()
    city.look()
    city.alarm("release:broken")
    city.verifier()


@pytest.mark.parametrize("column", ["header", "signature", "digest", "previous", "key"])
@door(
    31,
    "triggers dropped, then a column of a release changed",
    CAUGHT,
    "dark with an alarm, or the chain stops with one; `verify_ledger`",
)
def test_changed_releases_are_not_believed(city, column):
    row = header_of("plain", city)
    value = {
        "header": bytes(row.header).replace(b'"kind":"publish"', b'"kind":"correct"'),
        "signature": bytes(64),
        "digest": "sha256:" + "0" * 64,
        "previous": "00" * 64,
        "key": "ed25519:" + "0" * 16,
    }[column]
    with city.without_triggers():
        city.sql(
            f"UPDATE ledger_release SET {column} = %s WHERE sequence = %s", [value, row.sequence]
        )
    city.start_again()
    city.look()
    city.alarm("release:broken", "chain:broken")
    city.verifier()


@pytest.mark.parametrize("name", ["first", "middle", "last"])
@door(
    31,
    "triggers dropped, then a release deleted: the first, one between, the last",
    CAUGHT,
    "an alarm; the signed head; `verify_ledger`",
)
def test_deleted_releases_are_noticed(city, name):
    sequences = list(Release.objects.order_by("sequence").values_list("sequence", flat=True))
    sequence = {"first": sequences[0], "middle": sequences[4], "last": sequences[-1]}[name]
    with city.without_triggers():
        city.sql("DELETE FROM ledger_release WHERE sequence = %s", [sequence])
        city.sql("DELETE FROM ledger_releaseindex WHERE sequence = %s", [sequence])
    city.look()
    city.verifier()


@door(
    31,
    "triggers dropped, then a withdrawal deleted, the newest release of all",
    CAUGHT,
    "the signed head; `verify_ledger`; nothing can be signed any more",
)
def test_a_deleted_withdrawal_brings_nothing_back(city):
    acting.withdraw(city.page("plain"))
    city.begin()
    newest = Release.objects.order_by("-sequence").first()
    with city.without_triggers():
        city.sql("DELETE FROM ledger_release WHERE sequence = %s", [newest.sequence])
        city.sql("DELETE FROM ledger_releaseindex WHERE sequence = %s", [newest.sequence])
    city.sql("UPDATE portal_following SET sequence = %s", [newest.sequence - 1])
    city.sql(
        "UPDATE portal_publicitem SET status = 'public', sequence = first_sequence, "
        "newest_sequence = first_sequence WHERE uid = %s",
        [city.review("plain").uid],
    )
    city.look()
    city.verifier()
    city.disbelieved(head.check)


@door(
    31,
    "the tail of the audit chain cut off",
    CAUGHT,
    "the signed head: signing stops, `verify_ledger` names the missing entry",
)
def test_a_cut_tail_is_noticed(city):
    last = AuditEntry.objects.order_by("-sequence").first().sequence
    with city.without_triggers():
        for table in ("ledger_auditentry", "ledger_entryindex"):
            city.sql(f"DELETE FROM {table} WHERE sequence > %s", [last - 3])
    city.verifier()
    city.disbelieved(lambda: acting.save(city.page("draft"), "lin", title=ATTACK))


@door(31, "an audit entry changed: another person, another time", CAUGHT, "`verify_ledger`")
def test_a_changed_entry_is_noticed(city):
    row = next(
        row for row in AuditEntry.objects.order_by("sequence") if b'"name":"' in bytes(row.header)
    )
    changed = bytes(row.header).replace(b'"name":"', b'"name":"X')
    with city.without_triggers():
        city.sql(
            "UPDATE ledger_auditentry SET header = %s, digest = %s WHERE sequence = %s",
            [changed, canonical.digest(changed), row.sequence],
        )
    city.verifier()


@door(
    31,
    "triggers dropped, then the columns of opinions, contributions, submissions changed",
    HARMLESS,
    "releases rest on the signed statements, never on the desk's columns",
)
def test_columns_of_the_desk_are_copies(city):
    with city.without_triggers():
        city.sql("UPDATE workflow_opinion SET person_name = %s", [ATTACK])
        city.sql("UPDATE workflow_contribution SET person_name = %s", [ATTACK])
        city.sql("UPDATE workflow_submission SET submitter_name = %s", [ATTACK])


@door(
    31,
    "triggers dropped, then somebody's contributions deleted, who signs the first stage afterwards",
    ADMITTED,
    "the entry `page:contributed` stays in the audit chain: `verify_ledger` finds what is released",
)
def test_deleted_contributions_leave_their_entries(city):
    appointments_of_he(city)
    page = city.page("draft")
    commands.contribute(acting.presence("he").person, page.review, "asset", "")
    he = acting.presence("he").person
    with city.without_triggers():
        city.sql("DELETE FROM workflow_contribution WHERE person = %s", [he.uid])
    submission = acting.hand_in("lin", [acting.save(page, "lin", title="平常标题")])
    acting.sign("he", submission, "first")
    rows = EntryIndex.objects.filter(tag="page:contributed", person=he.uid)
    assert rows.filter(subject=f"page:{page.review.uid}").exists()
    city.notices.append("page:contributed")


def appointments_of_he(city):
    """Appoint a drafter to the first stage, as the two administrators do."""
    row = appointments.propose(
        acting.presence("sun"), acting.presence("he").person, Duty.FIRST, reason="test"
    )
    appointments.confirm(acting.presence("qi"), row.uid)


# ── 33 ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("name", ["changed", "gone"])
@door(
    33,
    "an older genuine release put in again as the newest row",
    CAUGHT,
    "the chain does not fit: an alarm; `verify_ledger`",
)
def test_a_replayed_release_is_not_believed(city, name):
    old = releases.of_page(city.review(name).uid)[0]
    last = Release.objects.order_by("-sequence").first()
    city.fails(
        lambda: city.sql(
            "INSERT INTO ledger_release "
            "(sequence, format, header, digest, previous, key, signature) "
            "SELECT %s, format, header, digest, previous, key, signature FROM ledger_release "
            "WHERE sequence = %s",
            [last.sequence + 1, old.sequence],
        ),
        DatabaseError,
        IntegrityError,
    )
    city.refusals.clear()
    with city.without_triggers():
        city.sql(
            "INSERT INTO ledger_release "
            "(sequence, format, header, digest, previous, key, signature) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                last.sequence + 1,
                old.format,
                bytes(old.header),
                "sha256:" + "1" * 64,
                bytes(last.signature).hex(),
                old.key,
                bytes(old.signature),
            ],
        )
    city.sql(
        "UPDATE portal_publicitem SET sequence = %s, status = 'public' WHERE uid = %s",
        [old.sequence, city.review(name).uid],
    )
    city.look()
    city.alarm("chain:broken", "release:broken")
    city.verifier()


@door(33, "the working copy put back into an old, signed submission, and approved again", REFUSED)
def test_an_old_submission_is_not_approved_again(city):
    review = city.review("changed")
    old = review.items.order_by("pk").first().submission
    city.sql(
        "UPDATE workflow_pagereview SET submission_id = %s, state = 'final_review' "
        "WHERE id IN (SELECT review_id FROM workflow_submissionitem WHERE submission_id = %s)",
        [old.pk, old.pk],
    )
    city.refused(
        lambda: acting.sign("zheng", old, "final"),
        "one_person_one_stage",
        "stage_taken",
        "release_overtaken",
    )
    city.refused(lambda: acting.sign("chen", old, "final"), "stage_taken", "release_overtaken")


@door(
    33,
    "the database replaced by an older genuine copy, the head file kept",
    CAUGHT,
    "the signed head: signing stops and an alarm is raised; `verify_ledger`",
)
def test_an_older_database_is_noticed(city, tmp_path):
    if connection.vendor != "sqlite":
        _cut_back(city)
    else:
        connection.close()
        copy = tmp_path / "older.sqlite3"
        shutil.copyfile(connection.settings_dict["NAME"], copy)
        acting.withdraw(city.page("plain"))
        city.begin()
        connection.close()
        shutil.copyfile(copy, connection.settings_dict["NAME"])
    city.look()
    city.verifier()
    city.disbelieved(head.check)


def _cut_back(city):
    """Take the newest release and its entry away, as an older copy would not have them."""
    acting.withdraw(city.page("plain"))
    city.begin()
    release = Release.objects.order_by("-sequence").first()
    entry = AuditEntry.objects.order_by("-sequence").first()
    with city.without_triggers():
        for table, sequence in (("release", release.sequence), ("auditentry", entry.sequence)):
            city.sql(f"DELETE FROM ledger_{table} WHERE sequence = %s", [sequence])
    city.sql("DELETE FROM ledger_releaseindex WHERE sequence = %s", [release.sequence])
    city.sql("DELETE FROM ledger_entryindex WHERE sequence = %s", [entry.sequence])


@door(
    33,
    "database and head file both replaced by older genuine copies, the process started anew",
    ADMITTED,
    "a head that was printed or mailed later; processes that ran on remember what they saw",
)
def test_database_and_head_together_go_back(city, tmp_path):
    before = head.read()
    kept = settings.SANSHEN_HEAD.read_bytes()
    acting.withdraw(city.page("plain"))
    printed = head.read()
    city.begin()
    release = Release.objects.order_by("-sequence").first()
    with city.without_triggers():
        city.sql("DELETE FROM ledger_release WHERE sequence >= %s", [release.sequence])
        city.sql("DELETE FROM ledger_auditentry WHERE sequence > %s", [before.entry])
        city.sql("DELETE FROM ledger_entryindex WHERE sequence > %s", [before.entry])
        city.sql("DELETE FROM ledger_releaseindex WHERE sequence >= %s", [release.sequence])
    settings.SANSHEN_HEAD.write_bytes(kept)
    city.look()
    city.alarm("chain:backwards")
    newest = AuditEntry.objects.order_by("-sequence").first()
    assert printed.entry > newest.sequence
    city.notices.append(f"the printed head names entry {printed.entry}")


# ── 36 ───────────────────────────────────────────────────────────────────────
@door(
    36,
    "every projection row says public, first, at another address, of another kind",
    CAUGHT,
    "what is shown comes from the releases; `rebuild_public` makes the rows again",
)
def test_projections_hold_no_words_and_open_nothing(city):
    uids = [city.review(name).uid for name in ("gone", "later", "draft")]
    for uid in uids:
        city.sql(
            "UPDATE portal_publicitem SET status = 'public', sequence = newest_sequence, "
            "kind = 'article' WHERE uid = %s",
            [uid],
        )
        city.sql("UPDATE portal_listing SET active = %s WHERE uid = %s", [True, uid])
    city.look()
    city.catches.append("nothing that is not in force is believed")


@door(
    36,
    "an address row given to another page, new address rows",
    CAUGHT,
    "the page's own address goes dark, no other shows it; `rebuild_public`",
)
def test_an_address_shows_only_its_own_page(city):
    rich, plain = city.review("rich"), city.review("plain")
    city.sql(
        "UPDATE portal_publicaddress SET uid = %s WHERE address = %s", [rich.uid, plain.address]
    )
    city.sql(
        "INSERT INTO portal_publicaddress (address, uid, since) VALUES (%s, %s, 1)",
        ["/invented.html", rich.uid],
    )
    city.start_again()
    assert city.get(plain.address).status in (404, 410, 503)
    assert city.get("/invented.html").status in (404, 410, 503)
    city.catches.append("the released address decides")


@door(36, "rows for files of unreleased pages among the public files", HARMLESS)
def test_a_file_is_public_only_while_a_release_names_it(city):
    for name in ("draft", "later", "gone"):
        for use in ("attachment", "picture"):
            digits = city.file(name, use).removeprefix("/assets/").partition(".")[0]
            for owner in ("plain", "rich", name):
                city.sql(
                    "INSERT INTO portal_publicasset (digest, uid) VALUES (%s, %s)",
                    [f"sha256:{digits}", city.review(owner).uid],
                )


@door(36, "the cache, and the index tables of the ledger, filled with other things", HARMLESS)
def test_cache_and_indexes_are_believed_by_nobody(city):
    cache.set("wagtail_site_root_paths", [ATTACK])
    city.sql("UPDATE ledger_releaseindex SET kind = 'publish', live_until = NULL")
    city.sql("DELETE FROM ledger_releaseindex WHERE kind = 'withdraw'")
    city.sql("UPDATE ledger_entryindex SET person_name = %s", [ATTACK])
