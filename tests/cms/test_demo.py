"""The demo goes through the same commands as everybody, and through them once."""

import io
from collections import Counter

import pytest
from django.core.management import call_command

from ledger.models import AuditEntry
from workflow.models import PageReview, Person


@pytest.mark.django_db
def test_it_shows_every_state_and_a_second_run_adds_nothing() -> None:
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    states = Counter(PageReview.objects.values_list("state", flat=True))
    assert set(states) == {
        "drafting", "first_review", "second_review", "final_review", "returned", "released",
    }  # fmt: skip
    assert sum(states.values()) >= 50
    entries = AuditEntry.objects.count()
    call_command("load_demo", stdout=out)
    assert AuditEntry.objects.count() == entries
    for person in Person.objects.all():
        assert person.name in out.getvalue()
