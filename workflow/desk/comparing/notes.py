"""Says in an entry what its words alone do not show: structure, attributes, links, media."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from workflow.desk.comparing.entries import DELETED, INSERTED, MARKS, Entry, Note, Run
from workflow.desk.comparing.inventory import spell
from workflow.desk.comparing.reading import Block
from workflow.desk.comparing.words import Element, Token, written

PICTURES = frozenset({"src", "poster"})
SIZES = frozenset({"srcset", "sizes", "width", "height"})
MEDIA = frozenset({"img", "video", "audio", "source", "track"})
ASSETS = "/assets/"
NOTE_RISKS = {"link": ("link",), "attachment": ("attachment",), "media": ("attachment",)}
"""Why a note makes its change weigh."""
Outer = tuple[int, Element | None, Element | None]


class Structure:
    """Walks the entries in reading order and says where elements around them became others.

    An element that holds many blocks is reported where it begins. As long as it is open, the
    blocks inside carry the same change and are not reported again.
    """

    def __init__(self) -> None:
        """Begin with nothing reported."""
        self._reported: set[Outer] = set()
        self._moved_by: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self._moving: Note | None = None
        self._opened: tuple[list[Element], list[Element]] = ([], [])

    def notes(self, entry: Entry) -> Iterator[Note]:
        """Give the notes on the structure of the next entry."""
        old, new = entry.old, entry.new
        depths = [len(b.path) - b.opens for b in (old, new) if b is not None]
        begins = min(depths, default=0)
        self._reported = {each for each in self._reported if each[0] < begins}
        for side, block in enumerate((old, new)):
            if block is not None and block.opens:
                self._opened[side].extend(block.path[-block.opens : -1])
        if old is None or new is None:
            self._moved_by = None
            return
        opened, self._opened = self._opened, ([], [])
        if old.content == new.content:
            return
        if len(old.path) != len(new.path):
            yield self._deeper(old, new)
            yield from _own(old, new)
            return
        self._moved_by = None
        for depth, (one, other) in enumerate(zip(old.path, new.path, strict=True)):
            key = depth, one, other
            if one != other and key not in self._reported:
                self._reported.add(key)
                yield from of_elements(one, other)
        # Where the first item of a list came or went, the next one does not begin a list.
        if old.opens != new.opens and old.path == new.path and opened[0] != opened[1]:
            yield Note("begins", _path(old.path[-old.opens :]), _path(new.path[-new.opens :]))

    def _deeper(self, old: Block, new: Block) -> Note:
        """Say that a block stands inside other elements; neighbours share one change."""
        names = tuple(e[0] for e in old.parents), tuple(e[0] for e in new.parents)
        note = Note("parents", _path(old.path), _path(new.path))
        if self._moved_by != names:
            self._moved_by, self._moving = names, note
        elif self._moving is not None:
            note.change = self._moving.change
            note.words = "again"
        return note


def _own(old: Block, new: Block) -> Iterator[Note]:
    one = old.path[-1] if old.path else ("", ())
    other = new.path[-1] if new.path else ("", ())
    if one != other:
        yield from of_elements(one, other)


def of_elements(old: Element, new: Element) -> Iterator[Note]:
    """Give the differences of two elements that stand for one another."""
    if old[0] != new[0]:
        yield Note("tag", old[0], new[0])
    before, after = dict(old[1]), dict(new[1])
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            code = "span" if key in {"colspan", "rowspan"} else "attribute"
            yield Note(code, _value(before, key), _value(after, key), f"{new[0]} {key}")


def of_words(entry: Entry) -> Iterator[tuple[Sequence[Run], Note]]:
    """Give what changed about links, emphasis and media, each with the stretches it is about."""
    runs = entry.runs
    place = 0
    while place < len(runs):
        if runs[place].fate == MARKS:
            for note in _of_marks(runs[place]):
                yield [runs[place]], note
            place += 1
            continue
        end = place
        while end < len(runs) and runs[end].fate in {DELETED, INSERTED}:
            end += 1
        if end > place:
            these = runs[place:end]
            old = [token for run in these for token in run.old]
            new = [token for run in these for token in run.new]
            for note in (*_of_links(old, new), *of_objects(_objects(old), _objects(new))):
                yield these, note
        place = max(end, place + 1)


def rest(entry: Entry) -> Iterator[Note]:
    """Say that elements begin or end elsewhere, where nothing else has been said."""
    if entry.old is not None and entry.new is not None and entry.fate == "same":
        old, new = entry.old, entry.new
        inside = old.elements[old.opens :], new.elements[new.opens :]
        if old.pieces != new.pieces or inside[0] != inside[1]:
            yield Note("elements", *map(_path, inside))


def _of_marks(run: Run) -> Iterator[Note]:
    old, new = run.old[0].marks, run.new[0].marks
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    words = written(run.new)
    links = _address(gone), _address(come)
    if links[0] != links[1]:
        yield Note(_sort(*links), *links, words)
    gone, come = (_without_addresses(each) for each in (gone, come))
    if gone != come:
        yield Note("emphasis", _path(gone), _path(come), words)
    elif links[0] == links[1]:
        yield Note("elements", _path(old), _path(new), words)


def _of_links(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Note]:
    before, after = _links(old), _links(new)
    gone = [each for each in before if each not in after]
    come = [each for each in after if each not in before]
    for one, other in zip_longest(gone, come, fillvalue=("", "")):
        yield Note(_sort(one[0], other[0]), one[0], other[0], other[1] or one[1])


def _links(these: Iterable[Token]) -> list[tuple[str, str]]:
    """Give the addresses and the words that lead there."""
    found: dict[str, str] = {}
    for token in these:
        for name, attributes in token.marks:
            if name == "a":
                address = dict(attributes).get("href", "")
                found[address] = found.get(address, "") + token.text
    return list(found.items())


def _address(marks: Sequence[Element]) -> str:
    return " ".join(dict(a).get("href", "") for name, a in marks if name == "a")


def _without_addresses(marks: Sequence[Element]) -> list[Element]:
    plain = [(n, tuple(a for a in attributes if a[0] != "href")) for n, attributes in marks]
    return [each for each in plain if each != ("a", ())]


def _sort(old: str, new: str) -> str:
    if (old or new).startswith(ASSETS) and (not new or new.startswith(ASSETS)):
        return "attachment"
    return "anchor" if (old or "#")[0] == (new or "#")[0] == "#" and (old or new) else "link"


def _objects(these: Iterable[Token]) -> list[Element]:
    return [token.object for token in these if token.object and token.object[0] in MEDIA]


def of_objects(old: Sequence[Element], new: Sequence[Element]) -> Iterator[Note]:
    """Compare pictures and media in their order: files first, then what is said about them."""
    gone = [each for each in old if each not in new]
    come = [each for each in new if each not in old]
    for name in dict.fromkeys(each[0] for each in (*gone, *come)):
        pairs = zip_longest(
            [dict(a) for n, a in gone if n == name], [dict(a) for n, a in come if n == name]
        )
        for before, after in pairs:
            yield from _of_object(name, before, after)


def _of_object(
    name: str, before: dict[str, str] | None, after: dict[str, str] | None
) -> Iterator[Note]:
    was, now = before or {}, after or {}
    new_file = False
    for key in ("src", "poster"):
        if was.get(key) != now.get(key):
            new_file = True
            code = "picture" if name == "img" or key == "poster" else "media"
            words = was.get("alt", "") if not now else now.get("alt", "")
            yield Note(code, was.get(key, ""), now.get(key, ""), words)
    if before is None or after is None:
        if not new_file or name == "track":
            text = spell((name, tuple(sorted((before or after or {}).items()))))
            yield Note("object", text if before else "", text if after else "")
        return
    sizes = [key for key in sorted({*was, *now}) if key in SIZES and was.get(key) != now.get(key)]
    if sizes:
        texts = (" ".join(f'{k}="{side[k]}"' for k in sizes if k in side) for side in (was, now))
        yield Note("sizes", *texts)
    for key in sorted({*was, *now} - SIZES - PICTURES):
        if was.get(key) != now.get(key):
            alt = key == "alt"
            words = now.get("src", "") if alt else f"{name} {key}"
            yield Note("alt" if alt else "attribute", _value(was, key), _value(now, key), words)


def _value(attributes: dict[str, str], key: str) -> str:
    """Tell an empty value from none."""
    return "" if key not in attributes else attributes[key] or '""'


def _path(these: Iterable[Element]) -> str:
    return " ".join(spell(each) for each in these)
