"""The check address of a page: what anybody may know of how it came to be public."""

import hashlib
import html
import json
import re

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from freezegun import freeze_time

from portal import follow
from tests import evidence
from tests.evidence import SIGNERS, uid
from tests.portal.caller import Caller
from tests.portal.town import Town, article, open_town

ROWS = re.compile(r"<dt>([^<]*)</dt><dd[^>]*>(.*?)</dd>", re.S)


def facts(text: str) -> dict[str, str]:
    return {
        name: " ".join(html.unescape(re.sub(r"<[^>]+>", " ", value)).split())
        for name, value in ROWS.findall(text)
    }


def test_a_page_leads_to_its_check_and_the_check_to_the_page(town: Town, call: Caller) -> None:
    item = article("甲")
    town.release(item)
    address = f"/check/{item.page}/"
    assert f'href="{address}"' in call(item.address).text
    reply = call(address)
    assert reply.status == 200
    assert f'href="{item.address}"' in reply.text
    assert call(address.rstrip("/")).status == 301
    assert '<meta name="robots" content="noindex">' in reply.text


def test_it_says_when_each_of_the_three_stages_passed(town: Town, call: Caller) -> None:
    (release,) = town.release(article("甲"))
    found = facts(call(f"/check/{uid('甲')}/").text)
    for stage in ("初审", "复审", "终审"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d 审核通过，校对完成", found[stage])
    assert found["发布序号"] == str(release.sequence)
    assert found["内容摘要值"] == article("甲").digest


def test_it_names_nobody(town: Town, call: Caller) -> None:
    town.release(article("甲"))
    text = call(f"/check/{uid('甲')}/").text
    for person in (*SIGNERS, evidence.LIN):
        assert person["name"] not in text
        assert person["uid"] not in text


def test_with_what_it_says_the_signature_is_verified_offline(town: Town, call: Caller) -> None:
    town.release(article("甲"))
    found = facts(call(f"/check/{uid('甲')}/").text)
    header = found["发布记录"].encode()
    assert "sha256:" + hashlib.sha256(header).hexdigest() == found["摘要值"]
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(found["公钥"]))
    public.verify(bytes.fromhex(found["签名"]), b"sanshen release/1\n" + header)
    assert json.loads(header)["content"] == found["内容摘要值"]


def test_a_correction_and_a_withdrawal_are_told_in_their_order(town: Town, call: Caller) -> None:
    town.release(article("甲"))
    town.release(article("甲", title="乙", correction="标题有误。"))
    address = f"/check/{uid('甲')}/"
    assert re.findall(r"<strong>([^<]*)</strong>", call(address).text.partition("acts")[2]) == [
        "更正", "发布",
    ]  # fmt: skip
    town.withdraw(uid("甲"))
    text = call(address).text
    assert re.findall(r"<strong>([^<]*)</strong>", text.partition("acts")[2])[0] == "撤下"
    assert ">乙<" not in text
    assert "不再展示" in text
    acts = text.partition('class="acts"')[2].partition("</ol>")[0]
    assert "由发布单位从网站撤下" in acts
    assert "校验码" not in acts, "of what is not shown there is nothing to compare a code with"


def test_what_waits_for_its_time_is_not_told(db: None) -> None:
    with freeze_time("2026-12-01 08:00:00") as clock:
        town, call = open_town(), Caller()
        town.release(article("甲", live_from="2026-12-02T08:00:00.000000Z"))
        address = f"/check/{uid('甲')}/"
        assert call(address).status == 404
        clock.move_to("2026-12-02 08:00:01")
        follow.due()
        follow.store.follow()
        assert call(address).status == 200
        town.release(article("甲", title="乙", live_from="2026-12-03T08:00:00.000000Z"))
        assert "更正" not in call(address).text


def test_it_changes_with_releases_of_its_page_only(town: Town, call: Caller) -> None:
    town.release(article("甲"))
    address = f"/check/{uid('甲')}/"
    call(address)
    asked = call.django
    town.release(article("乙"))
    call(address)
    assert call.django == asked
    town.release(article("甲", title="丙"))
    assert "丙" in call(address).text
    assert call.django == asked + 1


def test_no_page_no_check(town: Town, call: Caller) -> None:
    for address in ("/check/", f"/check/{uid('nobody')}/", "/check/../", "/check/%00/"):
        assert call(address).status == 404


def test_a_release_that_is_not_believed_is_not_told(town: Town, call: Caller) -> None:
    town.release(article("甲"))
    unsigned = evidence.bodies.put(article("甲", title="假").encoded)
    with evidence.transaction.atomic():
        evidence.insert(evidence.header(article("甲"), content=unsigned))
    follow.advance()
    assert call(f"/check/{uid('甲')}/").status == 503
