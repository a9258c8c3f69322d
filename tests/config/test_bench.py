"""The harness of the measurements, without measuring anything."""

import json

import pytest

from bench import __main__ as harness
from bench.measurement import Measurement, ratio


def test_a_table_is_printed_and_the_figures_are_kept(monkeypatch, tmp_path, capsys):
    rows = [
        Measurement("reading an article", "nginx", ratio=0.5, goal=0.6),
        Measurement("verifying", "hashing alone", ratio=0.9, goal=0.5),
    ]
    monkeypatch.setattr(harness, "measured", lambda names: iter(rows))
    monkeypatch.setattr(harness, "LAST", tmp_path / "last.json")
    harness.main([])
    assert json.loads((tmp_path / "last.json").read_text()) == [
        {"name": "reading an article", "ratio": 0.5, "goal": 0.6},
        {"name": "verifying", "ratio": 0.9, "goal": 0.5},
    ]
    _, missed, reached = capsys.readouterr().out.splitlines()
    assert missed.endswith("✗")
    assert not reached.endswith("✗")


def test_a_name_that_is_no_bench_is_refused():
    with pytest.raises(SystemExit, match="No bench is named haste"):
        list(harness.chosen(["haste"]))


def test_pairs_are_compared_one_by_one():
    assert ratio([2.0, 4.0, 9.0], [1.0, 2.0, 3.0]) == 2.0
