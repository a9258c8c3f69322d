"""Pictures and attachments: public exactly while a release in force names them."""

from freezegun import freeze_time

from ledger import assets as stored
from tests import evidence
from tests.portal.caller import Caller
from tests.portal.town import Town, article

PDF = "application/pdf"


def address_of(entry: dict[str, object], extension: str = "png") -> str:
    return f"/assets/{str(entry['digest']).removeprefix('sha256:')}.{extension}"


class TestAnAsset:
    def test_is_public_while_a_release_names_it(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"picture one")
        address = address_of(entry)
        assert call(address).status == 404
        town.release(article("一", assets=(entry,)))
        assert call(address).body == b"picture one"
        town.release(article("一", assets=()))
        assert call(address).status == 404

    def test_goes_with_a_withdrawal(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"picture two")
        town.release(article("一", assets=(entry,)))
        assert call(address_of(entry)).status == 200
        town.withdraw(evidence.uid("一"))
        assert call(address_of(entry)).status == 404

    def test_stays_while_another_item_names_it(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"picture three")
        town.release(article("一", assets=(entry,)), article("二", assets=(entry,)))
        assert call(address_of(entry)).status == 200
        town.withdraw(evidence.uid("一"))
        assert call(address_of(entry)).status == 200
        town.withdraw(evidence.uid("二"))
        assert call(address_of(entry)).status == 404

    def test_waits_for_the_hour_of_its_item(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"embargoed")
        with freeze_time("2026-11-30"):
            content = article("一", assets=(entry,), live_from="2026-12-01T00:00:00.000000Z",
                              live_until="2026-12-03T00:00:00.000000Z")  # fmt: skip
            town.release(content)
            assert call(address_of(entry)).status == 404
        with freeze_time("2026-12-01 00:00:01"):
            assert call(address_of(entry)).status == 200
        with freeze_time("2026-12-03 00:00:01"):
            assert call(address_of(entry)).status == 404

    def test_has_one_address_only(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"picture four")
        town.release(article("一", assets=(entry,)))
        assert call(address_of(entry, "html")).status == 404
        assert call(address_of(entry, "pdf")).status == 404

    def test_can_do_nothing_in_our_origin(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"picture five")
        town.release(article("一", assets=(entry,)))
        headers = call(address_of(entry)).headers
        assert headers["Content-Type"] == "image/png"
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Disposition" not in headers
        age = int(headers["Cache-Control"].rpartition("max-age=")[2])
        assert age <= 3600
        assert "immutable" not in headers["Cache-Control"]

    def test_that_is_no_picture_is_a_download_under_its_name(
        self, town: Town, call: Caller
    ) -> None:
        entry = evidence.asset(b"%PDF-1.7", "通知.pdf", media_type=PDF, use="attachment")
        town.release(article("一", assets=(entry,)))
        headers = call(address_of(entry, "pdf")).headers
        assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E9%80%9A")
        assert headers["Content-Type"] == PDF

    def test_of_a_type_we_do_not_serve_has_no_address(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"<script>", "x.html", media_type="text/html")
        town.release(article("一", assets=(entry,)))
        for extension in ("html", "png", "txt"):
            assert call(address_of(entry, extension)).status == 404

    def test_can_be_asked_for_in_parts(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(bytes(range(256)) * 8000, "film.mp4", media_type="video/mp4")
        town.release(article("一", assets=(entry,)))
        address = address_of(entry, "mp4")
        full = call(address)
        assert len(full.body) == 256 * 8000
        part = call(address, Range="bytes=256-511")
        assert (part.status, part.body) == (206, bytes(range(256)))
        assert part.headers["Content-Range"] == f"bytes 256-511/{256 * 8000}"
        assert call(address, Range="bytes=-1").body == b"\xff"
        assert call(address, Range="bytes=99999999-").status == 416
        assert call(address, Range="bytes=0-1,4-5").status == 200
        assert call(address, Range="bytes=0-1", If_Range='"old"').status == 200

    def test_whose_bytes_were_changed_is_not_served(self, town: Town, call: Caller) -> None:
        entry = evidence.asset(b"picture six")
        town.release(article("一", assets=(entry,)))
        place = stored.path(str(entry["digest"]))
        place.chmod(0o644)
        place.write_bytes(b"other bytes")
        assert call(address_of(entry)).status == 503
