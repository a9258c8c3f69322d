"""Addresses of the desk. They need a sign-in and are mounted by a Wagtail hook.

`open_urls` holds the one that needs none.
"""

from django.urls import path

from workflow.desk import (
    absences,
    appointments_screens,
    audit,
    files,
    handing,
    item,
    lexicons,
    notices,
    people,
    policy,
    queue,
    signing,
    versions,
    withdrawals,
)

app_name = "desk"
urlpatterns = [
    path("desk/", queue.queue, name="queue"),
    path("desk/away/", absences.absences, name="absences"),
    path("desk/away/<int:pk>/back/", absences.back, name="back"),
    path("desk/notices/", notices.notices, name="notices"),
    path("desk/notices/read/", notices.read, name="read_notices"),
    path("desk/notices/settings/", notices.settings, name="notice_settings"),
    path("desk/notices/<int:pk>/", notices.open_notice, name="open_notice"),
    path("desk/released/", withdrawals.released, name="released"),
    path("desk/released/<slug:uid>/", withdrawals.history, name="history"),
    path("desk/released/<slug:uid>/compare/", versions.compare, name="compare"),
    path("desk/released/<slug:uid>/withdraw/", withdrawals.withdraw, name="withdraw"),
    path(
        "desk/released/<slug:uid>/confirm/<int:sequence>/",
        withdrawals.confirm,
        name="confirm_withdrawal",
    ),
    path("desk/<slug:uid>/", item.item, name="item"),
    path("desk/<slug:uid>/hand-over/", handing.hand_over, name="hand_over"),
    path("desk/<slug:uid>/file/<int:number>/", files.open_file, name="file"),
    path("desk/<slug:uid>/sign/", signing.sign, name="sign"),
    path("desk/<slug:uid>/dispose/", signing.dispose, name="dispose"),
    path("desk/<slug:uid>/draft/", signing.draft, name="draft"),
    path("lists/", lexicons.lists, name="lexicons"),
    path("lists/<slug:kind>/", lexicons.lexicon, name="lexicon"),
    path("lists/<slug:kind>/preview/", lexicons.preview, name="preview_lexicon"),
    path("lists/<slug:kind>/propose/", lexicons.propose, name="propose_lexicon"),
    path("lists/<slug:kind>/as.<slug:form>", lexicons.export, name="export_lexicon"),
    path("lists/<slug:kind>/<slug:uid>/confirm/", lexicons.confirm, name="confirm_lexicon"),
    path("lists/<slug:kind>/<slug:uid>/revoke/", lexicons.revoke, name="revoke_lexicon"),
    path("people/", people.people, name="people"),
    path("people/enter/", people.enter, name="enter_person"),
    path("people/appointments/", appointments_screens.appointments, name="appointments"),
    path("people/appointments/propose/", appointments_screens.propose, name="propose_appointment"),
    path(
        "people/appointments/<slug:uid>/confirm/",
        appointments_screens.confirm,
        name="confirm_appointment",
    ),
    path(
        "people/appointments/<slug:uid>/revoke/",
        appointments_screens.revoke,
        name="revoke_appointment",
    ),
    path("people/policy/", policy.policy, name="policy"),
    path("people/policy/propose/", policy.propose, name="propose_policy"),
    path("people/policy/<slug:uid>/confirm/", policy.confirm, name="confirm_policy"),
    path("people/policy/<slug:uid>/revoke/", policy.revoke, name="revoke_policy"),
    path("people/<slug:uid>/", people.person, name="person"),
    path("people/<slug:uid>/change/", people.change, name="change_person"),
    path("people/<slug:uid>/close/", people.close, name="close_person"),
    path("people/<slug:uid>/account/", people.open_account, name="open_account"),
    path("people/<slug:uid>/account/<int:pk>/", people.account, name="account"),
    path("audit/", audit.audit, name="audit"),
    path("audit/<int:sequence>/", audit.entry, name="audit_entry"),
]
