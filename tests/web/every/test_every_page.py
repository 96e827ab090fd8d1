"""Every page of every role: valid HTML, no serious finding of axe-core, a sensible order of focus.

The pages are those of the policy table, so that a new one is looked at without anybody adding it here.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.cast import CAST, PASSWORD
from tests.policy.walk import Walker, fill
from tests.policy.web_table import WEB
from tests.policy.world import World
from tests.web.every.reading import faults_of

PAGES = {line.removeprefix("GET "): who for line, who in WEB.items() if line.startswith("GET ")}
SHOWN = (200, 422)
# One of each kind of work sees every page there is.
WATCHED = ("", "binh", "chi", "dung", "khoa", "lam", "quy")
# In one process: what one role's pages have shown is not looked at again for another.
pytestmark = pytest.mark.xdist_group("pages")
GRAVE = ("serious", "critical")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    # What holds is neither told nor named: that would be half of the work.
    "resultTypes": ["violations"],
}


Pages = Mapping[str, str]


@pytest.fixture(scope="module")
def pages_of(world: World) -> Callable[[str], Pages]:
    """The addresses of an officer's pages that are HTML, each with what it says; walked once."""
    return cache(lambda name: dict(walked(Walker(world, name))))


def walked(walker: Walker) -> Iterator[tuple[str, str]]:
    """Go to every page there is."""
    for rule, who in PAGES.items():
        address = fill(rule, {**walker.world.home, **who.parts})
        answer = walker.client.get(address)
        if answer.status_code in SHOWN and answer.mimetype == "text/html":
            yield address, answer.get_data(as_text=True)
        answer.close()


@pytest.mark.parametrize("name", ["", *(name for name in CAST if name != "en")])
def test_every_page_is_valid_html(pages_of: Callable[[str], Pages], name: str) -> None:
    wrong = [f"{address}: {fault}" for address, page in pages_of(name).items() for fault in faults_of(page)]
    assert not wrong, "\n".join(wrong)


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Addresses one role has shown already: another one's page differs in nothing axe-core looks at."""
    return set()


@pytest.mark.browser
@pytest.mark.parametrize("name", WATCHED)
def test_axe_core_finds_nothing_serious(
    pages_of: Callable[[str], Pages], address: str, browser: Browser, looked_at: set[str], name: str
) -> None:
    # A part of a page that a script fetches is looked at where it stands.
    whole = [path for path, page in pages_of(name).items() if page.lstrip().lower().startswith("<!doctype")]
    wanted = [path for path in whole if path not in looked_at]
    looked_at.update(wanted)
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    if name:
        enter(page, name)
    found = [line for path in wanted for line in findings(page, path)]
    context.close()
    assert not found, "\n".join(found)


def enter(page: Page, name: str) -> None:
    """Log in through the page."""
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/inbox")


def findings(page: Page, path: str) -> Iterator[str]:
    """What axe-core calls serious or critical on this page."""
    page.goto(path, wait_until="load")
    for violation in Axe().run(page, options=RULES).response["violations"]:
        if violation["impact"] in GRAVE:
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]][:3]
            yield f"{path}: {violation['id']} ({violation['impact']}) at {places}"


@pytest.mark.browser
def test_the_keyboard_goes_through_a_form_in_the_order_it_is_read(address: str, browser: Browser) -> None:
    page = browser.new_context(base_url=address).new_page()
    page.goto("/apply/khai_bao_thiet_bi")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    tops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
    # Side by side on a line is one height; nothing jumps back up by more than a line.
    assert all(after >= before - 60 for before, after in pairwise(tops))
    page.context.close()


SEEN = """mark => {
    const around = mark.closest('.djs-container, .bjs-container').getBoundingClientRect();
    const box = mark.getBoundingClientRect();
    const isInside = box.width > 20 && box.left >= around.left && box.right <= around.right
        && box.top >= around.top && box.bottom <= around.bottom;
    mark.scrollIntoView({block: 'center'});
    const now = mark.getBoundingClientRect();
    const top = document.elementFromPoint(now.x + now.width / 2, now.y + now.height / 2);
    return isInside && (mark === top || mark.contains(top));
}"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "rule", "width"),
    [("chi", "/dossiers/<code>/drawings", 390), ("lam", "/studio/designs/<design_id>", 1280)],
)
def test_the_mark_of_bpmn_io_stays_whole_and_on_top(
    world: World, address: str, browser: Browser, name: str, rule: str, width: int
) -> None:
    page = browser.new_context(base_url=address, viewport={"width": width, "height": 844}).new_page()
    enter(page, name)
    page.goto(fill(rule, world.home))
    mark = page.locator(".bjs-powered-by").first
    mark.wait_for(timeout=20_000)
    assert mark.evaluate(SEEN)
    page.context.close()
