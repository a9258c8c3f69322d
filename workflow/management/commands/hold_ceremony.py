"""The first start at a terminal: three administrators appoint each other."""

import getpass
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger.keys import MissingKey
from workflow.appointments import Administrator, FirstAppointment, first_start
from workflow.refusals import Refused
from workflow.roles import Duty

ROLES = ("system", "security", "audit")


class Command(BaseCommand):
    """Hold the ceremony, from a JSON file or by asking the three people one after the other."""

    help = (
        "Makes the three administrators, who confirm each other, and the first appointments. "
        "With --from FILE the answers come from JSON: {system, security, audit, people, "
        "appointments, drafter_signs_first}; without it each person is asked in turn."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Know where the answers come from."""
        parser.add_argument("--from", dest="path", help="A JSON file, or - for standard input.")

    def handle(self, *args: Any, path: str | None = None, **options: Any) -> None:
        """Read the answers and hold the ceremony."""
        answers = _read(path) if path else self._ask_everybody()
        try:
            first = first_start(**_arguments(answers))
        except (KeyError, TypeError, ValueError) as error:
            raise CommandError(f"The answers are incomplete or misspelt: {error}") from error
        except (Refused, MissingKey) as error:
            raise CommandError(str(error)) from error
        names = ", ".join(person.name for person in first.people.values())
        self.stdout.write(f"The ceremony is held. In the register: {names}.")

    def _ask_everybody(self) -> dict[str, Any]:
        self.stdout.write("Three people are needed here, one after the other.")
        return {role: self._ask(role) for role in ROLES}

    def _ask(self, role: str) -> dict[str, str]:
        self.stdout.write(f"\nThe {role} administrator sits down:")
        answers = {
            "number": input("  personal number: "),
            "name": input("  name: "),
            "post": input("  post: "),
            "username": input("  user name: "),
            "password": getpass.getpass("  password (nobody else looks): "),
        }
        if getpass.getpass("  the password again: ") != answers["password"]:
            raise CommandError("The two passwords differ. Nothing was made; begin again.")
        return answers


def _read(path: str) -> dict[str, Any]:
    try:
        text = Path("/dev/stdin" if path == "-" else path).read_text(encoding="utf-8")
        found = json.loads(text)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise CommandError(f"{path} does not hold a JSON object.")
    return found


def _arguments(answers: dict[str, Any]) -> dict[str, Any]:
    known = {*ROLES, "people", "appointments", "drafter_signs_first"}
    if unknown := set(answers) - known:
        raise ValueError(", ".join(sorted(unknown)))
    return {
        **{role: Administrator(**answers[role]) for role in ROLES},
        "people": [Administrator(**person) for person in answers.get("people", [])],
        "appointments": [_appointment(row) for row in answers.get("appointments", [])],
        "drafter_signs_first": bool(answers.get("drafter_signs_first", False)),
    }


def _appointment(row: dict[str, Any]) -> FirstAppointment:
    until = row.get("until")
    return FirstAppointment(
        **{
            **row,
            "duty": Duty(row["duty"]),
            "until": datetime.fromisoformat(until) if until else None,
        }
    )
