"""A server and a browser for the tests that drive one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.server import Server
from tests.browser.showing import Showing

# A machine that is busy with other tests is slow, and not wrong.
expect.set_options(timeout=30_000)

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a town until the tests are done."""
    with Server(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def showing(tmp_path_factory: pytest.TempPathFactory) -> Showing:
    """Give the whole site, in memory."""
    return Showing.build(tmp_path_factory.mktemp("showing"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's chromium, which looks nothing up by itself."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        yield started
        started.close()
