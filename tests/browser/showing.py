"""Pages of the showcase in a browser, answered from memory: no server, no port."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Route

from tests.browser.server import ROOT

# A name that browsers trust without encryption, as they would trust ours with it.
ORIGIN = "http://localhost"
STATIC = ROOT / "site" / "static"
_LARGE_PRINT = "localStorage.setItem('elder', '1')"


@dataclass(frozen=True)
class Reply:
    """What was answered to an address."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Showing:
    """Every address of the showcase with its answer, and names for the pages to look at."""

    pages: Mapping[str, str]
    replies: Mapping[str, Reply]

    @classmethod
    def build(cls, folder: Path) -> "Showing":
        """Release the showcase in a process of its own and take its answers."""
        answers = folder / "answers"
        answers.mkdir()
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "SANSHEN_ROLE": "public",
            "SANSHEN_DATA": str(folder / "data"),
        }
        subprocess.run(
            [sys.executable, "-m", "tests.portal.showcase", "--answers", str(answers)],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        index = json.loads((answers / "index.json").read_text(encoding="utf-8"))
        replies = {
            address: Reply(each["status"], each["headers"], (answers / each["file"]).read_bytes())
            for address, each in index["replies"].items()
        }
        return cls(index["pages"], replies)

    @contextmanager
    def context(
        self, browser: Browser, width: int, *, elder: bool = False, **options: Any
    ) -> Iterator[BrowserContext]:
        """Open a window of a width, in large print if asked for."""
        context = browser.new_context(
            locale="zh-CN", viewport={"width": width, "height": 844}, **options
        )
        if elder:
            context.add_init_script(_LARGE_PRINT)
        context.route("**/*", lambda route: self._answer(route))
        try:
            yield context
        finally:
            context.close()

    def _answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        if address.startswith("/static/"):
            file = STATIC / address.removeprefix("/static/")
            route.fulfill(path=file, content_type=guess_type(file.name)[0])
        elif reply := self.replies.get(address):
            route.fulfill(status=reply.status, headers=dict(reply.headers), body=reply.body)
        else:
            route.fulfill(status=404, body="")
