"""Through files: the store of rendered pages, assets, originals, as someone who can write there."""

import gzip
import hashlib
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from ledger import assets
from portal import store
from tests.doors import acting
from tests.doors.building import image, pdf
from tests.doors.outcome import ADMITTED, ATTACK, CAUGHT, HARMLESS, door


def stored(city, address):
    """Give the rendered file of an address, after somebody asked for it."""
    assert city.get(address).status == 200
    place = store.current() / store.relative(address)
    assert place.is_file()
    return place.resolve()


def asset_of(address):
    """Give where the bytes of an asset lie."""
    return assets.path("sha256:" + address.removeprefix("/assets/").partition(".")[0])


@pytest.mark.parametrize("address", ["/", "article", "/feed.xml", "/sitemap-1.xml"])
@door(
    34,
    "a rendered file overwritten, with its compressed neighbour",
    CAUGHT,
    "the file is not the one in the register: it goes, with an alarm, and is made again",
)
def test_an_overwritten_file_is_not_served(city, address):
    place = stored(city, city.address("plain") if address == "article" else address)
    text = place.read_text().replace("云汐", ATTACK).replace("yunxi", ATTACK)
    place.write_text(text)
    packed = place.with_name(place.name + ".gz")
    if packed.exists():
        packed.write_bytes(gzip.compress(text.encode()))
    city.look()
    city.alarm("file:changed")


@door(34, "only the compressed neighbour overwritten", HARMLESS)
def test_an_overwritten_compressed_file_is_not_served(city):
    place = stored(city, "/")
    place.with_name(place.name + ".gz").write_bytes(gzip.compress(ATTACK.encode()))
    os.utime(place)
    answer = city.get("/", accept_encoding="gzip")
    body = gzip.decompress(answer.body) if answer.header("content-encoding") else answer.body
    assert ATTACK not in body.decode()


@door(
    34,
    "a rendered file overwritten in place, with the same size and its times put back",
    CAUGHT,
    "what memory holds stays; the next load finds other bytes and raises an alarm",
)
def test_times_put_back_hide_nothing(city):
    place = stored(city, city.address("plain"))
    city.get(city.address("plain"))
    _overwrite_quietly(place)
    city.get(city.address("plain"))
    city.start_again(keep_store=True)
    city.get(city.address("plain"))
    city.alarm("file:changed")


@door(
    34,
    "the rendered copy of a large attachment overwritten in place, its times put back",
    CAUGHT,
    "the state of the file on the disk differs: other bytes, an alarm",
)
def test_a_large_file_is_not_exchanged_under_our_hands(city):
    address = city.file("rich")
    before = city.get(address)
    assert len(before.body) > 1024 * 1024
    place = stored(city, address)
    _overwrite_quietly(place)
    assert ATTACK not in city.get(address).text
    city.look()
    city.alarm("file:changed")


