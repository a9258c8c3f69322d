"""A working copy moves once, by the table, and in no other way."""

import pytest
from django.db import connection, transaction

from tests.scenes import Office
from workflow.machine import Overtaken, move
from workflow.models import PageReview
from workflow.states import State
from workflow.transitions import TABLE, Verb, find

pytestmark = pytest.mark.django_db


def test_the_state_cannot_be_assigned(office: Office) -> None:
    review = office.page().review
    with pytest.raises(AttributeError):
        review.state = State.RELEASED


def test_who_read_earlier_is_overtaken(office: Office) -> None:
    page = office.page()
    one = PageReview.objects.get(pk=page.review.pk)
    other = PageReview.objects.get(pk=page.review.pk)
    move(one, Verb.SUBMIT)
    with pytest.raises(Overtaken):
        move(other, Verb.SUBMIT)
    assert PageReview.objects.get(pk=page.review.pk).version == one.version


def test_a_state_that_came_back_is_not_the_state_that_was_read(office: Office) -> None:
    page = office.page()
    old = PageReview.objects.get(pk=page.review.pk)
    new = PageReview.objects.get(pk=page.review.pk)
    move(new, Verb.SUBMIT)
    move(new, Verb.RECALL)
    with pytest.raises(Overtaken):
        move(old, Verb.SUBMIT)


def test_a_move_that_the_table_does_not_know_is_refused(office: Office) -> None:
    review = PageReview.objects.get(pk=office.page().review.pk)
    for verb in (Verb.PASS, Verb.APPROVE, Verb.RETURN, Verb.RECALL):
        with pytest.raises(Overtaken):
            move(review, verb)
    with pytest.raises(Overtaken):
        move(review, Verb.SUBMIT, State.RELEASED)


def test_a_deleted_row_is_not_made_again(office: Office) -> None:
    review = PageReview.objects.get(pk=office.page().review.pk)
    gone = PageReview.objects.get(pk=review.pk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE workflow_pagereview SET version = 99 WHERE id = %s", [review.pk])
    with pytest.raises(Overtaken):
        move(gone, Verb.SUBMIT)


def test_released_is_reached_by_approval_alone() -> None:
    assert {row.verb for row in TABLE if row.target is State.RELEASED} == {Verb.APPROVE}
    assert find(Verb.APPROVE, State.SECOND_REVIEW) is None
    assert find(Verb.PASS, State.FINAL_REVIEW) is None


def test_the_table_fits_one_screen() -> None:
    assert len(TABLE) <= 20
