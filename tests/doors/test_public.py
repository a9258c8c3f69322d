"""Through the public side: what an anonymous visitor can ask for, and how."""

import itertools
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.freeze import freeze
from cms.pages import redirects
from ledger import bodies, releases
from portal import follow
from tests.doors import acting
from tests.doors.looking import EDITING_HOST, ask
from tests.doors.outcome import (
    ATTACK,
    CAUGHT,
    DRAFT,
    HARMLESS,
    LATER,
    OPINION,
    REASON,
    REFUSED,
    SECRETS,
    WITHDRAWN,
    door,
)
from workflow import commands
from workflow.models import Opinion, PageReview, Submission


def nothing_in(answer, *words):
    """Assert that an answer holds none of the words that nobody may read."""
    for word in (*SECRETS, *words):
        assert word not in answer.text, word
        assert all(word not in value for _name, value in answer.headers)


# ── 40 ───────────────────────────────────────────────────────────────────────
INSIDE = (
    "/admin/",
    "/admin/desk/",
    "/admin/audit/",
    "/admin/people/",
    "/admin/pages/{draft}/edit/",
    "/admin/pages/{draft}/view_draft/",
    "/admin/pages/{draft}/preview/",
    "/admin/pages/{draft}/edit/preview/",
    "/admin/submit/{draft}/",
    "/admin/content/{content}/",
    "/admin/assets/{asset}",
    "/admin/api/main/pages/",
    "/admin/api/main/pages/{draft}/",
    "/admin/api/main/images/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/reports/site-history/",
    "/api/v2/pages/",
    "/documents/1/x.pdf",
    "/workspace-media/",
    "/workspace-media/{media}",
    "/workspace-media/document/1/x.pdf",
    "/media/{media}",
    "/pages/{draft}/",
    "/{draft}/",
    "/draft/",
    "/yaowen/draft/",
    "/admin/images/1/preview/original/",
    "/admin/images/1/1/width-10/",
    "/keys/signing.pem",
    "/ledger/head.json",
    "/.git/config",
    "/manage.py",
    "/static/../manage.py",
    "/__debug__/",
    "/django-admin/",
    "/admin/desk/{submission}/",
    "/admin/autocomplete/",
    "/admin/choose-page/",
    "/accounts/login/",
)


def _inside(city):
    submission = Submission.objects.order_by("pk").first()
    names = {
        "draft": city.built.pages["draft"],
        "content": submission.items.first().content,
        "asset": city.file("draft").removeprefix("/assets/"),
        "media": "original_images/draft.png",
        "submission": submission.uid,
    }
    return [address.format(**names) for address in INSIDE]


@pytest.mark.parametrize("host", ["public", "editing"])
@door(
    40,
    "every address of the editing side, by an anonymous visitor, on either host",
    HARMLESS,
    "a login page or nothing",
)
def test_nothing_inside_answers_a_stranger(city, host):
    for address in _inside(city):
        if host == "public":
            answer = city.get(address)
            assert answer.status in (301, 302, 404, 410), (address, answer.status)
            assert "/admin" not in answer.header("location")
        else:
            answer = ask(city.application, address, host=EDITING_HOST)
            assert answer.status in (301, 302, 403, 404), (address, answer.status)
        nothing_in(answer, "周敏", "工号")


@door(
    40, "files of drafts, of what is scheduled and of what was withdrawn, by their digest", HARMLESS
)
def test_unreleased_files_do_not_exist(city):
    answers = {}
    for name in ("draft", "later", "gone"):
        for use in ("attachment", "picture"):
            answer = city.get(city.file(name, use))
            answers[name, use] = answer.status
            for host in (EDITING_HOST,):
                inside = ask(city.application, f"/admin{city.file(name, use)}", host=host)
                assert inside.status in (302, 404)
    assert set(answers.values()) == {404}
    # Stored or never heard of: no difference that a stranger could see.
    unknown = city.get("/assets/" + "0" * 64 + ".png")
    assert unknown.seen == city.get(city.file("draft", "picture")).seen


@door(40, "reviewers, opinions, reasons and numbers in pages, feeds, maps, headers", HARMLESS)
def test_what_reviewers_say_stays_inside(city):
    look = city.look()
    assert look.holding((OPINION, REASON, "工号", "周敏", "吴刚", "郑岚")) == []
    assert Opinion.objects.exists()


@door(
    40,
    "addresses of drafts and of scheduled pages, guessed one after the other",
    HARMLESS,
    "a draft's address answers like one that never was",
)
def test_serial_numbers_tell_nothing(city):
    month = timezone.localtime().strftime("%Y%m")
    commands.mint_address(city.review("draft"), f"/yaowen/{month}/100099.html")
    city.begin()
    known = {city.address(name) for name in ("plain", "rich", "changed")}
    answers = {}
    for review in PageReview.objects.exclude(address__isnull=True):
        if review.address and review.address not in known:
            answers[review.address] = city.get(review.address)
    never = city.get(f"/yaowen/{month}/199999.html")
    for name in ("draft", "later"):
        assert answers[city.address(name)].seen == never.seen, name
    assert answers[city.address("gone")].status == 410


