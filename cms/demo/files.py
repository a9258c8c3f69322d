"""Pictures and files of the demo, made here so that nothing is fetched."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw

from cms.importing import files

SIZE = (1440, 810)
_NAMES = {"harbour": "云汐港三号泊位", "wetland": "汐湾湿地公园", "steps": "助餐补助三步"}


def picture(name: str, user: Any) -> Any:
    """Give one of the drawn pictures as a picture of the workspace."""
    canvas = Image.new("RGB", SIZE)
    _DRAWINGS[name](ImageDraw.Draw(canvas))
    data = io.BytesIO()
    canvas.save(data, "JPEG", quality=82)
    return files.picture(data.getvalue(), f"{name}.jpg", _NAMES[name], user)


def document(kind: str, title: str, user: Any) -> Any:
    """Give a small file with a title and one sentence."""
    data = _pdf(title) if kind == "pdf" else _docx(title)
    return files.document(data, f"{title}.{kind}", title, user)


def _sky(
    draw: ImageDraw.ImageDraw, above: tuple[int, int, int], below: tuple[int, int, int]
) -> None:
    for y in range(SIZE[1]):
        part = y / SIZE[1]
        colour = tuple(round(a + (b - a) * part) for a, b in zip(above, below, strict=True))
        draw.line([(0, y), (SIZE[0], y)], fill=colour)


def _harbour(draw: ImageDraw.ImageDraw) -> None:
    _sky(draw, (176, 208, 232), (240, 244, 246))
    draw.rectangle([0, 520, 1440, 810], fill=(38, 92, 138))
    for x in range(0, 1440, 120):
        draw.arc([x, 600, x + 120, 640], 180, 360, fill=(110, 160, 198), width=4)
    draw.polygon([(250, 500), (1010, 500), (940, 600), (320, 600)], fill=(120, 44, 40))
    for number, colour in enumerate(((214, 158, 60), (74, 122, 96), (170, 72, 58), (88, 110, 150))):
        draw.rectangle([340 + number * 120, 430, 450 + number * 120, 500], fill=colour)
    draw.rectangle([860, 380, 960, 500], fill=(236, 238, 240))
    for x in (1080, 1260):
        draw.line([(x, 520), (x, 180), (x - 320, 240)], fill=(198, 88, 40), width=16)
        draw.line([(x - 300, 244), (x - 300, 400)], fill=(70, 70, 70), width=4)
    draw.rectangle([1040, 520, 1440, 810], fill=(128, 130, 132))


def _wetland(draw: ImageDraw.ImageDraw) -> None:
    _sky(draw, (244, 178, 112), (250, 228, 190))
    draw.ellipse([960, 260, 1100, 400], fill=(250, 240, 200))
    draw.rectangle([0, 470, 1440, 810], fill=(150, 148, 118))
    draw.polygon([(640, 810), (820, 810), (1010, 470), (990, 470)], fill=(118, 84, 56))
    for x in range(10, 1440, 26):
        height = 120 + (x * 37) % 90
        draw.line([(x, 810), (x + 12, 810 - height)], fill=(96, 110, 54), width=5)
        draw.ellipse([x + 6, 790 - height, x + 20, 830 - height], fill=(150, 100, 60))
    for x, y in ((300, 200), (380, 240), (470, 180)):
        draw.arc([x, y, x + 60, y + 40], 200, 340, fill=(70, 60, 60), width=5)
        draw.arc([x + 56, y, x + 116, y + 40], 200, 340, fill=(70, 60, 60), width=5)


def _steps(draw: ImageDraw.ImageDraw) -> None:
    _sky(draw, (246, 248, 250), (232, 240, 246))
    for number, colour in enumerate(((38, 92, 138), (74, 122, 96), (170, 72, 58))):
        x = 140 + number * 430
        draw.rounded_rectangle([x, 250, x + 300, 560], 32, fill=colour)
        if number < 2:
            draw.polygon([(x + 330, 375), (x + 400, 405), (x + 330, 435)], fill=(90, 90, 90))
    draw.ellipse([240, 300, 340, 400], fill="white")
    draw.rectangle([220, 420, 360, 500], fill="white")
    draw.rounded_rectangle([610, 330, 830, 470], 14, fill="white")
    draw.rectangle([610, 360, 830, 390], fill=(74, 122, 96))
    draw.line([(1070, 410), (1130, 470), (1240, 330)], fill="white", width=28)


_DRAWINGS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "harbour": _harbour,
    "wetland": _wetland,
    "steps": _steps,
}
_SENTENCE = "本文件由演示程序生成，内容为虚构。"


def _pdf(title: str) -> bytes:
    """Write a one-page PDF with a predefined Chinese font, so that no font file is needed."""
    lines = (f"BT /F1 20 Tf 72 760 Td <{_ucs2(title)}> Tj ET "
             f"BT /F1 12 Tf 72 720 Td <{_ucs2(_SENTENCE)}> Tj ET").encode()  # fmt: skip
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(lines), lines),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    )
    out, offsets = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def _ucs2(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _docx(title: str) -> bytes:
    """Write the smallest document a word processor opens."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    paragraphs = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (title, _SENTENCE))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{paragraphs}</w:body>'
        "</w:document>",
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # A fixed time: the same document has the same digest in every demo.
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)
    return data.getvalue()
