"""The office of the desk's tests, and people who are signed in."""

from tests.desk.conftest import office, signed_in

__all__ = ["office", "signed_in"]
