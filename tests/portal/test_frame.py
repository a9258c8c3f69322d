"""The frame around every page: notices and grey with their times, banner, links."""

from datetime import datetime
from typing import Any

import pytest
from freezegun import freeze_time

from portal import follow
from portal.frame import Frame, turning_points
from tests import evidence
from tests.portal.caller import Caller
from tests.portal.town import FRAME_DETAILS, Town, frame, open_town

NINE, TEN, NOON = (f"2026-12-01T{hour}:00:00.000000Z" for hour in ("09", "10", "12"))


@pytest.mark.parametrize(
    ("begin", "end", "hour", "shown"),
    [
        ("", "", 8, True),
        (TEN, "", 9, False),
        (TEN, "", 10, True),
        ("", TEN, 9, True),
        ("", TEN, 10, False),
        (TEN, NOON, 11, True),
        (TEN, NOON, 12, False),
        ("tomorrow", "", 11, False),
        ("", "never", 11, False),
    ],
)
def test_a_notice_is_shown_from_its_first_moment_until_before_its_last(
    begin: str, end: str, hour: int, shown: bool
) -> None:
    details = {"notices": [{"text": "停水", "address": "", "from": begin, "until": end}]}
    now = datetime.fromisoformat(f"2026-12-01T{hour:02}:30:00+00:00").replace(minute=0)
    assert bool(Frame(details, now).notices) is shown


def test_the_old_single_notice_counts_as_one() -> None:
    details = {"notice": "停电", "notices": [{"text": "停水", "address": "/a/"}]}
    texts = [
        (each.text, each.address)
        for each in Frame(details, evidence.at("2026-12-01 08:00")).notices
    ]
    assert texts == [("停电", ""), ("停水", "/a/")]


def test_a_notice_that_is_announced_again_is_another_one_to_those_who_closed_it() -> None:
    def key(**words: str) -> str:
        return (
            Frame({"notices": [{"text": "停水", **words}]}, evidence.at("2026-12-01 09:30"))
            .notices[0]
            .key
        )

    assert key() == key()
    assert len({key(), key(text="停电"), key(**{"from": NINE}), key(address="/a/")}) == 4


@pytest.mark.parametrize("nonsense", [None, "停水", [1, None, "x"], {"text": "x"}, [{"text": 5}]])
def test_nonsense_is_no_notice_and_no_error(nonsense: Any) -> None:
    details = {"notices": nonsense, "banner": nonsense, "advertisements": nonsense}
    around = Frame(details, evidence.at("2026-12-01 08:00"))
    assert [each.text for each in around.notices] in ([], ["5"])
    assert around.banner is None
    assert around.advertisements == []
    assert turning_points(details) == []


def test_the_clock_brings_and_takes_what_the_frame_has_scheduled(db: None) -> None:
    with freeze_time("2026-12-01 08:00:00") as clock:
        town: Town = open_town()
        call = Caller()
        town.release(
            frame(
                notice="",
                notices=[{"text": "十点起停水", "address": "", "from": TEN, "until": NOON}],
                mourning_from=NINE,
                mourning_until=TEN,
            )
        )
        seen = []
        for hour in (8, 9, 10, 12):
            clock.move_to(f"2026-12-01 {hour:02}:00:01")
            follow.due()
            follow.store.follow()
            text = call("/").text
            seen.append(("十点起停水" in text, 'class="mourning"' in text))
    assert seen == [(False, False), (False, True), (True, False), (False, False)]


def test_every_page_has_what_the_footer_must_say(town: Town, call: Caller) -> None:
    for address in ("/", "/news/", "/nothing/", "/search/"):
        text = call(address).text
        for name in ("site_code", "icp_number", "police_number", "sponsor", "organiser"):
            assert FRAME_DETAILS[name] in text, (address, name)
        assert FRAME_DETAILS["identity_link"] in text
        assert FRAME_DETAILS["error_link"] in text


def test_groups_of_links_stand_in_the_footer(town: Town, call: Caller) -> None:
    links = [{"title": "中国政府网", "address": "https://www.gov.cn/"}]
    town.release(frame(link_groups=[{"heading": "上级政府", "links": links}]))
    text = call("/news/").text
    assert ">上级政府</h2>" in text
    assert '<a href="https://www.gov.cn/">中国政府网</a>' in text


def test_banner_and_advertisements_stand_on_the_home_page_alone(town: Town, call: Caller) -> None:
    picture = evidence.asset(b"banner", "banner.png")
    address = f"/assets/{str(picture['digest']).removeprefix('sha256:')}.png"
    named = {"address": address, "alt": "江", "width": 1600, "height": 300}
    content = frame(banner=named, advertisements=[{**named, "target": "", "title": "一滴水"}])
    town.release(evidence.replace(content, assets=(picture,)))
    home = call("/").text
    assert home.count(address) == 2
    assert "一滴水" in home
    assert address not in call("/news/").text
    assert call(address).status == 200


def menu_of(count: int) -> list[dict[str, str]]:
    """Give a menu with so many entries."""
    return [{"title": f"栏目{n}", "address": f"/{n}/"} for n in range(1, count + 1)]


def test_a_thumb_bar_leads_to_the_entries_it_has_no_room_for(town: Town, call: Caller) -> None:
    town.release(frame(menu=menu_of(5)))
    assert "更多" not in call("/news/").text.partition("</nav>")[0]
    town.release(frame(menu=menu_of(8)))
    bar = call("/news/").text.partition('class="site-nav"')[2].partition("</nav>")[0]
    assert [bar.count(f">栏目{n}</a>") for n in range(1, 9)] == [1, 1, 1, 2, 2, 2, 2, 2]
    assert "<summary>更多</summary>" in bar
