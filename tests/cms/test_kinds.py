"""Every kind of page freezes into the details the public side reads, or says what is missing."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.freeze import Frozen, freeze, freeze_all
from cms.pages.article import ArticlePage
from cms.pages.frame import SiteFramePage
from cms.pages.home import HomePage
from cms.pages.policy import PolicyPage
from cms.pages.section import SectionPage
from cms.pages.topic import TopicPage
from portal import answers, records, render
from tests.cms.conftest import draft, picture
from tests.support.acting import release, save, withdraw
from tests.support.town import SENTENCE
from workflow.desk.leaves import LABELS
from workflow.models import PageReview

HOSTILE = "<script>alert(1)</script>\u202e"


def said(frozen: Frozen) -> str:
    """Give the sentences that stand in the way."""
    return " | ".join(str(problem) for problem in frozen.problems)


def by_hand(page: Page, **fields: object) -> Page:
    """Write into the latest revision what the form would have refused."""
    revision = page.latest_revision
    revision.content.update(fields)
    revision.save()
    return page


def topic(news: SectionPage, **fields: object) -> TopicPage:
    """Draft a topic under the home page."""
    page = TopicPage(title="茶山里的共富路", slug="chashan", description="三年时间。", **fields)
    HomePage.objects.get(pk=news.get_parent().pk).add_child(instance=page)
    return save(page)


def policy(news: SectionPage, **fields: object) -> PolicyPage:
    """Draft a policy document."""
    fields.setdefault("issuing_body", "云汐市人民政府办公室")
    fields.setdefault("body", [("paragraph", "<p>现予印发。</p>")])
    page = PolicyPage(title="三年行动方案", **fields)
    SectionPage.objects.get(pk=news.pk).add_child(instance=page)
    return save(page)


# ── Items ───────────────────────────────────────────────────────────────────
def test_an_item_says_where_else_it_is_listed(news: SectionPage, item: ArticlePage) -> None:
    other = SectionPage.objects.exclude(pk=news.pk).first()
    tea = topic(news)
    item.also_in, item.topics, item.series = [other, news], [tea], "茶山纪事"
    found, _topic = freeze_all([save(item), tea])
    own = news.review.uid
    assert found.problems == ()
    assert found.content.sections == (own, other.review.uid)
    assert found.content.topics == (tea.review.uid,)
    assert found.content.details["series"] == "茶山纪事"
    assert found.content.details["reprint"] is False


def test_an_item_does_not_name_a_topic_before_it_is_public(
    news: SectionPage, item: ArticlePage
) -> None:
    item.topics = [topic(news)]
    assert "专题尚未发布：“茶山里的共富路”" in said(freeze(save(item)))


def test_an_item_does_not_name_a_section_before_it_is_public(
    news: SectionPage, item: ArticlePage
) -> None:
    other = SectionPage(title="新栏目", slug="new")
    news.add_child(instance=other)
    item.also_in = [save(other)]
    assert "栏目尚未发布：“新栏目”" in said(freeze(save(item)))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "须注明来源"),
        ({"source": "省政府网站"}, "须注明原文地址"),
        ({"source": " ", "source_address": "https://example.test/1"}, "须注明来源"),
        ({"source": "省政府网站", "source_address": "https://example.test/1"}, ""),
    ],
)
def test_a_reprint_names_source_and_original(
    office: SectionPage, fields: dict[str, str], sentence: str
) -> None:
    page = draft(office, reprint=True, **fields)
    found = freeze(page, bundle=[office.review.uid])
    assert (sentence in said(found)) if sentence else (found.problems == ())
    assert found.content.details["reprint"] is True


# ── Policy documents ────────────────────────────────────────────────────────
def test_a_policy_document_carries_its_particulars(news: SectionPage, item: ArticlePage) -> None:
    page = policy(
        news,
        document_number="云政办发〔2026〕27号",
        index_number="0000000001/2026-00127",
        document_kind="通知",
        subject="城乡建设、环境保护",
        written_on=date(2026, 9, 11),
        effective_on=date(2026, 10, 1),
        validity_note="有效期至2028年12月31日",
        interpretations=[("item", item)],
    )
    found, _item = freeze_all([page, item])
    assert found.problems == ()
    assert found.content.kind == "policy"
    assert found.content.details == {
        "byline": "", "source": "", "source_address": "", "department": "", "series": "",
        "document_number": "云政办发〔2026〕27号",
        "index_number": "0000000001/2026-00127",
        "issuing_body": "云汐市人民政府办公室",
        "document_kind": "通知",
        "subject": "城乡建设、环境保护",
        "written_on": "2026-09-11",
        "effective_on": "2026-10-01",
        "validity": "valid",
        "validity_note": "有效期至2028年12月31日",
        "interpretations": [item.review.uid],
    }  # fmt: skip
    assert found.content.address.startswith("/yaowen/20")


def test_a_policy_document_names_its_issuer(news: SectionPage) -> None:
    assert "缺少发文机关" in said(freeze(policy(news, issuing_body="")))


def test_a_policy_document_takes_no_effect_before_it_is_written(news: SectionPage) -> None:
    page = policy(news, written_on=date(2026, 9, 11))
    assert "施行日期早于成文日期" in said(freeze(by_hand(page, effective_on="2026-09-10")))
    page.effective_on = date(2026, 9, 10)
    with pytest.raises(ValidationError, match="早于成文日期"):
        page.full_clean()


def test_an_empty_policy_document_is_refused(news: SectionPage) -> None:
    assert "正文" in said(freeze(policy(news, body=[])))


def test_an_interpretation_must_be_public(news: SectionPage, item: ArticlePage) -> None:
    page = policy(news, interpretations=[("item", item)])
    assert "链接目标尚未发布" in said(freeze(page))


# ── Topics ──────────────────────────────────────────────────────────────────
def test_a_topic_carries_banner_colour_and_groups(news: SectionPage, item: ArticlePage) -> None:
    page = topic(
        news,
        banner=picture(size=(2000, 600)),
        banner_alt="茶山与梯田",
        colour="forest",
        groups=[("group", {"heading": "现场", "items": [item]})],
        archived_on=date(2026, 8, 31),
        lead=[("paragraph", "<p>一垄茶。</p>")],
    )
    found, _item = freeze_all([page, item])
    content, details = found.content, found.content.details
    assert found.problems == ()
    assert (content.kind, content.address, content.topics) == ("topic", "/chashan/", ())
    assert content.body_html == "<p>一垄茶。</p>"
    assert details["groups"] == [{"heading": "现场", "items": [item.review.uid]}]
    assert (details["colour"], details["archived_on"]) == ("forest", "2026-08-31")
    asset = content.assets[0]
    assert (asset["alt"], asset["use"]) == ("茶山与梯田", "picture")
    assert details["banner"] == {
        "address": f"/assets/{asset['digest'][7:]}.png",
        "alt": "茶山与梯田",
        "width": 1600,
        "height": 480,
    }


def test_a_topic_without_banner_says_so(news: SectionPage) -> None:
    assert freeze(topic(news)).content.details["banner"] is None


def test_a_banner_has_a_text_or_is_named_decorative(news: SectionPage) -> None:
    page = topic(news, banner=picture(), banner_decorative=True)
    assert freeze(page).problems == ()
    assert "没有替代文字" in said(freeze(by_hand(page, banner_decorative=False)))
    page.banner_decorative, page.banner_alt = False, " "
    with pytest.raises(ValidationError, match="没有替代文字"):
        page.full_clean()


def test_a_banner_that_was_deleted_is_refused(news: SectionPage) -> None:
    page = topic(news, banner=picture(), banner_decorative=True)
    page.banner.delete()
    assert "缺少图片" in said(freeze(page))


def test_a_group_without_items_and_an_item_that_is_not_public_are_refused(
    news: SectionPage, item: ArticlePage
) -> None:
    empty = {"heading": "空组", "items": []}
    early = {"heading": "现场", "items": [item]}
    sentences = said(freeze(topic(news, groups=[("group", empty), ("group", early)])))
    assert "分组“空组”里没有稿件" in sentences
    assert "链接目标尚未发布" in sentences


def test_an_item_released_later_is_listed_on_its_topic(news: SectionPage) -> None:
    tea = topic(news)
    release(tea)
    page = draft(news, title="头茶开采")
    page.topics = [tea]
    release(save(page))
    reading = render.Reading()
    listed = render.newest(reading.item(tea.review.uid), reading)
    assert [shown.content.title for shown in listed.items] == ["头茶开采"]


def test_a_topic_and_a_policy_document_are_public_at_their_addresses(news: SectionPage) -> None:
    tea, paper = topic(news), policy(news)
    release(tea, paper)
    for page in (tea, paper):
        answer = answers.make(PageReview.objects.get(page=page.pk).address)
        assert answer.status == 200
        assert page.title in bytes(answer.body).decode()
    assert answers.make("/chashan/feed.xml").status == 200
    found = {record.kind for record in records.all_records()}
    assert found >= {"topic", "policy"}


# ── Home ────────────────────────────────────────────────────────────────────
def test_the_home_page_names_life_events_and_topics(town: object, news: SectionPage) -> None:
    tea = topic(news)
    home = HomePage.objects.get()
    links = [{"title": "新生儿落户", "page": None, "address": "https://example.test/hukou"}]
    home.blocks = [
        ("events", {"heading": "我要办", "entries": [{"word": "生孩子", "links": links}]}),
        ("topics", {"topics": [tea]}),
    ]
    found, _topic = freeze_all([save(home), tea])
    assert found.problems == ()
    assert found.content.details["blocks"] == [
        {
            "type": "events",
            "heading": "我要办",
            "entries": [
                {
                    "word": "生孩子",
                    "links": [{"title": "新生儿落户", "address": "https://example.test/hukou"}],
                }
            ],
        },
        {"type": "topics", "topics": [tea.review.uid]},
    ]
    assert "https://example.test/hukou" in found.content.text


# ── Frame ───────────────────────────────────────────────────────────────────
def framed(**fields: object) -> Frozen:
    """Freeze the frame of the town with other fields."""
    frame = SiteFramePage.objects.get()
    for name, value in fields.items():
        setattr(frame, name, value)
    return freeze(save(frame))


def whole_frame() -> Frozen:
    """Freeze a frame in which everything is written."""
    begins = datetime(2026, 12, 1, tzinfo=UTC)
    notice = {
        "text": "网站将于周末维护。", "page": None, "address": "",
        "begins": begins, "ends": None,
    }  # fmt: skip
    advertisement = {
        "image": picture(), "alt": "节约用水", "title": "节水周", "page": None,
        "address": "https://example.test/water",
    }  # fmt: skip
    link = {"title": "省政府", "page": None, "address": "https://example.test/"}
    return framed(
        banner=picture("banner.png", (800, 200)),
        banner_decorative=True,
        notices=[("notice", notice)],
        advertisements=[("advertisement", advertisement)],
        link_groups=[("group", {"heading": "上级网站", "links": [link]})],
    )


def test_a_frame_carries_banner_notices_advertisements_and_groups(town: object) -> None:
    found = whole_frame()
    details = found.content.details
    assert found.problems == ()
    assert details["banner"]["alt"] == ""
    assert "自 2026-12-01 08:00 至 —" in found.content.text
    assert details["notices"] == [
        {
            "text": "网站将于周末维护。",
            "address": "",
            "from": "2026-12-01T00:00:00.000000Z",
            "until": "",
        }
    ]
    shown = details["advertisements"][0]
    assert (shown["alt"], shown["title"]) == ("节约用水", "节水周")
    assert shown["target"] == "https://example.test/water"
    assert shown["address"] in found.content.body_html
    assert details["link_groups"] == [
        {"heading": "上级网站", "links": [{"title": "省政府", "address": "https://example.test/"}]}
    ]
    assert {entry["alt"] for entry in found.content.assets} == {"", "节约用水"}


def line(source: str, address: str) -> tuple[str, dict[str, object]]:
    """Write a redirect."""
    return ("redirect", {"source": source, "page": None, "address": address})


@pytest.mark.parametrize(
    ("redirects", "sentence"),
    [
        ([line("/yaowen/", "https://example.test/")], "永久属于本站的页面"),
        ([line("/yaowen", "https://example.test/")], "永久属于本站的页面"),
        ([line("/search/x", "https://example.test/")], "网站自用的地址"),
        ([line("/", "https://example.test/")], "永久属于本站的页面"),
        ([line("/old", "/old")], "又回到自身"),
        ([line("/a", "/b"), line("/b", "/a")], "又回到自身"),
        ([line("/a", "/b"), line("/b", "https://example.test/")], "也设了跳转"),
        ([line("/a", "https://x.test/"), line("/a", "https://y.test/")], "重复设置"),
        ([line("/a", "")], "没有去处"),
        ([line("/a", "/nowhere/")], "/nowhere/"),
        ([line("/content/2019/1.html", "/yaowen/")], ""),
    ],
)
def test_a_redirect_that_cannot_stand_is_refused(
    town: object, redirects: list[object], sentence: str
) -> None:
    found = framed(redirects=redirects)
    assert (sentence in said(found)) if sentence else (found.problems == ())


def test_times_codes_and_pictures_of_a_frame_are_looked_over(town: object) -> None:
    early, late = datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)
    sentence = {"code": "error", "sentence": "内容有误。"}
    notice = {"text": "维护", "page": None, "address": "", "begins": late, "ends": early}
    image = picture()
    silent = {"image": image, "alt": " ", "title": "节水", "page": None, "address": ""}
    found = said(
        framed(
            mourning_from=late,
            mourning_until=early,
            notices=[("notice", notice)],
            withdrawal_sentences=[("sentence", sentence), ("sentence", sentence)],
            advertisements=[("advertisement", silent)],
        )
    )
    for words in ("灰色显示的结束时间", "提示“维护”的结束时间", "代码“error”", "没有替代文字"):
        assert words in found


def test_a_sentence_that_is_still_read_stays_in_the_frame(news: SectionPage) -> None:
    page = draft(news)
    release(page)
    other = [("sentence", {"code": "other", "sentence": "另行通知。"})]
    assert framed(withdrawal_sentences=other).problems == ()
    withdraw(page)
    assert f"“{SENTENCE}”仍有撤下的页面在用" in said(framed(withdrawal_sentences=other))
    release(page)
    assert framed(withdrawal_sentences=other).problems == ()


# ── Hostile words ───────────────────────────────────────────────────────────
def test_hostile_words_are_refused_in_every_new_field(news: SectionPage) -> None:
    link = {"title": HOSTILE, "page": None, "address": "javascript:alert(1)"}
    pages = {
        "policy": policy(
            news, index_number=HOSTILE, issuing_body=HOSTILE, validity_note=HOSTILE, series=HOSTILE
        ),
        "topic": topic(
            news,
            banner=picture(),
            banner_alt=HOSTILE,
            groups=[("group", {"heading": HOSTILE, "items": []})],
        ),
    }
    home, frame = HomePage.objects.get(), SiteFramePage.objects.get()
    home.blocks = [
        ("events", {"heading": HOSTILE, "entries": [{"word": HOSTILE, "links": [link]}]})
    ]
    notice = {
        "text": HOSTILE, "page": None, "address": "//evil.test", "begins": None, "ends": None
    }  # fmt: skip
    frame.notices = [("notice", notice)]
    frame.link_groups = [("group", {"heading": HOSTILE, "links": [link]})]
    pages |= {"home": save(home), "frame": save(frame)}
    places = {
        "policy": ("index_number", "issuing_body", "validity_note", "series"),
        "topic": ("banner.alt", "groups[1].heading"),
        "home": ("blocks[1].heading", "blocks[1].entries[1].word", "javascript:"),
        "frame": ("notices[1].text", "link_groups[1].heading", "javascript:", "//evil.test"),
    }
    for kind, page in pages.items():
        frozen = freeze(page)
        for place in places[kind]:
            assert place in said(frozen), (kind, place)
        assert "<script" not in frozen.content.body_html
        assert "javascript:" not in frozen.content.body_html


# ── The tree ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("child", "parent", "may"),
    [
        (TopicPage, HomePage, True),
        (TopicPage, SectionPage, True),
        (TopicPage, TopicPage, False),
        (ArticlePage, TopicPage, False),
        (PolicyPage, SectionPage, True),
        (PolicyPage, HomePage, False),
        (PolicyPage, TopicPage, False),
    ],
)
def test_which_page_stands_under_which(child: type[Page], parent: type[Page], may: bool) -> None:
    assert (child in parent.creatable_subpage_models()) is may


# ── The desk ────────────────────────────────────────────────────────────────
def names(value: object) -> set[str]:
    """Give every name in a JSON value."""
    if isinstance(value, dict):
        return set(value) | {name for each in value.values() for name in names(each)}
    if isinstance(value, list | tuple):
        return {name for each in value for name in names(each)}
    return set()


def test_reviewers_read_a_name_for_every_field(news: SectionPage, item: ArticlePage) -> None:
    tea = topic(
        news,
        banner=picture(),
        banner_alt="茶山",
        groups=[("group", {"heading": "现场", "items": [item]})],
    )
    home = HomePage.objects.get()
    links = [{"title": "落户", "page": None, "address": "https://example.test/hukou"}]
    home.blocks = [
        ("lead", {"page": item}),
        ("section_list", {"section": news, "heading": "", "count": 6}),
        ("events", {"heading": "我要办", "entries": [{"word": "生孩子", "links": links}]}),
        ("topics", {"topics": [tea]}),
    ]
    contents = [
        *(frozen.content for frozen in freeze_all([tea, save(home), item, policy(news), news])),
        whole_frame().content,
    ]
    assert {content.kind for content in contents} == {
        "topic", "home", "article", "policy", "section", "frame",
    }  # fmt: skip
    for content in contents:
        assert names(content.document()) <= set(LABELS), content.kind


def test_a_topic_is_withdrawn_by_one_person_though_items_name_it(news: SectionPage) -> None:
    tea = topic(news)
    page = draft(news, title="头茶开采")
    page.topics = [tea]
    release(tea, save(page))
    withdraw(tea)
    assert answers.make("/chashan/").status == 410
    assert answers.make(PageReview.objects.get(page=page.pk).address).status == 200
    assert "专题尚未发布" in said(freeze(ArticlePage.objects.get(pk=page.pk)))
