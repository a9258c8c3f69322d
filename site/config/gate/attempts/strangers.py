"""Through the public side: what a stranger can ask for, of the server that runs."""

import secrets
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from config.gate.browser import editing_host
from config.gate.catalogue import door
from config.gate.ground import Unfit
from config.gate.outcome import Outcome
from config.gate.trial import Through, Trial
from config.hosts import ADMIN, WORKSPACE
from ledger.models import Asset
from portal.models import PublicAsset, PublicItem
from workflow.models import PageReview, Submission

SHUT = _(
    "Take the public address off the network until it is mended: strangers read what is inside."
)
SERVER = _(
    "Correct the settings of the web server in front: docs/operations.md and docs/nginx.conf."
)
_DIGITS = "sha256:"


def _one_host() -> bool:
    return not settings.SANSHEN_EDITING_HOST or (
        settings.SANSHEN_EDITING_HOST == settings.SANSHEN_PUBLIC_HOST
    )


@door(
    40,
    "editing-side",
    _("A stranger asks the public address for the screens of the editors."),
    Outcome.HARMLESS,
    advice=SHUT,
)
def editing_side(trial: Trial) -> None:
    """Desk, audit log, people, interface for programs, previews."""
    submission = Submission.objects.order_by("-pk").first()
    review = PageReview.objects.order_by("-pk").first()
    page = review.page_id if review else 1
    inside = [
        "",
        "desk/",
        "audit/",
        "people/",
        "gate/",
        "sheets/",
        f"pages/{page}/edit/",
        f"pages/{page}/view_draft/",
        f"pages/{page}/edit/preview/",
        "api/main/pages/",
        "api/main/images/",
        "images/",
        "documents/",
        "reports/site-history/",
    ]
    if submission is not None:
        inside += [f"desk/{submission.uid}/", f"sheets/{submission.uid}/"]
        item = submission.items.first()
        inside += [f"content/{item.content}/"] if item else []
    for path in inside:
        reply = trial.visitor.ask(f"/{ADMIN}{path}")
        if reply.status == 200 and "password" not in reply.text:
            raise Through(_("A stranger gets %(address)s."), address=f"/{ADMIN}{path}")
        if reply.status >= 500:
            raise Through(_("%(address)s breaks down."), address=f"/{ADMIN}{path}")
    trial.note(_("%(count)s addresses give a sign-in page or nothing."), count=len(inside))


@door(
    40,
    "interfaces",
    _("A stranger asks for interfaces, files of the program, and keys."),
    Outcome.HARMLESS,
    advice=SHUT,
)
def interfaces(trial: Trial) -> None:
    """What other systems left open."""
    asked = (
        "/api/v2/pages/",
        "/api/v2/documents/",
        "/documents/1/x.pdf",
        "/keys/signing.pem",
        "/ledger/head.json",
        "/sanshen.sqlite3",
        "/.git/config",
        "/.env",
        "/manage.py",
        "/static/..%2f..%2f.env",
        "/static/../manage.py",
        "/server-status",
        "/__debug__/",
        "/assets/../keys/signing.pem",
        "/assets/%2e%2e/%2e%2e/keys/signing.pem",
    )
    for address in asked:
        reply = trial.visitor.ask(address)
        if reply.status == 200:
            raise Through(_("A stranger gets %(address)s."), address=address)
        if reply.status >= 500 and reply.status != 503:
            raise Through(_("%(address)s breaks down."), address=address)
    trial.note(_("%(count)s addresses were asked for; none gave anything."), count=len(asked))


@door(40, "draft-addresses", _("Addresses of drafts are guessed."), Outcome.HARMLESS, advice=SHUT)
def draft_addresses(trial: Trial) -> None:
    """Those that were given out and never released."""
    public = set(PublicItem.objects.values_list("address", flat=True))
    given = PageReview.objects.exclude(address__isnull=True).exclude(address="")
    drafts = [
        a for a in given.order_by("-pk").values_list("address", flat=True)[:200] if a not in public
    ][:10]
    if not drafts:
        raise Unfit(_("There is no draft with an address at the moment."))
    never = trial.visitor.ask(f"/nothing-{secrets.token_hex(6)}.html")
    for address in drafts:
        reply = trial.visitor.ask(quote(str(address)))
        if (reply.status, reply.body) != (never.status, never.body):
            raise Through(_("The draft at %(address)s is told from nothing."), address=address)
    trial.note(_("%(count)s drafts answer like what never was."), count=len(drafts))


