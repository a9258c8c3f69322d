"""An anonymous visitor: of the server that runs, or in this process where none answers."""

import http.client
import io
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from config.hosts import by_host
from portal.front import Front

SECONDS = 8
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode("utf-8", "replace")


class Visitor(Protocol):
    """Somebody who can ask the public side for something."""

    @property
    def place(self) -> str:
        """Where was asked, in words; empty for in this process."""

    def ask(
        self, path: str, *, method: str = "GET", host: str = "", headers: Mapping[str, str] = {}
    ) -> Reply:
        """Send one request; `path` is sent as it stands."""


class OverHttp:
    """Asks the server at an address, as a browser would."""

    def __init__(self, origin: str) -> None:
        """Remember where it is."""
        self._parts = urlsplit(origin)
        self._origin = origin

    @property
    def place(self) -> str:
        """Where was asked."""
        return self._origin

    def answers(self) -> bool:
        """Say whether somebody answers there."""
        try:
            return self.ask("/robots.txt").status > 0
        except (OSError, http.client.HTTPException):
            return False

    def ask(
        self, path: str, *, method: str = "GET", host: str = "", headers: Mapping[str, str] = {}
    ) -> Reply:
        """Send one request, on a connection of its own."""
        connection = self._connection()
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", host or self._parts.netloc)
            connection.putheader("Connection", "close")
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            sent = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, sent, response.read(MOST_BYTES))
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        name = self._parts.hostname or "127.0.0.1"
        if self._parts.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(
                name, self._parts.port, timeout=SECONDS, context=context
            )
        return http.client.HTTPConnection(name, self._parts.port, timeout=SECONDS)


class InProcess:
    """Asks the same front and the same views, in this process."""

    place = ""

    def __init__(self) -> None:
        """Put the front together as the server does."""
        handler = WSGIHandler()
        self._application = by_host(editing=handler, public=Front(handler, watching=False))

    def ask(
        self, path: str, *, method: str = "GET", host: str = "", headers: Mapping[str, str] = {}
    ) -> Reply:
        """Send one request to the application."""
        address, _mark, query = path.partition("?")
        name = host or urlsplit(settings.SANSHEN_PUBLIC_ORIGIN).netloc
        if host == "" and name.partition(":")[0] not in settings.ALLOWED_HOSTS:
            name = settings.SANSHEN_PUBLIC_HOST or settings.ALLOWED_HOSTS[0]
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "HTTP_HOST": name,
            "SERVER_NAME": name.partition(":")[0],
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(address, "latin-1"),
            "QUERY_STRING": query,
            "RAW_URI": path,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        environ |= {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in headers.items()}
        said: list[Any] = []
        chunks = self._application(environ, lambda *words: said.extend(words[:2]))
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        sent = {name.lower(): value for name, value in said[1]}
        return Reply(int(str(said[0]).split()[0]), sent, body)


def visitor(address: str = "") -> Visitor:
    """Give a visitor: of the server at an address, or of the public origin, or in this process."""
    found = OverHttp(address or settings.SANSHEN_PUBLIC_ORIGIN)
    return found if found.answers() else InProcess()
