"""Through sign-in, sessions and forms: what another site, a stranger or a colleague can make a
browser do."""

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from cms.office import uploads
from ledger.models import EntryIndex
from tests.doors import acting
from tests.doors.building import PASSWORD, pdf
from tests.doors.looking import EDITING_HOST
from tests.doors.outcome import ADMITTED, ATTACK, DRAFT, HARMLESS, REFUSED, door
from workflow import commands, people
from workflow.models import Account, Opinion, Person, Submission
from workflow.notices.models import Notice

LOGIN = "/admin/login/"
FORGED = (
    "The form was open too long, or was sent from elsewhere. Go back, load the page anew and send "
    "it again."
)


def attacked(city):
    """Submit a page that says what must not be said."""
    return acting.hand_in("lin", [acting.save(city.page("draft"), "lin", title=ATTACK)])


def sign_in(browser, username="zhou", password=PASSWORD, **more):
    """Sign in with a password."""
    return browser.post(LOGIN, {"username": username, "password": password, **more})


def signature(submission, **more):
    """Give what the desk's form posts."""
    return {
        "shown": submission.digest,
        "stage": "first",
        "decision": "pass",
        "confirm": "1",
        "words": "同意",
        **more,
    }


def forms(city):
    """Give the address of every form of ours that changes something."""
    submission = attacked(city)
    uid, page = submission.uid, city.built.pages["plain"]
    review = city.review("plain").uid
    person = acting.presence("zhou").person.uid
    account = Account.objects.get(user__username="zhou").pk
    named = [
        ("desk:sign", [uid]),
        ("desk:dispose", [uid]),
        ("desk:draft", [uid]),
        ("desk:hand_over", [uid]),
        ("desk:withdraw", [review]),
        ("desk:confirm_withdrawal", [review, 1]),
        ("desk:enter_person", []),
        ("desk:propose_appointment", []),
        ("desk:confirm_appointment", [review]),
        ("desk:revoke_appointment", [review]),
        ("desk:propose_policy", []),
        ("desk:confirm_policy", [review]),
        ("desk:revoke_policy", [review]),
        ("desk:change_person", [person]),
        ("desk:close_person", [person]),
        ("desk:open_account", [person]),
        ("desk:account", [person, account]),
        ("desk:read_notices", []),
        ("desk:notice_settings", []),
        ("sanshen_submit", [page]),
        ("sanshen_recall", [page]),
        ("sanshen_apply", [page]),
        ("sanshen_strip", [page]),
        ("sanshen_word", ["into", page]),
        ("reports:gate_start", []),
        ("reports:sheets", []),
        ("reports:pdf", [uid]),
        ("wagtailadmin_pages:edit", [page]),
        ("wagtailadmin_pages:copy", [page]),
        ("wagtailadmin_logout", []),
    ]
    return [reverse(name, args=arguments) for name, arguments in named]


# ── 24 ───────────────────────────────────────────────────────────────────────
@door(24, "every form of ours posted from another site, in the name of whoever is signed in",
      REFUSED)  # fmt: skip
def test_no_form_is_taken_from_elsewhere(city):
    last = EntryIndex.objects.count
    for username in ("boss", "sun", "qian"):
        browser = Client(enforce_csrf_checks=True, HTTP_HOST=EDITING_HOST)
        browser.force_login(acting.user(username))
        for address in forms(city) if username == "boss" else [reverse("desk:enter_person")]:
            before = last()
            response = browser.post(
                address, {"confirm": "1"}, headers={"origin": "https://evil.test"}
            )
            assert response.status_code == 403, (address, response.status_code)
            assert last() == before, address
            city.told(response, gettext(FORGED))


@door(24, "a link in a mail that signs, recalls or withdraws when it is opened", HARMLESS)
def test_opening_an_address_does_nothing(city):
    addresses = forms(city)
    state = (Opinion.objects.count(), Submission.objects.count(), Person.objects.count())
    for address in addresses:
        for who in ("zhou", "zheng", "boss"):
            browser = city.browser(who)
            response = browser.get(f"{address}?confirm=1&decision=pass&stage=first")
            assert response.status_code < 500, address
    assert state == (Opinion.objects.count(), Submission.objects.count(), Person.objects.count())