def _overwrite_quietly(place):
    """Write the attack into a file without changing its size, its inode or its times."""
    state = place.stat()
    word = ATTACK.encode()
    with place.open("r+b") as file:
        file.seek(max(0, state.st_size // 2))
        file.write(word[: max(0, state.st_size - file.tell())])
    os.utime(place, ns=(state.st_atime_ns, state.st_mtime_ns))


@pytest.mark.parametrize("use", ["attachment", "picture"])
@door(
    34,
    "the bytes of an asset overwritten in the private storage",
    CAUGHT,
    "its digest does not fit: 503 and an alarm; `verify_ledger`",
)
def test_an_overwritten_asset_is_not_served(city, use):
    place = asset_of(city.file("rich", use))
    place.write_bytes(pdf(ATTACK) if use == "attachment" else image("x", 1).file.read())
    shutil.rmtree(settings.SANSHEN_STORE)
    city.start_again()
    city.look()
    city.alarm("asset:broken")
    city.verifier()


@door(34, "an original or a rendition of the workspace overwritten on the disk", HARMLESS)
def test_the_workspaces_files_are_not_the_publics(city):
    for place in Path(settings.MEDIA_ROOT).rglob("*"):
        if place.is_file():
            place.write_bytes(ATTACK.encode())


@door(34, "new files dropped into the store, the media folder and the assets", HARMLESS)
def test_a_file_without_a_row_is_nothing(city):
    city.begin(
        "/dropped.html",
        "/yaowen/dropped.html",
        "/assets/" + "a" * 64 + ".png",
        "/workspace-media/dropped.html",
        "/media/dropped.html",
    )
    for name in ("dropped.html", "yaowen/dropped.html", f"assets/{'a' * 64}.png"):
        place = store.current() / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(ATTACK)
    (Path(settings.MEDIA_ROOT) / "dropped.html").write_text(ATTACK)
    folder = Path(settings.SANSHEN_ASSETS) / "aa"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ("a" * 64)).write_text(ATTACK)


@door(34, "a link out of the store, to a file and to a folder", HARMLESS)
def test_links_lead_nowhere(city, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("secret.html", "other.html"):
        (outside / name).write_text(ATTACK)
    city.begin("/linked.html", "/folder/secret.html", "/yaowen/linked/other.html")
    (store.current() / "linked.html").symlink_to(outside / "secret.html")
    (store.current() / "folder").symlink_to(outside)
    (store.current() / "yaowen").mkdir(exist_ok=True)
    (store.current() / "yaowen" / "linked").symlink_to(outside)
    city.look()
    # And nothing outside of the store is removed because a visitor asked for it.
    assert sorted(place.name for place in outside.iterdir()) == ["other.html", "secret.html"]


@door(
    34,
    "`current` turned to a folder of somebody else's",
    CAUGHT,
    "no file of that folder is in the register; everything is made again",
)
def test_another_generation_is_not_believed(city):
    city.look()
    other = store.root() / "999"
    shutil.copytree(store.current().resolve(), other)
    for place in other.rglob("*.html"):
        place.write_text(place.read_text().replace("云汐", ATTACK))
    temporary = store.root() / ".turned"
    temporary.symlink_to("999")
    temporary.replace(store.current())
    city.look()
    city.catches.append("no row of the register names these files")


@door(
    34,
    "a rendered file and its row in the register both changed",
    ADMITTED,
    "comparison with another follower of the same releases; `rebuild_public` makes the true files "
    "again",
)
def test_file_and_register_together(city):
    place = stored(city, city.address("plain"))
    text = place.read_text().replace("健身中心", ATTACK)
    place.write_text(text)
    city.sql(
        "UPDATE portal_renderedfile SET sha256 = %s, gzip_sha256 = '' WHERE path = %s",
        [hashlib.sha256(text.encode()).hexdigest(), store.relative(city.address("plain"))],
    )
    assert ATTACK in city.get(city.address("plain")).text
    city.start_again()
    assert city.look().differing(city.before) == {}
    city.notices.append("rendered anew it is the true file")


@door(
    35,
    "an older genuine rendered file put back after a correction",
    CAUGHT,
    "the register names the file of the newest release: it goes, with an alarm",
)
def test_an_older_rendered_file_is_not_served(city, tmp_path):
    address = city.address("plain")
    place = stored(city, address)
    packed = place.with_name(place.name + ".gz")
    kept = [(p.relative_to(store.root()), p.read_bytes()) for p in (place, packed) if p.exists()]
    acting.release(acting.save(city.page("plain"), "lin", title="全民健身中心改期"))
    city.begin()
    for name, data in kept:
        target = store.root() / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        newest = store.current() / store.relative(address)
        if not name.name.endswith(".gz"):
            newest.write_bytes(data)
    assert "改期" in city.get(address).text
    city.alarm("file:changed")


@door(
    35,
    "the whole older store put back after a withdrawal, with its old register rows",
    CAUGHT,
    "the store follows the changes again before it answers",
)
def test_an_older_store_catches_up(city, tmp_path):
    city.look()
    older = tmp_path / "older"
    shutil.copytree(settings.SANSHEN_STORE, older, symlinks=True)
    acting.withdraw(city.page("rich"))
    city.begin()
    shutil.rmtree(settings.SANSHEN_STORE)
    shutil.copytree(older, settings.SANSHEN_STORE, symlinks=True)
    city.start_again(keep_store=True)
    assert city.get(city.address("rich")).status == 410
    city.catches.append("the change log is read again")


@door(
    35,
    "the cursor of the store set ahead, so that it misses a withdrawal",
    CAUGHT,
    "a file whose row is gone is not served",
)
def test_a_store_that_was_told_it_knows(city):
    address = city.address("rich")
    stored(city, address)
    city.sql("UPDATE portal_store SET change = 1000000")
    acting.withdraw(city.page("rich"))
    city.begin()
    assert city.get(address).status == 410
    city.catches.append("asked again before it is answered")
