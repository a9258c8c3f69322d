"""A whole day of one notice: from Word to the public, back once, corrected, and away again.

林晓 brings it in from Word and mends what proofreading found. 周敏 returns it at a passage, and
林晓 mends that. 周敏 signs with the mouse, 吴刚 on a telephone with his thumb, 郑岚 with the
keyboard alone. The public reads it; it is corrected by the same way, and at the end withdrawn.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.people import Person
from tests.browser.server import Server
from tests.cms.office.writing import notice, saved
from tests.support.town import SAID

pytestmark = pytest.mark.browser

TITLE = "关于做好2027年度居民医保参保缴费工作的通知"
NUMBER, WRONG = "云政发〔2026〕31号", "。。"
PASSAGE, MENDED = "由学校统一组织。", "由学校统一组织，自愿参加。"
CORRECTED = "由学校统一组织，学生自愿参加。"
OPINION = "请写明自愿参加。"


def test_a_notice_comes_from_word_and_goes_its_whole_way(
    server: Server, browser: Browser, tmp_path: Path
):
    lin = Person.arrive(browser, server.origin, "lin")
    lin.sign_in()
    edit = _from_word(lin, tmp_path)
    _mend_what_was_found(lin, edit)
    item = _submit(lin, edit)

    zhou = Person.arrive(browser, server.origin, "zhou")
    zhou.sign_in()
    _return_at_a_passage(zhou, item)

    _read_the_return(lin, edit)
    _rewrite(lin, edit, PASSAGE, MENDED)
    item = _submit(lin, edit, answer="已写明。")

    _sign_with_the_mouse(zhou, item)
    wu = Person.arrive(browser, server.origin, "wu", telephone=True)
    wu.sign_in()
    _sign_with_the_thumb(wu, item)
    zheng = Person.arrive(browser, server.origin, "zheng")
    zheng.sign_in()
    _sign_with_the_keyboard(zheng, item)

    reader = Person.arrive(browser, server.origin, "reader")
    address = _read(reader, MENDED)

    _rewrite(lin, edit, MENDED, CORRECTED, correction="补充了参加方式。")
    item = _submit(lin, edit)
    for person in (zhou, Person.arrive(browser, server.origin, "chen"), zheng):
        if person.name == "chen":
            person.sign_in()
        _sign_with_the_mouse(person, item)
    reader.open_until(address, CORRECTED)
    expect(reader.page.get_by_text(CORRECTED)).to_be_visible()
    expect(reader.page.get_by_text("补充了参加方式。")).to_be_visible()
    reader.shot("day-corrected")

    _withdraw(zheng)
    reader.open_until(address, SAID, status=410)
    expect(reader.page.get_by_text(SAID)).to_be_visible()

    verified = server.manage("verify_ledger")
    assert verified.returncode == 0, verified.stdout
    for person in (lin, zhou, wu, zheng, reader):
        assert person.outside == []


def _from_word(lin: Person, folder: Path) -> str:
    """Upload, look over, name the picture, make the draft; give the editor's address."""
    page = lin.page
    document = folder / "通知.docx"
    written = notice()
    next(each for each in written.paragraphs if each.text.startswith("具有")).add_run(WRONG)
    document.write_bytes(saved(written))
    lin.open("/admin/pages/")
    page.get_by_role("link", name="查看'云汐市人民政府'的子页面").click()
    page.get_by_role("button", name="“通知公告”的更多选项").click()
    page.get_by_role("link", name="从 Word 导入").click()
    page.get_by_label("Word 文档（.docx）").set_input_files(document)
    lin.shot("day-word")
    page.get_by_role("button", name="读取文档").click()
    lin.told("核对转换结果")
    page.get_by_label("第 1 张图片的内容").fill("医保服务大厅的窗口")
    lin.shot("day-word-report")
    page.get_by_role("button", name="生成草稿").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(page.locator("#id_title")).to_have_value(TITLE)
    return re.sub(r"[?#].*", "", page.url).removeprefix(lin.origin)


