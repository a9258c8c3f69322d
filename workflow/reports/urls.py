"""Addresses of the review sheets, mounted behind the sign-in."""

from django.urls import path

from workflow.reports import views

app_name = "reports"
urlpatterns = [
    path("sheets/", views.sheets, name="sheets"),
    path("sheets/<slug:uid>/", views.sheet, name="sheet"),
    path("sheets/<slug:uid>/pdf/", views.sheet_pdf, name="pdf"),
]
