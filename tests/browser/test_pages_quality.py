"""Every kind of page: accessible, valid, light, whole on small screens, usable by keyboard.

axe-core and vnu come with `npm ci` in this folder (`make test` does it).
"""

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.showing import ORIGIN, Showing

pytestmark = pytest.mark.browser

MODULES = Path(__file__).parent / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# `target-size` runs only when wcag22aa is named.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """tags => axe.run(document, {
    runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
  .then(found => found.violations.map(each =>
    each.id + ': ' + each.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ')))"""
WIDE = """() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"""
# Whether what has the focus is what one sees at its place, and whether one sees that it has it.
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) { return null; }
  const box = at.getBoundingClientRect();
  const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const style = getComputedStyle(at), next = getComputedStyle(at, '::after');
  const beside = at.nextElementSibling && getComputedStyle(at.nextElementSibling);
  const ring = [style, next, beside].some(each => each && each.outlineStyle !== 'none');
  return {
    name: at.tagName + ' ' + (at.textContent || at.id).trim().slice(0, 20),
    free: !seen || at.contains(seen) || seen.contains(at) || at.parentElement.contains(seen),
    // The controls of a video are the browser's own, and so is their ring.
    ring: ring || at.tagName === 'VIDEO',
  };
}"""


def opened(page: Page, address: str) -> Response:
    answer = page.goto(ORIGIN + address, wait_until="load")
    assert answer is not None
    return answer


@pytest.mark.parametrize("elder", [False, True], ids=["standard", "large-print"])
def test_axe_finds_nothing_on_any_page(showing: Showing, browser: Browser, elder: bool) -> None:
    script, found = AXE.read_text(encoding="utf-8"), {}
    for width in (1280, 390):
        with showing.context(browser, width, elder=elder, bypass_csp=True) as context:
            page = context.new_page()
            for name, address in showing.pages.items():
                opened(page, address)
                page.evaluate(script)
                found[name, width] = page.evaluate(RUN, TAGS)
    assert {where: what for where, what in found.items() if what} == {}


def test_vnu_finds_nothing_on_any_page(showing: Showing, tmp_path: Path) -> None:
    names = {}
    for number, (name, address) in enumerate(showing.pages.items()):
        file = tmp_path / f"{number}.html"
        file.write_bytes(showing.replies[address].body)
        names[file.name] = name
    done = subprocess.run(
        [
            "java",
            "-jar",
            str(VNU),
            "--format",
            "json",
            "--exit-zero-always",
            *map(str, tmp_path.glob("*.html")),
        ],
        capture_output=True,
        check=True,
    )
    messages = [
        (names[each["url"].rpartition("/")[2]], each["message"], each.get("extract", ""))
        for each in json.loads(done.stderr)["messages"]
        # Footnotes of a signed body have no heading, which is a hint and no error.
        if 'class="footnotes"' not in each.get("extract", "")
    ]
    assert messages == []


@pytest.mark.parametrize("elder", [False, True], ids=["standard", "large-print"])
@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_complains_and_nothing_sticks_out(
    showing: Showing, browser: Browser, width: int, elder: bool
) -> None:
    complaints: list[str] = []
    with showing.context(browser, width, elder=elder) as context:
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for name, address in showing.pages.items():
            status = opened(page, address).status
            wide, there = page.evaluate(WIDE)
            assert wide <= there, name
            # The browser complains of the status of a page that is not there, and of nothing else.
            assert len(complaints) == (status >= 400), (name, complaints)
            complaints.clear()


@pytest.mark.parametrize(("name", "most"), [("home", 150_000), ("article", 50_000)])
def test_a_page_is_light(showing: Showing, browser: Browser, name: str, most: int) -> None:
    """Count HTML, style, scripts and drawings as they are before gzip; photographs are apart."""
    sizes: dict[str, int] = {}
    with showing.context(browser, 390) as context:
        page = context.new_page()
        page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
        opened(page, showing.pages[name])
        page.wait_for_load_state("networkidle")
        drawings = {url: size for url, size in sizes.items() if "/assets/" not in url}
    assert sum(drawings.values()) <= most, drawings


@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_reaches_everything_and_nothing_hides_it(
    showing: Showing, browser: Browser, width: int
) -> None:
    with showing.context(browser, width, reduced_motion="reduce") as context:
        page = context.new_page()
        for name in ("home", "article", "topic", "found"):
            opened(page, showing.pages[name])
            reached = []
            for _ in range(250):
                page.keyboard.press("Tab")
                at = page.evaluate(FOCUS)
                if at is None or (reached and at["name"] == reached[0]["name"]):
                    break
                reached.append(at)
            assert reached[0]["name"].startswith("A 跳到正文")
            assert len(reached) > 20
            assert [at["name"] for at in reached if not at["free"]] == [], name
            assert [at["name"] for at in reached if not at["ring"]] == [], name


def test_large_print_and_type_size_are_remembered(showing: Showing, browser: Browser) -> None:
    with showing.context(browser, 1280) as context:
        page = context.new_page()
        opened(page, showing.pages["article"])
        before = page.locator(".prose").evaluate(
            "each => parseFloat(getComputedStyle(each).fontSize)"
        )
        page.get_by_role("radio", name="特大字号").check()
        opened(page, showing.pages["plain"])
        after = page.locator(".prose").evaluate(
            "each => parseFloat(getComputedStyle(each).fontSize)"
        )
        assert after > before
        page.get_by_role("button", name="长辈版").click()
        opened(page, "/")
        assert "elder" in (page.locator("html").get_attribute("class") or "")
        page.get_by_role("button", name="返回标准版").click()
        opened(page, "/")
        assert "elder" not in (page.locator("html").get_attribute("class") or "")


def test_a_notice_that_was_closed_stays_closed_and_another_does_not(
    showing: Showing, browser: Browser
) -> None:
    with showing.context(browser, 1280) as context:
        page = context.new_page()
        opened(page, "/")
        assert page.locator(".notice").count() == 2
        page.locator(".notice button").first.click()
        opened(page, showing.pages["article"])
        assert [each.is_visible() for each in page.locator(".notice").all()] == [False, True]


def test_without_scripts_the_notice_is_there_and_its_button_is_not(
    showing: Showing, browser: Browser
) -> None:
    with showing.context(browser, 390, java_script_enabled=False) as context:
        page = context.new_page()
        opened(page, "/")
        assert page.locator(".notice").first.is_visible()
        assert not page.locator(".notice button").first.is_visible()


def test_a_wide_table_is_a_region_that_the_keyboard_scrolls(
    showing: Showing, browser: Browser
) -> None:
    with showing.context(browser, 390) as context:
        page = context.new_page()
        opened(page, showing.pages["article"])
        region = page.get_by_role("region", name="主要过桥公交线路")
        region.focus()
        page.keyboard.press("ArrowRight")
        moved = page.evaluate(
            """() => new Promise(seen => {
              const at = document.activeElement, look = () =>
                at.scrollLeft > 0 ? seen(true) : requestAnimationFrame(look);
              look();
            })"""
        )
        assert moved
        assert page.get_by_text("左右滑动看全表").is_visible()


def test_in_large_print_on_a_telephone_a_table_is_read_row_by_row(
    showing: Showing, browser: Browser
) -> None:
    with showing.context(browser, 390, elder=True) as context:
        page = context.new_page()
        opened(page, showing.pages["article"])
        assert page.get_by_role("table").get_by_role("row").count() == 3
        cell = page.get_by_role("cell", name="6分钟").first
        assert cell.get_attribute("data-label") == "高峰间隔"
        assert page.get_by_text("左右滑动看全表").count() == 0
