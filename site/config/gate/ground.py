"""The ground that attempts stand on: people and pages that exist until the transaction ends.

Nothing here is ever committed. The people are new ones, each appointed by the administrators of
the installation in the proper way, so that the only rules in play are those of the installation;
the pages are new ones below the real home page. Real pages are read and never written.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Self

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms import addressing
from cms.freeze import freeze_all
from cms.pages.article import ArticlePage
from cms.pages.home import HomePage
from cms.pages.section import SectionPage
from config.gate.outcome import Words
from ledger import entries
from portal import answers
from portal.models import PublicItem
from workflow import appointments, commands, people
from workflow.accounts import factors
from workflow.accounts.models import Credential
from workflow.models import Account, Person, Submission
from workflow.presence import Presence
from workflow.queries.appointed import holders
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.states import STAGES

#: Status, body, and where it leads.
Answered = tuple[int, bytes, str]
#: Who exists for the length of a transaction, and what they are appointed to.
CAST: Mapping[str, Duty | None] = {
    "drafter": Duty.DRAFT,
    "first": Duty.FIRST,
    "second": Duty.SECOND,
    "final": Duty.FINAL,
    "nobody": None,
}
SUPERUSERS = ("drafter", "nobody")
REASON = "门禁自检"


class Unfit(Exception):
    """An attempt has no place here; the words say why."""

    def __init__(self, words: Words) -> None:
        """Keep the words."""
        self.words = words
        super().__init__(words)

    def __str__(self) -> str:
        return str(self.words)


class _Over(Exception):
    """Ends a transaction so that nothing of it stays."""


NOT_BEGUN = _("The first three administrators have not been appointed yet.")
NOTHING_PUBLIC = _("Home page and site frame are not public yet.")


@contextmanager
def rolled_back() -> Iterator[None]:
    """Run a block in a transaction that never commits."""
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    # An editor's work goes first: rather than let anybody wait, the attempt ends.
                    cursor.execute("SET LOCAL lock_timeout = '5s'")
            yield
            raise _Over
    except _Over:
        pass


@dataclass
class Ground:
    """People and pages of one transaction.

    `word` is in everything that must never be shown, `tag` in the names of people and addresses.
    """

    word: str
    tag: str
    presences: dict[str, Presence] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    submission: Submission | None = None

    def copy(self) -> Self:
        """Give the same ground to the next attempt, whatever the last one noted on it."""
        return replace(self, pages=dict(self.pages), addresses=dict(self.addresses))

    # ── Who ────────────────────────────────────────────────────────────────────
    def presence(self, name: str) -> Presence:
        """Give the presence of one of the cast, who has just signed in."""
        return self.presences[name]

    def user(self, name: str) -> Any:
        """Give the account of one of the cast."""
        found = Account.objects.get(person=self.presences[name].person)
        return get_user_model()._default_manager.get(pk=found.user_id)

    # ── What ───────────────────────────────────────────────────────────────────
    def page(self, name: str) -> Any:
        """Give a page by its name here."""
        return Page.objects.get(pk=self.pages[name]).specific

    def review(self, name: str) -> Any:
        """Give the review of a page."""
        return self.page(name).review

    def save(self, name: str, **changes: Any) -> Any:
        """Change a page and save a revision of it in the drafter's name."""
        page = self.page(name)
        page = page.get_latest_revision_as_object() if page.latest_revision_id else page
        for attribute, value in changes.items():
            setattr(page, attribute, value)
        page.save_revision(user=self.user("drafter"))
        return self.page(name)

    def text(self, words: str) -> list[Any]:
        """Give a body of one paragraph."""
        return [("paragraph", RichText(f"<p>{words}</p>"))]

    # ── Done in the proper way ─────────────────────────────────────────────────
    def hand_in(self, *names: str, by: str = "drafter") -> Submission:
        """Freeze pages and submit them together."""
        frozen = freeze_all([self.page(name) for name in names])
        found = [str(problem) for item in frozen for problem in item.problems]
        if found:
            raise RuntimeError("; ".join(found))
        addressing.give_out(frozen, self.presence(by).person)
        handed = [item.for_submission() for item in frozen]
        return commands.submit(self.presence(by), handed, commands.bundle_digest(handed))

    def sign(self, who: str, submission: Submission, stage: str, **changes: Any) -> Any:
        """Pass a stage after disposing of what proofreading found."""
        presence = self.presence(who)
        for finding in submission.findings.all():
            commands.dispose(presence, finding, stage=stage, decision="kept", reason=REASON)
        arguments = {"shown": submission.digest, "decision": "pass", "words": REASON}
        return commands.decide(presence, submission, stage=stage, **{**arguments, **changes})

    def release(self, *names: str) -> Submission:
        """Let three people sign."""
        submission = self.hand_in(*names)
        for who, stage in zip(("first", "second", "final"), STAGES, strict=True):
            self.sign(who, submission, stage)
        return submission

    # ── What the public would see, were this committed ─────────────────────────
    def look(self) -> dict[str, Answered]:
        """Make what the public side would answer, keeping nothing."""
        found = {}
        for address in self.asked():
            made = answers.make(address)
            body = made.body if isinstance(made.body, bytes) else str(made.body).encode()
            found[address] = (made.status, body, made.location)
        return found

    def asked(self) -> list[str]:
        """Give the addresses that a look asks for: everything that could show these pages."""
        mine = [address for address in self.addresses.values() if address]
        feeds = [f"{address}feed.xml" for address in mine if address.endswith("/")]
        return ["/", "/feed.xml", "/sitemap.xml", *mine, *feeds]


