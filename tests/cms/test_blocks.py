"""What each block prints, what the sanitiser lets through, and what is refused with a sentence."""

import re
import time

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import pasted, table
from cms.blocks.body import BodyBlock
from cms.freeze import Frozen, freeze
from cms.pages.section import SectionPage
from tests.cms.conftest import document, draft, picture
from tests.support.videos import CAPTIONS, mp4


def frozen(office: SectionPage, *body: tuple[str, object]) -> Frozen:
    """Freeze an item with these blocks."""
    return freeze(draft(office, body=list(body)), bundle=[office.review.uid])


def said(found: Frozen) -> str:
    """Give the sentences that stand in the way."""
    return " | ".join(map(str, found.problems))


def shown(alt: str = "大桥", **fields: object) -> dict[str, object]:
    """Describe a picture of a gallery."""
    return {"image": picture(), "alt": alt, "decorative": False, "caption": "", **fields}


def paragraph(html: str) -> tuple[str, object]:
    """Write a paragraph."""
    return ("paragraph", html)


# ── Galleries ───────────────────────────────────────────────────────────────
def test_a_gallery_prints_its_pictures_beside_each_other(office: SectionPage) -> None:
    found = frozen(office, ("gallery", [shown("桥头", caption="林晓 摄"), shown("桥尾")]))
    assert found.problems == ()
    body = found.content.body_html
    assert body.startswith('<div class="gallery"><figure class="image"><img')
    assert body.count("<figure") == 2
    assert "<figcaption>林晓 摄</figcaption>" in body
    assert 'alt="桥头"' in body
    assert {entry["use"] for entry in found.content.assets} == {"picture"}


def test_every_picture_of_a_gallery_has_a_text(office: SectionPage) -> None:
    assert "没有替代文字" in said(frozen(office, ("gallery", [shown(), shown("")])))
    assert frozen(office, ("gallery", [shown("", decorative=True)])).problems == ()


def test_three_hundred_pictures_are_refused_in_one_sentence_and_in_time(
    office: SectionPage,
) -> None:
    one = shown()
    block = BodyBlock().child_blocks["gallery"]
    with pytest.raises(ListBlockValidationError) as refused:
        block.clean(block.normalize([one] * 300))
    assert "300 张图片，最多 60 张" in str(refused.value.as_json_data())
    begun = time.perf_counter()
    found = frozen(office, ("gallery", [one] * 300))
    assert time.perf_counter() - begun < 5
    assert "300 张图片，最多 60 张" in said(found)


def test_a_page_full_of_pictures_is_refused(office: SectionPage) -> None:
    one = shown()
    found = frozen(office, *[("gallery", [one] * 60)] * 2, ("picture", one))
    assert "共有 121 张图片，最多 120 张" in said(found)


def test_an_empty_gallery_and_a_deleted_picture_are_refused(office: SectionPage) -> None:
    assert "图集里没有图片" in said(frozen(office, ("gallery", [])))
    gone = shown()
    page = draft(office, body=[("gallery", [gone])])
    gone["image"].delete()
    assert "缺少一张图片" in said(freeze(page))


# ── Videos ──────────────────────────────────────────────────────────────────
def clip(data: bytes | None = None, **fields: object) -> tuple[str, object]:
    """Describe a video with poster and captions."""
    return (
        "video",
        {
            "video": document(mp4() if data is None else data, "clip.mp4"),
            "poster": picture("poster.png", (640, 360)),
            "captions": document(CAPTIONS, "clip.vtt"),
            "silent": False,
            "title": "汐湾大桥通车",
            "caption": "市融媒体中心",
            **fields,
        },
    )


def test_a_video_prints_poster_captions_and_their_words(office: SectionPage) -> None:
    found = frozen(office, clip())
    assert found.problems == ()
    extensions = {"image/png": "png", "video/mp4": "mp4", "text/vtt": "vtt"}
    names = {
        entry["media_type"]: f"/assets/{entry['digest'][7:]}.{extensions[entry['media_type']]}"
        for entry in found.content.assets
    }
    uses = {entry["media_type"]: entry["use"] for entry in found.content.assets}
    assert uses == {"image/png": "picture", "video/mp4": "attachment", "text/vtt": "attachment"}
    body = found.content.body_html
    for part in (
        '<figure class="video"><video',
        'controls=""',
        'preload="none"',
        f'poster="{names["image/png"]}"',
        'width="640"',
        f'src="{names["video/mp4"]}"',
        'type="video/mp4"',
        'kind="captions"',
        'srclang="zh"',
        f'src="{names["text/vtt"]}"',
        "<figcaption>汐湾大桥通车<br>市融媒体中心</figcaption>",
        "汐湾大桥今天通车。<br>全长两千米，双向六车道 &amp; 人行道。",
    ):
        assert part in body
    assert "autoplay" not in body
    assert "汐湾大桥今天通车。" in found.content.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"captions": None}, "没有字幕"),
        ({"captions": None, "silent": True}, ""),
        ({"poster": None}, "没有封面图片"),
        ({"video": None}, "缺少一个视频"),
    ],
)
def test_a_video_has_captions_and_a_poster(
    office: SectionPage, fields: dict[str, object], sentence: str
) -> None:
    found = frozen(office, clip(**fields))
    assert (sentence in said(found)) if sentence else (found.problems == ())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"this is no video", "已损坏"),
        (mp4(coding=b"hvc1"), "编码是 hvc1"),
        (mp4()[:-9], "没有上传完整"),
    ],
)
def test_a_video_that_is_none_is_refused_by_form_and_freezing(
    office: SectionPage, data: bytes, sentence: str
) -> None:
    kind, value = clip(data)
    assert sentence in said(frozen(office, (kind, value)))
    block = BodyBlock().child_blocks["video"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(value))
    assert sentence in str(refused.value.as_json_data())


