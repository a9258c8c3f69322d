"""The marks of the demo's texts: ``## heading``, ``> quotation``, ``![text](picture)``,
``[file kind title]``, and tables between ``[table header caption`` and ``]``."""

import re
from typing import Any

from django.utils.html import escape

from cms.demo import files

_PICTURE = re.compile(r"!\[(.+)\]\((\w+)\)\Z")
_FILE = re.compile(r"\[file (pdf|docx) (.+)\]\Z")
_TABLE = re.compile(r"\[table (row|column|both)(?: (.+))?\Z")


def stream(text: str, user: Any) -> list[tuple[str, Any]]:
    """Give the blocks of a text."""
    found: list[tuple[str, Any]] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        first, _newline, rest = part.strip().partition("\n")
        if first.startswith("## "):
            found.append(("heading", {"text": first[3:], "level": "2"}))
        elif first.startswith("> "):
            found.append(("quotation", {"text": first[2:], "source": ""}))
        elif picture := _PICTURE.match(first):
            value = {"image": files.picture(picture[2], user), "alt": picture[1]}
            found.append(("picture", {**value, "decorative": False, "caption": ""}))
        elif named := _FILE.match(first):
            row = files.document(named[1], named[2], user)
            found.append(("attachment", {"document": row, "title": ""}))
        elif table := _TABLE.match(first):
            lines = rest.rstrip("]").strip()
            found.append(("table", {"caption": table[2] or "", "header": table[1], "text": lines}))
        else:
            _paragraph(found, part.strip())
    return found


def _paragraph(found: list[tuple[str, Any]], text: str) -> None:
    value = f"<p>{escape(text)}</p>"
    if found and found[-1][0] == "paragraph":
        found[-1] = ("paragraph", found[-1][1] + value)
    else:
        found.append(("paragraph", value))
