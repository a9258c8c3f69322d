"""Small MP4 files, box by box: as true as a browser's first look at them."""


def box(kind: bytes, *content: bytes) -> bytes:
    """Write one box."""
    data = b"".join(content)
    return (8 + len(data)).to_bytes(4, "big") + kind + data


def track(
    handler: bytes, coding: bytes, size: tuple[int, int] = (0, 0), *, turned: bool = False
) -> bytes:
    """Write one track."""
    one = (1 << 16).to_bytes(4, "big")
    matrix = (bytes(4) + one + bytes(28)) if turned else (one + bytes(32))
    sides = b"".join((side << 16).to_bytes(4, "big") for side in size)
    header = box(b"tkhd", bytes(40), matrix, sides)
    described = box(b"stsd", bytes(7) + b"\x01", box(coding, bytes(78)))
    media = box(
        b"mdia",
        box(b"hdlr", bytes(8), handler, bytes(13)),
        box(b"minf", box(b"stbl", described)),
    )
    return box(b"trak", header, media)


def mp4(
    coding: bytes = b"avc1",
    sound: bytes = b"mp4a",
    size: tuple[int, int] = (640, 360),
    *,
    turned: bool = False,
    last: bool = False,
) -> bytes:
    """Write a whole file; with `last` its description stands at the end, as cameras write it."""
    first = box(b"ftyp", b"isom", bytes(4), b"isomavc1")
    moov = box(
        b"moov",
        box(b"mvhd", bytes(100)),
        track(b"vide", coding, size, turned=turned),
        track(b"soun", sound),
    )
    data = box(b"mdat", bytes(64))
    return first + (data + moov if last else moov + data)


CAPTIONS = """WEBVTT

00:00.000 --> 00:02.000
汐湾大桥今天通车。

00:02.000 --> 00:04.500
全长<b>两千米</b>，双向六车道 &amp; 人行道。
""".encode()
