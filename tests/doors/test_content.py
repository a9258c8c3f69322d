"""Through the content: what would run, hide, overlay, mislead or swell."""

import io
import re
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.rich_text import RichText

from cms.freeze import freeze
from tests.doors import acting
from tests.doors.building import document, image, pdf
from tests.doors.outcome import HARMLESS, REFUSED, door
from workflow import commands


def paragraph(html):
    """Give a body of one paragraph."""
    return [("paragraph", RichText(html))]


def frozen(city, **changes):
    """Freeze the draft with these changes, saved by its drafter."""
    return freeze(acting.save(city.page("draft"), "lin", **changes))


def refused_to_freeze(city, **changes):
    """Change the draft; freezing must find a problem, and submitting must be refused for it."""
    found = frozen(city, **changes)
    assert found.problems, found.content.body_html
    handed = [found.for_submission()]
    commands.mint_address(handed[0].review, handed[0].content.address)
    city.refused(
        lambda: commands.submit(acting.presence("lin"), handed, commands.bundle_digest(handed)),
        "problem_left",
    )
    return found


ACTIVE = (
    "<p>x</p><script>alert(1)</script>",
    '<p onclick="alert(1)">x</p>',
    '<p style="position:fixed;inset:0">x</p>',
    "<style>p{display:none}</style><p>x</p>",
    '<iframe src="https://evil.test/"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<svg onload=alert(1)><a href='#'>x</a></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '<object data="data:text/html,x"></object><embed src="x">',
    '<form action="https://evil.test/"><input name="a"><button>x</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.test/">',
    '<base href="https://evil.test/"><link rel="stylesheet" href="https://evil.test/x.css">',
    '<template><script>alert(1)</script></template><noscript><p title="</noscript><img src=x'
    ' onerror=alert(1)>"></noscript>',
    '<p class="site-footer" id="footer">x</p>',
    "<textarea></textarea><title>x</title><plaintext>",
    "<!--[if IE]><script>alert(1)</script><![endif]--><!-- x -->",
)


@door(37, "script, handlers, styles, frames, forms, SVG, comments in rich text", HARMLESS)
def test_nothing_that_acts_is_frozen(city):
    words = (
        "<script",
        "onclick",
        "onload",
        "onerror",
        "style",
        "<iframe",
        "<svg",
        "<form",
        "<object",
        "<embed",
        "<meta",
        "<base",
        "<link",
        "<input",
        "srcdoc",
        "<!--",
        "<template",
        "<noscript",
        "<textarea",
        "<plaintext",
        "site-footer",
        "<math",
    )
    for html in ACTIVE:
        found = frozen(city, body=paragraph(f"<p>前</p>{html}<p>后</p>"))
        clean = found.content.body_html.lower()
        assert [word for word in words if word in clean] == [], clean


LINKS = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.test/",
    "\\\\evil.test\\x",
    "/\\evil.test/",
    "blob:https://evil.test/x",
    "&#106;avascript:alert(1)",
)


@door(
    37,
    "`javascript:`, `data:`, `file:` and other addresses in links",
    REFUSED,
    "freezing names the link and refuses",
)
def test_a_link_that_is_none_refuses(city):
    for address in LINKS:
        found = refused_to_freeze(city, body=paragraph(f'<p><a href="{address}">x</a></p>'))
        assert "script:" not in found.content.body_html.lower()
        assert "evil" not in found.content.body_html


PICTURES = (
    '<p><img src="https://evil.test/x.png" alt="x"></p>',
    '<p><img src="data:image/svg+xml,<svg/>" alt="x"></p>',
    '<p><img srcset="https://evil.test/x.png 1x" alt="x"></p>',
    '<picture><source srcset="//evil.test/x.png"><img alt="x"></picture>',
    '<p><img src="/workspace-media/../../keys/signing.pem" alt="x"></p>',
    '<p><img src="/assets/' + "a" * 64 + '.png" alt="x"></p>',
)


