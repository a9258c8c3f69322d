"""An office with named people, for every test that needs one.

`open_office` holds the ceremony: 孙系统, 李安全 and 钱审计 are the three administrators, 林晓 and
陈默 draft, 周正 signs first, 吴敏 second, 郑岚 final; 何静 has an account and no appointment.
Pages are plain Wagtail pages below the root, and their contents are frozen by hand: no page type
is needed to review.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Revision

from ledger import canonical
from ledger.formats import v1
from ledger.models import Release
from workflow import commands
from workflow.appointments import (
    Administrator,
    First,
    FirstAppointment,
    confirm,
    confirm_policy,
    first_start,
    propose,
    propose_policy,
)
from workflow.commands import FrozenPage
from workflow.models import (
    Appointment,
    Finding,
    Opinion,
    PageReview,
    Person,
    ReviewPolicy,
    Submission,
)
from workflow.presence import Presence
from workflow.queries.rounds import latest_revision
from workflow.roles import Duty
from workflow.rules.facts import Extra
from workflow.states import STAGES, Stage

PASSWORD = "eleven-horses-at-dawn"

NAMES = {
    # key: personal number, name, post
    "sysadmin": ("900001", "孙系统", "系统管理员"),
    "secadmin": ("900002", "李安全", "安全管理员"),
    "qian": ("900003", "钱审计", "审计管理员"),
    "lin": ("100001", "林晓", "科员"),
    "chen": ("100002", "陈默", "科员"),
    "zhou": ("100003", "周正", "科长"),
    "wu": ("100004", "吴敏", "处长"),
    "zheng": ("100005", "郑岚", "副主任"),
    "he": ("100006", "何静", "副处长"),
}
DUTIES = {
    "lin": Duty.DRAFT,
    "chen": Duty.DRAFT,
    "zhou": Duty.FIRST,
    "wu": Duty.SECOND,
    "zheng": Duty.FINAL,
}
SIGNERS = {Stage.FIRST: "zhou", Stage.SECOND: "wu", Stage.FINAL: "zheng"}


def entered(key: str) -> Administrator:
    """Give what is entered of one of the named people at the ceremony."""
    number, name, post = NAMES[key]
    return Administrator(
        number=number,
        name=name,
        username=key,
        password=PASSWORD,
        post=post,
        department="办公室",
    )


@dataclass
class Office:
    """The office after its ceremony."""

    first: First
    reviews: dict[str, PageReview] = field(default_factory=dict)

    def person(self, key: str) -> Person:
        """Give one of the named people."""
        return Person.objects.get(number=NAMES[key][0])

    def presence(self, key: str, *, proven_at: datetime | None = None) -> Presence:
        """Give the presence of one of the named people, at work since now."""
        person = self.person(key)
        account = person.accounts.order_by("pk")[0]
        return Presence(person, account.pk, f"session of {key}", proven_at or datetime.now(UTC))

    def appoint(
        self,
        key: str,
        duty: Duty,
        *,
        section: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        principal: str = "",
    ) -> Appointment:
        """Appoint somebody: the system administrator proposes, the security one confirms. A
        delegation ends after a month."""
        row = propose(
            self.presence("sysadmin"),
            self.person(key),
            duty,
            section=section,
            since=since,
            until=until or (datetime.now(UTC) + timedelta(days=30) if principal else None),
            reason="测试任命",
            on_behalf_of=self.person(principal) if principal else None,
        )
        confirm(self.presence("secadmin"), row.uid)
        return row

    def policy(self, *extras: Extra, **wanted: object) -> ReviewPolicy:
        """Put a review policy in force: the system administrator proposes, the security one
        confirms."""
        row = propose_policy(self.presence("sysadmin"), extra_signatures=extras, **wanted)
        confirm_policy(self.presence("secadmin"), row.uid)
        return row

    def page(
        self,
        title: str = "关于开展安全检查的通知",
        *,
        by: str = "lin",
        address: str = "",
        kind: str = "article",
        lineage: Sequence[str] = (),
        **fields: object,
    ) -> FrozenPage:
        """Draft a page, save it in somebody's name and freeze it by hand."""
        page = root().add_child(instance=Page(title=title))
        review = commands.create_review(page)
        minted = address or f"/news/202611/{review.serial}.html"
        review = commands.mint_address(review, "" if kind == "frame" else minted)
        self.save(review, by)
        content = content_of(review, title, kind=kind, lineage=tuple(lineage), **fields)
        return FrozenPage(review, content, latest_revision(review))

    def save(self, review: PageReview, by: str) -> Revision:
        """Save a page in somebody's name, as the editor does."""
        revision = review.page.save_revision()
        commands.contribute(self.person(by), review, "saved", latest_revision(review))
        return revision

    def rewrite(self, frozen: FrozenPage, text: str, *, by: str = "lin") -> FrozenPage:
        """Change the text of a page, save it and freeze it again."""
        review = PageReview.objects.get(pk=frozen.review.pk)
        self.save(review, by)
        content = replace(frozen.content, text=text, body_html=f"<p>{text}</p>")
        return FrozenPage(review, content, latest_revision(review))

    def submit(self, *frozen: FrozenPage, by: str = "lin") -> Submission:
        """Submit pages, having seen exactly them."""
        return commands.submit(self.presence(by), list(frozen), commands.bundle_digest(frozen))

    def sign(self, submission: Submission, stage: Stage, by: str = "", words: str = "") -> Opinion:
        """Pass a stage by its usual signer, having seen exactly this submission."""
        return commands.decide(
            self.presence(by or SIGNERS[stage]),
            submission,
            shown=submission.digest,
            stage=stage,
            decision="pass",
            words=words,
        )

    def keep(self, finding: Finding, stage: Stage, by: str = "") -> None:
        """Keep what proofreading found, with a reason."""
        commands.dispose(
            self.presence(by or SIGNERS[stage]),
            finding,
            stage=stage,
            decision="kept",
            reason="有据",
        )

    def send_back(
        self, submission: Submission, stage: Stage, target: str = "drafter", by: str = ""
    ) -> Opinion:
        """Return a submission with words."""
        return commands.decide(
            self.presence(by or SIGNERS[stage]),
            submission,
            shown=submission.digest,
            stage=stage,
            decision="return",
            words="请改日期。",
            target=target,
        )

    def advance(self, submission: Submission, to: Stage) -> Submission:
        """Let the usual people sign every stage before one."""
        for stage in STAGES[: STAGES.index(to)]:
            self.sign(submission, stage)
        return submission

    def release(self, *frozen: FrozenPage, by: str = "lin") -> list[Release]:
        """Take pages through all three stages."""
        submission = self.submit(*frozen, by=by)
        for stage in STAGES:
            self.sign(submission, stage)
        numbers = Release.objects.order_by("-sequence")[: len(frozen)]
        return sorted(numbers, key=lambda row: row.sequence)

    def withdraw(self, frozen: FrozenPage, by: str = "zheng") -> Release:
        """Withdraw a page."""
        return commands.withdraw(
            self.presence(by), frozen.review, sentence="removed", reason="内容有误"
        )


