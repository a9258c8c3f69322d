"""What several people called a false alarm, offered as an exception."""

from collections import defaultdict
from dataclasses import dataclass

from ledger.formats import v1
from workflow.lexicons import force
from workflow.lexicons.kinds import KINDS
from workflow.models import Disposition
from workflow.proofreading import rule

PEOPLE = 3
MOST_READ, MOST_OFFERED = 20_000, 50


@dataclass(frozen=True)
class Offer:
    """Words in which a rule was said to be wrong, and by how many people."""

    code: str
    title: str
    words: str
    people: int
    times: int


def offered() -> list[Offer]:
    """Give what at least three different people called a false alarm, the most often first."""
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    times: dict[tuple[str, str], int] = defaultdict(int)
    rows = Disposition.objects.filter(decision="false_alarm").order_by("-pk")
    for person, statement in rows.values_list("person", "finding__statement")[:MOST_READ]:
        finding = v1.Finding.parse(bytes(statement))
        if finding.excerpt:
            people[finding.code, finding.excerpt].add(person)
            times[finding.code, finding.excerpt] += 1
    known = force.in_force().exceptions
    found = [
        Offer(code, rule(code).title, words, len(who), times[code, words])
        for (code, words), who in people.items()
        if len(who) >= PEOPLE
        and (code, words) not in known
        and KINDS["exceptions"].examine((code, words)) is None
    ]
    return sorted(found, key=lambda offer: (-offer.times, offer.code, offer.words))[:MOST_OFFERED]
