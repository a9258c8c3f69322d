"""Attachments of the demo: the smallest PDF, DOCX and XLSX that their programs open."""

import io
import zipfile
from collections.abc import Callable, Mapping
from html import escape

_LINES = (
    "云汐市人民政府门户网站附件",
    "本文件由演示程序生成，内容为虚构，仅用于说明附件的格式和大小。",
    "正式文件以纸质文本为准。",
)
_ROWS = (
    ("序号", "项目", "责任单位", "完成时限"),
    ("1", "示例事项一", "市政府办公室", "2026年6月"),
    ("2", "示例事项二", "市信息中心", "2026年9月"),
    ("3", "示例事项三", "市政务服务中心", "2026年12月"),
)
_OPEN = "http://schemas.openxmlformats.org"
_OFFICE = f"{_OPEN}/officeDocument/2006/relationships"
_PACKAGE = f"{_OPEN}/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def pdf(title: str) -> bytes:
    """Write a one-page PDF with a predefined Chinese font, so that no font file is needed."""
    shown = [f"/F1 20 Tf 72 760 Td <{_ucs2(title)}> Tj"]
    shown += [f"/F1 12 Tf 72 {720 - 24 * n} Td <{_ucs2(line)}> Tj" for n, line in enumerate(_LINES)]
    lines = " ".join(f"BT {line} ET" for line in shown).encode()
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


def docx(title: str) -> bytes:
    """Write a document of a few paragraphs."""
    word = f"{_OPEN}/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in (title, *_LINES))
    document = f'<w:document xmlns:w="{word}"><w:body>{lines}</w:body></w:document>'
    kind = f"{_TYPES}.wordprocessingml.document.main+xml"
    return _package("word/document.xml", kind, {"word/document.xml": document})


def xlsx(title: str) -> bytes:
    """Write a workbook of one sheet: the title, then rows."""
    sheet = f"{_OPEN}/spreadsheetml/2006/main"
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for row in ((title,), *_ROWS)
    )  # fmt: skip
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{sheet}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="表一" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheet}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    kinds = f"{_TYPES}.spreadsheetml.sheet.main+xml"
    extra = (
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_TYPES}.spreadsheetml.worksheet+xml"/>'
    )
    return _package("xl/workbook.xml", kinds, parts, extra)


def _package(main: str, kind: str, parts: Mapping[str, str], extra: str = "") -> bytes:
    everything = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/>{extra}</Types>',
        "_rels/.rels": _relation("officeDocument", main),
        **parts,
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in everything.items():
            # A fixed time: the same document has the same digest in every demo.
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, _HEAD + text)
    return data.getvalue()


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _ucs2(text: str) -> str:
    return text.encode("utf-16-be").hex()


MAKERS: dict[str, Callable[[str], bytes]] = {"pdf": pdf, "docx": docx, "xlsx": xlsx}