@door(40, "drafts, scheduled and withdrawn pages searched for", HARMLESS)
def test_search_finds_only_what_is_public(city):
    for words in (DRAFT, LATER, WITHDRAWN, "规划", "意见", "起草", "封闭"):
        answer = city.get(f"/search/?q={quote(words)}")
        assert answer.status == 200
        for name in ("draft", "later", "gone"):
            address = city.review(name).address
            assert not address or address not in answer.text
            assert city.page(name).title not in answer.text


@door(40, "error pages, with a broken database row and with a broken request", HARMLESS)
def test_errors_tell_nothing(city):
    for address in (
        "/%00",
        "/%ff%fe",
        "/search/?q=%ff",
        "/search/?page=999999999999",
        "/%2e%2e/",
        "/search/?since=x&until=y&year=z&section=%00",
        "/\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    ):
        answer = city.get(address)
        assert answer.status in (200, 301, 400, 404, 414), (address, answer.status)
        nothing_in(answer, "Traceback", "settings", "DEBUG")


# ── 41 ───────────────────────────────────────────────────────────────────────
HOSTS = (
    "evil.test",
    "www.yunxi.test.evil.test",
    "www.yunxi.test:81",
    "",
    "WWW.YUNXI.TEST",
    "www.yunxi.test@evil.test",
    "edit.yunxi.test",
    "127.0.0.1",
)


@door(
    41,
    "other host names, ports, forwarded hosts",
    HARMLESS,
    "an unknown host gets 400; no answer carries its name",
)
def test_a_host_name_changes_nothing_that_is_kept(city):
    addresses = ("/", "/feed.xml", "/sitemap.xml", "/yaowen/", "/yaowen")
    for host, address in itertools.product(HOSTS, addresses):
        answer = city.get(
            address,
            host=host,
            x_forwarded_host="evil.test",
            x_original_url="/admin/",
            x_rewrite_url="/admin/",
        )
        assert "evil" not in answer.text
        assert "evil" not in answer.header("location")


PATHS = (
    "/../keys/signing.pem",
    "/..%2fkeys/signing.pem",
    "/%2e%2e/%2e%2e/keys/signing.pem",
    "/..%5c..%5ckeys",
    "//evil.test/",
    "/%2f%2fevil.test/",
    "/yaowen//",
    "/./",
    "/.lock",
    "/name",
    "/index.html",
    "/yaowen/index.html",
    "/yaowen/index.html.gz",
    "/index.html.gz",
    "/.current",
    "/current/index.html",
    "/assets/../index.html",
    "/assets/%2e%2e/index.html",
    "/;/",
    "/yaowen/;x",
    "/%79aowen/",
    "/YAOWEN/",
    "/yaowen/.",
    "/yaowen/..",
    "/seen",
    "/1/index.html",
    "/assets/" + "0" * 63 + ".png",
    "/" + "a" * 5000,
    "/" + "a/" * 600,
    "/%0d%0aSet-Cookie:x=1",
)


@door(41, "paths that climb, are encoded twice, are very long, name our own files", HARMLESS)
def test_odd_paths_reach_nothing_else(city):
    known = {other.seen for other in city.before.answers.values()}
    for path in PATHS:
        answer = city.get(path)
        assert answer.status in (200, 301, 302, 400, 404, 414), (path, answer.status)
        assert "PRIVATE KEY" not in answer.text
        assert "evil" not in answer.header("location")
        assert not answer.header("location").startswith("//")
        assert not answer.header("set-cookie")
        assert answer.status != 200 or answer.seen in known, path


METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")


@door(41, "odd methods", HARMLESS)
def test_other_methods_write_nothing(city):
    addresses = ("/", city.address("plain"), city.file("rich"), "/search/")
    for address, method in itertools.product(addresses, METHODS):
        answer = city.get(address, method=method)
        assert answer.status in (400, 403, 405), (address, method, answer.status)


@door(41, "parameters, cookies and headers that a cache might keep under the same name", HARMLESS)
def test_nothing_but_the_path_decides(city):
    address = city.address("plain")
    plain = city.get(address)
    for query in ("?a=1", "?q=<script>", "?_method=delete", "?utm_source=x"):
        assert city.get(address + query).body == plain.body
    for headers in (
        {"cookie": "sanshen_session=x; django_language=en"},
        {"accept_language": "en"},
        {"x_forwarded_proto": "https"},
        {"authorization": "Basic x"},
    ):
        answer = city.get(address, **headers)
        assert answer.body == plain.body
        assert not answer.header("set-cookie")


@door(41, "ranges: outside, reversed, many, of pages, of files that were withdrawn", HARMLESS)
def test_ranges_give_parts_of_the_same_file(city):
    address = city.file("rich")
    whole = city.get(address).body
    assert city.get(address, range="bytes=0-9").body == whole[:10]
    assert city.get(address, range="bytes=-5").body == whole[-5:]
    assert city.get(address, range=f"bytes={len(whole)}-").status == 416
    assert city.get(address, range="bytes=9-0").status in (200, 416)
    many = ",".join(f"{n}-{n + 1}" for n in range(0, 4000, 2))
    assert len(city.get(address, range=f"bytes={many}").body) <= len(whole)
    for name in ("draft", "later", "gone"):
        assert city.get(city.file(name), range="bytes=0-9").status == 404


# ── 42 ───────────────────────────────────────────────────────────────────────
@door(42, "words that visitors search for, shown to others", HARMLESS)
def test_what_one_visitor_types_no_other_reads(city):
    for _ in range(5):
        answer = city.get(f"/search/?q={quote(ATTACK)}")
        assert "no-store" in answer.header("cache-control")
        assert "noindex" in answer.header("x-robots-tag") + answer.text
    for prefix in ("暗", "暗门", ATTACK[:3]):
        assert ATTACK not in city.get(f"/search/?q={quote(prefix)}").text


TYPED = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)")


