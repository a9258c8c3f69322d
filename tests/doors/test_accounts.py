"""Through accounts: passwords, sessions, people that are invented, locked, closed or deleted."""

import pytest
from django.contrib.auth.models import Group
from django.db.models import ProtectedError
from django.urls import reverse

from cms.admin import closed
from ledger.models import EntryIndex
from tests.doors import acting
from tests.doors.building import PASSWORD
from tests.doors.outcome import ADMITTED, ATTACK, HARMLESS, REFUSED, door
from workflow import appointments, commands, people
from workflow.models import Account, Opinion, Person
from workflow.roles import Duty

NEW = "Somebody-elses-password-9"
NEWER = "Nobody-elses-password-10"


def attacked(city):
    """Submit a page that says what must not be said."""
    return acting.hand_in("lin", [acting.save(city.page("draft"), "lin", title=ATTACK)])


def account(username):
    """Give the account of somebody."""
    return Account.objects.select_related("person").get(user__username=username)


def sign_in(city, username, password):
    """Sign in with a password, in a browser."""
    browser = city.browser()
    address = reverse("wagtailadmin_login")
    response = browser.post(address, {"username": username, "password": password})
    return browser, response.status_code == 302


def post_signature(browser, submission, stage):
    """Press the button that signs, as the desk's form does."""
    return browser.post(
        reverse("desk:sign", args=[submission.uid]),
        {
            "shown": submission.digest,
            "stage": stage,
            "decision": "pass",
            "confirm": "1",
            "words": "同意",
        },
    )


@door(
    22,
    "the system administrator resets three reviewers' passwords and signs as them",
    REFUSED,
    "who was reset signs nothing until somebody else confirms it; three `account:password_reset` "
    "entries with the administrator's name; the three cannot sign in any more",
)
def test_reset_passwords_sign_nothing(city):
    submission = attacked(city)
    people.reset_password(acting.presence("sun"), account("zhou"), password=NEW)
    browser, _signed_in = sign_in(city, "zhou", NEW)
    browser.post(reverse("desk:password"), {"old": NEW, "new": NEWER, "again": NEWER})
    answer = post_signature(browser, submission, "first")
    assert answer.status_code == 409
    city.refusals.append(_shown(answer))
    assert not Opinion.objects.filter(submission=submission).exists()
    assert not sign_in(city, "zhou", PASSWORD)[1]
    resets = EntryIndex.objects.filter(tag="account:password_reset")
    assert {row.person_name for row in resets} == {"孙伟"}


@pytest.mark.parametrize("username", ["root", "boss"])
@door(
    22,
    "a superuser resets a reviewer's password on Wagtail's own screens",
    REFUSED,
    "accounts are kept on the people's screens, where a reset is an entry in the log",
)
def test_a_superuser_resets_no_password(city, username):
    browser, zhou = city.browser(username), acting.user("zhou")
    response = browser.post(
        f"/admin/users/edit/{zhou.pk}/",
        {
            "username": "zhou",
            "email": "z@yunxi.test",
            "first_name": "敏",
            "last_name": "周",
            "password1": NEW,
            "password2": NEW,
            "is_active": "on",
            "is_superuser": "",
        },
        follow=True,
    )
    assert acting.user("zhou").password == zhou.password
    assert not sign_in(city, "zhou", NEW)[1]
    city.told(response, closed.ACCOUNTS)


@door(22, "a superuser signs in the administrator's own name", REFUSED)
def test_a_superuser_has_no_signature(city):
    submission = attacked(city)
    root = post_signature(city.browser("root"), submission, "first")
    assert root.status_code in (302, 403)
    boss = post_signature(city.browser("boss"), submission, "first")
    assert boss.status_code == 409
    city.refusals.append(_shown(boss))
    assert not Opinion.objects.filter(submission=submission).exists()


@door(23, "one administrator enters three people, opens accounts and appoints them", REFUSED)
def test_one_administrator_appoints_nobody(city):
    submission = attacked(city)
    for number, (name, duty) in enumerate((("甲", "first"), ("乙", "second"), ("丙", "final"))):
        person = people.create_person(acting.presence("sun"), number=f"new-{number}", name=name)
        people.open_account(acting.presence("sun"), person, username=f"new{number}", password=NEW)
        row = appointments.propose(acting.presence("sun"), person, Duty(duty), reason="新人")
        city.refused(
            lambda row=row: appointments.confirm(acting.presence("sun"), row.uid),
            "confirms_own_proposal",
        )
    city.refused(lambda: acting.sign("new0", submission, "first"), "appointment_unconfirmed")


@door(
    23,
    "the system and the security administrator together invent three reviewers",
    ADMITTED,
    "both names, time and reason of every appointment stand in the log and on the auditor's screen",
)
def test_two_administrators_together_invent_reviewers(city):
    submission = attacked(city)
    for number, duty in enumerate(("first", "second", "final")):
        person = people.create_person(
            acting.presence("sun"), number=f"new-{number}", name=f"新人{number}"
        )
        people.open_account(acting.presence("sun"), person, username=f"new{number}", password=NEW)
        row = appointments.propose(acting.presence("sun"), person, Duty(duty), reason="新人")
        appointments.confirm(acting.presence("qi"), row.uid)
        acting.sign(f"new{number}", submission, duty)
    for tag, name in (("appointment:proposed", "孙伟"), ("appointment:confirmed", "齐悦")):
        newest = EntryIndex.objects.filter(tag=tag).order_by("-sequence")[:3]
        assert {row.person_name for row in newest} == {name}
    city.notices.append("appointment:proposed, appointment:confirmed")


