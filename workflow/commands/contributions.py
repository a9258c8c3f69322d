"""Who put a hand to a page; and its public identity: uid, serial, address."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ledger import bodies, canonical, entries
from ledger.formats import v1
from ledger.models import ReleaseIndex
from workflow.commands.moves import subject
from workflow.models import Contribution, PageReview, Person
from workflow.presence import person_ref
from workflow.refusals import Refused, refusal

ACTS = frozenset({"saved", "reverted", "copied", "moved", "imported", "asset"})
FIRST_SERIAL = 100_001


@transaction.atomic
def contribute(
    person: Person | None, review: PageReview, act: str, revision: str = ""
) -> Contribution | None:
    """Write down that a person put a hand to a page.

    `revision` names what came of it (``<pk>@<canonical time>``). A change by nobody writes
    nothing; its revision then has nobody who answers for it, and cannot be submitted.
    """
    if person is None:
        return None
    if act not in ACTS:
        raise ValueError(act)
    entries.lock()
    moment = entries.now()
    statement = v1.Contribution(
        page=review.uid,
        person=person_ref(person),
        act=act,
        revision=revision,
        at=canonical.time_text(moment),
    )
    if Contribution.objects.filter(digest=statement.digest).exists():
        return None
    row = Contribution.objects.create(
        review=review,
        person=person.uid,
        person_name=person.name,
        act=act,
        revision=revision,
        at=moment,
        statement=statement.encoded,
        digest=bodies.put(statement.encoded),
    )
    entries.append(
        "page:contributed",
        person=person_ref(person),
        subject=subject("page", review.uid),
        detail={"act": act},
        covers=[statement.digest],
    )
    return row


@transaction.atomic
def create_review(page: Page, person: Person | None = None) -> PageReview:
    """Give a page its working copy and its public identity; twice gives the same one."""
    entries.lock()
    known = PageReview.objects.filter(page_id=page.pk).first()
    if known is not None:
        return known
    highest = PageReview.objects.aggregate(highest=Max("serial"))["highest"]
    review = PageReview.objects.create(
        page_id=page.pk, serial=max(FIRST_SERIAL, (highest or 0) + 1)
    )
    entries.append(
        "page:created",
        person=person_ref(person) if person else None,
        subject=subject("page", review.uid),
        detail={"serial": review.serial},
    )
    return review


@transaction.atomic
def mint_address(review: PageReview, address: str, person: Person | None = None) -> PageReview:
    """Give a page its address, for ever. The same address again changes nothing.

    Raises:
        Refused: when it has another one already, or the address is or was another page's.
    """
    entries.lock()
    row = PageReview.objects.get(pk=review.pk)
    if row.address == address:
        return row
    if row.address is not None:
        raise Refused(
            [
                refusal(
                    "address_minted",
                    _("This page has the address {address}, and keeps it for ever."),
                    address=row.address,
                )
            ]
        )
    taken = PageReview.objects.filter(address=address).exists()
    if taken or ReleaseIndex.objects.filter(address=address).exclude(page=row.uid).exists():
        raise Refused(
            [
                refusal(
                    "address_taken",
                    _("The address {address} belongs to another page, now or in the past."),
                    address=address,
                )
            ]
        )
    # `update`, because saving an instance would write its protected state back as well.
    PageReview.objects.filter(pk=row.pk, address__isnull=True).update(address=address)
    row.address = address
    entries.append(
        "page:addressed",
        person=person_ref(person) if person else None,
        subject=subject("page", row.uid),
        detail={"address": address},
    )
    return row