@door(42, "markup typed into the search page", HARMLESS)
def test_an_echo_is_text(city):
    names = ("q", "section", "since", "until", "year", "order", "page")
    for name, typed in itertools.product(names, TYPED):
        answer = city.get(f"/search/?q={quote('云汐')}&{name}={quote(typed)}")
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert 'href="javascript' not in answer.text


# ── 43 ───────────────────────────────────────────────────────────────────────
SHADOWS = ("admin", "assets", "static", "search", "feed", "workspace-media", "202611", "sitemap")


@door(43, "a section whose slug shadows our own addresses", REFUSED)
def test_reserved_words_are_refused(city):
    browser, parent = city.browser("lin"), city.built.pages["home"]
    for slug in SHADOWS:
        response = browser.post(
            f"/admin/pages/add/cms/sectionpage/{parent}/",
            {
                "title": "影子",
                "slug": slug,
                "order": "1",
                "column_type": "news",
                "description": "",
                "keywords": "",
                "introduction-count": "0",
            },
        )
        assert response.status_code == 200
        errors = str(response.context["form"].errors.get("slug"))
        assert slug in errors
        city.refusals.append(errors)


@door(43, "an address that belongs or belonged to another page", REFUSED)
def test_an_address_never_changes_hands(city):
    for name in ("plain", "gone"):
        city.refused(
            lambda name=name: commands.mint_address(city.review("other"), city.address(name)),
            "address_taken",
        )
    city.refused(
        lambda: commands.mint_address(city.review("plain"), "/yaowen/new.html"), "address_minted"
    )


@door(
    43,
    "an address taken over by SQL, then released by three people",
    CAUGHT,
    "a release at another page's address is not believed: an alarm; `verify_ledger`",
)
def test_an_address_taken_over_by_sql_shows_the_old_page(city):
    page = acting.save(city.page("other"), "lin", summary="平常摘要")
    address = city.address("gone")
    city.sql(
        "UPDATE workflow_pagereview SET address = 'x' WHERE page_id = %s",
        [city.built.pages["gone"]],
    )
    city.sql("UPDATE workflow_pagereview SET address = %s WHERE page_id = %s", [address, page.pk])
    try:
        acting.release(page)
    except Exception as error:
        city.catches.append(f"{type(error).__name__}: {error}")
    assert city.catches or city.get(address).status in (410, 503)


def redirects_over(city):
    """Give redirects over addresses that are or were public, and over our own."""
    covered = [
        ("redirect", {"source": source, "page": None, "address": "https://evil.test/"})
        for source in (
            city.address("plain"),
            "/yaowen/",
            city.address("gone"),
            "/admin/",
            city.file("rich"),
            "/feed.xml",
            "/robots.txt",
            "/search/",
        )
    ]
    old = {"source": "/old/index.htm", "page": city.page("news"), "address": ""}
    return [*covered, ("redirect", old)]


@door(43, "a redirect in the frame over an address that is or was public", REFUSED)
def test_redirects_that_cover_are_not_frozen(city):
    lines = redirects_over(city)
    frame = acting.save(city.page("frame"), "lin", redirects=lines)
    city.refusals += [str(problem) for problem in freeze(frame).problems]
    for _kind, value in lines[:-1]:
        assert any(value["source"] in sentence for sentence in city.refusals), value


