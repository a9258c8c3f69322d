"""Choosing the passages of a return: words that are typed, pasted or ticked, found in the text.

The frame with the page has no script and tells nobody what is selected in it. So the text stands
beside the form once more, paragraph by paragraph, to be ticked or copied from.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from ledger.formats import v1
from workflow import anchors
from workflow.anchors import LONGEST, Anchor, found_in
from workflow.desk.dossier import Dossier
from workflow.desk.findings import FindingLine
from workflow.desk.leaves import place_label
from workflow.proofreading.places import texts

MOST_PARAGRAPHS, BLANK = 400, 1
#: A quotation shorter than this is given with so many characters before and after it.
SHORT, AROUND = 4, 8
#: Where words are looked for first when nobody says where they are from.
FIRST = {"text": 0, "title": 1, "summary": 2}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of one field: `key` names it in the form, `at` its page and field."""

    key: str
    at: str
    where: str
    text: str

    @property
    def quote(self) -> str:
        """The words by which the whole paragraph is quoted: its beginning, if it is long."""
        return self.text[:LONGEST].strip()


@dataclass(frozen=True)
class Row:
    """One quotation in the form; `where` is empty until it is found."""

    quote: str = ""
    at: str = ""
    where: str = ""
    lost: bool = False


def paragraphs(dossier: Dossier) -> list[Paragraph]:
    """Give everything the public will read, paragraph by paragraph."""
    found = []
    for page in dossier.pages:
        for place, text in texts(page.content):
            label = place_label(place)
            if len(dossier.pages) > 1:
                label = f"{page.title} · {label}"
            at = f"{page.position}:{place}"
            for number, line in enumerate(text.split("\n")):
                if line.strip():
                    found.append(Paragraph(f"{at}:{number}", at, label, line.strip()))
    return found[:MOST_PARAGRAPHS]


def asked(
    request: HttpRequest, dossier: Dossier, listed: list[FindingLine]
) -> list[tuple[str, str]]:
    """Give what the form quotes, each with where it is from; at first the findings listed."""
    if "quoting" not in request.POST:
        quoted = [(_around(dossier, line), f"{line.on}:{line.place}") for line in listed]
        return [(quote, at) for quote, at in quoted if anchors.fits(quote)]
    quotes, places = request.POST.getlist("quote"), request.POST.getlist("at")
    places += [""] * (len(quotes) - len(places))
    return [
        (" ".join(quote.split()), at)
        for quote, at in zip(quotes, places, strict=False)
        if quote.strip()
    ]


def ticked(request: HttpRequest, every: list[Paragraph]) -> list[tuple[str, str]]:
    """Give the quotations of the paragraphs that were ticked."""
    wanted = set(request.POST.getlist("paragraph"))
    return [(each.quote, each.at) for each in every if each.key in wanted]


def rows(dossier: Dossier, quoted: list[tuple[str, str]]) -> list[Row]:
    """Look for each quotation; what is nowhere keeps its words."""
    fields = {
        f"{page.position}:{place}": text
        for page in dossier.pages
        for place, text in texts(page.content)
    }
    found = []
    for quote, at in quoted:
        hit = next(_hits(fields, quote, at), None)
        if hit is None:
            found.append(Row(quote[:LONGEST], at, lost=True))
        else:
            label = place_label(hit[0].partition(":")[2])
            found.append(Row(hit[1], hit[0], label))
    return list(dict.fromkeys(found))


def anchor(row: Row) -> Anchor:
    """Give the anchor of a row; a lost one names the body, and is refused for it."""
    page, _colon, place = row.at.partition(":")
    if row.lost or not page.isdecimal():
        return Anchor("text", row.quote)
    return Anchor(place, row.quote, int(page))


def _around(dossier: Dossier, line: FindingLine) -> str:
    """Give the words of a finding; a mark or two with what stands around them, to be found by."""
    quote = line.excerpt.strip()
    if len(quote) >= SHORT:
        return quote
    said = v1.Finding.parse(bytes(line.row.statement))
    text = dict(texts(dossier.pages[line.on - 1].content)).get(line.place, "")
    before = text[max(0, said.start - AROUND) : said.start].rpartition("\n")[2]
    after = text[said.end : said.end + AROUND].partition("\n")[0]
    return f"{before}{line.excerpt}{after}".strip()


def _hits(fields: dict[str, str], quote: str, at: str) -> Iterator[tuple[str, str]]:
    order = sorted(
        fields, key=lambda key: (key != at, FIRST.get(key.partition(":")[2], len(FIRST)))
    )
    for key in order:
        own = found_in(fields[key], quote)
        if own is not None:
            yield key, own
