"""Everything an anonymous visitor can get: known addresses, and whatever they lead to.

Requests go through the same front as a visitor's, in this process.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from wsgiref.util import setup_testing_defaults

from config.settings.places import SITE

PUBLIC_HOST = "www.yunxi.test"
EDITING_HOST = "edit.yunxi.test"
# An address that never was; every look asks for it.
NEVER = "/nothing"

_LEADS = re.compile(rb"""(?:href|src)=["']([^"']+)["']|<loc>([^<]+)</loc>""")
_SRCSET = re.compile(rb"""srcset=["']([^"']+)["']""")
_MOST = 400


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    media_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode("utf-8", "replace")

    def header(self, name: str) -> str:
        """Give one header, empty when there is none."""
        return {key.lower(): value for key, value in self.headers}.get(name.lower(), "")

    @property
    def seen(self) -> tuple[int, str, str, bytes]:
        """What counts as the same for a visitor."""
        return (self.status, self.media_type, self.header("location"), self.body)


class Look:
    """The whole public site at one moment."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        """Keep the answers by address."""
        self.answers = answers

    def __getitem__(self, address: str) -> Answer:
        return self.answers[address]

    def differing(self, other: "Look") -> dict[str, tuple[Any, Any]]:
        """Give the addresses that answer differently, with status and where the bytes part."""
        found = {}
        for address in sorted({*self.answers, *other.answers}):
            # What nobody asked for then would have been answered like what never was.
            mine = self.answers.get(address, self.answers[NEVER])
            theirs = other.answers.get(address, other.answers[NEVER])
            if mine.seen != theirs.seen:
                found[address] = _parting(mine, theirs)
        return found

    def holding(self, words: Iterable[str]) -> list[tuple[str, str]]:
        """Give where any of these words can be read, in bodies or headers."""
        wanted = tuple(words)
        return [
            (address, word)
            for address, answer in self.answers.items()
            for word in wanted
            if word in answer.text or any(word in unquote(v) for _k, v in answer.headers)
        ]


def _parting(mine: Answer, theirs: Answer) -> tuple[Any, ...]:
    pairs = zip(mine.body, theirs.body, strict=False)
    place = next((n for n, (one, other) in enumerate(pairs) if one != other), 0)
    begin = max(0, place - 60)
    return tuple((a.status, a.body[begin : begin + 160]) for a in (mine, theirs))


def added(before: Look, after: Look) -> dict[str, list[str]]:
    """Give what a visitor reads after that was not there before, by address.

    A page may go dark; it may not say anything new, and nothing may answer that did not.
    """
    found: dict[str, list[str]] = {}
    for address, answer in after.answers.items():
        if answer.status >= 400:
            continue
        earlier = before.answers.get(address)
        if earlier is None or earlier.status >= 400:
            found[address] = [f"answers {answer.status}"]
            continue
        if answer.seen == earlier.seen:
            continue
        # An answer of the search may fall back to the page that nothing was asked of.
        known = _words(before.answers["/search/"]) if _is_search(address) else set()
        # What was typed into the search page comes back to whoever typed it.
        typed = unquote(urlsplit(address).query)
        new = {
            word
            for word in _words(answer) - _words(earlier) - known
            if word not in operators_words() and not (typed and word.startswith("没有找到"))
        }
        if new or not answer.media_type.startswith(("text/", "application/")):
            found[address] = sorted(new) or ["other bytes"]
    return found


@functools.cache
def operators_words() -> str:
    """Give everything that templates and translations say: it is the operator's, not content."""
    kinds = ("templates/**/*.html", "**/locale/zh_Hans/**/*.po")
    places = [place for kind in kinds for place in sorted(SITE.glob(kind))]
    return "\n".join(place.read_text(encoding="utf-8") for place in places)


def _words(answer: Answer) -> set[str]:
    pieces = re.split(r"<[^>]*>|\s+", unescape(answer.text))
    values = re.findall(r"""=["']([^"']*)["']""", unescape(answer.text))
    pieces = [re.sub(r"\d+", "", piece) for piece in pieces]
    # Numbers and times may change: how many there are, when the newest was made.
    return {piece for piece in (*pieces, *values) if not re.fullmatch(r"[\d\WTZ_]*", piece)}


def ask(
    application: Any,
    address: str,
    *,
    host: str | None = PUBLIC_HOST,
    method: str = "GET",
    **headers: str,
) -> Answer:
    """Send one request to a WSGI application; `address` is as a browser would send it.

    Without a host it is a request of HTTP/1.0.
    """
    path, _mark, query = address.partition("?")
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ |= {
        "REQUEST_METHOD": method,
        "HTTP_HOST": host or "",
        "SERVER_NAME": host or "127.0.0.1",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "192.0.2.7",
        "PATH_INFO": unquote(path, "latin-1"),
        "RAW_URI": address,
        "REQUEST_URI": address,
        "QUERY_STRING": query,
    }
    if host is None:
        del environ["HTTP_HOST"]
        environ["SERVER_PROTOCOL"] = "HTTP/1.0"
    for name, value in headers.items():
        environ[f"HTTP_{name.upper()}"] = value
    status: list[Any] = []
    chunks = application(environ, lambda code, sent, *_: status.extend((code, sent)))
    try:
        body = b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()
    sent = tuple((name, value) for name, value in status[1])
    media_type = {k.lower(): v for k, v in sent}.get("content-type", "")
    return Answer(int(status[0].split()[0]), media_type, body, sent)


def look(application: Any, addresses: Iterable[str]) -> Look:
    """Ask for every known address and for whatever those lead to on this site."""
    waiting = list(dict.fromkeys(addresses))
    answers: dict[str, Answer] = {}
    while waiting:
        address = waiting.pop(0)
        if address in answers:
            continue
        assert len(answers) < _MOST, "the site has no end"
        answers[address] = ask(application, address)
        waiting += [
            lead
            for lead in _leads(answers[address])
            # An answer of the search leads to narrower ones, and those to each other.
            if lead not in answers and not (_is_search(address) and _is_search(lead))
        ]
    return Look(answers)


def _is_search(address: str) -> bool:
    return address.startswith("/search")


def _leads(answer: Answer) -> list[str]:
    if not answer.media_type.startswith(("text/html", "application/", "text/xml")):
        return []
    found = [one or other for one, other in _LEADS.findall(answer.body)]
    for offers in _SRCSET.findall(answer.body):
        found += [part.split()[0] for part in offers.split(b",") if part.split()]
    leads = []
    for raw in found:
        parts = urlsplit(unescape(raw.decode("utf-8", "replace")))
        if parts.netloc not in ("", PUBLIC_HOST) or parts.scheme not in ("", "http", "https"):
            continue
        # Static files are the operator's, not the editors'.
        if parts.path.startswith("/") and not parts.path.startswith("/static/"):
            leads.append(quote(parts.path, safe="/%") + (f"?{parts.query}" if parts.query else ""))
    return leads
