"""The two forms: which document, and what its author makes of the guesses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.office.document import Document
from cms.office.drafts import APPEND, REPLACE, Answers, Standing


class UploadForm(forms.Form):
    """A document, and what it becomes."""

    file = forms.FileField(
        label=_("Word document (.docx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Choose a document first.")},
    )
    kind = forms.ChoiceField(
        label=_("It becomes"),
        choices=(("article", _("An article")), ("policy", _("A policy document"))),
        widget=forms.RadioSelect,
        initial="article",
    )

    def __init__(self, *args: Any, into: bool, **kwargs: Any) -> None:
        """Ask for no kind when the draft is there already."""
        super().__init__(*args, **kwargs)
        if into:
            del self.fields["kind"]


class LookOverForm(forms.Form):
    """Title, number, date and issuer, filled in with the guesses."""

    title = forms.CharField(
        label=_("Title of the item"),
        max_length=255,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a title.")},
    )
    document_number = forms.CharField(
        label=_("Number of the document"), max_length=60, required=False
    )
    issuing_body = forms.CharField(
        label=_("Issued by, or the department it comes from"), max_length=100, required=False
    )
    written_on = forms.DateField(
        label=_("Written on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    how = forms.ChoiceField(
        label=_("The text that is there"),
        choices=(
            (REPLACE, _("is replaced by the document")),
            (APPEND, _("stays, and the document comes after it")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the text that is there.")},
    )
    standing = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, into: bool, standing: Standing | None = None, **kwargs: Any):
        """Ask what becomes of the text where there is one; who replaces it has seen it."""
        super().__init__(*args, **kwargs)
        self.shown = standing
        if not into:
            del self.fields["how"]
        elif standing is None:
            self.fields["how"].initial = REPLACE
        if standing is None:
            del self.fields["standing"]
        else:
            self.fields["standing"].initial = standing.key

    def clean(self) -> dict[str, Any]:
        """Take nothing for granted that was saved after the screen was shown."""
        cleaned: dict[str, Any] = super().clean()
        if self.shown and cleaned.get("standing") != self.shown.key:
            # The next time the screen shows what stands there now.
            self.data = self.data.copy()
            self.data["standing"] = self.shown.key
            raise forms.ValidationError(_("The draft was saved meanwhile. Look at its text again."))
        return cleaned

    def answers(self, document: Document) -> Answers:
        """Give what the author decided, with the ticks and texts beside the guesses."""
        said = self.cleaned_data
        ticked = set(self.data.getlist("heading"))
        kept = {place for place in document.said.headings if str(place) in ticked}
        return Answers(
            title=said["title"],
            document_number=said["document_number"],
            issuing_body=said["issuing_body"],
            written_on=said["written_on"],
            plain=frozenset(document.said.headings) - kept,
            alternatives={
                place: self.data.get(f"alt-{place}", "")
                for place, piece in enumerate(document.pieces)
                if piece.kind == "picture"
            },
        )
