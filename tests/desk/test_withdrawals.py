"""Taking a page away by the screens, and the second person's word."""

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.models import Submission, WithdrawalConfirmation

FRAME = {
    "details": {"withdrawal_sentences": [{"code": "removed", "sentence": "该内容已撤下。"}]},
    "kind": "frame",
}


def address(page: object) -> str:
    """Give the history of a page."""
    return f"/admin/desk/released/{page.review.uid}/"  # type: ignore[attr-defined]


def test_a_final_reviewer_withdraws_and_another_person_confirms(
    office: Office, signed_in: SignedIn
) -> None:
    """At once; the second word follows."""
    office.release(office.page("框架", **FRAME))
    page = office.page("有误的通知")
    office.release(page)
    client = signed_in("zheng")
    assert "该内容已撤下。" in client.get(address(page)).content.decode()
    values = {"sentence": "removed", "reason": "数字有误", "sure": "1"}
    assert client.post(f"{address(page)}withdraw/", values).status_code == 302
    shown = client.get(address(page)).content.decode()
    assert "数字有误" in shown
    assert "/confirm/" not in shown
    other = signed_in("wu").get(address(page)).content.decode()
    confirm = other.partition(f'action="{address(page)}confirm/')[2].partition("/")[0]
    answer = signed_in("wu").post(f"{address(page)}confirm/{confirm}/")
    assert answer.status_code == 302
    assert WithdrawalConfirmation.objects.get().person_name == "吴敏"


def test_who_withdrew_does_not_confirm(office: Office, signed_in: SignedIn) -> None:
    """Not by a form of their own either."""
    page = office.page()
    office.release(page)
    release = office.withdraw(page)
    answer = signed_in("zheng").post(f"{address(page)}confirm/{release.sequence}/")
    assert answer.status_code == 409
    assert not WithdrawalConfirmation.objects.exists()


def test_others_than_final_reviewers_read_why_they_cannot(
    office: Office, signed_in: SignedIn
) -> None:
    """The history is there, the form is not."""
    page = office.page()
    office.release(page)
    shown = signed_in("lin").get(address(page)).content.decode()
    assert 'name="sure"' not in shown
    values = {"sentence": "removed", "reason": "x", "sure": "1"}
    assert signed_in("lin").post(f"{address(page)}withdraw/", values).status_code == 409


def test_a_withdrawal_wants_a_reason_and_a_tick(office: Office, signed_in: SignedIn) -> None:
    """What was typed stays in the form."""
    page = office.page()
    office.release(page)
    client = signed_in("zheng")
    answer = client.post(f"{address(page)}withdraw/", {"reason": "数字有误"})
    assert answer.status_code == 400
    assert "数字有误" in answer.content.decode()
    assert client.post(f"{address(page)}withdraw/", {"sure": "1"}).status_code == 409


def test_released_pages_are_found_by_title_number_and_address(
    office: Office, signed_in: SignedIn
) -> None:
    """And nothing else is."""
    page = office.page("关于防汛的通知")
    office.release(page)
    office.release(office.page("另一件"))
    client = signed_in("lin")
    for wanted in ("防汛", str(page.review.serial), page.content.address):
        shown = client.get("/admin/desk/released/", {"q": wanted}).content.decode()
        assert "关于防汛的通知" in shown
        assert "另一件" not in shown
    for nonsense in ("\x00", "9" * 80, "%", "' or 1=1"):
        assert client.get("/admin/desk/released/", {"q": nonsense, "p": "x"}).status_code == 200


def test_an_unknown_page_or_release_is_not_found(office: Office, signed_in: SignedIn) -> None:
    """By guess or by a very large number."""
    page = office.page()
    client = signed_in("zheng")
    assert client.get("/admin/desk/released/nobody/").status_code == 404
    for number in (7, 10**30):
        assert client.post(f"{address(page)}confirm/{number}/").status_code == 404


def test_each_release_leads_to_its_review_sheet(office: Office, signed_in: SignedIn) -> None:
    """And a withdrawal to none."""
    page = office.page()
    office.release(page)
    submission = Submission.objects.get()
    office.withdraw(page)
    client = signed_in("zheng")
    shown = client.get(address(page)).content.decode()
    sheet = f"/admin/sheets/{submission.uid}/?page={page.review.uid}"
    assert shown.count(sheet) == shown.count("?page=") == 1
    assert client.get(sheet).status_code == 200
    assert sheet in client.get(f"/admin/desk/{submission.uid}/").content.decode()
