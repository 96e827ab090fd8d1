"""An officer's lists in the browser: kept, chosen from, dealt with by the hundred, and all of it without a mouse."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from cases.errands import ERRANDS
from cases.follow import follow
from cases.seed import multiply
from engine.batches import run_batches
from ground.clock import FixedClock
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]
SitDown = Callable[[str], Page]


def test_a_queue_is_kept_under_a_name_and_comes_back_narrowed(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    kept = {"name": "Mới, trực tuyến", "list": "queue=new&mark=online"}
    assert binh.post("/inbox/filters", kept).headers["Location"] == "/inbox?queue=new&mark=online"
    page = binh.text("/inbox")
    assert 'href="/inbox?queue=new&amp;mark=online">Mới, trực tuyến</a>' in page
    assert code in page
    assert code not in binh.text("/inbox?queue=new&mark=online")
    assert "Mới, trực tuyến" not in visit("chi").text("/inbox")
    removal = re.search(r"/inbox/filters/[0-9a-f]{32}/removal", page)
    assert removal
    assert visit("chi").post(removal[0]).status_code == 404
    assert binh.post(removal[0]).status_code == 303
    assert "Mới, trực tuyến" not in binh.text("/inbox")


def test_columns_are_kept_and_counts_come_alone(visit: Visit) -> None:
    binh = visit("binh")
    binh.receive()
    assert "Ngày hẹn trả" in binh.text("/inbox")
    binh.post("/inbox/columns", {"column": "applicant"})
    assert "Ngày hẹn trả</th>" not in binh.text("/inbox")
    alone = binh.text("/inbox/queues?queue=new")
    assert "<html" not in alone
    assert re.search(r'aria-current="page">\s*<span class="count">1</span>', alone)


def test_steps_are_walked_without_going_back_to_the_list(visit: Visit) -> None:
    binh = visit("binh")
    for _ in range(2):
        binh.receive()
    first, second = re.findall(r'href="(/tasks/[0-9a-f]{32})\?list=', binh.text("/inbox?queue=new"))
    page = binh.text(f"{first}?list=queue%3Dnew")
    onward = re.search(r'href="(/inbox/beside[^"]+)" rel="next"', page)
    assert onward
    there = binh.get(onward[1].replace("&amp;", "&")).headers["Location"]
    assert there == f"{second}?list=queue%3Dnew"
    task = second.removeprefix("/tasks/")
    assert binh.get(f"/inbox/beside?task={task}&list=queue%3Dnew").headers["Location"] == "/inbox?queue=new&did=end%3A"


def test_five_hundred_are_claimed_while_the_page_is_loaded_anew(
    visit: Visit, sit_down: SitDown, quick_database: Engine, clock: FixedClock
) -> None:
    visit("binh").receive()
    multiply(quick_database, clock, 0, 499, lambda _: None)
    page = sit_down("binh")
    page.goto("/inbox?queue=new")
    expect(page.locator("#queues [aria-current] .count")).to_have_text("99+")
    page.get_by_label("cả danh sách, tối đa 500").check()
    page.get_by_label("Thao tác").select_option("claim")
    page.get_by_role("button", name="Thực hiện").click()
    page.wait_for_url("**/inbox/errands/*")
    for _ in range(4):
        run_batches(quick_database, clock, follow, 50, ERRANDS)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("200 trên 500 đã xong")
    while run_batches(quick_database, clock, follow, 100, ERRANDS):
        pass
    # The page has noticed by itself.
    expect(page.get_by_role("status")).to_contain_text("500 trên 500 đã xong", timeout=15_000)
    assert page.locator("tbody tr").count() == 500
    page.get_by_role("button", name="Hoàn tác").click()
    page.wait_for_url(re.compile(r"/inbox/errands/[0-9a-f]{32}"))
    while run_batches(quick_database, clock, follow, 100, ERRANDS):
        pass
    page.goto("/inbox?queue=new&whose=free")
    assert page.locator("[data-row]").count() == 50


def test_a_step_is_taken_and_completed_by_keys_alone(visit: Visit, sit_down: SitDown) -> None:
    code = visit("binh").receive()
    page = sit_down("binh")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("nhận việc")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).not_to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**q={code}*")
    page.keyboard.press("j")
    expect(page.locator(".here")).to_contain_text(code)
    page.keyboard.press("c")
    page.wait_for_url("**/tasks/*")
    page.locator('input[name="f.outcome"][value="accepted"]').focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Hoàn thành bước này").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers/*")
