"""Pieces are made of any HTML in a time that grows with its length and no faster."""

import time

import pytest

from cms.blocks import pasted
from cms.office import structure

ENDLESS = {
    "line ends": "<p>" + "<br />" * 100_000 + "x" + "<br />" * 100_000 + "y</p>",
    "spaces": "<p>x" + " " * 200_000 + "y</p>",
    "emphasis": "<p>" + "<strong>字</strong>，" * 30_000 + "</p>",
    "emphasis alone": "<p>" + "<strong>字</strong> " * 30_000 + "，</p>",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_endless_runs_are_read_in_seconds(kind: str) -> None:
    begun = time.process_time()
    assert len(structure.read(ENDLESS[kind]).pieces) == 1
    assert time.process_time() - begun < 10


def test_empty_lines_at_both_ends_go() -> None:
    found = structure.read("<p><br /> <br />甲<br />乙<br /> <br /></p>")
    assert [piece.html for piece in found.pieces] == ["甲<br/>乙"]


def test_joined_cells_without_end_are_not_written_out() -> None:
    row = "<tr>" + '<td colspan="60" rowspan="60">甲</td>' * 60 + "</tr>"
    assert len(pasted.lines("<table>" + row * 700 + "</table>")) < 2_000_000


@pytest.mark.parametrize("span", ["²", "９" * 5000, "-1", "1e9", "0"])
def test_a_span_that_is_no_number_does_no_harm(span: str) -> None:
    text = pasted.lines(f'<table><tr><td colspan="{span}">甲</td><td>乙</td></tr></table>')
    assert text.startswith("甲\t")
    assert text.endswith("乙")
