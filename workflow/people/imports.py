"""A list of people comes into the register: first what would happen, then all of it at once.

One number is one person: a second line of the same number with another user name is a second
account. A second run finds everything as it is. Imported accounts have no password; nobody signs
in with one before an administrator has set the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import bodies, canonical, entries
from workflow.models import Account, Person
from workflow.people.acting import require_administrator
from workflow.people.lists import Line
from workflow.people.register import INCOMPLETE
from workflow.presence import Presence
from workflow.refusals import Refused, refusal
from workflow.rules.words import unseen_characters
from workflow.signals import account_changed

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
LONGEST = {
    "number": 40, "name": 100, "department": 100, "post": 100, "username": 150, "email": 254,
}  # fmt: skip
#: How a cell begins that a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t")
KEPT = ("name", "department", "post")


@dataclass
class Step:
    """What would happen with one line: `says` is for people, `cells` what it holds."""

    number: int
    kind: str
    cells: dict[str, str]
    says: list[str | Promise] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What would happen with all of them, in their order."""

    steps: list[Step]

    def count(self, kind: str) -> int:
        """Give how many lines are of a kind."""
        return sum(step.kind == kind for step in self.steps)

    @property
    def counts(self) -> dict[str, int]:
        """Give the number of lines of each kind."""
        return {kind: self.count(kind) for kind in (NEW, CHANGED, UNCHANGED, REFUSED)}


def plan(lines: Sequence[Line]) -> Plan:
    """Say what would happen, without doing any of it."""
    people = {row.number: row for row in Person.objects.all()}
    owners = dict(Account.objects.values_list("user__username", "person__number"))
    users = set(User.objects.values_list("username", flat=True))
    seen: dict[str, dict[str, str]] = {}
    taken: dict[str, int] = {}
    steps = []
    for line in lines:
        reasons = [*_shape(line.cells), *_twice(line, seen, taken)]
        person = people.get(line.cells["number"])
        if person is not None and person.closed_at is not None:
            reasons.append(_("%(name)s is closed in the register.") % {"name": person.name})
        reasons += _owned(line.cells, owners, users)
        if reasons:
            steps.append(Step(line.number, REFUSED, line.cells, reasons))
            continue
        seen.setdefault(line.cells["number"], line.cells)
        if line.cells.get("username"):
            taken[line.cells["username"]] = line.number
        steps.append(_step(line, person, owners))
    return Plan(steps)


@transaction.atomic
def carry_out(presence: Presence, lines: Sequence[Line]) -> Plan:
    """Do it, all or nothing; refused lines are left out. Give what was done.

    Raises:
        Refused: when the person does not administer, or nothing is left to do.
    """
    entries.lock()
    require_administrator(presence)
    found = plan(lines)
    wanted = [step for step in found.steps if step.kind in (NEW, CHANGED)]
    if not wanted:
        sentence = gettext_lazy("There is nothing to import: every line is refused or there.")
        raise Refused([refusal("nothing_to_import", sentence)])
    people = _enter(wanted)
    _open(wanted, people)
    statement = [
        {"act": step.kind, "person": people[step.cells["number"]].uid}
        | {key: step.cells.get(key, "") for key in ("number", *KEPT, "username")}
        for step in wanted
    ]
    digest = bodies.put(canonical.encode({"format": "people/1", "lines": statement}))
    counts = {kind: number for kind, number in found.counts.items() if number}
    entries.append("people:imported", person=presence.ref, detail=counts, covers=[digest])
    for uid in {people[step.cells["number"]].uid for step in wanted if step.cells.get("username")}:
        account_changed.send(Account, person=uid)
    return found


def _shape(cells: dict[str, str]) -> list[str | Promise]:
    found: list[str | Promise] = []
    for key, value in cells.items():
        if value.startswith(FORMULA):
            found.append(_("“%(cell)s” is a formula, or begins like one.") % {"cell": value[:30]})
        if len(value) > LONGEST[key]:
            found.append(_("“%(cell)s…” is too long.") % {"cell": value[:20]})
        unseen = unseen_characters(value)
        if unseen is not None:
            found.append(unseen.sentence)
    if not cells["number"] or not cells["name"]:
        found.append(str(INCOMPLETE))
    if cells.get("email"):
        try:
            validate_email(cells["email"])
        except ValidationError:
            found.append(_("%(email)s is no mail address.") % {"email": cells["email"][:60]})
    if " " in cells.get("username", ""):
        found.append(_("A user name has no spaces."))
    return found


def _twice(
    line: Line, seen: dict[str, dict[str, str]], taken: dict[str, int]
) -> list[str | Promise]:
    found: list[str | Promise] = []
    cells, before = line.cells, seen.get(line.cells["number"])
    username = cells.get("username", "")
    if before is not None and any(before.get(k, "") != cells.get(k, "") for k in KEPT):
        found.append(
            _("The number %(number)s stands above with other data (%(name)s).")
            % {"number": cells["number"], "name": before["name"]}
        )
    elif before is not None and not username:
        found.append(_("The same line stands above."))
    if username in taken:
        found.append(
            _("The user name %(username)s stands in line %(line)d already.")
            % {"username": username, "line": taken[username]}
        )
    return found


def _owned(cells: dict[str, str], owners: dict[str, str], users: set[str]) -> list[str | Promise]:
    username = cells.get("username", "")
    if username not in users or owners.get(username) == cells["number"]:
        return []
    return [_("The user name %(username)s belongs to another.") % {"username": username}]


def _step(line: Line, person: Person | None, owners: dict[str, str]) -> Step:
    cells, says = line.cells, list[str | Promise]()
    username = cells.get("username", "")
    opens = bool(username) and username not in owners
    if opens:
        says.append(_("opens the account %(username)s") % {"username": username})
    if person is None:
        return Step(line.number, NEW, cells, says)
    for key in KEPT:
        before, after = getattr(person, key), cells.get(key, getattr(person, key))
        if before != after:
            says.append(f"{before or '—'} → {after or '—'}")
    return Step(line.number, CHANGED if says else UNCHANGED, cells, says)


def _enter(steps: Sequence[Step]) -> dict[str, Person]:
    numbers = {step.cells["number"] for step in steps}
    people = {row.number: row for row in Person.objects.filter(number__in=numbers)}
    new: dict[str, Person] = {}
    changed: dict[str, Person] = {}
    for step in steps:
        number = step.cells["number"]
        columns = {key: step.cells[key] for key in KEPT if key in step.cells}
        if number not in people:
            new.setdefault(number, Person(number=number, **columns))
            continue
        for key, value in columns.items():
            setattr(people[number], key, value)
        changed[number] = people[number]
    Person.objects.bulk_create(new.values(), batch_size=500)
    Person.objects.bulk_update(changed.values(), KEPT, batch_size=500)
    made = Person.objects.filter(number__in=list(new))
    return people | {row.number: row for row in made}


def _open(steps: Sequence[Step], people: dict[str, Person]) -> None:
    there = set(Account.objects.values_list("user__username", flat=True))
    wanted = {
        step.cells["username"]: step
        for step in steps
        if step.cells.get("username") and step.cells["username"] not in there
    }
    users = []
    for username, step in wanted.items():
        name = people[step.cells["number"]].name
        user = User(username=username, email=step.cells.get("email", ""), first_name=name[:150])
        user.set_unusable_password()
        users.append(user)
    User.objects.bulk_create(users, batch_size=500)
    made = User.objects.filter(username__in=list(wanted))
    Account.objects.bulk_create(
        [Account(person=people[wanted[u.username].cells["number"]], user=u) for u in made],
        batch_size=500,
    )
