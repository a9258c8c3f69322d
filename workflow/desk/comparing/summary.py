"""Says each change in one line: ▲日期 12月20日 → 12月31日."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from ledger.canonical import NotCanonical, read_time
from workflow.desk.comparing.entries import Change

Text = str | Promise
LONGEST = 28
SHORT = 2
"""Characters up to which a change is shown with the words beside it."""
MOST_EDITS = 3
"""Edits of one field that its line tells."""
KINDS: dict[str, Text] = {
    "words": pgettext_lazy("kind of change", "Wording"),
    "heading": pgettext_lazy("kind of change", "Heading"),
    "inserted": pgettext_lazy("kind of change", "Added"),
    "deleted": pgettext_lazy("kind of change", "Deleted"),
    "moved": pgettext_lazy("kind of change", "Moved"),
    "style": pgettext_lazy("kind of change", "Emphasis"),
    "anchor": pgettext_lazy("kind of change", "Reference inside the page"),
    "link": pgettext_lazy("kind of change", "Link"),
    "attachment": pgettext_lazy("kind of change", "Attachment"),
    "file": pgettext_lazy("kind of change", "File"),
    "picture": pgettext_lazy("kind of change", "Picture"),
    "alt": pgettext_lazy("kind of change", "Alternative text"),
    "media": pgettext_lazy("kind of change", "Media file"),
    "object": pgettext_lazy("kind of change", "Media"),
    "break": pgettext_lazy("kind of change", "Line break"),
    "level": pgettext_lazy("kind of change", "Level of heading"),
    "tag": pgettext_lazy("kind of change", "Kind of paragraph"),
    "structure": pgettext_lazy("kind of change", "Structure"),
    "attribute": pgettext_lazy("kind of change", "Setting"),
    "table": pgettext_lazy("kind of change", "Table"),
    "span": pgettext_lazy("kind of change", "Merged cells"),
    "line_inserted": pgettext_lazy("kind of change", "Line added"),
    "line_deleted": pgettext_lazy("kind of change", "Line deleted"),
    "column_inserted": pgettext_lazy("kind of change", "Column added"),
    "column_deleted": pgettext_lazy("kind of change", "Column deleted"),
    "table_inserted": pgettext_lazy("kind of change", "Table added"),
    "table_deleted": pgettext_lazy("kind of change", "Table deleted"),
    "field": pgettext_lazy("kind of change", "Field"),
    "source": pgettext_lazy("kind of change", "Spelling of the source"),
    "inventory": pgettext_lazy("kind of change", "Not accounted for"),
    "unreadable": pgettext_lazy("kind of change", "Source not readable as HTML"),
}
RISKS: dict[str, Text] = {
    "attachment": pgettext_lazy("kind of change", "Attachment"),
    "link": pgettext_lazy("kind of change", "Link"),
    "document": pgettext_lazy("kind of change", "Document number"),
    "money": pgettext_lazy("kind of change", "Money"),
    "date": pgettext_lazy("kind of change", "Date"),
    "deadline": pgettext_lazy("kind of change", "Deadline"),
    "phone": pgettext_lazy("kind of change", "Telephone"),
    "name": pgettext_lazy("kind of change", "Name or post"),
    "percent": pgettext_lazy("kind of change", "Percentage"),
    "number": pgettext_lazy("kind of change", "Number"),
    "negation": pgettext_lazy("kind of change", "Order or negation"),
}
TAGS: dict[str, Text] = {
    "p": pgettext_lazy("kind of paragraph", "paragraph"),
    "h2": pgettext_lazy("kind of paragraph", "heading of level 1"),
    "h3": pgettext_lazy("kind of paragraph", "heading of level 2"),
    "h4": pgettext_lazy("kind of paragraph", "heading of level 3"),
    "li": pgettext_lazy("kind of paragraph", "list item"),
    "ul": pgettext_lazy("kind of paragraph", "list with bullets"),
    "ol": pgettext_lazy("kind of paragraph", "numbered list"),
    "td": pgettext_lazy("kind of paragraph", "cell"),
    "th": pgettext_lazy("kind of paragraph", "header cell"),
    "blockquote": pgettext_lazy("kind of paragraph", "quotation"),
    "figcaption": pgettext_lazy("kind of paragraph", "caption"),
    "caption": pgettext_lazy("kind of paragraph", "table caption"),
    "summary": pgettext_lazy("kind of paragraph", "summary of a collapsible part"),
}
ATTRIBUTES: dict[str, Text] = {
    "details open": pgettext_lazy("setting of a paragraph", "open from the start"),
    "ol start": pgettext_lazy("setting of a paragraph", "first number"),
    "ol type": pgettext_lazy("setting of a paragraph", "kind of numbers"),
    "li value": pgettext_lazy("setting of a paragraph", "number"),
    "p class": pgettext_lazy("setting of a paragraph", "alignment"),
    "p lang": pgettext_lazy("setting of a paragraph", "language"),
    "th scope": pgettext_lazy("setting of a paragraph", "direction of the header"),
    "figure class": pgettext_lazy("setting of a paragraph", "place of the picture"),
}
_UNIT = re.compile(
    r"[十百千万亿]*(?:美元|元)|个?(?:工作日|百分点|月|日|天|小时|年|周(?!岁))|周岁|[十百千万亿]*[人户件项个家次条吨亩名岁期辆]"
    r"|[万亿]"
)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[0-9:.]+Z")
_CLAUSE = re.compile(r"[^，。；：、！？（）“”《》\s|]{1,8}\Z")
_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9]{1,2}")


@dataclass(frozen=True)
class Line:
    """A change as the list at the top shows it."""

    number: int
    label: Text
    words: str
    weighty: bool


def line(change: Change) -> Line:
    """Say a change in one line."""
    return Line(change.number, _label(change), _words(change), change.weighty)


def _label(change: Change) -> Text:
    if change.label:
        return change.label  # type: ignore[return-value]
    short = max(len(change.old), len(change.new)) <= 2 * SHORT
    by_risk = change.kind == "words" or (change.kind in {"inserted", "deleted"} and short)
    if by_risk and change.risks:
        return RISKS[change.risks[0]]
    return KINDS.get(change.kind, change.kind)


def _words(change: Change) -> str:
    kind = change.kind
    if kind in {"picture", "media", "alt", "object"}:
        return _of_media(change)
    if kind == "table" or (kind == "span" and change.parts):
        parts = "，".join(
            _arrow(f"{head} " if head else "", old, new) for head, old, new in change.parts
        )
        return _short(f"{change.before} {parts}".strip(), 3 * LONGEST)
    if kind.startswith("table_"):
        number = int(change.parts[0][1])
        return ngettext("%(n)d line", "%(n)d lines", number) % {"n": number}
    if kind in {
        "link",
        "attachment",
        "anchor",
        "style",
        "structure",
        "attribute",
        "tag",
        "level",
        "file",
    }:
        return _of_element(change)
    if kind.startswith("column_"):
        return _quoted(change.before)
    if kind in {"moved", "line_inserted"}:
        return _quoted(change.new)
    if kind == "line_deleted":
        return _quoted(change.old)
    if kind == "break":
        return _quoted((change.before + "↵" + change.after)[-LONGEST:])
    if kind == "source":
        return _("The sources differ in spacing or spelling only; the Fields tab shows the source.")
    if kind == "unreadable":
        return _("The source is compared line by line.")
    return _of_words(change)


def _of_words(change: Change) -> str:
    old, new = change.old, change.new
    if change.inner:
        more = " …" if len(change.inner) > MOST_EDITS else ""
        return "；".join(map(_of_words, change.inner[:MOST_EDITS])) + more
    if change.label and old and new:
        return _arrow("", clock(old), clock(new))
    if change.label and change.kind == "field":
        return _arrow("", clock(old), clock(new))
    inside = bool(change.before or change.after)
    if inside and max(len(old), len(new)) <= 2 * SHORT and not (old and new):
        near = _tail(change.before, _WORD) + "{}" + _head(change.after)
        return _arrow("", near.format(old), near.format(new)) + _codes(old, new)
    if not old or not new:
        return _quoted(old or new)
    unit = ""
    if old[-1:].isalnum() and new[-1:].isalnum() and (found := _UNIT.match(change.after)):
        unit = found[0]
    bare = not unit and (not change.risks or change.risks[0] == "negation")
    if max(len(old), len(new)) <= SHORT and bare:
        near = _tail(change.before, _WORD) or ""
        after = "" if near else _head(change.after)
        return _arrow("", near + old + after, near + new + after) + _codes(old, new)
    lead = ""
    if change.risks and change.risks[0] in {"money", "number", "percent", "deadline"}:
        found = _CLAUSE.search(change.before)
        cut = (
            "…" if found and found.start() and _WORD.match(change.before[found.start() - 1]) else ""
        )
        lead = f"{cut}{found[0]} " if found else ""
    return _arrow(lead, old + unit, new + unit) + _codes(old, new)


def _of_media(change: Change) -> str:
    replaced = {name: (old, new) for name, old, new in change.parts}
    said = []
    kind_is_alt = change.kind == "alt"
    for name, (old, new) in replaced.items():
        if name == "alt" and kind_is_alt:
            said.append(_arrow("", old, new))
        elif name == "alt":
            said.append(_("alternative text") + " " + _arrow("", old, new))
        elif old and new:
            said.append(_("replaced"))
        else:
            said.append(_("added") if new else _("deleted"))
    return _short("，".join(said), 2 * LONGEST)


def _of_element(change: Change) -> str:
    lead = f"“{_short(change.before.strip(), 12)}” " if change.before.strip() else ""
    if change.kind in {"tag", "level"}:
        return lead + f"{TAGS.get(change.old, change.old)} → {TAGS.get(change.new, change.new)}"
    if change.kind == "attachment" or change.kind == "file":
        if change.old and change.new:
            return lead + _("replaced")
        return lead + (_("added") if change.new else _("deleted"))
    if change.kind == "style":
        return lead.strip()
    if change.kind == "attribute":
        name = ATTRIBUTES.get(change.after, change.after)
        return f"{lead}{name} " + _arrow("", change.old, change.new)
    if change.kind in {"link", "anchor"}:
        return lead + _arrow("", *_apart(change.old, change.new))
    return lead + _arrow("", change.old, change.new)


def _apart(old: str, new: str) -> tuple[str, str]:
    """Shorten two addresses to the parts in which they differ."""
    if not old or not new or max(len(old), len(new)) <= LONGEST:
        return old, new
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    shared = "".join(one for one, _other in same).rpartition("/")[0]
    if len(shared) < 8:
        return old, new
    return f"…{old[len(shared) :]}", f"…{new[len(shared) :]}"


def clock(text: str) -> str:
    """Write a moment as a clock on the wall shows it; anything else stays as it is."""
    if not _MOMENT.fullmatch(text):
        return text
    try:
        return f"{localtime(read_time(text)):%Y-%m-%d %H:%M}"
    except NotCanonical:
        return text


def _arrow(lead: str, old: str, new: str) -> str:
    return f"{lead}{_visible(old)} → {_visible(new)}"


def _visible(text: str) -> str:
    """Let a reader see spaces that stand alone."""
    if text and text.isspace():
        return "␣" * len(text)
    return _short(text) or _("(empty)")


def _quoted(text: str) -> str:
    return f"“{_short(text.strip())}”" if text.strip() else _("(empty)")


def _short(text: str, most: int = LONGEST) -> str:
    return Truncator(" ".join(text.split())).chars(most)


def _tail(text: str, pattern: "re.Pattern[str]") -> str:
    number = re.search(r"\d[\d.,]*\Z", text)
    if number:
        return number[0]
    words = text[-2:]
    found = pattern.search(words)
    return (
        found[0]
        if found and found.end() == len(words)
        else words[-1:]
        if words[-1:].isalnum()
        else ""
    )


def _head(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""


def _codes(old: str, new: str) -> str:
    """Tell apart what looks the same: full-width figures, letters of another script, spaces."""
    if old == new or not looks_alike(old, new):
        return ""
    return f" ({spelled_out(old)} → {spelled_out(new)})"


def looks_alike(old: str, new: str) -> bool:
    """Say whether two different texts may look the same."""
    one, other = ("".join(unicodedata.normalize("NFKC", t).split()) for t in (old, new))
    return one == other or (
        len(one) == len(other) and {_script(c) for c in one} != {_script(c) for c in other}
    )


def _script(character: str) -> str:
    name = unicodedata.name(character, "")
    return name.split(" ")[0] if character.isalpha() and not name.startswith("CJK") else ""


def spelled_out(text: str) -> str:
    """Give the code points of a short text."""
    return " ".join(f"U+{ord(character):04X}" for character in text[:6])
