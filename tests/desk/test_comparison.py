"""What a page is compared with: the release, the last round, what this person last signed."""

import re

from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow.desk.comparison import bases, compare
from workflow.desk.dossier import Dossier
from workflow.models import Submission
from workflow.states import Stage


def offered(office: Office, submission: Submission, key: str, wanted: str = "") -> list[str]:
    """Give the keys of the versions that somebody is offered, the chosen one with a star."""
    dossier = Dossier(submission)
    found = bases(dossier, dossier.pages[0], office.person(key).uid, wanted)
    return [f"{base.key}*" if base.current else base.key for base in found]


def test_a_page_that_never_was_public_has_nothing_to_be_compared_with(office: Office) -> None:
    """And says so."""
    submission = office.submit(office.page())
    dossier = Dossier(submission)
    assert offered(office, submission, "zhou") == []
    assert compare(dossier.pages[0], []).nothing


def test_who_has_signed_since_the_release_is_shown_what_happened_since(office: Office) -> None:
    """周正 passed round one, 吴敏 returned it: both want the difference to that round; 郑岚, who
    has signed nothing of this course, what the public would see change."""
    page = office.page(text="截止日期为12月1日。")
    office.release(page)
    first = office.submit(office.rewrite(page, "截止日期为12月20日。"))
    office.sign(first, Stage.FIRST)
    office.send_back(first, Stage.SECOND)
    second = office.submit(office.rewrite(page, "截止日期为12月31日。"))
    assert offered(office, second, "zhou") == ["mine*", "release"]
    assert offered(office, second, "wu") == ["mine*", "release"]
    assert offered(office, second, "zheng") == ["release*", "round"]
    assert offered(office, second, "he") == ["release*", "round"]
    assert offered(office, second, "zhou", "release") == ["mine", "release*"]
    assert offered(office, second, "zhou", "nonsense") == ["mine*", "release"]


def test_who_signed_two_rounds_ago_is_compared_with_that_round(office: Office) -> None:
    """Any stage, any round: 吴敏 returned the first, 周正 the second alone."""
    page = office.page(text="一稿。")
    first = office.submit(page)
    office.sign(first, Stage.FIRST)
    office.send_back(first, Stage.SECOND)
    second = office.submit(office.rewrite(page, "二稿。"))
    office.send_back(second, Stage.FIRST)
    third = office.submit(office.rewrite(page, "三稿。"))
    assert offered(office, third, "wu") == ["mine*", "round"]
    dossier = Dossier(third)
    found = bases(dossier, dossier.pages[0], office.person("wu").uid)
    assert found[0].content == first.items.get().content
    assert offered(office, third, "zhou") == ["mine*"]


def test_who_signed_only_the_release_is_offered_it_once(office: Office) -> None:
    """The same content under two names is one version."""
    page = office.page(text="一稿。")
    office.release(page)
    again = office.submit(office.rewrite(page, "二稿。"))
    assert offered(office, again, "zhou") == ["release*"]


def test_a_withdrawn_release_is_called_withdrawn(office: Office) -> None:
    """It is not what the public sees now."""
    page = office.page(text="一稿。")
    office.release(page)
    office.withdraw(page)
    dossier = Dossier(office.submit(office.rewrite(page, "二稿。")))
    found = bases(dossier, dossier.pages[0], office.person("he").uid)
    assert "withdrawn" in found[0].label or "撤稿" in found[0].label


def test_each_version_is_a_tab_with_the_number_of_its_changes(
    office: Office, signed_in: SignedIn
) -> None:
    """What changed is found by numbers before anything is opened."""
    page = office.page(text="截止日期为12月1日。每人380元。")
    office.release(page)
    first = office.submit(office.rewrite(page, "截止日期为12月20日。每人400元。"))
    office.sign(first, Stage.FIRST)
    office.send_back(first, Stage.SECOND)
    second = office.submit(office.rewrite(page, "截止日期为12月31日。每人400元。"))
    shown = signed_in("zhou").get(f"/admin/desk/{second.uid}/?view=changes").content.decode()
    tabs = re.findall(
        r'<a href="\?view=changes[^"]*base=(\w+)"[^>]*>([^<]*)<span class="dk-n">(\d+)', shown
    )
    assert [(key, label.strip(), count) for key, label, count in tabs] == [
        ("mine", "我上次签署之后的变化", "1"),
        ("release", "与现行版对比", "2"),
    ]
    assert "▲" not in shown.partition("<ol")[0]
    assert re.search(r'<li class="is-risk">.*?<b>日期</b>', shown)
    other = signed_in("zhou").get(f"/admin/desk/{second.uid}/?view=changes&base=release")
    assert "每人 380元 → 400元" in other.content.decode()


def test_the_brief_shows_the_first_six_changes_those_that_weigh_first(
    office: Office, signed_in: SignedIn
) -> None:
    """Forty seconds on a phone."""
    old = "".join(f"第{n}项工作由本单位负责办理。" for n in "甲乙丙丁戊己庚辛")
    page = office.page(text=f"{old}每人380元。")
    office.release(page)
    new = old.replace("负责办理", "承担")
    again = office.submit(office.rewrite(page, f"{new}每人400元。"))
    shown = signed_in("zhou").get(f"/admin/desk/{again.uid}/").content.decode()
    brief = shown.partition("dk-brief__c--chg")[2].partition("</ol>")[0]
    assert brief.count("<li") == 6
    assert "380元 → 400元" in brief.partition("</li>")[0]
    assert "其余逐字相同" in shown


def test_any_two_versions_of_a_page_can_be_compared(office: Office, signed_in: SignedIn) -> None:
    """Releases and rounds, from the history of the page; nonsense shows the two newest releases."""
    page = office.page(text="每人300元。")
    office.release(page)
    office.release(office.rewrite(page, "每人380元。"))
    submission = office.submit(office.rewrite(page, "每人400元。"))
    client = signed_in("he")
    address = f"/admin/desk/released/{page.review.uid}/"
    assert f"{address}compare/?to=2" in client.get(address).content.decode()
    for asked, said in (
        ("", "300元 → 380元"),
        ("?to=2", "300元 → 380元"),
        (f"?from=1&to={submission.uid}", "300元 → 400元"),
        (f"?from={submission.uid}&to=1", "400元 → 300元"),
        ("?from=x&to=%00", "300元 → 380元"),
        ("?from=2&to=2", "逐字相同"),
    ):
        answer = client.get(f"{address}compare/{asked}")
        assert answer.status_code == 200
        assert said in answer.content.decode(), asked
    assert client.get("/admin/desk/released/no-such-page/compare/").status_code == 404


def test_a_page_with_one_release_is_compared_with_what_was_submitted_since(
    office: Office, signed_in: SignedIn
) -> None:
    """Two versions that say something else, not one with itself."""
    page = office.page(text="每人300元。")
    office.release(page)
    office.submit(office.rewrite(page, "每人380元。"))
    shown = signed_in("he").get(f"/admin/desk/released/{page.review.uid}/compare/")
    assert "300元 → 380元" in shown.content.decode()


def test_a_page_that_was_never_submitted_says_so(office: Office, signed_in: SignedIn) -> None:
    """Instead of an empty comparison."""
    page = office.page()
    answer = signed_in("he").get(f"/admin/desk/released/{page.review.uid}/compare/")
    assert answer.status_code == 200
    assert "从未送审" in answer.content.decode()
