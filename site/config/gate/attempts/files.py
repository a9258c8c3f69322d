"""Through files: dropped where the public side or the workspace keeps its own."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from config.gate.catalogue import door
from config.gate.ground import Unfit
from config.gate.outcome import Outcome
from config.gate.trial import Through, Trial
from config.gate.visitor import Reply
from portal import store

PREFIX = "gate-probe-"
#: All that such a file says: it may be served, where that is the hole.
BYTES = b"check_gate"
CLOSE = _(
    "Let the web server serve the store only, and let nobody but the account of the renderer "
    "write there: docs/operations.md."
)
MAY_NOT = _("The account of this process may not write there, as it should be.")
NOTICE = _(
    "The web server in front sends files as they lie there; the patrol compares them with the "
    "releases, removes strangers and raises an alarm."
)


@contextmanager
def dropped(folder: Path, name: str) -> Iterator[Path]:
    """Put a file somewhere, and take it away again whatever happens."""
    if not folder.is_dir():
        raise Unfit(_("This machine has no such folder."))
    place = folder / name
    try:
        place.write_bytes(BYTES)
    except OSError:
        raise Unfit(
            _("The account of this process may not write there, as it should be.")
        ) from None
    try:
        yield place
    finally:
        place.unlink(missing_ok=True)


def sweep() -> None:
    """Take away what a run left that was killed."""
    folders = (store.current(), Path(settings.MEDIA_ROOT), Path(settings.SANSHEN_ASSETS))
    for folder in folders:
        if folder.is_dir():
            for place in folder.glob(f"{PREFIX}*"):
                place.unlink(missing_ok=True)


def _name(ending: str) -> str:
    return f"{PREFIX}{secrets.token_hex(8)}.{ending}"


@door(
    34,
    "file-in-store",
    _("A file is dropped into the folder of rendered pages and asked for."),
    Outcome.HARMLESS,
    advice=CLOSE,
)
def file_in_store(trial: Trial) -> None:
    """It stands in no register."""
    name = _name("html")
    with dropped(store.current(), name):
        reply = trial.visitor.ask(f"/{name}")
    if _served(trial, reply):
        trial.admit(NOTICE)


@door(
    34,
    "link-in-store",
    _("A link in the folder of rendered pages leads out of it."),
    Outcome.HARMLESS,
    advice=CLOSE,
)
def link_in_store(trial: Trial) -> None:
    """To a file of the operator."""
    if not store.current().is_dir():
        raise Unfit(_("This machine has no such folder."))
    name = _name("txt")
    place = store.current() / name
    with dropped(Path(settings.SANSHEN_DATA), name) as target:
        try:
            place.symlink_to(target)
            reply = trial.visitor.ask(f"/{name}")
        except PermissionError:
            raise Unfit(
                _("The account of this process may not write there, as it should be.")
            ) from None
        finally:
            place.unlink(missing_ok=True)
    if _served(trial, reply):
        trial.admit(NOTICE)


@door(
    34,
    "file-in-media",
    _("A file is dropped into the media folder of the editors and asked for."),
    Outcome.HARMLESS,
    advice=CLOSE,
)
def file_in_media(trial: Trial) -> None:
    """No address leads there."""
    name = _name("html")
    with dropped(Path(settings.MEDIA_ROOT), name):
        for address in (f"/media/{name}", f"/workspace-media/{name}", f"/{name}"):
            _not_served(trial, address)


@door(
    34,
    "file-in-assets",
    _("A file is dropped among the released files and asked for."),
    Outcome.HARMLESS,
    advice=CLOSE,
)
def file_in_assets(trial: Trial) -> None:
    """No release names it."""
    name = _name("pdf")
    with dropped(Path(settings.SANSHEN_ASSETS), name):
        for address in (f"/assets/{name}", f"/assets/..%2Fassets%2F{name}"):
            _not_served(trial, address)


@door(
    10,
    "originals",
    _("Pictures and documents of the editors are asked for by a stranger."),
    Outcome.HARMLESS,
    advice=CLOSE,
)
def originals(trial: Trial) -> None:
    """Those that lie there, read and not touched."""
    root = Path(settings.MEDIA_ROOT)
    found = (
        [place for place in sorted(root.rglob("*")) if place.is_file()][:5] if root.is_dir() else []
    )
    if not found:
        raise Unfit(_("The editors have uploaded nothing yet."))
    for place in found:
        path = quote(place.relative_to(root).as_posix())
        start = place.read_bytes()[:64]
        for address in (f"/media/{path}", f"/workspace-media/{path}"):
            reply = trial.visitor.ask(address)
            if reply.status == 200 and start in reply.body:
                raise Through(_("A stranger gets %(address)s."), address=address)
    trial.note(_("%(count)s of them were asked for; none was given."), count=len(found))


def _not_served(trial: Trial, address: str) -> None:
    if _served(trial, trial.visitor.ask(address)):
        raise Through(_("A stranger gets %(address)s."), address=address)


def _served(trial: Trial, reply: Reply) -> bool:
    """Say whether a stranger got the bytes; if not, note what came instead."""
    if reply.status == 200 and BYTES in reply.body:
        return True
    trial.note(_("It is answered with %(status)s, like what never was."), status=reply.status)
    return False
