"""A drafter mends what was returned: the panel leads to the passage, a paste says what it loses."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.people import Person
from tests.browser.server import Server

pytestmark = pytest.mark.browser

_PASTE = """element => {
  const held = new DataTransfer();
  held.setData("text/html", "<p>一</p><table><tr><td>二</td></tr></table><img src='a.png'>");
  held.setData("text/plain", "一");
  element.dispatchEvent(new ClipboardEvent("paste",
    { clipboardData: held, bubbles: true, cancelable: true }));
}"""


def test_the_panel_shows_and_mends_and_a_paste_says_what_it_loses(
    server: Server, browser: Browser
) -> None:
    lin = Person.arrive(browser, server.origin, "lin")
    lin.sign_in()
    page = lin.page
    lin.begin_below("通知公告")
    page.get_by_role("link", name="稿件", exact=True).click()
    page.get_by_role("textbox", name="标题").click()
    page.keyboard.type("关于检修的通告")
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="段落").click()
    words = page.locator("[contenteditable=true]").last
    words.click()
    page.keyboard.type("检修期间停水。")
    words.evaluate(_PASTE)
    hint = page.locator(".cms-paste-hint")
    expect(hint).to_contain_text("表格和图片")
    expect(hint.get_by_role("link", name="改为从 Word 导入整份文档")).to_be_visible()
    hint.get_by_role("button", name="知道了").click()
    expect(hint).to_have_count(0)
    page.get_by_role("textbox", name="摘要").fill("登录网站,查看详情。。")
    page.get_by_role("button", name="保存草稿").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))

    toggle = page.locator('[data-side-panel-toggle="review"]')
    expect(toggle).to_be_visible()
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()
    panel = page.locator("[data-cms-panel]")
    doubled = panel.locator(".cms-finding").filter(has_text="重复")
    doubled.get_by_role("link").click()
    expect(page.locator(".cms-pointed")).to_be_visible()
    doubled.get_by_role("button", name="按建议替换").click()
    lin.told("已替换")
    expect(page.get_by_role("textbox", name="摘要")).to_have_value("登录网站,查看详情。")
    lin.shot("panel")
    lin.small("panel")
    assert lin.outside == []
