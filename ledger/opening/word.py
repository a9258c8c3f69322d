"""Text of a Word document: paragraphs and table cells, margins, notes, comments, deleted words."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from ledger.opening import packages
from ledger.opening.parts import Gathered

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BESIDE = (
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
    (re.compile(r"word/comments\.xml"), "批注"),
)


def read(data: bytes, gathered: Gathered) -> None:
    """Gather the text of one document."""
    with packages.opened(data, "word/document.xml", gathered) as package:
        packages.tell_properties(package, gathered)
        document = packages.xml(package, "word/document.xml")
        comments = packages.xml(package, "word/comments.xml")
        if comments is not None:
            gathered.say("comments", len(comments.findall(f"{W}comment")))
        changes = sum(1 for _each in document.iter(f"{W}ins", f"{W}del"))
        gathered.say("changes", changes or "")
        _body(document, gathered)
        _beside(package, gathered)
        for deleted in document.iter(f"{W}delText"):
            gathered.add("修订痕迹里已删除的文字", deleted.text or "")


def _body(document: Any, gathered: Gathered) -> None:
    """Paragraphs are counted as a reader counts them; pages as Word last saw them."""
    number, page = 0, 1
    has_pages = document.find(f".//{W}lastRenderedPageBreak") is not None
    cells = dict(_cells(document))
    for paragraph in _paragraphs(document):
        text = _text(paragraph)
        page += sum(1 for _each in paragraph.iter(f"{W}lastRenderedPageBreak"))
        if not text.strip():
            continue
        cell = next((cells[e] for e in paragraph.iterancestors(f"{W}tc") if e in cells), "")
        if not cell:
            number += 1
        where = cell or f"第{number}段"
        gathered.add(f"约第{page}页，{where}" if has_pages else where, text)


def _beside(package: zipfile.ZipFile, gathered: Gathered) -> None:
    for name in sorted(package.namelist()):
        for pattern, place in _BESIDE:
            if pattern.fullmatch(name):
                for paragraph in _paragraphs(packages.xml(package, name)):
                    gathered.add(place, _text(paragraph))


def _cells(document: Any) -> Iterator[tuple[Any, str]]:
    for number, table in enumerate(document.iter(f"{W}tbl"), 1):
        for row_number, row in enumerate(table.iterchildren(f"{W}tr"), 1):
            for cell_number, cell in enumerate(row.iterchildren(f"{W}tc"), 1):
                yield cell, f"表{number}第{row_number}行第{cell_number}格"


def _paragraphs(root: Any) -> Iterator[Any]:
    """Every paragraph in its order; what is given twice for older programs once."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag == _FALLBACK:
            continue
        if element.tag == f"{W}p":
            yield element
        waiting.extend(reversed(element))


def _text(paragraph: Any) -> str:
    """The words of a paragraph without those of text boxes in it, which are their own."""
    words = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{W}p", _FALLBACK):
            continue
        if element.tag == f"{W}t":
            words.append(element.text or "")
        elif element.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            words.append("\t" if element.tag == f"{W}tab" else "\n")
        elif element.tag == f"{W}noBreakHyphen":
            words.append("-")
        waiting.extend(reversed(element))
    return "".join(words)
