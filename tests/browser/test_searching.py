"""A citizen searches: with an input method, by keyboard, with suggestions and filters."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.showing import ORIGIN, Showing
from tests.browser.test_pages_quality import AXE, RUN, TAGS, WIDE

pytestmark = pytest.mark.browser


def compose(page: Page, typed: str, meant: str) -> None:
    """Type letters into an input method, wait over its candidates, and choose what was meant."""
    keyboard = page.context.new_cdp_session(page)
    for end in range(1, len(typed) + 1):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": typed[:end], "selectionStart": end, "selectionEnd": end},
        )
    # Longer than the search field waits before it asks.
    page.clock.run_for(2_000)
    keyboard.send("Input.insertText", {"text": meant})
    page.clock.run_for(2_000)


def test_an_input_method_a_suggestion_by_keyboard_a_filter_and_a_result(
    showing: Showing, browser: Browser
) -> None:
    with showing.context(browser, 1280) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on(
            "request",
            lambda made: asked.append(unquote(made.url)) if "/suggest?" in made.url else None,
        )
        page.clock.install()
        page.goto(f"{ORIGIN}/search/")
        field = page.get_by_role("searchbox").or_(page.get_by_role("combobox"))
        field.focus()
        expect(page.get_by_role("combobox")).to_be_focused()

        compose(page, "sanqiao", "三桥")
        options = page.get_by_role("option")
        expect(options.first).to_be_visible()
        assert [each.rpartition("=")[2] for each in asked] == ["三桥"]
        expect(field).to_have_attribute("aria-expanded", "true")

        field.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute(
            "aria-activedescendant", options.first.get_attribute("id") or "none"
        )
        field.press("Escape")
        expect(options.first).to_be_hidden()
        expect(field).to_have_value("三桥")
        field.press("ArrowDown")
        expect(options.first).to_be_visible()
        field.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        field.press("Enter")

        page.wait_for_url("**/search/?q=**")
        expect(page.get_by_role("status")).to_contain_text("结果")
        page.locator(".tabs").get_by_role("link", name="新闻").click()
        page.wait_for_url("**section=**")
        expect(page.get_by_role("list", name="已选的筛选条件")).to_contain_text("新闻")
        first = page.locator(".results h2 a").first
        title = first.inner_text()
        first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(title[:4])


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_while_suggestions_and_filters_are_open(
    showing: Showing, browser: Browser, width: int
) -> None:
    with showing.context(browser, width, bypass_csp=True) as context:
        page = context.new_page()
        page.clock.install()
        script = AXE.read_text(encoding="utf-8")
        page.goto(ORIGIN + showing.pages["narrowed"])
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
        page.evaluate(script)
        assert page.evaluate(RUN, TAGS) == []
        wide, there = page.evaluate(WIDE)
        assert wide <= there
        field = page.get_by_role("combobox")
        field.fill("三桥")
        page.clock.run_for(2_000)
        expect(page.get_by_role("option").first).to_be_visible()
        assert page.evaluate(RUN, TAGS) == []
        wide, there = page.evaluate(WIDE)
        assert wide <= there


def test_the_search_page_works_without_scripts(showing: Showing, browser: Browser) -> None:
    with showing.context(browser, 390, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(ORIGIN + showing.pages["found"])
        expect(page.locator(".results li").first).to_be_visible()
        page.locator(".tabs").get_by_role("link", name="新闻").click()
        page.wait_for_url("**section=**")
        expect(page.locator(".chips li").first).to_be_visible()
