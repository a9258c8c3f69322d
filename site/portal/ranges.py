"""Reading `Range: bytes=…`: one part, as players of videos ask for."""

import re

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Outside(ValueError):
    """The part asked for is not in the file."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """Give first and last byte of the part asked for; None when the header is not one we read.

    Several parts at once are answered with the whole file, which is always allowed.

    >>> wanted("bytes=0-99", 1000), wanted("bytes=-100", 1000), wanted("bytes=0-1,5-6", 1000)
    ((0, 99), (900, 999), None)

    Raises:
        Outside: when there is no such part.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or not (match[1] or match[2]):
        return None
    if match[1]:
        first, last = int(match[1]), int(match[2]) if match[2] else size - 1
        if match[2] and last < first:
            return None
    else:
        if int(match[2]) == 0:
            raise Outside
        first, last = max(size - int(match[2]), 0), size - 1
    if first >= size:
        raise Outside
    return first, min(last, size - 1)
