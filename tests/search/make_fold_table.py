"""Write `search/fold.tsv` anew: run by hand after a release of OpenCC or of Unicode.

    pip install opencc==1.4.2 && python tests/search/make_fold_table.py > search/fold.tsv

Not a test and not shipped to a server: the portal reads the finished table and needs neither
OpenCC nor this file.

Sources:
    OpenCC 1.4.2, dictionary TSCharacters (https://github.com/BYVoid/OpenCC, Apache-2.0);
    the Unicode character database of the running Python (`unicodedata`), forms NFKC and lower case.
"""

import sys
import unicodedata

from opencc import OpenCC  # type: ignore[import-not-found,import-untyped,unused-ignore]

HEADER = """\
# Character folding: one character, a tab, the character it is searched as.
# Made by tests/search/make_fold_table.py; do not edit by hand.
# Traditional to simplified: OpenCC 1.4.2, dictionary TSCharacters,
#   Copyright BYVoid and contributors, https://github.com/BYVoid/OpenCC, Apache License 2.0
#   (https://www.apache.org/licenses/LICENSE-2.0); only its one-to-one entries, first form.
# Width, case, compatibility: Unicode {unicode} (NFKC and lower case), one-to-one entries.
# ○ and ◯ stand for 〇 as officials type them in dates.
"""

HAND = {"○": "〇", "◯": "〇"}


def folded(character: str, simplify: OpenCC) -> str:
    """Fold one character until it no longer changes; a form of another length is not taken."""
    for _ in range(8):
        before = character
        for step in (
            lambda c: HAND.get(c, c),
            lambda c: unicodedata.normalize("NFKC", c),
            str.lower,
            simplify.convert,
        ):
            after = str(step(character))
            if len(after) == 1:
                character = after
        if character == before:
            break
    return character


def main() -> None:
    """Print the table."""
    simplify = OpenCC("t2s")
    sys.stdout.write(HEADER.format(unicode=unicodedata.unidata_version))
    for point in range(0x80, sys.maxunicode + 1):
        character = chr(point)
        if unicodedata.category(character) in {"Cn", "Cs", "Co", "Cc", "Cf", "Zl", "Zp", "Zs"}:
            continue
        target = folded(character, simplify)
        if target != character and not target.isspace():
            sys.stdout.write(f"{character}\t{target}\n")


if __name__ == "__main__":
    main()
