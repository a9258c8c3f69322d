"""Proposing, confirming and revoking appointments at a terminal, in an administrator's own name."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workflow.accounts import terminal
from workflow.appointments import confirm, propose, revoke
from workflow.models import Person
from workflow.refusals import Refused
from workflow.roles import Duty


class Command(BaseCommand):
    """Act upon appointments. Who acts proves it with their password; a shell is no appointment."""

    help = "Proposes, confirms or revokes an appointment: two administrators, one after the other."

    def add_arguments(self, parser: CommandParser) -> None:
        """Know the three acts."""
        parser.add_argument("--as", dest="username", required=True, help="Your own user name.")
        acts = parser.add_subparsers(dest="act", required=True)
        proposing = acts.add_parser("propose", help="Propose; prints the uid to confirm.")
        proposing.add_argument("number", help="Personal number of who is appointed.")
        proposing.add_argument("duty", choices=[duty.value for duty in Duty])
        proposing.add_argument("--section", default="", help="Uid of a section; all without.")
        proposing.add_argument("--since", help="ISO time with time zone; now without.")
        proposing.add_argument("--until", help="ISO time with time zone; open without.")
        proposing.add_argument("--for", dest="principal", help="Personal number of the principal.")
        proposing.add_argument("--reason", required=True)
        confirming = acts.add_parser("confirm", help="Confirm what somebody else proposed.")
        confirming.add_argument("uid")
        revoking = acts.add_parser("revoke", help="Revoke at once.")
        revoking.add_argument("uid")
        revoking.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prove who acts, then act."""
        presence = terminal.prove(options["username"])
        try:
            if options["act"] == "propose":
                row = propose(
                    presence,
                    _person(options["number"]),
                    options["duty"],
                    section=options["section"],
                    since=_moment(options["since"]),
                    until=_moment(options["until"]),
                    reason=options["reason"],
                    on_behalf_of=_person(options["principal"]) if options["principal"] else None,
                )
            elif options["act"] == "confirm":
                row = confirm(presence, options["uid"])
            else:
                row = revoke(presence, options["uid"], options["reason"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{row.act}: {row.person_name}, {row.duty}, {row.uid}")


def _person(number: str) -> Person:
    person = Person.objects.filter(number=number).first()
    if person is None:
        raise CommandError(f"Nobody has the personal number {number}.")
    return person


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text!r} is not an ISO time.") from error
    if moment.tzinfo is None:
        raise CommandError(f"{text!r} has no time zone; write for example {text}+08:00.")
    return moment
