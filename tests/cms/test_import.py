"""Drafts of another system: one bad line costs nothing but itself."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.freeze import freeze
from cms.importing.body import blocks
from cms.pages.article import ArticlePage
from tests.cms.test_freezing import PDF
from tests.support.town import Town


def run(folder: Path, *lines: object, person: str = "no-lin") -> tuple[str, str]:
    """Import lines, give what was reported."""
    file = folder / "drafts.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text(text, "utf-8")
    out, errors = io.StringIO(), io.StringIO()
    call_command("import_drafts", str(file), "--as", person, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def line(key: str = "1", **more: object) -> dict[str, object]:
    """Give a good line."""
    return {"id": key, "title": f"第{key}篇", "section": "/yaowen/", "body": "<p>正文</p>", **more}


def test_a_good_line_becomes_a_draft_its_importer_answers_for(town: Town, tmp_path: Path) -> None:
    run(tmp_path, line(date="2026-11-02", source="新华社", document_number="汐政发〔2026〕1号"))
    page = ArticlePage.objects.get()
    assert str(page.written_on) == "2026-11-02"
    assert list(page.review.contributions.values_list("person_name", "act")) == [
        ("林晓", "imported")
    ]
    assert not page.live
    assert freeze(page).problems == ()


def test_a_second_run_makes_no_doubles(town: Town, tmp_path: Path) -> None:
    run(tmp_path, line("1"), line("2"))
    out, _errors = run(tmp_path, line("1"), line("2"), line("3"))
    assert ArticlePage.objects.count() == 3
    assert "导入 1 篇，以前已导入 2 篇，未导入 0 篇" in out


def test_bad_lines_are_reported_and_the_others_come_in(town: Town, tmp_path: Path) -> None:
    out, errors = run(
        tmp_path,
        "{not json",
        line("2", section="/nowhere/"),
        line("3", title=""),
        line("4", date="昨天"),
        line("5", attachments=["../secret.pdf"]),
        line("6", attachments=["absent.pdf"]),
        line("7"),
    )
    assert [page.title for page in ArticlePage.objects.all()] == ["第7篇"]
    for number, words in ((1, "JSON"), (2, "/nowhere/"), (3, "title"), (4, "昨天")):
        assert any(f"第 {number} 行" in one and words in one for one in errors.splitlines())
    assert "导入 1 篇，以前已导入 0 篇，未导入 6 篇" in out


def test_an_attachment_comes_along(town: Town, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    run(tmp_path, line(attachments=[{"path": "a.pdf", "title": "附件一"}]))
    content = freeze(ArticlePage.objects.get()).content
    assert [entry["use"] for entry in content.assets] == ["attachment"]
    assert "附件一" in content.text


def test_an_attachment_that_lies_leaves_its_line_out(town: Town, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"<html>")
    _out, errors = run(tmp_path, line(attachments=["a.pdf"]))
    assert "a.pdf" in errors
    assert not ArticlePage.objects.exists()


def test_nobody_imports_without_an_appointment(town: Town, tmp_path: Path) -> None:
    _out, errors = run(tmp_path, line(), person="no-zhou")
    assert "周敏没有在栏目" in errors
    assert not ArticlePage.objects.exists()


def test_an_unknown_person_imports_nothing(town: Town, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有工号"):
        run(tmp_path, line(), person="nobody")


def test_html_becomes_blocks_and_nothing_active_comes_in() -> None:
    html = (
        "<h2>一</h2><p onclick=x>甲<b>乙</b></p><p>丙<script>1</script></p>"
        "<table><tr><th>年</th><th>数</th></tr><tr><td rowspan=2>甲</td><td>1</td></tr>"
        "<tr><td>2</td></tr></table><ul><li>丁</li></ul>"
        '<p><a href="javascript:x">戊</a><a href="https://a.example/">己</a></p>'
    )
    found = blocks(html, lambda path, alt, caption: None)
    assert [kind for kind, _value in found] == ["heading", "paragraph", "table", "paragraph"]
    assert found[1][1] == "<p>甲<b>乙</b></p><p>丙</p>"
    assert found[2][1]["text"] == "年\t数\n甲\t1\n^\t2"
    assert found[3][1] == '<ul><li>丁</li></ul><p>戊<a href="https://a.example/">己</a></p>'


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("title", 255),
        ("summary", 500),
        ("source", 100),
        ("byline", 100),
        ("department", 100),
        ("document_number", 60),
    ],
)
def test_what_is_too_long_is_refused_and_never_cut(
    town: Town, tmp_path: Path, field: str, most: int
) -> None:
    out, errors = run(
        tmp_path, line("1", **{field: "桥" * (most + 1)}), line("2", **{field: "桥" * most})
    )
    assert f"有 {most + 1} 个字符，最多 {most} 个" in errors
    assert getattr(ArticlePage.objects.get(), field) == "桥" * most
    assert "导入 1 篇，以前已导入 0 篇，未导入 1 篇" in out


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("文字 <b>x</b>", "<p>文字 <b>x</b></p>"),
        ("<b>甲</b>乙<a href='https://a.example/'>丙</a>", None),
        ("甲<br>乙", "<p>甲</p><p>乙</p>"),
        ("<div>甲<i>乙</i></div>丙", "<p>甲<i>乙</i></p><p>丙</p>"),
        ("<span><p>甲</p>乙</span>", "<p>甲</p><p>乙</p>"),
        ("<p>甲</p> <b> </b> ", "<p>甲</p>"),
        ("3 < 5，且 5<x 也可以", "<p>3 &lt; 5，且 5&lt;x 也可以</p>"),
        ("<p>a <b and c</p><p>乙</p>", "<p>a &lt;b and c</p><p>乙</p>"),
        ("甲 <!-- 没有结束", "<p>甲 &lt;!-- 没有结束</p>"),
        ("甲<!-- 注 -->乙", "<p>甲乙</p>"),
        ("<p title='a>b' class=\"c<d\">甲</p>", "<p>甲</p>"),
        ("<", "<p>&lt;</p>"),
    ],
)
def test_loose_words_are_kept_as_they_were_written(html: str, expected: str | None) -> None:
    found = blocks(html, lambda path, alt, caption: None)
    wanted = expected or '<p><b>甲</b>乙<a href="https://a.example/">丙</a></p>'
    assert found == [("paragraph", wanted)]


def test_a_heading_too_long_for_one_is_kept_as_a_paragraph() -> None:
    words = "桥" * 121
    assert blocks(f"<h2>{words}</h2>", lambda path, alt, caption: None) == [
        ("paragraph", f"<p><b>{words}</b></p>")
    ]
