"""One public item read again: what is found in it that its reviewers were not asked about."""

from dataclasses import dataclass

from ledger import canonical
from ledger.formats import v1
from workflow import commands
from workflow.models import Finding, SubmissionItem
from workflow.proofreading.finding import HINT
from workflow.proofreading.following import NEW, Past, Present, follow, sentence
from workflow.proofreading.places import texts


@dataclass(frozen=True)
class Mistake:
    """A finding with its lasting name."""

    key: str
    finding: v1.Finding


def mistakes(content: v1.Content, found: list[v1.Finding]) -> list[Mistake]:
    """Give what is new among findings of a released content: no hints, and nothing of what was
    found when it was submitted, because three people said what they think of that."""
    grave = [finding for finding in found if finding.severity != HINT]
    if not grave:
        return []
    words = dict(texts(content))

    def text(finding: v1.Finding) -> str:
        if finding.place == "body_html":
            return content.body_html
        known = words.get(finding.place)
        return commands.text_inside(content, finding.place) if known is None else known

    before = [Past[None](finding, text(finding)) for finding in _known(content)]
    now = [Present(finding, text(finding)) for finding in grave]
    news = [each.now for each in follow(before, now) if each.state == NEW and each.now]
    return [Mistake(_key(finding, text(finding)), finding) for finding in news]


def _known(content: v1.Content) -> list[v1.Finding]:
    """Give what was found when this very content was submitted."""
    item = SubmissionItem.objects.filter(content=content.digest).order_by("-pk").first()
    if item is None:
        return []
    rows = Finding.objects.filter(submission=item.submission_id).order_by("position")
    found = [v1.Finding.parse(bytes(row.statement)) for row in rows]
    return [finding for finding in found if finding.page == content.page]


def _key(finding: v1.Finding, text: str) -> str:
    around = sentence(text, finding.start, finding.end) if finding.end > finding.start else ""
    said = finding.message if finding.end == finding.start else ""
    return canonical.digest(canonical.encode([finding.code, finding.excerpt, around, said]))
