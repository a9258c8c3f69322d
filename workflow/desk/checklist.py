"""What each stage looks at before it signs. The ticks are the signer's own; they sign nothing."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workflow.states import Stage

CHECKLISTS: dict[Stage, tuple[Promise, tuple[tuple[str, Promise], ...]]] = {
    Stage.FIRST: (
        _("First review: language"),
        (
            ("words", _("No wrong, missing or doubled characters, no broken sentences")),
            ("marks", _("Punctuation, numbers and units follow the standard")),
            ("title", _("Title, summary and body agree")),
            ("files", _("Layout, pictures and files open as they should")),
        ),
    ),
    Stage.SECOND: (
        _("Second review: facts"),
        (
            ("numbers", _("Numbers, dates and amounts checked against their source")),
            ("names", _("Names, posts and bodies are right")),
            ("documents", _("Titles, numbers and clauses of quoted documents are right")),
            ("links", _("Links, telephone numbers and files work and point where they say")),
        ),
    ),
    Stage.FINAL: (
        _("Final review: direction and responsibility"),
        (
            ("direction", _("Direction and policy are right")),
            ("public", _("May be public: no secrets, no personal data beyond need")),
            ("moment", _("Moment, section and scope are right")),
            ("source", _("The source is sound and the responsible body is clear")),
        ),
    ),
}


@dataclass(frozen=True)
class Tick:
    """One line of the checklist."""

    key: str
    label: Promise
    checked: bool


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
        """Whether all are ticked."""
        return self.done == len(self.items)


def checklist(stage: Stage, checked: list[str]) -> Checklist:
    """Give the checklist of a stage with the given ticks."""
    label, lines = CHECKLISTS[stage]
    return Checklist(label, [Tick(key, text, key in checked) for key, text in lines])
