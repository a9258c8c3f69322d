"""Returning at passages: typed or ticked, found in the frozen text, signed with the words."""

import pytest
from django.test import Client

from ledger import bodies
from tests.desk.conftest import SignedIn
from tests.desk.test_signing import post
from tests.scenes import Office
from workflow import commands
from workflow.anchors import MOST
from workflow.desk.passages import fate
from workflow.models import Opinion, PageReview, Submission
from workflow.states import Stage, State

TEXT = "集中缴费期至12月20日。\n联系人：王某，，电话公布。"


@pytest.fixture
def submission(office: Office) -> Submission:
    """An item of two paragraphs, in which proofreading finds the doubled comma."""
    return office.submit(office.page("参保缴费办事指南", text=TEXT))


def give_back(client: Client, submission: Submission, **values: object) -> tuple[int, str]:
    """Press the last button of the return."""
    form = {"decision": "return", "stage": "first", "quoting": "1", "target": "drafter"}
    plain = {**form, "words": "请按31号文核对。", "confirm": "1"}
    answer = post(client, submission, **{**plain, **values})
    return answer.status_code, answer.content.decode()


def said() -> str:
    """Give the words that were signed."""
    return bodies.words(Opinion.objects.get(decision="return").words)


def test_a_return_is_asked_with_the_text_beside_it(
    submission: Submission, signed_in: SignedIn
) -> None:
    """Paragraph by paragraph, each to be ticked; nothing is signed yet."""
    asked = post(signed_in("zhou"), submission, decision="return", stage="first", words="请核对。")
    shown = asked.content.decode()
    assert asked.status_code == 200
    for paragraph in ("参保缴费办事指南", "集中缴费期至12月20日。", "联系人：王某，，电话公布。"):
        assert f"<p>{paragraph}</p>" in shown
    assert "请核对。" in shown
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"quote": ["12月20日"]}, "〔正文：“12月20日”〕\n请按31号文核对。"),
        (
            {"quote": ["办事指南", "", "王某"]},
            "〔标题：“办事指南”〕\n〔正文：“王某”〕\n请按31号文核对。",
        ),
        ({"quote": [" 集中缴费期\n至12月 "]}, "〔正文：“集中缴费期至12月”〕\n请按31号文核对。"),
        ({"quote": ["王某"], "at": ["1:title"]}, "〔正文：“王某”〕\n请按31号文核对。"),
        ({"paragraph": ["1:text:0"]}, "〔正文：“集中缴费期至12月20日。”〕\n请按31号文核对。"),
        ({"paragraph": ["9:text:0", "x"]}, "请按31号文核对。"),
        ({"reason": "错别字、标点"}, "原因：错别字、标点。\n请按31号文核对。"),
        ({"reason": "编造的原因"}, "请按31号文核对。"),
        (
            {"words": "〔正文：“王某”〕\n写清姓名。", "quote": ["王某"]},
            "〔正文：“王某”〕\n写清姓名。",
        ),
    ],
)
def test_what_is_chosen_is_signed_before_the_words(
    submission: Submission, signed_in: SignedIn, values: dict[str, object], expected: str
) -> None:
    """As the text convention has it."""
    status, _shown = give_back(signed_in("zhou"), submission, **values)
    assert status == 302
    assert said() == expected
    assert PageReview.objects.get().state == State.RETURNED


@pytest.mark.parametrize(
    "quote",
    ["12月31日", "缴费期至12月20日。 联系人", "<script>alert(1)</script>", "”〕", "王" * 300],
)
def test_words_that_are_not_there_are_refused_and_kept(
    submission: Submission, signed_in: SignedIn, quote: str
) -> None:
    """With a sentence that says which."""
    status, shown = give_back(signed_in("zhou"), submission, quote=[quote, "王某"])
    assert status == 409
    assert "引用的原文在本稿中找不到" in shown
    assert shown.count("is-lost") == 1
    assert "请按31号文核对。" in shown
    assert ">王某</textarea>" in shown
    assert "<script>alert" not in shown
    assert not Opinion.objects.exists()


