"""Videos that browsers play: MP4 files with a picture coded as H.264 (AVC) and sound as AAC.

An MP4 file is a row of boxes, each with its length and a name of four letters (ISO/IEC 14496-12,
4.2). What kind of video it is stands in the box `moov`; nothing else of the file is looked at, so
a large file costs no more than a small one.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from cms.freezing.unfit import Unfit

MOST_BYTES = 200 * 1024 * 1024
MOST_BOXES = 2_000
MOST_MOOV = 32 * 1024 * 1024
# RFC 6381: what `avc1` and `avc3` name is H.264, what `mp4a` names is AAC in nearly every file.
PICTURES = frozenset({b"avc1", b"avc3"})
SOUNDS = frozenset({b"mp4a"})
_FIXED = 1 << 16

NOT_MP4 = _("“%(name)s” is not an MP4 video. Export it as MP4 with H.264, and upload that file.")
CUT_SHORT = _("“%(name)s” is damaged or was not uploaded to its end. Upload it once more.")
NO_PICTURES = _("“%(name)s” has no moving picture in it. Choose the file with the video.")
OTHER_CODING = _(
    "“%(name)s” is coded as %(coding)s, which not every browser plays. Export it as MP4 with "
    "H.264 and AAC."
)
TOO_LARGE = _("“%(name)s” is larger than %(most)d MB. Export it smaller, or cut it.")


@dataclass(frozen=True)
class Video:
    """What the page says of a video: how large its picture is."""

    width: int
    height: int


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    end: int


def read(file: BinaryIO, name: str) -> Video:
    """Look at an MP4 file.

    Raises:
        Unfit: when it is not one, is cut short, or is coded in a way that not every browser plays.
    """
    size = file.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise Unfit(TOO_LARGE % {"name": name, "most": MOST_BYTES // 1024 // 1024})
    reader = _Reader(file, name)
    boxes = reader.boxes(0, size)
    first = next(boxes, None)
    if first is None or first.kind != b"ftyp":
        raise Unfit(NOT_MP4 % {"name": name})
    found = {box.kind: box for box in boxes}
    if b"moov" not in found or not {b"mdat", b"moof"} & set(found):
        raise Unfit(CUT_SHORT % {"name": name})
    moov = found[b"moov"]
    if moov.end - moov.start > MOST_MOOV:
        raise Unfit(CUT_SHORT % {"name": name})
    data = reader.part(moov.start, moov.end)
    return _Reader(io.BytesIO(data), name, reader.count).movie(len(data))


class _Reader:
    """Reads boxes; what does not fit together is `Unfit`."""

    def __init__(self, file: BinaryIO, name: str, count: int = 0) -> None:
        self._file = file
        self._name = name
        self.count = count

    def boxes(self, start: int, end: int) -> Iterator[_Box]:
        while start < end:
            self.count += 1
            head = self.part(start, min(start + 16, end))
            if self.count > MOST_BOXES or len(head) < 8:
                raise self._cut_short()
            size, header = int.from_bytes(head[:4], "big"), 8
            if size == 1:
                size, header = int.from_bytes(head[8:16], "big"), 16
            elif size == 0:
                size = end - start
            if size < header or start + size > end:
                raise self._cut_short()
            yield _Box(head[4:8], start + header, start + size)
            start += size

    def movie(self, size: int) -> Video:
        video = None
        for track in self.boxes(0, size):
            if track.kind == b"trak":
                video = self._track(track) or video
        if video is None:
            raise Unfit(NO_PICTURES % {"name": self._name})
        return video

    def part(self, start: int, end: int) -> bytes:
        self._file.seek(start)
        return self._file.read(end - start)

    def _track(self, track: _Box) -> Video | None:
        """Give the size of a track with pictures; None for sound and for everything else."""
        handler = self._inner(track, b"mdia", b"hdlr")
        kind = self.part(handler.start, handler.end)[8:12] if handler else b""
        if kind not in (b"vide", b"soun"):
            return None
        described = self._inner(track, b"mdia", b"minf", b"stbl", b"stsd")
        if described is None:
            raise self._cut_short()
        codings = {box.kind for box in self.boxes(described.start + 8, described.end)}
        other = codings - (PICTURES if kind == b"vide" else SOUNDS)
        if other or not codings:
            coding = sorted(other)[0].decode("ascii", "replace").strip() if other else "?"
            raise Unfit(OTHER_CODING % {"name": self._name, "coding": coding})
        return self._size(track) if kind == b"vide" else None

    def _size(self, track: _Box) -> Video:
        header = self._inner(track, b"tkhd")
        data = self.part(header.start, header.end) if header else b""
        # Version 1 has three numbers of eight bytes where version 0 has four.
        matrix = 52 if data[:1] == b"\x01" else 40
        if len(data) < matrix + 44:
            raise self._cut_short()
        width, height = (
            int.from_bytes(data[at : at + 4], "big") // _FIXED for at in (matrix + 36, matrix + 40)
        )
        if not (width and height):
            raise Unfit(NO_PICTURES % {"name": self._name})
        # A telephone held upright films lying down and says: turn it by a quarter.
        turned = data[matrix : matrix + 4] == bytes(4)
        return Video(height, width) if turned else Video(width, height)

    def _inner(self, box: _Box, *path: bytes) -> _Box | None:
        for kind in path:
            inside = self.boxes(box.start, box.end)
            found = next((each for each in inside if each.kind == kind), None)
            if found is None:
                return None
            box = found
        return box

    def _cut_short(self) -> Unfit:
        return Unfit(CUT_SHORT % {"name": self._name})
