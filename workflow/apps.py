"""Application configuration of the workflow."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Review by three people."""

    name = "workflow"
    verbose_name = "workflow"
    default_auto_field = "django.db.models.BigAutoField"
