"""Writes files of all kinds, as offices make them and as nobody should."""

import io
import zipfile
from collections.abc import Sequence

import docx
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfWriter
from weasyprint import HTML

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{OFFICE}wordprocessingml.document"
XLSX = f"{OFFICE}spreadsheetml.sheet"
PPTX = f"{OFFICE}presentationml.presentation"
PDF = "application/pdf"
JPEG = "image/jpeg"


def word(
    paragraphs: Sequence[str], table: Sequence[Sequence[str]] = (), *, author: str = "何敏"
) -> bytes:
    document = docx.Document()
    document.core_properties.author = author
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, words in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = "内部资料　注意保存"
    return _saved(document)


def sheet(
    rows: Sequence[Sequence[object]], *, title: str = "名单", hidden: str = "", comment: str = ""
) -> bytes:
    book = Workbook()
    book.properties.creator = "何敏"
    page = book.active
    page.title = title
    for row in rows:
        page.append(list(row))
    if comment:
        page["A1"].comment = Comment(comment, "何敏")
    if hidden:
        other = book.create_sheet("底稿")
        other["B2"] = hidden
        other.sheet_state = "hidden"
    return _saved(book)


def pdf(*pages: str, password: str = "", author: str = "何敏") -> bytes:
    body = "".join(f"<p style='page-break-after:always'>{text}</p>" for text in pages)
    data: bytes = HTML(string=f"<meta name=author content='{author}'>{body}").write_pdf()
    if not password:
        return data
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="AES-256")
    return _saved(writer, "write")


def picture(*, gps: bool) -> bytes:
    image = Image.new("RGB", (64, 48))
    exif = Image.Exif()
    exif[315] = "He Min"
    if gps:
        exif[34853] = {1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 30.0, 36.0)}
    data = io.BytesIO()
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


def slides(*texts: str) -> bytes:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    parts = {"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}
    for number, text in enumerate(texts, 1):
        parts[f"ppt/slides/slide{number}.xml"] = (
            f'<s xmlns:a="{a}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>'
        )
    return package(parts)


def package(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return data.getvalue()


def with_part(data: bytes, name: str, text: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each, content in (parts | {name: text.encode()}).items():
            new.writestr(each, content)
    return made.getvalue()


def _saved(document: object, how: str = "save") -> bytes:
    data = io.BytesIO()
    getattr(document, how)(data)
    return data.getvalue()
