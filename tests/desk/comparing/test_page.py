"""The whole of two contents: fields of every kind, files, and what follows from what."""

import random
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from ledger.formats import v1
from workflow.desk.comparing import page, summary
from workflow.desk.comparing.page import PageComparison

UID = "00000000-0000-4000-8000-00000000000{}"
DETAILS: dict[str, Any] = {
    "byline": "本报记者",
    "document_number": "云政发〔2025〕3号",
    "written_on": "2025-11-02",
    "reprint": False,
    "banner": None,
    "validity": "valid",
    "menu": [
        {"title": "要闻", "address": "/yaowen/"},
        {"title": "公开", "address": "/gongkai/"},
        {"title": "服务", "address": "/fuwu/"},
    ],
    "groups": [
        {"heading": "最新动态", "items": [UID.format(3), UID.format(4)]},
        {"heading": "政策文件", "items": [UID.format(5)]},
    ],
    "blocks": [
        {"type": "lead", "page": UID.format(3)},
        {"type": "events", "heading": "办事", "entries": [{"word": "生育", "links": []}]},
    ],
    "notices": [
        {"text": "系统维护", "address": "", "from": "2026-12-01T00:00:00.000000Z", "until": ""}
    ],
}


def asset(digit: str, **fields: Any) -> dict[str, Any]:
    """Give a file of a content."""
    plain = {
        "digest": "sha256:" + digit * 64,
        "size": 24_000,
        "media_type": "application/pdf",
        "name": "登记表.pdf",
        "alt": "",
        "use": "attachment",
    }
    return {**plain, **fields}


OLD = v1.Content(
    page=UID.format(1),
    kind="article",
    address="/a/202611/1.html",
    language="zh-Hans",
    title="关于医保缴费的通知（2026年度）",
    summary="缴费标准为380元。",
    lineage=(UID.format(2),),
    sections=(UID.format(2),),
    topics=(),
    details=DETAILS,
    body_html="<p>正文一段。</p>"
    f'<p class="attachment"><a href="/assets/{"a" * 64}.pdf">登记表</a></p>',
    text="正文一段。\n登记表",
    assets=(asset("a"),),
    links=(),
    live_from=None,
    live_until=None,
    pinned_until=None,
    correction="",
)


def changed(**fields: Any) -> v1.Content:
    """Give the content with other fields; `details` are added to those there are."""
    details = {**DETAILS, **fields.pop("details", {})}
    return replace(OLD, details=details, **fields)


def lines(result: PageComparison) -> list[str]:
    """Give the lines of the list, ▲ before those that weigh."""
    with translation.override("zh-hans"):
        found = (summary.line(change) for change in result.changes)
        return [f"{'▲' * line.weighty}{line.label} {line.words}" for line in found]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"title": "关于居民基本医疗保险缴费的通知（2027年度）"},
            ["▲标题 医保 → 居民基本医疗保险；2026年 → 2027年"],
        ),
        ({"summary": "缴费标准为400元。"}, ["▲摘要 缴费标准为 380元 → 400元"]),
        ({"summary": ""}, ["▲摘要 缴费标准为380元。 → （空）"]),
        ({"correction": "更正一处日期。"}, ["更正说明 （空） → 更正一处日期。"]),
        ({"live_from": "2026-12-01T01:00:00.000000Z"}, ["▲公开起始时间 （空） → 2026-12-01 09:00"]),
        (
            {"pinned_until": "2026-12-05T01:00:00.000000Z"},
            ["▲置顶截止时间 （空） → 2026-12-05 09:00"],
        ),
        ({"address": "/a/202611/2.html"}, ["▲网址 /a/202611/1.html → /a/202611/2.html"]),
        ({"topics": (UID.format(7),)}, ["专题 （空） → 00000000-0000-4000-8000-0"]),
        (
            {"details": {"document_number": "云政发〔2026〕3号"}},
            ["▲发文字号 云政发〔2025〕3号 → 云政发〔2026〕3号"],
        ),
        ({"details": {"written_on": "2026-11-02"}}, ["▲成文日期 2025-11-02 → 2026-11-02"]),
        ({"details": {"reprint": True}}, ["转载 false → true"]),
        (
            {"details": {"menu": [{"title": "首页", "address": "/"}, *DETAILS["menu"]]}},
            ["▲导航 “标题: 首页；网址: /”"],
        ),
        ({"details": {"menu": DETAILS["menu"][:2]}}, ["▲导航 “标题: 服务；网址: /fuwu/”"]),
        (
            {"details": {"menu": [{**DETAILS["menu"][0], "title": "新闻"}, *DETAILS["menu"][1:]]}},
            ["标题 要闻 → 新闻"],
        ),
    ],
)
def test_a_changed_field_is_told_in_one_line(fields: dict[str, Any], said: list[str]) -> None:
    """By its name, with what weighs marked."""
    found = lines(page.compare(OLD, changed(**fields)))
    assert len(found) == len(said)
    for line, wanted in zip(found, said, strict=True):
        assert line.startswith(wanted)


