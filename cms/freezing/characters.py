"""Characters that a reviewer cannot see are not signed.

Refused are the Unicode categories Cc (but newline and tab), Cf, Co, Cn and Cs: controls, invisible
formatting such as zero-width and bidirectional marks, private and unassigned characters. So are
separators of lines that are not line ends (Zl, Zp), and letters, marks and symbols that Unicode
lets a program leave out or draw as nothing.
"""

import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.freezing.problems import Problems

REFUSED = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
# Default_Ignorable_Code_Point without what the categories say already, and the blank of Braille.
NOT_DRAWN = frozenset(
    map(
        chr,
        (
            0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164,
            0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
        ),
    )
)  # fmt: skip
ALLOWED = frozenset("\n\t")
LOST = "\ufffd"

HIDDEN = _("character %(position)d is invisible or has no meaning: %(name)s. Delete it.")


def hidden(text: str) -> list[tuple[int, str]]:
    """Give position (from 0) and character of everything that may not stand in a text."""
    return [
        (position, character)
        for position, character in enumerate(text)
        if character == LOST
        or character in NOT_DRAWN
        or (character not in ALLOWED and unicodedata.category(character) in REFUSED)
    ]


def without_hidden(text: str) -> str:
    """Give the text without what is only invisible."""
    refused = {character for _position, character in hidden(text)}
    return "".join(character for character in text if character not in refused)


def name(character: str) -> str:
    """Name a character that cannot be shown: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def check(value: Any, place: str, problems: Problems) -> None:
    """Walk a JSON value and note each hidden character, once for each place and kind."""
    if isinstance(value, str):
        seen = set()
        for position, character in hidden(value):
            if character not in seen:
                seen.add(character)
                detail = {"position": position + 1, "name": name(character)}
                problems.add(place, HIDDEN % detail)
    elif isinstance(value, dict):
        for key, item in value.items():
            check(item, f"{place}.{key}" if place else key, problems)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, start=1):
            check(item, f"{place}[{number}]", problems)


def normal(value: Any) -> Any:
    """Give a JSON value with every text in normal form C and with plain line ends."""
    if isinstance(value, str):
        # A lone surrogate has no bytes; it becomes the sign for what was lost, and that is refused.
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {key: normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, tuple):
        return tuple(normal(item) for item in value)
    return value
