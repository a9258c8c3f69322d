"""What each stage looks at before it signs, and which of the six dimensions each line answers for.

The ticks are the signer's own. A dimension whose lines are all ticked is named in the words that
are signed (`workflow.dimensions`); which of them are obligatory, the review policy says.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.dimensions import Dimension
from workflow.names import DIMENSIONS
from workflow.states import Stage

WORDING, LAW, POLICY = (Dimension.WORDING,), (Dimension.LAW,), (Dimension.POLICY,)
SECRECY, OPINION, POLITICS = (Dimension.SECRECY,), (Dimension.OPINION,), (Dimension.POLITICS,)
Lines = tuple[tuple[str, tuple[Dimension, ...], Promise], ...]

CHECKLISTS: dict[Stage, tuple[Promise, Lines]] = {
    Stage.FIRST: (
        _("First review: language"),
        (
            ("words", WORDING, _("No wrong, missing or doubled characters, no broken sentences")),
            ("marks", WORDING, _("Punctuation, numbers and units follow the standard")),
            ("title", WORDING, _("Title, summary and body agree")),
            ("files", WORDING, _("Layout, pictures and files open as they should")),
        ),
    ),
    Stage.SECOND: (
        _("Second review: facts"),
        (
            ("numbers", WORDING, _("Numbers, dates and amounts checked against their source")),
            ("names", WORDING, _("Names, posts and bodies are right")),
            (
                "documents",
                (*LAW, *POLICY),
                _("Titles, numbers and clauses of quoted documents are right"),
            ),
            (
                "links",
                WORDING,
                _("Links, telephone numbers and files work and point where they say"),
            ),
        ),
    ),
    Stage.FINAL: (
        _("Final review: direction and responsibility"),
        (
            ("direction", (*POLITICS, *POLICY), _("Direction and policy are right")),
            ("public", SECRECY, _("May be public: no secrets, no personal data beyond need")),
            (
                "moment",
                OPINION,
                _("Moment, section and scope are right; it was thought of how the public takes it"),
            ),
            ("source", LAW, _("The source is sound and the responsible body is clear")),
        ),
    ),
    Stage.FIRST_PROOF: (
        _("First proof: against the manuscript"),
        (
            ("p1", WORDING, _("Every character and mark read against the manuscript")),
            ("p2", WORDING, _("Format, numbering and enumeration are right")),
        ),
    ),
    Stage.SECOND_PROOF: (
        _("Second proof: consistency"),
        (
            ("p3", WORDING, _("Numbers, names, units and sources agree throughout")),
            ("p4", WORDING, _("What earlier proofs found was put right")),
        ),
    ),
    Stage.FINAL_PROOF: (
        _("Final proof: the page as published"),
        (
            ("p5", WORDING, _("The page read through as the public will see it")),
            ("p6", WORDING, _("Pictures, tables, files and links read too")),
        ),
    ),
    Stage.COUNTERSIGN: (
        _("Countersignature: what concerns one's own body"),
        (("c1", POLICY, _("What concerns my body is right and may be published")),),
    ),
    Stage.SECRECY: (
        _("Secrecy review"),
        (
            ("s1", SECRECY, _("No state or work secrets, no internal documents or wording")),
            ("s2", SECRECY, _("No personal data or business secrets beyond need, files included")),
        ),
    ),
    Stage.LEGAL: (
        _("Legality review"),
        (
            ("l1", LAW, _("Within the powers of the body, with a basis in law")),
            ("l2", LAW, _("Procedure was kept; nothing goes against a law in force")),
        ),
    ),
    Stage.IDEOLOGY: (
        _("Ideology review"),
        (
            ("i1", POLITICS, _("Direction, wording and order of names are right")),
            ("i2", OPINION, _("It was thought of how the public may take it")),
        ),
    ),
}


@dataclass(frozen=True)
class Tick:
    """One line of the checklist."""

    key: str
    label: Promise
    checked: bool
    dimensions: tuple[Dimension, ...] = ()
    needed: bool = True

    @property
    def answers_for(self) -> str:
        """The dimensions in words."""
        return "、".join(str(DIMENSIONS[each]) for each in self.dimensions)


@dataclass(frozen=True)
class Checklist:
    """The lines of one stage and which of them are ticked."""

    label: Promise
    items: list[Tick]

    @property
    def done(self) -> int:
        """How many are ticked."""
        return sum(item.checked for item in self.items)

    @property
    def complete(self) -> bool:
        """Whether all are ticked that must be."""
        return all(item.checked for item in self.items if item.needed)

    @property
    def seen(self) -> tuple[Dimension, ...]:
        """The dimensions of which every line is ticked."""
        open_ = {each for item in self.items if not item.checked for each in item.dimensions}
        ticked = {each for item in self.items for each in item.dimensions}
        return tuple(each for each in Dimension if each in ticked - open_)


def checklist(
    stage: Stage, checked: list[str], obligatory: Collection[Dimension] = ()
) -> Checklist:
    """Give the checklist of a stage with the given ticks.

    Where the policy names obligatory dimensions, only the lines that answer for one are needed.
    """
    label, lines = CHECKLISTS[stage]
    return Checklist(
        label,
        [
            Tick(
                key,
                text,
                key in checked,
                answers,
                needed=not obligatory or bool(set(answers) & set(obligatory)),
            )
            for key, answers, text in lines
        ],
    )
