"""What a stranger's program can send besides plain requests: old protocols, poisoned headers,
conditions, ranges, names that were guessed."""

import gzip
import itertools
import re
from datetime import timedelta
from email.utils import format_datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal import follow
from tests.doors import acting
from tests.doors.looking import EDITING_HOST, ask
from tests.doors.outcome import HARMLESS, REFUSED, SECRETS, door
from workflow.models import Submission

HIDDEN = ("draft", "later", "gone")
#: Answers that give nothing away, and do not break.
NOTHING = (301, 400, 403, 404, 405, 410, 414, 416)


def hidden_files(city):
    """Give the addresses of files that nobody may have now."""
    return [city.file(name, use) for name in HIDDEN for use in ("attachment", "picture")]


# ── 41 ───────────────────────────────────────────────────────────────────────
@door(41, "requests of HTTP/1.0, which name no host", HARMLESS)
def test_without_a_host_nothing_else_is_shown(city):
    for address in ("/", "/admin/", "/yaowen", city.address("plain"), city.file("draft")):
        answer = city.get(address, host=None)
        assert answer.status in (200, 301, 302, 400, 404), (address, answer.status)
        assert not any(word in answer.text for word in SECRETS)
        assert answer.status != 200 or answer.seen == city.before[address].seen


@door(41, "request lines that name a whole address, another host in it", HARMLESS)
def test_a_whole_address_in_the_request_line_is_a_path(city):
    for line in (
        "http://evil.test/",
        f"http://{EDITING_HOST}/admin/",
        "https://evil.test/yaowen/",
        "www.yunxi.test:443",
        "*",
        "",
    ):
        answer = city.get(line)
        home = not line and answer.seen == city.before["/"].seen
        assert answer.status in NOTHING or home, (line, answer.status)
        assert "evil.test" not in answer.text + answer.header("location")


POISON = {
    "x_forwarded_host": "evil.test",
    "x_forwarded_server": "evil.test",
    "x_forwarded_prefix": "/evil",
    "x_forwarded_port": "4443",
    "x_forwarded_proto": "gopher",
    "x_forwarded_scheme": "gopher",
    "x_original_url": "/admin/",
    "x_rewrite_url": "/admin/",
    "x_host": "evil.test",
    "forwarded": "host=evil.test;proto=http",
    "referer": "https://evil.test/",
    "origin": "https://evil.test",
    "via": "evil.test",
    "accept_language": "en",
    "cookie": "django_language=en; sanshen_session=evil",
    "x_http_method_override": "POST",
    "x_method_override": "DELETE",
    "user_agent": "<script>evil</script>",
}


@door(41, "every page asked for first by somebody who sends poisoned headers", HARMLESS)
def test_the_first_to_ask_decides_nothing(city):
    city.start_again()
    for address in list(city.before.answers):
        answer = city.get(address, **POISON)
        assert "evil" not in answer.text, address
        assert "evil" not in answer.header("location")


@door(41, "every page asked for first with parameters, a fragment, a method that is another's",
      HARMLESS)  # fmt: skip
def test_parameters_of_the_first_are_not_kept(city):
    city.start_again()
    for address in list(city.before.answers):
        mark = "&" if "?" in address else "?"
        for query in ("evil=1", "q=evil", "page=2", "format=json", "%0d%0aevil:1"):
            answer = city.get(f"{address}{mark}{query}", method="HEAD")
            assert not answer.header("evil")


@door(41, "packed forms: asked for by name, and unpacked", HARMLESS)
def test_packed_forms_say_the_same(city):
    for address in ("/", "/feed.xml", "/sitemap.xml", city.address("plain")):
        plain = city.get(address)
        # The first time it is made, the second time it comes from the file.
        for _ in range(2):
            packed = city.get(address, accept_encoding="gzip, br;q=0.1")
            if packed.header("content-encoding") == "gzip":
                assert gzip.decompress(packed.body) == plain.body
        assert city.get(address + ".gz").status in NOTHING
    assert city.get("/index.html.gz").status in NOTHING


@door(41, "HEAD for everything there is and is not", HARMLESS)
def test_head_tells_what_get_tells(city):
    for address, before in city.before.answers.items():
        answer = city.get(address, method="HEAD")
        assert answer.status == before.status, address
        assert answer.header("content-type") == before.header("content-type")
    for address in hidden_files(city):
        assert city.get(address, method="HEAD").status == 404


