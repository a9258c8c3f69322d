"""How the demo's pages go through review: the real commands, by named people."""

# ruff: noqa: E501 - these are texts

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from cms import addressing, freeze
from cms.demo import front, writing
from cms.demo.clock import Clock
from cms.demo.item import Item, Returned
from cms.demo.people import DRAFTERS, LIN, PEOPLE, SYSTEM, WU, ZHENG, ZHOU
from cms.demo.writing import Entry
from ledger import entries
from workflow import commands
from workflow.anchors import Anchor, compose
from workflow.commands.decisions import DRAFTER, FALSE_ALARM, PASS, RETURN
from workflow.models import Account, PageReview, Submission
from workflow.notices.models import Notice
from workflow.people import change_email
from workflow.presence import Presence
from workflow.queries import rounds
from workflow.states import STAGE_OF, STAGES, Stage, State

REVIEWERS = {Stage.FIRST: ZHOU, Stage.SECOND: WU, Stage.FINAL: ZHENG}
_BEFORE = {"first_review": (), "second_review": STAGES[:1], "final_review": STAGES[:2]}
_PASSED = {
    Stage.FIRST: (
        "事实和数字已与来稿单位核对。", "格式规范，同意。", "电话和地址已逐一拨打核实。",
        "错别字和标点已看过，同意送复审。", "人名、地名、机构名称已核对，同意。",
        "文字通顺，体例符合要求，同意。",
    ),
    Stage.SECOND: (
        "同意。", "口径与文件一致，同意送终审。", "表述准确，同意。",
        "数字与来稿单位的底稿一致，同意。", "涉及其他单位的内容已征求意见，同意。",
        "与已发布的稿件没有矛盾，同意。",
    ),
    Stage.FINAL: ("同意发布。", "签发。", "同意。", "导向正确，同意发布。", "内容重要，请及时发布。"),
}  # fmt: skip
UNEXPECTED = "核对原文，没有问题。"
# Notices of so many last hours have not been read yet.
_UNREAD = 30


@dataclass
class Cast:
    """The people of the demo, present, and their time."""

    accounts: dict[str, Account]
    clock: Clock

    @classmethod
    def assemble(cls, clock: Clock) -> "Cast":
        """Look everybody up."""
        rows = Account.objects.select_related("person", "user")
        return cls({row.person.number: row for row in rows}, clock)

    def user(self, number: str) -> Any:
        """Give somebody's sign-in."""
        return self.accounts[number].user

    def presence(self, number: str) -> Presence:
        """Let somebody be present."""
        account = self.accounts[number]
        return Presence(account.person, account.pk, "load_demo", entries.now())


def submit(
    cast: Cast, number: str, pages: Iterable[Page], note: str = "", *, urgent: bool = False
) -> Submission:
    """Submit pages together, as the submit screen does.

    Raises:
        RuntimeError: when something stands in the way; the demo's texts should have nothing.
    """
    frozen = freeze.freeze_all(pages)
    problems = [str(problem) for item in frozen for problem in item.problems]
    if problems:
        raise RuntimeError("；".join(problems))
    presence = cast.presence(number)
    addressing.give_out(frozen, presence.person)
    handed = [item.for_submission() for item in frozen]
    return commands.submit(presence, handed, commands.bundle_digest(handed), note, urgent=urgent)


def review(
    cast: Cast,
    submission: Submission,
    pace: timedelta,
    stages: Sequence[Stage] = STAGES,
    item: Item | None = None,
) -> None:
    """Let the reviewers pass some stages of a submission, one after the other."""
    for stage in stages:
        cast.clock.wait(pace)
        presence = cast.presence(REVIEWERS[stage].number)
        _dispose(presence, submission, stage, item)
        words = _PASSED[stage][submission.pk % len(_PASSED[stage])]
        if item is not None and len(item.opinions) > STAGES.index(stage):
            words = item.opinions[STAGES.index(stage)]
        commands.decide(
            presence, submission, shown=submission.digest, stage=stage, decision=PASS, words=words
        )


def pauses(item: Item) -> int:
    """Give how many pauses an item needs until it waits where it waits."""
    passed = len(_BEFORE.get(item.state, STAGES))
    if item.returned is None:
        return 1 + passed
    # Submitted, passed below the stage that returned it, returned; with luck once more.
    returned = 2 + STAGES.index(Stage(item.returned.stage))
    return returned + (1 + passed if item.returned.mended else 0)


