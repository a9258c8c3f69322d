"""A process of its own: turns one document into plain HTML, and says what it could not keep.

    python -m cms.office.converter DOCUMENT FOLDER

It knows no Django and no database, works under limits of time and memory, reads nothing but the
document, and writes `result.json` and the pictures into the folder.
"""

import hashlib
import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mammoth
from lxml import etree
from mammoth import documents, transforms

from cms.office import anatomy, numbering

SECONDS = 40
BYTES = 2 * 1024 * 1024 * 1024
MOST_PICTURES = 300
# Together; what is shown twice is kept once.
MOST_PICTURE_BYTES = 100 * 1024 * 1024
LARGE = 17.0
_EXTENSIONS = {
    "image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg", "image/gif": "gif",
    "image/webp": "webp", "image/tiff": "tiff", "image/bmp": "bmp", "image/x-ms-bmp": "bmp",
}  # fmt: skip
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='标题'] => h1.title:fresh
p[style-name='Subtitle'] => p.center:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='题注'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='sanshen center large'] => p.center.large:fresh
p[style-name='sanshen center'] => p.center:fresh
p[style-name='sanshen right'] => p.right:fresh
b => strong
i => em
u =>
strike =>
"""


def main(source: str, folder: str) -> None:
    """Convert one file."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    result = convert(Path(source).read_bytes(), Path(folder))
    (Path(folder) / "result.json").write_text(json.dumps(result, ensure_ascii=False), "utf-8")


def convert(data: bytes, folder: Path) -> dict[str, Any]:
    """Give the HTML, the pictures by name, and what was counted."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = anatomy.part(package, "word/document.xml")
        counted = anatomy.count(package, document)
        counted["numbers"] = numbering.write_out(
            document,
            anatomy.part(package, "word/numbering.xml"),
            anatomy.part(package, "word/styles.xml"),
        )
        rewritten = _with(package, "word/document.xml", etree.tostring(document))
    pictures = Pictures(folder)
    converted = mammoth.convert_to_html(
        rewritten,
        convert_image=mammoth.images.img_element(pictures.keep),
        style_map=_STYLES,
        transform_document=transforms.paragraph(_named_by_look),
        external_file_access=False,
        ignore_empty_paragraphs=True,
    )
    told = [message.message for message in converted.messages]
    counted["symbols"] = sum("w:sym" in message for message in told)
    counted["linked_pictures"] = sum("external file" in message for message in told)
    return {
        "html": converted.value,
        "pictures": pictures.kept,
        "lost_pictures": pictures.lost,
        "counted": counted,
    }


class Pictures:
    """Writes pictures beside the result; those that a browser cannot show are counted."""

    def __init__(self, folder: Path) -> None:
        """Begin with none."""
        self.folder = folder
        self.kept: list[str] = []
        self.lost: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self._bytes = 0

    def keep(self, image: documents.Image) -> dict[str, str]:
        """Give the attributes of one picture; its address is ``picture:<number>``."""
        extension = _EXTENSIONS.get(image.content_type or "")
        if extension is None:
            return self._lose(image.content_type or "?")
        try:
            with image.open() as opened:
                data = opened.read()
        except KeyError:
            return self._lose("missing")
        digest = f"{hashlib.sha256(data).hexdigest()}.{extension}"
        if digest not in self._known:
            self._bytes += len(data)
            if len(self.kept) >= MOST_PICTURES or self._bytes > MOST_PICTURE_BYTES:
                return self._lose("more")
            name = f"{len(self.kept) + 1}.{extension}"
            (self.folder / name).write_bytes(data)
            self._known[digest] = len(self.kept)
            self.kept.append(name)
        return {"src": f"picture:{self._known[digest]}"}

    def _lose(self, kind: str) -> dict[str, str]:
        self.lost[kind] = self.lost.get(kind, 0) + 1
        return {"src": "lost:"}


def _named_by_look(paragraph: documents.Paragraph) -> documents.Paragraph:
    """Name what is set in the middle or on the right, so that guesses can be made of it."""
    if paragraph.style_name not in (None, "Normal", "正文") or paragraph.numbering:
        return paragraph
    if paragraph.alignment not in ("center", "right", "end"):
        return paragraph
    name = "sanshen right"
    if paragraph.alignment == "center":
        sizes = [run.font_size for run in paragraph.children if getattr(run, "font_size", None)]
        name = "sanshen center large" if sizes and max(sizes) >= LARGE else "sanshen center"
    return paragraph.copy(style_name=name)


def _with(package: zipfile.ZipFile, name: str, data: bytes) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as copy:
        for part in package.infolist():
            copy.writestr(part.filename, data if part.filename == name else package.read(part))
    made.seek(0)
    return made


Keeper = Callable[[documents.Image], dict[str, str]]

if __name__ == "__main__":
    main(*sys.argv[1:])
