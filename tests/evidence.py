"""Valid evidence for tests, made directly through the ledger: no workflow, no Wagtail.

`release_page(content(title="关于…的通知"))` gives a release that three persons signed and that
verifies. `withdraw(page)` takes a page away. The smaller functions make one document each, so that
a test can put a wrong one in the place of a right one; `insert` signs a release header as it is and
asks nothing, as somebody would who holds the key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from ledger import assets, bodies, canonical, entries, keys, releases
from ledger.formats import v1
from ledger.models import Release

LONG_AGO = "2020-01-01T00:00:00.000000Z"


def uid(name: str) -> str:
    """Give the same uid for the same name, always."""
    return str(uuid5(NAMESPACE_URL, name))


def person(name: str) -> dict[str, str]:
    """Give a person of that name as statements name people."""
    return {"uid": uid(f"person:{name}"), "name": name}


LIN, CHEN = person("林晓"), person("陈立")
ZHOU, WU, ZHENG = person("周敏"), person("吴刚"), person("郑岚")
SECADMIN, SYSADMIN = person("安全管理员"), person("系统管理员")
SIGNERS = (ZHOU, WU, ZHENG)


def begin() -> None:
    """Make the keys of an empty ledger; does nothing when they are there."""
    keys.ensure()


def open_chain() -> None:
    """Make the key and write the first entries."""
    begin()
    with transaction.atomic():
        entries.append("ceremony:held", person=None)


def content(page: str = "关于开放全民健身中心的通知", **changes: Any) -> v1.Content:
    """Give the content of an article; `page` is a name from which uid, serial and address come.

    Any field of `formats.v1.Content` can be given instead.
    """
    serial = 100001 + int(uid(page)[:8], 16) % 899_999
    fields: dict[str, Any] = {
        "page": uid(page),
        "kind": "article",
        "address": f"/news/202611/{serial}.html",
        "language": "zh-Hans",
        "title": page,
        "summary": "",
        "lineage": (uid("section:news"),),
        "sections": (),
        "topics": (),
        "details": {
            "byline": "林晓",
            "source": "云汐市人民政府办公室",
            "source_address": "",
            "department": "",
            "document_number": "",
            "written_on": "",
        },
        "body_html": "<p>全民健身中心自十二月一日起免费开放。</p>",
        "text": "全民健身中心自十二月一日起免费开放。",
        "assets": (),
        "links": (),
        "live_from": None,
        "live_until": None,
        "pinned_until": None,
        "correction": "",
    }
    return v1.Content(**{**fields, **changes})


def asset(data: bytes = b"picture", name: str = "picture.png", **changes: Any) -> dict[str, Any]:
    """Store a file and give it as a content names it."""
    row = assets.store(data, changes.pop("media_type", "image/png"), name)
    return {
        "digest": row.digest,
        "size": row.size,
        "media_type": row.media_type,
        "name": name,
        "alt": "",
        "use": "picture",
        **changes,
    }


def policy(**changes: Any) -> str:
    """Keep a review policy and give its digest."""
    fields: dict[str, Any] = {
        "uid": uid("policy"),
        "drafter_signs_first": False,
        "small_office": False,
        "extra_signatures": (),
        "separate_proofreader": False,
        "proposed_by": SECADMIN,
        "proposed_at": LONG_AGO,
    }
    return _confirmed("policy", v1.Policy(**{**fields, **changes}))


def appointment(who: Mapping[str, str], duty: str, **changes: Any) -> str:
    """Keep an appointment, everywhere and for ever unless changed, and give its digest."""
    fields: dict[str, Any] = {
        "uid": uid(f"appointment:{who['uid']}:{duty}"),
        "person": dict(who),
        "duty": duty,
        "section": None,
        "since": LONG_AGO,
        "until": None,
        "on_behalf_of": None,
        "proposed_by": SECADMIN,
        "proposed_at": LONG_AGO,
        "reason": "",
    }
    return _confirmed("appointment", v1.Appointment(**{**fields, **changes}))


def _confirmed(kind: str, document: v1.Policy | v1.Appointment) -> str:
    """Keep a fact as two people make it: one proposes, another confirms."""
    digest = bodies.put(document.encoded)
    with transaction.atomic():
        for act, who, covers in (
            ("proposed", SECADMIN, digest),
            ("confirmed", SYSADMIN, _act("confirmed", digest)),
        ):
            entries.append(
                f"{kind}:{act}",
                person=who,
                subject={"kind": kind, "uid": document.uid},
                covers=[covers],
            )
    return digest


def _act(act: str, subject: str) -> str:
    return bodies.put(v1.Act(act=act, subject=subject, by=SYSADMIN, at=now(), words=None).encoded)


def now() -> str:
    """Give the present time as statements write it."""
    return canonical.time_text(entries.now())


def item(document: v1.Content) -> dict[str, Any]:
    """Give a content as a submission names it, on the newest release of its page."""
    newest = releases.newest(document.page)
    return {
        "page": document.page,
        "address": document.address,
        "kind": document.kind,
        "title": document.title,
        "content": bodies.put(document.encoded),
        "base": newest.sequence if newest else None,
        "lineage": list(document.lineage),
    }


def submission(contents: Sequence[v1.Content], **changes: Any) -> v1.Submission:
    """Keep the submission of some contents by 林晓."""
    moment = now()
    fields: dict[str, Any] = {
        "site": keys.site(),
        "uid": uid(f"submission:{moment}"),
        "round": 1,
        "previous": None,
        "items": tuple(item(document) for document in contents),
        "policy": policy(),
        "contributors": (LIN,),
        "drafter": LIN,
        "submitter": LIN,
        "submitted_at": moment,
        "findings": (),
        "note": None,
    }
    document = v1.Submission(**{**fields, **changes})
    bodies.put(document.encoded)
    return document


@dataclass(frozen=True)
class Signed:
    """An opinion, and how a release names it."""

    opinion: v1.Opinion
    reference: dict[str, str]


def sign(opinion: v1.Opinion) -> Signed:
    """Keep an opinion and sign it with the server's key, whatever it says."""
    bodies.put(opinion.encoded)
    key = keys.signing_key()
    return Signed(
        opinion,
        {
            "digest": opinion.digest,
            "scheme": v1.SCHEME,
            "key": key.id,
            "signature": key.sign("opinion/1", opinion.encoded).hex(),
        },
    )


