"""The one desk page without a sign-in. The site mounts it before Wagtail's own addresses:
``path("admin/", include("workflow.desk.open_urls"))``."""

from django.urls import path

from workflow.desk.ceremony import ceremony

urlpatterns = [path("ceremony/", ceremony, name="sanshen_ceremony")]
