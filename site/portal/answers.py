"""From an address to the answer: what it says, and whether it may be kept as a file.

An answer is kept only when everything it should show was believed. What is missing, gone, dark or
moved is made each time it is asked for, because a file cannot say its status.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ledger import bodies, releases, verify
from ledger.broken import Broken
from ledger.canonical import NotCanonical, read_time
from ledger.formats import v1
from portal import feeds, provenance, render, store
from portal.alarms import sound
from portal.assets import named
from portal.frame import Frame
from portal.items import Reading
from portal.listing import complete_pages
from portal.pages import (
    Archive,
    AssetFile,
    Check,
    Feed,
    Moved,
    PublicPage,
    Robots,
    Sitemap,
    Target,
    resolve,
)
from portal.timeline import first_publication

HTML = "text/html; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

_ATTEMPTS = 3
_SOON = 300


@dataclass
class Answer:
    """What is answered. `keep` says that it is a function of releases and may be a file."""

    status: int
    body: bytes | Path = b""
    media_type: str = HTML
    keep: bool = False
    location: str = ""
    retry_after: int = 0
    download: str = ""
    keys: set[str] = field(default_factory=set)
    sequences: set[int] = field(default_factory=set)


def answer(address: str) -> Answer:
    """Answer for an address, and keep the file where it may be kept.

    A release that comes between reading and keeping makes the answer stale: then it is made
    again. When releases come faster than that, the answer is given without being kept.
    """
    for _attempt in range(_ATTEMPTS):
        since = store.mark()
        made = make(address)
        if not made.keep or store.keep(
            address,
            made.body,
            made.media_type,
            since=since,
            keys=made.keys,
            sequences=made.sequences,
            download=made.download,
        ):
            break
    return made


def make(address: str, reading: Reading | None = None) -> Answer:
    """Make the answer for an address, keeping nothing."""
    reading = reading or Reading()
    frame, home = reading.only("frame"), reading.only("home")
    if frame is None or home is None:
        return preparing(address, reading)
    made = _answer(resolve(address), address, reading, frame.content)
    made.keys, made.sequences = reading.keys, reading.sequences
    if reading.dark:
        # It lacks something that is not believed now and may be again.
        made.keep = False
    return made


def _answer(target: Target | None, address: str, reading: Reading, frame: v1.Content) -> Answer:
    match target:
        case PublicPage():
            return _page(target, address, reading, frame)
        case Check():
            return _check(target, reading, frame)
        case Archive():
            return _archive(target, reading, frame)
        case Feed():
            section = reading.item(target.section) if target.section else None
            if target.section and section is None:
                return _absent(target.section, reading, frame)
            return Answer(200, feeds.feed(section, reading, frame), ATOM, keep=True)
        case Sitemap():
            body = feeds.sitemap(target.part, reading)
            return Answer(200, body, XML, keep=True) if body else _missing(reading, frame)
        case Robots():
            return Answer(200, feeds.robots(), TEXT, keep=True)
        case Moved():
            return Answer(301, location=target.address)
        case AssetFile():
            return _asset(target, reading, frame)
        case _:
            if location := Frame.of(frame, reading.now).redirect(address):
                return Answer(301, location=location)
            return _missing(reading, frame)


def _page(target: PublicPage, address: str, reading: Reading, frame: v1.Content) -> Answer:
    shown = reading.item(target.uid)
    if shown is None or shown.content.address != address:
        return _absent(target.uid, reading, frame)
    return _html(render.page(shown, reading, frame=frame))


def _archive(target: Archive, reading: Reading, frame: v1.Content) -> Answer:
    section = reading.item(target.section)
    if section is None:
        return _absent(target.section, reading, frame)
    complete = complete_pages(section.uid)
    if target.number == complete + 1:
        # Not full yet: what will be on it still stands at the newest end.
        return Answer(302, location=section.content.address)
    if target.number > complete:
        return _missing(reading, frame)
    return _html(render.archive_page(section, target.number, reading, frame))


def _check(target: Check, reading: Reading, frame: v1.Content) -> Answer:
    try:
        found = provenance.of(target.uid, reading)
    except (Broken, NotCanonical) as broken:
        sound("release:broken", target.uid, str(broken))
        return _dark(reading, frame)
    if found is None:
        return _dark(reading, frame) if reading.dark else _missing(reading, frame)
    return _html(render.check_page(found, reading, frame))


def _asset(target: AssetFile, reading: Reading, frame: v1.Content) -> Answer:
    try:
        found = named(target, reading)
    except Broken as broken:
        sound("asset:broken", target.digest, str(broken))
        return _dark(reading, frame)
    if found is None:
        return _dark(reading, frame) if reading.dark else _missing(reading, frame)
    return Answer(200, found.place, found.media_type, keep=True, download=found.download)


def _absent(uid: str, reading: Reading, frame: v1.Content) -> Answer:
    """Answer for a page that was public and is not, or is not believed."""
    if uid in reading.dark:
        return _dark(reading, frame)
    try:
        end = _end(uid, Frame.of(frame, reading.now))
    except (Broken, NotCanonical) as broken:
        sound("release:broken", uid, str(broken))
        return _dark(reading, frame)
    html = render.state("gone", frame, reading, uid=uid, **end)
    return Answer(410, html.encode())


def _end(uid: str, frame: Frame) -> dict[str, Any]:
    """Say when a page was public, and the sentence chosen when it was withdrawn.

    The sentence is None when its time simply ended. No word of the page itself is said: it may be
    the very word that had to go.
    """
    rows = list(releases.of_page(uid))
    first = first_publication([releases.header(row) for row in rows])
    end: dict[str, Any] = {"sentence": None, "ended": None, "published": first and first[0]}
    for row in reversed(rows):
        header = releases.header(row)
        if header.kind == "withdraw":
            verify.release(row)
            withdrawal = v1.Withdrawal.parse(bodies.get(header.statement))
            sentence = frame.withdrawal_sentence(withdrawal.sentence)
            return {**end, "sentence": sentence, "ended": read_time(header.released_at)}
        if header.live_until:
            return {**end, "ended": read_time(header.live_until)}
    return end


def _missing(reading: Reading, frame: v1.Content) -> Answer:
    return Answer(404, render.state("missing", frame, reading).encode())


def _dark(reading: Reading, frame: v1.Content | None) -> Answer:
    html = render.state("dark", frame, reading)
    return Answer(503, html.encode(), retry_after=_SOON)


def preparing(address: str, reading: Reading) -> Answer:
    """Answer while home page or frame are not public yet, or not believed."""
    if address == "/robots.txt":
        return Answer(200, b"User-agent: *\nDisallow: /\n", TEXT)
    name = "dark" if reading.dark else "preparing"
    return Answer(503, render.state(name, None, reading).encode(), retry_after=_SOON)


def _html(text: str) -> Answer:
    return Answer(200, text.encode(), keep=True)