def opinion(
    document: v1.Submission,
    stage: str,
    who: Mapping[str, str],
    standing: Iterable[str] = (),
    /,
    **changes: Any,
) -> Signed:
    """Give a signed pass of one stage under a submission."""
    moment = now()
    fields: dict[str, Any] = {
        "site": keys.site(),
        "submission": document.digest,
        "ordinal": v1.STAGES.index(stage) + 1 if stage in v1.STAGES else 4,
        "stage": stage,
        "decision": "pass",
        "target": None,
        "person": {**who, "post": "科长"},
        "on_behalf_of": None,
        "appointment": appointment(who, stage),
        "proofread": True,
        "dispositions": (),
        "standing": tuple(standing),
        "words": bodies.put_words("同意。"),
        "signed_at": moment,
        "proven_at": moment,
    }
    return sign(v1.Opinion(**{**fields, **changes}))


def opinions(
    document: v1.Submission, signers: Sequence[Mapping[str, str]] = SIGNERS
) -> list[Signed]:
    """Give the three passes under a submission, each after the ones before it.

    First and second opinion get their audit entries; the final one is covered by the release's.
    """
    found: list[Signed] = []
    for stage, who in zip(v1.STAGES, signers, strict=True):
        signed = opinion(document, stage, who, [earlier.opinion.digest for earlier in found])
        if stage != "final":
            entries.append(
                f"review:{stage}:passed",
                person=person_of(who),
                subject={"kind": "submission", "uid": document.uid},
                covers=[signed.opinion.digest, signed.opinion.words],
            )
        found.append(signed)
    return found


def person_of(who: Mapping[str, str]) -> dict[str, str]:
    """Give uid and name alone."""
    return {"uid": who["uid"], "name": who["name"]}


