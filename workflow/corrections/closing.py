"""A task ends with the corrected release, with the withdrawal, or with a named person's reason."""

from collections.abc import Iterable

from django.db import transaction

from ledger import bodies, entries
from workflow import commands
from workflow.corrections.models import Task
from workflow.corrections.reading import mistakes
from workflow.presence import Presence
from workflow.queries import public
from workflow.queries.appointed import signer
from workflow.refusals import raise_if
from workflow.rules.correcting import Closing, may_close

LONGEST_REASON = 500


def settle(pages: Iterable[str] | None = None) -> int:
    """Close what later releases put right or took away; give how many tasks that were.

    Called after each release, and by the scan for whatever was missed in between.
    """
    tasks = Task.objects.filter(closed_at=None)
    if pages is not None:
        tasks = tasks.filter(page__in=list(pages))
    waiting: dict[str, list[Task]] = {}
    for task in tasks:
        waiting.setdefault(task.page, []).append(task)
    return sum(_settle(page, found) for page, found in waiting.items())


@transaction.atomic
def close(presence: Presence, task: Task, reason: str) -> Task:
    """Close a task that needs no correction, with a reason and a name.

    Raises:
        Refused: when the rules have anything against it.
    """
    entries.lock()
    moment = entries.now()
    task = Task.objects.select_for_update().get(pk=task.pk)
    facts = Closing(
        signer=signer(presence, moment, [task.places]),
        moment=moment,
        places=task.places,
        reason=reason,
        closed=task.closed_at is not None,
    )
    raise_if(may_close(facts))
    words = reason.strip()[:LONGEST_REASON]
    task.closed_at, task.closed_how, task.reason = moment, "reason", words
    task.closed_by, task.closed_by_name = presence.person.uid, presence.person.name
    task.save()
    entries.append(
        "correction:closed",
        person=presence.ref,
        subject={"kind": "page", "uid": task.page},
        detail={"rule": task.code, "release": task.release, "task": task.pk},
        covers=[bodies.put_words(words)],
    )
    return task


def _settle(page: str, tasks: list[Task]) -> int:
    standing = public.standing(entries.now()).filter(page=page)
    found = next(public.contents(standing), None)
    if found is None:
        return _end(tasks, "withdrawn")
    row, content = found
    if all(task.release == row.sequence for task in tasks):
        return 0
    everything = commands.findings(content)
    said = {(each.code, each.excerpt) for each in everything}
    still = {mistake.key for mistake in mistakes(content, everything)}
    corrected = [task for task in tasks if (task.code, task.excerpt) not in said]
    # What is found still, and was before the three who released it, they have answered for.
    reviewed = [task for task in tasks if task not in corrected and task.key not in still]
    count = _end(corrected, "corrected") + _end(reviewed, "reviewed")
    Task.objects.filter(pk__in=[task.pk for task in tasks], closed_at=None).update(
        release=row.sequence
    )
    return count


def _end(tasks: list[Task], how: str) -> int:
    open_ = Task.objects.filter(pk__in=[task.pk for task in tasks], closed_at=None)
    return open_.update(closed_at=entries.now(), closed_how=how)
