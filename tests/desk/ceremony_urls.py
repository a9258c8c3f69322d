"""The site's addresses with the ceremony before them, as a running site mounts it."""

from django.urls import include, path

from config.urls_all import urlpatterns as every

urlpatterns = [path("admin/", include("workflow.desk.open_urls")), *every]
