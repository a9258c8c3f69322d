"""A topic: its own banner and colour, what leads it, its groups, and all that names it."""

from typing import Any

import pytest

from ledger.formats import v1
from portal.topics import COLOURS
from tests import evidence
from tests.evidence import uid
from tests.portal.caller import Caller
from tests.portal.town import NEWS, Town, article, section

TEA = uid("tea")


def topic(**changes: Any) -> v1.Content:
    """Give the topic 茶山里的共富路 under 新闻."""
    details = {
        "slug": "tea", "description": "三年记录。", "keywords": "茶", "parent": "", "order": 0,
        "colour": "forest", "banner": None, "groups": [], "archived_on": "",
        **changes.pop("details", {}),
    }  # fmt: skip
    fields: dict[str, Any] = {
        "kind": "topic", "address": "/topics/tea/", "title": "茶山里的共富路", "lineage": (NEWS,),
        "body_html": "<p>茶园改造三年。</p>", "text": "茶园改造三年。", "details": details,
    }  # fmt: skip
    return evidence.content("tea", **{**fields, **changes})


def test_a_topic_shows_lead_groups_and_what_else_names_it(town: Town, call: Caller) -> None:
    named = [article(name) for name in ("甲", "乙")]
    besides = article("丙", topics=(TEA,))
    groups = [{"heading": "现场", "items": [item.page for item in named]}]
    town.release(*named, topic(details={"groups": groups}), besides)
    text = call("/topics/tea/").text
    assert "<p>茶园改造三年。</p>" in text
    order = [text.index(word) for word in (">现场</h2>", ">甲</a>", ">乙</a>", ">丙</a>")]
    assert order == sorted(order)


def test_an_item_of_a_group_is_not_listed_again(town: Town, call: Caller) -> None:
    item = article("甲", topics=(TEA,))
    town.release(item, topic(details={"groups": [{"heading": "现场", "items": [item.page]}]}))
    assert call("/topics/tea/").text.count(item.address) == 1


@pytest.mark.parametrize("colour", COLOURS)
def test_a_topic_has_the_colour_it_names(town: Town, call: Caller, colour: str) -> None:
    town.release(topic(details={"colour": colour}))
    assert f'<body class="topic topic--{colour}">' in call("/topics/tea/").text


def test_a_colour_that_is_none_of_ours_never_reaches_the_page(town: Town, call: Caller) -> None:
    town.release(topic(details={"colour": 'red" onload="alert(1)'}))
    text = call("/topics/tea/").text
    assert "onload" not in text
    assert '<body class="topic topic--teal">' in text


def test_an_archived_topic_says_since_when(town: Town, call: Caller) -> None:
    town.release(topic(details={"archived_on": "2026-08-31"}))
    text = call("/topics/tea/").text
    assert "已归档" in text
    assert "2026年8月31日起不再更新" in text


def test_a_group_names_only_what_is_public(town: Town, call: Caller) -> None:
    gone = article("撤下的报道")
    town.release(gone, topic(details={"groups": [{"heading": "现场", "items": [gone.page]}]}))
    assert "撤下的报道" in call("/topics/tea/").text
    town.withdraw(gone.page)
    text = call("/topics/tea/").text
    assert "撤下的报道" not in text
    assert ">现场</h2>" not in text


def test_a_banner_is_a_picture_of_the_topic_and_of_nobody_else(town: Town, call: Caller) -> None:
    banner = evidence.asset(b"banner", "banner.png", alt="茶垄")
    address = f"/assets/{str(banner['digest']).removeprefix('sha256:')}.png"
    named = {"address": address, "alt": "茶垄", "width": 1600, "height": 480}
    town.release(topic(assets=(banner,), details={"banner": named}))
    assert f'<img src="{address}" alt="茶垄" width="1600" height="480"' in call("/topics/tea/").text
    assert call(address).status == 200
    town.release(topic(assets=(banner,), details={"banner": {**named, "address": "//evil/x.png"}}))
    assert "evil" not in call("/topics/tea/").text


def test_a_topic_has_an_archive_and_a_feed_like_a_section(town: Town, call: Caller) -> None:
    town.release(topic(), *(article(f"第{n}条", topics=(TEA,)) for n in range(1, 43)))
    assert 'href="/topics/tea/list-1.html"' in call("/topics/tea/").text
    archived = call("/topics/tea/list-1.html")
    assert archived.status == 200
    assert ">第1条</a>" in archived.text
    assert "第42条" in call("/topics/tea/feed.xml").text


def test_a_new_item_removes_the_topic_and_no_item_page(town: Town, call: Caller) -> None:
    old = article("旧", topics=(TEA,))
    town.release(topic(), old)
    for address in ("/topics/tea/", old.address):
        call(address)
    asked = call.django
    town.release(article("新", topics=(TEA,)))
    assert "新" in call("/topics/tea/").text
    assert call.django == asked + 1
    call(old.address)
    assert call.django == asked + 1


def test_an_item_says_which_topics_it_belongs_to(town: Town, call: Caller) -> None:
    item = article("甲", topics=(TEA,))
    town.release(topic(), item)
    assert 'href="/topics/tea/">茶山里的共富路</a>' in call(item.address).text


def test_a_topic_stands_in_the_list_of_its_section(town: Town, call: Caller) -> None:
    town.release(section("topics", "专题", "/topics/"), topic(lineage=(uid("section:topics"),)))
    assert 'href="/topics/tea/">茶山里的共富路</a>' in call("/topics/").text
