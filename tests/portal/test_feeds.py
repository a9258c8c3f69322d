"""Feeds and maps for machines."""

import xml.etree.ElementTree as ElementTree

from portal import keys
from tests import evidence
from tests.portal.caller import Caller
from tests.portal.town import POLICY, Town, article

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class TestAFeed:
    def test_is_valid_atom(self, town: Town, call: Caller) -> None:
        town.release(article("甲 & 乙", summary="<b>"), article("丙", lineage=(POLICY,)))
        reply = call("/feed.xml")
        assert reply.headers["Content-Type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(reply.body)
        for name in ("id", "title", "updated", "author/" + ATOM + "name"):
            assert feed.findtext(ATOM + name), name
        assert feed.find(f'{ATOM}link[@rel="self"]') is not None
        entries = feed.findall(ATOM + "entry")
        assert [entry.findtext(ATOM + "title") for entry in entries] == ["丙", "甲 & 乙"]
        for entry in entries:
            for name in ("id", "updated", "published", "summary"):
                assert entry.findtext(ATOM + name), name
            assert entry.find(ATOM + "link") is not None
        ids = [entry.findtext(ATOM + "id") for entry in entries]
        assert len(set(ids)) == len(ids)

    def test_of_a_section_holds_what_its_list_holds(self, town: Town, call: Caller) -> None:
        town.release(article("甲"), article("丙", lineage=(POLICY,)))
        text = call("/policy/feed.xml").text
        assert "丙" in text
        assert "甲" not in text

    def test_lets_go_of_what_was_withdrawn(self, town: Town, call: Caller) -> None:
        town.release(article("甲"))
        assert "甲" in call("/feed.xml").text
        town.withdraw(evidence.uid("甲"))
        assert "甲" not in call("/feed.xml").text

    def test_is_linked_from_its_page(self, town: Town, call: Caller) -> None:
        assert 'type="application/atom+xml" href="/news/feed.xml"' in call("/news/").text


class TestTheSitemap:
    def test_names_every_public_address(self, town: Town, call: Caller) -> None:
        town.release(article("甲"), article("乙"))
        town.withdraw(evidence.uid("乙"))
        index = ElementTree.fromstring(call("/sitemap.xml").body)
        assert len(index.findall(f"{MAP}sitemap/{MAP}loc")) == 1
        part = ElementTree.fromstring(call("/sitemap-1.xml").body)
        found = {place.text.split("8000")[-1] for place in part.iter(f"{MAP}loc")}
        assert found == {"/", "/news/", "/news/top/", "/policy/", article("甲").address}
        assert call("/sitemap-2.xml").status == 404

    def test_grows_by_parts_of_fixed_places(self) -> None:
        assert keys.part_number(keys.MAP_PART) == 1
        assert keys.part_number(keys.MAP_PART + 1) == 2


class TestRobots:
    def test_are_told_where_the_map_is(self, town: Town, call: Caller) -> None:
        text = call("/robots.txt").text
        assert "Sitemap: http" in text
        assert "Disallow: /search/" in text

    def test_are_kept_out_of_a_site_in_preparation(self, db: None, call: Caller) -> None:
        assert "Disallow: /\n" in call("/robots.txt").text
