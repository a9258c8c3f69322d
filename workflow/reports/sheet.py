"""What stands on a review sheet: fields as on the forms in use (docs/standards.md, 稿签)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ledger import bodies, head, releases, verify
from ledger.broken import Broken
from ledger.canonical import NotCanonical, short_code
from ledger.formats import v1
from ledger.models import EntryIndex, Release, ReleaseIndex
from workflow import dimensions
from workflow.anchors import Anchor, parse
from workflow.models import Disposition, Finding, Opinion, PageReview, Person, Submission
from workflow.queries import policies, rounds
from workflow.queries.titles import titles
from workflow.states import BESIDE, PROOFS, STAGES, Stage

STAGE_NAMES = {
    Stage.FIRST: ("初审", "一校"),
    Stage.SECOND: ("复审", "二校"),
    Stage.FINAL: ("终审（签发）", "三校"),
    Stage.FIRST_PROOF: ("一校", "专人校对"),
    Stage.SECOND_PROOF: ("二校", "专人校对"),
    Stage.FINAL_PROOF: ("三校", "专人校对"),
    Stage.COUNTERSIGN: ("会签", ""),
    Stage.SECRECY: ("保密审查", ""),
    Stage.LEGAL: ("合法性审查", ""),
    Stage.IDEOLOGY: ("意识形态审查", ""),
}
SEVERITIES = {"error": "错误", "warning": "疑点", "hint": "提示"}
DECISIONS = {"kept": "保留", "false_alarm": "误报", "return": "列入退回"}
USES = {"picture": "图片", "attachment": "附件"}


@dataclass(frozen=True)
class Signature:
    """One stage, or what the policy asks for beside one: who passed it, if anybody has."""

    stage: str
    proof: str
    opinion: Opinion | None = None
    words: str = ""
    principal: str = ""
    department: str = ""
    entry: int | None = None
    proofread: bool = False
    seen: str = ""


@dataclass(frozen=True)
class Returned:
    """One return, in this round or an earlier one."""

    round: int
    stage: str
    person: str
    at: datetime
    target: str
    words: str
    anchors: list[Anchor]


@dataclass(frozen=True)
class FindingRow:
    """One finding, and what each stage did with it."""

    number: int
    severity: str
    excerpt: str
    message: str
    done: list[Disposition] = field(default_factory=list)

    @property
    def decisions(self) -> list[tuple[str, str, str]]:
        """What was decided, the reason, and by whom."""
        return [(DECISIONS[row.decision], row.reason, row.person_name) for row in self.done]


@dataclass(frozen=True)
class FileRow:
    """One file of the content."""

    use: str
    name: str
    size: int
    code: str


class Sheet:
    """The review sheet of one page of a submission.

    Args:
        submission: The round.
        page: The uid of one of its pages.

    Raises:
        LookupError: when the submission does not hold the page.
    """

    def __init__(self, submission: Submission, page: str = "") -> None:
        """Read the statement and find the page in it, the first when none is named."""
        self.submission = submission
        self.statement = v1.Submission.parse(bytes(submission.statement))
        items = [each for each in self.statement.items if page in ("", each["page"])]
        if not items:
            raise LookupError(page)
        self.item = items[0]

    @cached_property
    def content(self) -> v1.Content | None:
        """The frozen content; None when it was erased by order or cannot be read."""
        try:
            return v1.Content.parse(bodies.get(self.item["content"]))
        except (Broken, NotCanonical):
            return None

    @cached_property
    def review(self) -> PageReview:
        """The page's working copy."""
        return PageReview.objects.get(uid=self.item["page"])

    @property
    def number(self) -> str:
        """The number of the sheet: the page's serial and the round."""
        return f"{self.review.serial}-{self.statement.round}"

    @property
    def title(self) -> str:
        """The title that was signed."""
        return str(self.item["title"])

    @property
    def pages(self) -> int:
        """How many pages the submission holds: one signature stands under all of them."""
        return len(self.statement.items)

    @cached_property
    def section(self) -> str:
        """The names of the sections above, from the top down, as now released or drafted."""
        uids = list(self.item["lineage"])
        names = titles(uids)
        return " › ".join(names.get(uid, uid) for uid in uids)

    @cached_property
    def people(self) -> dict[str, Person]:
        """The persons named here, by uid."""
        uids = {self.statement.drafter["uid"], self.statement.submitter["uid"]}
        uids |= {row.person for row, _voided in self._opinions}
        return {person.uid: person for person in Person.objects.filter(uid__in=uids)}

    @property
    def unit(self) -> str:
        """The unit of the drafter."""
        person = self.people.get(self.statement.drafter["uid"])
        return person.department if person else ""

    @property
    def urgent(self) -> bool:
        """Whether it was handed in as urgent."""
        return bool(getattr(self.submission, "urgent", False))

    @property
    def code(self) -> str:
        """The short code of what was signed."""
        return short_code(self.submission.digest)

    @property
    def content_code(self) -> str:
        """The short code of this page's content, which the public page shows too."""
        return short_code(str(self.item["content"]))

    @property
    def note(self) -> str:
        """What the submitter told the reviewers."""
        return _spoken(self.statement.note)

    @property
    def policy(self) -> str:
        """The review policy in force, in words."""
        with translation.override("zh-hans"):
            sentences = policies.words_of(self.statement.policy)
        return "".join(sentences) + f"（{short_code(self.statement.policy)}）"

    # ── Signatures ──────────────────────────────────────────────────────────
    @cached_property
    def _opinions(self) -> list[tuple[Opinion, bool]]:
        return rounds.opinions(self.submission)

    @cached_property
    def signatures(self) -> list[Signature]:
        """The three stages, and before each what is asked for beside it, with the standing pass."""
        passes = {
            Stage(row.stage): row
            for row, voided in self._opinions
            if row.decision == "pass" and not voided
        }
        besides = rounds.asked_of(self.submission)
        order = [
            stage
            for main in STAGES
            for stage in (*(each for each in besides if BESIDE[each] is main), main)
        ]
        separate = bool(set(besides) & set(PROOFS))
        return [self._signature(stage, passes.get(stage), separate=separate) for stage in order]

    def _signature(self, stage: Stage, row: Opinion | None, *, separate: bool) -> Signature:
        name, proof = STAGE_NAMES[stage]
        if separate and stage in STAGES:
            proof = ""
        if row is None:
            return Signature(name, proof)
        said = v1.Opinion.parse(bytes(row.statement))
        principal = said.on_behalf_of["name"] if said.on_behalf_of else ""
        person = self.people.get(row.person)
        department = person.department if person else ""
        words, seen = dimensions.parse(_spoken(row.words or None))
        return Signature(
            name,
            proof,
            row,
            words,
            principal,
            department,
            self._entry_of(row),
            said.proofread,
            "、".join(dimensions.WORDS[each] for each in seen),
        )

    def _entry_of(self, row: Opinion) -> int | None:
        """Find the audit entry of a signature: of that person, about this round, at that moment."""
        tag = "release:published" if row.stage == "final" else f"review:{row.stage}:passed"
        found = EntryIndex.objects.filter(tag=tag, person=row.person, at__gte=row.signed_at)
        found = found.filter(subject=f"submission:{self.submission.uid}")
        return found.order_by("sequence").values_list("sequence", flat=True).first()

    @cached_property
    def returns(self) -> list[Returned]:
        """Every return of this round and of the ones before it, oldest first."""
        found: list[Returned] = []
        row: Submission | None = self.submission
        while row is not None:
            for opinion in row.opinions.filter(decision="return").order_by("-ordinal"):
                words, anchors = parse(_spoken(opinion.words or None))
                target = "起草人" if opinion.target == "drafter" else "上一环节"
                stage = STAGE_NAMES[Stage(opinion.stage)][0]
                found.append(
                    Returned(
                        row.round, stage, opinion.person_name, opinion.signed_at, target, words,
                        anchors,
                    )
                )  # fmt: skip
            row = Submission.objects.filter(digest=row.previous).first() if row.previous else None
        return found[::-1]

    # ── Proofreading ────────────────────────────────────────────────────────
    @cached_property
    def findings(self) -> list[FindingRow]:
        """The findings in this page, each with the newest disposition of every stage."""
        done: dict[int, dict[str, Disposition]] = defaultdict(dict)
        rows = Disposition.objects.filter(finding__submission=self.submission).order_by("pk")
        for row in rows:
            done[row.finding_id][row.stage] = row
        found = []
        for row in Finding.objects.filter(submission=self.submission).order_by("position"):
            said = v1.Finding.parse(bytes(row.statement))
            if said.page == self.item["page"]:
                severity = SEVERITIES[said.severity]
                last = list(done[row.pk].values())
                found.append(
                    FindingRow(row.position + 1, severity, said.excerpt, said.message, last)
                )
        return found

    # ── Files and release ───────────────────────────────────────────────────
    @property
    def length(self) -> str:
        """How much it is to read."""
        if self.content is None:
            return "内容已依令删除"
        count = {use: sum(a["use"] == use for a in self.content.assets) for use in USES}
        parts = [f"{len(self.content.text)} 字"]
        parts += [f"{name} {count[use]}" for use, name in USES.items() if count[use]]
        return "，".join(parts)

    @property
    def document_number(self) -> str:
        """The document number, where it has one."""
        return str((self.content.details if self.content else {}).get("document_number") or "")

    @property
    def files(self) -> list[FileRow]:
        """The files of the content, each once."""
        rows = {
            asset["digest"]: FileRow(
                USES.get(asset["use"], asset["use"]), asset["name"], asset["size"],
                short_code(asset["digest"]),
            )
            for asset in (self.content.assets if self.content else ())
        }  # fmt: skip
        return list(rows.values())

    @cached_property
    def release(self) -> v1.Release | None:
        """The release that came of this submission."""
        for row in ReleaseIndex.objects.filter(page=self.item["page"]).order_by("sequence"):
            header = releases.header(Release.objects.get(sequence=row.sequence))
            if header.statement == self.submission.digest:
                return header
        return None

    @cached_property
    def verdict(self) -> str:
        """Whether the release verifies, in a sentence; empty while there is none."""
        if self.release is None:
            return ""
        try:
            verify.release(Release.objects.get(sequence=self.release.sequence))
        except Broken as broken:
            return f"核验不成立：{broken}"
        number = len(self.release.opinions)
        people = "三人" if number == len(STAGES) else f"{number} 项"
        return f"核验成立：{people}签署、内容摘要与附件均相符。"

    @property
    def address(self) -> str:
        """The public address."""
        return settings.SANSHEN_PUBLIC_ORIGIN + self.item["address"] if self.release else ""

    @property
    def check_address(self) -> str:
        """Where anybody checks it: on the public site once released, before that in the desk."""
        if self.release is not None:
            return f"{settings.SANSHEN_PUBLIC_ORIGIN}/check/{self.item['page']}/"
        return settings.SANSHEN_EDITING_ORIGIN + reverse("desk:item", args=[self.submission.uid])

    @cached_property
    def anchor(self) -> v1.Head | None:
        """The head of both chains at the moment of printing; whoever holds the sheet holds it."""
        try:
            return head.read()
        except Broken:
            return None


def _spoken(digest: str | None) -> str:
    if not digest:
        return ""
    try:
        return bodies.words(digest)
    except Broken as broken:
        return str(broken)