@door(24, "a session that was there before the sign-in is used after it", REFUSED)
def test_a_session_begins_with_the_sign_in(city):
    victim = city.browser()
    victim.get(LOGIN)
    session = victim.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    victim.cookies["sanshen_session"] = planted
    sign_in(victim)
    assert victim.cookies["sanshen_session"].value != planted
    thief = city.browser()
    thief.cookies["sanshen_session"] = planted
    response = thief.get("/admin/")
    assert response.status_code == 302
    assert LOGIN in response["location"]
    assert not Session.objects.filter(session_key=planted).exists()
    city.refusals.append(response["location"])


NEXT = (
    "https://evil.test/",
    "//evil.test/",
    "/\\evil.test/",
    "\\\\evil.test",
    "///evil.test",
    "http:evil.test",
    "javascript:alert(1)",
    " https://evil.test",
    "https:/evil.test",
    "/admin/\r\nSet-Cookie: evil=1",
    "https://edit.yunxi.test@evil.test/",
    "https://edit.yunxi.test.evil.test/",
)


@door(24, "a sign-in that leads to another site afterwards", HARMLESS)
def test_a_sign_in_leads_nowhere_else(city):
    for target in NEXT:
        browser = city.browser()
        page = browser.get(LOGIN, {"next": target})
        assert page.status_code in (200, 302)
        response = sign_in(browser, next=target)
        assert response.status_code == 302
        place = response["location"]
        assert place.startswith("/admin/"), place
        assert not set(place) & {"\r", "\n"}
        assert "evil.test" not in place
        assert "evil" not in response.cookies


@door(24, "bulk actions and other screens that lead to another site afterwards", HARMLESS)
def test_no_screen_leads_to_another_site(city):
    page = city.built.pages["plain"]
    browser = city.browser("boss")
    for target in NEXT[:5]:
        for address in (
            f"/admin/pages/{page}/unpublish/",
            f"/admin/pages/{page}/copy/",
            f"/admin/pages/{page}/move/",
            f"/admin/bulk/wagtailcore/page/delete/?id={page}",
            "/admin/logout/",
        ):
            mark = "&" if "?" in address else "?"
            response = browser.post(f"{address}{mark}next={target}", {"next": target})
            place = response.get("location", "")
            assert "evil.test" not in place.split("?")[0], (address, place)
            browser.force_login(acting.user("boss"))


@door(24, "passwords tried one after the other", REFUSED)
def test_passwords_cannot_be_tried(city):
    browser = city.browser()
    for number in range(12):
        response = sign_in(browser, password=f"wrong-password-{number}")
    right = sign_in(browser)
    assert right.status_code != 302, "the right password still opened it"
    assert browser.get("/admin/").status_code == 302
    city.refusals.append(response.content.decode("utf-8", "replace"))
    # What was typed is in no entry.
    assert not EntryIndex.objects.filter(subject__contains="wrong-password").exists()


@door(24, "names of accounts found out by what the sign-in answers", HARMLESS)
def test_a_sign_in_tells_no_names(city):
    known = sign_in(city.browser(), "zhou", "wrong")
    unknown = sign_in(city.browser(), "nobody-of-that-name", "wrong")
    assert known.status_code == unknown.status_code
    one = known.content.decode().replace("zhou", "")
    other = unknown.content.decode().replace("nobody-of-that-name", "")
    assert _without_tokens(one) == _without_tokens(other)


def _without_tokens(text):
    return [line.strip() for line in text.splitlines() if "csrf" not in line.lower()]


# ── 22 ───────────────────────────────────────────────────────────────────────
@door(22, "a password reset by mail, with another host name in the request", HARMLESS,
      "there is none: passwords are reset by people, in the log")  # fmt: skip
def test_no_password_is_reset_by_mail(city):
    people.change_email(
        acting.presence("sun"), Account.objects.get(user__username="zhou"), email="z@yunxi.test"
    )
    mail.outbox.clear()
    for address in ("/admin/password_reset/", "/password_reset/", "/accounts/password/reset/"):
        response = city.browser().post(
            address, {"email": "z@yunxi.test"}, headers={"x-forwarded-host": "evil.test"}
        )
        assert response.status_code in (302, 403, 404, 405), (address, response.status_code)
    assert mail.outbox == []


@door(22, "the password of a reviewer set by `changepassword` on the server", ADMITTED,
      "the reviewer cannot sign in any more; sessions of the account end; that the command ran is "
      "in the machine's own log, and its signatures are in the reviewer's name")  # fmt: skip