def release_pages(
    contents: Sequence[v1.Content],
    *,
    signers: Sequence[Mapping[str, str]] = SIGNERS,
    document: v1.Submission | None = None,
) -> list[Release]:
    """Submit, sign three times and release some contents as one bundle."""
    begin()
    with transaction.atomic():
        statement = document or submission(contents)
        entries.append(
            "submission:opened",
            person=person_of(statement.submitter),
            subject={"kind": "submission", "uid": statement.uid},
            covers=[statement.digest, *(item["content"] for item in statement.items)],
        )
        signed = opinions(statement, signers)
        return releases.append_many(
            [_release_item(one, statement, signed) for one in contents],
            entry={
                "tag": "release:published",
                "person": person_of(signers[-1]),
                "subject": {"kind": "submission", "uid": statement.uid},
                "covers": [signed[-1].opinion.digest, signed[-1].opinion.words],
            },
        )


def release_page(
    document: v1.Content | None = None,
    *,
    signers: Sequence[Mapping[str, str]] = SIGNERS,
    statement: v1.Submission | None = None,
) -> Release:
    """Submit, sign three times and release one content; 周敏, 吴刚 and 郑岚 sign by default."""
    begin()
    return release_pages([document or content()], signers=signers, document=statement)[0]


def withdraw(page: str, /, *, who: Mapping[str, str] = ZHENG, **changes: Any) -> Release:
    """Take a page away, given by its uid."""
    with transaction.atomic():
        newest = releases.newest(page)
        if newest is None:
            raise LookupError("the page has no release")
        base = releases.header(newest)
        fields: dict[str, Any] = {
            "site": keys.site(),
            "page": page,
            "base": base.sequence,
            "sentence": "corrected",
            "reason": bodies.put_words("内容有误。"),
            "person": person_of(who),
            "appointment": appointment(who, "final"),
            "withdrawn_at": now(),
        }
        statement = v1.Withdrawal(**{**fields, **changes})
        bodies.put(statement.encoded)
        return releases.append(
            page=page,
            kind="withdraw",
            address=base.address,
            content=None,
            statement=statement.digest,
            opinions=[],
            live_from=None,
            live_until=None,
            base=base.sequence,
            person=person_of(who),
            tag="release:withdrawn",
            covers=[statement.digest, statement.reason],
        )


def _release_item(
    document: v1.Content, statement: v1.Submission, signed: Sequence[Signed]
) -> dict[str, Any]:
    newest = releases.newest(document.page)
    return {
        "page": document.page,
        "kind": releases.kind_after(newest),
        "address": document.address,
        "content": document,
        "statement": statement.digest,
        "opinions": [one.reference for one in signed],
        "live_from": document.live_from,
        "live_until": document.live_until,
        "base": newest.sequence if newest else None,
    }


def header(document: v1.Content, **changes: Any) -> v1.Release:
    """Give the header that a valid next release of a content would have, unsigned.

    Everything that it rests on is kept, so that with `insert` it verifies; call it inside a
    transaction. `changes` make it wrong.
    """
    begin()
    statement = submission([document])
    signed = opinions(statement)
    previous = Release.objects.order_by("-sequence").first()
    fields = _release_item(document, statement, signed)
    fields["content"] = bodies.put(document.encoded)
    valid = v1.Release(
        site=keys.site(),
        sequence=releases.next_sequence(),
        assets=releases.assets_of(document),
        audit=entries.next_sequence(),
        released_at=now(),
        previous=bytes(previous.signature).hex() if previous else None,
        key=keys.signing_key().id,
        **{**fields, "opinions": tuple(fields["opinions"])},
    )
    return replace(valid, **changes)


def insert(document: v1.Release) -> Release:
    """Sign a header as it is and put the row, asking nothing: what a holder of the key could do."""
    key = keys.signing_key()
    row = Release(
        sequence=document.sequence,
        format=v1.Release.FORMAT,
        header=document.encoded,
        digest=document.digest,
        previous=document.previous,
        key=document.key,
        signature=key.sign("release/1", document.encoded),
    )
    row.save(force_insert=True)
    return row


def at(text: str) -> datetime:
    """Read ``2026-12-01 08:00`` as UTC."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
