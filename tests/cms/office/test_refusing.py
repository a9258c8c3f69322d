"""Files that are not read: each gets its sentence, in bounded time, and nothing stays behind."""

import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from cms.office import admission, reading
from cms.office.admission import Unreadable
from tests.cms.office.writing import CONTENT_TYPES, WORDS, changed, notice, saved

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return changed(saved(docx.Document()), lambda parts: parts.__setitem__(name, content))


def with_words(change: Callable[[bytes], bytes]) -> bytes:
    def put(parts: dict[str, bytes]) -> None:
        parts[WORDS] = change(parts[WORDS])

    return changed(saved(notice()), put)


def deep(times: int) -> Callable[[bytes], bytes]:
    def change(words: bytes) -> bytes:
        inside = b"<w:smartTag>" * times + b"</w:smartTag>" * times
        return words.replace(b"<w:body>", b"<w:body><w:p>" + inside + b"</w:p>", 1)

    return change


HOSTILE = {
    "empty": (b"", "是空文件"),
    "no archive": (b"%PDF-1.4 not a document", "不是 Word 文档"),
    "old": (OLE + b"\x00" * 4096, "旧版 Word 文档（.doc）"),
    "protected": (OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"), "设有密码"),
    "another archive": (package({"readme.txt": b"hello"}), "不是 Word 文档"),
    "a spreadsheet": (
        package({CONTENT_TYPES: b"<Types/>", "xl/workbook.xml": b"<a/>"}), "不是 Word 文档"
    ),
    "half": (saved(notice())[:9000], "已损坏"),
    "macros": (with_part("word/vbaProject.bin", b"x"), "含有宏程序"),
    "macros by type": (
        changed(saved(docx.Document()), lambda parts: parts.__setitem__(
            CONTENT_TYPES,
            parts[CONTENT_TYPES].replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        )),
        "含有宏程序",
    ),
    "a bomb": (with_part("word/media/image9.png", b"\x00" * (120 * 1024 * 1024)), "远超"),
    "ten thousand parts": (
        package({CONTENT_TYPES: b"<Types/>", WORDS: b"<a/>",
                 **{f"word/{number}.bin": b"" for number in range(10_000)}}),
        "远超",
    ),
    "nested": (with_words(deep(3000)), "层次过深"),
    "entities": (
        with_words(lambda words: b'<!DOCTYPE a [<!ENTITY b "c">]>' + words.partition(b"?>")[2]),
        "已损坏",
    ),
    "broken markup": (with_words(lambda words: words[:-20]), "已损坏"),
    "no document in it": (with_words(lambda words: b"<a/>"), "已损坏"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_gets_its_sentence_within_seconds(kind: str) -> None:
    data, sentence = HOSTILE[kind]
    begun = time.monotonic()
    with pytest.raises(Unreadable, match=sentence):
        reading.read(data, "附件.docx")
    assert time.monotonic() - begun < 20


def test_more_than_fifty_megabytes_are_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "MOST_BYTES", 1000)
    with pytest.raises(Unreadable, match="超过 50 MB"):
        reading.read(saved(notice()), "附件.docx")


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(Unreadable, match="一分钟内没有读完"):
        reading.read(saved(notice()), "附件.docx")


def test_depth_that_people_write_is_read() -> None:
    assert reading.read(with_words(deep(60)), "附件.docx").html


def test_a_large_honest_document_is_read() -> None:
    source = docx.Document()
    for number in range(1500):
        source.add_paragraph(f"第{number}段，" + "内容" * 60 + "。")
    assert reading.read(saved(source), "年鉴.docx").html.count("<p>") == 1500


def test_no_file_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    reading.read(saved(notice()), "通知.docx")
    with pytest.raises(Unreadable):
        reading.read(with_words(lambda words: b"<a/>"), "附件.docx")
    assert list(folder.iterdir()) == []
