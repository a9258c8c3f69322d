"""What helps a drafter: where an item stands, what is missing, and changes made on request."""

import json
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from cms.admin import groups
from cms.admin.drafting import bundle, look, mending
from cms.pages.article import ArticlePage
from cms.pages.section import SectionPage
from tests.cms.conftest import draft, signed_in
from tests.cms.test_doors import form_of
from tests.support.acting import hand_in, presence, save, sign
from tests.support.town import Town
from workflow import appointments, commands
from workflow.models import Contribution, PageReview, Person
from workflow.refusals import Refused
from workflow.roles import Duty
from workflow.states import State


def fresh(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def user(name: str = "lin") -> object:
    return get_user_model().objects.get(username=name)


def key_of(page: ArticlePage, excerpt: str) -> str:
    found = [n for n in look.look(page, None).noticed if n.finding.excerpt == excerpt]
    return found[0].key


@pytest.fixture
def faulty(news: SectionPage) -> ArticlePage:
    """Give a draft with one fault in the summary and the same fault twice in the body."""
    body = [
        ("paragraph", "<p>今日通车,全长三公里。</p><p>明日<b>通车,</b>免费</p>"),
        ("heading", {"text": "安排,说明", "level": "2"}),
    ]
    return draft(news, "汐湾大桥通车", summary="大桥通车,市民先行。", body=body)


@pytest.fixture
def returned(item: ArticlePage) -> ArticlePage:
    """Give an item that 周敏 returned, quoting a passage."""
    words = "“今日通车”与通知不一致，请核对。"
    submission = hand_in([item])
    sign("zhou", submission, "first", decision="return", target="drafter", words=words)
    return item


# ── Suggestions ─────────────────────────────────────────────────────────────────────────
def test_a_suggestion_replaces_its_own_words_and_nothing_else(
    lin: Client, faulty: ArticlePage
) -> None:
    finding = next(
        noticed
        for noticed in look.look(faulty, None).noticed
        if noticed.after.startswith("全长") and noticed.finding.place == "text"
    )
    response = lin.post(reverse("sanshen_apply", args=[faulty.pk]), {"finding": finding.key})
    page = fresh(faulty)
    assert response["Location"].endswith(f"#block-{page.body[0].id}-section")
    assert page.body[0].value.source == ("<p>今日通车，全长三公里。</p><p>明日<b>通车,</b>免费</p>")
    assert page.summary == "大桥通车,市民先行。"
    assert page.body[1].value["text"] == "安排,说明"


def test_the_change_is_the_drafters_own_and_can_be_submitted(
    lin: Client, faulty: ArticlePage
) -> None:
    before = faulty.latest_revision_id
    noticed = look.look(faulty, None).noticed[0]
    lin.post(reverse("sanshen_apply", args=[faulty.pk]), {"finding": noticed.key})
    latest = fresh(faulty).latest_revision
    assert latest.pk != before
    assert latest.user == user()
    row = Contribution.objects.filter(review__page=faulty).latest("pk")
    assert (row.person_name, row.revision.partition("@")[0]) == ("林晓", str(latest.pk))
    assert not [p for p in look.look(faulty, None).frozen.problems if "known person" in str(p)]


def test_a_suggestion_for_words_that_changed_replaces_nothing(
    lin: Client, faulty: ArticlePage
) -> None:
    old = look.look(faulty, None).noticed[0].key
    page = fresh(faulty)
    page.summary = "大桥已经通车"
    page.body = [("paragraph", "<p>改写了。</p>")]
    save(page)
    before = fresh(faulty).latest_revision_id
    response = lin.post(reverse("sanshen_apply", args=[faulty.pk]), {"finding": old}, follow=True)
    assert "没有替换" in response.content.decode()
    assert fresh(faulty).latest_revision_id == before


def test_words_that_are_partly_emphasised_are_left_to_the_person(news: SectionPage) -> None:
    page = draft(news, body=[("paragraph", "<p>今日(<b>临时</b>)通车</p>")])
    noticed = next(n for n in look.look(page, None).noticed if n.finding.suggestion)
    assert not noticed.can_be_applied
    with pytest.raises(Refused) as refused:
        mending.apply(page, user(), noticed.key)
    assert [refusal.code for refusal in refused.value.refusals] == ["across"]


def test_nothing_is_mended_for_somebody_else_or_under_review(
    town: object, faulty: ArticlePage
) -> None:
    noticed = look.look(faulty, None).noticed[0]
    with pytest.raises(Refused) as refused:
        mending.apply(faulty, user("zhou"), noticed.key)
    assert refused.value.refusals[0].code == "not_yours"
    hand_in([faulty])
    with pytest.raises(Refused) as refused:
        mending.apply(faulty, user(), noticed.key)
    assert refused.value.refusals[0].code == "locked"


def test_invisible_characters_are_taken_out_of_every_field(lin: Client, news: SectionPage) -> None:
    body = [
        ("paragraph", "<p>汐\u200b湾&#8203;大桥</p>"),
        ("table", {"caption": "", "header": "row", "text": "甲\u2060\t乙\n1\t2"}),
    ]
    page = draft(news, summary="通\u200b车", body=body)
    assert look.look(page, None).hidden
    response = lin.post(reverse("sanshen_strip", args=[page.pk]), follow=True)
    assert "4 个看不见的字符" in response.content.decode()
    after = fresh(page)
    assert after.summary == "通车"
    assert after.body[0].value.source == "<p>汐湾大桥</p>"
    assert after.body[1].value["text"] == "甲\t乙\n1\t2"


def test_line_ends_of_a_browser_are_nothing_to_be_taken_out(news: SectionPage) -> None:
    draft_with_lines = draft(news, summary="第一行\r\n第二行")
    assert not look.look(draft_with_lines, None).hidden


def test_a_picture_is_not_quoted_in_its_markup(faulty: ArticlePage) -> None:
    words = look.look(faulty, None).noticed[0]
    assert words.excerpt == words.finding.excerpt != ""
    markup = replace(words.finding, excerpt='<img alt="" src="/assets/1.webp">')
    assert replace(words, finding=markup).excerpt == ""


# ── The panel ───────────────────────────────────────────────────────────────────────────
def test_each_missing_thing_leads_to_its_field(news: SectionPage) -> None:
    page = draft(news, summary="通\u200b车", body=[("paragraph", "<p>汐\u200b湾</p>")])
    anchors = {missing.where: missing.anchor for missing in look.look(page, None).missing}
    assert anchors["摘要"] == "panel-child-content-summary-section"
    assert anchors["正文"] == f"block-{fresh(page).body[0].id}-section"


def test_under_review_the_panel_names_who_must_act(lin: Client, item: ArticlePage) -> None:
    submission = hand_in([item])
    sign("zhou", submission, "first")
    shown = lin.get(reverse("sanshen_panel", args=[item.pk])).content.decode()
    assert "轮到 吴刚、陈立" in shown
    assert "初审通过" in shown


def test_somebody_who_wrote_it_is_not_named_as_its_reviewer(lin: Client, item: ArticlePage) -> None:
    commands.contribute(
        user("chen").sanshen_account.person, PageReview.objects.get(page=item), "moved"
    )
    submission = hand_in([item])
    sign("zhou", submission, "first")
    assert "轮到 吴刚<" in lin.get(reverse("sanshen_panel", args=[item.pk])).content.decode()


def test_a_returned_opinion_leads_to_the_passage_it_quotes(
    lin: Client, returned: ArticlePage
) -> None:
    shown = lin.get(reverse("sanshen_panel", args=[returned.pk])).content.decode()
    block = fresh(returned).body[0].id
    assert f'<a href="#block-{block}-section" data-cms-go="body">“今日通车”</a>' in shown
    page = fresh(returned)
    page.body = [("paragraph", "<p>明日开通。</p>")]
    save(page)
    after = lin.get(reverse("sanshen_panel", args=[returned.pk])).content.decode()
    assert "稿中已经没有这段文字" in after


def test_the_line_of_a_passage_is_read_as_a_quotation(lin: Client, item: ArticlePage) -> None:
    """It is a convention of the signed text and no words of anybody."""
    words = "〔正文：“今日通车”〕\n请写明时间。"
    sign("zhou", hand_in([item]), "first", decision="return", target="drafter", words=words)
    shown = lin.get(reverse("sanshen_panel", args=[item.pk])).content.decode()
    assert '<q class="cms-quoted">今日通车</q>' in shown
    assert "〔正文" not in shown


def test_the_first_button_is_to_submit_only_when_that_makes_sense(
    lin: Client, returned: ArticlePage
) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[returned.pk])
    unchanged = lin.get(address)
    assert unchanged.context["action_menu"].default_item.name == "action-save-draft"
    page = fresh(returned)
    page.summary = "时间已经核对。"
    save(page)
    assert lin.get(address).context["action_menu"].default_item.name == "action-submit-review"
    page.summary = "时间\u200b已经核对。"
    save(page)
    assert lin.get(address).context["action_menu"].default_item.name == "action-save-draft"


