"""The panel beside the page: findings confirmed with one key, own phrases, what was read."""

import io
import random
import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from ledger import bodies
from tests import evidence
from tests.desk.conftest import SignedIn
from tests.desk.test_signing import post, press_pass
from tests.scenes import Office
from workflow import commands
from workflow.desk.phrases import OFFERED, phrases
from workflow.models import Disposition, Finding, Submission
from workflow.states import Stage

TEXT = "请于2026年2月30日前报送，，联系人王某。"


def item(client: object, submission: Submission, asked: str = "") -> str:
    """Give the markup of an item."""
    return client.get(f"/admin/desk/{submission.uid}/{asked}").content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def at_second(office: Office) -> Submission:
    """Two errors, both disposed of at the first stage, which was passed."""
    submission = office.submit(office.page(text=TEXT))
    first, second = submission.findings.order_by("position")
    keep(office, first, "kept", "按来文照录。")
    keep(office, second, "false_alarm", "")
    office.sign(submission, Stage.FIRST)
    return submission


def keep(office: Office, finding: Finding, decision: str, reason: str) -> Disposition:
    """Dispose of a finding at the first stage."""
    return commands.dispose(
        office.presence("zhou"), finding, stage="first", decision=decision, reason=reason
    )


class TestConfirming:
    """One key takes over what an earlier stage did; it is a disposition of its own."""

    def test_the_same_is_decided_in_the_signers_own_name(
        self, at_second: Submission, signed_in: SignedIn
    ) -> None:
        client = signed_in("wu")
        shown = item(client, at_second)
        assert "同意初审：保留并说明" in shown
        assert post(client, at_second, "dispose", dispose="1:agree").status_code == 302
        assert post(client, at_second, "dispose", dispose="2:agree").status_code == 302
        mine = Disposition.objects.filter(stage="second").order_by("finding__position")
        assert [(each.decision, each.person_name) for each in mine] == [
            ("kept", "吴敏"),
            ("false_alarm", "吴敏"),
        ]
        assert mine[0].reason == "同意初审处置（周正）：按来文照录。"
        assert press_pass(client, at_second, Stage.SECOND).status_code == 302

    def test_nothing_is_taken_over_where_no_stage_was_before(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        submission = office.submit(office.page(text=TEXT))
        client = signed_in("zhou")
        assert ":agree" not in item(client, submission)
        assert post(client, submission, "dispose", dispose="1:agree").status_code == 400
        assert not Disposition.objects.exists()

    def test_a_long_chain_of_reasons_ends(self, office: Office, signed_in: SignedIn) -> None:
        submission = office.submit(office.page(text=TEXT))
        for finding in submission.findings.all():
            keep(office, finding, "kept", "照" * 500)
        office.sign(submission, Stage.FIRST)
        post(signed_in("wu"), submission, "dispose", dispose="1:agree")
        assert len(Disposition.objects.get(stage="second").reason) == 500

    def test_what_was_decided_can_be_decided_otherwise(
        self, at_second: Submission, signed_in: SignedIn
    ) -> None:
        client = signed_in("wu")
        post(client, at_second, "dispose", dispose="1:agree")
        shown = item(client, at_second)
        assert "改处置（最新一次算数）" in shown
        post(client, at_second, "dispose", dispose="1:return")
        assert "1 号已列入退回" in re.sub(r"\s+", " ", item(client, at_second))

    def test_reasons_typed_elsewhere_are_not_lost(
        self, at_second: Submission, signed_in: SignedIn
    ) -> None:
        """One finding is sent; the words beside the other stay."""
        client = signed_in("wu")
        form = {"dispose": "1:agree", "reason-1": "", "reason-2": "还没有发出的理由"}
        post(client, at_second, "dispose", **form)
        assert ">还没有发出的理由</textarea>" in item(client, at_second)
        post(client, at_second, "dispose", dispose="2:kept", **{"reason-2": "发出的理由"})
        assert "还没有发出的理由" not in item(client, at_second)
        assert Disposition.objects.filter(stage="second").last().reason == "发出的理由"  # type: ignore[union-attr]

    def test_after_a_return_to_the_stage_it_disposes_again(
        self, at_second: Submission, office: Office, signed_in: SignedIn
    ) -> None:
        office.send_back(at_second, Stage.SECOND, target="first")
        shown = item(signed_in("zhou"), at_second)
        assert "未处置 2 处" in shown


class TestPhrases:
    """A person's own words, the most frequent first; nobody else's."""

    def test_the_most_frequent_come_first(self, office: Office) -> None:
        for words in ("已核。", "同意。", "同意。", "另有一句。"):
            office.sign(office.submit(office.page()), Stage.FIRST, words=words)
        assert phrases(office.person("zhou").uid) == ["同意。", "另有一句。", "已核。"]

    def test_nobody_reads_those_of_others(self, office: Office, signed_in: SignedIn) -> None:
        office.sign(office.submit(office.page()), Stage.FIRST, words="周正自己的话。")
        submission = office.submit(office.page())
        office.sign(submission, Stage.FIRST, words="")
        assert phrases(office.person("wu").uid) == []
        assert "周正自己的话。" not in item(signed_in("wu"), submission)
        again = office.submit(office.page())
        assert "周正自己的话。" in item(signed_in("zhou"), again)

    def test_long_ones_several_lines_and_quotations_are_left_out(self, office: Office) -> None:
        for words in ("长" * 41, "两\n行", "〔正文：“安全检查”〕\n请核对。"):
            office.sign(office.submit(office.page()), Stage.FIRST, words=words)
        assert phrases(office.person("zhou").uid) == ["请核对。"]

    def test_a_few_are_offered_and_no_more(self, office: Office) -> None:
        for number in range(OFFERED + 2):
            office.sign(office.submit(office.page()), Stage.FIRST, words=f"第{number}句")
        assert len(phrases(office.person("zhou").uid)) == OFFERED


class TestAttention:
    """What a signer is told of their own reading; it refuses nothing."""

    def test_a_file_that_nobody_opened_is_named_before_signing(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        file = evidence.asset(b"%PDF-1.7 form", "登记表.pdf", media_type="application/pdf")
        picture = evidence.asset(_photograph(), "照片.png")
        page = office.page(assets=({**file, "use": "attachment"}, picture))
        submission = office.submit(page)
        client = signed_in("zhou")
        shown = item(client, submission)
        assert "1. 登记表.pdf" in shown
        assert "照片.png" not in shown
        assert "未打开" in shown
        assert "本次登录后还没打开的文件：1" in asked_to_sign(client, submission)
        opened = client.get(f"/admin/desk/{submission.uid}/file/1/")
        assert opened.status_code == 302
        assert opened.headers["Location"].startswith("/admin/assets/")
        assert client.get(opened.headers["Location"]).status_code == 200
        assert "还没打开的文件" not in asked_to_sign(client, submission)
        assert client.get(f"/admin/desk/{submission.uid}/file/2/").status_code == 404

    def test_both_times_are_said(self, office: Office, signed_in: SignedIn) -> None:
        submission = office.submit(office.page(text="字" * 1300))
        client = signed_in("zhou")
        item(client, submission)
        assert "打开本稿，通读一遍约需 3 分钟" in asked_to_sign(client, submission)


def _photograph() -> bytes:
    """A picture that no rule has anything to say of."""
    data = io.BytesIO()
    Image.new("RGB", (1200, 800)).save(data, "PNG")
    return data.getvalue()


def asked_to_sign(client: object, submission: Submission) -> str:
    """Give the page that asks for the signature."""
    ticks = ["words", "marks", "title", "files"]
    form = {"decision": "pass", "stage": "first", "checked": ticks}
    answer = post(client, submission, **form)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


class TestQueries:
    """As many for a crowded item as for a plain one."""

    def queries(self, client: object, submission: Submission) -> int:
        item(client, submission)  # what is remembered from the first look is remembered
        with CaptureQueriesContext(
            connection,
        ) as found:
            item(client, submission)
        return len(found)

    def test_findings_opinions_contributors_and_rounds_add_none(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        client = signed_in("wu")
        plain = office.submit(office.page(text="一处，，错误。"))
        keep(office, plain.findings.get(), "kept", "照录。")
        office.sign(plain, Stage.FIRST, words="已核。")
        office.send_back(plain, Stage.SECOND, target="first")
        keep(office, plain.findings.get(), "kept", "照录。")
        office.sign(plain, Stage.FIRST, words="已核。")
        few = self.queries(client, plain)

        page = office.page(text="，，".join("甲乙丙丁戊己庚辛壬癸"))
        for by in ("lin", "chen"):
            office.save(page.review, by)
        page = office.rewrite(page, page.content.text)
        crowded = office.submit(page)
        for _time in range(4):
            for finding in crowded.findings.all():
                keep(office, finding, "kept", "照录。")
            office.sign(crowded, Stage.FIRST, words="已核。")
            office.send_back(crowded, Stage.SECOND, target="first")
        office.send_back(crowded, Stage.FIRST)
        again = office.submit(office.rewrite(page, page.content.text + "再改。"))
        for finding in again.findings.all():
            keep(office, finding, "kept", "照录。")
        office.sign(again, Stage.FIRST)
        assert again.findings.count() > 8
        # A round before adds the versions to compare with, however much is in them.
        assert self.queries(client, again) <= few + 6
        assert few < 60

    def test_five_thousand_characters_open_in_less_than_the_third_of_a_second(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        """Work of this process, the best of three: others may be at work beside it."""
        chosen = random.Random(7)
        letters = [chr(code) for code in range(0x4E00, 0x4E00 + 800)]
        paragraphs = [
            "".join(chosen.choices(letters, k=110)) + "，，请核对。" for _each in range(48)
        ]
        text = "\n".join(paragraphs)
        body = "".join(f"<p>{line}</p>" for line in paragraphs)
        page = office.page(text=text, body_html=body)
        office.send_back(office.submit(page), Stage.FIRST)
        submission = office.submit(
            office.rewrite(page, text.replace(paragraphs[7][:9], "改了开头"))
        )
        client = signed_in("zhou")
        item(client, submission)
        taken = []
        for _time in range(3):
            begun = time.process_time()
            item(client, submission)
            taken.append(time.process_time() - begun)
        assert len(text) > 5000
        assert min(taken) < 0.3


def test_a_text_that_was_erased_is_nobodys_phrase(office: Office) -> None:
    """Words whose body is gone are left out, and nothing breaks."""
    opinion = office.sign(office.submit(office.page()), Stage.FIRST, words="同意。")
    assert phrases(opinion.person) == ["同意。"]
    assert bodies.exists(opinion.words)

    def test_a_return_is_offered_the_words_of_returns(self, office: Office) -> None:
        office.sign(office.submit(office.page()), Stage.FIRST, words="同意。")
        office.send_back(office.submit(office.page()), Stage.FIRST, words="请核对日期。")
        zhou = office.person("zhou").uid
        assert phrases(zhou) == ["同意。"]
        assert phrases(zhou, "return") == ["请核对日期。"]
