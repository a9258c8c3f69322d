"""From believed releases to HTML. Nothing here asks what is public; it is given a `Reading`.

A page says nothing that changes with other releases, but for the lists on home and section pages:
so a release touches few files. Words between the released ones are the operator's translations.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from ledger.canonical import short_code
from ledger.formats import v1
from ledger.verify import Verified
from portal import metatags, pages, policies, topics
from portal.frame import Frame
from portal.home import rows
from portal.items import PER_PAGE, Reading, Shown
from portal.listing import Listed, archive, newest
from portal.pictures import first_picture
from portal.provenance import Provenance

_MODES = ("public", "preview")


@dataclass
class Chrome:
    """What stands around a page, and what its head says."""

    # Written out: the editors' side, which shows previews, has no names for these addresses.
    SEARCH: ClassVar[str] = "/search/"
    FEED: ClassVar[str] = "/feed.xml"

    frame: Frame
    title: str
    address: str = ""
    tags: metatags.Tags = field(default_factory=list)
    crumbs: list[tuple[str, str]] = field(default_factory=list)
    feed: str = ""
    indexed: bool = True
    colour: str = ""
    draft: bool = False
    problems: Sequence[Any] = ()

    check: str = ""

    @property
    def canonical(self) -> str:
        """The page's one address, empty for what has none."""
        return metatags.absolute(self.address) if self.address and self.indexed else ""


def document(
    content: v1.Content,
    *,
    verified: Verified | None = None,
    mode: str = "public",
    problems: Sequence[Any] = (),
    frame: v1.Content | None = None,
) -> str:
    """Render one content as the page it would be or is.

    Args:
        content: What is shown; in public mode the content of `verified`.
        verified: The release it comes from; needed in public mode.
        mode: ``public``, or ``preview`` for editors and reviewers: marked as a draft, with the
            problems that freezing found, and not for search engines.
        problems: What freezing found: things with `place` and `sentence`, or sentences.
        frame: The words around it; the released frame when not given.

    Raises:
        ValueError: for another mode, or in public mode without a release of that content.
    """
    if mode not in _MODES:
        raise ValueError(f"mode is {mode!r}: write one of {', '.join(_MODES)}")
    reading = Reading()
    if mode == "public":
        if verified is None or verified.content != content:
            raise ValueError("a public page is rendered from a verified release of its content")
        shown = reading.item(content.page)
        if shown is None or shown.header != verified.header:
            raise ValueError("this release is not in force")
        return page(shown, reading, frame=frame)
    draft = reading.draft(content)
    return page(draft, reading, frame=frame, draft=True, problems=problems)


def page(
    shown: Shown,
    reading: Reading,
    *,
    frame: v1.Content | None = None,
    draft: bool = False,
    problems: Sequence[Any] = (),
) -> str:
    """Render an item, a section with the newest of its list, a topic, the home page, the frame."""
    if frame is None:
        released = reading.only("frame")
        frame = released.content if released else None
    kind = shown.content.kind
    if kind == "frame":
        frame = shown.content
    chrome = Chrome(
        Frame.of(frame, reading.now),
        shown.content.title,
        shown.content.address,
        draft=draft,
        problems=problems,
        indexed=not draft,
        check=pages.check_address(shown.uid),
    )
    if kind == "home":
        return _home(shown, reading, chrome)
    if kind == "section":
        return _section(shown, reading, chrome, newest(shown, reading))
    if kind == "topic":
        return _topic(shown, reading, chrome)
    if kind == "frame":
        return _html("portal/frame.html", chrome, shown=shown)
    return _item(shown, reading, chrome)


def archive_page(section: Shown, number: int, reading: Reading, frame: v1.Content) -> str:
    """Render one page of the archive of a section or a topic."""
    listed = archive(section, number, reading)
    chrome = Chrome(Frame.of(frame, reading.now), section.content.title, listed.address)
    return _section(section, reading, chrome, listed)


def state(name: str, frame: v1.Content | None, reading: Reading, **context: Any) -> str:
    """Render a page that says why there is nothing: missing, gone, dark, preparing."""
    chrome = Chrome(Frame.of(frame, reading.now), "", indexed=False)
    if uid := context.get("uid"):
        chrome.check = pages.check_address(uid)
    return _html(f"portal/{name}.html", chrome, **context)


def check_page(found: Provenance, reading: Reading, frame: v1.Content) -> str:
    """Render what can be said of how a page came to be public."""
    address = pages.check_address(found.uid)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Check of %(title)s") % {
            "title": found.shown.content.title if found.shown else found.uid
        }
    chrome = Chrome(Frame.of(frame, reading.now), title, address, indexed=False)
    chrome.tags = metatags.site_tags(chrome.frame)
    return _html("portal/check.html", chrome, found=found)


