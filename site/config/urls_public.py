"""The public site, and nothing else: no view of Wagtail, the desk or the admin."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("portal.urls"))]
