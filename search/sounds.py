"""How characters are read: pinyin without tones, as it is typed. The table names its source."""

from collections.abc import Iterable
from itertools import islice, product
from pathlib import Path
from typing import Final

#: Readings of a word that are told apart, of all that its characters can have together.
MOST_READINGS: Final = 6

Table = dict[str, tuple[str, ...]]


def _load(path: Path) -> tuple[Table, dict[str, str]]:
    """Read the table: the readings of each character, and the characters of each reading."""
    mostly: dict[str, str] = {}
    also: dict[str, list[str]] = {}
    characters: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        sound, first, other = line.split("\t")
        characters[sound] = first + other
        mostly |= dict.fromkeys(first, sound)
        for character in other:
            also.setdefault(character, []).append(sound)
    readings = {character: (sound, *also.get(character, ())) for character, sound in mostly.items()}
    return readings, characters


_READINGS, _CHARACTERS = _load(Path(__file__).with_name("sounds.tsv"))

#: What is often confused when typing by sound: southern accents, and slips.
_BLURRED: Final = (
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("ang", "an"),
    ("eng", "en"),
    ("ing", "in"),
)


def sounds(word: str) -> tuple[str, ...]:
    """Give how a word can be typed by its sound.

    Args:
        word: A folded word.

    Returns:
        The syllables joined, the usual reading first, and the first letters of three and more
        syllables; nothing for a word with another character than Han ones of the table.
    """
    readings = [_READINGS.get(character, ()) for character in word]
    if not readings or not all(readings):
        return ()
    joined = ["".join(each) for each in islice(product(*readings), MOST_READINGS)]
    if len(word) > 2:
        joined.append("".join(each[0][0] for each in readings))
    return tuple(dict.fromkeys(joined))


def alike(character: str) -> str:
    """Give the characters that sound like another: first the same, then nearly the same.

    Args:
        character: A Han character.

    Returns:
        The characters, itself not among them, each once.
    """
    own = _READINGS.get(character, ())
    blurred = {_blur(sound) for sound in own}
    near = [sound for sound in _CHARACTERS if sound not in own and _blur(sound) in blurred]
    found = _joined([*own, *near])
    return found.replace(character, "")


def _joined(sounds: Iterable[str]) -> str:
    return "".join(dict.fromkeys("".join(_CHARACTERS[sound] for sound in sounds)))


def _blur(sound: str) -> str:
    for distinct, confused in _BLURRED:
        sound = sound.replace(distinct, confused)
    return "l" + sound[1:] if sound.startswith("n") else sound