@door(
    43,
    "the same redirects, released by somebody who went round the freezing",
    HARMLESS,
    "released addresses are asked first",
)
def test_redirects_cover_nothing(city, monkeypatch):
    monkeypatch.setattr(redirects, "problems", lambda lines: [])
    frame = acting.save(city.page("frame"), "lin", redirects=redirects_over(city))
    acting.release(frame)


# ── 44 ───────────────────────────────────────────────────────────────────────
@door(44, "a correction round that was open when the page was withdrawn", REFUSED)
def test_a_withdrawal_closes_an_open_round(city):
    submission = acting.hand_in("lin", [acting.save(city.page("plain"), "lin", title=ATTACK)])
    acting.sign("zhou", submission, "first")
    acting.sign("wu", submission, "second")
    acting.withdraw(city.page("plain"))
    city.begin()
    city.refused(lambda: acting.sign("zheng", submission, "final"), "round_over")
    city.sql(
        "UPDATE workflow_pagereview SET state = 'final_review', submission_id = %s "
        "WHERE page_id = %s",
        [submission.pk, city.built.pages["plain"]],
    )
    city.refused(lambda: acting.sign("zheng", submission, "final"), "release_overtaken")


@door(44, "a scheduled correction comes due after the withdrawal", HARMLESS)
def test_a_withdrawal_ends_what_was_scheduled(city, monkeypatch):
    soon = timezone.now() + timedelta(hours=1)
    acting.release(acting.save(city.page("plain"), "lin", title=ATTACK, live_from=soon))
    acting.withdraw(city.page("plain"))
    city.begin()
    later = timezone.now() + timedelta(days=2)
    follow.due(later)
    city.start_again()


@door(44, "a withdrawal in one's own words, or without a sentence from the frame", REFUSED)
def test_a_withdrawal_says_nothing_of_its_own(city):
    review = city.review("plain")
    for sentence in (ATTACK, "", "other-code"):
        city.refused(
            lambda s=sentence: commands.withdraw(
                acting.presence("zheng"), review, sentence=s, reason="x"
            ),
            "sentence_unknown",
        )
    city.refused(
        lambda: commands.withdraw(
            acting.presence("zheng"), review, sentence=acting.SENTENCE, reason=" "
        ),
        "withdrawal_without_reason",
    )
    city.refused(
        lambda: commands.withdraw(
            acting.presence("zheng"), city.review("news"), sentence=acting.SENTENCE, reason="x"
        ),
        "carries_others",
    )
    city.refused(
        lambda: commands.withdraw(
            acting.presence("wu"), review, sentence=acting.SENTENCE, reason="x"
        ),
        "never_appointed",
    )


@door(44, "a withdrawal, looked at", HARMLESS, "the sentence of the signed frame, and no word more")
def test_the_internal_reason_stays_internal(city):
    acting.withdraw(city.page("plain"))
    look = city.begin()
    answer = look[city.address("plain")]
    assert answer.status == 410
    assert "该内容正在核实，暂不提供。" in answer.text
    assert "健身" not in "".join(a.text for a in look.answers.values())
    nothing_in(answer)


@door(44, "everything rebuilt from the releases after a withdrawal", HARMLESS)
def test_rebuilding_brings_nothing_back(city):
    acting.withdraw(city.page("rich"))
    city.begin()
    call_command("rebuild_public", verbosity=0)
    call_command("rebuild_index", verbosity=0)


# ── 45 ───────────────────────────────────────────────────────────────────────
@door(45, "an attachment before its page's time, and after it ended", HARMLESS)
def test_an_attachment_keeps_the_pages_times(city):
    headers = releases.header(releases.newest(city.review("later").uid))
    assert len(headers.assets) >= 2
    for use in ("attachment", "picture"):
        assert city.get(city.file("later", use)).status == 404
        assert city.get(city.file("gone", use)).status == 404
    assert bodies.exists(headers.content)


@door(
    45,
    "an attachment that somebody fetched and a process remembers, after the withdrawal",
    HARMLESS,
)
def test_an_attachment_goes_with_its_page_at_once(city):
    files = [city.file("rich", use) for use in ("attachment", "picture")]
    etags = {address: city.get(address).header("etag") for address in files}
    acting.withdraw(city.page("rich"))
    for address in files:
        assert city.get(address).status == 404
        assert city.get(address, if_none_match=etags[address]).status == 404
        assert city.get(address, range="bytes=0-3").status == 404
    city.begin()


@door(45, "an attachment that a correction left out", HARMLESS)
def test_an_attachment_goes_with_its_release(city):
    address = city.file("rich")
    page = city.page("rich").get_latest_revision_as_object()
    body = [(block.block_type, block.value) for block in page.body]
    kept = [block for block in body if block[0] != "attachment"]
    acting.release(acting.save(city.page("rich"), "lin", body=kept))
    assert city.get(address).status == 404
    city.begin()
