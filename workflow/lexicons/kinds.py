"""Which lists a unit keeps, what a line of each says, and when a line cannot be used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.proofreading import RULES
from workflow.proofreading.finding import ERROR, WEIGHTS

Sentence = Promise | str | None
Row = Sequence[str]
LONGEST_CELL = 200
UNKNOWN_RULE = _("there is no rule of this code.")
_SORTS = ("own", "trusted", "foreign", "commercial", "short")
#: What each column is called for people; files name it by its word or in their language.
COLUMNS: dict[str, str | Promise] = {
    "name": _("name of the person"),
    "post": _("post held"),
    "order": _("order in lists"),
    "since": _("first day"),
    "until": _("last day"),
    "wrong": _("what is wrong"),
    "right": _("what is right"),
    "severity": _("how grave it is"),
    "phrase": _("set phrase"),
    "allowed": _("also allowed"),
    "old": _("old name of the body"),
    "new": _("new name of the body"),
    "basis": _("basis of the change"),
    "host": _("host of links"),
    "sort": _("sort of host"),
    "code": _("code of the rule"),
    "words": _("words that are no mistake"),
}
#: Columns that know few answers, with what each is called.
CHOICES: dict[str, dict[str, str | Promise]] = {
    "severity": {
        "error": _("error: has to be decided"),
        "warning": _("warning: worth a look"),
        "hint": _("hint: may be better"),
    },
    "sort": {
        "own": _("of our own"),
        "trusted": _("trusted"),
        "foreign": _("abroad"),
        "commercial": _("of a business"),
        "short": _("a shortener of addresses"),
    },
}
# What must never stand on a public page is no exception anywhere.
_NEVER = frozenset({"SECRET_MARK", "INTERNAL_MARK"})


@dataclass(frozen=True)
class Kind:
    """One list: its name, its columns, what makes a line unusable, which columns name a line."""

    code: str
    title: str | Promise
    what: str | Promise
    columns: tuple[str, ...]
    examine: Callable[[Row], Sentence]
    named_by: tuple[int, ...] = (0,)

    def name_of(self, row: Row) -> tuple[str, ...]:
        """Give what a line is named by: of two with the same name one is too many."""
        return tuple(row[column] for column in self.named_by)


def _holder(row: Row) -> Sentence:
    name, post, order, since, until = row
    if not name or not post:
        return _("name and post are both needed.")
    if not order.isdecimal() or not 0 < int(order) < 10_000:
        return _("the order is a whole number, 1 for the first.")
    if not (_is_day(since) and _is_day(until)):
        return _("days are written like 2026-03-01, or left empty.")
    if since and until and until < since:
        return _("the last day lies before the first.")
    return None


def _word(row: Row) -> Sentence:
    wrong, right, severity = row
    if len(wrong) < 2:
        return _("a word has at least two characters.")
    if wrong == right:
        return _("wrong and right are the same.")
    if severity not in WEIGHTS:
        return _("the severity is error, warning or hint.")
    return None


def _phrase(row: Row) -> Sentence:
    return _("a set phrase has at least three characters.") if len(row[0]) < 3 else None


def _body(row: Row) -> Sentence:
    old, new, since, _basis = row
    if len(old) < 3 or not new:
        return _("the old name (three characters or more) and the new one are both needed.")
    if not since or not _is_day(since):
        return _("the day of the change is written like 2026-03-01.")
    return None


def _host(row: Row) -> Sentence:
    host, sort = row
    if not host or "/" in host or "." not in host or not host.isascii() or host != host.lower():
        return _("a host is written like www.example.gov.cn, in small letters.")
    if sort not in _SORTS:
        return _("the sort is own, trusted, foreign, commercial or short.")
    return None


def _exception(row: Row) -> Sentence:
    code, words = row
    if code not in RULES:
        return UNKNOWN_RULE
    if code in _NEVER:
        return _("of marks of secrecy there is no exception.")
    return None if words else _("the words that are no mistake are needed.")


def _switch(row: Row) -> Sentence:
    known = RULES.get(row[0])
    if known is None:
        return UNKNOWN_RULE
    if known.severity == ERROR:
        return _("a rule that finds errors cannot be switched off.")
    return None


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "holders",
            _("Office-holders"),
            _("Names, posts, their order in lists, from when to when."),
            ("name", "post", "order", "since", "until"),
            _holder,
            named_by=(0, 1, 3),
        ),
        Kind(
            "words",
            _("Own words"),
            _("What is wrong here, what is right, and how grave it is."),
            ("wrong", "right", "severity"),
            _word,
        ),
        Kind(
            "phrases",
            _("Set phrases"),
            _(
                "Phrases in which no character may differ. Near misses (same sound, same shape, "
                "swapped, missing, doubled) are found by themselves."
            ),
            ("phrase", "allowed"),
            _phrase,
        ),
        Kind(
            "bodies",
            _("Renamed bodies"),
            _("Old names, new names, the day and the basis of the change."),
            ("old", "new", "since", "basis"),
            _body,
        ),
        Kind(
            "hosts",
            _("Hosts of links"),
            _("Own and trusted hosts, and those that are asked about."),
            ("host", "sort"),
            _host,
        ),
        Kind(
            "exceptions",
            _("Exceptions"),
            _("Words in which a rule finds a mistake that is none here."),
            ("code", "words"),
            _exception,
            named_by=(0, 1),
        ),
        Kind(
            "switches",
            _("Rules switched off"),
            _("Codes of rules that are not asked here. Rules that find errors stay on."),
            ("code",),
            _switch,
        ),
    )
}


def _is_day(text: str) -> bool:
    if not text:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
