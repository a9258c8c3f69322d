"""Writes Word documents."""

import io
import zipfile
from collections.abc import Callable

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

CONTENT_TYPES = "[Content_Types].xml"
WORDS = "word/document.xml"


def png(colour: tuple[int, int, int] = (40, 90, 140)) -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(data, "PNG")
    data.seek(0)
    return data


def saved(document: docx.document.Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def notice() -> docx.document.Document:
    """A notice as an office writes it: red line, number, title, headings without styles."""
    document = docx.Document()
    line(document, "云汐市人民政府文件", size=26)
    line(document, "云政发[2026]31号")
    line(document, "关于做好2027年度居民医保", size=22)
    line(document, "参保缴费工作的通知", size=22)
    document.add_paragraph("各县区人民政府：")
    bold(document, "一、参保对象")
    document.add_paragraph("具有本市户籍的居民。详见").add_run("通知").bold = True
    bold(document, "（一）在校学生")
    document.add_paragraph("由学校统一组织。")
    bold(document, "二、缴费标准")
    document.add_paragraph("表1 缴费标准")
    grid = document.add_table(rows=3, cols=3)
    for row, words in enumerate(
        (("档次", "金额", ""), ("一档", "400", "元"), ("二档", "600", "元"))
    ):
        for cell, word in zip(grid.rows[row].cells, words, strict=True):
            cell.text = word
    grid.cell(0, 1).merge(grid.cell(0, 2))
    document.add_paragraph("办理材料", style="List Bullet")
    document.add_paragraph("身份证", style="List Bullet")
    document.add_picture(png())
    document.add_paragraph("图1 办事大厅")
    document.add_paragraph("云汐市医疗保障局").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("2026年10月12日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return document


def line(document: docx.document.Document, words: str, size: int = 16) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(words).font.size = Pt(size)


def bold(document: docx.document.Document, words: str) -> None:
    document.add_paragraph().add_run(words).bold = True


def xml(document: docx.document.Document, source: str) -> None:
    """Put a paragraph of raw markup at the end; `w` and others are declared."""
    spaces = nsdecls("w", "r", "wp", "a", "pic")
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    document.element.body.insert(-1, parse_xml(f"<w:p {spaces} {math} {vml}>{source}</w:p>"))


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Give a package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_notes(data: bytes) -> bytes:
    """Put a footnote after the first word of the first paragraph."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    note = (
        f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>以统计公报为准。</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )

    def change(parts: dict[str, bytes]) -> None:
        parts["word/footnotes.xml"] = note.encode()
        mark = b'</w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        parts[WORDS] = parts[WORDS].replace(b"</w:r>", mark, 1)
        override = (
            b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
            b'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
        )
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"</Types>", override)

    return changed(data, change)
