"""Pictures of a document: made fit for the web, shown small to the author, stored on demand."""

import base64
import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from cms.freezing.kinds import MOST_PIXELS, Unfit, recognise
from cms.importing import files

_SMALL = (240, 180)
# What browsers do not show becomes what they do.
_REDRAWN = ("tiff", "bmp")


@dataclass(frozen=True)
class Picture:
    """One picture that can be published: its name and bytes."""

    name: str
    data: bytes

    @property
    def small(self) -> str:
        """The picture in little, as an address that holds it."""
        with Image.open(io.BytesIO(self.data)) as opened:
            opened.draft("RGB", _SMALL)
            small = opened.convert("RGB")
            small.thumbnail(_SMALL)
            out = io.BytesIO()
            small.save(out, "JPEG", quality=70)
        return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()

    def store(self, title: str, user: Any) -> Any:
        """Give the picture of the workspace with these bytes, made once, in the person's name."""
        return files.picture(self.data, self.name, title, user)


def fit(name: str, data: bytes) -> Picture | None:
    """Give a picture that can be published, or None."""
    stem, _dot, extension = name.rpartition(".")
    try:
        if extension in _REDRAWN:
            data, name = _redrawn(data), f"{stem}.png"
        elif extension in ("jpg", "png", "gif", "webp"):
            # Word calls pictures by what they were inserted as; the bytes say what they are.
            with Image.open(io.BytesIO(data)) as opened:
                true = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
                name = f"{stem}.{true.get(opened.format or '', extension)}"
        recognise(data, name)
    except (Unfit, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return Picture(name, data)


def _redrawn(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        out = io.BytesIO()
        opened.convert("RGBA" if opened.mode in ("RGBA", "P", "LA") else "RGB").save(out, "PNG")
    return out.getvalue()
