"""The addresses of the public site: the search page, and whatever a release says."""

from django.urls import path, re_path

from portal import find, searchless, views

app_name = "portal"
urlpatterns = [
    path("search/", searchless.or_sections(find.page), name="search"),
    re_path(r"", views.page, name="page"),
]
