"""What a process does that reads for a scan: it knows the rules and no database."""

from ledger.formats import v1
from workflow import proofreading
from workflow.proofreading import Context


def read(work: tuple[bytes, Context]) -> list[v1.Finding]:
    """Read one content with what is known besides."""
    encoded, context = work
    return proofreading.check(v1.Content.parse(encoded), context)
