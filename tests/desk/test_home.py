"""The home screen: each person finds what their duties ask of them."""

import re

import pytest

from cms import alarms
from portal.models import Alarm
from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.appointments import propose
from workflow.desk.home import auditing
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.states import Stage


def home(signed_in: SignedIn, key: str) -> str:
    """Open somebody's home screen."""
    answer = signed_in(key).get("/admin/")
    assert answer.status_code == 200
    return answer.content.decode()


def counts(shown: str) -> dict[str, str]:
    """Give the number beside each heading."""
    found = re.findall(r'<h2 class="dk-group__h" id="h-(\w+)">[^<]*<span[^>]*>(\d+)</span>', shown)
    return dict(found)


def test_a_drafter_finds_what_came_back_what_is_under_review_and_their_drafts(
    office: Office, signed_in: SignedIn
) -> None:
    """With the words of the return, whose turn it is, and nothing of other drafters."""
    returned = office.submit(office.page("退回的通知"))
    office.send_back(returned, Stage.FIRST)
    office.submit(office.page("在审的通知"))
    office.page("没写完的通知")
    office.submit(office.page("别人的通知", by="chen"), by="chen")
    shown = home(signed_in, "lin")
    assert counts(shown) == {"returned": "1", "review": "1", "drafts": "1"}
    for text in ("退回的通知", "周正：“请改日期。”", "在审的通知", "没写完的通知", "周正"):
        assert text in shown
    assert "别人的通知" not in shown
    assert "等您办理 <b>1</b> 件" in shown


def test_a_reviewer_finds_what_waits_and_what_they_signed(
    office: Office, signed_in: SignedIn
) -> None:
    """The sentence above counts the whole list, though five are shown."""
    signed = office.submit(office.page("签过的通知"))
    office.sign(signed, Stage.FIRST)
    for number in range(7):
        office.submit(office.page(f"第{number}号通知"))
    shown = home(signed_in, "zhou")
    assert counts(shown) == {"waiting": "7"}
    assert "等您办理 <b>7</b> 件" in shown
    assert "还有 2 件" in shown
    assert "签过的通知" in shown
    assert "初审通过" in shown


def test_a_final_reviewer_finds_releases_and_withdrawals_of_others(
    office: Office, signed_in: SignedIn
) -> None:
    """Whoever withdrew it cannot be the second person, and is not asked."""
    office.appoint("he", Duty.FINAL)
    page = office.page("撤下的通知")
    office.release(page, office.page("留下的通知"))
    office.withdraw(page)
    hers = home(signed_in, "he")
    assert counts(hers)["withdrawals"] == "1"
    assert counts(hers)["today"] == "2"
    assert "留下的通知" in hers
    assert "withdrawals" not in counts(home(signed_in, "zheng"))


def test_the_auditor_finds_chain_alarms_and_refusals(office: Office, signed_in: SignedIn) -> None:
    """An alarm of the public side is heard on the desk."""
    submission = office.submit(office.page("通知"))
    with pytest.raises(Refused):
        office.sign(submission, Stage.FIRST, by="he")
    shown = home(signed_in, "qian")
    assert "数据库与已签名的链头相符" in shown
    assert "没有未处理的警报" in shown
    assert "何静" in shown
    assert "never_appointed" in shown
    Alarm.objects.create(code="drift", subject="/a.html", sentence="页面与发布记录不一致")
    assert alarms.open_alarms in auditing.ALARMS
    shown = home(signed_in, "qian")
    assert counts(shown)["alarms"] == "1"
    assert "页面与发布记录不一致" in shown


def test_an_administrator_finds_proposals_of_the_other_one_and_people_without_appointment(
    office: Office, signed_in: SignedIn
) -> None:
    """One's own proposal waits for somebody else."""
    propose(office.presence("sysadmin"), office.person("he"), Duty.FIRST, reason="测试")
    shown = home(signed_in, "secadmin")
    assert counts(shown) == {"proposals": "1", "idle": "1"}
    assert "何静" in shown
    assert "改动过稿件的人不签它的任何环节" in shown
    assert counts(home(signed_in, "sysadmin"))["proposals"] == "0"


def test_a_person_without_a_duty_is_told_whom_to_ask(office: Office, signed_in: SignedIn) -> None:
    """And what they may do meanwhile."""
    shown = home(signed_in, "he")
    assert "您还没有有效的任命" in shown
    assert "请联系孙系统" in shown


@pytest.mark.parametrize("key", ["lin", "zhou", "zheng", "qian", "sysadmin", "he"])
def test_no_home_screen_speaks_english_or_leads_out_of_the_house(
    signed_in: SignedIn, key: str
) -> None:
    """No advertisements of Wagtail's versions, no search in English."""
    shown = home(signed_in, key)
    for words in ("Search all pages", "editor guide", "Editor Guide", "What's new", "wagtail.org"):
        assert words not in shown
