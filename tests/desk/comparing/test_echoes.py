"""The body of a frame or home page lists its fields: each change is told once, none unseen."""

import random
from dataclasses import replace
from typing import Any

import pytest

from ledger.formats import v1
from tests.desk.comparing.test_page import OLD, lines
from workflow.desk.comparing import page
from workflow.desk.drawing import draw_runs

UID = "00000000-0000-4000-8000-00000000001{}"
NAMES = {UID.format(n): f"第{n}篇" for n in range(4)}
FRAME: dict[str, Any] = {
    "contact": "值班室 0990-5550001",
    "icp_number": "演ICP备00000000号-1",
    "menu": [
        {"title": "政策文件", "address": "/policies/"},
        {"title": "便民服务", "address": "/services/"},
    ],
    "notices": [{"text": "周日停机", "from": "2026-12-01T00:00:00.000000Z"}],
}


def frame(details: dict[str, Any], **fields: Any) -> v1.Content:
    """Freeze a frame as the workspace does: its body lists its fields."""
    menu = "".join(f"<dd>{each['title']} {each['address']}</dd>" for each in details["menu"])
    notices = "".join(f"<p>{each['text']}</p>" for each in details["notices"])
    body = (
        f"<dl><dt>联系方式</dt><dd>{details['contact']}</dd><dt>备案号</dt>"
        f"<dd>{details['icp_number']}</dd><dt>导航</dt>{menu}</dl>{notices}"
    )
    return replace(
        OLD, kind="frame", details=details, body_html=body, text="", links=(), assets=(), **fields
    )


def home(*leads: int, heading: str = "要闻") -> v1.Content:
    """Freeze a home page with some leads and one list."""
    blocks: list[dict[str, Any]] = [{"type": "lead", "page": UID.format(n)} for n in leads]
    blocks.append({"type": "section_list", "heading": heading, "count": 8})
    body = "".join(f'<h2>头条</h2><p><a href="/{n}.html">第{n}篇</a></p>' for n in leads)
    body += f"<h2>{heading}</h2><p>最新 8 条</p>"
    return replace(
        OLD, kind="home", details={"blocks": blocks}, body_html=body, text="", links=(), assets=()
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contact": "值班室 0990-5550002"}, 1),
        ({"icp_number": "演ICP备00000001号-1"}, 1),
        ({"menu": FRAME["menu"][::-1]}, 1),
        ({"menu": FRAME["menu"][:1]}, 1),
        ({"menu": [*FRAME["menu"], {"title": "信件", "address": "/letters/"}]}, 1),
        ({"menu": [{**FRAME["menu"][0], "title": "政策"}, FRAME["menu"][1]]}, 1),
        ({"notices": [{**FRAME["notices"][0], "text": "周六停机"}]}, 1),
        ({"contact": "总机", "notices": []}, 2),
    ],
)
def test_a_change_of_the_frame_is_told_once(changes: dict[str, Any], said: int) -> None:
    result = page.compare(frame(FRAME), frame({**FRAME, **changes}))
    assert len(lines(result)) == said, lines(result)
    assert [change.number for change in result.changes] == list(range(1, said + 1))


def test_what_is_told_elsewhere_keeps_its_mark_and_number_in_the_text() -> None:
    result = page.compare(frame(FRAME), frame({**FRAME, "contact": "值班室 0990-5550002"}))
    (echo,) = result.body.changes
    assert echo.echo
    assert echo.number == result.changes[0].number
    drawn = "".join(draw_runs(entry.runs) for entry in result.body.entries)
    assert "5550002" in drawn.replace("<", " <") or "2</ins>" in drawn
    assert drawn.count("id=") == 0, "the number is an address in the list of fields alone"


def test_pages_in_the_blocks_of_the_home_page_are_called_by_their_titles() -> None:
    for old, new in ((home(0, 1), home(1, 0)), (home(0), home(2)), (home(0), home(0, 3))):
        said = " ".join(lines(page.compare(old, new, NAMES)))
        assert "第" in said
        assert "00000000-0000" not in said


def test_two_pages_of_one_title_are_told_apart() -> None:
    names = dict.fromkeys(NAMES, "同名")
    said = " ".join(lines(page.compare(home(0), home(2), names)))
    assert UID.format(0)[:6] in said


def test_what_no_field_says_is_a_change_of_its_own() -> None:
    """A body that says more than its fields is not believed to be their list."""
    old, new = frame(FRAME), frame({**FRAME, "contact": "总机"})
    more = replace(new, body_html=new.body_html + "<p>夹带的一段话</p>")
    assert len(lines(page.compare(old, more))) == len(lines(page.compare(old, new))) + 1
    only = replace(old, body_html=old.body_html.replace("周日", "周一"))
    assert len(lines(page.compare(old, only))) == 1


def test_an_article_is_told_in_full() -> None:
    """Its body is no list of its fields: what a field says is told again."""
    old = replace(frame(FRAME), kind="article")
    new = replace(frame({**FRAME, "contact": "总机"}), kind="article")
    assert not any(change.echo for change in page.compare(old, new).changes)
    assert len(lines(page.compare(old, new))) == 3


def test_nothing_that_changes_in_a_frame_is_unseen() -> None:
    """Three hundred changes anywhere: one line at the least, and every mark has a number."""
    chance = random.Random(7)
    for _turn in range(300):
        details = {**FRAME, "menu": [dict(each) for each in FRAME["menu"]]}
        for _more in range(chance.randint(1, 3)):
            key = chance.choice(["contact", "icp_number", "title", "address", "drop", "turn"])
            if key in ("contact", "icp_number"):
                details[key] += chance.choice("甲乙丙丁1")
            elif key == "drop" and details["menu"]:
                details["menu"].pop(chance.randrange(len(details["menu"])))
            elif key == "turn":
                details["menu"].insert(0, {"title": chance.choice("甲乙丙"), "address": "/x/"})
            elif details["menu"]:
                details["menu"][0][key] = details["menu"][0].get(key, "") + chance.choice("子丑寅")
        result = page.compare(frame(FRAME), frame(details))
        assert (result.count >= 1) == (details != FRAME), details
        assert all(change.number for change in result.body.changes)
        assert {change.number for change in result.body.changes} <= {
            change.number for change in result.changes
        }
