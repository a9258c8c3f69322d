"""A list is proposed by one keeper, confirmed by another, and then found by."""

import pytest
from django.db import DatabaseError, transaction

from ledger import canonical, entries
from ledger.models import AuditEntry, EntryIndex
from tests.scenes import Office
from workflow import commands
from workflow.lexicons import acts, effect, force
from workflow.lexicons.models import ListVersion
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db
ROWS = [["云夕市", "云汐市", "error"]]


def keep(
    office: Office, kind: str, rows: list[list[str]], by: str = "secadmin", other: str = "zheng"
) -> ListVersion:
    """Propose and confirm."""
    row = acts.propose(office.presence(by), kind, rows, "按名单更新")
    return acts.confirm(office.presence(other), row.uid)


def refused(act: object, *args: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        act(*args)  # type: ignore[operator]
    return [each.code for each in caught.value.refusals]


def test_a_proposal_finds_nothing_until_another_keeper_confirmed_it(office: Office) -> None:
    row = acts.propose(office.presence("secadmin"), "words", ROWS, "地名")
    page = office.page(text="云夕市今日放晴。")
    assert commands.findings(page.content) == []
    acts.confirm(office.presence("zheng"), row.uid)
    [finding] = commands.findings(page.content)
    assert (finding.code, finding.severity, finding.suggestion) == ("UNIT_WORD", "error", "云汐市")
    assert "第1版" in finding.message


def test_nobody_confirms_their_own_list(office: Office) -> None:
    row = acts.propose(office.presence("zheng"), "words", ROWS, "地名")
    assert refused(acts.confirm, office.presence("zheng"), row.uid) == ["confirms_own_list"]


@pytest.mark.parametrize("key", ["lin", "zhou", "wu", "sysadmin", "qian", "he"])
def test_only_keepers_propose_confirm_and_revoke(office: Office, key: str) -> None:
    row = acts.propose(office.presence("secadmin"), "words", ROWS, "地名")
    who = office.presence(key)
    assert refused(acts.propose, who, "words", ROWS, "地名") == ["not_keeper"]
    assert "not_keeper" in refused(acts.confirm, who, row.uid)
    assert "not_keeper" in refused(acts.revoke, who, row.uid, "错了")


def test_a_list_without_a_reason_or_without_a_change_is_refused(office: Office) -> None:
    keep(office, "words", ROWS)
    who = office.presence("secadmin")
    assert refused(acts.propose, who, "words", ROWS, "再来") == ["list_unchanged"]
    assert refused(acts.propose, who, "words", [], " ") == ["no_reason"]


def test_of_two_proposals_the_second_does_not_undo_the_first(office: Office) -> None:
    who = office.presence("secadmin")
    one = acts.propose(who, "words", ROWS, "甲")
    other = acts.propose(who, "words", [["云西市", "云汐市", "error"]], "乙")
    acts.confirm(office.presence("zheng"), one.uid)
    assert refused(acts.confirm, office.presence("zheng"), other.uid) == ["list_outdated"]
    assert refused(acts.confirm, office.presence("zheng"), one.uid) == [
        "list_decided", "list_outdated",
    ]  # fmt: skip


def test_a_revoked_version_gives_way_to_the_one_before(office: Office) -> None:
    keep(office, "words", ROWS)
    second = keep(office, "words", [["云西市", "云汐市", "error"]])
    assert force.editions() == {"words": 2}
    acts.revoke(office.presence("zheng"), second.uid, "不妥")
    assert force.editions() == {"words": 1}
    assert force.rows_in_force("words") == ROWS


def test_every_act_stands_in_the_audit_log_with_the_digest_of_the_list(office: Office) -> None:
    row = keep(office, "words", ROWS)
    tags = EntryIndex.objects.filter(subject=f"lexicon:{row.uid}").values_list("tag", flat=True)
    assert list(tags.order_by("sequence")) == ["lexicon:proposed", "lexicon:confirmed"]
    proposed = ListVersion.objects.get(uid=row.uid, act="proposed")
    entry = AuditEntry.objects.get(sequence=EntryIndex.objects.get(tag="lexicon:proposed").sequence)
    assert proposed.digest in entries.header(entry).covers


def test_what_was_proposed_cannot_be_rewritten(office: Office) -> None:
    keep(office, "words", ROWS)
    with pytest.raises(DatabaseError), transaction.atomic():
        ListVersion.objects.update(reason="别的")


def test_a_submission_says_by_which_rules_and_lists_it_was_read(office: Office) -> None:
    keep(office, "words", ROWS)
    office.submit(office.page())
    entry = AuditEntry.objects.get(
        sequence=EntryIndex.objects.get(tag="submission:opened").sequence
    )
    detail = entries.header(entry).detail
    assert detail["lists"] == "words:1"
    assert len(str(detail["rules"])) == 12


@pytest.mark.parametrize(
    ("kind", "rows", "text", "code"),
    [
        ("holders", [["林致远", "市长", "1", "", ""]], "市长林志远出席。", "LEADER_NAME"),
        (
            "holders",
            [["林致远", "市长", "1", "", ""], ["周敏", "副市长", "2", "", ""]],
            "周敏、林致远出席。",
            "LEADER_ORDER",
        ),
        ("holders", [["郑平", "局长", "1", "", "2020-01-01"]], "局长郑平出席。", "LEADER_FORMER"),
        ("phrases", [["云水润城古韵兴邦", ""]], "坚持云水润城古运兴邦。", "TYPO"),
        ("phrases", [["云水润城古韵兴邦", ""]], "坚持云水润城古兴邦。", "TYPO"),
        (
            "bodies",
            [["云汐市招商局", "云汐市投资促进局", "2019-02-01", "机构改革方案"]],
            "由云汐市招商局负责。",
            "ORG_OLD_NAME",
        ),
    ],
)
def test_each_list_finds_what_it_is_for(
    office: Office, kind: str, rows: list[list[str]], text: str, code: str
) -> None:
    page = office.page(text=text)
    assert code not in [each.code for each in commands.findings(page.content)]
    keep(office, kind, rows)
    found = [each for each in commands.findings(page.content) if each.code == code]
    assert found
    assert any("第1版" in each.message for each in found)


def test_an_exception_and_a_switch_take_away_and_a_host_is_trusted(office: Office) -> None:
    page = office.page(
        text="联系电话13800138000。",
        body_html='<p>联系电话13800138000。<a href="http://yunxi.gov.cn/a">市政府</a>'
        '<a href="https://www.taobao.com/">特产馆</a></p>',
    )
    codes = {each.code for each in commands.findings(page.content)}
    assert codes == {"PII_MOBILE", "LINK_HTTP", "LINK_HOST"}
    keep(office, "exceptions", [["PII_MOBILE", "13800138000"]])
    keep(office, "switches", [["LINK_HTTP"]])
    keep(office, "hosts", [["taobao.com", "trusted"]])
    assert commands.findings(page.content) == []


def test_the_effect_names_the_public_items_that_would_be_hit_and_no_draft(office: Office) -> None:
    public = office.page("关于供水的公告", text="云夕市供水。")
    office.release(public)
    office.page("关于供电的公告", text="云夕市供电。")
    found = effect.of("words", ROWS)
    assert (found.read, found.public, found.count) == (1, 1, 1)
    assert [each.page for each in found.struck] == [public.review.uid]
    keep(office, "words", ROWS)
    assert effect.of("words", ROWS).count == 0


def test_the_bytes_of_a_proposal_are_pinned() -> None:
    """Golden: whoever changes the format sees it here first."""
    document: dict[str, canonical.Json] = {
        "format": "lexicon/1",
        "site": "00000000-0000-4000-8000-000000000001",
        "uid": "00000000-0000-4000-8000-000000000002",
        "kind": "words",
        "columns": ["wrong", "right", "severity"],
        "rows": [["云夕市", "云汐市", "error"]],
        "instead_of": None,
        "reason": "地名",
        "proposed_by": {"uid": "00000000-0000-4000-8000-000000000003", "name": "李安全"},
        "proposed_at": "2026-11-25T10:00:00.000000Z",
    }
    assert canonical.digest(canonical.encode(document)) == GOLDEN


GOLDEN = "sha256:35ad9fd5f97b311f0a733d2dd4e6a311cd179a156707b1a29e7cc5ca3b91dad2"
