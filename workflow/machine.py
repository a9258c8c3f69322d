"""The state machine of a working copy: the table spoken in django_fsm, and the one way to move.

The only module that knows django_fsm. Its `refresh_from_db` leaves protection off when it raises,
its mixin guards the state but not other columns, and a failed move leaves the new state in memory:
so nothing here refreshes or saves an instance. A move is checked by django_fsm against the table
and written by one UPDATE that names the state *and* the version that were read.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone
from django_fsm import FSMField, TransitionNotAllowed, transition

from workflow.states import State
from workflow.transitions import TABLE, Transition, Verb, find


class Overtaken(Exception):
    """The working copy has moved since it was read. Read again."""


class StateField(FSMField):
    """The state column: choices from the states, assignment in memory refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Protect the field unless a migration says otherwise."""
        kwargs.setdefault("protected", True)
        super().__init__(*args, **kwargs)


class Machine(models.Model):
    """Base of the working copy: its state, and a version that counts its moves."""

    state = StateField(default=State.DRAFTING, choices=[(s, s) for s in State], db_index=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


def _method(row: Transition) -> Callable[[Any], None]:
    def move_in_memory(review: Machine) -> None:
        """Change the state in memory; `move` writes it."""

    move_in_memory.__name__ = row.name
    move_in_memory.__qualname__ = f"Machine.{row.name}"
    return move_in_memory


def _methods() -> dict[str, Callable[[Any], None]]:
    """One django_fsm method for every verb and target, with all the sources of its rows."""
    methods: dict[str, Callable[[Any], None]] = {}
    for row in TABLE:
        method = methods.get(row.name) or _method(row)
        known = transition("state", source=list(row.sources), target=row.target)
        methods[row.name] = known(method)
    return methods


for _name, _function in _methods().items():
    setattr(Machine, _name, _function)


def move(review: Machine, verb: Verb, target: State | None = None, **columns: object) -> Transition:
    """Move a working copy, or raise because the table or somebody else was first.

    `columns` are further columns written with the state. The instance in memory is updated when
    the row was; after `Overtaken` it must be thrown away.

    Raises:
        Overtaken: when the table has no such move from this state, or the row has moved on.
    """
    before, version = State(review.state), review.version
    row = find(verb, before, target)
    if row is None:
        raise Overtaken(f"{verb} from {before}")
    try:
        getattr(review, row.name)()
    except TransitionNotAllowed as error:
        raise Overtaken(str(error)) from error
    rows = type(review)._default_manager.filter(pk=review.pk, state=before, version=version)
    written = {"changed_at": timezone.now(), **columns}
    if rows.update(state=row.target, version=version + 1, **written) != 1:
        raise Overtaken(f"{verb} from {before}, version {version}")
    review.version = version + 1
    for name, value in columns.items():
        setattr(review, name, value)
    return row
