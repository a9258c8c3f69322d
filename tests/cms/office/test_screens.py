"""From the file on a person's disk to a draft that carries their name."""

import io
import os
from pathlib import Path

import docx
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model

from cms.freeze import freeze
from cms.pages.article import ArticlePage
from cms.pages.policy import PolicyPage
from cms.pages.section import SectionPage
from tests.cms.conftest import draft, signed_in
from tests.cms.office.writing import bold, notice, png, saved, with_notes
from tests.support.acting import hand_in
from workflow.models import Contribution


def upload(client: Client, target: str, page: object, data: bytes, **fields: str) -> object:
    file = SimpleUploadedFile("通知.docx", data)
    address = reverse("sanshen_word", args=[target, page.pk])
    return client.post(address, {"file": file, "kind": "article", **fields})


def look(client: Client, response: object) -> object:
    return client.get(response["Location"])


def answers(shown: object, **changes: object) -> dict[str, object]:
    form = shown.context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}
    headings = [str(place) for place, _piece in shown.context["document"].headings]
    return {**fields, "heading": headings, **changes}


def test_a_document_becomes_a_draft_of_the_person_who_uploaded_it(
    lin: Client, news: SectionPage, data: Path
) -> None:
    sent = upload(lin, "new", news, saved(notice()))
    shown = look(lin, sent)
    picture = shown.context["document"].shown_pictures[0][0]
    made = lin.post(sent["Location"], answers(shown, **{f"alt-{picture}": "办事大厅内景"}))
    page = ArticlePage.objects.get(title__startswith="关于做好")
    assert made["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.document_number, page.department) == ("云政发〔2026〕31号", "云汐市人民政府")
    kinds = [block.block_type for block in page.body]
    assert kinds == [
        "paragraph", "heading", "paragraph", "heading", "paragraph", "heading", "table",
        "paragraph", "picture", "paragraph",
    ]  # fmt: skip
    assert page.body[8].value["alt"] == "办事大厅内景"
    assert page.body[8].value["image"].uploaded_by_user.username == "lin"
    assert (
        Contribution.objects.filter(review__page=page, act="imported").get().person_name == "林晓"
    )
    assert freeze(page).problems == ()
    assert list((data / "word-uploads").iterdir()) == []


def test_a_picture_without_words_is_asked_for_and_stored_once(
    lin: Client, news: SectionPage
) -> None:
    for _time in range(2):
        sent = upload(lin, "new", news, saved(notice()))
        lin.post(sent["Location"], answers(look(lin, sent)))
    pages = ArticlePage.objects.filter(title__startswith="关于做好")
    assert get_image_model().objects.count() == 1
    assert [str(problem) for problem in freeze(pages[0]).problems] == [
        "正文：这张图片没有替代文字。请写明图片内容，或者标为装饰图片。"
    ]


def test_a_guess_that_the_author_takes_back_is_a_paragraph(lin: Client, news: SectionPage) -> None:
    sent = upload(lin, "new", news, saved(notice()))
    lin.post(sent["Location"], answers(look(lin, sent), heading=[], title="改过的标题"))
    page = ArticlePage.objects.get(title="改过的标题")
    assert "heading" not in [block.block_type for block in page.body]


def test_a_policy_document_gets_its_issuer(lin: Client, news: SectionPage) -> None:
    sent = upload(lin, "new", news, saved(notice()), kind="policy")
    lin.post(sent["Location"], answers(look(lin, sent)))
    assert PolicyPage.objects.get().issuing_body == "云汐市人民政府"


def test_notes_become_notes(lin: Client, news: SectionPage) -> None:
    source = docx.Document()
    source.add_paragraph("全年增长百分之八。其中工业增长百分之九。")
    sent = upload(lin, "new", news, with_notes(saved(source)))
    lin.post(sent["Location"], answers(look(lin, sent), title="公报"))
    page = ArticlePage.objects.get(title="公报")
    assert [block.block_type for block in page.body] == ["paragraph", "footnotes"]
    assert freeze(page).problems == ()


@pytest.fixture
def written(news: SectionPage) -> ArticlePage:
    body = [("paragraph", "<p>原有的话[^1]。</p>"), ("footnotes", ["原有的注。"])]
    return draft(news, "原来的标题", document_number="", body=body)


def test_the_text_of_a_draft_is_replaced_and_the_old_one_can_be_had_again(
    lin: Client, written: ArticlePage
) -> None:
    before = written.latest_revision_id
    sent = upload(lin, "into", written, saved(notice()))
    shown = look(lin, sent)
    assert shown.context["form"]["title"].value() == "原来的标题"
    assert shown.context["form"]["document_number"].value() == "云政发〔2026〕31号"
    assert "原有" in shown.content.decode()
    after = lin.post(sent["Location"], answers(shown, how="replace"), follow=True)
    page = ArticlePage.objects.get(pk=written.pk).get_latest_revision_as_object()
    assert page.title == "原来的标题"
    assert "原有" not in str(page.body.raw_data)
    assert f"/admin/pages/{page.pk}/revisions/{before}/revert/" in after.content.decode()


def test_a_text_is_replaced_only_by_somebody_who_said_so(lin: Client, written: ArticlePage) -> None:
    """Nothing is chosen beforehand, so a press too many replaces nothing."""
    before = written.latest_revision_id
    sent = upload(lin, "into", written, saved(notice()))
    asked = lin.post(sent["Location"], answers(look(lin, sent)))
    assert asked.status_code == 400
    assert "请选择已有正文如何处理" in asked.content.decode()
    assert ArticlePage.objects.get(pk=written.pk).latest_revision_id == before


def test_what_was_saved_meanwhile_is_shown_before_it_is_replaced(
    lin: Client, written: ArticlePage
) -> None:
    """Once; then the person has seen it."""
    sent = upload(lin, "into", written, saved(notice()))
    form = answers(look(lin, sent), how="replace")
    latest = written.get_latest_revision_as_object()
    latest.body = [("paragraph", "<p>别人刚写的话。</p>")]
    newest = latest.save_revision(user=get_user_model().objects.get(username="lin"))
    asked = lin.post(sent["Location"], form)
    assert asked.status_code == 400
    assert "别人刚写的话" in asked.content.decode()
    assert ArticlePage.objects.get(pk=written.pk).latest_revision_id == newest.pk
    lin.post(sent["Location"], answers(asked, how="replace"))
    page = ArticlePage.objects.get(pk=written.pk).get_latest_revision_as_object()
    assert "别人刚写的话" not in str(page.body.raw_data)


def test_a_draft_without_a_text_asks_nothing(lin: Client, news: SectionPage) -> None:
    empty = draft(news, "只有标题", body=[])
    sent = upload(lin, "into", empty, saved(notice()))
    shown = look(lin, sent)
    assert "standing" not in shown.context["form"].fields
    assert lin.post(sent["Location"], answers(shown)).status_code == 302


def test_a_document_is_added_after_the_text_and_its_notes_are_counted_on(
    lin: Client, written: ArticlePage
) -> None:
    source = docx.Document()
    source.add_paragraph("新来的话。其余不变。")
    sent = upload(lin, "into", written, with_notes(saved(source)))
    lin.post(sent["Location"], answers(look(lin, sent), how="append"))
    page = ArticlePage.objects.get(pk=written.pk).get_latest_revision_as_object()
    assert [block.block_type for block in page.body] == ["paragraph", "paragraph", "footnotes"]
    assert page.body[1].value.source == "<p>新来的话。其余不变。[^2]</p>"
    assert list(page.body[2].value) == ["原有的注。", "以统计公报为准。"]
    assert freeze(page).problems == ()


def test_a_file_that_is_not_read_leaves_the_draft_as_it_is(
    lin: Client, written: ArticlePage
) -> None:
    for data in (
        b"MZ\x90",
        saved(notice())[:5000],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ):
        response = upload(lin, "into", written, data)
        assert response.status_code == 400
        assert "通知.docx" in response.content.decode()
    latest = ArticlePage.objects.get(pk=written.pk).latest_revision_id
    assert latest == written.latest_revision_id


def test_markup_in_a_document_is_words(lin: Client, news: SectionPage) -> None:
    source = docx.Document()
    bold(source, "一、<script>alert(1)</script>")
    source.add_paragraph("<img src=x onerror=alert(1)>，这是文字。")
    sent = upload(lin, "new", news, saved(source))
    shown = look(lin, sent).content.decode()
    assert "<script>alert(1)" not in shown
    assert "<img src=x" not in shown
    lin.post(sent["Location"], answers(look(lin, sent), title="文字"))
    page = ArticlePage.objects.get(title="文字")
    assert "&lt;img src=x" in freeze(page).content.body_html


def test_nobody_else_sees_or_uses_the_document(
    lin: Client, town: object, news: SectionPage, written: ArticlePage
) -> None:
    sent = upload(lin, "new", news, saved(notice()))
    assert signed_in("zhou").get(sent["Location"])["Location"] == reverse(
        "wagtailadmin_explore", args=[news.pk]
    )
    chen = get_user_model().objects.get(username="chen")
    assert signed_in(chen.username).get(sent["Location"]).status_code == 302


def test_nothing_is_written_into_a_draft_under_review(lin: Client, news: SectionPage) -> None:
    page = draft(news)
    sent = upload(lin, "into", page, saved(notice()))
    hand_in([page])
    assert lin.get(sent["Location"]).status_code == 302
    assert lin.post(sent["Location"], {"title": "改了", "how": "replace"}).status_code == 302
    assert ArticlePage.objects.get(pk=page.pk).title == page.title


def test_what_nobody_comes_back_for_is_forgotten(
    lin: Client, news: SectionPage, data: Path
) -> None:
    first = upload(lin, "new", news, saved(notice()))
    for file in (data / "word-uploads").iterdir():
        old = file.stat().st_mtime - 25 * 3600
        os.utime(file, (old, old))
    upload(lin, "new", news, saved(notice()))
    assert len(list((data / "word-uploads").iterdir())) == 2
    gone = lin.get(first["Location"], follow=True)
    assert "请重新上传" in gone.content.decode()


def test_the_buttons_lead_to_it(lin: Client, news: SectionPage, written: ArticlePage) -> None:
    explorer = lin.get(reverse("wagtailadmin_explore", args=[news.pk])).content.decode()
    assert reverse("sanshen_word", args=["new", news.pk]) in explorer
    editor = lin.get(reverse("wagtailadmin_pages:edit", args=[written.pk])).content.decode()
    assert reverse("sanshen_word", args=["into", written.pk]) in editor


def test_many_pictures_are_read(lin: Client, news: SectionPage) -> None:
    source = docx.Document()
    source.add_paragraph("图集说明，共有三十张。")
    for number in range(30):
        source.add_picture(io.BytesIO(png((number, 90, 140)).getvalue()))
    shown = look(lin, upload(lin, "new", news, saved(source)))
    assert len(shown.context["document"].shown_pictures) == 30


def test_a_number_that_is_none_does_no_harm(lin: Client, news: SectionPage) -> None:
    sent = upload(lin, "new", news, saved(notice()))
    made = lin.post(sent["Location"], answers(look(lin, sent), heading=["²", "9" * 5000]))
    assert made.status_code == 302


def test_marks_that_were_typed_without_a_note_do_no_harm(lin: Client, news: SectionPage) -> None:
    document = notice()
    document.add_paragraph("详见注释[^7]，又见[^0]。")
    document.add_paragraph("完", style="Heading 2").add_run("[^9]")
    sent = upload(lin, "new", news, saved(document))
    shown = look(lin, sent)
    assert shown.status_code == 200
    assert "[^7]" in "".join(piece.html for piece in shown.context["document"].pieces)