@door(37, "pictures from elsewhere, from `data:`, from the disk", REFUSED)
def test_a_picture_from_elsewhere_refuses(city):
    for html in PICTURES:
        found = refused_to_freeze(city, body=paragraph(html))
        assert "evil" not in found.content.body_html


MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


FIELDS = ("title", "summary", "byline", "source", "department", "document_number", "correction")


@door(
    37,
    "markup in a title and in every other plain field",
    HARMLESS,
    "shown as the characters it is made of",
)
def test_markup_in_plain_fields_is_text(city):
    page = acting.save(city.page("other"), "lin", **dict.fromkeys(FIELDS, MARKUP[:60]))
    acting.release(page)
    look = city.begin()
    for address, answer in look.answers.items():
        assert "<script>alert" not in answer.text, address
        assert "<img src=x" not in answer.text, address


@door(37, "`javascript:` in the frame's links, a script in its names, an open redirect", REFUSED)
def test_the_frame_has_no_active_links(city):
    frame = city.page("frame")
    for changes in (
        {"identity_link": "javascript:alert(1)"},
        {"links": [("link", {"title": "x", "page": None, "address": "javascript:alert(1)"})]},
        {"footer_links": [("link", {"title": "x", "page": None, "address": "//evil.test"})]},
        {"redirects": [("redirect", {"source": "/x", "page": None, "address": "data:x"})]},
    ):
        try:
            assert freeze(acting.save(frame, "lin", **changes)).problems, changes
        except ValidationError as error:
            city.refusals.append("; ".join(error.messages))
    with pytest.raises(ValidationError) as refused:
        frozen(city, source_address="javascript:alert(1)")
    city.refusals.append("; ".join(refused.value.messages))


# ── 38 ───────────────────────────────────────────────────────────────────────
HIDDEN = {
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "soft hyphen": "\u00ad",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "tag letter": "\U000e0041",
    "private use": "\ue000",
    "unassigned": "\u0378",
    "control": "\u0007",
    "line separator": "\u2028",
    "variation selector": "\ufe0f",
    "combining grapheme joiner": "\u034f",
    "hangul filler": "\u3164",
    "braille blank": "\u2800",
}


@pytest.mark.parametrize("field", ["title", "summary", "body"])
@door(
    38,
    "characters that are invisible or turn the text round, in title, summary and body",
    REFUSED,
    "freezing names place and character",
)
def test_invisible_characters_refuse(city, field):
    through = []
    for name, character in HIDDEN.items():
        text = f"严禁{character}停车"
        value = paragraph(f"<p>{text}</p>") if field == "body" else text
        found = frozen(city, **{field: value})
        # The sanitiser takes a byte order mark away before anything is frozen.
        signed = found.content.encoded.decode()
        if not found.problems and character in signed:
            through.append(name)
    assert through == []
    refused_to_freeze(city, **{field: value})


@door(38, "invisible characters in a file's name, an alternative text, a caption", REFUSED)
def test_invisible_characters_beside_the_text_refuse(city):
    picture = image("plain")
    value = {"image": picture, "alt": "图\u202e", "decorative": False, "caption": ""}
    refused_to_freeze(city, body=[("picture", value)])
    value = {"image": picture, "alt": "图", "decorative": False, "caption": "\u200b说明"}
    refused_to_freeze(city, body=[("picture", value)])
    # An upload's name is cleaned; this one was changed on the server.
    file = document("report")
    file.file.name = _renamed(file, "report\u202efdp.pdf")
    file.save()
    refused_to_freeze(city, body=[("attachment", {"document": file, "title": "附件"})])


@door(
    38, "text that Unicode writes in two ways", HARMLESS, "frozen in one form, shown in that form"
)
def test_text_is_frozen_in_one_form(city):
    assert frozen(city, title="Cafe\u0301").content.title == "Caf\u00e9"


# ── 39 ───────────────────────────────────────────────────────────────────────
def _zip(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return data.getvalue()


def _office(**parts):
    return _zip(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **parts})


