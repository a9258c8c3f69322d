"""The two screens: a document is chosen; its author looks over what came of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from cms.office import admission, drafts, report, uploads
from cms.office import document as documents
from cms.office.admission import Unreadable
from cms.office.document import Document
from cms.office.forms import LookOverForm, UploadForm
from workflow.refusals import Refused

NEW, INTO = "new", "into"
GONE = _("The document is not kept any more. Upload it again.")
MADE = _("“%(title)s” is a draft now. Look it over, then submit it.")
WRITTEN = _("The document is in the draft now, saved as your version.")


@require_admin_access
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, target: str, pk: int) -> HttpResponse:
    """Take a document."""
    page = get_object_or_404(Page, pk=pk, depth__gt=1).specific
    refused = _refused(request, target, page)
    if refused is not None:
        return refused
    form = UploadForm(request.POST or None, request.FILES or None, into=target == INTO)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > admission.MOST_BYTES:
                raise Unreadable(admission.TOO_LARGE % {"name": file.name})
            data = file.read()
            admission.check(data, file.name)
        except Unreadable as sentence:
            form.add_error("file", str(sentence))
        else:
            key = uploads.keep(data, file.name, request.user.pk)
            address = reverse("sanshen_word_look", args=[target, pk, key])
            return redirect(f"{address}?kind={form.cleaned_data.get('kind', '')}")
    status = 400 if form.errors else 200
    return render(
        request, "cms/office/upload.html", _upload_context(target, page, form), status=status
    )


@require_admin_access
@require_http_methods(["GET", "POST"])
def look_over(request: HttpRequest, target: str, pk: int, key: str) -> HttpResponse:
    """Show what came of a document; on POST make the draft."""
    page = get_object_or_404(Page, pk=pk, depth__gt=1).specific
    refused = _refused(request, target, page)
    if refused is not None:
        return refused
    kept = uploads.get(key, request.user.pk)
    if kept is None:
        messages.error(request, str(GONE))
        return redirect("sanshen_word", target, pk)
    try:
        document = documents.read(*kept)
    except Unreadable as sentence:
        uploads.drop(key, request.user.pk)
        form = UploadForm({}, into=target == INTO)
        form.errors["file"] = form.error_class([str(sentence)])
        context = _upload_context(target, page, form)
        return render(request, "cms/office/upload.html", context, status=400)
    into = target == INTO
    stands = drafts.Standing.of(page) if into else None
    if request.method == "POST":
        look = LookOverForm(request.POST, into=into, standing=stands)
        if look.is_valid():
            answer = _write(request, target, page, document, look)
            if answer is not None:
                uploads.drop(key, request.user.pk)
                return answer
    else:
        initial = _initial(target, page, document)
        look = LookOverForm(initial=initial, into=into, standing=stands)
    context = {
        "target": target,
        "page": page,
        "document": document,
        "stands": stands,
        "form": look,
        "kind": _kind(request),
        "always": report.ALWAYS,
        "ticked": None if not look.is_bound else request.POST.getlist("heading"),
        "back": _back(target, page),
    }
    return render(request, "cms/office/look_over.html", context, status=400 if look.errors else 200)


def _write(
    request: HttpRequest, target: str, page: Any, document: Document, form: LookOverForm
) -> HttpResponse | None:
    """Make or change the draft and lead there; None when it was refused, which the form says."""
    answers = form.answers(document)
    try:
        if target == NEW:
            made = drafts.make(page, _kind(request), document, answers, request.user)
        else:
            before = page.get_latest_revision()
            how = form.cleaned_data["how"]
            made = drafts.write_into(page, how, document, answers, request.user)
    except Refused as refusals:
        for item in refusals.refusals:
            form.add_error(None, str(item))
        return None
    if target == NEW:
        messages.success(request, MADE % {"title": made.title})
    else:
        undo = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, before.pk])
        button = messages.button(undo, _("Back to the version before"))
        messages.success(request, str(WRITTEN), buttons=[button])
    return redirect("wagtailadmin_pages:edit", made.pk)


def _refused(request: HttpRequest, target: str, page: Any) -> HttpResponse | None:
    check = drafts.check_section if target == NEW else drafts.check_page
    try:
        check(page, request.user)
    except Refused as refused:
        for item in refused.refusals:
            messages.error(request, str(item))
        return redirect(_back(target, page))
    return None


def _initial(target: str, page: Any, document: Document) -> dict[str, Any]:
    """Give the guesses; what a draft says already goes before them."""
    said = document.said
    guessed = {
        "title": said.title,
        "document_number": said.document_number,
        "issuing_body": said.issuing_body,
        "written_on": said.written_on,
    }
    if target == NEW:
        return guessed
    latest = page.get_latest_revision_as_object()
    issuer = getattr(latest, "issuing_body", None)
    known = {
        "title": latest.title,
        "document_number": latest.document_number,
        "issuing_body": latest.department if issuer is None else issuer,
        "written_on": latest.written_on,
    }
    return {name: known[name] or value for name, value in guessed.items()}


def _upload_context(target: str, page: Any, form: UploadForm) -> dict[str, Any]:
    return {"target": target, "page": page, "form": form, "back": _back(target, page)}


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in drafts.KINDS else "article"


def _back(target: str, page: Any) -> str:
    name = "wagtailadmin_explore" if target == NEW else "wagtailadmin_pages:edit"
    return reverse(name, args=[page.pk])
