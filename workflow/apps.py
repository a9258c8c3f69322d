"""Application configuration of the workflow."""

from importlib import import_module

from django.apps import AppConfig

from ledger import people, triggers

APPEND_ONLY = (
    "Appointment",
    "ReviewPolicy",
    "Contribution",
    "Submission",
    "SubmissionItem",
    "Finding",
    "Disposition",
    "Opinion",
    "Handover",
    "WithdrawalConfirmation",
)


class WorkflowConfig(AppConfig):
    """Review by three people."""

    name = "workflow"
    verbose_name = "workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the tables of facts append-only, listen for sign-ins, tell the ledger of people."""
        for name in APPEND_ONLY:
            triggers.register(self.get_model(name))
        import_module("workflow.presence")
        people.register(import_module("workflow.people").by_number)