def found(frame: v1.Content, reading: Reading, *, indexed: bool, **context: Any) -> str:
    """Render the search page; only the one on which nothing was typed may be indexed."""
    around = Frame.of(frame, reading.now)
    with translation.override(settings.LANGUAGE_CODE):
        chrome = Chrome(around, _("Search"), Chrome.SEARCH, indexed=indexed)
        words = _("Search policies, services and news of %(site)s.") % {"site": around.site_name}
    chrome.tags = [*metatags.site_tags(around), ("Description", words)]
    return _html("portal/search.html", chrome, **context)


def _item(shown: Shown, reading: Reading, chrome: Chrome) -> str:
    sections = reading.all(shown.content.lineage)
    chrome.crumbs = _crumbs(sections)
    chrome.tags = [
        *metatags.site_tags(chrome.frame),
        *(metatags.column_tags(sections[-1]) if sections else []),
        *metatags.article_tags(shown, chrome.frame),
    ]
    context = {
        "shown": shown,
        "source": metatags.source(shown, chrome.frame),
        "code": short_code(shown.content.digest),
        "corrected": shown.header is not None and shown.header.kind == "correct",
        "topics": [each for each in reading.all(shown.content.topics) if each.content.address],
    }
    if shown.content.kind != "policy":
        return _html("portal/article.html", chrome, **context)
    with translation.override(settings.LANGUAGE_CODE):
        context |= {
            "facts": policies.facts(shown, draft=chrome.draft),
            "validity": policies.validity(shown),
            "interpretations": policies.interpretations(shown, reading),
        }
    return _html("portal/policy.html", chrome, **context)


def _topic(shown: Shown, reading: Reading, chrome: Chrome) -> str:
    chrome.crumbs = _crumbs(reading.all(shown.content.lineage))
    chrome.tags = [*metatags.site_tags(chrome.frame), *metatags.column_tags(shown)]
    chrome.tags.append(("Description", _words(shown)))
    chrome.feed = shown.content.address + "feed.xml"
    chrome.colour = topics.colour(shown)
    return _html(
        "portal/topic.html", chrome, shown=shown, topic=topics.topic(shown, reading),
        per_page=PER_PAGE,
    )  # fmt: skip


def _section(shown: Shown, reading: Reading, chrome: Chrome, listed: Listed) -> str:
    above = reading.all(shown.content.lineage)
    chrome.crumbs = _crumbs(above)
    chrome.tags = [*metatags.site_tags(chrome.frame), *metatags.column_tags(shown)]
    chrome.tags.append(("Description", _words(shown)))
    if shown.content.kind == "topic":
        chrome.colour = topics.colour(shown)
        chrome.crumbs.append((shown.content.title, shown.content.address))
    chrome.feed = shown.content.address + "feed.xml"
    below = reading.children(shown.uid)
    beside = reading.children(above[-1].uid) if above else []
    return _html(
        "portal/section.html",
        chrome,
        shown=shown,
        listed=listed,
        menu=below or beside,
        menu_of=shown if below else (above[-1] if above else shown),
        pictures={item.uid: first_picture(item.content) for item in listed.items},
        void={item.uid: found for item in listed.items if (found := _void(item))},
        per_page=PER_PAGE,
    )


def _home(shown: Shown, reading: Reading, chrome: Chrome) -> str:
    chrome.title = ""
    chrome.tags = metatags.site_tags(chrome.frame)
    if description := str(shown.details.get("description") or shown.content.summary):
        chrome.tags.append(("Description", description))
    chrome.feed = Chrome.FEED
    return _html("portal/home.html", chrome, shown=shown,
                 rows=rows(shown, reading, chrome.frame.advertisements))  # fmt: skip


def _crumbs(above: Sequence[Shown]) -> list[tuple[str, str]]:
    return [(each.content.title, each.content.address) for each in above]


def _words(shown: Shown) -> str:
    """Give what a list says of itself, for those who find it by a search engine."""
    return str(shown.details.get("description") or shown.content.summary or shown.content.title)


def _void(item: Shown) -> str:
    """Give the name of the state of a document that does not hold any more."""
    with translation.override(settings.LANGUAGE_CODE):
        found = policies.validity(item)
    return found.name if found and not found.holds else ""


def _html(template: str, chrome: Chrome, **context: Any) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(template, {"chrome": chrome, "frame": chrome.frame, **context})
