"""The process that answers: files from the store, everything else from Django.

A file is read into memory once for each state of it on the disk (asked for with every request, so
that a withdrawal holds at once), and only when its bytes are those in the register.
"""

import contextlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http.request import split_domain_port, validate_host

from portal import store
from portal.files import Loaded, load, state_of
from portal.ranges import Outside, wanted
from portal.watch import Watch

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

_LONGEST = 1024
_MOST_BYTES = 64 * 1024 * 1024
_MOST_HOSTS = 1000


class Front:
    """A WSGI application in front of another.

    Args:
        application: What answers when there is no file.
        watching: Whether this process looks for releases by itself.
        most_bytes: How much memory files may take.
    """

    def __init__(
        self, application: Application, *, watching: bool = True, most_bytes: int = _MOST_BYTES
    ) -> None:
        """Begin with empty memory."""
        self._application = application
        self._most_bytes = most_bytes
        self._held = 0
        self._files: OrderedDict[str, Loaded] = OrderedDict()
        self._lock = threading.Lock()
        self._hosts: dict[str, bool] = {}
        self._root = os.fspath(store.current())
        self.watch = Watch()
        if watching:
            self.watch.look()
            self.watch.start()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer from a file where there is one."""
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return self._application(environ, start)
        if time.monotonic() >= self.watch.late_at:
            self._look()
        if not self._known_host(environ.get("HTTP_HOST", "")):
            return self._application(environ, start)
        path = environ.get("PATH_INFO", "")
        loaded = self._held_file(path)
        if loaded is None:
            if len(path) > _LONGEST:
                return _short(start, HTTPStatus.REQUEST_URI_TOO_LONG)
            name = store.relative(path)
            if name is None:
                return self._application(environ, start)
            answered = self._file(path, name) or self._from_django(environ, start, path, name)
            if not isinstance(answered, Loaded):
                return answered
            loaded = answered
        return _send(loaded, environ, start, head=method == "HEAD")

    def _look(self) -> None:
        # Django does this for its own requests; a request for a file may never come to it.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        self.watch.look()

    def _from_django(
        self, environ: Environ, start: Start, path: str, name: str
    ) -> Iterable[bytes] | Loaded:
        """Let Django render; where a file came of it, that is the answer, like the next time."""
        said: list[Any] = []
        body = self._application(environ, lambda *words: said.extend(words))
        if (
            said
            and str(said[0]).startswith("200")
            and (loaded := self._file(path, name)) is not None
        ):
            close = getattr(body, "close", None)
            if close is not None:
                close()
            return loaded
        start(*said)
        return body

    def _known_host(self, host: str) -> bool:
        known = self._hosts.get(host)
        if known is None:
            domain, _ = split_domain_port(host)
            known = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
            if len(self._hosts) < _MOST_HOSTS:
                self._hosts[host] = known
        return known

    def _held_file(self, path: str) -> Loaded | None:
        """Give what is in memory for an address, if the file on the disk is still that one."""
        loaded = self._files.get(path)
        if loaded is None:
            return None
        try:
            if state_of(os.stat(loaded.place)) != loaded.state:
                return None
        except OSError:
            self._forget(path)
            return None
        # Who was asked for last matters only when room gets short.
        if 2 * self._held > self._most_bytes:
            with contextlib.suppress(KeyError):
                # Another thread may have let go of it in between.
                self._files.move_to_end(path)
        return loaded

    def _file(self, path: str, name: str) -> Loaded | None:
        """Read a file into memory, in place of what was there for its address."""
        self._forget(path)
        try:
            loaded = load(f"{self._root}/{name}", name)
        except (OSError, DatabaseError):
            return None
        if loaded is not None:
            self._keep(path, loaded)
        return loaded

    def _keep(self, path: str, loaded: Loaded) -> None:
        with self._lock:
            self._files[path] = loaded
            self._held += loaded.weight
            while self._held > self._most_bytes and len(self._files) > 1:
                self._held -= self._files.popitem(last=False)[1].weight

    def _forget(self, path: str) -> None:
        with self._lock:
            gone = self._files.pop(path, None)
            if gone is not None:
                self._held -= gone.weight


def _short(start: Start, status: HTTPStatus) -> Iterable[bytes]:
    start(f"{status.value} {status.phrase}", [("Content-Length", "0")])
    return [b""]


def _send(loaded: Loaded, environ: Environ, start: Start, *, head: bool) -> Iterable[bytes]:
    packed = loaded.packed is not None and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    form = loaded.packed if packed and loaded.packed is not None else loaded.plain
    if _unchanged(form.etag, loaded, environ):
        start("304 Not Modified", form.unchanged)
        return []
    if loaded.is_asset and "HTTP_RANGE" in environ and not head:
        return _send_range(loaded, environ, start)
    start("200 OK", form.headers)
    if head:
        return []
    return (form.body,) if form.body is not None else loaded.pieces(0, loaded.size)


def _unchanged(etag: str, loaded: Loaded, environ: Environ) -> bool:
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        return known.strip() == "*" or etag in known
    return environ.get("HTTP_IF_MODIFIED_SINCE") == loaded.modified


def _send_range(loaded: Loaded, environ: Environ, start: Start) -> Iterable[bytes]:
    condition = environ.get("HTTP_IF_RANGE")
    if condition is not None and condition not in (loaded.plain.etag, loaded.modified):
        part = None
    else:
        try:
            part = wanted(environ["HTTP_RANGE"], loaded.size)
        except Outside:
            start("416 Range Not Satisfiable", [("Content-Range", f"bytes */{loaded.size}"),
                                                ("Content-Length", "0")])  # fmt: skip
            return []
    if part is None:
        start("200 OK", loaded.plain.headers)
        return loaded.pieces(0, loaded.size)
    first, last = part
    headers = [each for each in loaded.plain.headers if each[0] != "Content-Length"]
    headers += [
        ("Content-Range", f"bytes {first}-{last}/{loaded.size}"),
        ("Content-Length", str(last - first + 1)),
    ]
    start("206 Partial Content", headers)
    return loaded.pieces(first, last + 1)
