"""Write `lists/sounds.tsv` and `lists/traditional.tsv` anew: run by hand, never on a server.

    pip install pypinyin==0.55.0 opencc==1.4.2 && python tests/workflow/proofreading/make_tables.py

The rules read the finished tables and need neither library. Sources: pypinyin 0.55 (MIT), its
readings of single characters; OpenCC 1.4.2 (Apache-2.0), traditional to simplified; both for the
characters of GB/T 2312, the set that simplified texts are written with.
"""

import unicodedata
from pathlib import Path

from opencc import OpenCC  # type: ignore[import-not-found,import-untyped,unused-ignore]
from pypinyin.pinyin_dict import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    pinyin_dict,
)

LISTS = Path(__file__).parents[3] / "workflow/proofreading/lists"
# Traditional in one sense and kept in the table of standard characters in another, or in names.
# In the simplified set for a rare sense and almost always a slip.
SLIPS = frozenset("後麽")
KEPT = frozenset("昇甯濬鎔淼堃喆苹乾瞭於著藉摺徵囉仝讬祇")


def is_simplified(character: str) -> bool:
    """Say whether a character belongs to the simplified set."""
    try:
        return character >= "一" and bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def toneless(reading: str) -> str:
    """Give a reading without its tone."""
    parts = unicodedata.normalize("NFD", reading)
    return "".join(c for c in parts if not unicodedata.combining(c) or c == "\u0308")


def main() -> None:
    """Write both tables."""
    sounds: dict[str, str] = {}
    for point, readings in sorted(pinyin_dict.items()):
        character = chr(point)
        if is_simplified(character):
            for sound in dict.fromkeys(map(toneless, readings.split(","))):
                sounds[sound] = sounds.get(sound, "") + character
    head = "# version 2026.11\n# Made by tests/workflow/proofreading/make_tables.py.\n"
    lines = [f"{sound}\t{same}\n" for sound, same in sorted(sounds.items()) if len(same) > 1]
    (LISTS / "sounds.tsv").write_text(
        head
        + "# A sound, the simplified characters that have it: pypinyin 0.55 (MIT).\n"
        + "".join(lines)
    )
    simplify = OpenCC("t2s")
    lines = []
    for point in range(0x3400, 0xA000):
        character = chr(point)
        right = simplify.convert(character)
        slip = character in SLIPS or not is_simplified(character)
        if slip and right != character and character not in KEPT and is_simplified(right):
            lines.append(f"{character}\t{right}\n")
    (LISTS / "traditional.tsv").write_text(
        head
        + "# A traditional character, its simplified form: OpenCC 1.4.2 (Apache-2.0).\n"
        + "".join(lines)
    )


if __name__ == "__main__":
    main()
