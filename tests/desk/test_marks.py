"""The framed page bears the numbers of the desk's findings; still no script, still the sandbox."""

import re

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow import commands
from workflow.models import Submission
from workflow.states import Stage

TEXT = "请于2026年2月30日前报送，，联系人王某。"


def frame(markup: str) -> str:
    """Give the address in the frame of an item's page."""
    found = re.search(r'<iframe[^>]*\ssrc="([^"]+)"', markup)
    assert found
    return found[1].replace("&amp;", "&")


def marked(office: Office) -> Submission:
    """Submit a text in which proofreading finds two things."""
    submission = office.submit(office.page(text=TEXT))
    assert submission.findings.count() == 2
    return submission


def test_the_frame_shows_each_finding_under_its_number(office: Office, signed_in: SignedIn) -> None:
    """As the panel beside it counts them."""
    submission = marked(office)
    client = signed_in("zhou")
    answer = client.get(frame(client.get(f"/admin/desk/{submission.uid}/").content.decode()))
    shown = answer.content.decode()
    found = re.findall(r'<mark[^>]*data-f="(\d)">(.*?)</mark>', shown)
    assert found == [("1", "2026年2月30日"), ("2", "，，")]
    assert 'id="finding-1"' in shown
    assert answer.headers["Content-Security-Policy"].startswith("sandbox ")
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert "<script" not in shown


def test_a_finding_that_was_disposed_of_is_drawn_as_done(
    office: Office, signed_in: SignedIn
) -> None:
    """At the present stage; the next one begins anew."""
    submission = marked(office)
    for finding in submission.findings.all():
        commands.dispose(
            office.presence("zhou"), finding, stage="first", decision="kept", reason="原文如此"
        )
    client = signed_in("zhou")
    address = frame(client.get(f"/admin/desk/{submission.uid}/").content.decode())
    assert client.get(address).content.decode().count("desk-mark--done") == 2
    office.sign(submission, Stage.FIRST)
    assert client.get(address).content.decode().count("desk-mark--done") == 0


def test_a_round_that_does_not_hold_the_content_marks_nothing(
    office: Office, signed_in: SignedIn
) -> None:
    """Nor does nonsense."""
    submission = marked(office)
    other = office.submit(office.page("另一件", text=TEXT))
    content = submission.items.get().content
    client = signed_in("zhou")
    for digest in (other.digest, "", "\0", "sha256:0", "é"):
        shown = client.get(f"/admin/content/{content}/", {"round": digest})
        assert shown.status_code == 200
        assert "<mark" not in shown.content.decode()


def test_each_finding_leads_to_its_place_in_the_frame_without_a_script(
    office: Office, signed_in: SignedIn
) -> None:
    """A link into the frame, by its name."""
    submission = marked(office)
    markup = signed_in("zhou").get(f"/admin/desk/{submission.uid}/").content.decode()
    links = re.findall(r'<a[^>]*href="([^"]+)"[^>]*target="dk-frame"', markup)
    assert [link.rpartition("#")[2] for link in links] == ["finding-1", "finding-2"]
    assert re.search(r'<iframe[^>]*name="dk-frame"', markup)
