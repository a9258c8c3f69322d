"""Which characters of the rendered page a finding means."""

from typing import Any

from cms.marking.mark import Mark
from cms.marking.source import Source, narrowed
from ledger.formats import v1

#: How many letters before and after the words must agree, where the whole text does not.
_AROUND = ((12, 12), (4, 4), (0, 12), (12, 0), (0, 4), (4, 0), (0, 0))


def locate(source: Source, content: v1.Content, mark: Mark) -> tuple[int, int] | int | None:
    """Give the range of letters, or the place of the file meant, or None when it is not shown."""
    field, _dot, rest = mark.place.partition(".")
    if field == "assets":
        number, _dot, _leaf = rest.partition(".")
        return _file(source, content, number)
    text = value(content, mark.place)
    if not text or not text.strip():
        return None
    letters, kept = source.squeezed(text)
    first, last = narrowed(kept, mark.start, mark.end)
    begin = _begins(source, content, mark.place, letters)
    if begin >= 0:
        return begin + first, begin + last
    if mark.place == "text":
        return _by_context(source.letters, letters, first, last)
    return None


def value(content: v1.Content, place: str) -> str:
    """Give the text of a field by its place; what is no text is empty."""
    found: Any = content
    for part in place.split("."):
        if isinstance(found, (list, tuple)):
            found = found[int(part)] if part.isdigit() and int(part) < len(found) else ""
        elif isinstance(found, dict):
            found = found.get(part, "")
        else:
            found = getattr(found, part, "")
    return found if isinstance(found, str) else ""


def _begins(source: Source, content: v1.Content, place: str, letters: str) -> int:
    """Give where a whole field begins in the page, or -1; only the body is looked for in it."""
    body, _kept = source.squeezed(content.text)
    at = source.letters.find(body) if body else -1
    if place == "text":
        return at
    if place == "title":
        begin, end = source.heading
        found = source.letters.find(letters, begin, max(begin, end))
        if found >= 0:
            return found
    limit = at if at >= 0 else len(source.letters)
    found = source.letters.find(letters, 0, limit)
    if found < 0 and at >= 0:
        found = source.letters.find(letters, at + len(body))
    return found


def _by_context(page: str, letters: str, first: int, last: int) -> tuple[int, int] | None:
    """Find words by what stands around them, should the page say more than the plain text."""
    for before, after in _AROUND:
        begin = max(0, first - before)
        sample = letters[begin : last + after]
        if sample and page.count(sample) == 1:
            at = page.index(sample) + first - begin
            return at, at + last - first
    return None


def _file(source: Source, content: v1.Content, number: str) -> int | None:
    assets = content.assets
    if not number.isdigit() or int(number) >= len(assets):
        return None
    return source.assets.get(str(assets[int(number)]["digest"]).removeprefix("sha256:"))
