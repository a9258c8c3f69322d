"""Who may read the administrators' screens. What they may do there, the commands decide."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ledger import entries
from workflow import queries
from workflow.desk import refusing
from workflow.desk.pages import for_people, show
from workflow.presence import Presence
from workflow.refusals import Refusal
from workflow.roles import ADMINISTRATORS, Duty
from workflow.rules.facts import Standing
from workflow.rules.standing import appointed

ADMINS = frozenset(ADMINISTRATORS)
AUDITORS = frozenset({Duty.AUDIT})

View = Callable[..., HttpResponse]


def against(who: Presence, duties: frozenset[Duty]) -> list[Refusal]:
    """Give the reasons why this person has no business here: none when they hold a duty."""
    moment = entries.now()
    return appointed(Standing(queries.signer(who, moment), duties, (), moment))


def held(who: Presence) -> frozenset[Duty]:
    """Give the duties that a person holds now, wherever they hold."""
    moment = entries.now()
    return queries.signer(who, moment).duties(moment)


def only_for(duties: frozenset[Duty]) -> Callable[[View], View]:
    """Let a page be read by people with one of some duties; others get the sentence why not."""

    def dress(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, who: Presence, *args: Any, **kwargs: Any) -> HttpResponse:
            refusals = against(who, duties)
            if refusals:
                return show(
                    request,
                    "desk/message.html",
                    _("Not your screen"),
                    status=403,
                    **refusing.card(refusals),
                )
            return view(request, who, *args, **kwargs)

        return for_people(answer)

    return dress
