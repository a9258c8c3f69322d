"""People in front of a browser: each has a context of their own, and does things as people do."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.support.town import PASSWORD

SHOTS = Path("/tmp/shots")
LARGE = {"width": 1280, "height": 900}
TELEPHONE = (390,)
# The narrowest that a page must fit into, a telephone, a tablet held upright.
EVERY_SCREEN = (320, 390, 768)
_OVERFLOW = """() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"""


@dataclass
class Person:
    """Somebody with a browser window, whose every request and complaint is kept."""

    name: str
    origin: str
    context: BrowserContext
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def arrive(
        cls, browser: Browser, origin: str, name: str, *, telephone: bool = False
    ) -> "Person":
        """Open a window, or take out a telephone."""
        size = {"width": 390, "height": 844} if telephone else LARGE
        context = browser.new_context(locale="zh-CN", viewport=size, has_touch=telephone)
        context.set_default_timeout(30_000)
        return cls.in_front_of(context, origin, name)

    @classmethod
    def in_front_of(cls, context: BrowserContext, origin: str, name: str) -> "Person":
        """Sit down before a window that is open; whatever it complains of is kept."""
        person = cls(name, origin, context, context.new_page())
        context.on("request", person._asked)
        context.on("console", person._complained)
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        return person

    def open(self, address: str) -> int:
        """Type an address and give the status of the answer."""
        answer = self.page.goto(self.origin + address)
        assert answer is not None
        return answer.status

    def open_until(self, address: str, words: str = "", status: int = 200) -> None:
        """Ask for an address again and again until it says so: within a second, by promise."""
        for _time in range(300):
            if self.open(address) == status and words in self.page.locator("body").inner_text():
                return
        raise AssertionError(f"{address} never said {words or status}")

    def sign_in(self) -> None:
        """Sign in with the keyboard."""
        self.open("/admin/")
        self.page.get_by_label("用户名").fill(self.name)
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.origin}/admin/")

    def begin_below(self, section: str) -> None:
        """Go through the explorer to a section of the home page, and add a page below it."""
        self.open("/admin/pages/")
        self.page.get_by_role("link", name="查看'云汐市人民政府'的子页面").click()
        # Sections with and without pages have different links there, and both lead here.
        row = self.page.get_by_role("row").filter(has_text=section).first
        address = row.locator("a[href*='/admin/pages/']").first.get_attribute("href") or ""
        number = re.search(r"/pages/(\d+)/", address)
        assert number, address
        self.open(f"/admin/pages/{number[1]}/add_subpage/")

    def shot(self, name: str, *, whole: bool = True) -> None:
        """Keep a picture of what is on the screen."""
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=str(SHOTS / f"spine-{name}.png"), full_page=whole)

    def small(self, name: str, address: str = "", widths: tuple[int, ...] = TELEPHONE) -> None:
        """Look at a page on small screens; nothing sticks out to the right."""
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 844})
            if address:
                self.open(address)
            self.page.wait_for_load_state("networkidle")
            wide, there = self.page.evaluate(_OVERFLOW)
            self.shot(f"{name}-{width}")
            assert wide <= there, f"{name} is {wide} px wide on a screen of {there} px"
        self.page.set_viewport_size(LARGE)

    @property
    def outside(self) -> list[str]:
        """What was asked of hosts that are not ours."""
        host = urlsplit(self.origin).netloc
        return [
            address
            for address in self.requests
            if address.startswith(("http:", "https:", "ws:", "wss:"))
            and urlsplit(address).netloc != host
        ]

    def told(self, words: str) -> None:
        """Wait for a sentence on the screen."""
        expect(self.page.get_by_text(re.compile(re.escape(words))).first).to_be_visible()

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _complained(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")
