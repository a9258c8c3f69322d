"""签发: the final signature makes the releases, after everything before it was looked at again."""

from datetime import datetime

from ledger import bodies, canonical, releases
from ledger.broken import Broken
from ledger.canonical import NotCanonical
from ledger.formats import v1
from ledger.models import ReleaseIndex
from workflow.commands.moves import subject
from workflow.models import Opinion, Submission
from workflow.presence import Presence
from workflow.queries import facts, rounds
from workflow.refusals import raise_if
from workflow.rules.facts import Releasing
from workflow.rules.releasing import may_release
from workflow.states import STAGES


def release_all(
    presence: Presence, submission: Submission, final: Opinion, moment: datetime
) -> None:
    """Release every page of a submission. The releases' audit entry covers the final opinion.

    Raises:
        Refused: when anything that was signed before does not hold any more.
    """
    contents = _contents(submission)
    raise_if(may_release(releasing_facts(submission, contents, moment)))
    statement = rounds.statement_of(submission)
    passes = rounds.standing_passes(submission)
    wanted = (*STAGES, *rounds.asked_of(submission))
    opinions = [_reference(passes[stage]) for stage in wanted]
    items = []
    for item in statement.items:
        content = contents[item["content"]]
        items.append(
            {
                "page": item["page"],
                "kind": releases.kind_after(releases.newest(item["page"])),
                "address": item["address"],
                "content": content,
                "statement": submission.digest,
                "opinions": opinions,
                "live_from": content.live_from,
                "live_until": content.live_until,
                "base": item["base"],
            }
        )
    entry = {
        "tag": "release:published",
        "person": presence.ref,
        "subject": subject("submission", submission.uid),
        "covers": [final.digest, submission.digest, final.words or None],
    }
    releases.append_many(items, entry=entry)


def releasing_facts(
    submission: Submission, contents: dict[str, v1.Content], moment: datetime
) -> Releasing:
    """Look again at what the release rests on."""
    statement = rounds.statement_of(submission)
    together = {item["page"] for item in statement.items}
    addresses = {item["address"] for item in statement.items}
    links = [link for c in contents.values() for link in c.links]
    targets = dict.fromkeys(link.partition("#")[0].partition("?")[0] for link in links)
    return Releasing(
        statement_intact=_intact(submission, statement, contents),
        earlier=facts.earlier_opinions(submission, moment),
        asked=rounds.asked_of(submission),
        overtaken=tuple(
            item["title"]
            for item in statement.items
            if rounds.newest_sequence(item["page"]) != item["base"]
        ),
        missing_links=tuple(
            target
            for target in targets
            if target and target not in addresses and not address_is_public(target, moment)
        ),
        missing_sections=tuple(
            content.title
            for content in contents.values()
            if any(
                uid not in together and releases.in_force(uid, moment) is None
                for uid in (*content.lineage, *content.sections, *content.topics)
            )
        ),
    )


def address_is_public(address: str, moment: datetime) -> bool:
    """Say whether a page that is public now has this address."""
    pages = ReleaseIndex.objects.filter(address=address).values_list("page", flat=True).distinct()
    found = (releases.in_force(page, moment) for page in pages)
    return any(row is not None and releases.header(row).address == address for row in found)


def _contents(submission: Submission) -> dict[str, v1.Content]:
    """Read the frozen contents; one that is gone or changed is left out, and the facts say so."""
    found = {}
    for item in rounds.statement_of(submission).items:
        try:
            found[item["content"]] = v1.Content.parse(bodies.get(item["content"]))
        except (Broken, NotCanonical):
            continue
    return found


def _intact(
    submission: Submission, statement: v1.Submission, contents: dict[str, v1.Content]
) -> bool:
    """Say whether rows and bodies are what was signed."""
    rows = [
        (item.review.uid, item.content, item.base)
        for item in submission.items.select_related("review").order_by("position")
    ]
    stated = [(item["page"], item["content"], item["base"]) for item in statement.items]
    return (
        canonical.digest(bytes(submission.statement)) == submission.digest
        and rows == stated
        and set(contents) == {item["content"] for item in statement.items}
    )


def _reference(opinion: Opinion) -> dict[str, str]:
    return {
        "digest": opinion.digest,
        "scheme": opinion.scheme,
        "key": opinion.key,
        "signature": bytes(opinion.signature).hex(),
    }
