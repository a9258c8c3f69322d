"""Our views at Wagtail's own addresses, mounted before Wagtail's under ``/admin/``.

`register_admin_urls` appends and cannot shadow, so this list stands before it. Names and
`reverse()` stay Wagtail's: only the views differ. Looked at again at each
upgrade (`tests/cms/test_doors.py`).
"""

from django.urls import URLPattern, path, re_path
from wagtail.admin.auth import require_admin_access

from cms import preview
from cms.admin import closed, javascript, submit
from cms.admin.drafting import views as drafting
from cms.admin.drafting.live import live
from cms.admin.explorer import explorer
from cms.admin.searching import screens as searching
from cms.admin.views import ReviewedCreateView, ReviewedEditView
from cms.office import views as office

_ADD = "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/"
_PAGE = "pages/<int:page_id>/"

urlpatterns: list[URLPattern] = [
    path("submit/<int:page_id>/", submit.submit, name="sanshen_submit"),
    path("submitted/<str:uid>/", submit.submitted, name="sanshen_submitted"),
    path("recall/<int:page_id>/", submit.recall, name="sanshen_recall"),
    path("proofread/", live, name="sanshen_live"),
    path("drafts/<int:page_id>/panel/", drafting.panel, name="sanshen_panel"),
    path("drafts/<int:page_id>/apply/", drafting.apply, name="sanshen_apply"),
    path("drafts/<int:page_id>/strip/", drafting.strip, name="sanshen_strip"),
    re_path(r"^word/(?P<target>new|into)/(?P<pk>\d{1,15})/$", office.upload, name="sanshen_word"),
    re_path(
        r"^word/(?P<target>new|into)/(?P<pk>\d{1,15})/(?P<key>[0-9a-f]{32})/$",
        office.look_over,
        name="sanshen_word_look",
    ),
    path("search-words/", searching.words, name="sanshen_search_words"),
    path("searches/", searching.searches, name="sanshen_searches"),
    path("content/<str:digest>/", preview.content, name="sanshen_preview_content"),
    path("assets/<str:name>", preview.asset, name="sanshen_asset"),
    path("jsi18n/", javascript.catalogue),
    path("pages/", require_admin_access(explorer.index_view)),
    path("pages/<int:parent_page_id>/", require_admin_access(explorer.index_view)),
    path("pages/<int:parent_page_id>/results/", require_admin_access(explorer.index_results_view)),
    path(_ADD, require_admin_access(ReviewedCreateView.as_view())),
    path(f"{_PAGE}edit/", require_admin_access(ReviewedEditView.as_view())),
    path(f"{_PAGE}unpublish/", closed.shut(closed.UNPUBLISHING)),
    path(f"{_PAGE}privacy/", closed.shut(closed.PRIVACY)),
    path(f"{_PAGE}delete/", closed.shut(closed.DELETING)),
    path(f"{_PAGE}convert_alias/", closed.shut(closed.ALIASES)),
    path(f"{_PAGE}lock/", closed.shut(closed.LOCKING)),
    path(f"{_PAGE}unlock/", closed.shut(closed.LOCKING)),
    path(f"{_PAGE}revisions/<int:revision_id>/unschedule/", closed.shut(closed.SCHEDULING)),
    re_path(r"^pages/workflow/", closed.shut(closed.WORKFLOWS)),
    re_path(r"^pages/(?P<page_id>\d+)/workflow_history/", closed.shut(closed.WORKFLOWS)),
    re_path(r"^users/", closed.shut(closed.ACCOUNTS)),
    re_path(r"^workflows/", closed.shut(closed.WORKFLOWS)),
    re_path(r"^reports/workflow", closed.shut(closed.WORKFLOWS)),
    # Choosers read through the interface; nothing is written through it.
    re_path(r"^api/main/pages/(?P<page_id>\d+)/action/", closed.no_interface),
]
