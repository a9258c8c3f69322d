"""Write `search/sounds.tsv` anew: run by hand after a release of pypinyin.

    pip install pypinyin==0.55.0 && python tests/search/make_sound_table.py > search/sounds.tsv

Not a test and not shipped to a server: the portal reads the finished table and needs neither
pypinyin nor this file.

Source: pypinyin 0.55.0, `pinyin_dict` (https://github.com/mozillazg/python-pinyin, MIT), of the
characters of GB 2312.
"""

import sys
from collections import defaultdict

from pypinyin import pinyin_dict  # type: ignore[import-not-found,import-untyped,unused-ignore]
from pypinyin.contrib.tone_convert import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    to_normal,
)

HEADER = """\
# Sounds: a syllable as it is typed, a tab, the characters that are mostly read so, a tab, those
# that sometimes are. Made by tests/search/make_sound_table.py; do not edit by hand.
# pypinyin 0.55.0, Copyright mozillazg, https://github.com/mozillazg/python-pinyin, MIT License;
# the characters of GB 2312, common ones first, at most three readings of each.
"""
MOST_READINGS = 3


def rarity(entry: tuple[int, str]) -> tuple[bool, int]:
    """Put the common characters, level 1 of GB 2312, before the others."""
    return chr(entry[0]).encode("gb2312", "replace")[0] >= 0xD8, entry[0]


def main() -> None:
    """Write the table."""
    table: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for point, marked in sorted(pinyin_dict.pinyin_dict.items(), key=rarity):
        character = chr(point)
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            continue
        readings = [to_normal(each).replace("ü", "v") for each in marked.split(",")]
        for place, reading in enumerate(list(dict.fromkeys(readings))[:MOST_READINGS]):
            if reading.isascii() and reading.isalpha():
                table[reading][min(place, 1)].append(character)
    sys.stdout.write(HEADER)
    for reading, (first, other) in sorted(table.items()):
        sys.stdout.write(f"{reading}\t{''.join(first)}\t{''.join(other)}\n")


if __name__ == "__main__":
    main()
