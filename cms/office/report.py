"""What could not be kept of a document, in sentences for its author."""

from collections.abc import Callable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from cms.office.reading import Reading
from cms.office.structure import Structure

Counted = Callable[[int], str]

_PICTURES: dict[str, str | Promise] = {
    "image/x-emf": gettext_lazy("drawn in Word (EMF)"),
    "image/emf": gettext_lazy("drawn in Word (EMF)"),
    "image/x-wmf": gettext_lazy("drawn in Word (WMF)"),
    "image/wmf": gettext_lazy("drawn in Word (WMF)"),
    "image/svg+xml": gettext_lazy("an SVG drawing"),
    "?": gettext_lazy("of an unknown kind"),
    "missing": gettext_lazy("missing in the document"),
    "more": gettext_lazy("beyond three hundred"),
}
EMBEDDED = gettext_lazy(
    "The embedded file “%(name)s” was left out. Upload it as a document and attach it."
)
ALWAYS = gettext_lazy(
    "Fonts, sizes, colours, underlining and columns are not taken over: the site sets every text "
    "in one way."
)


def sentences(reading: Reading, found: Structure) -> list[str]:
    """Say what the author has to look at, the losses first."""
    return [*_losses(reading, found), *_changes(reading, found)]


def _losses(reading: Reading, found: Structure) -> Iterator[str]:
    for kind, number in sorted(reading.lost_pictures.items()):
        yield ngettext(
            "%(count)d picture was left out (%(kind)s). Save it as PNG and insert it yourself.",
            "%(count)d pictures were left out (%(kind)s). Save them as PNG and insert them "
            "yourself.",
            number,
        ) % {"count": number, "kind": _PICTURES.get(kind, kind)}
    counted = reading.counted
    for name in counted.get("embedded", ()):
        yield EMBEDDED % {"name": name}
    yield from _said(counted, LOST)
    yield from _said(found.lost, LOST)


def _changes(reading: Reading, found: Structure) -> Iterator[str]:
    yield from _said(reading.counted, CHANGED)
    yield from _said(found.lost, CHANGED)


def _said(numbers: dict[str, int], sentences: dict[str, Counted]) -> Iterator[str]:
    for name, sentence in sentences.items():
        number = numbers.get(name, 0)
        if number:
            yield sentence(number) % {"count": number}


LOST: dict[str, Counted] = {
    "equations": lambda n: ngettext(
        "%(count)d equation was left out. Insert it as a picture with an alternative text.",
        "%(count)d equations were left out. Insert them as pictures with alternative texts.",
        n,
    ),
    "drawings": lambda n: ngettext(
        "%(count)d chart or drawing was left out. Insert it as a picture.",
        "%(count)d charts or drawings were left out. Insert them as pictures.",
        n,
    ),
    "linked_pictures": lambda n: ngettext(
        "%(count)d picture is only linked from elsewhere and was not fetched.",
        "%(count)d pictures are only linked from elsewhere and were not fetched.",
        n,
    ),
    "unfit_pictures": lambda n: ngettext(
        "%(count)d picture cannot be opened or is too large, and was left out.",
        "%(count)d pictures cannot be opened or are too large, and were left out.",
        n,
    ),
    "comments": lambda n: ngettext(
        "%(count)d comment was left out.", "%(count)d comments were left out.", n
    ),
    "headers": lambda n: ngettext(
        "The words of %(count)d header or footer were left out.",
        "The words of %(count)d headers and footers were left out.",
        n,
    ),
    "symbols": lambda n: ngettext(
        "%(count)d symbol of a special font was left out.",
        "%(count)d symbols of special fonts were left out.",
        n,
    ),
    "links": lambda n: ngettext(
        "%(count)d link leads into the document or to a place that cannot be linked to; its words "
        "stayed.",
        "%(count)d links lead into the document or to places that cannot be linked to; their words "
        "stayed.",
        n,
    ),
    "links_in_tables": lambda n: ngettext(
        "%(count)d link in a table was left out; its words stayed.",
        "%(count)d links in tables were left out; their words stayed.",
        n,
    ),
}
CHANGED: dict[str, Counted] = {
    "changes": lambda n: ngettext(
        "%(count)d tracked change was taken as accepted. Check that this is the final text.",
        "%(count)d tracked changes were taken as accepted. Check that this is the final text.",
        n,
    ),
    "textboxes": lambda n: ngettext(
        "The words of %(count)d text box stand in the text now. Check where.",
        "The words of %(count)d text boxes stand in the text now. Check where.",
        n,
    ),
    "nested_tables": lambda n: ngettext(
        "%(count)d table inside another one became words.",
        "%(count)d tables inside others became words.",
        n,
    ),
    "pictures_in_tables": lambda n: ngettext(
        "%(count)d picture stood in a table; it comes after it now.",
        "%(count)d pictures stood in tables; they come after them now.",
        n,
    ),
    "frames": lambda n: ngettext(
        "%(count)d table of one cell became paragraphs.",
        "%(count)d tables of one cell became paragraphs.",
        n,
    ),
    "numbers": lambda n: ngettext(
        "%(count)d number that Word counted by itself is written out now.",
        "%(count)d numbers that Word counted by itself are written out now.",
        n,
    ),
}
