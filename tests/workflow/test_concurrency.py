"""Several processes press at the same moment: one of them was first, and all learn who."""

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

import pytest
from django.db import connection, connections

from ledger import entries, triggers, verify
from ledger.models import AuditEntry, EntryIndex, Release
from tests.scenes import NAMES, Office, open_office
from workflow import commands
from workflow.models import Opinion, Person, Submission
from workflow.presence import Presence
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.rules.facts import Extra
from workflow.states import Stage

ROUNDS, PROCESSES = 20, 4
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def committed(transactional_db: None) -> Iterator[Office]:
    """Give an office that other processes can see. A flush needs the triggers out of its way; they
    are installed again after it."""
    yield open_office()
    triggers.remove(connection)


def press(
    key: str, stage: Stage, submissions: list[int], barrier: Barrier, answers: "SimpleQueue[str]"
) -> None:
    """Sign one submission after the other, each at the same moment as the other processes."""
    person = Person.objects.get(number=NAMES[key][0])
    presence = Presence(person, person.accounts.get().pk, key, entries.now())
    for pk in submissions:
        submission = Submission.objects.get(pk=pk)
        barrier.wait(30)
        try:
            commands.decide(
                presence, submission, shown=submission.digest, stage=stage, decision="pass"
            )
            answers.put("signed")
        except Refused as refused:
            answers.put(refused.refusals[0].code)
        except Exception as error:  # what a process says when it breaks must be seen
            answers.put(repr(error))
    connections.close_all()


def race(keys: list[str], stage: Stage, submissions: list[Submission]) -> Counter[str]:
    """Let one process for each key sign all the submissions; count what they were told."""
    barrier, answers = FORK.Barrier(len(keys)), FORK.SimpleQueue()
    numbers = [submission.pk for submission in submissions]
    # A connection must not be shared by two processes.
    connections.close_all()
    processes = [
        FORK.Process(target=press, args=(key, stage, numbers, barrier, answers)) for key in keys
    ]
    for process in processes:
        process.start()
    told = Counter(answers.get() for _each in range(len(keys) * len(submissions)))
    for process in processes:
        process.join(30)
    return told


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", [Stage.FIRST, Stage.FINAL])
def test_four_processes_press_at_once_and_one_signature_counts(
    committed: Office, stage: Stage
) -> None:
    duty, usual = {Stage.FIRST: (Duty.FIRST, "zhou"), Stage.FINAL: (Duty.FINAL, "zheng")}[stage]
    committed.appoint("he", duty)
    submissions = [
        committed.advance(committed.submit(committed.page(f"通知 {number}")), stage)
        for number in range(ROUNDS)
    ]
    told = race([usual, "he", usual, "he"], stage, submissions)
    assert told["signed"] == ROUNDS
    assert told["stage_taken"] == ROUNDS * (PROCESSES - 1)
    for submission in submissions:
        assert Opinion.objects.filter(submission=submission, stage=stage).count() == 1
    tag = "release:published" if stage is Stage.FINAL else "review:first:passed"
    assert EntryIndex.objects.filter(tag=tag).count() == ROUNDS
    assert EntryIndex.objects.filter(tag="signature:refused").count() == told["stage_taken"]
    assert Release.objects.count() == (ROUNDS if stage is Stage.FINAL else 0)
    sequences = list(AuditEntry.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))


@pytest.mark.django_db(transaction=True)
def test_two_extra_signers_press_at_once_and_each_signature_counts_once(committed: Office) -> None:
    for key in ("he", "chen"):
        committed.appoint(key, Duty.SECRECY)
    committed.policy(Extra("secrecy", "", ""))
    submissions = [
        committed.advance(committed.submit(committed.page(f"通知 {number}")), Stage.FINAL)
        for number in range(ROUNDS // 4)
    ]
    told = race(["he", "chen", "he", "chen"], Stage.SECRECY, submissions)
    assert told == {"signed": len(submissions), "stage_taken": 3 * len(submissions)}
    for submission in submissions:
        assert Opinion.objects.filter(submission=submission, stage=Stage.SECRECY).count() == 1
        committed.sign(submission, Stage.FINAL)
    assert verify.ledger().ok
