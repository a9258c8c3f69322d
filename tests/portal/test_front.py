"""The front: files from the store, checked before they are believed."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings

from portal import store
from portal.models import Alarm, RenderedFile
from portal.patrol import erased
from tests.portal.caller import Caller
from tests.portal.town import Town, article, frame


@pytest.fixture
def address(town: Town) -> str:
    content = article("一", body_html="<p>" + "字" * 600 + "</p>")
    town.release(content)
    return content.address


def place_of(address: str) -> Path:
    return Path(settings.SANSHEN_STORE) / "current" / address[1:]


class TestAnswers:
    def test_come_from_the_file_from_the_first_time_on(self, address: str, call: Caller) -> None:
        first, second = call(address), call(address)
        assert call.django == 1
        assert (first.status, first.headers, first.body) == (200, second.headers, second.body)
        assert first.headers["ETag"]
        assert int(first.headers["Content-Length"]) == len(first.body)

    def test_are_short_for_whoever_has_them_already(self, address: str, call: Caller) -> None:
        full = call(address)
        for condition in (
            {"If_None_Match": full.headers["ETag"]},
            {"If_None_Match": "*"},
            {"If_Modified_Since": full.headers["Last-Modified"]},
        ):
            reply = call(address, **condition)
            assert (reply.status, reply.body) == (304, b"")
            assert reply.headers["ETag"]
        assert call(address, If_None_Match='"another"').status == 200

    def test_to_head_have_everything_but_the_body(self, address: str, call: Caller) -> None:
        full, head = call(address), call(address, method="HEAD")
        assert (head.status, head.body, head.headers) == (200, b"", full.headers)

    def test_are_packed_for_whoever_can_unpack(self, address: str, call: Caller) -> None:
        plain, packed = call(address), call(address, Accept_Encoding="gzip, br")
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert gzip.decompress(packed.body) == plain.body
        again = call(address, Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"])
        assert again.status == 304

    def test_carry_the_headers_of_the_public_side(self, address: str, call: Caller) -> None:
        headers = call(address).headers
        assert headers["Cache-Control"] == "no-cache"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Content-Type"] == "text/html; charset=utf-8"

    def test_follow_a_withdrawal_at_once(self, town: Town, address: str, call: Caller) -> None:
        assert call(address).status == 200
        town.withdraw(article("一").page)
        assert call(address).status == 410


class TestAFile:
    def test_that_was_changed_on_the_disk_is_not_shown(self, address: str, call: Caller) -> None:
        good = call(address)
        place_of(address).write_text("<p>篡改</p>")
        reply = call(address)
        assert (reply.status, reply.body) == (200, good.body)
        assert Alarm.objects.filter(code="file:changed").exists()

    def test_that_nobody_registered_is_not_shown(self, town: Town, call: Caller) -> None:
        call("/")
        place_of("/secret.html").write_text("<p>塞进来的</p>")
        assert call("/secret.html").status == 404
        assert not place_of("/secret.html").exists()

    def test_whose_packed_form_was_changed_is_sent_unpacked(
        self, address: str, call: Caller
    ) -> None:
        good = call(address)
        packed = place_of(address + ".gz")
        packed.write_bytes(gzip.compress(b"other"))
        reply = Caller()(address, Accept_Encoding="gzip")
        assert "Content-Encoding" not in reply.headers
        assert reply.body == good.body

    def test_comes_back_when_the_store_was_deleted(self, address: str, call: Caller) -> None:
        good = call(address)
        root = Path(settings.SANSHEN_STORE)
        root.rename(root.with_name("away"))
        assert call(address).body == good.body

    def test_goes_with_an_erasure_order(self, address: str, call: Caller) -> None:
        assert call(address).status == 200
        erased(subject="sha256:" + "0" * 64)
        store.follow()
        assert not place_of(address).exists()


class TestMemory:
    def test_is_bounded_in_bytes(self, town: Town) -> None:
        contents = [article(f"第{number}条", body_html="字" * 2000) for number in range(12)]
        town.release(*contents)
        call = Caller(most_bytes=30_000)
        for content in contents:
            assert call(content.address).status == 200
        assert call.front._held <= 30_000
        assert len(call.front._files) < len(contents)
        assert call.django == len(contents)


class TestOddRequests:
    @pytest.mark.parametrize(
        "path",
        ["/../seen", "/%2e%2e/name", "/..%2f..%2fkeys/signing.pem", "//etc/passwd", "/.lock",
         "/news/../name", "/\x00", "/a\\..\\b", "/news/.index.html", "/index.html", "/current"],
    )  # fmt: skip
    def test_reach_nothing_outside_the_site(self, town: Town, call: Caller, path: str) -> None:
        call("/")
        reply = call(path)
        assert reply.status in (400, 404)

    def test_that_write_are_refused(self, address: str, call: Caller) -> None:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert call(address, method=method).status in (403, 405)

    def test_of_great_length_are_refused(self, town: Town, call: Caller) -> None:
        assert call("/" + "a" * 2000).status == 414

    def test_for_another_host_are_refused(self, address: str, call: Caller) -> None:
        assert call(address).status == 200
        assert call(address, Host="evil.example").status == 400

    def test_do_not_make_files(self, town: Town, call: Caller) -> None:
        call("/")
        before = RenderedFile.objects.count()
        for path in ("/a", "/news/x.html", "/assets/" + "0" * 64 + ".png", "/search/?q=x"):
            call(path)
        assert RenderedFile.objects.count() == before

    def test_with_a_query_get_the_same_page(self, address: str, call: Caller) -> None:
        assert call(address + "?from=wechat").body == call(address).body


class TestTheStore:
    def test_sweeps_what_earlier_generations_left(self, town: Town, call: Caller) -> None:
        call("/")
        old = Path(settings.SANSHEN_STORE) / "current"
        folder = old.resolve()
        town.release(frame(notice="新"))
        call("/")
        store.sweep()
        assert not folder.exists()
        assert call("/").status == 200
