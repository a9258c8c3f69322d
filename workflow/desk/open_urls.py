"""The desk pages without a sign-in. The site mounts them before Wagtail's own addresses:
``path("admin/", include("workflow.desk.open_urls"))``."""

from django.urls import path
from django.views.decorators.cache import never_cache

from workflow.desk.ceremony import ceremony
from workflow.desk.entrance import CodeView, SignInView

urlpatterns = [
    path("ceremony/", ceremony, name="sanshen_ceremony"),
    path("login/code/", never_cache(CodeView.as_view()), name="sanshen_code"),
    # At the address and under the name of Wagtail's own, which it stands before.
    path("login/", never_cache(SignInView.as_view()), name="wagtailadmin_login"),
]