def test_a_password_set_on_the_server(city):
    user = acting.user("zhou")
    user.set_password("Somebody-elses-password-9")
    user.save()
    assert sign_in(city.browser(), "zhou", PASSWORD).status_code != 302
    browser = city.browser()
    assert sign_in(browser, "zhou", "Somebody-elses-password-9").status_code == 302
    city.notices.append("the reviewer cannot sign in")
    assert EntryIndex.objects.filter(tag="session:opened").exists()


@door(22, "a mail address with more lines, to send somebody's notices elsewhere", REFUSED)
def test_a_mail_address_is_one_line(city):
    account = Account.objects.get(user__username="zhou")
    for address in ("a@yunxi.test\nBcc: evil@evil.test", "a@yunxi.test\r\nX: 1", "evil", "a@b@c"):
        city.refused(
            lambda a=address: people.change_email(acting.presence("sun"), account, email=a),
            "no_mail_address",
        )


@door(22, "a title with more lines, to write headers into the mail about it", HARMLESS)
def test_a_title_writes_no_headers(city):
    people.change_email(
        acting.presence("sun"), Account.objects.get(user__username="lin"), email="l@yunxi.test"
    )
    submission = attacked(city)
    commands.decide(
        acting.presence("zhou"),
        submission,
        shown=submission.digest,
        stage="first",
        decision="return",
        words="请改。\nBcc: evil@evil.test\n\n<script>evil</script>",
        target="drafter",
    )
    call_command("send_notices", verbosity=0)
    assert Notice.objects.exists()
    for sent in mail.outbox:
        assert sent.recipients() == ["l@yunxi.test"] or "evil" not in str(sent.recipients())
        assert "\n" not in sent.subject
        headers = sent.message()
        assert headers["Bcc"] is None


# ── 40 ───────────────────────────────────────────────────────────────────────
@door(40, "a colleague's uploaded document asked for by its key", HARMLESS)
def test_an_upload_belongs_to_one_account(city):
    lin, he = acting.user("lin"), acting.user("he")
    key = uploads.keep(DRAFT.encode(), f"{DRAFT}.docx", lin.pk)
    assert uploads.get(key, lin.pk)
    assert uploads.get(key, he.pk) is None
    page = city.built.pages["draft"]
    response = city.browser("he").get(f"/admin/word/into/{page}/{key}/")
    assert DRAFT not in response.content.decode("utf-8", "replace")
    for odd in (f"../{key}", "0" * 31 + "/", "%2e%2e", "a" * 32):
        assert uploads.get(odd, lin.pk) is None


@door(40, "screens of administrators and auditors opened by others", HARMLESS)
def test_each_opens_their_own_screens(city):
    for address in ("/admin/audit/", "/admin/audit/1/", "/admin/gate/", "/admin/people/policy/"):
        for who in ("he", "zhou", "boss"):
            response = city.browser(who).get(address)
            assert response.status_code in (200, 302, 403), (who, address)
            if "audit" in address or "gate" in address:
                assert response.status_code == 403, (who, address)


@pytest.mark.parametrize("username", ["boss", "qian"])
@door(24, "a page of the desk inside a frame of another site", HARMLESS)
def test_the_desk_stands_in_no_frame(city, username):
    submission = attacked(city)
    for address in ("/admin/", f"/admin/desk/{submission.uid}/", "/admin/desk/", "/admin/gate/"):
        response = city.browser(username).get(address)
        policy = response.headers.get("Content-Security-Policy", "")
        assert "frame-ancestors 'none'" in policy or "frame-ancestors 'self'" in policy, address
        assert "no-store" in response.headers.get("Cache-Control", ""), address


@door(10, "an attachment's address tried with every ending on the editing host", HARMLESS)
def test_uploads_need_a_sign_in_whatever_their_name(city):
    names = ("documents/draft.pdf", "original_images/draft.png", "images/draft.width-10.png",
             "../keys/signing.pem", "..%2fkeys%2fsigning.pem", "documents/")  # fmt: skip
    for name in names:
        response = city.browser().get(f"/workspace-media/{name}")
        assert response.status_code in (302, 404), name
    inside = city.browser("lin").get("/workspace-media/..%2fkeys%2fsigning.pem")
    assert inside.status_code in (400, 404)
    assert b"PRIVATE" not in inside.content
    assert pdf("x")
