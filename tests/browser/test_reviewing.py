"""One item signed three times: by the keyboard alone, by touch on a telephone, without scripts."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.people import Person
from tests.browser.server import Server

pytestmark = pytest.mark.browser

# Run by the server's own Python: an item in which proofreading finds two errors.
PREPARE = """
from cms.pages.section import SectionPage
from tests.support import acting, building
section = SectionPage.objects.get(slug="gonggao")
page = building.article(section, "jiaofei", "参保缴费通知",
    "请于2026年2月30日前缴费，，逾期不再受理。\\n咨询电话另行公布。")
print(acting.hand_in([page]).uid)
"""


def test_three_people_sign_each_in_their_own_way(server: Server, browser: Browser) -> None:
    made = server.manage("shell", "--no-imports", "-c", PREPARE)
    uid = made.stdout.split()[-1]
    zhou = Person.arrive(browser, server.origin, "zhou")
    zhou.sign_in()
    zhou.open(f"/admin/desk/{uid}/")
    _by_keyboard(zhou.page)
    assert zhou.outside == []

    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    wu = Person("wu", server.origin, phone, phone.new_page())
    wu.sign_in()
    wu.open(f"/admin/desk/{uid}/")
    _by_touch(wu.page)

    plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
    zheng = Person("zheng", server.origin, plain, plain.new_page())
    zheng.sign_in()
    zheng.open(f"/admin/desk/{uid}/")
    _without_scripts(zheng.page)
    assert server.manage("verify_ledger").returncode == 0


def _by_keyboard(page: Page) -> None:
    """W, B, ticks, an opinion, Ctrl+Enter; the mouse is not touched."""
    keys = page.keyboard
    expect(page.locator("#f1")).to_have_class("dk-f dk-f--err is-on")
    frame = page.frame_locator("iframe.dk-frame")
    expect(frame.locator("mark")).to_have_text(["2026年2月30日", "，，"])
    keys.press("w")
    expect(page.locator("#f1")).to_contain_text("误报")
    expect(page.locator("#f2.is-on")).to_be_visible()
    keys.press("b")  # without a reason: the form asks for one and the cursor is in it
    expect(page.locator("#e2")).to_be_visible()
    expect(page.locator("[name=reason-2]")).to_be_focused()
    keys.type("原文如此，已核。bwg")  # letters that are keys elsewhere
    keys.press("Escape")
    keys.press("b")
    expect(page.locator("#f2")).to_contain_text("原文如此，已核。bwg")
    expect(page.locator("[name=checked]").first).to_be_focused()
    for _each in range(4):
        keys.press("Space")
        keys.press("Tab")
    expect(page.locator("[data-dk-ready]")).to_be_visible()
    keys.press("y")
    keys.type("文字已核。")
    keys.press("Control+Enter")
    asked = page.get_by_role("dialog", name="确认签署")
    expect(asked).to_contain_text("您签署的是这一份内容")
    keys.press("Tab")
    keys.press("Tab")
    expect(asked.get_by_role("button", name="通过并签署")).to_be_focused()
    keys.press("Enter")
    page.wait_for_url("**/admin/desk/")
    expect(page.get_by_text("已签署：").first).to_be_visible()


def _by_touch(page: Page) -> None:
    """The bar, a finding at a time with its words above it, ticks, the last sheet."""
    page.locator("[data-dk-bar] [data-dk-panel=find]").tap()
    frame = page.frame_locator("iframe.dk-frame")
    for number in (1, 2):
        expect(page.locator(f"#f{number}.is-on")).to_be_visible()
        number_in_page = frame.locator(f"#finding-{number}")
        expect(number_in_page).to_be_in_viewport()
        _comes_above(page, number_in_page, page.locator("[data-dk-side]"))
        page.locator(f"#f{number} .dk-agree").tap()
        expect(page.locator(f"#f{number}")).to_contain_text("同意初审处置")
    for tick in page.locator("[name=checked]").all():
        tick.tap()
    page.locator(".dk-go").tap()
    asked = page.get_by_role("dialog", name="确认签署")
    for button in asked.get_by_role("button").all():
        size = button.bounding_box()
        assert size
        assert size["height"] >= 44
    asked.get_by_role("button", name="通过并签署").tap()
    page.wait_for_url("**/admin/desk/")


def _comes_above(page: Page, one: Locator, other: Locator) -> None:
    """Wait, a frame of the screen at a time, until one thing has been scrolled above another."""
    boxes = []
    for _frame in range(600):
        boxes = [one.bounding_box(), other.bounding_box()]
        if boxes[0] and boxes[1] and boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]:
            return
        page.evaluate("() => new Promise(requestAnimationFrame)")
    raise AssertionError(f"it stays below: {boxes}")


def _without_scripts(page: Page) -> None:
    """Plain forms: dispose, tick, sign, confirm on a page of its own."""
    for number in (1, 2):
        page.locator(f"#f{number} .dk-agree").click()
    for tick in page.locator("[name=checked]").all():
        tick.check()
    page.locator(".dk-dock").get_by_role("button", name="签发").click()
    expect(page.get_by_role("heading", name="确认签署").first).to_be_visible()
    page.get_by_role("button", name="签发").click()
    page.wait_for_url("**/admin/desk/")
    expect(page.get_by_text("已签发：").first).to_be_visible()
