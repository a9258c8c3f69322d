"""Addresses of the reports, mounted behind the sign-in."""

from django.urls import path

from workflow.reports import flow, gate, proofreading, views

app_name = "reports"
urlpatterns = [
    path("turnaround/", flow.flow, name="flow"),
    path("sheets/", views.sheets, name="sheets"),
    path("sheets/<slug:uid>/", views.sheet, name="sheet"),
    path("sheets/<slug:uid>/pdf/", views.sheet_pdf, name="pdf"),
    path("findings/", proofreading.findings, name="findings"),
    path("gate/", gate.runs, name="gate"),
    path("gate/start/", gate.start, name="gate_start"),
    path("gate/<int:sequence>/", gate.report, name="gate_report"),
]
