"""What was said in the round before of findings whose sentence did not change since."""

from ledger.broken import Broken
from ledger.formats import v1
from workflow import commands
from workflow.desk.dossier import Dossier
from workflow.models import Disposition, Finding
from workflow.proofreading.following import UNCHANGED, Past, Present, follow
from workflow.proofreading.places import texts
from workflow.queries import rounds


def said_before(dossier: Dossier, rows: list[Finding]) -> dict[int, Disposition]:
    """Give, by the key of the present finding, what was last done with the same one before."""
    found = {}
    for row, followed in zip(rows, _followed(dossier, rows), strict=False):
        if followed.state == UNCHANGED and followed.before and followed.before.disposition:
            found[row.pk] = followed.before.disposition
    return found


def _followed(dossier: Dossier, rows: list[Finding]) -> list:  # type: ignore[type-arg]
    before = dossier.rounds[1] if len(dossier.rounds) > 1 else None
    if before is None:
        return []
    try:
        past = _Words(rounds.contents(before))
        present = _Words([page.content for page in dossier.pages])
    except Broken:
        return []
    earlier = []
    for row in before.findings.order_by("position").prefetch_related("dispositions"):
        finding = v1.Finding.parse(bytes(row.statement))
        last = max(row.dispositions.all(), key=lambda each: each.pk, default=None)
        earlier.append(Past(finding, past(finding), last))
    now = [v1.Finding.parse(bytes(row.statement)) for row in rows]
    return follow(earlier, [Present(finding, present(finding)) for finding in now])


class _Words:
    """The texts of all places of a submission, inside its attachments too."""

    def __init__(self, contents: list[v1.Content]) -> None:
        self._contents = {content.page: content for content in contents}
        self._texts = {content.page: dict(texts(content)) for content in contents}

    def __call__(self, finding: v1.Finding) -> str:
        content = self._contents.get(finding.page)
        if content is None:
            return ""
        if finding.place == "body_html":
            return content.body_html
        known = self._texts[finding.page].get(finding.place)
        return commands.text_inside(content, finding.place) if known is None else known
