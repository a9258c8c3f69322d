"""Golden vectors: one document of every format, as bytes that can never change.

The key is the first test key of RFC 8032. If a test here fails, the format has changed, and
everything that was ever signed would no longer verify: the code is wrong, not the vector.
"""

import hashlib
import json
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import keys
from ledger.canonical import NotCanonical
from ledger.formats import v1

SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
SITE = "0b8f6f0e-6d7e-4c9a-9d8f-1f6a5d0c7e11"
PAGE = "3f2a9c64-58a1-4f0c-8b0e-2d7c4a9b6e22"
SECTION = "7a1d5e90-0c3b-4b6f-a2f4-9e8d7c6b5a33"
KEY = "ed25519:21fe31dfa154a261"
LIN = {"uid": "11111111-1111-4111-8111-111111111111", "name": "林晓"}
ZHOU = {"uid": "22222222-2222-4222-8222-222222222222", "name": "周敏"}
WU = {"uid": "33333333-3333-4333-8333-333333333333", "name": "吴刚"}
A, B, C = ("sha256:" + digit * 64 for digit in "abc")
SALT = "000102030405060708090a0b0c0d0e0f"
T1, T2, T3 = (f"2026-11-25T08:00:0{n}.000001Z" for n in (1, 2, 3))

DOCS = {
    "Content": v1.Content(
        page=PAGE,
        kind="article",
        address="/news/202611/100001.html",
        language="zh-Hans",
        title='关于"全民健身"的通知',
        summary="第一行\n第二行\t\\ \u007f 𠮷",
        lineage=(SECTION,),
        sections=(),
        topics=(),
        details={"byline": "林晓", "order": 7, "nested": {"b": [True, None], "a": "/"}},
        body_html="<p>开放</p>",
        text="开放",
        assets=(
            {
                "digest": A,
                "size": 9007199254740991,
                "media_type": "image/png",
                "name": "图.png",
                "alt": "",
                "use": "picture",
            },
        ),
        links=("/",),
        live_from=T1,
        live_until=None,
        pinned_until=None,
        correction="",
    ),
    "Words": v1.Words(salt=SALT, text="同意。"),
    "Policy": v1.Policy(
        uid=SECTION,
        drafter_signs_first=False,
        small_office=True,
        extra_signatures=(),
        separate_proofreader=False,
        proposed_by=LIN,
        proposed_at=T1,
    ),
    "Appointment": v1.Appointment(
        uid=SECTION,
        person=ZHOU,
        duty="first",
        section=None,
        since=T1,
        until=T3,
        on_behalf_of=WU,
        proposed_by=LIN,
        proposed_at=T1,
        reason="代行",
        salt=SALT,
    ),
    "Act": v1.Act(act="confirmed", subject=A, by=WU, at=T2, words=None),
    "Contribution": v1.Contribution(page=PAGE, person=LIN, act="saved", revision=f"17@{T1}", at=T1),
    "Finding": v1.Finding(
        page=PAGE,
        code="typo",
        severity="error",
        place="text",
        start=0,
        end=2,
        excerpt="开放",
        message="错别字",
        suggestion="",
        salt=SALT,
    ),
    "Submission": v1.Submission(
        site=SITE,
        uid=SECTION,
        round=1,
        previous=None,
        items=(
            {
                "page": PAGE,
                "address": "/news/202611/100001.html",
                "kind": "article",
                "title": "通知",
                "content": A,
                "base": None,
                "lineage": [SECTION],
            },
        ),
        policy=B,
        contributors=(LIN,),
        drafter=LIN,
        submitter=LIN,
        submitted_at=T1,
        findings=(C,),
        note=None,
    ),
    "Disposition": v1.Disposition(
        submission=A,
        finding=B,
        stage="first",
        decision="kept",
        reason="原文如此",
        person=ZHOU,
        at=T2,
        salt=SALT,
    ),
    "Opinion": v1.Opinion(
        site=SITE,
        submission=A,
        ordinal=2,
        stage="second",
        decision="pass",
        target=None,
        person={**WU, "post": "副主任"},
        on_behalf_of=None,
        appointment=B,
        proofread=True,
        dispositions=(),
        standing=(C,),
        words=None,
        signed_at=T2,
        proven_at=T1,
    ),
    "Withdrawal": v1.Withdrawal(
        site=SITE,
        page=PAGE,
        base=1,
        sentence="moved",
        reason=A,
        person=WU,
        appointment=B,
        withdrawn_at=T3,
    ),
    "Release": v1.Release(
        site=SITE,
        sequence=2,
        page=PAGE,
        kind="correct",
        address="/news/202611/100001.html",
        content=A,
        assets=(A,),
        statement=B,
        opinions=tuple(
            {"digest": digest, "scheme": v1.SCHEME, "key": KEY, "signature": "0f" * 64}
            for digest in (A, B, C)
        ),
        live_from=T1,
        live_until=None,
        base=1,
        audit=9,
        released_at=T3,
        previous="f0" * 64,
        key=KEY,
    ),
    "Entry": v1.Entry(
        site=SITE,
        sequence=1,
        at=T1,
        person=None,
        tag="ledger:opened",
        subject={"kind": "ledger", "uid": SITE},
        detail={"key": KEY},
        covers=(A, B),
        previous=None,
        key=KEY,
    ),
    "Head": v1.Head(
        site=SITE,
        entry=9,
        entry_digest=A,
        release=2,
        release_signature="0f" * 64,
        written_at=T3,
        key=KEY,
    ),
    "Erasure": v1.Erasure(
        site=SITE,
        subject=A,
        legal_basis="个人信息保护法第四十七条",
        ordered_by=ZHOU,
        confirmed_by=WU,
        ordered_at=T3,
    ),
    "VerifyingKey": v1.VerifyingKey(
        site=SITE,
        key=KEY,
        public="d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        entries_from=1,
        releases_from=1,
        made_at=T1,
    ),
}


