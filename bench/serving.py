"""Serving a stored page: our front under granian against nginx, which does nothing else.

Both serve the same article, with one worker each, in turns, so that whatever else the machine does
meets both. ``python -m bench serving`` needs nginx and wrk.
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
ROUNDS = 9
SECONDS = 2
CONNECTIONS = 32
GOAL = 0.7

_SITE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.portal.town import article, open_town
town = open_town()
content = article("三桥", body_html="<p>" + "全民健身中心自十二月一日起免费开放。" * 120 + "</p>")
town.release(content)
print(content.address)
"""

_NGINX = """
worker_processes 1; daemon off; error_log {folder}/error.log; pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000; open_file_cache off;
  include /etc/nginx/mime.types; charset utf-8; gzip_static on;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{
    listen 127.0.0.1:{port}; root {root};
    location / {{
      add_header Cache-Control no-cache;
      add_header Content-Security-Policy "default-src 'none'; script-src 'self'";
      add_header X-Content-Type-Options nosniff;
      add_header Referrer-Policy same-origin;
    }}
  }}
}}
"""


def measure() -> Iterator[Measurement]:
    """Compare requests a second, of the page as it is and packed."""
    for tool in ("nginx", "wrk"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not installed: apt-get install {tool}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sanshen-bench-")))
        # nginx gives up its rights and must still reach the files.
        folder.chmod(0o755)
        environment = _environment(folder)
        address = _run([sys.executable, "-c", _SITE], environment).strip().splitlines()[-1]
        ours, theirs = _free_port(), _free_port()
        stack.enter_context(_granian(ours, environment))
        _wait(f"http://127.0.0.1:{ours}{address}")
        stack.enter_context(_nginx(theirs, folder))
        _wait(f"http://127.0.0.1:{theirs}{address}")
        for name, options in (("plain", []), ("gzip", ["-H", "Accept-Encoding: gzip"])):
            found = _ratio(ours, theirs, address, options)
            yield Measurement(f"stored page, {name}", "nginx, one worker each", found, GOAL)


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
    said = _run(command, dict(os.environ))
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"wrk met errors at {url}:\n{said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    return float(found[1]) if found else 0.0


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SANSHEN_")}
    return {
        **kept,
        "SANSHEN_ROLE": "public",
        "SANSHEN_DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
    }


@contextmanager
def _granian(port: int, environment: dict[str, str]) -> Iterator[None]:
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", "1", "--http", "1", "--no-ws", "--host", "127.0.0.1", "--port",
        str(port), "--log-level", "error", "config.wsgi:application",
    ]  # fmt: skip
    with _process(command, environment):
        yield


@contextmanager
def _nginx(port: int, folder: Path) -> Iterator[None]:
    root = folder / "data" / "public" / "current"
    file = folder / "nginx.conf"
    file.write_text(_NGINX.format(folder=folder, port=port, root=root), encoding="utf-8")
    for parent in (folder / "data", folder / "data" / "public"):
        parent.chmod(0o755)
    with _process(["nginx", "-c", str(file), "-e", f"{folder}/error.log"], dict(os.environ)):
        yield


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    return done.stdout


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"{url} does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
