"""Emptying append-only tables between tests that commit.

Django empties every table after a `TransactionTestCase`; the triggers refuse that. For the time of
the emptying they are taken away. Importing this module once is enough.
"""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from ledger import followed, triggers, verify

_teardown = TransactionTestCase._fixture_teardown


def _teardown_without_triggers(self: TransactionTestCase) -> Any:
    triggers.remove(connection)
    try:
        return _teardown(self)
    finally:
        triggers.install(connection)
        followed.forget()
        verify.forget()


TransactionTestCase._fixture_teardown = _teardown_without_triggers