class Vector(NamedTuple):
    """The bytes of a document as text, their digest, and for what and how they are signed."""

    text: str
    digest: str
    purpose: str = ""
    signature: str = ""


# fmt: off
VECTORS = {
    "Content": Vector(
        (
            '{"address":"/news/202611/100001.html","assets":[{"alt":"","digest":"sha256:aaa'
            'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","media_type":"i'
            'mage/png","name":"图.png","size":9007199254740991,"use":"picture"}],"body_html'
            '":"<p>开放</p>","correction":"","details":{"byline":"林晓","nested":{"a":"/","'
            'b":[true,null]},"order":7},"format":"content/1","kind":"article","language":"z'
            'h-Hans","lineage":["7a1d5e90-0c3b-4b6f-a2f4-9e8d7c6b5a33"],"links":["/"],"live'
            '_from":"2026-11-25T08:00:01.000001Z","live_until":null,"page":"3f2a9c64-58a1-4'
            'f0c-8b0e-2d7c4a9b6e22","pinned_until":null,"sections":[],"summary":"第一行\\n'
            '第二行\\t\\\\ \x7f 𠮷","text":"开放","title":"关于\\"全民健身\\"的通知","topics":'
            '[]}'
        ),
        "sha256:29d33f2705a3e09ac99983436ba86f23647fb2f092f458b1b1d9bb791c552d90",
    ),
    "Words": Vector(
        (
            '{"format":"words/1","salt":"000102030405060708090a0b0c0d0e0f","text":"同意。"}'
        ),
        "sha256:a0a9b0092da72a7852c22fb123df2a9031c6cb5f9a23e87e5fd6011a02b32558",
    ),
    "Policy": Vector(
        (
            '{"drafter_signs_first":false,"extra_signatures":[],"format":"policy/1","propos'
            'ed_at":"2026-11-25T08:00:01.000001Z","proposed_by":{"name":"林晓","uid":"11111'
            '111-1111-4111-8111-111111111111"},"separate_proofreader":false,"small_office":'
            'true,"uid":"7a1d5e90-0c3b-4b6f-a2f4-9e8d7c6b5a33"}'
        ),
        "sha256:48e9d551f23f466c5222a979b56cf53db9c0fcbb982dc6d08c058824072728d6",
    ),
    "Appointment": Vector(
        (
            '{"duty":"first","format":"appointment/1","on_behalf_of":{"name":"吴刚","uid":"'
            '33333333-3333-4333-8333-333333333333"},"person":{"name":"周敏","uid":"22222222'
            '-2222-4222-8222-222222222222"},"proposed_at":"2026-11-25T08:00:01.000001Z","pr'
            'oposed_by":{"name":"林晓","uid":"11111111-1111-4111-8111-111111111111"},"reaso'
            'n":"代行","salt":"000102030405060708090a0b0c0d0e0f","section":null,"since":"20'
            '26-11-25T08:00:01.000001Z","uid":"7a1d5e90-0c3b-4b6f-a2f4-9e8d7c6b5a33","until'
            '":"2026-11-25T08:00:03.000001Z"}'
        ),
        "sha256:204142a899ced109b568fd505d9e7789738924c1328e72ccb393f0d3a31089de",
    ),
    "Act": Vector(
        (
            '{"act":"confirmed","at":"2026-11-25T08:00:02.000001Z","by":{"name":"吴刚","uid'
            '":"33333333-3333-4333-8333-333333333333"},"format":"act/1","subject":"sha256:a'
            'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","words":null}'
        ),
        "sha256:8be280a98262c271c2e8aa04593aefcc01bc8600aef7de5e511f4577272f697c",
    ),
    "Contribution": Vector(
        (
            '{"act":"saved","at":"2026-11-25T08:00:01.000001Z","format":"contribution/1","p'
            'age":"3f2a9c64-58a1-4f0c-8b0e-2d7c4a9b6e22","person":{"name":"林晓","uid":"111'
            '11111-1111-4111-8111-111111111111"},"revision":"17@2026-11-25T08:00:01.000001Z'
            '"}'
        ),
        "sha256:49cb0c87e1a16ea47c34f2e197a21604eeddb59ab1633f5e2e7bbe304575e43d",
    ),
    "Finding": Vector(
        (
            '{"code":"typo","end":2,"excerpt":"开放","format":"finding/1","message":"错别字'
            '","page":"3f2a9c64-58a1-4f0c-8b0e-2d7c4a9b6e22","place":"text","salt":"0001020'
            '30405060708090a0b0c0d0e0f","severity":"error","start":0,"suggestion":""}'
        ),
        "sha256:4d9fce275d9343f3ccc9378bb20dad8a524a8cad29b3cd565da4c282d82c36d8",
    ),
    "Submission": Vector(
        (
            '{"contributors":[{"name":"林晓","uid":"11111111-1111-4111-8111-111111111111"}]'
            ',"drafter":{"name":"林晓","uid":"11111111-1111-4111-8111-111111111111"},"findi'
            'ngs":["sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc'
            '"],"format":"submission/1","items":[{"address":"/news/202611/100001.html","bas'
            'e":null,"content":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
            'aaaaaaaaaaaa","kind":"article","lineage":["7a1d5e90-0c3b-4b6f-a2f4-9e8d7c6b5a3'
            '3"],"page":"3f2a9c64-58a1-4f0c-8b0e-2d7c4a9b6e22","title":"通知"}],"note":null'
            ',"policy":"sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
            'bbbb","previous":null,"round":1,"site":"0b8f6f0e-6d7e-4c9a-9d8f-1f6a5d0c7e11",'
            '"submitted_at":"2026-11-25T08:00:01.000001Z","submitter":{"name":"林晓","uid":'
            '"11111111-1111-4111-8111-111111111111"},"uid":"7a1d5e90-0c3b-4b6f-a2f4-9e8d7c6'
            'b5a33"}'
        ),
        "sha256:347bf6e731418415a6e1df1a3d03e386f53564a10c00e04c1637f76720224c4d",
    ),
    "Disposition": Vector(
        (
            '{"at":"2026-11-25T08:00:02.000001Z","decision":"kept","finding":"sha256:bbbbbb'
            'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","format":"disposit'
            'ion/1","person":{"name":"周敏","uid":"22222222-2222-4222-8222-222222222222"},"'
            'reason":"原文如此","salt":"000102030405060708090a0b0c0d0e0f","stage":"first","'
            'submission":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
            'aaaaaa"}'
        ),
        "sha256:5e2de385bfe724789f6a9fa1ee923b99aaf8cec8a3ce4a79a533244f6c9d3031",
    ),
    "Opinion": Vector(
        (
            '{"appointment":"sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
            'bbbbbbbbb","decision":"pass","dispositions":[],"format":"opinion/1","on_behalf'
            '_of":null,"ordinal":2,"person":{"name":"吴刚","post":"副主任","uid":"33333333-'
            '3333-4333-8333-333333333333"},"proofread":true,"proven_at":"2026-11-25T08:00:0'
            '1.000001Z","signed_at":"2026-11-25T08:00:02.000001Z","site":"0b8f6f0e-6d7e-4c9'
            'a-9d8f-1f6a5d0c7e11","stage":"second","standing":["sha256:cccccccccccccccccccc'
            'cccccccccccccccccccccccccccccccccccccccccccc"],"submission":"sha256:aaaaaaaaaa'
            'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","target":null,"words":'
            'null}'
        ),
        "sha256:bcd997fbe6a55240c3eb2f992e9b2bf7e13a30a5c0706906914e5e086fa415f1",
        "opinion/1",
        "b3c437c0e8db1df894e9fb0b7c8bab8004107b99636979d801bc468719fdd178"
        "ec4d035e9321dc3484d9e5d93921df41ae7350caf7b6a5bf67eed46a9cb1430c",
    ),
    "Withdrawal": Vector(
        (
            '{"appointment":"sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'
            'bbbbbbbbb","base":1,"format":"withdrawal/1","page":"3f2a9c64-58a1-4f0c-8b0e-2d'
            '7c4a9b6e22","person":{"name":"吴刚","uid":"33333333-3333-4333-8333-33333333333'
            '3"},"reason":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
            'aaaaaaa","sentence":"moved","site":"0b8f6f0e-6d7e-4c9a-9d8f-1f6a5d0c7e11","wit'
            'hdrawn_at":"2026-11-25T08:00:03.000001Z"}'
        ),
        "sha256:71199315106cee19a515897e4f8727511ee6e201a3e81bea4114969cbbab7f46",
    ),
    "Release": Vector(
        (
            '{"address":"/news/202611/100001.html","assets":["sha256:aaaaaaaaaaaaaaaaaaaaaa'
            'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"audit":9,"base":1,"content":"sha'
            '256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","format"'
            ':"release/1","key":"ed25519:21fe31dfa154a261","kind":"correct","live_from":"20'
            '26-11-25T08:00:01.000001Z","live_until":null,"opinions":[{"digest":"sha256:aaa'
            'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","key":"ed25519:'
            '21fe31dfa154a261","scheme":"server-ed25519/1","signature":"0f0f0f0f0f0f0f0f0f0'
            'f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0'
            'f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"},{"digest":"sha256:bbbbbbbbbbbbbbbbbbbbbbbbbb'
            'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","key":"ed25519:21fe31dfa154a261","sche'
            'me":"server-ed25519/1","signature":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f'
            '0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f'
            '0f0f0f0f"},{"digest":"sha256:ccccccccccccccccccccccccccccccccccccccccccccccccc'
            'ccccccccccccccc","key":"ed25519:21fe31dfa154a261","scheme":"server-ed25519/1",'
            '"signature":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0'
            'f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"}],"page":"3f2'
            'a9c64-58a1-4f0c-8b0e-2d7c4a9b6e22","previous":"f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f'
            '0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f'
            '0f0f0f0f0f0f0f0f0f0","released_at":"2026-11-25T08:00:03.000001Z","sequence":2,'
            '"site":"0b8f6f0e-6d7e-4c9a-9d8f-1f6a5d0c7e11","statement":"sha256:bbbbbbbbbbbb'
            'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}'
        ),
        "sha256:3853fde7c9ef1e46931c36ebca017c9fbea52499b18dbf719bbcab4a71b5f254",
        "release/1",
        "b0493513c1d8a2367dbc5746ebd59168daa0c20c0df433032ea099ca4f46d562"
        "dd2fb9c8316260b992935c78a981330307729a5f9cee36f87f22b6d95643bb0c",
    ),
    "Entry": Vector(
        (
            '{"at":"2026-11-25T08:00:01.000001Z","covers":["sha256:aaaaaaaaaaaaaaaaaaaaaaaa'
            'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbb'
            'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],"detail":{"key":"ed25519:21fe31dfa154a2'
            '61"},"format":"entry/1","key":"ed25519:21fe31dfa154a261","person":null,"previo'
            'us":null,"sequence":1,"site":"0b8f6f0e-6d7e-4c9a-9d8f-1f6a5d0c7e11","subject":'
            '{"kind":"ledger","uid":"0b8f6f0e-6d7e-4c9a-9d8f-1f6a5d0c7e11"},"tag":"ledger:o'
            'pened"}'
        ),
        "sha256:3e9c1331d06307cc2b998db8442b498fda25d43b451bf17d0adae151b12fdc6d",
        "entry/1",
        "134daea94874b60fbade2efd09a31281bd5b3e1ca7ac6129c794f4d3f8153ff2"
        "e1979d81d2c5247ef00fcebb76bb794ed94d40f6a965b8bed0d6b670a677660e",
    ),
    "Head": Vector(
        (
            '{"entry":9,"entry_digest":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
            'aaaaaaaaaaaaaaaaaaaa","format":"head/1","key":"ed25519:21fe31dfa154a261","rele'
            'ase":2,"release_signature":"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f'
            '0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f'
            '","site":"0b8f6f0e-6d7e-4c9a-9d8f-1f6a5d0c7e11","written_at":"2026-11-25T08:00'
            ':03.000001Z"}'
        ),
        "sha256:84e7cdf81d9721d1283510944aed890701979bcb134104487381edc9fdfbf51f",
        "head/1",
        "d2d89205d7b31ea66bbaf76f2319aa221fa4cb6d8f1bc8eedfea3fbb21d1c732"
        "ee44482cb96c253b6bf40abc2dd9181d6ebc767147f279916dfbf6e4ce8b940a",
    ),
    "Erasure": Vector(
        (
            '{"confirmed_by":{"name":"吴刚","uid":"33333333-3333-4333-8333-333333333333"},"'
            'format":"erasure/1","legal_basis":"个人信息保护法第四十七条","ordered_at":"202'
            '6-11-25T08:00:03.000001Z","ordered_by":{"name":"周敏","uid":"22222222-2222-422'
            '2-8222-222222222222"},"site":"0b8f6f0e-6d7e-4c9a-9d8f-1f6a5d0c7e11","subject":'
            '"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}'
        ),
        "sha256:e63057e2ec122ab439fe89842c158566d4a7abf04720034a48608c36b045b922",
    ),
    "VerifyingKey": Vector(
        (
            '{"entries_from":1,"format":"key/1","key":"ed25519:21fe31dfa154a261","made_at":'
            '"2026-11-25T08:00:01.000001Z","public":"d75a980182b10ab7d54bfed3c964073a0ee172'
            'f3daa62325af021a68f707511a","releases_from":1,"site":"0b8f6f0e-6d7e-4c9a-9d8f-'
            '1f6a5d0c7e11"}'
        ),
        "sha256:ddebfdff29e16f6523f1fa199c80afa0860ac09dfaeb7b95032aa43cbbac352b",
        "key/1",
        "39be6d4a7108fb3220fbf84c8f00559a6e0013d05bf0f80c869e40be548d4505"
        "095371ee18e9a2ba2274595bedaf15440d5bbca8bfe2080b6e65d387017d4e0a",
    ),
}
# fmt: on
NAMES = sorted(VECTORS)


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_every_format_has_a_vector() -> None:
    formats = {kind.__name__ for kind in v1.Document.__subclasses__()}
    assert formats == set(VECTORS) == set(DOCS)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_has_exactly_these_bytes(name: str) -> None:
    assert DOCS[name].encoded == VECTORS[name].text.encode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_bytes_are_read_back_as_the_same_document(name: str) -> None:
    data = VECTORS[name].text.encode("utf-8")
    read = type(DOCS[name]).parse(data)
    assert read == DOCS[name]
    assert read.encoded == data


