"""Search: contract and relevance suites that engines inherit, and the parts one by one."""

import pytest

pytest.register_assert_rewrite("tests.search.contract", "tests.search.relevance")