def test_the_buttons_of_the_panel_are_taken_from_a_browser(faulty: ArticlePage) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(get_user_model().objects.get(username="lin"))
    shown = browser.get(reverse("wagtailadmin_pages:edit", args=[faulty.pk])).content.decode()
    form = shown.partition(reverse("sanshen_apply", args=[faulty.pk]))[2].partition("</form>")[0]
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    noticed = look.look(faulty, None).noticed[0]
    response = browser.post(
        reverse("sanshen_apply", args=[faulty.pk]),
        {"finding": noticed.key, "csrfmiddlewaretoken": token},
    )
    assert response.status_code == 302


def test_an_autosave_does_not_read_the_whole_draft(lin: Client, item: ArticlePage) -> None:
    response = lin.post(
        reverse("wagtailadmin_pages:edit", args=[item.pk]),
        form_of(item, title="改了"),
        headers={"Accept": "application/json"},
    )
    answer = json.loads(response.content)
    assert answer["success"]
    assert "data-side-panel='status'" in answer["html"]
    assert "data-side-panel='review'" not in answer["html"]


# ── Submitting ──────────────────────────────────────────────────────────────────────────
def test_after_submitting_the_next_people_are_named(lin: Client, item: ArticlePage) -> None:
    address = reverse("sanshen_submit", args=[item.pk])
    shown = lin.get(address)
    assert "周敏" in shown.content.decode()
    after = lin.post(address, {"shown": shown.context["digest"]}, follow=True)
    assert after.redirect_chain[-1][0].startswith("/admin/submitted/")
    assert "轮到 周敏" in after.content.decode()


