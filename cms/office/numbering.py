"""Numbers that Word computes and does not write: “一、”, “（一）”, “第一章” become words again.

The HTML of a list has Arabic numbers only, and lists end at every paragraph between their items.
Without this the headings of a Chinese document lose their numbers.
"""

from collections import defaultdict
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = ("chinese", "japanese", "taiwanese", "ideograph")


def write_out(document: Any, numbering: Any, styles: Any) -> int:
    """Write computed Chinese numbers into their paragraphs; give how many."""
    levels = _levels(numbering)
    by_style = _of_styles(styles)
    counters: dict[str, list[int]] = defaultdict(lambda: [0] * 9)
    written = 0
    for paragraph in document.iter(f"{W}p"):
        found = _numbered(paragraph, by_style)
        if found is None:
            continue
        number, level = found
        own = levels.get(number)
        if own is None or level not in own:
            continue
        counter = counters[own["key"]]
        counter[level] = counter[level] + 1 if counter[level] else own[level][2]
        counter[level + 1 :] = [0] * (8 - level)
        label = _label(own, level, counter)
        if label is not None:
            _put(paragraph, label)
            written += 1
    return written


def chinese(number: int) -> str:
    """Write a number from 1 to 99 in Chinese; others stay Arabic."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _levels(numbering: Any) -> dict[str, dict[Any, Any]]:
    """Give for each number definition its levels: format, text, start."""
    if numbering is None:
        return {}
    abstract: dict[str, dict[Any, Any]] = {}
    for entry in numbering.iter(f"{W}abstractNum"):
        own: dict[Any, Any] = {"key": entry.get(f"{W}abstractNumId")}
        for level in entry.iter(f"{W}lvl"):
            own[int(level.get(f"{W}ilvl", "0"))] = (
                _value(level, "numFmt"),
                _value(level, "lvlText"),
                int(_value(level, "start") or 1),
            )
        abstract[own["key"]] = own
    found = {}
    for entry in numbering.iter(f"{W}num"):
        own = abstract.get(_value(entry, "abstractNumId"), {})
        if own:
            found[entry.get(f"{W}numId")] = own
    return found


def _of_styles(styles: Any) -> dict[str, tuple[str, int]]:
    if styles is None:
        return {}
    found = {}
    for style in styles.iter(f"{W}style"):
        place = style.find(f"{W}pPr/{W}numPr")
        if place is not None and _value(place, "numId"):
            level = int(_value(place, "ilvl") or 0)
            found[style.get(f"{W}styleId")] = (_value(place, "numId"), level)
    return found


def _numbered(paragraph: Any, by_style: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    place = paragraph.find(f"{W}pPr/{W}numPr")
    if place is not None:
        number = _value(place, "numId")
        return (number, int(_value(place, "ilvl") or 0)) if number not in ("", "0") else None
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return by_style.get(style.get(f"{W}val")) if style is not None else None


def _label(own: dict[Any, Any], level: int, counter: list[int]) -> str | None:
    """Give the number as Word shows it, or None where HTML's own lists say the same."""
    form, text, _start = own[level]
    has_words = any("\u4e00" <= character <= "\u9fff" for character in text)
    if not (form.startswith(_CHINESE) or has_words):
        return None
    for each in range(level + 1):
        kind = own.get(each, ("decimal",))[0]
        value = chinese(counter[each]) if kind.startswith(_CHINESE) else str(counter[each])
        text = text.replace(f"%{each + 1}", value)
    return str(text)


def _put(paragraph: Any, label: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    # A style may number by itself; zero takes that back.
    none = etree.SubElement(properties, f"{W}numPr")
    etree.SubElement(none, f"{W}numId").set(f"{W}val", "0")
    run = etree.Element(f"{W}r")
    first = paragraph.find(f"{W}r/{W}rPr")
    if first is not None:
        run.append(etree.fromstring(etree.tostring(first)))
    words = etree.SubElement(run, f"{W}t")
    words.text = label
    paragraph.insert(paragraph.index(properties) + 1, run)


def _value(parent: Any, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return str(child.get(f"{W}val") or "") if child is not None else ""
