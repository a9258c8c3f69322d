"""Writing notices down: once for each person and thing, with the time when its mail is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from workflow.models import Person
from workflow.notices.kinds import CALLS, Kind
from workflow.notices.models import Delivery, Notice, Preference
from workflow.states import BESIDE, Stage

DIGEST_HOUR = 8
"""The hour, local time, after which the mail of the day goes out."""


@dataclass(frozen=True)
class News:
    """What there is to tell. `key` says which thing it is, so that nobody is told it twice."""

    kind: Kind
    key: str
    title: str
    at: datetime
    submission: str = ""
    page: str = ""
    stage: str = ""
    by_name: str = ""
    words: str = ""
    due: datetime | None = None
    urgent: bool = False


def tell(people: Iterable[Person], news: News) -> None:
    """Write a notice for each of some people, unless they were told already."""
    told = {person.pk: person for person in people if person.closed_at is None}
    wishes = dict(Preference.objects.filter(person__in=told).values_list("person_id", "delivery"))
    addressed = addresses(told)
    rows = []
    for pk in told:
        delivery = Delivery(wishes.get(pk, Delivery.AT_ONCE))
        rows.append(
            Notice(
                person_id=pk,
                key=f"{news.kind}:{news.key}",
                kind=news.kind.value,
                submission=news.submission,
                page=news.page,
                stage=news.stage,
                title=news.title[:255],
                by_name=news.by_name,
                words=news.words,
                due=news.due,
                urgent=news.urgent,
                at=news.at,
                delivery=delivery,
                mail_due=mail_due(delivery, news.at) if pk in addressed else None,
            )
        )
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def settle(submission: str, moment: datetime, *, stage: str = "") -> None:
    """Take back what asked for a signature that is not needed any more: of one stage, or of all."""
    calls = Notice.objects.filter(submission=submission, kind__in=[kind.value for kind in CALLS])
    calls = calls.filter(stage=stage) if stage else calls
    calls.filter(mail_due__isnull=False).update(mail_due=None)
    calls.filter(read_at__isnull=True).update(read_at=moment)


def called(submission: str) -> list[Person]:
    """Give the people who were asked to sign the stage at which a submission stands."""
    calls = Notice.objects.filter(submission=submission, kind__in=[kind.value for kind in CALLS])
    newest = calls.order_by("-pk").first()
    if newest is None:
        return []
    beside = [each.value for each in Stage if BESIDE[each] is BESIDE[Stage(newest.stage)]]
    return list(Person.objects.filter(notices__in=calls.filter(stage__in=beside)).distinct())


def mail_due(delivery: Delivery, moment: datetime) -> datetime | None:
    """Say when the mail of a notice goes out: now, with the next digest, or never."""
    if delivery is Delivery.AT_ONCE:
        return moment
    if delivery is Delivery.NEVER:
        return None
    local = timezone.localtime(moment)
    today = timezone.make_aware(datetime.combine(local.date(), time(DIGEST_HOUR)))
    if local < today:
        return today
    tomorrow = local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time(DIGEST_HOUR)))


def addresses(people: Iterable[int]) -> dict[int, str]:
    """Give the mail address of each of some people (by primary key) who has one: that of their
    first open account."""
    users = get_user_model()._default_manager.filter(
        sanshen_account__person__in=list(people), is_active=True
    )
    rows = users.exclude(email="").order_by("-sanshen_account__pk")
    return dict(rows.values_list("sanshen_account__person", "email"))