def _stream(text):
    packed = zlib.compress(text)
    return (
        b"%PDF-1.5\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        + str(len(packed)).encode()
        + b">>stream\n"
        + packed
        + b"\nendstream endobj\n%%EOF"
    )


LIARS = {
    "html.pdf": b"<html><script>alert(1)</script></html>",
    "page.html": b"<html></html>",
    "picture.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "feed.xml": b"<?xml version='1.0'?><a/>",
    "archive.zip": _zip(a="x"),
    "archive.docx": _zip(a="x"),
    "program.exe": b"MZ" + bytes(200),
    "script.pdf": pdf("/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
    "hidden.pdf": pdf("/OpenAction<</S/J#61vaScript/#4a#53(app.alert(1))>>"),
    "launch.pdf": pdf("/A<</S/Launch/F(cmd.exe)>>"),
    "embedded.pdf": pdf("/Names<</EmbeddedFiles 2 0 R>>/Type/EmbeddedFile"),
    "packed.pdf": _stream(b"2 0 <</S/JavaScript/JS(app.alert(1))>>"),
    "macro.docx": _office(**{"word/vbaProject.bin": "x"}),
    "embedded.docx": _office(**{"word/embeddings/oleObject1.bin": "x"}),
    "bomb.docx": _office(**{"word/media/a": b"0" * (20 * 1024 * 1024)}) + b"",
    "picture.pdf": b"\x89PNG\r\n\x1a\n" + bytes(64),
}


@door(
    39,
    "attachments that lie about their kind, act when they are opened, or are archives",
    REFUSED,
    "recognised from their bytes; freezing names the file",
)
def test_files_that_lie_or_act_are_refused(city):
    through = []
    for name, data in LIARS.items():
        if name == "bomb.docx":
            continue
        file = document("x", data)
        file.file.name = _renamed(file, name)
        file.save()
        body = [("attachment", {"document": file, "title": "附件"})]
        if not frozen(city, body=body).problems:
            through.append(name)
    assert through == []
    refused_to_freeze(city, body=body)


def _renamed(file, name):
    storage = file.file.storage
    with file.file.open("rb") as opened:
        return storage.save(f"documents/{name}", opened)


@door(39, "an office document that unpacks to a gigabyte", REFUSED)
def test_a_bomb_is_refused(city, monkeypatch):
    monkeypatch.setattr("cms.freezing.kinds.MOST_UNPACKED", 10 * 1024 * 1024)
    file = document("x", LIARS["bomb.docx"])
    file.file.name = _renamed(file, "bomb.docx")
    file.save()
    refused_to_freeze(city, body=[("attachment", {"document": file, "title": "附件"})])


@door(39, "a picture of a hundred million pixels, or of two hundred, in a few kilobytes", REFUSED)
@pytest.mark.parametrize("height", [10_001, 20_001])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_bomb_is_refused_at_upload(city, height):
    data = _png(10_000, height)
    browser = city.browser("lin")
    response = browser.post(
        "/admin/images/add/",
        {"title": "bomb", "collection": "1", "file": _named(data, "bomb.png")},
    )
    text = response.content.decode()
    assert response.status_code == 200, "it was taken"
    assert "bomb" in text
    city.refusals.append("the upload form shows why: " + str(response.context["form"].errors))
    assert response.context["form"].errors


FALSE_PICTURES = (
    ("html.png", b"<html><script>alert(1)</script></html>"),
    ("svg.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
)


@door(39, "a picture that is really HTML or SVG, at upload", REFUSED)
def test_a_picture_that_is_none_is_refused_at_upload(city):
    for name, data in FALSE_PICTURES:
        response = city.browser("lin").post(
            "/admin/images/add/", {"title": "x", "collection": "1", "file": _named(data, name)}
        )
        assert response.status_code == 200
        assert response.context["form"].errors, name
        city.refusals.append(str(response.context["form"].errors))


@door(
    39,
    "HTML hidden behind a picture's first bytes",
    HARMLESS,
    "served as a picture, `nosniff`, in a sandbox; renditions are drawn anew",
)
def test_a_picture_with_html_behind_it_stays_a_picture(city):
    data = io.BytesIO()
    Picture.new("RGB", (640, 360), (9, 9, 9)).save(data, "PNG")
    picture = image("plain")
    picture.file.save("mixed.png", _named(data.getvalue() + b"<script>alert(1)</script>", "x.png"))
    value = {"image": picture, "alt": "图", "decorative": False, "caption": ""}
    page = acting.save(city.page("other"), "lin", body=[("picture", value)])
    acting.release(page)
    look = city.begin()
    answers = [a for path, a in look.answers.items() if path.startswith("/assets/")]
    assert any(answer.status == 200 for answer in answers)
    for answer in answers:
        if answer.status == 200:
            assert answer.header("x-content-type-options") == "nosniff"
            assert "sandbox" in answer.header("content-security-policy")
            assert not answer.media_type.startswith(("text/html", "image/svg", "application/xml"))


def _named(data, name):
    return SimpleUploadedFile(name, data)


def _png(width, height):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


# ── Links, files and documents that mislead ──────────────────────────────────
MISLEADING = (
    "https://www.yunхi.test/",
    "https://www.gοv.cn/",
    "https://www.gov.cn@evil.test/",
    "https://www.gov.cn:80@evil.test/",
    "https://xn--80ak6aa92e.com/",
    "https://www。gov。cn.evil.test/",
    "https://ｗｗｗ.gov.cn/",
    "https://www.gov.cn\u2215x.evil.test/",
    "https://user:word@evil.test/",
)


@door(38, "links whose host reads like another one's: letters of other scripts, a name before @",
      REFUSED, "freezing names the link and refuses")  # fmt: skip
def test_a_link_that_misleads_refuses(city):
    for address in MISLEADING:
        found = refused_to_freeze(city, body=paragraph(f'<p><a href="{address}">官网</a></p>'))
        assert "evil" not in found.content.body_html
        assert "xn--" not in found.content.body_html


@door(38, "a misleading link as the source of a reprint, and in the site frame", REFUSED)
def test_a_misleading_link_refuses_in_every_field(city):
    refused_to_freeze(city, source_address="https://www.gov.cn@evil.test/")
    link = {"title": "官网", "page": None, "address": "https://www.gοv.cn/"}
    frame = acting.save(city.page("frame"), "lin", menu=[("link", link)])
    problems = [str(problem) for problem in freeze(frame).problems]
    assert problems
    city.refusals += problems


SMUGGLED = (
    '<p><a href="https://www.gov.cn/" target="_self" ping="https://evil.test/" rel="opener" '
    'id="search" name="q" accesskey="s" tabindex="1" hidden contenteditable download>x</a></p>',
    '<p lang="zh" dir="rtl" class="hidden" data-x="1" slot="x" is="y" itemprop="z">x</p>',
    '<table background="https://evil.test/x.png" width="9999" style="position:fixed">'
    '<tr><td background="//evil.test/" onmouseover="evil()">x</td></tr></table>',
    "<p>x</p><svg><p><style><!--</style><img src=x onerror=evil()>--></style>",
    "<p>x</p><math><mi><mglyph><svg><mtext><style><img src onerror=evil()></style></mtext></svg>",
    "<p>x</p><form><math><mtext></form><form><mglyph><style></math><img src onerror=evil()>",
    "<p>x</p><xmp><img src=x onerror=evil()></xmp><listing>evil()</listing>",
    "<p>x</p><details open ontoggle=evil()><summary>x</summary></details>",
    '<p>x</p><audio src=x onerror=evil()></audio><video poster="javascript:evil()"></video>',
    '<p>x</p><img usemap="#m" src="x"><map name="m"><area href="javascript:evil()"></map>',
    '<p>x</p><dialog open>evil</dialog><slot></slot><portal src="//evil.test"></portal>',
    "<p>x</p><?php evil() ?><%= evil %><![CDATA[<script>evil()</script>]]>",
)


@door(37, "attributes and elements that outlive a cleaning: ping, id, target, maps, mutations",
      HARMLESS)  # fmt: skip
def test_what_outlives_other_cleanings_is_gone(city):
    words = ("ping=", "target=", " id=", "name=", "accesskey", "tabindex", "contenteditable",
             "background", "style", "onmouseover", "onerror", "ontoggle", "usemap", "<area",
             "<dialog", "<audio", "<slot", "<portal", "<xmp", "<?", "cdata", "<svg",
             "<math", "<form", "class=\"hidden", "data-x", "itemprop")  # fmt: skip
    for html in SMUGGLED:
        found = freeze(acting.save(city.page("draft"), "lin", body=paragraph(html)))
        # What was taken for text may say anything; what counts is what is markup.
        clean = "".join(re.findall("<[^>]*>", found.content.body_html.lower()))
        assert [word for word in words if word in clean] == [], clean


NAMES = (
    'x"; filename="evil.html.pdf',
    "../../evil.pdf",
    # PostgreSQL keeps no U+0000 at all, so this is the worst that a title can hold.
    "evil.html\u0001.pdf",
    "evil\r\nSet-Cookie: a=b.pdf",
    "附件<script>evil()</script>.pdf",
    ".htaccess.pdf",
    "CON.pdf",
)


@door(39, "attachments whose names would break out of a header, a folder or a page", HARMLESS,
      "a file goes by its digest; its name is packed into the header")  # fmt: skip
def test_a_name_is_only_a_name(city):
    for number, name in enumerate(NAMES):
        file = document(f"name{number}", pdf(f"name {number}"))
        file.title = name
        file.save()
        body = [("paragraph", RichText("<p>附件</p>")),
                ("attachment", {"document": file, "title": "附件"})]  # fmt: skip
        found = freeze(acting.save(city.page("draft"), "lin", body=body))
        for entry in found.content.assets:
            assert "/" not in entry["name"]
            assert not set(entry["name"]) & set("\r\n\1")
        assert "<script" not in found.content.body_html


def _word(**parts):
    """Give a Word document with these parts besides the necessary ones."""
    data = io.BytesIO()
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    text = (
        '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body>'
        "</w:document>"
    )
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {
            "[Content_Types].xml": types, "word/document.xml": text, **parts,
        }.items():  # fmt: skip
            package.writestr(name, content)
    return data.getvalue()


ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)
DOCUMENTS = {
    "an entity that reads a file": _word(**{"word/document.xml": ENTITY}),
    "a gigabyte in a part": _word(**{"word/x.xml": b" " * 40_000_000}),
    "a program": _word(**{"word/vbaProject.bin": b"x"}),
    "no document": b"PK\x03\x04 not a zip at all",
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "nothing": b"",
    "a page": b"<html><script>alert(1)</script></html>",
}


@door(39, "Word documents that read files, swell, hold programs, or are none", REFUSED)
def test_a_word_document_is_looked_at_first(city):
    page = city.built.pages["draft"]
    for name, data in DOCUMENTS.items():
        file = SimpleUploadedFile("x.docx", data)
        response = city.browser("lin").post(f"/admin/word/into/{page}/", {"file": file})
        text = response.content.decode("utf-8", "replace")
        assert response.status_code in (200, 400, 413, 422), (name, response.status_code)
        assert "root:" not in text
        city.refusals.append(text)
    assert "<script>alert" not in city.refusals[-1]


@door(39, "a Word document whose parts climb out of its folder", HARMLESS,
      "parts are read by name and never unpacked")  # fmt: skip
def test_parts_of_a_document_write_nothing(city, tmp_path):
    data = _word(**{"../../../../evil.html": "evil", "/evil.html": "evil", "word/media/x.png": "x",
                    "word/../../static/evil.js": "evil"})  # fmt: skip
    before = set(city.data.rglob("*evil*"))
    city.browser("lin").post(
        f"/admin/word/into/{city.built.pages['draft']}/",
        {"file": SimpleUploadedFile("x.docx", data)},
    )
    assert set(city.data.rglob("*evil*")) == before
    assert city.get("/evil.html").status == 404
