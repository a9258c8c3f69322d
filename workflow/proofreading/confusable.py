"""Which characters are taken for each other: by ear (same sound) or by eye (like shape)."""

from collections import defaultdict

from workflow.proofreading import kept


def _sounds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for sound, same in kept.rows("sounds", 2):
        for character in same:
            found[character].add(sound)
    return {character: frozenset(sounds) for character, sounds in found.items()}


def _shapes() -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset((one, other))
        for (group,) in kept.rows("lookalikes")
        for one in group
        for other in group
        if one != other
    )


_SOUNDS, _SHAPES = _sounds(), _shapes()


def confused(one: str, other: str) -> bool:
    """Say whether one character may be a slip for another. Tones do not count."""
    if frozenset((one, other)) in _SHAPES:
        return True
    return bool(_SOUNDS.get(one, frozenset()) & _SOUNDS.get(other, frozenset()))
