"""Documents that are small on the disk and endless in memory: the server keeps its own."""

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from cms.office import converter, reading
from cms.office.admission import Unreadable
from tests.cms.office.test_refusing import package, with_part, with_words
from tests.cms.office.writing import CONTENT_TYPES, WORDS, png, saved

# What a worker that serves people may need to look at any file before it is opened.
BOUND = 500 * 1024 * 1024
CHECK = f"""
import resource, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from cms.office import admission
data = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_AS, ({BOUND}, {BOUND}))
try:
    admission.check(data, "x")
except admission.Unreadable:
    print("refused")
else:
    print("admitted")
"""


def checked(data: bytes) -> str:
    done = subprocess.run(
        [sys.executable, "-c", CHECK], input=data, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()[-300:]
    return done.stdout.decode().strip()


def swollen(data: bytes, name: str) -> bytes:
    """Add a part of 600 MB that takes half a megabyte."""
    file = io.BytesIO(data)
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as part,
    ):
        for _time in range(600):
            part.write(b" " * 1024 * 1024)
        part.write(b" ")
    return file.getvalue()


def lying(data: bytes, name: str, size: int) -> bytes:
    """Give an archive whose directory says that a part is small."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo(name)
        true = part.file_size.to_bytes(4, "little")
    return data.replace(true, size.to_bytes(4, "little"))


def many_elements(count: int) -> bytes:
    choose = random.Random(4)
    return b"<r>" + b"".join(choose.choices((b"<a/>", b"<b/>"), k=count)) + b"</r>"


@pytest.mark.parametrize("name", [CONTENT_TYPES, "word/styles.xml"])
def test_a_part_larger_than_it_says_takes_no_memory(name: str) -> None:
    parts = {CONTENT_TYPES: b"<Types/>", WORDS: b"<a/>"}
    parts.pop(name, None)
    assert checked(lying(swollen(package(parts), name), name, 100)) == "refused"


def test_millions_of_elements_take_no_memory() -> None:
    parts = {CONTENT_TYPES: b"<Types/>", WORDS: b"<a/>", "word/more.xml": many_elements(7_000_000)}
    assert checked(package(parts)) == "admitted"


def test_relationships_are_bounded_like_words() -> None:
    with pytest.raises(Unreadable, match="远超"):
        reading.read(with_part("word/_rels/x.rels", many_elements(8_000_000)), "附件.docx")


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
def test_a_document_type_is_seen_in_every_encoding(coding: str) -> None:
    mark = "\ufeff".encode(coding)
    text = mark + '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(coding)
    with pytest.raises(Unreadable, match="已损坏"):
        reading.read(with_part("word/more.xml", text), "附件.docx")


def test_a_picture_that_is_shown_often_is_kept_once(tmp_path: Path) -> None:
    document = docx.Document()
    for _time in range(50):
        document.add_picture(png())
    made = converter.convert(saved(document), tmp_path)
    assert made["pictures"] == ["1.png"]
    assert made["html"].count("picture:0") == 50


def test_pictures_beyond_the_bound_are_counted_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = docx.Document()
    document.add_picture(png((1, 2, 3)))
    document.add_picture(png((4, 5, 6)))
    monkeypatch.setattr(converter, "MOST_PICTURE_BYTES", len(png((1, 2, 3)).getvalue()) + 10)
    made = converter.convert(saved(document), tmp_path)
    assert (made["pictures"], made["lost_pictures"]) == (["1.png"], {"more": 1})


def test_a_note_that_is_named_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_RESULT", 200)
    with pytest.raises(Unreadable, match="远超"):
        reading.read(with_words(lambda words: words), "附件.docx")
