"""The home page: its blocks, and how they stand beside each other."""

from typing import Any

from tests import evidence
from tests.evidence import uid
from tests.portal.caller import Caller
from tests.portal.test_policies import document
from tests.portal.test_topics import TEA, topic
from tests.portal.town import NEWS, POLICY, Town, article, frame, home

LIST: dict[str, Any] = {"type": "section_list", "section": NEWS, "heading": "要闻", "count": 3}


def test_what_leads_is_not_said_again_beside_it(town: Town, call: Caller) -> None:
    items = [article(f"第{n}条") for n in range(1, 6)]
    town.release(*items, home({"type": "lead", "page": items[4].page}, LIST))
    text = call("/").text
    assert text.count(f'href="{items[4].address}"') == 1
    assert [f"第{n}条" in text for n in (4, 3, 2, 1)] == [True, True, True, False]


def test_events_lead_to_three_things_each(town: Town, call: Caller) -> None:
    links = [{"title": f"事项{n}", "address": f"/news/?{n}"} for n in range(1, 6)]
    town.release(
        home({"type": "events", "heading": "办事", "entries": [{"word": "出生", "links": links}]})
    )
    text = call("/").text
    assert "<h3>出生</h3>" in text
    assert [f">事项{n}</a>" in text for n in range(1, 5)] == [True, True, True, False]


def test_topics_are_cards_that_go_when_the_topic_goes(town: Town, call: Caller) -> None:
    town.release(topic(), home({"type": "topics", "topics": [TEA, uid("nobody"), NEWS]}))
    text = call("/").text
    assert text.count('<article class="topic-card') == 1
    assert "topic-card--a topic--forest" in text
    town.withdraw(TEA)
    assert "topic-card" not in call("/").text


def test_documents_are_listed_with_their_numbers(town: Town, call: Caller) -> None:
    town.release(document(), home({"type": "section_list", "section": POLICY, "count": 3}))
    text = call("/").text
    assert 'class="list list--docs' in text
    assert "云政发〔2026〕18号" in text


def test_a_list_of_its_own_shows_the_sections_below(town: Town, call: Caller) -> None:
    town.release(home(LIST))
    assert '<a href="/news/top/">要闻</a>' in call("/").text.partition("<main")[2]


def test_an_advertisement_stands_beside_the_last_list(town: Town, call: Caller) -> None:
    picture = evidence.asset(b"advertisement", "ad.png")
    address = f"/assets/{str(picture['digest']).removeprefix('sha256:')}.png"
    each = {
        "address": address,
        "alt": "水滴",
        "width": 16,
        "height": 9,
        "target": "",
        "title": "水",
    }
    content = evidence.replace(frame(advertisements=[each]), assets=(picture,))
    town.release(content, home(LIST))
    text = call("/").text
    assert '<section class="wide"' in text
    assert '<aside class="narrow psa"' in text


def test_blocks_of_kinds_nobody_knows_are_left_out(town: Town, call: Caller) -> None:
    town.release(home({"type": "carousel"}, {"type": "events", "entries": "x"}, LIST))  # type: ignore[arg-type]
    assert call("/").status == 200


def test_departments_are_named_where_there_is_room(town: Town, call: Caller) -> None:
    details = {**article("甲").details}
    items = [
        article(name, details={**details, "department": f"市{name}局"}) for name in ("水利", "教育")
    ]
    lead = article("头条")
    town.release(*items, lead, home({"type": "lead", "page": lead.page}, LIST))
    assert "市水利局" not in call("/").text.partition("<main")[2]
    town.release(home(LIST))
    assert "市水利局" in call("/").text.partition("<main")[2]
