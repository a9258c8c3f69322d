"""One item from the first word to its withdrawal, as the people concerned live it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import EVERY_SCREEN, Person
from tests.browser.server import Server
from tests.support.town import SAID

pytestmark = pytest.mark.browser

TITLE = "关于城东路恢复双向通行的公告"
WORDS = "城东路自十二月一日零时起恢复双向通行，请过往车辆按标志行驶。"
REASON = "通行时间有误，正在与交管部门核实。"


def test_an_item_is_drafted_signed_by_three_read_found_and_withdrawn(
    server: Server, browser: Browser
):
    arrive: Callable[[str], Person] = lambda name: Person.arrive(browser, server.origin, name)  # noqa: E731
    reader = arrive("reader")
    _look_before(reader)

    lin = arrive("lin")
    lin.sign_in()
    _draft(lin)
    item = _submit(lin)

    for name in ("zhou", "wu", "zheng"):
        reviewer = arrive(name)
        reviewer.sign_in()
        _sign(reviewer, item, last=name == "zheng")

    address = _read(reader)
    _find(reader, address)

    qian = arrive("qian")
    qian.sign_in()
    _audit(qian)

    history = _withdraw(reviewer)
    chen = arrive("chen")
    chen.sign_in()
    _confirm(chen, history)
    _gone(reader, address)

    verified = server.manage("verify_ledger")
    assert verified.returncode == 0, verified.stdout
    for person in (reader, lin, reviewer, qian, chen):
        assert person.outside == []
    # A draft is shown in a sandbox, whose refusals the browser writes down; the public is clean.
    assert reader.complaints == []


def _look_before(reader: Person) -> None:
    """The public site as it is, on a large and on a small screen."""
    for name, address in (("home", "/"), ("list", "/gonggao/")):
        assert reader.open(address) == 200
        reader.shot(name)
        expect(reader.page.get_by_text(TITLE)).to_have_count(0)


def _draft(lin: Person) -> None:
    """Through the explorer to the section, then the editor with mouse and keyboard."""
    page = lin.page
    lin.begin_below("通知公告")
    # A drafter is led past the choice of a type when there is only one that fits.
    choice = page.get_by_role("link", name="稿件", exact=True)
    expect(choice.or_(_title(page)).first).to_be_visible()
    if choice.is_visible():
        choice.click()
    _title(page).click()
    page.keyboard.type(TITLE)
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="段落").click()
    page.locator("[contenteditable=true]").last.click()
    page.keyboard.type(WORDS)
    # The editor puts what is typed into its form a moment later.
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile(WORDS))
    lin.shot("editor")
    page.get_by_role("button", name="保存草稿").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))


def _title(page: Page):
    return page.get_by_role("textbox", name="标题")


def _submit(lin: Person) -> str:
    """From the editor's button to the screen that shows what is signed; give the item's address."""
    page = lin.page
    page.locator("footer").get_by_role("button", name="送审").click()
    lin.told("三个人阅读并签署的，就是这 1 篇的这一份内容")
    expect(page.frame_locator("iframe.cms-frame").get_by_text(WORDS)).to_be_visible()
    lin.shot("submit")
    page.get_by_role("button", name="送审").click()
    expect(page).to_have_url(re.compile(r"/admin/submitted/[0-9a-f-]{36}/"))
    lin.told("轮到 周敏")
    lin.shot("submitted")
    page.get_by_role("link", name="在审稿台查看").click()
    expect(page).to_have_url(re.compile(r"/admin/desk/[0-9a-f-]{36}/"))
    return page.url.removeprefix(lin.origin)


def _sign(reviewer: Person, item: str, *, last: bool) -> None:
    """From the queue to the item, every line of the checklist, an opinion, and once more yes."""
    page = reviewer.page
    reviewer.open("/admin/desk/")
    reviewer.shot(f"queue-{reviewer.name}")
    reviewer.small(f"queue-{reviewer.name}")
    page.get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(re.compile(item))
    frame = page.frame_locator("iframe.dk-frame")
    expect(frame.get_by_text(WORDS)).to_be_visible()
    reviewer.shot(f"item-{reviewer.name}")
    reviewer.small(f"item-{reviewer.name}")
    page.locator("[data-dk-panel=sign]:visible").first.click()
    for tick in page.locator("input[name=checked]").all():
        tick.check()
    page.get_by_label("我的意见").click()
    page.keyboard.type("已核，同意。")
    label = "签发" if last else "通过并签署"
    page.locator(".dk-dock").get_by_role("button", name=label).click()
    asked = page.get_by_role("dialog", name="确认签署")
    expect(asked.get_by_label("我的意见")).to_have_value("已核，同意。")
    reviewer.shot(f"confirm-{reviewer.name}")
    asked.get_by_role("button", name=label).click()
    reviewer.told("已签发：" if last else "已签署：")


def _read(reader: Person) -> str:
    """The list names it and leads to it; give its address."""
    page = reader.page
    reader.open_until("/gonggao/", TITLE)
    page.get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(re.compile(r"/gonggao/\d{6}/\d{6}\.html$"))
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    reader.shot("article")
    address = page.url.removeprefix(reader.origin)
    assert reader.open(address) == 200
    for name, place in (("article", address), ("home", "/"), ("list", "/gonggao/")):
        reader.small(name, place, EVERY_SCREEN)
    return address


def _find(reader: Person, address: str) -> None:
    """Typed into the field on the home page, found, and leading to the item."""
    page = reader.page
    reader.open("/")
    page.get_by_role("searchbox").first.click()
    page.keyboard.type("城东路 通行")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    found = page.get_by_role("link", name=TITLE)
    expect(found).to_have_attribute("href", address)
    reader.shot("search")
    reader.small("search", widths=EVERY_SCREEN)


def _audit(qian: Person) -> None:
    """The auditor sees every act upon it."""
    qian.open("/admin/audit/")
    rows = qian.page.get_by_role("row")
    for name, act in (
        ("林晓", "送审"),
        ("周敏", "初审通过"),
        ("吴刚", "复审通过"),
        ("郑岚", "签发"),
    ):
        expect(rows.filter(has_text=name).filter(has_text=act).first).to_be_visible()
    qian.shot("audit")
    qian.small("audit")


def _withdraw(zheng: Person) -> str:
    """One person takes away, at once; give the address of the page's history."""
    page = zheng.page
    zheng.open("/admin/desk/released/")
    zheng.shot("released")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_label(SAID).check()
    page.get_by_label("理由").fill(REASON)
    page.get_by_label("确认：现在就把本页从公众面前撤下。").check()
    zheng.shot("withdraw")
    page.get_by_role("button", name="撤稿").click()
    zheng.told("已撤稿")
    return page.url.removeprefix(zheng.origin)


def _confirm(chen: Person, history: str) -> None:
    """A second person looks, and confirms."""
    chen.open(history)
    chen.page.get_by_role("button", name="确认撤稿").click()
    chen.told("撤稿已确认")
    chen.shot("withdrawn")


def _gone(reader: Person, address: str) -> None:
    """The address says so, with the sentence that was chosen and without the reason."""
    before = len(reader.complaints)
    assert reader.open(address) == 410
    # The browser itself writes down that the page it was asked for answered 410.
    assert all("410" in complaint for complaint in reader.complaints[before:])
    del reader.complaints[before:]
    expect(reader.page.get_by_text(SAID)).to_be_visible()
    for words in (TITLE, WORDS, REASON):
        expect(reader.page.get_by_text(words)).to_have_count(0)
    reader.shot("gone")
    reader.open("/gonggao/")
    expect(reader.page.get_by_role("link", name=TITLE)).to_have_count(0)
    reader.open("/search/?q=城东路")
    expect(reader.page.get_by_role("link", name=TITLE)).to_have_count(0)