def _mend_what_was_found(lin: Person, edit: str) -> None:
    """Proofreading found the full stop that is there twice; one press puts it right."""
    page = lin.page
    lin.open(edit)
    panel = _panel(lin)
    finding = panel.get_by_role("listitem").filter(has_text=f"“{WRONG}”")
    lin.shot("day-panel", whole=False)
    finding.get_by_role("button", name="按建议替换").first.click()
    expect(page).to_have_url(re.compile(edit))
    expect(_panel(lin).get_by_text(f"“{WRONG}”")).to_have_count(0)


def _panel(lin: Person) -> Locator:
    """Open the review panel of the editor, unless it is open."""
    panel = lin.page.locator("[data-cms-panel]")
    if not panel.is_visible():
        lin.page.get_by_role("button", name=re.compile("本稿审签|审稿|审签")).first.click()
    expect(panel).to_be_visible()
    return panel


def _submit(lin: Person, edit: str, *, answer: str = "") -> str:
    """Hand in; give the item's address on the desk."""
    page = lin.page
    lin.open(edit)
    _panel(lin).get_by_role("button", name="送审", exact=True).click()
    lin.told("三个人阅读并签署的，就是这 1 篇的这一份内容")
    if answer:
        page.get_by_label(re.compile("说明")).fill(answer)
    lin.shot("day-submit")
    page.get_by_role("button", name="送审", exact=True).click()
    page.get_by_role("link", name="在审稿台查看").click()
    expect(page).to_have_url(re.compile(r"/admin/desk/[0-9a-f-]{36}/"))
    return page.url.removeprefix(lin.origin)


def _return_at_a_passage(zhou: Person, item: str) -> None:
    """Tick the paragraph, say what is wrong."""
    page = zhou.page
    zhou.open(item)
    zhou.shot("day-item")
    page.get_by_role("button", name="退回修改").click()
    asked = page.get_by_role("dialog")
    asked.get_by_text("逐段选原文").click()
    row = asked.locator("li.dk-par").filter(has_text=PASSAGE)
    row.get_by_role("checkbox").check()
    asked.get_by_label("意见（起草人会看到）").fill(OPINION)
    zhou.shot("day-return", whole=False)
    asked.get_by_role("button", name="退回并签署").click()
    zhou.told("已退回")


def _read_the_return(lin: Person, edit: str) -> None:
    """The opinion stands in the editor, with the passage it is about."""
    lin.open(edit)
    panel = _panel(lin)
    expect(panel.get_by_text(OPINION).first).to_be_visible()
    expect(panel.get_by_text(f"“{PASSAGE}”").first).to_be_visible()
    lin.shot("day-returned", whole=False)
    lin.small("day-returned")


def _rewrite(lin: Person, edit: str, old: str, new: str, *, correction: str = "") -> None:
    """Put other words in the place of some, in the editor."""
    page = lin.page
    lin.open(edit)
    words = page.locator("[contenteditable=true]").filter(has_text=old).first
    words.scroll_into_view_if_needed()
    words.get_by_text(old).first.click(click_count=3)
    page.keyboard.type(new)
    expect(page.locator("[contenteditable=true]").filter(has_text=new)).to_be_visible()
    if correction:
        page.get_by_role("tab", name=re.compile("时间")).click()
        page.locator("#id_correction").fill(correction)
    # The editor puts what is typed into its form a moment later.
    page.wait_for_function(
        "words => [...document.querySelectorAll('[name^=body-]')]"
        ".some(field => field.value.includes(words))",
        arg=new,
    )
    page.get_by_role("button", name="保存草稿").click()
    expect(page).to_have_url(re.compile(edit))
    lin.told(TITLE)


def _sign_with_the_mouse(person: Person, item: str) -> None:
    """Dispose of what is open, tick, write, press, confirm."""
    page = person.page
    person.open(item)
    for _ in range(page.locator(".dk-f:not(.is-done)").count()):
        keep = page.locator(".dk-f.is-on:not(.is-done)")
        if not keep.count():
            break
        number = keep.get_attribute("data-f")
        keep.get_by_role("button", name=re.compile("误报")).last.click()
        expect(page.locator(f'.dk-f.is-done[data-f="{number}"]')).to_be_attached()
    page.locator("[data-dk-panel=sign]:visible").first.click()
    for tick in page.locator("input[name=checked]").all():
        tick.check()
    page.get_by_label("我的意见").fill("已核，同意。")
    page.locator("#dk-dock .dk-go").click()
    page.get_by_role("dialog").locator("button.dk-big").click()
    person.told("已签")