def test_captions_that_are_none_are_refused_by_form_and_freezing(office: SectionPage) -> None:
    kind, value = clip(captions=document(b"1\n00:00:01,000 --> 00:00:02,000\nx", "clip.srt"))
    assert "不是字幕文件" in said(frozen(office, (kind, value)))
    block = BodyBlock().child_blocks["video"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(value))
    assert "不是字幕文件" in str(refused.value.as_json_data())


def test_another_document_is_not_taken_for_captions(office: SectionPage) -> None:
    pdf = document(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n", "a.pdf")
    assert "不是字幕文件" in said(frozen(office, clip(captions=pdf)))


# ── Folded parts ────────────────────────────────────────────────────────────
def test_a_folded_part_prints_a_line_and_what_unfolds(office: SectionPage) -> None:
    found = frozen(office, ("details", {"summary": "怎么申请？", "text": "<p>带身份证。</p>"}))
    assert found.problems == ()
    assert (
        found.content.body_html
        == "<details><summary>怎么申请？</summary><p>带身份证。</p></details>"
    )
    assert found.content.text == "怎么申请？\n带身份证。"


def test_a_folded_part_is_not_empty(office: SectionPage) -> None:
    sentences = said(frozen(office, ("details", {"summary": " ", "text": ""})))
    assert "没有标题行" in sentences
    assert "是空的" in sentences


def test_a_link_in_a_folded_part_is_looked_at(office: SectionPage) -> None:
    value = {"summary": "甲", "text": '<p><a href="javascript:alert(1)">点</a></p>'}
    assert "点" in said(frozen(office, ("details", value)))


# ── Footnotes ───────────────────────────────────────────────────────────────
def test_a_mark_leads_to_its_note(office: SectionPage) -> None:
    found = frozen(
        office, paragraph("<p>共十座[^1]，三座在建[^2]。</p>"), ("footnotes", ["甲", "乙<"])
    )
    assert found.problems == ()
    assert found.content.body_html == (
        '<p>共十座<sup><a href="#fn1">1</a></sup>，三座在建<sup><a href="#fn2">2</a></sup>。</p>\n'
        '<section class="footnotes"><ol><li id="fn1">甲</li><li id="fn2">乙&lt;</li></ol></section>'
    )


@pytest.mark.parametrize(
    ("text", "notes", "sentence"),
    [
        ("桥[^1]。", [["甲", "乙"]], "没有一处正文提到第 2 条"),
        ("桥[^1][^3]。", [["甲"]], "正文提到注释 [^3]"),
        ("桥[^1]。", [], "正文提到注释 [^1]"),
        ("桥[^1]。", [["甲"], ["乙"]], "两个注释列表"),
        ("桥[^0]。", [], "正文提到注释 [^0]"),
    ],
)
def test_marks_and_notes_find_each_other(
    office: SectionPage, text: str, notes: list[list[str]], sentence: str
) -> None:
    lists = [("footnotes", each) for each in notes]
    assert sentence in said(frozen(office, paragraph(f"<p>{text}</p>"), *lists))


def test_a_mark_inside_a_link_stays_as_it_was_typed(office: SectionPage) -> None:
    link = '<p><a href="https://example.test/[^1]">见[^1]</a></p>'
    body = frozen(office, paragraph(link)).content.body_html
    assert "<sup>" not in body
    assert body.count("<a ") == 1


def test_a_link_to_a_place_that_is_not_there_is_refused(office: SectionPage) -> None:
    found = frozen(office, paragraph('<p><a href="#fn9">见注</a></p>'))
    assert "链接“见注”指向文中一个不存在的位置" in said(found)
    both = [("heading", {"text": "一", "level": "2"}), paragraph('<p><a href="#s1">上</a></p>')]
    assert frozen(office, *both).problems == ()


# ── What the sanitiser lets through ─────────────────────────────────────────
@pytest.mark.parametrize(
    "html",
    [
        "<p>桥</p><video autoplay loop muted onplay=x() src=/x.mp4></video>",
        '<p>桥</p><video><source src="https://evil.test/x.mp4"></video>',
        '<p>桥</p><video poster="https://evil.test/x.png"></video>',
        '<p>桥</p><video><track src="//evil.test/x.vtt"></video>',
        "<p>桥</p><details open ontoggle=alert(1)><summary onclick=x()>甲</summary>乙</details>",
        '<p>桥</p><section class="footnotes evil" id=x style=color:red>甲</section>',
        '<p>桥</p><div class="gallery evil" id="login">甲</div>',
        '<p>桥</p><audio src="/x.mp3" autoplay></audio><embed src=x><object data=x></object>',
        '<p>桥</p><iframe srcdoc="<script>1</script>"></iframe><base href=//evil.test>',
        "<p>桥</p><form action=//evil.test><input name=a><button>发</button></form>",
        '<p>桥</p><li id="fn1">甲</li><p id="s1">乙</p>',
    ],
)
def test_nothing_else_gets_in(office: SectionPage, html: str) -> None:
    body = frozen(office, paragraph(html)).content.body_html
    for never in (
        "autoplay", "loop", "muted", "evil", " on", "open", "style", "<audio", "<embed", "<object",
        "<iframe", "<base", "<form", "<input", "<button", "login", ' id="',
    ):  # fmt: skip
        assert never not in body, body
    assert "<p>桥</p>" in body


def test_a_video_from_elsewhere_is_a_problem(office: SectionPage) -> None:
    found = frozen(office, paragraph('<video><source src="https://evil.test/x.mp4"></video>'))
    assert "evil.test" in said(found)
    assert "缺少一个视频" in said(found)


def test_a_number_that_is_no_document_is_a_problem(office: SectionPage) -> None:
    html = '<video><source src="urn:cms:video:99999"><track src="urn:cms:captions:99999"></video>'
    assert "不存在" in said(frozen(office, paragraph(html)))


# ── Tables ──────────────────────────────────────────────────────────────────
def test_numbers_stand_on_the_right(office: SectionPage) -> None:
    text = "项目\t金额\n道路\t1,234.5\n合计\t-12%\n桥\t约10"
    value = {"caption": "", "header": "row", "text": text}
    body = frozen(office, ("table", value)).content.body_html
    assert re.findall(r'<td class="num">([^<]*)', body) == ["1,234.5", "-12%"]
    assert '<th scope="col">金额' in body
    value["text"] = "项目\t金额\n道路\t1,234.5\n合计\t^"
    body = frozen(office, ("table", value)).content.body_html
    assert re.findall(r'<th class="num" scope="col">([^<]*)', body) == ["金额"]


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ("甲\t乙\n1\t2", "甲\t乙\n1\t2"),
        ('甲\t"两行\n的格"\n1\t2', "甲\t两行 的格\n1\t2"),
        ('"他说""好""。"\t乙', '他说"好"。\t乙'),
        ('"一网通办"改革\t乙', '"一网通办"改革\t乙'),
        ('"一网通办"\t乙', '"一网通办"\t乙'),
        (
            "<html><style>td{}</style><table><tr><td colspan=2>甲<td>乙<tr><td>1<td>2<td>3</table>",
            "甲\t<\t乙\n1\t2\t3",
        ),
        ("<table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table>", "甲\t乙\n^\t丙"),
        ("a < b\t<tablet>", "a < b\t<tablet>"),
        ("<table>", ""),
    ],
)
def test_a_table_is_taken_as_it_was_pasted(given: str, lines: str) -> None:
    assert pasted.lines(given) == lines


def test_pasted_html_becomes_cells_in_the_form() -> None:
    block = BodyBlock().child_blocks["table"]
    html = "<table><tr><td>甲<td>乙</table>"
    value = block.clean(block.to_python({"caption": "", "header": "row", "text": html}))
    assert value["text"] == "甲\t乙"


def test_a_table_without_cells_or_with_too_many_is_refused(office: SectionPage) -> None:
    assert table.problems([]) == ["表格里没有内容。请粘贴表格，或者删除这一块。"]
    many = "\n".join("\t".join("1" * 60) for _row in range(100))
    begun = time.perf_counter()
    found = frozen(office, ("table", {"caption": "", "header": "row", "text": many}))
    assert "共有 6000 格" in said(found)
    assert time.perf_counter() - begun < 5
    block = BodyBlock().child_blocks["table"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"caption": "", "header": "row", "text": many}))
