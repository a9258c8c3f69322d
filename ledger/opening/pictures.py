"""What a picture says besides what it shows: its size, where it was taken, by whom, with what."""

import io

from PIL import ExifTags, Image, UnidentifiedImageError

from ledger.opening.parts import DAMAGED, SWELLS, Gathered, Unreadable

_MOST_PIXELS = 100_000_000


def read(data: bytes, gathered: Gathered) -> None:
    """Gather the properties of one picture; it has no text."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as picture:
            gathered.say("width", picture.width)
            gathered.say("height", picture.height)
            exif = picture.getexif()
            gathered.say("author", exif.get(ExifTags.Base.Artist))
            gathered.say("camera", exif.get(ExifTags.Base.Model))
            gathered.say("taken", exif.get(ExifTags.Base.DateTime))
            _place(exif.get_ifd(ExifTags.IFD.GPSInfo), gathered)
    except Image.DecompressionBombError as error:
        raise Unreadable(SWELLS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError) as error:
        raise Unreadable(DAMAGED) from error


def _place(gps: dict[int, object], gathered: Gathered) -> None:
    said = []
    for value, side in (
        (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef),
        (ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef),
    ):
        try:
            degrees, minutes, seconds = (float(part) for part in gps[value])  # type: ignore[attr-defined]
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            return
        sign = -1 if str(gps.get(side)) in ("S", "W") else 1
        said.append(f"{sign * (degrees + minutes / 60 + seconds / 3600):.5f}")
    gathered.say("gps", ",".join(said))