@door(41, "files and pages sent to the server, by PUT, POST, PATCH and MOVE", HARMLESS)
def test_nothing_can_be_put_there(city):
    for method, address in itertools.product(
        ("PUT", "POST", "PATCH", "MOVE", "MKCOL", "get", "FOO"),
        ("/evil.html", "/assets/evil.html", "/yaowen/evil.html", city.file("draft")),
    ):
        answer = city.get(address, method=method, destination="/evil.html")
        assert answer.status in (400, 403, 404, 405, 501), (method, address, answer.status)
    assert city.get("/evil.html").status == 404


@door(41, "the same page by other spellings of its address", HARMLESS)
def test_one_page_has_one_address(city):
    address = city.address("plain")
    head, tail = address.rsplit("/", 1)
    for other in (
        f"{head}//{tail}",
        f"{head}/./{tail}",
        f"{head}/%2e/{tail}",
        f"{head}/x/../{tail}",
        f"{address}/",
        f"{address}%20",
        f"{address}%00",
        address.upper(),
        address.replace(".html", ".HTML"),
        address.replace(".html", ".htm"),
        f"/{address}",
        address.replace("/", "%2f"),
        address.replace("/", "\\"),
        f"{address};jsessionid=1",
    ):
        answer = city.get(other)
        # Percent signs are unpacked before anybody looks, so that one is the same address.
        same = answer.seen == city.before[address].seen
        assert answer.status in NOTHING or same, (other, answer.status)
        assert "//" not in answer.header("location").replace("http://", "")


# ── 40 ───────────────────────────────────────────────────────────────────────
@door(40, "maps and feeds of what is scheduled, withdrawn or drafted", HARMLESS)
def test_maps_and_feeds_name_only_what_is_public(city):
    public = {city.address(name) for name in ("plain", "rich", "changed")}
    hidden = {city.review(name).address for name in ("later", "gone")}
    named = set()
    for address in ("/sitemap.xml", "/sitemap-1.xml", "/feed.xml", "/yaowen/feed.xml",
                    "/gonggao/feed.xml", "/robots.txt", "/", "/yaowen/", "/gonggao/"):  # fmt: skip
        text = city.get(address).text
        named |= {each for each in public if each in text}
        assert not [each for each in hidden if each and each in text], address
    assert named == public


@door(40, "uids of drafts at the address where a release is checked: answer and work done",
      HARMLESS, "the same words, and the same number of questions to the database")  # fmt: skip
def test_the_checking_page_knows_no_drafts(city):
    never = "00000000-0000-4000-8000-000000000000"

    def asked(uid):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = city.get(f"/check/{uid}/")
        return answer, len(queries)

    asked(never)
    nothing, work = asked(never)
    assert nothing.status == 404
    for name in ("draft", "other"):
        answer, count = asked(city.review(name).uid)
        assert answer.seen == nothing.seen
        assert count == work, name
    later, _count = asked(city.review("later").uid)
    assert not any(word in later.text for word in SECRETS)
    assert city.page("later").title not in later.text


@door(40, "texts in review by their digest, by a stranger and on the public host", HARMLESS)
def test_frozen_texts_need_a_sign_in(city):
    acting.hand_in("lin", [city.page("draft")])
    for submission in Submission.objects.all():
        for item in submission.items.all():
            for host in (None, EDITING_HOST, "www.yunxi.test"):
                address = f"/admin/content/{item.content}/"
                answer = ask(city.application, address, host=host)
                assert answer.status in (302, 400, 404), (host, answer.status)
                assert not any(word in answer.text for word in SECRETS)


def _kept_key(city):
    """Give the address by which the desk shows a file of a draft, key and all."""
    submission = acting.hand_in("lin", [city.page("draft")])
    content = submission.items.get().content
    text = city.browser("zhou").get(f"/admin/content/{content}/").content.decode()
    found = re.search(r"""["'](/admin/assets/[^"']+)["']""", text)
    assert found, "the desk shows no file"
    return found[1].replace("&amp;", "&")


