"""Canonical JSON: what has a form, which one, and what has none."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import canonical
from ledger.canonical import NotCanonical

FORMS: list[tuple[Any, bytes]] = [
    (None, b"null"),
    (True, b"true"),
    (0, b"0"),
    (-1, b"-1"),
    (2**53 - 1, b"9007199254740991"),
    ("", b'""'),
    ("三审", '"三审"'.encode()),
    ("𠮷", b'"\xf0\xa0\xae\xb7"'),
    ('"\\/', b'"\\"\\\\/"'),
    ("\n\r\t\b\f", b'"\\n\\r\\t\\b\\f"'),
    ("\x00\x1f", b'"\\u0000\\u001f"'),
    ("\x7f\u2028\ufeff", '"\x7f\u2028\ufeff"'.encode()),
    ([], b"[]"),
    ({}, b"{}"),
    ([1, [2]], b"[1,[2]]"),
    ({"b": 1, "a": 2, "B": 3, "_": 4, "1": 5}, b'{"1":5,"B":3,"_":4,"a":2,"b":1}'),
]


@pytest.mark.parametrize(("value", "form"), FORMS)
def test_a_value_has_one_form(value: Any, form: bytes) -> None:
    assert canonical.encode(value) == form
    assert canonical.decode(form) == value


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), 2**53, -(2**53), "\ud800", {"键": 1}, {1: 2}, (1,), b"x", {"a": {1.5}}],
)
def test_what_has_no_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical.encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"01",
        b"-0",
        b"1.0",
        b"1e2",
        b"NaN",
        b"Infinity",
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b"[1,]",
        b'"\\/"',
        b'"\\u4e09"',
        b'"\\u0041"',
        b'"\\u000a"',
        b'"\\u001F"',
        b'"\\ud800"',
        b"\xef\xbb\xbf1",
        b'"\xff"',
        b'"\xc0\xaf"',
        b'"a\nb"',
        b"9007199254740992",
        b"[" * 100_000,
        b"9" * 5000,
    ],
)
def test_other_spellings_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical.decode(data)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_every_value_comes_back(value: Any) -> None:
    assert canonical.decode(canonical.encode(value)) == value


def test_a_time_is_written_in_utc_with_microseconds() -> None:
    beijing = datetime(2026, 11, 25, 16, 0, tzinfo=timezone(timedelta(hours=8)))
    assert canonical.time_text(beijing) == "2026-11-25T08:00:00.000000Z"
    assert canonical.time_text(datetime(999, 1, 2, tzinfo=UTC)) == "0999-01-02T00:00:00.000000Z"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(NotCanonical):
        canonical.time_text(datetime(2026, 11, 25))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-25T08:00:00Z",
        "2026-11-25T08:00:00.0Z",
        "2026-11-25 08:00:00.000000Z",
        "2026-11-25T08:00:00.000000+00:00",
        "2026-11-25T08:00:00.000000z",
        "2026-02-30T08:00:00.000000Z",
        "2026-1-25T08:00:00.000000Z",
        " 2026-11-25T08:00:00.000000Z",
        "",
        "２026-11-25T08:00:00.000000Z",
        None,
    ],
)
def test_other_spellings_of_a_time_are_refused(text: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical.read_time(text)


@pytest.mark.parametrize(
    ("value", "well_formed"),
    [
        ("sha256:" + "a" * 64, True),
        ("sha256:" + "A" * 64, False),
        ("sha256:" + "a" * 63, False),
        ("sha256:" + "a" * 64 + "\n", False),
        ("sha512:" + "a" * 64, False),
        (None, False),
    ],
)
def test_a_digest_names_its_algorithm(value: object, well_formed: bool) -> None:
    assert canonical.is_digest(value) is well_formed


def test_a_short_code_is_read_by_eye() -> None:
    assert canonical.short_code("sha256:7f3ac2d819e4" + "0" * 52) == "7F3A·C2D8·19E4"
