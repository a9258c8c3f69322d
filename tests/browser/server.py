"""The server as `make run` starts it, on a spare port, over a town of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


class Server:
    """One installation, from `with` to the end of the block; stopped by its own process id."""

    def __init__(self, data: Path) -> None:
        """Choose a port; nothing runs yet."""
        self.data = data
        self.port = _spare_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "SANSHEN_DATA": str(data),
            "SANSHEN_PORT": str(self.port),
        }
        self.log = data / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command as an operator beside the server; its output is kept, not judged."""
        return self._run("manage.py", *words)

    def __enter__(self) -> Self:
        """Make tables and town, start the server, wait until it answers."""
        for words in (("manage.py", "migrate", "--verbosity", "0"), ("-m", "tests.support.town")):
            done = self._run(*words)
            if done.returncode:
                raise RuntimeError(done.stdout)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [
                    str(Path(sys.executable).with_name("granian")), "--interface", "wsgi",
                    "--workers", "1", "--blocking-threads", "1", "--http", "1", "--no-ws",
                    "--log-level", "warning", "--working-dir", str(ROOT / "site"),
                    "--host", "127.0.0.1", "--port", str(self.port), "config.wsgi:application",
                ],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )  # fmt: skip
        self._wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server."""
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > deadline or (self.process and self.process.poll() is not None):
                raise RuntimeError(self.log.read_text())
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(self.origin, timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