def _sign_with_the_thumb(wu: Person, item: str) -> None:
    """On a telephone: the card, the sheet from below, ticks, the button, once more yes."""
    page = wu.page
    wu.open("/admin/desk/")
    wu.shot("day-phone-queue")
    page.get_by_role("link", name=TITLE).tap()
    expect(page).to_have_url(re.compile(item))
    wu.shot("day-phone-item", whole=False)
    while page.locator(".dk-f:not(.is-done)").count():
        page.locator("#dk-bar [data-dk-panel=find]").tap()
        finding = page.locator(".dk-f.is-on:not(.is-done)")
        number = finding.get_attribute("data-f")
        finding.get_by_role("button", name=re.compile("同意初审|误报")).first.tap()
        expect(page.locator(f'.dk-f.is-done[data-f="{number}"]')).to_be_attached()
    if not page.locator("#p-sign").is_visible():
        page.locator("#dk-bar [data-dk-panel=sign]").tap()
    for tick in page.locator("input[name=checked]").all():
        tick.tap()
    page.get_by_label("我的意见").fill("数据已核。")
    wu.shot("day-phone-sheet", whole=False)
    page.locator("#dk-dock .dk-go").tap()
    confirm = page.get_by_role("dialog").locator("button.dk-big")
    expect(confirm).to_be_visible()
    wu.shot("day-phone-confirm", whole=False)
    confirm.tap()
    wu.told("已签署")


def _sign_with_the_keyboard(zheng: Person, item: str) -> None:
    """No mouse: J and Enter in the queue, R or W on findings, D, spaces, Y, Ctrl+Enter, Enter."""
    page, press = zheng.page, zheng.page.keyboard.press
    zheng.open("/admin/desk/")
    press("j")
    press("Enter")
    expect(page).to_have_url(re.compile(item))
    while page.locator(".dk-f:not(.is-done)").count():
        finding = page.locator(".dk-f.is-on:not(.is-done)")
        number = finding.get_attribute("data-f")
        press("r" if finding.get_by_role("button", name=re.compile("同意")).count() else "w")
        expect(page.locator(f'.dk-f.is-done[data-f="{number}"]')).to_be_attached()
    page.evaluate("document.activeElement.blur()")
    press("d")
    for _ in range(200):
        if page.evaluate("document.activeElement.name") == "checked":
            press("Space")
            if not page.locator("input[name=checked]:not(:checked)").count():
                break
        press("Tab")
    page.evaluate("document.activeElement.blur()")
    press("y")
    expect(page.get_by_label("我的意见")).to_be_focused()
    page.keyboard.insert_text("同意签发。")
    press("Control+Enter")
    expect(page.get_by_role("dialog").locator("button.dk-big")).to_be_visible()
    zheng.shot("day-keyboard-confirm", whole=False)
    for _ in range(10):
        if page.evaluate("document.activeElement.className").endswith("dk-big"):
            break
        press("Tab")
    press("Enter")
    zheng.told("已签发")


def _read(reader: Person, words: str) -> str:
    """The list leads to it; table, picture and number are there; give its address."""
    page = reader.page
    reader.open_until("/gonggao/", "居民医保")
    page.get_by_role("link", name=re.compile("居民医保")).first.click()
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text(NUMBER).first).to_be_visible()
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_role("img", name="医保服务大厅的窗口")).to_be_visible()
    reader.shot("day-article")
    return page.url.removeprefix(reader.origin)


def _withdraw(zheng: Person) -> None:
    page = zheng.page
    zheng.open("/admin/desk/released/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_label(SAID).check()
    page.get_by_label("理由").fill("标准有调整。")
    page.get_by_label("确认：现在就把本页从公众面前撤下。").check()
    page.get_by_role("button", name="撤稿").click()
    zheng.told("已撤稿")
