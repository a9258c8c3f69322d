"""Words that went by an order: the desk says so, on every screen that would show them."""

from ledger import erasures, releases
from ledger.models import Release
from tests.desk.conftest import SignedIn
from tests.evidence import WU, ZHOU
from tests.scenes import Office
from workflow.models import Submission


def test_an_item_whose_text_was_erased_says_by_which_order(
    office: Office, signed_in: SignedIn
) -> None:
    """Instead of an error; the other version of the page is still shown."""
    page = office.page(text="每人三百元。")
    office.release(page)
    office.release(office.rewrite(page, "每人四百元。"))
    first, second = Submission.objects.order_by("pk")
    content = str(releases.header(Release.objects.get(sequence=1)).content)
    erasures.order(content, legal_basis="民法典", ordered_by=ZHOU, confirmed_by=WU)
    client = signed_in("he")
    gone = client.get(f"/admin/desk/{first.uid}/")
    assert gone.status_code == 410
    assert "已按第 1 号删除令删除" in gone.content.decode()
    for address in (
        f"/admin/desk/{second.uid}/",
        f"/admin/sheets/{first.uid}/",
        f"/admin/desk/released/{page.review.uid}/compare/",
        f"/admin/desk/released/{page.review.uid}/compare/?from=2&to=1",
        f"/admin/desk/released/{page.review.uid}/",
        "/admin/desk/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "三百" not in answer.content.decode(), address
