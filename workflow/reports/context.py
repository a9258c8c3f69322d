"""What the template of a sheet is given."""

from typing import Any

import segno
from django.utils import timezone

from ledger.canonical import read_time
from workflow.queries.frame import site_name
from workflow.reports import pdf
from workflow.reports.sheet import Sheet


def context_of(sheet: Sheet, printed_by: str) -> dict[str, Any]:
    """Give the template's values: the sheet, who prints it, and its code for a telephone."""
    return {
        "sheet": sheet,
        "heading": f"{site_name()}信息审稿单",
        "printed_by": printed_by,
        "printed_at": timezone.localtime(),
        "released_at": read_time(sheet.release.released_at) if sheet.release else None,
        "code_svg": _svg(sheet.check_address),
        "can_print": pdf.available(),
        "no_pdf": pdf.MISSING,
    }


def _svg(address: str) -> str:
    if not address:
        return ""
    code = segno.make(address, error="m", micro=False)
    return str(
        code.svg_inline(border=0, omitsize=True, title="核对地址", svgclass=None, lineclass=None)
    )