def administrators() -> tuple[Presence, Presence]:
    """Give the presences of those who propose and confirm in this installation.

    Raises:
        Unfit: when there are none.
    """
    moment = entries.now()
    found: list[Presence] = []
    for duty in (Duty.SECURITY, Duty.SYSTEM, Duty.AUDIT):
        for uid in sorted(holders(duty, moment)):
            person = Person.objects.get(uid=uid)
            account = person.accounts.filter(user__is_active=True).order_by("pk").first()
            if account is not None and uid not in {each.person.uid for each in found}:
                found.append(Presence(person, account.pk, "check_gate", moment))
                break
    if len(found) < 2:
        raise Unfit(NOT_BEGUN)
    return found[0], found[1]


def build() -> Ground:
    """Make the people and pages that attempts need; call it inside `rolled_back`."""
    ground = Ground(word=f"门检{secrets.token_hex(4)}", tag=secrets.token_hex(4))
    security, system = administrators()
    # The three stages are what is tried. What a policy may ask for besides has signers of its own.
    plain = appointments.propose_policy(security)
    appointments.confirm_policy(system, plain.uid)
    for name, duty in CAST.items():
        _enter(ground, name, duty, system, security)
    _pages(ground)
    _publish(ground)
    return ground


def _enter(
    ground: Ground, name: str, duty: Duty | None, system: Presence, security: Presence
) -> None:
    person = people.create_person(
        system, number=f"gate-{ground.tag}-{name}", name=f"门禁自检 {name}"
    )
    account = people.open_account(
        system,
        person,
        username=f"gate-{ground.tag}-{name}",
        password=f"Aa1!{secrets.token_urlsafe(24)}",
    )
    # As if they had chosen their password and set up a telephone: nobody is led there first.
    Credential.objects.filter(account=account).update(
        must_change=False, secret=factors.new_secret()
    )
    if name in SUPERUSERS:
        model = get_user_model()._default_manager
        model.filter(pk=account.user_id).update(is_superuser=True)
    ground.presences[name] = Presence(person, account.pk, "check_gate", entries.now())
    if duty is not None:
        _appoint(person, duty, security, system)


def _appoint(person: Person, duty: Duty, proposer: Presence, second: Presence) -> None:
    row = appointments.propose(proposer, person, duty, reason=REASON)
    appointments.confirm(second, row.uid)


def _pages(ground: Ground) -> None:
    home = HomePage.objects.filter(depth__gt=1).order_by("path").first()
    if home is None or not PublicItem.objects.filter(kind="home", sequence__gt=0).exists():
        raise Unfit(NOTHING_PUBLIC)
    section = SectionPage(title="门禁自检", slug=f"gate-{ground.tag}", description="门禁自检")
    home.add_child(instance=section)
    ground.pages["section"] = section.pk
    ground.save("section")
    for name in ("plain", "draft"):
        words = "门禁自检用的文字。" if name == "plain" else f"门禁自检草稿 {ground.word}"
        page = ArticlePage(
            title=f"门禁自检 {name}", slug=name, summary="门禁自检。", body=ground.text(words)
        )
        ground.page("section").add_child(instance=page)
        ground.pages[name] = page.pk
        ground.save(name)


def _publish(ground: Ground) -> None:
    """Bring section and one page before the public in the proper way, and plan one for later."""
    ground.submission = ground.release("section", "plain")
    for name in ("section", "plain"):
        ground.addresses[name] = str(ground.review(name).address)
    frozen = freeze_all([ground.page("draft")])
    addressing.give_out(frozen, ground.presence("drafter").person)
    ground.addresses["draft"] = str(ground.review("draft").address)


def schedule(ground: Ground, name: str = "draft") -> Submission:
    """Let three people sign a page that becomes public in a month."""
    ground.save(name, live_from=entries.now() + timedelta(days=30))
    return ground.release(name)


__all__: Sequence[str] = (
    "CAST",
    "Ground",
    "Refused",
    "Unfit",
    "administrators",
    "build",
    "rolled_back",
    "schedule",
)