def test_other_drafts_of_mine_are_offered_and_submitted_together(
    lin: Client, news: SectionPage, item: ArticlePage
) -> None:
    other = draft(news, "大桥通行须知")
    address = reverse("sanshen_submit", args=[item.pk])
    offered = lin.get(address)
    assert [review.page_id for review in offered.context["others"]] == [other.pk]
    together = lin.get(f"{address}?page={other.pk}")
    lin.post(f"{address}?page={other.pk}", {"shown": together.context["digest"]})
    states = PageReview.objects.filter(page__in=[item.pk, other.pk]).values_list("state", flat=True)
    assert set(states) == {State.FIRST_REVIEW}


def test_what_others_wrote_is_not_offered(news: SectionPage, item: ArticlePage) -> None:
    assert not bundle.own_drafts(user("zhou").sanshen_account.person, [])


def test_more_than_two_hundred_pages_are_refused_and_none_is_left_out_in_silence(
    lin: Client, news: SectionPage, item: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "MOST_PAGES", 2)
    others = [draft(news, f"第{number}篇") for number in range(3)]
    query = "&".join(f"page={page.pk}" for page in others)
    response = lin.get(reverse("sanshen_submit", args=[item.pk]) + f"?{query}")
    assert "最多一并送审 2 篇" in response.content.decode()


def test_a_stranger_who_reads_the_panel_gets_no_buttons(faulty: ArticlePage) -> None:
    shown = signed_in("zhou").get(reverse("sanshen_panel", args=[faulty.pk])).content.decode()
    assert reverse("sanshen_apply", args=[faulty.pk]) not in shown


def test_a_page_that_is_no_number_is_left_out(lin: Client, item: ArticlePage) -> None:
    address = reverse("sanshen_submit", args=[item.pk])
    assert lin.get(f"{address}?page=²&page=٣&page=-1").status_code == 200


# ── Whose screens these are ─────────────────────────────────────────────────────────────
@pytest.mark.parametrize("screen", ["sanshen_submit", "sanshen_panel", "sanshen_recall"])
@pytest.mark.parametrize("reader", ["zhou", "qian"])
def test_a_draft_is_shown_to_its_editors_alone(
    faulty: ArticlePage, screen: str, reader: str
) -> None:
    response = signed_in(reader).get(reverse(screen, args=[faulty.pk]))
    shown = response.content.decode()
    assert response.status_code == 403
    assert "只有受任在本栏目起草的人才能打开本栏目的草稿" in shown
    assert "汐湾大桥通车" not in shown
    assert reverse("desk:queue") in shown


@pytest.mark.parametrize("button", ["sanshen_apply", "sanshen_strip"])
def test_a_draft_is_mended_by_its_editors_alone(faulty: ArticlePage, button: str) -> None:
    before = faulty.latest_revision_id
    response = signed_in("zhou").post(reverse(button, args=[faulty.pk]), {"finding": "x"})
    assert response.status_code == 403
    assert ArticlePage.objects.get(pk=faulty.pk).latest_revision_id == before


def test_a_bundle_shows_no_draft_of_a_section_that_is_not_ones_own(
    town: Town, faulty: ArticlePage
) -> None:
    """周敏 drafts in one section; the page that is added to theirs stands in another."""
    person = Person.objects.get(number="no-zhou")
    notices = SectionPage.objects.get(pk=town.notices)
    place = PageReview.objects.get(page_id=town.notices).uid
    row = appointments.propose(
        presence("sun"), person, Duty.DRAFT, section=place, reason="起草通知公告"
    )
    appointments.confirm(presence("qi"), row.uid)
    groups.sync(person)
    own = draft(notices, "关于停水的通知")
    address = reverse("sanshen_submit", args=[own.pk])
    client = signed_in("zhou")
    assert client.get(address).status_code == 200
    added = client.get(f"{address}?page={faulty.pk}")
    assert added.status_code == 403
    assert "汐湾大桥通车" not in added.content.decode()
