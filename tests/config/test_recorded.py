"""Settings that bear on review, compared with the last start."""

import pytest

from config import recorded
from config.settings import environment
from ledger import entries
from ledger.models import AuditEntry
from tests.evidence import open_chain


def newest() -> dict:
    return entries.header(AuditEntry.objects.order_by("-sequence")[0]).detail


@pytest.mark.django_db
class TestComparing:
    def test_the_first_start_records_all_of_them(self):
        open_chain()
        changed = recorded.compare(environment.read({}))
        assert "review_hours" in changed
        assert dict(zip(newest()["names"], newest()["values"], strict=True))["review_hours"] == "24"

    def test_the_same_settings_again_write_nothing(self):
        open_chain()
        recorded.compare(environment.read({}))
        count = AuditEntry.objects.count()
        assert recorded.compare(environment.read({})) == []
        assert AuditEntry.objects.count() == count

    def test_another_value_is_an_entry_that_names_it_and_what_it_was(self):
        open_chain()
        recorded.compare(environment.read({}))
        changed = recorded.compare(environment.read({"SANSHEN_REVIEW_HOURS": "400"}))
        assert changed == ["review_hours"]
        assert newest()["changed"] == ["review_hours"]
        assert newest()["before"] == ["24"]

    def test_before_the_ledger_has_begun_nothing_is_written(self):
        assert recorded.compare(environment.read({})) == []
        assert not AuditEntry.objects.exists()

    def test_no_secret_is_recorded(self):
        open_chain()
        secrets = {"SANSHEN_EMAIL_PASSWORD": "very-secret-word", "SANSHEN_SECRET_KEY": "k" * 60}
        recorded.compare(environment.read(secrets))
        assert "secret" not in " ".join(newest()["values"])
        assert "kkk" not in " ".join(newest()["values"])