def content_of(
    review: PageReview,
    title: str,
    *,
    kind: str = "article",
    lineage: tuple[str, ...] = (),
    **fields: object,
) -> v1.Content:
    """Freeze by hand: a content with the identity of a page and the fields that were given."""
    text = str(fields.pop("text", "各单位：请按要求开展安全检查。"))
    plain: dict[str, object] = {
        "page": review.uid,
        "kind": kind,
        "address": review.address,
        "language": "zh-Hans",
        "title": title,
        "summary": "",
        "lineage": lineage,
        "sections": (),
        "topics": (),
        "details": {},
        "body_html": f"<p>{text}</p>",
        "text": text,
        "assets": (),
        "links": (),
        "live_from": None,
        "live_until": None,
        "pinned_until": None,
        "correction": "",
    }
    return v1.Content(**{**plain, **fields})  # type: ignore[arg-type]


def root() -> Page:
    """Give the root of the tree, which a flush between tests may have taken away."""
    found = Page.objects.filter(depth=1).first()
    if found is not None:
        return found
    locale, _made = Locale.objects.get_or_create(language_code="zh-hans")
    kind = ContentType.objects.get_for_model(Page)
    return Page.add_root(title="Root", slug="root", locale=locale, content_type=kind)


def open_office() -> Office:
    """Hold the ceremony with the named people."""
    root()
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    others = [entered(key) for key in NAMES if key not in ("sysadmin", "secadmin", "qian")]
    first = first_start(
        system=entered("sysadmin"),
        security=entered("secadmin"),
        audit=entered("qian"),
        people=others,
        appointments=[FirstAppointment(NAMES[key][0], duty) for key, duty in DUTIES.items()],
    )
    return Office(first)


def time_text(moment: datetime) -> str:
    """Write a moment as contents do."""
    return canonical.time_text(moment)
