"""While the search engine is away the site answers, releases happen, and nothing is lost."""

import socket
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from config.wiring import drain_outbox
from search import outbox
from search.engine import get_engine
from search.engines.elastic.cluster import Cluster
from tests.portal.caller import Caller
from tests.portal.town import Town, article


@pytest.fixture
def nobody() -> str:
    """The address of a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of somebody who listens and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def away(settings: Settings, nobody: str) -> str:
    """An installation with an Elasticsearch that is not there."""
    settings.SANSHEN_ELASTICSEARCH_URL = nobody
    settings.SANSHEN_ELASTICSEARCH_INDEX = "nobody"
    settings.SANSHEN_SEARCH_ENGINE = "elastic"
    return nobody


def test_the_search_page_says_so_and_leads_to_the_sections(
    town: Town, call: Caller, away: str
) -> None:
    reply = call("/search/?q=医保缴费<b>")
    assert reply.status == 503
    assert "搜索暂时没有应答" in reply.text
    assert 'href="/news/"' in reply.text
    assert 'href="/policy/"' in reply.text
    assert 'value="医保缴费&lt;b&gt;"' in reply.text
    assert reply.headers["Cache-Control"] == "private, no-store"
    assert int(reply.headers["Retry-After"]) > 0


def test_the_page_on_which_nothing_was_typed_is_as_always(
    town: Town, call: Caller, away: str
) -> None:
    assert call("/search/").status == 200


def test_a_release_happens_is_read_and_waits_for_the_search(
    town: Town, call: Caller, away: str, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    town.release(article("关于医保缴费的通知"))
    drain_outbox()
    assert call("/news/").text.count("关于医保缴费的通知") > 0
    waiting = outbox.pending()
    assert waiting > 0
    assert "wait for the search engine" in caplog.text
    health = get_engine().health()
    assert (health.ok, health.documents, health.needs_rebuild) == (False, None, False)
    settings.SANSHEN_SEARCH_ENGINE = "embedded"
    drain_outbox()
    assert outbox.pending() == 0
    assert "<mark>医保</mark>缴费的通知" in call("/search/?q=医保").text


def test_a_server_that_is_silent_is_waited_for_once(silent: str) -> None:
    cluster = Cluster(silent, "silent", request_timeout=0.2)
    ended = []
    for _ in range(3):
        began = time.monotonic()
        with pytest.raises(Exception, match=r"did not answer|does not answer"):
            cluster.index()
        ended.append(time.monotonic() - began)
    cluster.client.close()
    assert ended[0] >= 0.2
    assert max(ended[1:]) < 0.1


def test_a_server_that_comes_back_is_asked_again(nobody: str, monkeypatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr("search.engines.elastic.cluster.time.monotonic", lambda: now[0])
    cluster = Cluster(nobody, "nobody")
    pauses = []
    for _ in range(8):
        with pytest.raises(Exception, match="does not answer"):
            cluster.index()
        began = now[0]
        while True:
            try:
                cluster.check()
                break
            except Exception:
                now[0] += 0.5
        pauses.append(now[0] - began)
    cluster.client.close()
    assert pauses[:5] == [1.0, 2.0, 4.0, 8.0, 16.0]
    assert set(pauses[5:]) == {30.0}