@transaction.atomic
def travel(cast: Cast, bundle: Sequence[Entry], pace: timedelta) -> None:
    """Write the items of a bundle and bring them as far as the first of them goes."""
    item = bundle[0].item
    number = DRAFTERS[item.drafter].number
    # Backwards: a document names its interpretations, so they are written before it.
    pages = [writing.write(entry, cast.user(number), cast.clock.present) for entry in bundle[::-1]]
    pages.reverse()
    if item.state == "drafting":
        return
    cast.clock.wait(pace)
    submission = submit(cast, number, pages, item.note, urgent=item.urgent)
    if item.state == "recalled":
        cast.clock.wait(pace)
        commands.recall(cast.presence(number), submission, submission.digest)
        return
    if item.returned is not None:
        _return(cast, submission, pace, item.returned, item)
        if not item.returned.mended:
            return
        cast.clock.wait(pace)
        draft = writing.rewrite(pages[0], item.edition(before_later=True), cast.user(number))
        submission = submit(cast, number, [draft, *pages[1:]], item.returned.note)
    review(cast, submission, pace, _BEFORE.get(item.state, STAGES), item)
    if item.handed_over:
        _hand_over(cast, submission, STAGE_OF[State(item.state)], item.handed_over)


@transaction.atomic
def change(cast: Cast, entry: Entry, pace: timedelta) -> None:
    """Write a later edition of a released item and bring it as far as it goes."""
    item, number = entry.item, DRAFTERS[entry.item.drafter].number
    assert item.later is not None
    page = writing.page_of(item.key)
    draft = writing.rewrite(page, item.edition(), cast.user(number), item.later.correction)
    cast.clock.wait(pace)
    submission = submit(cast, number, [draft], item.later.note)
    review(cast, submission, pace, _BEFORE.get(item.later.state, STAGES), item)


@transaction.atomic
def furnish(cast: Cast, pace: timedelta) -> None:
    """Let home, frame and topics name what is public by now, in one round."""
    pages = front.furnish(cast.user(LIN.number))
    cast.clock.wait(pace)
    note = "首页换上汐江三桥的消息，增加办事入口；专题更新分组，老年友好城市专题归档；增加公益广告和友情链接。"
    review(cast, submit(cast, LIN.number, pages, note), pace)


@transaction.atomic
def settle(cast: Cast) -> None:
    """Come to the present: people have read older notices, and from now on they are mailed."""
    Notice.objects.filter(read_at=None, at__lt=cast.clock.before(_UNREAD)).update(read_at=F("at"))
    for account in cast.accounts.values():
        if not account.user.email:
            email = f"{account.user.username}@yunxi.example"
            change_email(cast.presence(SYSTEM.number), account, email=email)


@transaction.atomic
def withdraw(cast: Cast, entry: Entry, pace: timedelta) -> None:
    """Take an item away; a second person confirms, or has not done so yet."""
    taken = entry.item.withdrawn
    assert taken is not None
    row = PageReview.objects.get(page_id=writing.page_of(entry.item.key).pk)
    release = commands.withdraw(
        cast.presence(ZHENG.number), row, sentence=taken.sentence, reason=taken.reason
    )
    if taken.confirmed:
        cast.clock.wait(pace)
        commands.confirm_withdrawal(cast.presence(WU.number), release.sequence)


def _return(
    cast: Cast, submission: Submission, pace: timedelta, returned: Returned, item: Item
) -> None:
    stage = Stage(returned.stage)
    review(cast, submission, pace, STAGES[: STAGES.index(stage)], item)
    cast.clock.wait(pace)
    words = compose(returned.words, [Anchor("text", quote) for quote in returned.quotes])
    commands.decide(
        cast.presence(REVIEWERS[stage].number), submission, shown=submission.digest,
        stage=stage, decision=RETURN, words=words, target=DRAFTER,
    )  # fmt: skip


def _hand_over(cast: Cast, submission: Submission, stage: Stage, to: str) -> None:
    taker = next(person for person in PEOPLE if person.username == to)
    commands.hand_over(
        cast.presence(REVIEWERS[stage].number),
        submission,
        shown=submission.digest,
        stage=stage,
        to=cast.accounts[taker.number].person,
        reason="外出开会，请代为审核。",
    )


def _dispose(presence: Presence, submission: Submission, stage: Stage, item: Item | None) -> None:
    for finding, disposition in rounds.findings(submission, stage):
        said = [row for row in (item.disposed if item else ()) if row[0] == finding.code]
        if disposition is not None or (finding.severity != "error" and not said):
            continue
        row = said[min(STAGES.index(stage), len(said) - 1)] if said else None
        decision, reason = row[1:] if row else (FALSE_ALARM, UNEXPECTED)
        commands.dispose(presence, finding, stage=stage, decision=decision, reason=reason)
