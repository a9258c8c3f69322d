"""One round of work on one item: drafted, submitted, signed thrice, read, withdrawn, confirmed.

Each step looks at where the item stands, so anybody can go on from wherever somebody else died.
"""

from wagtail.models import Page

from cms.pages.article import ArticlePage
from ledger import releases, status
from ledger.entries import now
from ledger.status import PublicStatus
from portal.front import Front
from tests.doors.looking import Answer, ask
from tests.support import acting, building
from workflow import commands
from workflow.models import PageReview, WithdrawalConfirmation
from workflow.states import STAGE_OF, State

SIGNER = dict(zip(("first", "second", "final"), acting.SIGNERS, strict=True))


def text_of(name: str) -> str:
    """Give the words of an item that no other item has."""
    return f"{name}号路段自十二月一日起恢复双向通行。"


def draft(section: Page, name: str) -> None:
    """Draft an item, unless it is there."""
    if not ArticlePage.objects.filter(slug=name).exists():
        building.article(section, name, f"关于{name}号路段恢复通行的公告", text_of(name))


def visit(front: Front, address: str) -> Answer:
    """Ask as a visitor does."""
    return ask(front, address, host="localhost")


def finish(section: Page, name: str, front: Front) -> None:
    """Bring an item from wherever it stands to the end of its life, and let the public look."""
    draft(section, name)
    page = ArticlePage.objects.get(slug=name)
    if page.latest_revision_id is None:
        page = acting.save(page)
    while public_status(page) is PublicStatus.NEVER:
        _advance(page)
    look_at(page, front)
    if public_status(page) is PublicStatus.PUBLIC:
        acting.withdraw(page)
        look_at(page, front)
    newest = releases.newest(review_of(page).uid)
    assert newest is not None
    if not WithdrawalConfirmation.objects.filter(release=newest.sequence).exists():
        commands.confirm_withdrawal(acting.presence("chen"), newest.sequence)


def look_at(page: Page, front: Front) -> None:
    """Read whatever shows an item, which renders it: itself, its list, the home page, a feed."""
    section = page.get_parent().slug
    for address in (review_of(page).address or "/", f"/{section}/", "/", f"/{section}/feed.xml"):
        visit(front, address)


def review_of(page: Page) -> PageReview:
    """Read the working copy again."""
    return PageReview.objects.select_related("submission").get(page_id=page.pk)


def public_status(page: Page) -> PublicStatus:
    """Say by its releases whether an item is public."""
    headers = [releases.header(row) for row in releases.of_page(review_of(page).uid)]
    return status.status(headers, now())


def _advance(page: Page) -> None:
    review = review_of(page)
    if review.state in (State.DRAFTING, State.RETURNED):
        acting.hand_in([page])
        return
    assert review.submission is not None, review.state
    stage = str(STAGE_OF[State(review.state)])
    acting.sign(SIGNER[stage], review.submission, stage)
