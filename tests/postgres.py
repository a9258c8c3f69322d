"""A PostgreSQL server for the tests: Debian's programs, a folder that goes, a port of its own."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

# PostgreSQL refuses to run as root; Debian's package makes this account.
ACCOUNT = "postgres"
PATIENCE = 30


def programs() -> Path:
    """Return the folder of the newest PostgreSQL that Debian has installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3])
    )
    if not found:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


class Server:
    """One server, from `with` to the end of the block; stopped by its own process id."""

    def __init__(self) -> None:
        """Choose a folder and a port; nothing runs yet."""
        self.folder = Path(tempfile.mkdtemp(prefix="sanshen-postgresql-"))
        self.port = _spare_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> dict[str, str]:
        """Return what Django needs to reach the server as its superuser."""
        return {"HOST": "127.0.0.1", "PORT": str(self.port), "USER": ACCOUNT, "PASSWORD": ""}

    def url(self, name: str = "postgres", account: str = ACCOUNT) -> str:
        """Return the same as one address, for SANSHEN_DATABASE_URL in another process."""
        return f"postgres://{account}@127.0.0.1:{self.port}/{name}"

    def __enter__(self) -> Self:
        """Make the cluster, start the server, wait until it answers."""
        if os.getuid() == 0:
            shutil.chown(self.folder, ACCOUNT)
        cluster = self.folder / "cluster"
        self._run(
            "initdb", "-D", str(cluster), "-U", ACCOUNT, "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [
                    *_as_account(), str(programs() / "postgres"), "-D", str(cluster),
                    "-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.folder),
                    "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
                ],
                cwd=self.folder,
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
        """Stop the server at once, its clients with it, and remove the folder."""
        first_line = (self.folder / "cluster" / "postmaster.pid").read_text().splitlines()[0]
        os.kill(int(first_line), signal.SIGINT)
        if self.process:
            self.process.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*_as_account(), str(programs() / program), *arguments],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        ready = [str(programs() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            if time.monotonic() > deadline or (self.process and self.process.poll() is not None):
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.05)


def _as_account() -> list[str]:
    return ["runuser", "-u", ACCOUNT, "--"] if os.getuid() == 0 else []


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
