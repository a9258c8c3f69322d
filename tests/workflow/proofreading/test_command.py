"""`manage.py proofread`: what it prints, what it says of a bad line, how it ends."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command


def run(path: Path, *arguments: str) -> tuple[list[str], list[str], int]:
    out, err = StringIO(), StringIO()
    try:
        call_command("proofread", str(path), *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return out.getvalue().splitlines(), err.getvalue().splitlines(), int(str(end.code))
    return out.getvalue().splitlines(), err.getvalue().splitlines(), 0


def written(path: Path, *lines: str | bytes) -> Path:
    file = path / "articles.jsonl"
    file.write_bytes(b"\n".join(x.encode() if isinstance(x, str) else x for x in lines) + b"\n")
    return file


def line(text: str, **context: object) -> str:
    return json.dumps({"id": text[:2], "input": text, "context": context}, ensure_ascii=False)


def test_it_prints_each_finding_with_its_place_and_what_would_be_right(tmp_path: Path) -> None:
    out, err, code = run(written(tmp_path, line("市攻府开会。"), line("新桥通车。")))
    assert out == ["市攻\terror\tTYPO\t1–3\t“攻府” → “政府”\t“攻府”应为“政府”。"]
    assert (err, code) == ([], 1)


def test_it_ends_well_when_there_is_no_error(tmp_path: Path) -> None:
    assert run(written(tmp_path, line("新桥通车。"), "")) == ([], [], 0)


def test_as_json_it_says_what_to_leave_out_and_what_only_a_person_can_tell(tmp_path: Path) -> None:
    texts = (line("附件：1.申报表。"), line("请于4月31日报送。"), line("无事。"))
    out, _err, _code = run(written(tmp_path, *texts), "--json")
    attached, dated, clean = (json.loads(each)["findings"] for each in out)
    assert (attached[0]["span"], attached[0]["suggestion"]) == ("。", "")
    assert (dated[0]["rule"], dated[0]["suggestion"]) == ("DATE_INVALID", None)
    assert clean == []


def test_a_context_is_believed(tmp_path: Path) -> None:
    texts = (
        line("向国土资源部申报。", date="2025-01-10"),
        line("向国土资源部申报。", date="2012-01-10"),
        line("具体见附件3。", attachments=2),
        line("转载。", kind="reprint", source=""),
    )
    out, _err, _code = run(written(tmp_path, *texts))
    assert [each.split("\t")[2] for each in out] == [
        "ORG_OLD_NAME", "ATTACH_REF_MISSING", "SOURCE_MISSING",
    ]  # fmt: skip


def test_tags_are_read_as_a_body_and_not_as_words(tmp_path: Path) -> None:
    out, _err, _code = run(written(tmp_path, line('<p>会场<img src="a.png" title="甲,乙"></p>')))
    assert [each.split("\t")[2] for each in out] == ["A11Y_ALT"]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("no json", "Line 2 cannot be read: not JSON."),
        ("[1]", 'Line 2 cannot be read: no object with a text "input".'),
        ('{"input": 3}', 'Line 2 cannot be read: no object with a text "input".'),
        (b"\xff\xfe", "Line 2 cannot be read: not UTF-8."),
        ("[" * 100_000, "Line 2 cannot be read: not JSON."),
        (
            line("甲", date="soon"),
            "Line 2 cannot be read: context: date: 'soon' is not an ISO date.",
        ),
        ('{"input": "甲", "context": 3}', 'Line 2 cannot be read: "context" is not an object.'),
        (
            '{"input": "甲", "context": {"attachments": "two"}}',
            "Line 2 cannot be read: context: attachments: 'two' is not a number.",
        ),
        (b"x" * 10_000_001, "Line 2 cannot be read: longer than 10 MB; divide the text."),
        (b"x" * 25_000_000, "Line 2 cannot be read: longer than 10 MB; divide the text."),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_run_goes_on(
    tmp_path: Path, bad: str | bytes, says: str
) -> None:
    out, err, code = run(written(tmp_path, line("市攻府。"), bad, line("县攻府。")))
    assert [each.split("\t")[0] for each in out] == ["市攻", "县攻"]
    assert err == [says]
    assert code == 2
