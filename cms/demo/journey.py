"""How the demo's pages go through review: the real commands, by named people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms import addressing, freeze
from cms.demo import body
from cms.demo.item import Item
from cms.demo.people import DRAFTERS, WU, ZHENG, ZHOU
from cms.demo.tree import section_of
from cms.importing.models import ImportedItem
from cms.pages.article import ArticlePage
from ledger import entries
from workflow import commands
from workflow.commands.decisions import KEPT, PASS, RETURN
from workflow.models import Account, PageReview, Submission
from workflow.presence import Presence
from workflow.queries import rounds
from workflow.states import STAGES, Stage

REVIEWERS = {Stage.FIRST: ZHOU, Stage.SECOND: WU, Stage.FINAL: ZHENG}
_PASSED = {
    Stage.FIRST: ("事实和数字已与来稿单位核对。", "格式规范，同意。", "电话和地址已逐一拨打核实。"),
    Stage.SECOND: ("同意。", "口径与文件一致，同意送终审。", "表述准确，同意。"),
    Stage.FINAL: ("同意发布。", "签发。", "同意。"),
}
_RETURNED = {
    "explained-noise": (Stage.SECOND, "“投诉下降了四成”请注明比较的时段，并附数据来源。"),
    "ask-bus": (Stage.FIRST, "问卷的网上地址没有写，请补充后重报。"),
}
_WITHDRAWN = ("error", "整改数字与审计报告不一致，先撤下核对。")
_CORRECTED = "第一条中的路名“汐江大道”应为“滨江大道”，已更正。"


@dataclass
class Cast:
    """The people of the demo, present."""

    accounts: dict[str, Account]

    @classmethod
    def assemble(cls) -> "Cast":
        """Look everybody up."""
        rows = Account.objects.select_related("person", "user")
        return cls({row.person.number: row for row in rows})

    def user(self, number: str) -> Any:
        """Give somebody's sign-in."""
        return self.accounts[number].user

    def presence(self, number: str) -> Presence:
        """Let somebody be present."""
        account = self.accounts[number]
        return Presence(account.person, account.pk, "load_demo", entries.now())


def submit(cast: Cast, number: str, pages: Iterable[Page], note: str = "") -> Submission:
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
    return commands.submit(presence, handed, commands.bundle_digest(handed), note)


def review(cast: Cast, submission: Submission, upto: Stage = Stage.FINAL) -> None:
    """Let the reviewers pass a submission, in order, up to a stage."""
    for stage in STAGES[: STAGES.index(upto) + 1]:
        presence = cast.presence(REVIEWERS[stage].number)
        _dispose(presence, submission, stage)
        words = _PASSED[stage][submission.pk % len(_PASSED[stage])]
        commands.decide(
            presence, submission, shown=submission.digest, stage=stage, decision=PASS, words=words
        )


@transaction.atomic
def travel(cast: Cast, section: str, item: Item) -> None:
    """Make an item and bring it as far as it goes; an item that is there is left alone."""
    if ImportedItem.objects.filter(key=f"demo:{item.key}").exists():
        return
    number = DRAFTERS[item.drafter].number
    page = _write(cast.user(number), section, item)
    if item.state != "drafting":
        submission = submit(cast, number, [page])
        _go(cast, submission, item)
        if item.state == "corrected":
            _correct(cast, number, page)
        if item.state == "withdrawn":
            _withdraw(cast, page)
    ImportedItem.objects.create(key=f"demo:{item.key}", page_id=page.pk)


def _write(user: Any, section: str, item: Item) -> ArticlePage:
    text = item.body
    if item.state == "corrected":
        text = text.replace("滨江大道", "汐江大道")
    page = ArticlePage(
        title=item.title,
        summary=item.summary,
        byline=item.byline,
        source=item.source,
        department=item.department,
        document_number=item.number,
        written_on=date.fromisoformat(item.written),
        live_from=timezone.now() + timedelta(days=7) if item.state == "scheduled" else None,
        owner=user,
    )
    page.body = body.stream(text, user)
    section_of(section).add_child(instance=page)
    page.save_revision(user=user)
    return page


def _go(cast: Cast, submission: Submission, item: Item) -> None:
    passed = {"second_review": Stage.FIRST, "final_review": Stage.SECOND}
    if item.state in passed:
        review(cast, submission, passed[item.state])
    elif item.state == "returned":
        stage, words = _RETURNED[item.key]
        if stage is not Stage.FIRST:
            review(cast, submission, STAGES[STAGES.index(stage) - 1])
        commands.decide(
            cast.presence(REVIEWERS[stage].number), submission, shown=submission.digest,
            stage=stage, decision=RETURN, words=words, target="drafter",
        )  # fmt: skip
    elif item.state != "first_review":
        review(cast, submission)


def _correct(cast: Cast, number: str, page: ArticlePage) -> None:
    user = cast.user(number)
    draft: Any = page.get_latest_revision_as_object()
    for block in draft.body:
        if block.block_type == "paragraph":
            block.value.source = block.value.source.replace("汐江大道", "滨江大道")
    draft.correction = _CORRECTED
    draft.save_revision(user=user)
    review(cast, submit(cast, number, [draft], "更正一处路名。"))


def _withdraw(cast: Cast, page: Page) -> None:
    row = PageReview.objects.get(page_id=page.pk)
    code, reason = _WITHDRAWN
    release = commands.withdraw(cast.presence(ZHENG.number), row, sentence=code, reason=reason)
    commands.confirm_withdrawal(cast.presence(WU.number), release.sequence)


def _dispose(presence: Presence, submission: Submission, stage: Stage) -> None:
    for finding, disposition in rounds.findings(submission, stage):
        if finding.severity == "error" and disposition is None:
            commands.dispose(
                presence, finding, stage=stage, decision=KEPT, reason="演示：核对后保留。"
            )
