"""A way to a server that can be closed and opened again, as if the server had gone."""

import contextlib
import selectors
import socket
import threading
from types import TracebackType
from typing import Self


class Relay:
    """Passes bytes between a port of its own and a server; `close` cuts every connection."""

    def __init__(self, host: str, port: int) -> None:
        """Take the server; the own port stays the same however often it is opened."""
        self._server = (host, port)
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        """Open."""
        self.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def open(self) -> None:
        """Listen, and pass on."""
        self._stop = threading.Event()
        listening = socket.create_server(("127.0.0.1", self.port))
        listening.settimeout(0.05)
        self._threads = [threading.Thread(target=self._listen, args=(listening, self._stop))]
        self._threads[0].start()

    def close(self) -> None:
        """Be gone: nobody listens any more, and what was open is cut."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _listen(self, listening: socket.socket, stop: threading.Event) -> None:
        passing: list[threading.Thread] = []
        with listening:
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    caller, _ = listening.accept()
                    passing.append(threading.Thread(target=self._pass, args=(caller, stop)))
                    passing[-1].start()
        for thread in passing:
            thread.join()

    def _pass(self, caller: socket.socket, stop: threading.Event) -> None:
        with (
            caller,
            socket.create_connection(self._server) as server,
            _both(caller, server) as both,
        ):
            while not stop.is_set():
                for key, _ in both.select(timeout=0.05):
                    said = key.fileobj.recv(65_536)  # type: ignore[union-attr]
                    if not said:
                        return
                    key.data.sendall(said)


@contextlib.contextmanager
def _both(one: socket.socket, other: socket.socket):  # type: ignore[no-untyped-def]
    with selectors.DefaultSelector() as both:
        both.register(one, selectors.EVENT_READ, other)
        both.register(other, selectors.EVENT_READ, one)
        yield both
