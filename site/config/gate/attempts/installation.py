"""The installation itself: settings, keys, folders."""

import os
import stat

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from config.gate.catalogue import door
from config.gate.ground import Unfit
from config.gate.outcome import Outcome
from config.gate.trial import Through, Trial
from config.settings.environment import Role
from ledger import head, keys

DEMO = _("This is the demo: on this machine only, with passwords that everybody knows.")
SETTINGS = _("Correct the settings and start the processes again: docs/settings.md.")


def _is_demo() -> bool:
    return os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".demo")


@door(
    40,
    "debug",
    _("The program runs with its tools for developers switched on."),
    Outcome.HARMLESS,
    advice=SETTINGS,
)
def debug(trial: Trial) -> None:
    """Error pages would show settings and texts."""
    if settings.DEBUG:
        raise Through(_("DEBUG is on: error pages show settings and texts to strangers."))
    trial.note(_("It does not."))


@door(22, "secrets", _("The key of sessions is weak or known."), Outcome.HARMLESS, advice=SETTINGS)
def session_secret(trial: Trial) -> None:
    """With it anybody makes sessions and links for resets."""
    if _is_demo():
        trial.admit(DEMO)
        return
    if len(settings.SECRET_KEY) < 50 and not settings.SECRET_KEY.startswith("tests-"):
        raise Through(_("SANSHEN_SECRET_KEY is too short."))
    trial.note(_("It is long enough, and not the demo's."))


@door(
    24,
    "cookies",
    _("Sessions travel unprotected, or browsers may use plain HTTP."),
    Outcome.HARMLESS,
    advice=SETTINGS,
)
def cookies(trial: Trial) -> None:
    """Only by TLS, not for scripts, and browsers remember it."""
    if not settings.SESSION_COOKIE_HTTPONLY:
        raise Through(_("Scripts can read the session."))
    if settings.SESSION_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS:
        trial.note(_("Only by TLS, not for scripts, and browsers remember it (HSTS)."))
        return
    if _is_demo() or settings.SECRET_KEY.startswith("tests-"):
        trial.admit(DEMO)
        return
    raise Through(_("Secure cookies or HSTS are off."))


@door(
    28,
    "private-key",
    _("Others on this machine can read the signing key."),
    Outcome.HARMLESS,
    advice=_("Set the rights of the key to 600, and rotate it: rotate_key."),
)
def private_key(trial: Trial) -> None:
    """Who reads it signs as anybody."""
    place = settings.SANSHEN_KEYS / keys.PRIVATE_NAME
    if not place.exists():
        raise Unfit(_("This machine holds no signing key."))
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        raise Through(_("The rights of %(place)s let others read it."), place=place)
    trial.note(_("Only the account of the program can."))


@door(
    31,
    "head",
    _("The database is behind the signed head, or another one."),
    Outcome.HARMLESS,
    advice=_("Put back the newest backup, or run accept_restore: docs/operations.md."),
)
def signed_head(trial: Trial) -> None:
    """A cut tail shows here."""
    found = head.check()
    trial.note(
        _("The database extends the signed head: entry %(entry)s, release %(release)s."),
        entry=found.entry,
        release=found.release,
    )


@door(
    40,
    "public-process",
    _("Public processes have the editors' programs installed."),
    Outcome.HARMLESS,
    advice=SETTINGS,
)
def public_process(trial: Trial) -> None:
    """In role=all one process sees everything."""
    if settings.SANSHEN_ROLE == Role.ALL:
        trial.admit(
            _(
                "One process does both (role=all): whoever breaks into it sees drafts too. With "
                "SANSHEN_ROLE=public on a machine of its own there is nothing to see."
            )
        )
        return
    trial.note(_("Editing and public processes are separate."))
