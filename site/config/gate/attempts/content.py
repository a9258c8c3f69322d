"""Through the content: what would run, mislead or swell, in the text and in files."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import RichText

from cms.freeze import freeze
from config.gate.catalogue import door
from config.gate.outcome import Outcome
from config.gate.trial import Through, Trial
from workflow import commands

CLEAN = _(
    "Do not sign anything until it is mended: text that runs in readers' browsers would be "
    "released with three signatures under it."
)
_RUNNING = (
    "<script",
    "onclick",
    "onerror",
    "<iframe",
    "<svg",
    "<style",
    "<form",
    "srcdoc",
    "<object",
)


def _frozen(trial: Trial, **changes: Any) -> Any:
    return freeze(trial.ground.save("draft", title="门禁自检", **changes))


@door(
    37,
    "script",
    _("Text is saved with scripts, handlers, frames and styles inside."),
    Outcome.HARMLESS,
    advice=CLEAN,
    inside=True,
)
def script(trial: Trial) -> None:
    """What is frozen holds none of them."""
    html = (
        '<p onclick="alert(1)" style="position:fixed">x</p><script>alert(1)</script>'
        '<iframe srcdoc="x"></iframe><svg onload="alert(1)"></svg><style>p{}</style>'
        '<form action="/"><object data="x"></object></form><img src="x" onerror="alert(1)">'
    )
    frozen = _frozen(trial, body=[("paragraph", RichText(html))])
    left = [word for word in _RUNNING if word in frozen.content.body_html.lower()]
    if left:
        raise Through(_("What would be signed holds %(what)s."), what=", ".join(left))
    trial.note(_("All of it is taken out, or refused, before anybody reads it."))


def _problem(trial: Trial, **changes: Any) -> None:
    found = _frozen(trial, **changes).problems
    if found:
        trial.turned_down(found[0].sentence)


@door(37, "link", _("A link leads to `javascript:`."), Outcome.REFUSED, advice=CLEAN, inside=True)
def link(trial: Trial) -> None:
    """The editor is told which."""
    html = '<p><a href="javascript:alert(1)">x</a></p>'
    _problem(trial, body=[("paragraph", RichText(html))])


@door(
    37,
    "picture-from-elsewhere",
    _("A picture is fetched from another site."),
    Outcome.REFUSED,
    advice=CLEAN,
    inside=True,
)
def picture_from_elsewhere(trial: Trial) -> None:
    """It would change after it was signed."""
    html = '<p><img src="https://example.invalid/x.png" alt="x"></p>'
    _problem(trial, body=[("paragraph", RichText(html))])


@door(
    38,
    "unseen-characters",
    _("A text holds characters that are not seen or turn the text round."),
    Outcome.REFUSED,
    advice=CLEAN,
    inside=True,
)
def unseen_characters(trial: Trial) -> None:
    """Reviewers read what is stored."""
    for words in ("同意\u202e发布", "同\u200b意", "同\u2066意\u2069"):
        before = len(trial.refusals)
        _problem(trial, summary=words)
        if len(trial.refusals) == before:
            raise Through(_("A character that nobody sees would be signed."))


@door(
    43,
    "reserved-address",
    _("A section takes an address that the site itself uses."),
    Outcome.REFUSED,
    advice=CLEAN,
    inside=True,
)
def reserved_address(trial: Trial) -> None:
    """`admin`, `assets`, `search` and the like."""
    section = trial.ground.page("section")
    for slug in ("admin", "assets", "search", "202601"):
        section.slug = slug
        try:
            section.full_clean()
        except Exception as error:
            trial.turned_down(" ".join(getattr(error, "messages", [str(error)])))
        else:
            raise Through(_("The address /%(slug)s/ could be taken."), slug=slug)


@door(
    43,
    "address-of-another",
    _("A page takes the address of another page."),
    Outcome.REFUSED,
    advice=CLEAN,
    inside=True,
)
def address_of_another(trial: Trial) -> None:
    """An address never changes hands."""
    ground = trial.ground
    other = type(ground.page("plain"))(title="门禁自检", slug="gate-other")
    ground.page("section").add_child(instance=other)
    other.save_revision(user=ground.user("drafter"))
    review = other.review
    trial.refused(
        lambda: commands.mint_address(
            review, ground.addresses["plain"], ground.presence("drafter").person
        )
    )
