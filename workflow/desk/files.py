"""Opening a file of a submission from the desk; that it was opened is remembered."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from ledger.models import Asset
from workflow.desk import attention
from workflow.desk.dossier import Dossier
from workflow.desk.pages import for_people
from workflow.presence import Presence


@require_GET
@for_people
def open_file(request: HttpRequest, who: Presence, uid: str, number: int) -> HttpResponse:
    """Lead to a file; the frame with the page opens none."""
    dossier = Dossier.find(uid)
    file = next((each for each in dossier.files if each.number == number), None)
    if file is None or not Asset.objects.filter(digest=file.digest).exists():
        raise Http404
    attention.opened(request, dossier, file)
    _name, dot, extension = file.name.rpartition(".")
    name = file.digest.removeprefix("sha256:") + (f".{extension}" if dot else "")
    return HttpResponseRedirect(reverse("sanshen_asset", args=[name]))
