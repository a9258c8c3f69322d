"""People and their accounts.

The administrators' ceremony (`appointments.first_start`) enters the first people; afterwards a
system or security administrator does. Read `register` (people), `accounts` (their sign-ins),
`factors` (what they sign in with besides), `resets` (the second person that a reset takes).
"""

from workflow.people.accounts import (
    change_email,
    change_own_password,
    lift_lock_out,
    lock_account,
    open_account,
    reset_password,
)
from workflow.people.factors import enrol_factor, remove_factor, renew_codes, reset_factor
from workflow.people.register import by_number, change_person, close_person, create_person
from workflow.people.resets import confirm_reset
from workflow.presence import person_ref

__all__ = [
    "by_number",
    "change_email",
    "change_own_password",
    "change_person",
    "close_person",
    "confirm_reset",
    "create_person",
    "enrol_factor",
    "lift_lock_out",
    "lock_account",
    "open_account",
    "person_ref",
    "remove_factor",
    "renew_codes",
    "reset_factor",
    "reset_password",
]
