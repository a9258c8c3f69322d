"""What the public reads: pages of released words, and nothing else."""

import re

from portal.models import Alarm
from tests.portal.caller import Caller
from tests.portal.town import HOME, Town, article, frame, home, sections


def tags_of(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<meta name="([^"]+)" content="([^"]*)"', html)


class TestAnArticle:
    def test_shows_the_signed_body_as_it_was_signed(self, town: Town, call: Caller) -> None:
        content = article("关于开放全民健身中心的通知", body_html="<p>每日<b>八时</b>开门。</p>")
        town.release(content)
        reply = call(content.address)
        assert reply.status == 200
        assert "<p>每日<b>八时</b>开门。</p>" in reply.text
        assert '<h1 class="article__title">关于开放全民健身中心的通知</h1>' in reply.text

    def test_has_each_tag_that_the_guideline_asks_for_once(self, town: Town, call: Caller) -> None:
        content = article("汐江三桥正式通车", summary="两岸通勤缩短至九分钟。")
        town.release(content)
        text = call(content.address).text
        tags = tags_of(text)
        names = [name.lower() for name, _ in tags]
        assert len(names) == len(set(names))
        assert all(value for _, value in tags)
        found = dict(tags)
        for name in (
            "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription",
            "ColumnKeywords", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Url",
        ):  # fmt: skip
            assert name in found, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", found["PubDate"])
        assert f">{found['PubDate']}</time>" in text
        assert found["ArticleTitle"] == content.title
        assert found["ColumnType"] == "工作动态"

    def test_carries_no_script_and_no_style_inside(self, town: Town, call: Caller) -> None:
        content = article("一")
        town.release(content)
        reply = call(content.address)
        assert re.findall(r"<script(?![^>]*\bsrc=)", reply.text) == []
        assert "<style" not in reply.text
        assert " style=" not in reply.text
        assert re.findall(r"\son\w+=", reply.text) == []
        assert "unsafe" not in reply.headers["Content-Security-Policy"]

    def test_keeps_its_date_when_it_is_corrected(self, town: Town, call: Caller) -> None:
        content = article("一")
        town.release(content)
        first = dict(tags_of(call(content.address).text))["PubDate"]
        town.release(article("一", title="二", correction="标题已更正。"))
        reply = call(content.address)
        assert dict(tags_of(reply.text))["PubDate"] == first
        assert "标题已更正。" in reply.text
        assert "更正时间" in reply.text or "Corrected on" in reply.text

    def test_escapes_what_is_not_signed_html(self, town: Town, call: Caller) -> None:
        content = article("一", title='<script>alert("1")</script>')
        town.release(content)
        assert "<script>alert" not in call(content.address).text


class TestTheSite:
    def test_is_in_preparation_until_home_and_frame_are_released(
        self, db: None, call: Caller
    ) -> None:
        town = Town()
        content = article("一")
        town.release(*sections(), content)
        assert call("/").status == call(content.address).status == 503
        assert call("/").headers["Retry-After"]
        town.release(frame())
        assert call(content.address).status == 503
        town.release(home())
        assert call("/").status == call(content.address).status == 200

    def test_says_who_runs_it_in_the_footer(self, town: Town, call: Caller) -> None:
        text = call("/").text
        for words in ("云汐市人民政府办公室", "0000000001", "云ICP备00000000号-1",
                      "云公网安备 00000000000001号", "https://bszs.conac.cn/",
                      "https://zfwzgl.www.gov.cn/"):  # fmt: skip
            assert words in text, words

    def test_changes_every_page_with_its_frame(self, town: Town, call: Caller) -> None:
        content = article("一")
        town.release(content)
        assert "新的提示" not in call(content.address).text
        town.release(frame(notice="新的提示"))
        assert "新的提示" in call(content.address).text
        assert "新的提示" in call("/news/").text

    def test_shows_a_lead_on_the_home_page_and_follows_it(self, town: Town, call: Caller) -> None:
        content = article("头条")
        town.release(content)
        town.release(home({"type": "lead", "page": content.page}))
        assert "头条" in call("/").text
        town.release(article("头条", title="头条更正"))
        assert "头条更正" in call("/").text
        town.withdraw(content.page)
        assert "头条" not in call("/").text

    def test_is_grey_while_it_mourns(self, town: Town, call: Caller) -> None:
        assert 'class="mourning"' not in call("/").text
        town.release(frame(mourning_from="2020-01-01T00:00:00.000000Z"))
        assert 'class="mourning"' in call("/").text


class TestWhatIsNotThere:
    def test_is_404_where_nothing_ever_was(self, town: Town, call: Caller) -> None:
        reply = call("/news/202611/999999.html")
        assert reply.status == 404
        assert "noindex" in reply.text

    def test_is_410_with_a_sentence_of_the_frame_where_it_was_withdrawn(
        self, town: Town, call: Caller
    ) -> None:
        content = article("一")
        town.release(content)
        assert call(content.address).status == 200
        town.withdraw(content.page, sentence="expired")
        reply = call(content.address)
        assert reply.status == 410
        assert "内容已经失效，继续展示可能误导办事。" in reply.text
        assert "全民健身中心" not in reply.text

    def test_comes_back_at_its_address_when_it_is_released_again(
        self, town: Town, call: Caller
    ) -> None:
        content = article("一")
        town.release(content)
        town.withdraw(content.page)
        assert call(content.address).status == 410
        town.release(article("一", title="重新发布"))
        assert call(content.address).status == 200

    def test_is_moved_where_an_old_site_had_it(self, town: Town, call: Caller) -> None:
        reply = call("/old/news.html")
        assert (reply.status, reply.headers["Location"]) == (301, "/news/")

    def test_is_never_moved_away_from_an_address_that_was_public(
        self, town: Town, call: Caller
    ) -> None:
        content = article("一")
        town.release(content)
        town.withdraw(content.page)
        town.release(frame(redirects=[{"from": content.address, "to": "https://example.org/"}]))
        assert call(content.address).status == 410

    def test_is_not_moved_to_another_host_by_two_strokes(self, town: Town, call: Caller) -> None:
        town.release(frame(redirects=[{"from": "/x", "to": "//evil.example/"}]))
        assert call("/x").status == 404

    def test_moves_a_section_without_its_last_stroke(self, town: Town, call: Caller) -> None:
        assert call("/news").headers["Location"] == "/news/"

    def test_darkens_nothing_else(self, town: Town, call: Caller) -> None:
        call("/nothing")
        assert not Alarm.objects.exists()
        assert HOME
