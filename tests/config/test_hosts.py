"""Two host names, two halves; and the headers and the language that go with each."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from config.headers import HeadersMiddleware
from config.hosts import HostMiddleware, by_host, two_hosts
from config.language import AdminLocaleMiddleware

EDIT, WWW = "edit.example.gov.cn", "www.example.gov.cn"


@pytest.fixture
def hosts(settings):
    """One process for both halves, with the two names that production demands."""
    settings.SANSHEN_ROLE = "all"
    settings.SANSHEN_EDITING_HOST, settings.SANSHEN_PUBLIC_HOST = EDIT, WWW
    settings.ALLOWED_HOSTS = [EDIT, WWW]


@pytest.fixture
def one_host(settings):
    """The demo: both halves on one loopback address."""
    settings.SANSHEN_ROLE = "all"
    settings.SANSHEN_EDITING_HOST = settings.SANSHEN_PUBLIC_HOST = ""


def ask(middleware, path="/", host=WWW, answer=None, **headers):
    """Send one request through one middleware; return the request and the answer."""
    request = RequestFactory().get(path, headers={"host": host, **headers})
    return request, middleware(lambda _: answer or HttpResponse("x"))(request)


class TestMaps:
    @pytest.mark.parametrize(
        ("host", "half"),
        [(EDIT, "editing"), (WWW, "public"), (EDIT.upper() + ":8443", "editing"), ("", "public")],
    )
    def test_each_name_answers_with_its_own_half(self, hosts, host, half):
        request, _ = ask(HostMiddleware, host=host)
        assert request.urlconf == f"config.urls_{half}"

    def test_the_admin_cannot_be_reached_under_the_public_name(self, hosts):
        request, _ = ask(HostMiddleware, "/admin/", host=WWW)
        assert request.urlconf == "config.urls_public"

    def test_one_address_has_one_map(self, one_host):
        request, _ = ask(HostMiddleware, "/admin/", host="127.0.0.1:8000")
        assert not hasattr(request, "urlconf")
        assert not two_hosts()

    @pytest.mark.parametrize("role", ["editing", "public"])
    def test_half_a_system_has_one_map(self, hosts, settings, role):
        settings.SANSHEN_ROLE = role
        assert not two_hosts()

    @pytest.mark.parametrize(("host", "answer"), [(EDIT, b"desk"), (WWW, b"store"), ("", b"store")])
    def test_stored_files_are_not_served_under_the_editing_name(self, hosts, host, answer):
        served = by_host(editing=lambda *_: [b"desk"], public=lambda *_: [b"store"])
        assert list(served({"HTTP_HOST": host}, lambda *_: None)) == [answer]


class TestHeaders:
    def test_the_public_site_runs_only_scripts_of_its_own(self, one_host):
        _, response = ask(HeadersMiddleware, "/news/")
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    def test_nothing_of_the_editing_side_is_kept_by_a_cache(self, one_host):
        _, response = ask(HeadersMiddleware, "/admin/pages/")
        assert response.headers["Cache-Control"] == "no-store, private"

    def test_a_view_may_be_stricter(self, one_host):
        frozen = HttpResponse("x", headers={"Content-Security-Policy": "sandbox"})
        _, response = ask(HeadersMiddleware, "/admin/desk/frame/", answer=frozen)
        assert response.headers["Content-Security-Policy"] == "sandbox"


class TestLanguage:
    def test_the_admin_speaks_the_language_of_the_browser(self):
        assert self.spoken("/admin/") == "en"

    def test_the_public_site_is_the_same_for_every_browser(self):
        with translation.override("en"):
            assert self.spoken("/") == "zh-hans"

    def spoken(self, path):
        """Return the language in which a browser that wants English is answered."""
        heard = []

        def answer(_):
            heard.append(translation.get_language())
            return HttpResponse()

        request = RequestFactory().get(path, headers={"accept-language": "en"})
        response = AdminLocaleMiddleware(answer)(request)
        assert response.has_header("Vary") == (path == "/admin/")
        return heard[0]
