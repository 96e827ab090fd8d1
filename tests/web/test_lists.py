"""An officer's lists in the browser: kept, chosen from, dealt with by the hundred, and all of it without a mouse."""

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from cases.errands import ERRANDS
from cases.follow import follow
from cases.seed import multiply
from engine.batches import run_batches
from ground.clock import FixedClock
from tests.web.conftest import Visitor
from web.pages import ways

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


def test_what_is_looked_for_stands_in_no_address(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    for words in ("nguyễn văn an", "001090001234"):
        for door in ("/inbox", "/dossiers"):
            address = binh.post(f"{door}/search", {"q": words}).headers["Location"]
            assert words.split()[0] not in unquote(address)
            assert code in binh.text(address)
            assert visit("chi").get(address).status_code == 422
    by_name = binh.post("/inbox/search", {"q": "an", "sort": "name"}).headers["Location"]
    binh.post("/inbox/filters", {"name": "Của ông An", "list": urlsplit(by_name).query})
    assert f'href="{by_name.replace("&", "&amp;")}">Của ông An' in visit("binh").text("/inbox")


def test_a_code_stays_readable_and_leads_to_its_dossier(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    assert binh.post("/inbox/search", {"q": code, "queue": "new"}).headers["Location"] == f"/inbox?q={code}&queue=new"
    assert binh.post("/dossiers/search", {"q": code.lower()}).headers["Location"] == f"/dossiers/{code}"
    assert visit("en").post("/dossiers/search", {"q": code}).headers["Location"].startswith("/dossiers?q=")


def test_the_number_of_a_queue_is_the_length_of_its_list(visit: Visit) -> None:
    binh = visit("binh")
    for _ in range(2):
        binh.receive()
    task, version = binh.step(binh.receive())
    binh.post(f"{task}/claim", {"version": version})
    for whose, count in (("mine", 1), ("free", 2), ("both", 3), ("given", 0)):
        # Also from a list that is narrowed: the queue opens whole.
        page = binh.text(f"/inbox?whose={whose}&queue=new&mark=online")
        opened = re.search(r'href="([^"]+)" aria-current="page">\s*<span class="count">(\d+)<', page)
        assert opened
        assert (int(opened[2]), binh.text(opened[1].replace("&amp;", "&")).count("<tr class")) == (count, count)
        assert "Không có việc nào khớp với bộ lọc." in page


def test_numbers_that_are_known_are_not_sent_again(visit: Visit) -> None:
    binh = visit("binh")
    first = binh.get("/inbox/queues")
    known = {"If-None-Match": first.headers["ETag"]}
    assert binh.client.get("/inbox/queues", headers=known).status_code == 304
    binh.receive()
    assert binh.client.get("/inbox/queues", headers=known).status_code == 200


def test_what_was_done_is_told_with_the_way_back(visit: Visit) -> None:
    binh = visit("binh")
    task, version = binh.step(binh.receive())
    binh.post(f"{task}/claim", {"version": version})
    released = binh.post(f"{task}/release?list=queue%3Dnew", {"version": str(int(version) + 1)}).headers["Location"]
    assert released == f"/inbox?queue=new&did=release%3A{task.removeprefix('/tasks/')}"
    page = binh.text(released)
    way_back = re.search(r'action="(/inbox/[0-9a-f]{32}/claim)">(.*?)</form>', page, re.DOTALL)
    assert way_back
    assert "Nhận lại việc này" in way_back[2]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', way_back[2]))
    again = binh.post(way_back[1], fields).headers["Location"]
    assert "bạn đã nhận việc" in binh.text(again)
    # The word is no more true: it is not said.
    assert "Nhận lại việc này" not in binh.text(released)


def test_a_refused_errand_keeps_what_was_chosen(visit: Visit) -> None:
    binh = visit("binh")
    task, version = binh.step(binh.receive())
    row = f"{task.removeprefix('/tasks/')}:{version}"
    elsewhere = f"{'0' * 32}:1"
    refused = binh.post("/inbox/errands", {"act": "hand_over", "row": [row, elsewhere], "note": "Giúp tôi"})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert re.search(rf'value="{row}" form="errand" checked', page)
    assert f'name="row" value="{elsewhere}"' in page
    assert 'value="hand_over" selected' in page
    assert 'value="Giúp tôi"' in page


def test_pages_lead_on_and_back_again() -> None:
    trail = [""]
    way = ways("", "", "c1")
    for number in range(2, 6):
        assert way.on is not None
        trail.append(way.on["cursor"])
        way = ways(**way.on, next_cursor=f"c{number}")
    for cursor in reversed(trail[:-1]):
        assert way.back is not None
        assert way.back["cursor"] == cursor
        way = ways(**way.back, next_cursor="x")
    assert way.back is None


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
    run_batches(quick_database, clock, follow, 20, ERRANDS)
    # Left and come back to: the list says what is at work.
    page.goto("/inbox?queue=new&whose=free")
    assert page.locator("[data-row]").count() == 20
    page.get_by_role("link", name="Đang thực hiện hàng loạt: Trả lại, 20/500").click()
    expect(page.get_by_role("status")).to_contain_text("20 trên 500 đã xong")


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
    page.keyboard.press("x")
    page.reload()
    expect(page.locator("p.chosen")).to_contain_text("1 dòng đã chọn")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**/tasks/*")
    page.locator('input[name="f.outcome"][value="accepted"]').focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Hoàn thành bước này").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dossiers/*")