@pytest.mark.parametrize("name", NAMES)
def test_the_digest_is_the_sha256_of_the_bytes(name: str) -> None:
    vector = VECTORS[name]
    plain = hashlib.sha256(vector.text.encode("utf-8")).hexdigest()
    assert DOCS[name].digest == vector.digest == f"sha256:{plain}"


@pytest.mark.parametrize("name", NAMES)
def test_an_ordinary_json_library_gives_the_same_bytes(name: str) -> None:
    text = VECTORS[name].text
    assert dump(json.loads(text)) == text.encode()


@pytest.mark.parametrize("name", [name for name in NAMES if VECTORS[name].purpose])
def test_the_signature_is_over_purpose_and_bytes(name: str) -> None:
    vector = VECTORS[name]
    private = Ed25519PrivateKey.from_private_bytes(SECRET)
    signed = f"sanshen {vector.purpose}\n{vector.text}".encode()
    assert v1.signed_bytes(vector.purpose, DOCS[name].encoded) == signed
    assert private.sign(signed).hex() == vector.signature


def test_the_key_is_named_after_its_public_bytes() -> None:
    public = Ed25519PrivateKey.from_private_bytes(SECRET).public_key()
    plain = hashlib.sha256(public.public_bytes_raw()).hexdigest()
    assert keys.key_id(public) == KEY == f"ed25519:{plain[:16]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_field_and_an_extra_field_are_refused(name: str) -> None:
    value = json.loads(VECTORS[name].text)
    kind = type(DOCS[name])
    for broken in (
        {**value, "zz": None},
        *({k: v for k, v in value.items() if k != field} for field in value),
        {**value, "format": "other/1"},
    ):
        with pytest.raises(NotCanonical):
            kind.parse(dump(broken))


@pytest.mark.parametrize("name", NAMES)
def test_a_field_of_another_type_is_refused(name: str) -> None:
    value = json.loads(VECTORS[name].text)
    for field in set(value) - {"format"}:
        wrong = "x" if isinstance(value[field], list) else [[]]
        with pytest.raises(NotCanonical):
            type(DOCS[name]).parse(dump({**value, field: wrong}))


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_key_inside_a_field_is_refused(name: str) -> None:
    value = json.loads(VECTORS[name].text)
    inner = [
        (field, part)
        for field, item in value.items()
        for part in (item if isinstance(item, list) else [item])
        if isinstance(part, dict) and field not in ("details", "detail")
    ]
    for field, part in inner:
        wrong = {**part, "role": "superuser"}
        changed = [wrong] if isinstance(value[field], list) else wrong
        with pytest.raises(NotCanonical):
            type(DOCS[name]).parse(dump({**value, field: changed}))
