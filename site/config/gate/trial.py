"""One attempt, and the judgement on it."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from html import unescape
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from config.gate.browser import BrokeOff, Browser
from config.gate.catalogue import Door
from config.gate.ground import Answered, Ground, Unfit, build, rolled_back
from config.gate.outcome import Line, Outcome, Said, Words, said
from config.gate.visitor import Visitor
from config.settings.places import SITE
from ledger import followed
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.verify import single
from workflow.refusals import Refused

#: Seconds after which a ground is given up, so that nobody waits long for the database.
LONGEST = 1.5

SHOWN = _("The public site would answer differently at %(address)s.")
READ = _("A visitor would read the words of the attempt at %(address)s.")
NOT_REFUSED = _("Nobody refused it.")
NOT_CAUGHT = _("Nothing noticed it.")
DARK = _("The address %(address)s goes dark, and an alarm is raised.")
UNCHANGED = _("The public site stayed the same.")
BROKE_OFF = _("The attempt broke off: %(why)s")
LOOK_INTO_IT = _("Send this report to whoever looks after the program; until then nobody knows.")


#: Stands for the word of an attempt that has none.
NOTHING = "\0"


class Through(Exception):
    """The attempt reached what it must not reach; the words say what."""

    def __init__(self, words: Words, **facts: object) -> None:
        """Keep the words and their facts."""
        self.said = said(words, **facts)
        super().__init__(words)


@dataclass
class Trial:
    """What an attempt has in its hands."""

    visitor: Visitor
    _ground: Ground | None = None
    refusals: list[Said] = field(default_factory=list)
    catches: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    admitted: bool = False
    before: dict[str, Answered] = field(default_factory=dict)

    @property
    def ground(self) -> Ground:
        """People and pages."""
        if self._ground is None:
            raise RuntimeError("this attempt has declared no ground")
        return self._ground

    @property
    def word(self) -> str:
        """What must never be read in public."""
        return self.ground.word if self._ground else NOTHING

    def browser(self, who: str = "") -> Browser:
        """Give a browser on the editing side."""
        return Browser(self.ground, who)

    def refused(self, act: Callable[[], Any]) -> None:
        """Do something that has to be refused."""
        try:
            with transaction.atomic():
                act()
        except (Refused, DatabaseError) as refusal:
            self.turned_down(refusal)
        except (Broken, NotCanonical) as broken:
            self.catches.append(said(broken))

    def turned_down(self, words: Words | BaseException, **facts: object) -> None:
        """Note a refusal in words."""
        if str(words):
            self.refusals.append(said(words, **facts))

    def caught(self, act: Callable[[], Any]) -> None:
        """Ask for something that verification must not believe."""
        try:
            act()
        except (Broken, NotCanonical) as broken:
            self.catches.append(said(broken))

    def begin(self) -> None:
        """Take what the public sees now as what was there before the attempt."""
        self.before = self.ground.look()

    def note(self, words: Words, **facts: object) -> None:
        """Say what was seen, where it ended well."""
        self.notes.append(said(words, **facts))

    def admit(self, words: Words, **facts: object) -> None:
        """Say that in this installation it can be done, and what that means."""
        self.admitted = True
        self.notes.append(said(words, **facts))


def alone(door: Door, visitor: Visitor) -> Line:
    """Try a door that changes nothing inside, so that there is nothing to roll back."""

    def attempt() -> tuple[Outcome, Said]:
        trial = Trial(visitor)
        door.attempt(trial)
        return _judge(door, trial, {})

    return _line(door, attempt)


def together(doors: Sequence[Door], visitor: Visitor) -> list[Line]:
    """Try doors one after the other on one ground, as many as a short transaction holds.

    Each attempt is undone before the next one begins, and all of it at the end. At least the first
    of the doors was tried.
    """
    began = time.monotonic()
    lines: list[Line] = []
    try:
        with rolled_back():
            ground = build()
            before = ground.look()
            for door in doors:
                lines.append(_line(door, partial(_undone, door, visitor, ground, before)))
                if time.monotonic() - began > LONGEST:
                    break
    except Unfit as unfit:
        # No ground: none of them can be tried.
        words = unfit.words
        return [_line(door, partial(_unfit, words)) for door in doors]
    finally:
        # What memory holds of releases that were never made.
        single.forget()
        followed.forget()
    return lines


def _unfit(words: Words) -> tuple[Outcome, Said]:
    return Outcome.UNTRIED, said(words)


def _undone(
    door: Door, visitor: Visitor, ground: Ground, before: dict[str, Answered]
) -> tuple[Outcome, Said]:
    found: tuple[Outcome, Said] = Outcome.OPEN, {}
    with rolled_back():
        trial = Trial(visitor, ground.copy(), before=before)
        door.attempt(trial)
        found = _judge(door, trial, trial.ground.look())
    return found


def _line(door: Door, attempt: Callable[[], tuple[Outcome, Said]]) -> Line:
    """Let an attempt be made, and write down how it ended, whatever happens."""
    began = time.monotonic()
    advice: Words = ""
    try:
        outcome, seen = attempt()
    except Unfit as unfit:
        outcome, seen = Outcome.UNTRIED, said(unfit.words)
    except Through as through:
        outcome, seen = Outcome.OPEN, through.said
    except Exception as error:
        # One attempt that fails must not hide how the others end.
        known = isinstance(error, BrokeOff | Broken | Refused)
        why = str(error) if known else f"{type(error).__name__}: {error}"
        outcome, seen, advice = Outcome.OPEN, said(BROKE_OFF, why=why[:300]), LOOK_INTO_IT
    if outcome is Outcome.OPEN:
        advice = advice or door.advice or LOOK_INTO_IT
    elif outcome is Outcome.ADMITTED:
        advice = door.notice
    return Line(
        door.number,
        door.key,
        said(door.words),
        door.expected,
        outcome,
        seen,
        said(advice) if advice else {},
        round(1000 * (time.monotonic() - began)),
    )


def _judge(door: Door, trial: Trial, after: dict[str, Answered]) -> tuple[Outcome, Said]:
    dark, before = "", trial.before
    for address, answered in after.items():
        status, body, location = answered
        if trial.word.encode() in body or trial.word in location:
            return _through(door, said(READ, address=address))
        if answered == before.get(address):
            continue
        if status < 400 and _adds(before.get(address), answered):
            return _through(door, said(SHOWN, address=address))
        dark = dark or (address if address in before else "")
    if trial.admitted:
        return Outcome.ADMITTED, trial.notes[0]
    if trial.catches or dark:
        return Outcome.CAUGHT, (trial.catches or [said(DARK, address=dark)])[0]
    if trial.refusals:
        return Outcome.REFUSED, trial.refusals[0]
    if door.expected is Outcome.REFUSED:
        return Outcome.OPEN, said(NOT_REFUSED)
    if door.expected is Outcome.CAUGHT:
        return Outcome.OPEN, said(NOT_CAUGHT)
    return Outcome.HARMLESS, trial.notes[0] if trial.notes else said(UNCHANGED)


def _adds(before: Answered | None, after: Answered) -> bool:
    """Say whether an answer says anything that was not there before: less may be shown, not more.

    Numbers and times do not count: how many items there are, when the newest was made.
    """
    if before is None or before[0] >= 400 or before[2] != after[2]:
        return True
    new = _words(after[1]) - _words(before[1])
    return any(word not in _operators_words() for word in new)


@cache
def _operators_words() -> str:
    """Give what templates and translations say: a list that lost its last item says so."""
    kinds = ("templates/**/*.html", "**/locale/zh_Hans/**/*.po")
    places = [place for kind in kinds for place in sorted(SITE.glob(kind))]
    return re.sub(r"[\d\W_TZ]+", "", "".join(place.read_text(encoding="utf-8") for place in places))


def _words(body: bytes) -> set[str]:
    text = unescape(body.decode("utf-8", "replace"))
    pieces = [*re.split(r"<[^>]*>|\s+", text), *re.findall(r"""=["']([^"']*)["']""", text)]
    return {found for piece in pieces if (found := re.sub(r"[\d\W_TZ]+", "", piece))}


def _through(door: Door, seen: Said) -> tuple[Outcome, Said]:
    if door.expected is Outcome.ADMITTED:
        return Outcome.ADMITTED, seen
    return Outcome.OPEN, seen
