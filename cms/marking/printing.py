"""What is put into the page: numbers, marks around words, a list of what is not shown."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cms.marking.mark import Mark
from cms.marking.source import Source

_CLOSE, _NUMBER, _OPEN = range(3)
_SHAPES = {"error": "error", "warning": "warning"}


class Insertions:
    """Collects what is put where, and splices it in at the end."""

    def __init__(self, source: Source, style: str) -> None:
        """Begin with the style sheet."""
        self._source = source
        self._at: list[tuple[int, int, int, str]] = []
        self._marks: dict[int, list[Mark]] = {}
        if source.head_ends >= 0:
            self._put(
                source.head_ends, _OPEN, format_html('<link rel="stylesheet" href="{}">', style)
            )

    def number(self, mark: Mark, at: int) -> None:
        """Put the number of a finding before a file."""
        self._put(at, _NUMBER, _number(mark))

    def words(self, mark: Mark, first: int, last: int) -> None:
        """Put the number before some letters, and a mark around them. Never inside a link."""
        link = self._source.links[first]
        self._put(link if link >= 0 else self._source.starts[first], _NUMBER, _number(mark))
        for position in range(first, last):
            self._marks.setdefault(position, []).append(mark)

    def beside(self, marks: Sequence[Mark]) -> None:
        """List the findings that have no place on the page."""
        if not marks or self._source.main_begins < 0:
            return
        lines = format_html_join(
            "",
            "<li>{}<span>{}</span> <q>{}</q></li>",
            ((_number(mark), mark.where, mark.excerpt) for mark in marks),
        )
        title = _("Found in what this page does not show:")
        words = format_html('<aside class="desk-beside"><p>{}</p><ul>{}</ul></aside>', title, lines)
        self._put(self._source.main_begins, _NUMBER, words)

    def spliced(self) -> str:
        """Give the page with everything put in."""
        for first, last, marks in self._runs():
            self._put(self._source.starts[first], _OPEN, _opening(marks))
            self._put(self._source.ends[last], _CLOSE, "</mark>")
        html, parts, done = self._source.html, [], 0
        for at, _kind, _order, text in sorted(self._at):
            parts += [html[done:at], text]
            done = at
        return "".join([*parts, html[done:]])

    def _put(self, at: int, kind: int, text: str) -> None:
        self._at.append((at, kind, len(self._at), text))

    def _runs(self) -> Iterator[tuple[int, int, list[Mark]]]:
        """Give the longest stretches of letters in one text node with the same marks."""
        nodes = self._source.nodes
        run: list[int] = []
        for position in sorted(self._marks):
            if run and not (
                position == run[-1] + 1
                and nodes[position] == nodes[run[-1]]
                and self._marks[position] == self._marks[run[-1]]
            ):
                yield run[0], run[-1], self._marks[run[0]]
                run = []
            run.append(position)
        if run:
            yield run[0], run[-1], self._marks[run[0]]


def _shape(marks: Sequence[Mark]) -> str:
    """Give the class of the weightiest finding that is still open, else of a done one."""
    still = [mark for mark in marks if not mark.done]
    for severity, shape in _SHAPES.items():
        if any(mark.severity == severity for mark in still):
            return shape
    return "hint" if still else "done"


def _opening(marks: Sequence[Mark]) -> str:
    numbers = " ".join(str(mark.number) for mark in marks)
    return format_html('<mark class="desk-mark desk-mark--{}" data-f="{}">', _shape(marks), numbers)


def _number(mark: Mark) -> str:
    label = _("Finding %(number)d") % {"number": mark.number}
    return format_html(
        '<b class="desk-no desk-no--{}" id="finding-{}" title="{}">'
        '<span class="desk-no__w">{} </span>{}</b>',
        _shape([mark]),
        mark.number,
        f"{label}：{mark.label}",
        f"{label}：{mark.label}",
        mark.number,
    )
