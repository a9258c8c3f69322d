"""What is refused as a record."""

from datetime import datetime

import pytest

from tests.search.documents import record


@pytest.mark.parametrize("field", ["date", "live_from", "live_until"])
def test_a_moment_without_a_time_zone_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match=f"{field} of a carries no time zone"):
        record("a", **{field: datetime(2025, 1, 1)})


def test_a_record_without_a_uid_is_refused() -> None:
    with pytest.raises(ValueError, match="uid"):
        record("")
