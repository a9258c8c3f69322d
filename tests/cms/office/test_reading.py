"""What comes of a document: blocks, guesses, and sentences for what could not be kept."""

from datetime import date

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cms.office import document as documents
from cms.office import numbering, structure
from cms.office.document import Document
from tests.cms.office import writing
from tests.cms.office.writing import CONTENT_TYPES, WORDS, changed, notice, png, saved, xml


def read(source: docx.document.Document | bytes) -> Document:
    data = source if isinstance(source, bytes) else saved(source)
    return documents.read(data, "通知.docx")


def words(document: Document) -> list[tuple[str, str]]:
    return [(piece.kind, piece.words) for piece in document.pieces]


def test_a_notice_without_styles_is_understood() -> None:
    document = read(notice())
    said = document.said
    assert said.title == "关于做好2027年度居民医保参保缴费工作的通知"
    assert said.document_number == "云政发〔2026〕31号"
    assert said.issuing_body == "云汐市人民政府"
    assert said.written_on == date(2026, 10, 12)
    assert [(piece.words, piece.level) for _place, piece in document.headings] == [
        ("一、参保对象", 2),
        ("（一）在校学生", 3),
        ("二、缴费标准", 2),
    ]
    table = next(piece for piece in document.pieces if piece.kind == "table")
    assert table.caption == "表1 缴费标准"
    assert table.table["text"].splitlines()[0] == "档次\t金额\t<"
    picture = next(piece for piece in document.pieces if piece.kind == "picture")
    assert picture.caption == "图1 办事大厅"
    assert ("list", "办理材料身份证") in words(document)
    assert document.sentences == []


def test_styles_of_headings_and_the_title_are_believed() -> None:
    source = docx.Document()
    source.add_heading("年度报告", 0)
    source.add_heading("总体情况", 1)
    source.add_paragraph("平稳。")
    source.add_heading("分项", 2)
    source.add_paragraph("良好。")
    document = read(source)
    assert document.said.title == "年度报告"
    kinds = [(piece.kind, piece.words, piece.level) for piece in document.pieces]
    assert kinds == [
        ("heading", "总体情况", 2),
        ("paragraph", "平稳。", 0),
        ("heading", "分项", 3),
        ("paragraph", "良好。", 0),
    ]


def test_a_sentence_that_begins_with_a_number_stays_a_paragraph() -> None:
    source = docx.Document()
    source.add_paragraph("一、各单位要高度重视，认真组织。")
    source.add_paragraph("二、报送时间另行通知，")
    assert [kind for kind, _words in words(read(source))] == ["paragraph", "paragraph"]


def test_footnotes_keep_their_place_and_their_order() -> None:
    source = docx.Document()
    source.add_paragraph("全年增长百分之八。其中工业增长百分之九。")
    document = read(writing.with_notes(saved(source)))
    assert document.pieces[0].html == "全年增长百分之八。其中工业增长百分之九。[^1]"
    assert document.notes == ["以统计公报为准。"]


def test_a_note_in_a_heading_is_written_out() -> None:
    source = docx.Document()
    writing.bold(source, "一、总体情况")
    source.add_paragraph("平稳。")
    document = read(writing.with_notes(saved(source)))
    assert document.pieces[0].words == "一、总体情况（以统计公报为准。）"
    assert document.notes == []


def test_links_are_kept_when_they_lead_somewhere() -> None:
    found = structure.read(
        '<p><a href="https://example.org/a?b=1&amp;c=2">甲</a><a href="javascript:alert(1)">乙</a>'
        '<a href="#_Toc1">丙</a><a href="file:///etc/passwd">丁</a></p>'
    )
    assert found.pieces[0].html == '<a href="https://example.org/a?b=1&amp;c=2">甲</a>乙丙丁'
    assert found.lost == {"links": 1}


def test_nested_lists_stay_nested() -> None:
    found = structure.read("<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>")
    assert found.pieces[0].html == "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>"


