"""A return that quotes: what is quoted stands in what was submitted, or nothing is signed."""

import pytest

from ledger import bodies
from tests.scenes import Office
from workflow import commands
from workflow.anchors import Anchor, compose
from workflow.models import Opinion, Submission
from workflow.refusals import Refused

pytestmark = pytest.mark.django_db


def give_back(office: Office, submission: Submission, *anchors: Anchor) -> Opinion:
    """Return the item to its drafter, tied to passages."""
    return commands.decide(
        office.presence("zhou"),
        submission,
        shown=submission.digest,
        stage="first",
        decision="return",
        words=compose("请核对。", anchors),
        target="drafter",
    )


def test_the_passages_are_signed_with_the_words(office: Office) -> None:
    pages = (office.page("第一篇通知"), office.page("第二篇通知", text="十二月一日报送。"))
    submission = office.submit(*pages)
    opinion = give_back(
        office, submission, Anchor("title", "第一篇"), Anchor("text", "十二月一日", 2)
    )
    assert bodies.words(opinion.words) == (
        "〔标题：“第一篇”〕\n〔第2篇 正文：“十二月一日”〕\n请核对。"
    )


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor("text", "没有这句话"),
        Anchor("title", "十二月一日"),
        Anchor("text", "十二月一日", 2),
        Anchor("details.nothing", "十二月"),
        Anchor("assets.3.alt", "十二月"),
        Anchor("body_html", "<p>"),
    ],
)
def test_a_passage_that_is_not_there_refuses_the_return(office: Office, anchor: Anchor) -> None:
    submission = office.submit(office.page(text="十二月一日报送。"))
    with pytest.raises(Refused) as refused:
        give_back(office, submission, anchor)
    assert [each.code for each in refused.value.refusals] == ["quote_not_in_text"]
    assert not Opinion.objects.exists()
