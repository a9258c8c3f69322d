"""Through the record itself: rows forged, copied, changed, removed."""

from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from config.gate.catalogue import door
from config.gate.ground import Unfit
from config.gate.outcome import Outcome
from config.gate.trial import Through, Trial
from ledger import canonical, followed, indexes, releases, triggers, verify
from ledger.formats import v1
from ledger.models import Body, Release
from ledger.verify import single
from portal.models import PublicItem
from workflow.models import Opinion
from workflow.states import State

REWRITE = _(
    "Whoever can write to the database can rewrite the record. Run verify_ledger, find out who "
    "dropped the triggers, and put them back with migrate."
)
FORGED = _(
    "Take the public processes off the network: they believe what nobody signed. Compare the "
    "program with the release it was installed from."
)
MISSING = _("These triggers are missing or changed: %(names)s.")
ROW_CHANGED = _("A row of the table %(table)s could be changed.")
ROW_REMOVED = _("A row of the table %(table)s could be removed.")


@door(
    31,
    "triggers",
    _("The triggers that keep the record append-only are counted."),
    Outcome.HARMLESS,
    advice=REWRITE,
)
def all_triggers(trial: Trial) -> None:
    """Each one, with its exact text."""
    tables = tuple(f"{name}_" for name in connection.introspection.table_names())
    names = [name for name in triggers.missing(connection) if name.startswith(tables)]
    if names:
        raise Through(MISSING, names=", ".join(names[:10]))
    trial.note(_("All triggers of %(count)s tables are in place."), count=len(triggers.TABLES))


@door(
    31,
    "change-record",
    _("A row of each table of the record is changed, then removed, by SQL."),
    Outcome.REFUSED,
    advice=REWRITE,
    inside=True,
)
def change_record(trial: Trial) -> None:
    """The newest row, which is one of this attempt wherever it has made one."""
    quote = connection.ops.quote_name
    for table in sorted(triggers.TABLES):
        column = _first_column(table)
        if column is None:
            continue
        name, key = quote(table), quote(column)
        newest = f"(SELECT MAX({key}) FROM {name})"
        for statement, words in (
            (f"UPDATE {name} SET {key} = {key} WHERE {key} = {newest}", ROW_CHANGED),
            (f"DELETE FROM {name} WHERE {key} = {newest}", ROW_REMOVED),
        ):
            before = len(trial.refusals)
            trial.refused(partial(_run, statement))
            if len(trial.refusals) == before:
                raise Through(words, table=table)


def _first_column(table: str) -> str | None:
    """Give the primary key of a table that has a row."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return None
        column = connection.introspection.get_primary_key_column(cursor, table)
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
        return str(column) if column and cursor.fetchone() else None


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _columns(row: Any, **changes: Any) -> dict[str, Any]:
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    if row._meta.pk.name == "id":
        fields.pop("id")
    return {**fields, **changes}


@door(
    30,
    "invented-opinion",
    _("Two opinions are written into the table, and the third person signs."),
    Outcome.REFUSED,
    advice=FORGED,
    inside=True,
)
def invented_opinion(trial: Trial) -> None:
    """Their signatures are copies of others'."""
    ground = trial.ground
    ground.save("draft", title=trial.word)
    submission = ground.hand_in("draft")
    assert ground.submission is not None
    for genuine in ground.submission.opinions.filter(stage__in=("first", "second")):
        statement = bytes(genuine.statement).replace(
            ground.submission.digest.encode(), submission.digest.encode()
        )
        digest = canonical.digest(statement)
        Body.objects.create(digest=digest, data=statement)
        row = _columns(genuine, submission_id=submission.pk, statement=statement, digest=digest)
        Opinion.objects.create(**row)
    review = ground.review("draft")
    type(review).objects.filter(pk=review.pk).update(state=State.FINAL_REVIEW)
    trial.refused(lambda: ground.sign("final", submission, "final"))


