"""Text of a presentation: every slide, and what its speaker noted."""

import re
from typing import Any

from ledger.opening import packages
from ledger.opening.parts import Gathered

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = re.compile(r"ppt/(?P<kind>slides/slide|notesSlides/notesSlide)(?P<number>\d+)\.xml")


def read(data: bytes, gathered: Gathered) -> None:
    """Gather the text of one presentation."""
    with packages.opened(data, "ppt/presentation.xml", gathered) as package:
        packages.tell_properties(package, gathered)
        found = [match for match in map(_SLIDE.fullmatch, package.namelist()) if match]
        for match in sorted(found, key=lambda m: (m["kind"] != "slides/slide", int(m["number"]))):
            is_slide = match["kind"] == "slides/slide"
            place = f"第{match['number']}张" if is_slide else f"备注{match['number']}"
            for paragraph in packages.xml(package, match.group()).iter(f"{_A}p"):
                gathered.add(place, _text(paragraph))


def _text(paragraph: Any) -> str:
    return "".join(element.text or "" for element in paragraph.iter(f"{_A}t"))
