"""What a document holds that a web page cannot: counted, so that it can be said."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from cms.office.numbering import W

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DATA = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_DRAWN = ("chart", "diagram", "wordprocessingGroup", "wordprocessingCanvas")


def part(package: zipfile.ZipFile, name: str) -> Any:
    """Read one part, or give None where there is none."""
    if name not in package.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(name), parser)


def count(package: zipfile.ZipFile, document: Any) -> dict[str, Any]:
    """Count what is lost or changed on the way."""
    body = list(_without_doubles(document))
    tags = [element.tag for element in body]
    deep = [e for e in body if e.tag == f"{W}tbl" and _inside_table(e)]
    changes = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
    drawn = [e for e in body if e.tag == _DATA and (e.get("uri") or "").endswith(_DRAWN)]
    return {
        "textboxes": tags.count(f"{W}txbxContent"),
        "equations": tags.count(f"{_M}oMath"),
        "nested_tables": len(deep),
        "changes": sum(tags.count(tag) for tag in changes),
        "drawings": len(drawn),
        "comments": len(_all(part(package, "word/comments.xml"), f"{W}comment")),
        "headers": sum(_words(package, name) for name in package.namelist() if _is_margin(name)),
        "embedded": sorted(
            PurePosixPath(name).name
            for name in package.namelist()
            if name.startswith("word/embeddings/")
        ),
    }


def _without_doubles(document: Any) -> Iterator[Any]:
    """Walk a document; what is given twice for older programs counts once."""
    waiting = [document]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        yield element
        chosen = (
            element.findall(f"{_MC}Choice")[:1] if element.tag == f"{_MC}AlternateContent" else ()
        )
        waiting.extend(chosen or element)


def _inside_table(table: Any) -> bool:
    return any(above.tag == f"{W}tbl" for above in table.iterancestors())


def _all(root: Any, tag: str) -> list[Any]:
    return [] if root is None else list(root.iter(tag))


def _is_margin(name: str) -> bool:
    return name.startswith(("word/header", "word/footer")) and name.endswith(".xml")


def _words(package: zipfile.ZipFile, name: str) -> bool:
    """Say whether a header or footer says more than the number of its page."""
    text = "".join(words.text or "" for words in _all(part(package, name), f"{W}t"))
    return any(character.isalpha() for character in text)
