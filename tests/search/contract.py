"""What every engine must do. A test class of an engine inherits `EngineContract`."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from search.engine import MAX_PER_PAGE, MAX_TEXTS, Engine
from search.filters import FACETS, Filters
from search.query import Query, parse
from search.record import SearchRecord
from search.results import Results
from tests.search.documents import FILES, NEWS, NOW, OPEN, SERVICE, corpus, record

BAD_INPUT = (
    "",
    " ",
    '"',
    '""',
    "-",
    "- -",
    "*",
    "AND",
    "OR OR OR",
    "NOT 税",
    "NEAR(税 法, 2)",
    "title:税",
    "{title body}: 税",
    "税 AND (",
    '税" OR "1',
    "税'; DROP TABLE search_embedded_document; --",
    "^税",
    "税*",
    "税 + 法",
    "\\",
    "%s %d %(a)s ?",
    "\x00\x01\x02",
    "税\x00法",
    "\ud800税",
    "😀",
    "😀税👨‍👩‍👧",
    "税\u202e法\u200b",
    "e\u0301" * 50,
    "税" * 10_000,
    "税 " * 10_000,
    "a" * 10_000,
    '"' * 10_000,
    "-" * 10_000,
    "(" * 10_000,
    "1" * 10_000,
    "〔2023〕" * 2_000,
    "𠮷野家",
    "٣٤٥",
    "<script>alert(1)</script>",
)


def uids(results: Results) -> list[str]:
    """Give the uids of a page, in order."""
    return [hit.uid for hit in results.hits]


def register() -> list[SearchRecord]:
    """Give twelve notices that differ in everything that is counted."""
    return [
        record(
            f"r{n}",
            title=f"通知{n}",
            sections=(OPEN, FILES) if n % 3 else (NEWS,),
            topics=("flood",) if n % 2 == 0 else ("school",),
            kind="policy" if n % 2 == 0 else "article",
            department=("民政局", "水务局", "教育局")[n % 3],
            document_kind=("通知", "意见")[n % 4 // 2],
            issuing_body=("市政府", "市政府办公室")[n % 2],
            subject=("防汛", "教育", "财政")[n % 3],
            validity=("valid", "", "repealed", "")[n % 4],
            media=("video", "attachment") if n in (0, 3, 6) else ("attachment",) if n > 9 else (),
            written_on=date(2025, 1, 1 + n) if n % 2 == 0 else None,
            date=datetime(2024 + n % 2, 3, 1 + n, tzinfo=UTC),
        )
        for n in range(12)
    ]


class EngineContract:
    """The contract of `search.engine.Engine`; a subclass provides the fixture `engine`."""

    def find(self, engine: Engine, text: str, **asked: object) -> list[str]:
        """Search and give the uids."""
        return uids(engine.search(parse(text), **({"now": NOW} | asked)))  # type: ignore[arg-type]

    def test_what_was_put_is_found(self, engine: Engine) -> None:
        engine.put([record("a", title="结婚登记", sequence=7)])
        results = engine.search(parse("登记"), now=NOW)
        assert [(hit.uid, hit.sequence) for hit in results.hits] == [("a", 7)]
        assert results.total == results.exact == 1
        assert results.elapsed > 0

    @pytest.mark.parametrize(
        "field",
        [
            "title",
            "body",
            "summary",
            "document_number",
            "source",
            "department",
            "attachments",
            "attachment_text",
            "issuing_body",
            "subject",
        ],
    )
    def test_every_text_of_a_record_is_searched(self, engine: Engine, field: str) -> None:
        engine.put([record("a", **{field: ("防汛.pdf",) if field == "attachments" else "防汛"})])
        assert self.find(engine, "防汛") == ["a"]

    def test_a_new_release_replaces_the_text(self, engine: Engine) -> None:
        engine.put([record("a", sequence=1, body="停水")])
        engine.put([record("a", sequence=2, body="停电")])
        assert self.find(engine, "停水") == []
        assert self.find(engine, "停电") == ["a"]
        health = engine.health()
        assert (health.ok, health.documents) == (True, 1)

    def test_an_older_release_never_replaces_a_newer_one(self, engine: Engine) -> None:
        engine.put([record("a", sequence=2, body="停电")])
        engine.put([record("a", sequence=1, body="停水")])
        assert self.find(engine, "停电") == ["a"]
        assert self.find(engine, "停水") == []

    def test_the_same_release_twice_changes_nothing(self, engine: Engine) -> None:
        for _ in range(2):
            engine.put([record("a"), record("a")])
        assert self.find(engine, "标题") == ["a"]
        assert engine.health().documents == 1

    def test_a_later_first_release_moves_an_item(self, engine: Engine) -> None:
        moved = datetime(2026, 1, 1, tzinfo=UTC)
        engine.put([record("a"), record("b", date=datetime(2025, 6, 1, tzinfo=UTC))])
        engine.put([record("a", sequence=2, date=moved)])
        assert self.find(engine, "标题", order="date") == ["a", "b"]

    def test_what_was_removed_is_gone(self, engine: Engine) -> None:
        engine.put([record("a"), record("b")])
        engine.remove(["a", "nobody"])
        assert self.find(engine, "标题") == ["b"]
        engine.put([record("a")])
        assert sorted(self.find(engine, "标题")) == ["a", "b"]

    def test_an_item_is_found_from_its_beginning_until_its_end(self, engine: Engine) -> None:
        end = NOW + timedelta(days=1)
        engine.put([record("a", live_from=NOW, live_until=end)])
        tick = timedelta(microseconds=1)
        for moment, found in ((NOW - tick, 0), (NOW, 1), (end - tick, 1), (end, 0)):
            results = engine.search(parse("标题"), now=moment)
            assert len(results.hits) == results.total == found
            assert sum(results.facets.years.values()) == found
            assert len(engine.suggest("标", now=moment)) == found

    def test_a_related_item_is_public_too(self, engine: Engine) -> None:
        engine.put([record("a", body="居住证办理流程", live_from=NOW + timedelta(days=1))])
        assert self.find(engine, "如何办理居住证") == []

    def test_a_section_holds_what_is_below_it(self, engine: Engine) -> None:
        engine.put(corpus())
        everything = engine.search(parse("市"), now=NOW, per_page=100)
        for section in (OPEN, FILES, NEWS):
            within = engine.search(
                parse("市"), now=NOW, filters=Filters(section=section), per_page=100
            )
            assert within.total == len(within.hits) == everything.facets.sections[section]
            assert within.facets.sections == everything.facets.sections
        assert everything.facets.sections[OPEN] > everything.facets.sections[FILES]

    def test_a_year_is_counted_whatever_year_was_chosen(self, engine: Engine) -> None:
        engine.put(corpus())
        everything = engine.search(parse("市"), now=NOW, per_page=100)
        since, until = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
        within = engine.search(
            parse("市"), now=NOW, filters=Filters(since=since, until=until), per_page=100
        )
        assert within.total == len(within.hits) == everything.facets.years[2025]
        assert within.facets.years == everything.facets.years

    def test_a_year_is_that_of_the_sites_time_zone(self, engine: Engine) -> None:
        engine.put([record("a", date=datetime(2024, 12, 31, 16, 0, tzinfo=UTC))])
        assert engine.search(parse("标题"), now=NOW).facets.years == {2025: 1}

    def test_since_is_inclusive_and_until_exclusive(self, engine: Engine) -> None:
        moment = datetime(2025, 1, 1, tzinfo=UTC)
        engine.put([record("a", date=moment)])
        assert self.find(engine, "标题", filters=Filters(since=moment)) == ["a"]
        assert self.find(engine, "标题", filters=Filters(until=moment)) == []

    def test_pages_hold_every_hit_once(self, engine: Engine) -> None:
        count = 137
        start = datetime(2020, 1, 1, tzinfo=UTC)
        engine.put(
            record(f"u{n}", title=f"停水公告{n}", date=start + timedelta(days=n // 3))
            for n in range(count)
        )
        for order in ("relevance", "date"):
            for text in ("停水公告", "停"):
                for per_page in (7, 40, 100):
                    seen = [
                        uid
                        for page in range(1, count // per_page + 3)
                        for uid in self.find(
                            engine, text, order=order, page=page, per_page=per_page
                        )
                    ]
                    assert len(seen) == len(set(seen)) == count, (order, text, per_page)

    def test_by_date_the_newest_comes_first(self, engine: Engine) -> None:
        engine.put(corpus())
        dates = {item.uid: item.date for item in corpus()}
        results = engine.search(parse("公告"), now=NOW, order="date")
        exact = [dates[uid] for uid in uids(results)[: results.exact]]
        assert exact == sorted(exact, reverse=True)

    def test_few_items_with_one_character_come_newest_first_too(self, engine: Engine) -> None:
        new, old = datetime(2025, 5, 1, tzinfo=UTC), datetime(2020, 5, 1, tzinfo=UTC)
        engine.put([record("old", title="税", body="税", date=old)])
        engine.put([record("new", body="很长的文字里说到一次契税", date=new)])
        assert self.find(engine, "税") == ["new", "old"]

    def test_many_items_of_one_moment_are_all_kept(self, engine: Engine) -> None:
        engine.put(record(f"u{n}") for n in range(2_000))
        assert engine.search(parse("标题"), now=NOW).total == 2_000

    def test_pages_of_related_items_add_up_too(self, engine: Engine) -> None:
        engine.put(corpus())
        query = parse("怎么办理居住证需要什么材料")
        total = engine.search(query, now=NOW).total
        seen = [
            uid
            for page in range(1, total + 2)
            for uid in uids(engine.search(query, now=NOW, page=page, per_page=2))
        ]
        assert len(seen) == len(set(seen)) == total > 0

    def test_facets_of_the_chosen_section_equal_the_total(self, engine: Engine) -> None:
        engine.put(corpus())
        results = engine.search(parse("怎么办理居住证"), now=NOW, filters=Filters(section=SERVICE))
        assert results.facets.sections[SERVICE] == results.total > 0

    @pytest.mark.parametrize("name", FACETS)
    def test_a_filter_lets_through_what_was_counted_and_counts_the_rest_as_before(
        self, engine: Engine, name: str
    ) -> None:
        engine.put(register())
        everything = engine.search(parse("通知"), now=NOW, per_page=100)
        assert everything.total == 12
        assert len(everything.facets.by(name)) > 1
        for value, count in everything.facets.by(name).items():
            chosen = Filters(**{name: int(value) if name == "year" else value})
            within = engine.search(parse("通知"), now=NOW, filters=chosen, per_page=100)
            assert within.total == len(within.hits) == within.exact == count
            assert within.facets.by(name) == everything.facets.by(name)

    def test_two_filters_hold_together(self, engine: Engine) -> None:
        engine.put(register())
        both = engine.search(
            parse("通知"), now=NOW, filters=Filters(topic="flood", media="video"), per_page=100
        )
        assert set(uids(both)) == {"r0", "r6"}
        assert both.facets.topics == {"flood": 2, "school": 1}
        assert both.facets.media == {"video": 2, "attachment": 3}
        assert both.facets.validities == {"valid": 1, "repealed": 1}

    def test_values_that_nobody_wrote_are_not_counted(self, engine: Engine) -> None:
        engine.put([record("a")])
        facets = engine.search(parse("标题"), now=NOW).facets
        assert facets.kinds == {"article": 1}
        for name in ("topic", "department", "media", "validity"):
            assert facets.by(name) == {}

    def test_a_filter_nobody_has_finds_nothing(self, engine: Engine) -> None:
        engine.put(register())
        for name in set(FACETS) - {"year"}:
            chosen = Filters(**{name: "'; DROP TABLE --"})
            assert engine.search(parse("通知"), now=NOW, filters=chosen).total == 0
        assert engine.search(parse("通知"), now=NOW, filters=Filters(year=1950)).total == 0

    def test_the_day_of_writing_narrows_both_ways(self, engine: Engine) -> None:
        engine.put(register())

        def written(**days: date) -> set[str]:
            results = engine.search(parse("通知"), now=NOW, filters=Filters(**days), per_page=100)
            assert results.total == len(results.hits)
            return set(uids(results))

        assert written(written_since=date(2025, 1, 11)) == {"r10"}
        assert written(written_until=date(2025, 1, 3)) == {"r0", "r2"}
        assert written(written_since=date(2025, 1, 3), written_until=date(2025, 1, 5)) == {
            "r2",
            "r4",
        }

    def test_without_words_a_filter_finds_all_that_it_lets_through(self, engine: Engine) -> None:
        engine.put(register())
        results = engine.search(Query(""), now=NOW, filters=Filters(kind="policy"), per_page=3)
        assert uids(results) == ["r10", "r8", "r6"]
        assert results.total == results.exact == 6
        assert results.facets.validities == {"valid": 3, "repealed": 3}
        rest = engine.search(Query(""), now=NOW, filters=Filters(kind="policy"), per_page=3, page=2)
        assert uids(rest) == ["r4", "r2", "r0"]
        assert engine.search(Query(""), now=NOW).total == 0
        assert engine.search(parse("-通知"), now=NOW, filters=Filters(kind="policy")).total == 0

    def test_a_new_release_is_counted_anew(self, engine: Engine) -> None:
        engine.put([record("a", department="甲局")])
        engine.put([record("a", sequence=2, department="乙局")])
        assert engine.search(parse("标题"), now=NOW).facets.departments == {"乙局": 1}

    def test_a_word_is_found_in_each_of_its_ways(self, engine: Engine) -> None:
        engine.put(
            [
                record("full", body="个人所得税汇算清缴"),
                record("short", body="个税汇算"),
                record("half", body="个人所得"),
            ]
        )
        query = Query("个税", ("个税",), synonyms=(("个税", (("个人", "所得税"),)),))
        results = engine.search(query, now=NOW)
        assert set(uids(results)[:2]) == {"full", "short"}
        assert results.exact == 2

    def test_texts_are_counted_where_they_stand(self, engine: Engine) -> None:
        tomorrow = NOW + timedelta(days=1)
        engine.put(
            [
                record("a", title="住房公积金"),
                record("b", body="公积金"),
                record("c", title="公积金", live_from=tomorrow),
                record("d", attachment_text="附件里的话"),
            ]
        )
        asked = ["公积金", "住房", "公基金", "", "！", "附件里", *map(str, range(2 * MAX_TEXTS))]
        assert dict(engine.holding(asked, now=NOW)) == {"公积金": 2, "住房": 1}

    @pytest.mark.parametrize("text", BAD_INPUT)
    def test_no_text_is_an_error(self, engine: Engine, text: str) -> None:
        engine.put([record("a", title="增值税法")])
        results = engine.search(parse(text), now=NOW)
        assert len(results.hits) <= 1
        assert len(engine.suggest(text, now=NOW)) <= 1
        assert engine.health().ok

    @pytest.mark.parametrize(
        ("page", "per_page"),
        [(10**9, 10), (0, 10), (-5, 10), (1, 0), (1, -1), (1, 10**9), (10**18, 10**18)],
    )
    def test_no_page_is_an_error(self, engine: Engine, page: int, per_page: int) -> None:
        engine.put(record(f"u{n}") for n in range(120))
        results = engine.search(parse("标题"), now=NOW, page=page, per_page=per_page)
        assert len(results.hits) <= MAX_PER_PAGE
        assert results.total == 120
        assert (len(results.hits) > 0) == (page < 2)

    def test_any_character_may_stand_in_a_record(self, engine: Engine) -> None:
        strange = "防汛\x00\x1f\ud800😀𠮷\"'%s?'; --"
        engine.put([record("a", title=strange, body=strange, attachments=(strange,))])
        assert self.find(engine, "防汛") == ["a"]
        assert self.find(engine, "𠮷") == ["a"]

    def test_an_item_without_text_is_no_error(self, engine: Engine) -> None:
        engine.put([record("a", title="", body="", sections=())])
        assert engine.health().documents == 1

    def test_suggestions_begin_with_what_was_typed(self, engine: Engine) -> None:
        engine.put(corpus())
        titles = {item.uid: item.title for item in corpus()}
        found = [titles[hit.uid] for hit in engine.suggest("公", now=NOW)]
        assert found[0] == "公交线路调整公告"
        assert all("公" in title for title in found)
        assert [titles[h.uid] for h in engine.suggest("住房公积金提", now=NOW)] == [
            "住房公积金提取办事指南"
        ]
        assert len(engine.suggest("公", 2, now=NOW)) == 2
        assert engine.suggest("公", 0, now=NOW) == ()
        assert engine.suggest("停水", now=NOW)[0].uid == "water"

    def test_a_rebuild_leaves_what_it_was_given(self, engine: Engine) -> None:
        engine.put([record("old", title="旧闻"), record("a", title="停水", sequence=3)])
        assert engine.rebuild([record("a", title="停电", sequence=3), record("b")]) == 2
        assert self.find(engine, "旧闻") == []
        assert self.find(engine, "停电") == ["a"]
        assert self.find(engine, "标题") == ["b"]
        assert engine.health().ok

    def test_what_happens_during_a_rebuild_holds(self, engine: Engine) -> None:
        engine.put([record("gone"), record("new", title="旧闻"), record("stays")])

        def records() -> Iterator[SearchRecord]:
            engine.remove(["gone"])
            engine.put([record("new", sequence=2, title="新闻"), record("born", title="新闻")])
            assert engine.health().needs_rebuild
            yield record("gone")
            yield record("new", title="旧闻")
            yield record("stays")

        engine.rebuild(records())
        assert self.find(engine, "标题") == ["stays"]
        assert sorted(self.find(engine, "新闻")) == ["born", "new"]
        assert engine.health().ok

    def test_a_rebuild_that_was_cut_off_can_be_gone_on_with(self, engine: Engine) -> None:
        engine.put(record(f"u{n}") for n in range(4))
        assert not engine.unfinished()

        def records() -> Iterator[SearchRecord]:
            yield from (record(f"u{n}") for n in range(3))
            raise InterruptedError

        with pytest.raises(InterruptedError):
            engine.rebuild(records())
        engine.put([record("born")])
        done = set(engine.unfinished())
        engine.remove(["u1"])
        rest = [record(uid) for uid in ("u0", "u2") if uid not in done]
        assert engine.rebuild(rest, resume=True) == 3
        assert sorted(self.find(engine, "标题")) == ["born", "u0", "u2"]
        assert not engine.unfinished()
        assert engine.health().ok

    def test_an_interrupted_rebuild_asks_for_another(self, engine: Engine) -> None:
        engine.put([record("a"), record("b")])

        def records() -> Iterator[SearchRecord]:
            yield record("a")
            raise InterruptedError

        with pytest.raises(InterruptedError):
            engine.rebuild(records())
        assert engine.health().needs_rebuild
        assert sorted(self.find(engine, "标题")) == ["a", "b"]
        engine.rebuild([record("a")])
        assert engine.health().ok
        assert self.find(engine, "标题") == ["a"]