def test_a_moved_entry_of_a_menu_is_one_change() -> None:
    """Not three changed titles and three changed addresses."""
    menu = [DETAILS["menu"][i] for i in (1, 2, 0)]
    found = page.compare(OLD, changed(details={"menu": menu})).fields
    assert [(each.fate, each.key, each.old) for each in found] == [("moved", "details.menu.3", 1)]


def test_sections_are_called_by_their_titles() -> None:
    """A bare uid says nothing to a reviewer."""
    names = {UID.format(2): "通知公告", UID.format(8): "政策解读"}
    result = page.compare(OLD, changed(sections=(UID.format(8),)), names)
    assert "政策解读" in " ".join(lines(result))
    assert "通知公告" in " ".join(lines(result))


def test_an_attachment_is_told_once_with_its_words() -> None:
    """The link in the text and the file behind it are one change."""
    new = changed(body_html=OLD.body_html.replace("a" * 64, "b" * 64), assets=(asset("b"),))
    result = page.compare(OLD, new)
    assert lines(result) == ["▲附件 “登记表” 已更换"]
    assert result.files == []
    assert set(result.assets) == {"a" * 64, "b" * 64}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (asset("a", name="申请表.pdf"), "▲附件 “申请表.pdf” 已更换"),
        (asset("a", size=1), "▲附件 “登记表.pdf” 已更换"),
        (asset("a", alt="样张"), "▲附件 “登记表.pdf” 已更换"),
        (asset("a", media_type="application/msword"), "▲附件 “登记表.pdf” 已更换"),
    ],
)
def test_a_file_that_is_described_otherwise_is_a_change(file: dict[str, Any], said: str) -> None:
    """Also when the words that lead to it did not change."""
    assert lines(page.compare(OLD, changed(assets=(file,)))) == [said]


def test_a_file_that_nothing_names_is_a_change_of_its_own() -> None:
    """Smuggled in beside the text."""
    result = page.compare(OLD, changed(assets=(asset("a"), asset("c", name="别的.pdf"))))
    assert lines(result) == ["▲附件 “别的.pdf” 增加"]


def test_the_plain_text_is_told_only_when_it_does_not_follow_from_the_body() -> None:
    """Search finds by the text; it may not say anything else than the page."""
    body = OLD.body_html.replace("一段", "两段")
    assert len(page.compare(OLD, changed(body_html=body, text="正文两段。\n登记表")).changes) == 1
    assert len(page.compare(OLD, changed(body_html=body, text="别的正文。\n登记表")).changes) == 2


def test_addresses_are_told_only_when_the_body_does_not_name_them() -> None:
    """The list of own pages follows from the links of the text."""
    body = OLD.body_html.replace("一段", '一<a href="/b/1.html">段</a>')
    assert len(page.compare(OLD, changed(body_html=body, links=("/b/1.html",))).changes) == 1
    assert len(page.compare(OLD, changed(body_html=body, links=("/c/9.html",))).changes) == 2


@pytest.mark.parametrize("empty", ["", [], {}, False, 0])
def test_two_kinds_of_nothing_are_not_the_same(empty: object) -> None:
    """None, an empty text and an empty list are three things in what is signed."""
    assert page.compare(OLD, changed(details={"banner": empty})).count == 1


def test_whatever_changes_in_a_content_is_seen() -> None:
    """Three hundred random changes of random leaves: none unseen."""
    chance = random.Random(20261125)
    for attempt in range(300):
        document = OLD.document()
        place, key = chance.choice(list(_places(document)))
        place[key] = _other(place[key], chance)
        document.pop("format")
        try:
            new = v1.Content(**document)
        except ValueError:  # not a content any more
            continue
        if new.digest != OLD.digest:
            result = page.compare(OLD, new)
            assert result.changes, (attempt, key)
            assert result.unexplained is None, (attempt, key)
            assert [line for line in lines(result) if line.strip()], (attempt, key)


def _places(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, dict):
        found = [(value, key) for key in value if key not in {"format"}]
    else:
        found = [(value, place) for place in range(len(value))]
    for _holder, key in list(found):
        if isinstance(value[key], (dict, list)) and value[key]:
            found += _places(value[key])
    return found


def _other(value: Any, chance: random.Random) -> Any:
    """Give another value in place of one: changed, emptied, grown, shuffled, of another kind."""
    if isinstance(value, list):
        kind = chance.randrange(4)
        if kind == 0 or not value:
            return [*value, "新" if not value else value[0]]
        if kind == 1:
            return value[1:]
        if kind == 2:
            return chance.sample(value, len(value))
        return []
    if isinstance(value, dict):
        return {**value, chance.choice([*value, "new"]): "别"} if value else {"new": "别"}
    if isinstance(value, bool) or value is None:
        return chance.choice([True, False, None, "", "别"])
    if isinstance(value, int):
        return value + 1
    return chance.choice([f"{value}别", value[1:], "", "别", f" {value}"])
