"""Where things are kept under the data folder, in one table."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"


def places(data: Path) -> dict[str, Path]:
    """Return each setting that names a place, for the data folder given.

    >>> sorted(places(Path("/srv/sanshen")))[-1]
    'STATIC_ROOT'
    """
    return {
        "SANSHEN_DATA": data,
        # Signing and verifying keys. A backup keeps them apart from everything else.
        "SANSHEN_KEYS": data / "keys",
        # Rendered files of the public site. Can be deleted at any time.
        "SANSHEN_STORE": data / "public",
        # The bytes that releases name, by their sha256.
        "SANSHEN_ASSETS": data / "assets",
        # The signed heads of both chains, outside the database on purpose.
        "SANSHEN_HEAD": data / "ledger" / "head.json",
        # Who opened what is not public, hour by hour.
        "SANSHEN_READINGS": data / "readings",
        # Mail that nobody configured a server for.
        "EMAIL_FILE_PATH": data / "mail",
        # Originals and renditions of the workspace: served by a login view, mapped by nobody.
        "MEDIA_ROOT": data / "workspace",
        "STATIC_ROOT": data / "static",
    }
