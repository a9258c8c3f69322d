"""Canonical JSON and digests: the bytes that are hashed and signed.

The rules are written down in `docs/formats.md`, section 1, and pinned by golden vectors in
`tests/ledger/test_golden_vectors.py`. They can never change.
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import TypeAlias

DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z")
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32  # lists and objects within each other
LARGEST_SIZE = 16 * 2**20  # bytes of one document

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"


class NotCanonical(ValueError):
    """The value has no canonical form; the message says where and why."""


def encode(value: Json) -> bytes:
    """Give the one canonical byte string of a JSON value.

    Keys are ASCII and sorted, there is no insignificant space, text is UTF-8 and unescaped where
    JSON allows it, integers stay within ±(2^53 - 1), floats do not exist. At most `DEEPEST` levels
    and `LARGEST_SIZE` bytes: what one machine can verify, every machine can.

    Raises:
        NotCanonical: for a float, a large integer, a key that is not ASCII, a lone surrogate, a
            type that JSON does not know, or a value too deep or too large.
    """
    _check(value, "$", 0)
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    data = text.encode("utf-8")
    if len(data) > LARGEST_SIZE:
        raise NotCanonical(f"more than {LARGEST_SIZE} bytes")
    return data


def decode(data: bytes) -> Json:
    """Read canonical bytes back and refuse anything that is not exactly canonical.

    Raises:
        NotCanonical: when the bytes are not the canonical form of what they say. Two spellings
            of one value would be two digests of one meaning.
    """
    if len(data) > LARGEST_SIZE:
        raise NotCanonical(f"more than {LARGEST_SIZE} bytes")
    try:
        value: Json = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotCanonical(f"not JSON in UTF-8: {error}") from error
    if encode(value) != data:
        raise NotCanonical("the bytes are not in canonical form")
    return value


def digest(data: bytes) -> str:
    """Give the digest of bytes, with its algorithm: ``sha256:`` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def is_digest(value: object) -> bool:
    """Say whether a value is a well-formed digest."""
    return isinstance(value, str) and DIGEST.match(value) is not None


def time_text(moment: datetime) -> str:
    """Write an aware moment in UTC with microseconds: ``2026-11-25T08:00:00.000000Z``.

    Raises:
        NotCanonical: when the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise NotCanonical("a time without a time zone cannot be signed")
    moment = moment.astimezone(UTC)
    return f"{moment.year:04d}-" + moment.strftime("%m-%dT%H:%M:%S.%fZ")


def read_time(text: str) -> datetime:
    """Read what `time_text` wrote, and nothing else.

    Raises:
        NotCanonical: when the text is not of that form.
    """
    try:
        # It reads many forms, and quickly; of them the comparison below lets one through.
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise NotCanonical(f"not a canonical time: {text!r}") from error
    if moment.tzinfo is not UTC or time_text(moment) != text:
        raise NotCanonical(f"not a canonical time: {text!r}")
    return moment


def short_code(value: str) -> str:
    """Give the short code of a digest that people compare by eye: ``7F3A·C2D8·19E4`` (48 bits)."""
    digits = value.removeprefix("sha256:")[:12].upper()
    return "·".join(digits[i : i + 4] for i in range(0, 12, 4))


def _check(value: object, place: str, depth: int) -> None:
    if depth > DEEPEST:
        raise NotCanonical(f"{place}: more than {DEEPEST} levels")
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise NotCanonical(f"{place}: a lone surrogate") from error
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonical(f"{place}: an integer beyond 2^53 - 1")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check(item, f"{place}[{index}]", depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise NotCanonical(f"{place}: the key {key!r} is not ASCII text")
            _check(item, f"{place}.{key}", depth + 1)
    else:
        raise NotCanonical(f"{place}: {type(value).__name__} has no canonical form")
