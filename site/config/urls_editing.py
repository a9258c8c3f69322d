"""The editing side: Wagtail's admin with our views before it, all of it behind the login.

No page of the workspace has a public address: Wagtail's page-serving view, its API and its public
document view are not mounted.
"""

from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents.views.serve import serve as serve_document

from config.hosts import ADMIN, WORKSPACE
from config.workspace import serve_original

handler400 = "cms.admin.failing.damaged"
handler404 = "cms.admin.failing.missing"
handler500 = "cms.admin.failing.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail asks for this name wherever it lists a document. Here it needs a login.
    path(
        f"{WORKSPACE}document/<int:document_id>/<path:document_filename>",
        require_admin_access(serve_document),
        name="wagtaildocs_serve",
    ),
    path(f"{WORKSPACE}<path:name>", require_admin_access(serve_original)),
    # The one screen without a sign-in: three people become administrators, once.
    path(ADMIN, include("workflow.desk.open_urls")),
    # Ours first: the same paths as Wagtail's answer with our views.
    path(ADMIN, include("cms.urls")),
    path(ADMIN, include(wagtailadmin_urls)),
]
