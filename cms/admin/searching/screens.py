"""The two screens: the unit's lists, and the report of searches."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.admin.searching import report
from ledger import entries
from search import lists, synonyms
from search.fold import fold
from search.segment import runs
from workflow.presence import Presence
from workflow.reports import cells
from workflow.reports.answers import against, as_file, crumbs, enter, held, refused, with_presence
from workflow.roles import Duty

#: Who changes the lists: those who write, and those who run the system. No reviewer as such.
EDITORS: Final = frozenset({Duty.DRAFT, Duty.SYSTEM, Duty.SECURITY})
#: Who reads the report: they, and whoever audits.
READERS: Final = EDITORS | {Duty.AUDIT}
#: Days that a report can be of, the first one when nothing was chosen.
PERIODS: Final = (7, 30, 90, 365)
#: Lines of an audit entry; longer lists of changes are counted.
_LINES: Final = 50


@require_http_methods(["GET", "HEAD", "POST"])
@with_presence
def words(request: HttpRequest, who: Presence) -> HttpResponse:
    """Show the lists; on POST replace one, and write that down."""
    heading = _("Words for search")
    if not held(who) & EDITORS:
        return refused(request, against(who, EDITORS), heading)
    name = request.POST.get("list", "")
    if request.method != "POST" or name not in lists.NAMES:
        return _words(request, heading, {})
    text = request.POST.get("text", "")
    problem = _problem(name, text, request.POST.get("version", ""))
    if problem:
        return _words(request, heading, {name: (text, problem)}, status=409)
    with transaction.atomic():
        came, went = lists.write(name, text)
        if came or went:
            entries.append(
                "search:changed",
                person=who.ref,
                detail={"list": name, "added": _short(came), "removed": _short(went)},
            )
    if came or went:
        messages.success(request, _("The list holds from now on, in every search."))
    return HttpResponseRedirect(reverse("sanshen_search_words") + f"#{name}")


@require_http_methods(["GET", "HEAD", "POST"])
@with_presence
def searches(request: HttpRequest, who: Presence) -> HttpResponse:
    """Show what people looked for; on POST give it as a table, and write that down."""
    heading = _("What people look for")
    if not held(who) & READERS:
        return refused(request, against(who, READERS), heading)
    given = request.POST if request.method == "POST" else request.GET
    days = _days(given.get("days", ""))
    since = timezone.localdate() - timedelta(days=days - 1)
    found = report.of(since)
    if request.method == "POST":
        enter(who, {"searches": str(since)})
        written = cells.table(report.rows(found))
        response = HttpResponse(written, content_type="text/csv; charset=utf-8")
        return as_file(response, f"搜索统计-{since}.csv")
    context = {
        "heading": heading,
        "icon": "search",
        "crumbs": crumbs(heading),
        "report": found,
        "days": days,
        "periods": PERIODS,
        "may_edit": bool(held(who) & EDITORS),
    }
    return render(request, "cms_admin/searches.html", context)


def _words(
    request: HttpRequest, heading: str, kept: dict[str, tuple[str, str]], *, status: int = 200
) -> HttpResponse:
    described = {
        lists.SYNONYMS: (
            _("Synonyms"),
            _(
                "A line for words that mean the same, with blanks between them: 市民卡 社会保障卡. "
                "%(count)d groups are there already and need not be written."
            )
            % {"count": len(synonyms.SHIPPED)},
        ),
        lists.STOP: (
            _("Words that say nothing"),
            _("They are left out of a question that has other words, such as the city's own name."),
        ),
        lists.HIDDEN: (
            _("Hot words to hide"),
            _("They are never shown among the words that are looked for these days."),
        ),
    }
    shown = [
        {
            "name": name,
            "label": label,
            "hint": hint,
            "text": kept[name][0] if name in kept else lists.text(name),
            "problem": kept[name][1] if name in kept else "",
            "version": lists.version(name),
        }
        for name, (label, hint) in described.items()
    ]
    context: dict[str, Any] = {
        "heading": heading,
        "icon": "search",
        "crumbs": crumbs(heading),
        "lists": shown,
        "longest": lists.LONGEST,
    }
    return render(request, "cms_admin/search_words.html", context, status=status)


def _problem(name: str, text: str, version: str) -> str:
    """Say why a list cannot be taken as it is."""
    if version != str(lists.version(name)):
        return _(
            "Somebody changed this list meanwhile. Yours is kept below; compare it with the list "
            "in another window, then save again."
        )
    if len(text) > lists.LONGEST:
        return _("The list has more than %(most)d characters. Take lines out.") % {
            "most": lists.LONGEST
        }
    for number, line in enumerate(text.splitlines(), start=1):
        said = [word for word in fold(line.partition("#")[0]).split() if runs(word)]
        if name == lists.SYNONYMS and len(said) == 1:
            return _(
                "Line %(number)d holds one word. Write another one beside it, with a blank between."
            ) % {"number": number}
    return ""


def _short(lines: list[str]) -> list[str]:
    """Keep an entry short: the first lines, and how many more there are."""
    more = len(lines) - _LINES
    return [line[:200] for line in lines[:_LINES]] + ([f"+{more}"] if more > 0 else [])


def _days(text: str) -> int:
    return int(text) if text in map(str, PERIODS) else PERIODS[1]