def test_words_in_front_that_quote_what_is_not_there_are_refused_too(
    submission: Submission, signed_in: SignedIn
) -> None:
    """Typing the line by hand is no way round."""
    status, shown = give_back(signed_in("zhou"), submission, words="〔正文：“没有”〕\n请改。")
    assert status == 409
    assert "〔正文：“没有”〕" in shown
    assert not Opinion.objects.exists()


def test_too_many_passages_are_refused_and_kept(office: Office, signed_in: SignedIn) -> None:
    """Whoever means everything says so in words."""
    letters = [f"第{number}项" for number in range(MOST + 1)]
    submission = office.submit(office.page(text="，".join(letters)))
    status, shown = give_back(signed_in("zhou"), submission, quote=letters)
    assert status == 409
    assert "最多引用 20 处" in shown
    assert not Opinion.objects.exists()


def test_one_more_line_is_given_without_a_script(
    submission: Submission, signed_in: SignedIn
) -> None:
    """And what was typed stays."""
    form = {"decision": "return", "stage": "first", "quoting": "1", "more": "1"}
    asked = post(signed_in("zhou"), submission, **form, quote=["12月20日"], words="请改。")
    shown = asked.content.decode()
    assert asked.status_code == 200
    assert shown.count('name="quote"') == 3
    assert ">12月20日</textarea>" in shown


def test_findings_listed_for_return_are_quoted_to_begin_with(
    submission: Submission, office: Office, signed_in: SignedIn
) -> None:
    """They can be taken out of the form again."""
    finding = submission.findings.get()
    commands.dispose(office.presence("zhou"), finding, stage="first", decision="return")
    shown = post(signed_in("zhou"), submission, decision="return", stage="first").content.decode()
    assert ">联系人：王某，，电话公布。</textarea>" in shown
    assert "列入退回的差错" in shown


def test_it_goes_one_stage_back_by_choice(
    submission: Submission, office: Office, signed_in: SignedIn
) -> None:
    """The text stays; that stage looks again."""
    commands.dispose(
        office.presence("zhou"),
        submission.findings.get(),
        stage="first",
        decision="kept",
        reason="原文如此",
    )
    office.sign(submission, Stage.FIRST)
    status, _shown = give_back(
        signed_in("wu"), submission, stage="second", target="first", quote=["王某"]
    )
    assert status == 302
    assert PageReview.objects.get().state == State.FIRST_REVIEW
    again = signed_in("zhou").get(f"/admin/desk/{submission.uid}/").content.decode()
    assert "<blockquote>“王某”" in again


def test_the_next_round_shows_what_became_of_a_passage(office: Office, signed_in: SignedIn) -> None:
    """Beside the opinion that asked for it."""
    page = office.page(text=TEXT)
    first = office.submit(page)
    give_back(signed_in("zhou"), first, quote=["12月20日", "王某", "集中"])
    again = office.rewrite(page, "集中缴费期至12月31日。\n电话公布。")
    second = office.submit(again)
    shown = signed_in("zhou").get(f"/admin/desk/{second.uid}/").content.decode()
    assert "“12月20日”" in shown
    assert "第 2 轮改为“12月31日”" in shown
    assert "第 2 轮已删去" in shown
    assert "第 2 轮仍是原文" in shown
    assert "〔正文" not in shown


@pytest.mark.parametrize(
    ("old", "quote", "new", "expected"),
    [
        ("截止12月20日。", "12月20日", "截止12月31日。", ("changed", "12月31日")),
        ("截止12月20日。", "12月20日", "截止12月20日。", ("same", "")),
        ("第一段。\n截止12月20日。", "截止12月20日。", "第一段。", ("gone", "")),
        ("资助380元（全额）", "380", "资助400元（全额）", ("changed", "400")),
        ("请于周五前报送材料。", "周五前", "请报送材料。", ("gone", "")),
        ("开头要改的一句话。", "开头", "首先要改的一句话。", ("changed", "首先")),
        ("最后要改的一句话尾", "话尾", "最后要改的一句结束", ("changed", "结束")),
        ("甲", "甲", "", ("gone", "")),
    ],
)
def test_what_became_of_words_is_what_stands_in_their_place(
    old: str, quote: str, new: str, expected: tuple[str, str]
) -> None:
    """By the paragraph that is most alike."""
    kind, now = fate(old, quote, new)
    assert kind == expected[0]
    assert expected[1] in now