@door(
    45,
    "unreleased-files",
    _("Files that no release in force names are asked for by their digest."),
    Outcome.HARMLESS,
    advice=SHUT,
)
def unreleased_files(trial: Trial) -> None:
    """Of drafts, of what is scheduled, of what was withdrawn; whole, in part, or only whether."""
    named = set(PublicAsset.objects.values_list("digest", flat=True))
    rows = Asset.objects.order_by("-pk").values_list("digest", "media_type")[:2000]
    hidden = [(digest, kind) for digest, kind in rows if digest not in named][:6]
    if not hidden:
        raise Unfit(_("Every file in the store is public at the moment."))
    for digest, kind in hidden:
        ending = {"image/jpeg": "jpg", "application/pdf": "pdf"}.get(kind, kind.rpartition("/")[2])
        address = f"/assets/{digest.removeprefix(_DIGITS)}.{ending}"
        for method, headers in (
            ("GET", {}),
            ("HEAD", {}),
            ("GET", {"Range": "bytes=0-99"}),
            ("GET", {"If-None-Match": f'"{digest.removeprefix(_DIGITS)[:32]}"'}),
        ):
            reply = trial.visitor.ask(address, method=method, headers=headers)
            if reply.status not in (404, 410, 503):
                raise Through(_("A stranger gets %(address)s."), address=address)
    trial.note(_("%(count)s of them were asked for; none was given."), count=len(hidden))


@door(
    41,
    "host-names",
    _("The server is asked under other host names."),
    Outcome.HARMLESS,
    advice=SERVER,
)
def host_names(trial: Trial) -> None:
    """A name that it echoes would be kept by caches."""
    for host in (
        "evil.example",
        "evil.example:80",
        f"{secrets.token_hex(4)}.localhost.evil.example",
    ):
        reply = trial.visitor.ask("/", host=host)
        if reply.status == 200 or "evil.example" in reply.text + str(dict(reply.headers)):
            raise Through(_("The server answers to the name %(host)s."), host=host)
    reply = trial.visitor.ask("/", headers={"X-Forwarded-Host": "evil.example"})
    if "evil.example" in reply.text + str(dict(reply.headers)):
        raise Through(_("A forwarded host name is believed."))


@door(
    41,
    "odd-requests",
    _("Odd methods, paths that climb, very long addresses."),
    Outcome.HARMLESS,
    advice=SERVER,
)
def odd_requests(trial: Trial) -> None:
    """None breaks anything, none changes anything."""
    before = trial.visitor.ask("/")
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        reply = trial.visitor.ask("/", method=method)
        if reply.status >= 500 or reply.status == 200:
            raise Through(_("The method %(method)s is answered."), method=method)
    for path in (
        "/../../etc/passwd",
        "//evil.example/",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%00",
        "/" + "a" * 3000,
        "/?" + "b" * 3000,
    ):
        reply = trial.visitor.ask(path)
        if reply.status >= 500 and reply.status != 503:
            raise Through(_("%(address)s breaks down."), address=path[:40])
        if "root:" in reply.text or "evil.example" in reply.headers.get("location", ""):
            raise Through(_("A stranger gets %(address)s."), address=path[:40])
    after = trial.visitor.ask("/")
    if (before.status, before.body) != (after.status, after.body):
        raise Unfit(_("The home page changed meanwhile; run it again."))


