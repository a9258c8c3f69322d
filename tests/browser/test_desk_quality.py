"""Every main screen of the desk: accessible, whole on small screens, in the light and in the dark.

axe-core comes with `npm ci` in this folder (`make test` does it).
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.people import Person
from tests.browser.server import Server

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
# What is shown in the frame is tried with the pages of the site (test_pages_quality).
RUN = """([tags, rules]) => axe.run({exclude: [['iframe']]}, {
    runOnly: tags.length ? {type: 'tag', values: tags} : {type: 'rule', values: rules},
    resultTypes: ['violations'], iframes: false})
  .then(found => found.violations.map(each =>
    each.id + ': ' + each.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ')))"""
WIDE = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"

# Run by the server's own Python: one item returned and handed in again, another with errors to
# look at, a draft to be submitted, and a page with two releases.
PREPARE = """
from cms.pages.section import SectionPage
from tests.support import acting, building
section = SectionPage.objects.get(slug="gonggao")
item = building.article(section, "guoqiao", "过桥须知", "通告全文。夜间封闭。")
first = acting.hand_in([item])
acting.sign("zhou", first, "first", decision="return", target="drafter",
    words="〔正文：“夜间封闭。”〕\\n请写明时间。")
item.refresh_from_db()
item.summary = "夜间22时起封闭。"
again = acting.hand_in([acting.save(item)])
faulty = building.article(section, "jiaofei2", "缴费通知",
    "请于2026年2月30日前缴费，，逾期不再受理。")
errors = acting.hand_in([faulty])
draft = building.article(section, "jianxiu", "检修通知", "检修期间停水，，请提前储水。")
released = building.article(section, "lukuang", "路况通知", "道路畅通。")
acting.release(released)
released.refresh_from_db()
released.summary = "道路于9时恢复畅通。"
released.correction = "补充了时间。"
sheet = acting.release(acting.save(released))
print("|".join([again.uid, errors.uid, str(draft.pk), released.review.uid, sheet.uid]))
"""


@pytest.fixture(scope="module")
def made(server: Server) -> list[str]:
    """Prepare what there is to look at; give uids of two items, a draft, a page and a round."""
    done = server.manage("shell", "--no-imports", "-c", PREPARE)
    assert done.returncode == 0, done.stdout
    return done.stdout.split()[-1].split("|")


def _panel(name: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(f"[data-dk-panel={name}]:visible").first.click()
        expect(page.locator(f"#p-{name}")).to_be_visible()

    return act


def _ask(selector: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        _panel("sign")(page)
        page.locator(selector).click()
        expect(page.locator("dialog[open] form").first).to_be_visible()

    return act


def screens(made: list[str]) -> Iterator[tuple[str, str, str, Callable[[Page], None] | None]]:
    """Give person, name and address of each screen, and what is done on it first."""
    again, errors, draft, page, sheet = made
    yield "zhou", "home", "/admin/", None
    yield "zhou", "queue", "/admin/desk/", None
    yield "zhou", "queue, all", "/admin/desk/?show=all", None
    yield "zhou", "queue, narrowed", "/admin/desk/?q=nothing", None
    yield "zhou", "item, findings", f"/admin/desk/{errors}/", _panel("find")
    yield "zhou", "item, opinions", f"/admin/desk/{again}/", _panel("said")
    yield "zhou", "item, checklist", f"/admin/desk/{errors}/", _panel("sign")
    yield "zhou", "item, changes", f"/admin/desk/{again}/?view=changes", None
    yield "zhou", "item, fields", f"/admin/desk/{errors}/?view=fields", None
    yield "zhou", "return", f"/admin/desk/{errors}/", _ask("[name=decision][value=return]")
    yield "zhou", "hand over", f"/admin/desk/{errors}/hand-over/", None
    yield "zhou", "notices", "/admin/desk/notices/", None
    yield "zhou", "notice settings", "/admin/desk/notices/settings/", None
    yield "zheng", "released", "/admin/desk/released/", None
    yield "zheng", "history", f"/admin/desk/released/{page}/", None
    yield "zheng", "compare", f"/admin/desk/released/{page}/compare/", None
    yield "zheng", "sheets", "/admin/sheets/", None
    yield "zheng", "sheet", f"/admin/sheets/{sheet}/?page={page}", None
    yield "qian", "audit", "/admin/audit/", None
    yield "qian", "audit entry", "/admin/audit/2/", None
    yield "sun", "people", "/admin/people/", None
    yield "sun", "appointments", "/admin/people/appointments/", None
    yield "lin", "home of a drafter", "/admin/", None
    yield "lin", "submit", f"/admin/submit/{draft}/", None


@pytest.fixture(scope="module")
def sessions(server: Server, browser: Browser) -> dict[str, StorageState]:
    """Sign everybody in once."""
    found = {}
    for name in ("zhou", "zheng", "qian", "sun", "lin"):
        person = Person.arrive(browser, server.origin, name)
        person.sign_in()
        found[name] = person.context.storage_state()
        person.context.close()
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_desk_and_nothing_sticks_out(
    server: Server,
    browser: Browser,
    made: list[str],
    sessions: dict[str, StorageState],
    width: int,
) -> None:
    found: dict[str, list[str]] = {}
    windows = {
        name: _window(server, browser, name, state, width) for name, state in sessions.items()
    }
    for name, screen, address, act in screens(made):
        person = windows[name]
        assert person.open(address) == 200, screen
        if act:
            act(person.page)
        found[screen] = _looked_at(person)
    for person in windows.values():
        person.context.close()
    assert {screen: what for screen, what in found.items() if what} == {}


def _looked_at(person: Person) -> list[str]:
    """Give everything that is wrong with what is on the screen."""
    page = person.page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    said: list[str] = page.evaluate(RUN, [TAGS, []])
    # In the dark colours are others, and nothing else.
    page.emulate_media(color_scheme="dark")
    said += [f"dark: {each}" for each in page.evaluate(RUN, [[], COLOURS])]
    page.emulate_media(color_scheme="light")
    wide, there = page.evaluate(WIDE)
    if wide > there:
        said.append(f"{wide} px wide on a screen of {there} px")
    said += person.complaints
    person.complaints.clear()
    return said


def _window(server: Server, browser: Browser, name: str, state: StorageState, width: int) -> Person:
    context = browser.new_context(
        locale="zh-CN",
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
        storage_state=state,
        # axe is put into the page.
        bypass_csp=True,
    )
    return Person.in_front_of(context, server.origin, name)
