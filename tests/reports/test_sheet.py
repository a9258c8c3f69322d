"""The review sheet: what stands on it, as a page and as a PDF; the sheets of a period."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pypdf import PdfReader

from ledger import entries, head
from ledger.canonical import short_code
from ledger.models import AuditEntry
from tests.desk.conftest import SignedIn
from tests.scenes import Office
from workflow import commands
from workflow.anchors import Anchor, compose
from workflow.models import Submission
from workflow.reports import pdf
from workflow.reports.sheet import Sheet
from workflow.roles import Duty
from workflow.rules.facts import Extra
from workflow.states import STAGES, Stage


def page(client: object, submission: Submission) -> str:
    answer = client.get(f"/admin/sheets/{submission.uid}/")  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestSheet:
    def test_of_a_released_item_names_three_people_and_their_entries(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        frozen = office.page("关于开展安全检查的通知")
        submission = office.submit(frozen)
        for stage, words in zip(STAGES, ("文字无误。", "数据已核。", "签发。"), strict=True):
            office.sign(submission, stage, words=words)
        text = page(signed_in("qian"), submission)
        for said in ("周正", "吴敏", "郑岚", "文字无误。", "数据已核。", "签发。", "办公室 科长"):
            assert said in text, said
        assert "核验成立：三人签署" in text
        assert short_code(submission.digest) in text
        assert short_code(frozen.content.digest) in text
        assert "打印人：钱审计" in text
        signatures = Sheet(submission).signatures
        tags = [
            entries.header(AuditEntry.objects.get(sequence=each.entry)).tag for each in signatures
        ]
        assert tags == ["review:first:passed", "review:second:passed", "release:published"]

    def test_of_an_item_with_an_extra_signature_by_a_delegate_names_all_and_the_policy(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        office.appoint("chen", Duty.SECRECY)
        office.appoint("he", Duty.SECRECY, principal="chen")
        office.policy(Extra("secrecy", "", ""))
        submission = office.advance(office.submit(office.page()), Stage.FINAL)
        text = page(signed_in("qian"), submission)
        assert text.index("复审") < text.index("保密审查</th>") < text.index("终审（签发）")
        office.sign(submission, Stage.SECRECY, by="he", words="〔已核对：保密〕\n不涉密。")
        office.sign(submission, Stage.FINAL)
        text = page(signed_in("qian"), submission)
        assert "<b>何静</b>代<b>陈默</b>" in text
        assert "不涉密。<br>" in text
        assert "已核对：保密</span>" in text
        assert "所有稿件须经保密审查。" in text
        assert "核验成立：4 项签署" in text

    def test_of_an_item_under_review_says_who_has_not_signed(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        submission = office.advance(office.submit(office.page()), Stage.SECOND)
        text = page(signed_in("lin"), submission)
        assert text.count("尚未签署") == 2
        assert "尚未发布" in text

    def test_tells_of_returns_in_earlier_rounds_with_their_passages(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        frozen = office.page()
        submission = office.submit(frozen)
        commands.decide(
            office.presence("zhou"),
            submission,
            shown=submission.digest,
            stage=Stage.FIRST,
            decision="return",
            words=compose("日期不对。", [Anchor("text", "请按要求")]),
            target="drafter",
        )
        again = office.submit(office.rewrite(frozen, "各单位：请按新要求开展安全检查。"))
        text = page(signed_in("zhou"), again)
        assert "第 1 版：周正（初审）" in text
        assert "“请按要求”" in text
        assert "日期不对。" in text
        assert "第 2 版" in text

    def test_lists_findings_with_what_each_stage_did(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        submission = office.submit(office.page(text="请于2月30日前完成。"))
        finding = submission.findings.get(code="DATE_INVALID")
        for key, stage, reason in (("zhou", Stage.FIRST, "原文如此"), ("wu", Stage.SECOND, "同意")):
            commands.dispose(
                office.presence(key), finding, stage=stage, decision="kept", reason=reason
            )
            if stage is Stage.FIRST:
                office.sign(submission, stage)
        text = page(signed_in("wu"), submission)
        assert "保留：原文如此（周正）" in text
        assert "保留：同意（吴敏）" in text

    def test_escapes_what_people_wrote(self, office: Office, signed_in: SignedIn) -> None:
        submission = office.submit(office.page("<script>alert(1)</script>通知"))
        text = page(signed_in("zhou"), submission)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text

    def test_carries_the_head_of_the_log(self, office: Office, signed_in: SignedIn) -> None:
        submission = office.submit(office.page())
        written = head.write()
        text = page(signed_in("zhou"), submission)
        assert f"第 {written.entry} 条" in text
        assert str(written.entry_digest) in text

    def test_of_a_page_that_is_not_in_the_submission_is_not_there(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        submission = office.submit(office.page())
        address = f"/admin/sheets/{submission.uid}/?page=another"
        assert signed_in("zhou").get(address).status_code == 404
        assert signed_in("zhou").get("/admin/sheets/nothing/").status_code == 404

    def test_needs_a_sign_in(self, office: Office, client: object) -> None:
        submission = office.submit(office.page())
        answer = client.get(f"/admin/sheets/{submission.uid}/")  # type: ignore[attr-defined]
        assert answer.status_code == 302
        assert "/login/" in answer.url


class TestPdf:
    def test_has_its_fonts_inside_and_is_in_the_audit_log(
        self, office: Office, signed_in: SignedIn
    ) -> None:
        submission = office.submit(office.page())
        answer = signed_in("zhou").post(f"/admin/sheets/{submission.uid}/pdf/")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        (paper,) = PdfReader(io.BytesIO(answer.content)).pages
        assert "关于开展安全检查的通知" in paper.extract_text()
        fonts = paper["/Resources"]["/Font"].values()  # type: ignore[index]
        described = [font.get_object()["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
        assert described
        assert all("/FontFile3" in each.get_object() for each in described)
        newest = entries.header(AuditEntry.objects.order_by("-sequence")[0])
        assert (newest.tag, newest.person["name"]) == ("evidence:exported", "周正")  # type: ignore[index]
        assert newest.subject == {"kind": "submission", "uid": submission.uid}

    def test_is_not_given_for_looking(self, office: Office, signed_in: SignedIn) -> None:
        submission = office.submit(office.page())
        assert signed_in("zhou").get(f"/admin/sheets/{submission.uid}/pdf/").status_code == 405

    def test_says_what_is_missing_on_the_server(
        self, office: Office, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pdf, "_printing", lambda: None)
        submission = office.submit(office.page())
        assert "libpango" in page(signed_in("zhou"), submission)
        answer = signed_in("zhou").post(f"/admin/sheets/{submission.uid}/pdf/")
        assert answer.status_code == 503
        assert "libpango" in answer.content.decode()


class TestPeriod:
    def test_is_one_file_with_a_list(self, office: Office, signed_in: SignedIn) -> None:
        office.release(office.page("第一件"))
        office.release(office.page("=第二件"))
        today = str(timezone.localdate())
        answer = signed_in("qian").post("/admin/sheets/", {"since": today, "until": today})
        archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
        names = archive.namelist()
        assert len([name for name in names if name.endswith(".pdf")]) == 2
        listed = archive.read("目录.csv").decode("utf-8-sig")
        titles = [row["标题"] for row in csv.DictReader(io.StringIO(listed))]
        assert titles == ["第一件", "'=第二件"]
        newest = entries.header(AuditEntry.objects.order_by("-sequence")[0])
        assert (newest.tag, newest.detail["sheets"]) == ("evidence:exported", 2)

    def test_is_listed_first(self, office: Office, signed_in: SignedIn) -> None:
        office.release(office.page("第一件"))
        answer = signed_in("zheng").get("/admin/sheets/")
        assert "第一件" in answer.content.decode()

    def test_without_releases_says_so(self, office: Office, signed_in: SignedIn) -> None:
        answer = signed_in("qian").post(
            "/admin/sheets/", {"since": "2020-01-01", "until": "2020-01-02"}
        )
        assert answer.status_code == 400
        assert "这段时间没有发布" in answer.content.decode()

    @pytest.mark.parametrize("days", [{"since": "昨天"}, {"since": "2026-02-30"}, {"until": "'"}])
    def test_in_nonsense_is_this_month(
        self, office: Office, signed_in: SignedIn, days: dict[str, str]
    ) -> None:
        assert signed_in("qian").get("/admin/sheets/", days).status_code == 200

    @pytest.mark.parametrize("key", ["lin", "zhou", "he"])
    def test_is_not_for_everybody(self, office: Office, signed_in: SignedIn, key: str) -> None:
        office.release(office.page("第一件"))
        answer = signed_in(key).get("/admin/sheets/")
        assert answer.status_code == 403
        assert "第一件" not in answer.content.decode()

    def test_by_command_has_no_bound_and_overwrites_nothing(
        self, office: Office, tmp_path: Path
    ) -> None:
        office.release(office.page("第一件"))
        file, today = tmp_path / "sheets.zip", str(timezone.localdate())
        call_command("export_sheets", str(file), "--since", today, "--until", today)
        assert len(zipfile.ZipFile(file).namelist()) == 2
        with pytest.raises(CommandError, match=r"已经存在|exists already"):
            call_command("export_sheets", str(file), "--since", today, "--until", today)


@pytest.mark.parametrize(
    ("since", "until"),
    [("0001-01-01", "9999-12-31"), ("9999-12-31", "9999-12-31"), ("x" * 9000, "2026-13-45")],
)
def test_days_at_the_end_of_time_are_a_period_like_others(
    signed_in: SignedIn, since: str, until: str
) -> None:
    answer = signed_in("qian").get("/admin/sheets/", {"since": since, "until": until})
    assert answer.status_code == 200
