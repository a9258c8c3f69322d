"""Serving stored pages: our front under granian, and the store behind nginx, against plain nginx.

All serve the same files with one worker each, in turns, so that whatever else the machine does
meets all. "Behind nginx" is the configuration of docs/nginx.conf; plain nginx serves the folder and
does nothing else. ``python -m bench serving`` needs nginx and wrk.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.measurement import Measurement, ratio

ROOT = Path(__file__).resolve().parents[1]
# Many short turns: a machine shared with others changes its pace from one second to the next.
ROUNDS = 7
SECONDS = 1
CONNECTIONS = 32
GOAL, BEHIND_GOAL = 0.7, 1.0

_SITE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.portal.town import article, open_town
town = open_town()
content = article("三桥", body_html="<p>" + "全民健身中心自十二月一日起免费开放。" * 120 + "</p>")
town.release(content, *(article(f"第{number}则消息") for number in range(24)))
print(content.address)
"""

_NGINX = """
worker_processes 1; daemon off; error_log {folder}/{name}.log; pid {folder}/{name}.pid;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; open_file_cache off;
  include /etc/nginx/mime.types;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  {server}
}}
"""

# The headers of docs/nginx.conf, so that the same bytes are sent.
_PLAIN = """server {{
  listen 127.0.0.1:{port}; root {root}; charset utf-8; gzip_static on; server_tokens off;
  {headers}
}}"""
_HEADERS = re.compile(r"^ *add_header .*;$", re.MULTILINE)


def measure() -> Iterator[Measurement]:
    """Compare requests a second, of the page as it is and packed."""
    for tool in ("nginx", "wrk"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed: apt-get install {tool}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sanshen-bench-")))
        # nginx gives up its rights and must still reach the files.
        folder.chmod(0o755)
        variables = environment(folder)
        address = run([sys.executable, "-c", _SITE], variables).strip().splitlines()[-1]
        ours, theirs, behind = free_port(), free_port(), free_port()
        stack.enter_context(granian(ours, variables))
        stack.enter_context(_nginx(folder, "plain", _plain(folder, theirs)))
        stack.enter_context(_nginx(folder, "behind", _ours(folder, behind, ours)))
        packed = ["-H", "Accept-Encoding: gzip"]
        for name, path, options in (
            ("home", "/", []),
            ("section", "/news/", []),
            ("article", address, []),
            ("article, gzip", address, packed),
        ):
            for port in (ours, theirs, behind):
                wait(f"http://127.0.0.1:{port}{path}")
            found = _ratio(ours, theirs, path, options)
            yield Measurement(f"own process, {name}", "nginx, one worker each", found, GOAL)
        found = _ratio(behind, theirs, address, [])
        yield Measurement("behind nginx, article", "plain nginx", found, BEHIND_GOAL)


def _ratio(ours: int, theirs: int, address: str, options: list[str]) -> float:
    speeds: dict[int, list[float]] = {ours: [], theirs: []}
    for number in range(ROUNDS):
        # In turns, and each one first in every other round.
        for port in (ours, theirs) if number % 2 else (theirs, ours):
            speeds[port].append(_speed(port, address, options))
    return ratio(speeds[ours], speeds[theirs])


def _speed(port: int, address: str, options: list[str]) -> float:
    url = f"http://127.0.0.1:{port}{address}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, url]
    said = run(command, dict(os.environ))
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"wrk met errors at {url}:\n{said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(found[1]) if found else 0.0


def environment(folder: Path) -> dict[str, str]:
    """Give the variables of a public process with its data in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SANSHEN_")}
    return {
        **kept,
        "SANSHEN_ROLE": "public",
        "SANSHEN_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
    }


@contextmanager
def granian(port: int, variables: dict[str, str]) -> Iterator[None]:
    """Run one process as `make run` does."""
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", "1", "--http", "1", "--no-ws", "--host", "127.0.0.1", "--port",
        str(port), "--log-level", "error", "config.wsgi:application",
    ]  # fmt: skip
    with _process(command, variables):
        yield


def _root(folder: Path) -> Path:
    return folder / "data" / "public" / "current"


def _plain(folder: Path, port: int) -> str:
    pages, _assets, _rest = (ROOT / "docs" / "nginx.conf").read_text("utf-8").partition("/assets/")
    headers = "\n".join(_HEADERS.findall(pages))
    return _PLAIN.format(port=port, root=_root(folder), headers=headers)


def _ours(folder: Path, port: int, process: int) -> str:
    """Give docs/nginx.conf for this machine: other ports, no certificate."""
    text = (ROOT / "docs" / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{process};"),
        ("/srv/sanshen/public/current", str(_root(folder))),
    ):
        if old not in text:
            sys.exit(f"docs/nginx.conf has no {old!r} any more")
        text = text.replace(old, new)
    return re.sub(r"\n *ssl_certificate.*", "", text)


@contextmanager
def _nginx(folder: Path, name: str, server: str) -> Iterator[None]:
    file = folder / f"{name}.conf"
    file.write_text(_NGINX.format(folder=folder, name=name, server=server), encoding="utf-8")
    for parent in (folder / "data", folder / "data" / "public"):
        parent.chmod(0o755)
    command = ["nginx", "-c", str(file), "-e", f"{folder}/{name}.log"]
    with _process(command, dict(os.environ)):
        yield


@contextmanager
def _process(command: list[str], variables: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=variables, cwd=ROOT)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def run(command: list[str], variables: dict[str, str]) -> str:
    """Run a command to its end and give what it said; stop when it fails."""
    done = subprocess.run(
        command, env=variables, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    return done.stdout


def wait(url: str) -> None:
    """Wait until an address answers."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"{url} does not answer")


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
