"""The review sheets of a period, as one ZIP of PDFs with a list."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO

from ledger import releases
from ledger.canonical import NotCanonical, read_time
from ledger.formats import v1
from ledger.models import Release, ReleaseIndex
from workflow.models import Submission
from workflow.reports import cells, pdf
from workflow.reports.context import context_of
from workflow.reports.sheet import Sheet

#: Sheets of one download; the command has no such bound.
MOST = 200


def released_between(since: datetime, until: datetime) -> list[v1.Release]:
    """Give the releases of a period that three people signed, oldest first."""
    found = []
    rows = ReleaseIndex.objects.filter(released_at__gte=since, released_at__lt=until)
    for sequence in (
        rows.exclude(kind="withdraw").order_by("sequence").values_list("sequence", flat=True)
    ):
        try:
            found.append(releases.header(Release.objects.get(sequence=sequence)))
        except NotCanonical:
            continue
    return found


def sheets(headers: list[v1.Release]) -> Iterator[Sheet]:
    """Give the sheets of some releases."""
    rows = Submission.objects.in_bulk({each.statement for each in headers}, field_name="digest")
    for header in headers:
        if header.statement in rows:
            yield Sheet(rows[header.statement], header.page)


def write(
    file: BinaryIO,
    headers: list[v1.Release],
    printed_by: str,
    progress: Callable[[int], object] = lambda count: None,
) -> int:
    """Write the ZIP and give how many sheets are in it.

    Raises:
        pdf.Unavailable: when no PDF can be made here.
    """
    listed: list[list[str]] = [["编号", "标题", "栏目", "起草", "发布", "内容摘要", "文件"]]
    count = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for sheet in sheets(headers):
            name = f"{sheet.number}.pdf"
            archive.writestr(name, pdf.make(context_of(sheet, printed_by)))
            released = f"{read_time(sheet.release.released_at):%Y-%m-%d}" if sheet.release else ""
            listed.append(
                [
                    sheet.number,
                    sheet.title,
                    sheet.section,
                    sheet.statement.drafter["name"],
                    released,
                    sheet.submission.digest,
                    name,
                ]
            )
            count += 1
            progress(1)
        archive.writestr("目录.csv", cells.table(listed))
    return count