@door(
    37,
    "headers",
    _("The public answers carry the headers that keep scripts and frames out."),
    Outcome.HARMLESS,
    advice=SERVER,
)
def headers(trial: Trial) -> None:
    """Policy of contents, type not guessed, no long keeping."""
    reply = trial.visitor.ask("/")
    policy = reply.headers.get("content-security-policy", "")
    wanted = {
        "Content-Security-Policy": "default-src 'none'" in policy and "unsafe" not in policy,
        "X-Content-Type-Options": reply.headers.get("x-content-type-options") == "nosniff",
        "Referrer-Policy": bool(reply.headers.get("referrer-policy")),
        "Cache-Control": "immutable" not in reply.headers.get("cache-control", ""),
    }
    missing = [name for name, there in wanted.items() if not there]
    if missing:
        raise Through(_("Missing or weak: %(names)s."), names=", ".join(missing))
    if "set-cookie" in reply.headers:
        raise Through(_("A reader is given a cookie."))
    trial.note(_("All of them are there, and no cookie."))


@door(
    42,
    "search-echo",
    _("Markup and an invented word are searched for; then others search."),
    Outcome.HARMLESS,
    advice=SERVER,
)
def search_echo(trial: Trial) -> None:
    """What somebody types is shown to nobody else."""
    word = f"qgate{secrets.token_hex(6)}"
    reply = trial.visitor.ask(f"/search/?q={quote(f'<script>{word}</script>')}")
    if f"<script>{word}" in reply.text:
        raise Through(_("The search page repeats markup as markup."))
    for address in ("/search/", "/search/?q=" + word[:6], "/", "/search/suggest?q=" + word[:6]):
        later = trial.visitor.ask(address)
        if word in later.text:
            raise Through(
                _("What one visitor typed is shown to another at %(address)s."), address=address
            )


@door(
    40,
    "search-drafts",
    _("The search is asked for titles of drafts."),
    Outcome.HARMLESS,
    advice=SHUT,
)
def search_drafts(trial: Trial) -> None:
    """Only what was released is found."""
    public = PublicItem.objects.filter(sequence__gt=0).values_list("uid", flat=True)
    hidden = PageReview.objects.exclude(uid__in=public).select_related("page").order_by("-pk")[:5]
    if not hidden:
        raise Unfit(_("There is no page at the moment that is not public."))
    for review in hidden:
        reply = trial.visitor.ask(
            f"/search/?q={quote(review.page.draft_title or review.page.title)}"
        )
        if review.address and f'href="{review.address}"' in reply.text:
            raise Through(_("The draft at %(address)s is found."), address=review.address)
    trial.note(_("%(count)s titles were asked for."), count=len(hidden))


@door(
    40,
    "check-pages",
    _("The address where a release is checked is asked about drafts."),
    Outcome.HARMLESS,
    advice=SHUT,
)
def check_pages(trial: Trial) -> None:
    """It says nothing of what was never public."""
    released = set(PublicItem.objects.values_list("uid", flat=True))
    rows = PageReview.objects.order_by("-pk").values_list("uid", flat=True)[:500]
    drafts = [uid for uid in rows if uid not in released][:3]
    if not drafts:
        raise Unfit(_("There is no page at the moment that is not public."))
    never = trial.visitor.ask("/check/00000000-0000-4000-8000-000000000000/")
    for uid in drafts:
        reply = trial.visitor.ask(f"/check/{uid}/")
        if reply.status != never.status or reply.body != never.body:
            raise Through(_("A stranger learns that a draft exists."))


@door(
    40,
    "two-hosts",
    _("The editors' address shares its name with the public one."),
    Outcome.HARMLESS,
    advice=_("Give the two sides two host names: SANSHEN_EDITING_HOST."),
)
def two_hosts(trial: Trial) -> None:
    """What is uploaded never shares an origin with a reviewer's session."""
    if _one_host():
        trial.admit(
            _(
                "Both sides share one address here: that is the demo, on this machine only. "
                "Production refuses to start so."
            )
        )
        return
    reply = trial.visitor.ask("/", host=editing_host())
    public = urlsplit(settings.SANSHEN_PUBLIC_ORIGIN).netloc
    if reply.status == 200 and trial.visitor.ask("/", host=public).body == reply.body:
        raise Through(_("The public site answers under the editors' name."))
    other = trial.visitor.ask(f"/{WORKSPACE}x")
    if other.status == 200:
        raise Through(_("The workspace answers under the public name."))
    trial.note(_("Each name answers with its own side only."))
