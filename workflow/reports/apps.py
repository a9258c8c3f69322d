"""Application configuration of the reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Review sheets inside Wagtail's admin."""

    name = "workflow.reports"
    label = "reports"
    verbose_name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
