"""Versions of the unit's lists. A version is a whole list, proposed and confirmed by two people."""

from django.db import models

from workflow.models import Fact


class ListVersion(Fact):
    """Append-only. `statement` of a proposal is the list itself (`lexicon/1` of docs/formats.md).

    `number` counts the confirmed versions of a kind; it is 0 until somebody confirmed. The newest
    confirmed and unrevoked version of a kind is in force.
    """

    kind = models.CharField(max_length=12, db_index=True)
    count = models.PositiveIntegerField()
    number = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=500)