@door(40, "the key of one file of a draft used for another, changed, and when its hour is over",
      REFUSED, "the key names one file, and lasts an hour")  # fmt: skip
def test_a_key_opens_one_file_for_an_hour(city, monkeypatch):
    address = _kept_key(city)
    stranger = city.browser()
    assert stranger.get(address).status_code == 200
    path, _mark, query = address.partition("?")
    other = "/admin" + city.file("later")
    changed = [f"{other}?{query}", path, f"{address}x", f"{path}?{query.swapcase()}"]
    for tried in changed:
        response = stranger.get(tried)
        assert response.status_code in (302, 403, 404), tried
        city.refusals.append(f"status {response.status_code}")
    # On the public host there is no such address.
    assert city.get(address).status == 404
    later = (timezone.now() + timedelta(hours=2)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert stranger.get(address).status_code in (302, 403, 404)


@door(40, "static files: folders, maps of scripts, what lies beside them", HARMLESS)
def test_static_files_are_those_of_the_program(city):
    for address in ("/static/", "/static/..", "/static/../config/settings/base.py",
                    "/static/js/", "/static/site.css.map", "/static/%2e%2e/manage.py",
                    "/static//etc/passwd", "/favicon.ico.map"):  # fmt: skip
        answer = city.get(address)
        assert answer.status in NOTHING, (address, answer.status)
        assert "SECRET" not in answer.text


# ── 45 ───────────────────────────────────────────────────────────────────────
@door(45, "a file guessed before its time: whole, in part, by condition, by HEAD", HARMLESS)
def test_a_guessed_file_answers_nothing_before_its_time(city):
    far = format_datetime(timezone.now() + timedelta(days=365), usegmt=True)
    conditions = (
        {"range": "bytes=0-99"},
        {"range": "bytes=-1"},
        {"if_none_match": "*"},
        {"if_none_match": '"0123"'},
        {"if_match": "*"},
        {"if_modified_since": far},
        {"if_unmodified_since": far},
        {"if_range": "*", "range": "bytes=0-1"},
    )
    never = city.get("/assets/" + "0" * 64 + ".pdf")
    for address, headers in itertools.product(hidden_files(city), conditions):
        answer = city.get(address, **headers)
        assert answer.status == 404, (address, headers)
        assert answer.seen == never.seen


@door(45, "a public file under another ending, in capitals, with more behind it", HARMLESS)
def test_a_file_has_one_name(city):
    address = city.file("rich", "picture")
    stem, ending = address.rsplit(".", 1)
    digits = stem.removeprefix("/assets/")
    for other in (
        f"{stem}.html",
        f"{stem}.svg",
        f"{stem}.php",
        stem,
        f"{address}/",
        f"{address}.html",
        f"{address}/x.html",
        f"/assets/{digits.upper()}.{ending}",
        f"/assets/{digits[:2]}/{digits}",
        f"/assets/{digits[:-1]}.{ending}",
    ):
        assert city.get(other).status in NOTHING, other


@door(45, "a file that two pages carry, one of which is withdrawn", HARMLESS)
def test_a_shared_file_stays_as_long_as_one_page_carries_it(city):
    address = city.file("rich")
    rich = city.page("rich").get_latest_revision_as_object()
    body = [(block.block_type, block.value) for block in rich.body]
    acting.release(acting.save(city.page("other"), "he", body=body), by="he")
    acting.withdraw(city.page("rich"))
    assert city.get(address).status == 200
    acting.withdraw(city.page("other"))
    assert city.get(address).status == 404
    assert city.get(address, range="bytes=0-1").status == 404
    city.begin()


@door(45, "a file of a page whose time has ended", HARMLESS)
def test_a_file_ends_with_its_page(city):
    soon = timezone.now() + timedelta(seconds=30)
    acting.release(acting.save(city.page("rich"), "lin", live_until=soon))
    address = city.file("rich")
    assert city.get(address).status == 200
    city.sql(
        "UPDATE portal_publicitem SET next_due = %s WHERE uid = %s",
        [timezone.now(), city.review("rich").uid],
    )
    follow.due(soon + timedelta(seconds=1))
    city.begin()
    city.sql("UPDATE portal_publicitem SET next_due = NULL")
    city.start_again()
