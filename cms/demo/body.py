"""The marks of the demo's texts, one paragraph each.

``## heading``, ``> quotation``, ``- item of a list``, ``![text](picture) caption``,
``[file kind title]``, ``[video name title]``; between ``[table header caption`` (or ``[gallery``,
``[details title``) and a line ``]`` stand rows, pictures, paragraphs. ``[words](/address/)`` is a
link.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.html import escape

from cms.demo import files

CAPTION, FILM = "示意图", "自绘动画"
_PICTURE = re.compile(r"!\[(?P<alt>.*)\]\((?P<name>[\w-]+)\)(?: (?P<caption>.+))?\Z")
_FILE = re.compile(r"\[file (pdf|docx|xlsx) (.+)\]\Z")
_TABLE = re.compile(r"\[table (row|column|both)(?: (.+))?\Z")
_DETAILS = re.compile(r"\[details (.+)\Z")
_VIDEO = re.compile(r"\[video ([\w-]+) (.+)\]\Z")
_LINK = re.compile(r"\[([^\]]+)\]\((/[^)]*)\)")

Block = tuple[str, Any]


def stream(text: str, user: Any) -> list[Block]:
    """Give the blocks of a text."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        for kind, value in _blocks(part.strip(), user):
            if kind == "paragraph" and found and found[-1][0] == "paragraph":
                found[-1] = ("paragraph", found[-1][1] + value)
            else:
                found.append((kind, value))
    return found


def _blocks(part: str, user: Any) -> Iterator[Block]:
    first, _newline, rest = part.partition("\n")
    inside = rest.removesuffix("]").strip()
    if first.startswith("## "):
        yield "heading", {"text": first[3:], "level": "2"}
    elif first.startswith("> "):
        yield "quotation", {"text": first[2:], "source": ""}
    elif first.startswith("!["):
        yield "picture", _picture(first, user)
    elif named := _FILE.match(first):
        row = files.document(named[1], named[2], user)
        yield "attachment", {"document": row, "title": ""}
    elif table := _TABLE.match(first):
        yield "table", {"caption": table[2] or "", "header": table[1], "text": inside}
    elif first == "[gallery":
        yield "gallery", [_picture(line, user) for line in inside.splitlines()]
    elif details := _DETAILS.match(first):
        yield "details", {"summary": details[1], "text": f"<p>{_words(inside)}</p>"}
    elif film := _VIDEO.match(first):
        yield "video", {**files.video(film[1], film[2], user), "title": film[2], "caption": FILM}
    elif first.startswith("- "):
        lines = "".join(f"<li>{_words(line[2:])}</li>" for line in part.splitlines())
        yield "paragraph", f"<ul>{lines}</ul>"
    else:
        yield "paragraph", f"<p>{_words(part)}</p>"


def _picture(line: str, user: Any) -> dict[str, Any]:
    found = _PICTURE.match(line)
    if found is None:
        raise ValueError(line)
    return {
        "image": files.picture(found["name"], user),
        "alt": found["alt"],
        "decorative": False,
        "caption": f"{found['caption']}（{CAPTION}）" if found["caption"] else CAPTION,
    }


def _words(text: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', str(escape(text)))