@pytest.mark.parametrize("duty", [Duty.FIRST, Duty.FINAL])
@door(23, "the two administrators appoint each other as reviewers", REFUSED)
def test_administrators_review_nothing(city, duty):
    person = acting.presence("sun").person
    city.refused(
        lambda: appointments.propose(acting.presence("qi"), person, duty, reason="方便"),
        "duty_excluded",
    )
    city.refused(
        lambda: appointments.propose(
            acting.presence("sun"), acting.presence("zhou").person, Duty.AUDIT, reason="方便"
        ),
        "duty_excluded",
    )


@door(23, "a superuser creates users and puts everybody into every group", HARMLESS)
def test_users_and_groups_sign_nothing(city):
    browser = city.browser("root")
    browser.post(
        "/admin/users/new/",
        {
            "username": "ghost",
            "email": "g@yunxi.test",
            "first_name": "g",
            "last_name": "g",
            "password1": NEW,
            "password2": NEW,
            "is_superuser": "on",
        },
    )
    submission = attacked(city)
    ghost = acting.user("root")
    ghost.groups.set(Group.objects.all())
    for stage in ("first", "second", "final"):
        assert post_signature(city.browser("root"), submission, stage).status_code in (302, 403)
    assert not Opinion.objects.filter(submission=submission).exists()


@door(24, "the session of an account that was locked meanwhile signs", REFUSED)
def test_a_locked_session_signs_nothing(city):
    submission = attacked(city)
    browser, who = city.browser("zhou"), acting.presence("zhou")
    people.lock_account(acting.presence("sun"), account("zhou"))
    response = post_signature(browser, submission, "first")
    assert response.status_code == 302
    assert reverse("wagtailadmin_login") in response["Location"]
    city.refused(lambda: _decide(who, submission), "account_closed")


@door(24, "the session of a person who has left signs", REFUSED)
def test_a_closed_person_signs_nothing(city):
    submission = attacked(city)
    browser, who = city.browser("zhou"), acting.presence("zhou")
    people.close_person(acting.presence("sun"), who.person)
    assert post_signature(browser, submission, "first").status_code == 302
    acting.user("zhou").__class__.objects.filter(username="zhou").update(is_active=True)
    assert post_signature(browser, submission, "first").status_code in (302, 403)
    city.refused(lambda: _decide(who, submission), "person_closed")


@door(24, "a session that was signed out, or whose password was set anew, signs", REFUSED)
def test_an_ended_session_signs_nothing(city):
    submission = attacked(city)
    one, other = city.browser("zhou"), city.browser("zhou")
    cookie = one.cookies["sanshen_session"].value
    one.post(reverse("wagtailadmin_logout"))
    one.cookies["sanshen_session"] = cookie
    people.reset_password(acting.presence("sun"), account("zhou"), password=NEW)
    for browser in (one, other):
        response = post_signature(browser, submission, "first")
        assert response.status_code == 302
        assert reverse("wagtailadmin_login") in response["Location"]
        city.refusals.append(response["Location"])
    assert not Opinion.objects.filter(submission=submission).exists()


@door(25, "a reviewer, an account, an appointment is deleted", REFUSED)
def test_people_with_evidence_are_not_deleted(city):
    zhou = acting.presence("zhou")
    city.fails(acting.user("zhou").delete, ProtectedError)
    city.fails(zhou.person.delete, ProtectedError)
    city.append_only(
        lambda: city.sql("DELETE FROM workflow_appointment WHERE person = %s", [zhou.person.uid])
    )


@door(25, "a superuser deletes a reviewer's user on Wagtail's screens", REFUSED)
def test_a_superuser_deletes_no_reviewer(city):
    response = city.browser("root").post(
        f"/admin/users/delete/{acting.user('zhou').pk}/", follow=True
    )
    assert acting.user("zhou").is_active
    city.told(response, closed.ACCOUNTS)


@door(25, "accounts and people deleted by SQL, with the constraints off", HARMLESS)
def test_what_was_signed_names_people_itself(city):
    submission = city.review("plain").items.get().submission
    city.sql("DELETE FROM workflow_opiniondraft")
    city.sql("UPDATE workflow_account SET person_id = (SELECT min(id) FROM workflow_person)")
    city.sql("UPDATE workflow_person SET name = %s, post = %s", [ATTACK, ATTACK])
    assert {opinion.person_name for opinion in submission.opinions.all()} == {
        "周敏",
        "吴刚",
        "郑岚",
    }
    assert Person.objects.filter(name=ATTACK).exists()


def _decide(who, submission):
    return commands.decide(
        who, submission, shown=submission.digest, stage="first", decision="pass", words="同意"
    )


def _shown(response):
    """Give what a refused browser was told, or where it was sent."""
    messages = [str(message) for message in (response.context or {}).get("messages", [])]
    return " ".join(messages) or response.content.decode()[:4000] or str(response.status_code)