def test_numbers_that_word_counts_are_written_out() -> None:
    source = docx.Document()
    for text in ("总则", "附则"):
        paragraph = source.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
        )
    part = source.part.numbering_part.element
    part.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章　"/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    part.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    ))  # fmt: skip
    document = read(source)
    assert words(document) == [("heading", "第一章 总则"), ("heading", "第二章 附则")]
    assert "2 处自动编号写成了文字。" in document.sentences


def test_chinese_numbers() -> None:
    said = {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "100"}
    assert {number: numbering.chinese(number) for number in said} == said


def test_what_cannot_be_kept_is_said() -> None:
    source = docx.Document()
    source.add_paragraph("正文在此，这一段不是标题。")
    xml(
        source,
        '<w:ins w:id="1" w:author="甲"><w:r><w:t>新增。</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="甲"><w:r><w:delText>删去</w:delText></w:r></w:del>',
    )
    xml(source, "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")
    xml(
        source,
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    )
    outer = source.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "外"
    outer.cell(0, 1).add_table(rows=1, cols=2).cell(0, 0).text = "内"
    source.sections[0].header.paragraphs[0].text = "内部资料"
    document = read(source)
    text = "".join(piece.words for piece in document.pieces)
    assert "新增。" in text
    assert "删去" not in text
    assert "框里的话" in text
    for sentence in (
        "1 个公式没有带入。请作为图片插入，并写明替代文字。",
        "2 处修订按“接受修订”处理。请核对是否为定稿。",
        "1 个文本框的文字已放进正文，请核对位置。",
        "1 个套在表格里的表格改成了文字。",
        "1 处页眉页脚的文字没有带入。",
    ):
        assert sentence in document.sentences


def test_a_picture_that_browsers_do_not_show_is_left_out_and_said() -> None:
    source = docx.Document()
    source.add_paragraph("正文在此，这一段不是标题。")
    source.add_picture(png())

    def change(parts: dict[str, bytes]) -> None:
        name = next(each for each in parts if each.startswith("word/media/"))
        parts[name.replace(".png", ".emf")] = b"\x01\x00\x00\x00" + b"\x00" * 100
        del parts[name]
        parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
            b".png", b".emf"
        )
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(
            b'Extension="png" ContentType="image/png"', b'Extension="emf" ContentType="image/x-emf"'
        )

    document = read(changed(saved(source), change))
    assert [piece.kind for piece in document.pieces] == ["paragraph"]
    assert document.sentences == ["1 张图片没有带入（Word 自绘图 EMF）。请另存为 PNG 后自行插入。"]


def test_a_broken_picture_is_left_out_and_said() -> None:
    source = docx.Document()
    source.add_paragraph("正文在此，这一段不是标题。")
    source.add_picture(png())

    def change(parts: dict[str, bytes]) -> None:
        name = next(each for each in parts if each.startswith("word/media/"))
        parts[name] = parts[name][:60]

    document = read(changed(saved(source), change))
    assert document.sentences == ["1 张图片无法打开或者过大，没有带入。"]


def test_a_picture_elsewhere_is_not_fetched() -> None:
    source = docx.Document()
    source.add_paragraph("正文在此，这一段不是标题。")
    source.add_picture(png())

    def change(parts: dict[str, bytes]) -> None:
        rels = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = rels.replace(
            b'Target="media/image1.png"', b'Target="http://example.org/a.png" TargetMode="External"'
        )
        parts[WORDS] = parts[WORDS].replace(b"r:embed=", b"r:link=")

    document = read(changed(saved(source), change))
    assert "1 张图片只是链接到别处，没有取用。" in document.sentences
    assert document.pictures == []


def test_invisible_characters_do_not_come_in() -> None:
    source = docx.Document()
    source.add_paragraph("汐\u200b湾\u202e大桥，今日通车。")
    assert words(read(source)) == [("paragraph", "汐湾大桥，今日通车。")]
