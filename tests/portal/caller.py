"""A visitor who speaks WSGI to the front."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from portal.front import Front


@dataclass
class Reply:
    """What the front answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, without the marks of where a long title may break."""
        return self.body.decode(errors="replace").replace("<wbr>", "")


@contextmanager
def connections_left_open() -> Iterator[None]:
    """Keep the test's own transaction open, which the end of a request would close."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Caller:
    """Asks the front; counts how often Django had to answer."""

    def __init__(self, **options: Any) -> None:
        """Put a front before Django."""
        self.django = 0
        handler = WSGIHandler()

        def application(environ: dict[str, Any], start: Any) -> Any:
            self.django += 1
            return handler(environ, start)

        self.front = Front(application, watching=False, **options)

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Ask for an address; `If_None_Match="…"` is a header."""
        address, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": address.encode().decode("latin-1"),
            "QUERY_STRING": query.encode().decode("latin-1"),
            "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        said: list[Any] = []
        with connections_left_open():
            body = self.front(environ, lambda *words: said.extend(words))
            try:
                data = b"".join(body)
            finally:
                if hasattr(body, "close"):
                    body.close()
        return Reply(int(said[0].split()[0]), dict(said[1]), data)