def _forged(trial: Trial, **changes: Any) -> Release:
    """Write a release of the draft that nobody signed, at the end of the chain."""
    last = Release.objects.order_by("-sequence").first()
    genuine = releases.newest(trial.ground.review("plain").uid)
    assert last is not None
    assert genuine is not None
    review = trial.ground.review("draft")
    content = v1.Content.parse(
        bytes(Body.objects.get(digest=releases.header(genuine).content).data)
    )
    fields = {name: value for name, value in content.document().items() if name != "format"}
    other = v1.Content(
        **{
            **fields,
            "page": review.uid,
            "address": review.address,
            "title": trial.word,
            "body_html": f"<p>{trial.word}</p>",
            "text": trial.word,
        }
    )
    Body.objects.create(digest=other.digest, data=other.encoded)
    header = {k: v for k, v in releases.header(genuine).document().items() if k != "format"}
    document = v1.Release(
        **{
            **header,
            "sequence": last.sequence + 1,
            "page": review.uid,
            "address": review.address,
            "content": other.digest,
            "previous": bytes(last.signature).hex(),
            "base": None,
            **changes,
        }
    )
    row = Release.objects.create(
        sequence=document.sequence,
        format=v1.Release.FORMAT,
        header=document.encoded,
        digest=document.digest,
        previous=document.previous,
        key=genuine.key,
        signature=bytes(genuine.signature),
    )
    indexes.of_release(document).save(force_insert=True)
    return row


@door(
    30,
    "forged-release",
    _("A release that nobody signed is written into the table, with all that belongs to it."),
    Outcome.CAUGHT,
    advice=FORGED,
    inside=True,
)
def forged_release(trial: Trial) -> None:
    """The public side is told that it is there, and does not believe it."""
    row = _forged(trial)
    uid = trial.ground.review("draft").uid
    plain = PublicItem.objects.get(uid=trial.ground.review("plain").uid)
    PublicItem.objects.create(
        uid=uid,
        kind="article",
        address=trial.ground.addresses["draft"],
        section=plain.section,
        lineage=plain.lineage,
        status="public",
        sequence=row.sequence,
        newest_sequence=row.sequence,
        first_sequence=row.sequence,
        first_public_at=plain.first_public_at,
        ordinal=(plain.ordinal or 0) + 10**6,
    )
    single.forget()
    followed.forget()
    trial.caught(lambda: verify.release(row))


@door(
    33,
    "replay",
    _("An older, genuine release of a page is put in again as the newest one."),
    Outcome.CAUGHT,
    advice=FORGED,
    inside=True,
)
def replay(trial: Trial) -> None:
    """What was approved once is not approved for ever."""
    ground = trial.ground
    older = releases.newest(ground.review("plain").uid)
    last = Release.objects.order_by("-sequence").first()
    assert older is not None
    assert last is not None
    row = Release(
        **_columns(
            older,
            sequence=last.sequence + 1,
            digest=f"{older.digest[:-1]}x",
            previous=bytes(last.signature).hex(),
        )
    )
    with transaction.atomic():
        row.save(force_insert=True)
    followed.forget()
    trial.caught(lambda: verify.release(row))


@door(
    31,
    "database-account",
    _("The account of the public processes reads the editing tables."),
    Outcome.REFUSED,
    advice=_("Take the rights on the editing tables from the public account: docs/operations.md."),
)
def database_account(trial: Trial) -> None:
    """PostgreSQL only, where the accounts are separate."""
    if connection.vendor != "postgresql":
        raise Unfit(_("SQLite has no accounts: whoever can open the file can read all of it."))
    roles = _public_roles()
    if not roles:
        raise Unfit(
            _(
                "The database has no second account: public and editing processes share one. "
                "docs/operations.md says how to separate them."
            )
        )
    for role in roles:
        for table in ("wagtailcore_page", "workflow_opinion", "auth_user", "ledger_auditentry"):
            if _may(role, table, "SELECT"):
                raise Through(
                    _("The account %(role)s can read the table %(table)s."), role=role, table=table
                )
        for table in ("ledger_release", "ledger_body"):
            if _may(role, table, "INSERT"):
                raise Through(
                    _("The account %(role)s can write the table %(table)s."), role=role, table=table
                )
    trial.turned_down(
        _("The database gives %(roles)s no right on the editing tables."), roles=", ".join(roles)
    )


def _public_roles() -> list[str]:
    """Give the accounts that may read releases and are not ours, nor above everything."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolcanlogin AND NOT rolsuper "
            "AND rolname <> current_user AND has_table_privilege(oid, 'ledger_release', 'SELECT') "
            "ORDER BY rolname"
        )
        return [str(row[0]) for row in cursor.fetchall()]


def _may(role: str, table: str, right: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, table, right])
        return bool(cursor.fetchone()[0])
