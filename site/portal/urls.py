"""The addresses of the public site: the search page, and whatever a release says."""

from django.urls import path, re_path

from portal import find, searchless, suggesting, views

app_name = "portal"
urlpatterns = [
    path("search/", searchless.or_sections(find.page), name="search"),
    path("search/feed.xml", searchless.or_sections(find.atom), name="search-atom"),
    path("search/results.json", searchless.or_nothing(find.json), name="search-json"),
    path("search/suggest", searchless.or_nothing(suggesting.suggest), name="suggest"),
    path("search/opened", suggesting.opened, name="opened"),
    re_path(r"", views.page, name="page"),
]
