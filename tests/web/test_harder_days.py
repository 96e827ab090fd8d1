"""Days that do not go straight, each in a browser: something is missing, another unit is asked, the date is missed, the
log-in ends in the middle of a sentence.
"""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from ground.clock import FixedClock
from tests.cast import PASSWORD
from tests.web.conftest import Visitor
from tests.web.test_a_day import choose, open_step

SitDown = Callable[[str], Page]
Visit = Callable[[str], Visitor]


def act(page: Page, code: str, name: str) -> None:
    """Open the form of an act of this dossier."""
    page.goto(f"/dossiers/{code}/acts")
    page.locator("details", has=page.locator(f'form[action$="/{name}"]')).locator("summary").click()


def send(page: Page, name: str) -> None:
    """Send the form of an act and wait for what comes of it."""
    with page.expect_navigation():
        page.locator(f'form[action$="/{name}"] button').last.click()


def test_a_dossier_is_supplemented_asked_about_late_and_apologised_for(
    visit: Visit, sit_down: SitDown, machine_work: Callable[[], None], clock: FixedClock
) -> None:
    code = visit("binh").receive()
    binh = sit_down("binh")
    open_step(binh, code)
    binh.locator('input[name="f.outcome"][value="supplement"]').check()
    binh.locator('[name="f.wanted[0].name"]').fill("Giấy kiểm định")
    binh.locator('[name="f.reason"]').fill("Giấy kiểm định đã hết hạn")
    choose(binh, "supplement")
    machine_work()
    binh.goto(f"/dossiers/{code}")
    expect(binh.get_by_text("Giấy kiểm định đã hết hạn", exact=True)).to_be_visible()
    with binh.expect_navigation():
        binh.get_by_role("button", name="Đã bổ sung đủ: tiếp tục giải quyết").click()
    machine_work()
    open_step(binh, code)
    choose(binh, "accepted")
    machine_work()

    chi = sit_down("chi")
    act(chi, code, "consultation")
    chi.locator("#consultation-unit").select_option("G10.20")
    chi.locator("#consultation-content").fill("Có đủ điều kiện y tế không?")
    chi.locator("#consultation-term").select_option(label="3 ngày làm việc")
    send(chi, "consultation")
    en = sit_down("en")
    en.goto("/opinions")
    en.locator('[name="answer"]').fill("Đủ điều kiện.")
    with en.expect_navigation():
        en.locator('form[action^="/opinions/"] button').first.click()
    expect(en.get_by_text("Có đủ điều kiện y tế không?")).to_have_count(0)

    clock.move_to(clock.now() + timedelta(days=20))
    giang = sit_down("giang")
    act(giang, code, "apology")
    giang.locator("#apology-reason").fill("Chờ ý kiến của Sở Y tế.")
    giang.locator("#apology-new_due_at").fill("1/10/2026")
    giang.locator('[name="new_due_at.time"]').fill("09:30")
    send(giang, "apology")
    machine_work()
    giang.goto(f"/dossiers/{code}")
    expect(giang.get_by_role("link", name="Phiếu xin lỗi và hẹn lại ngày trả kết quả")).to_be_visible()


def test_what_is_typed_when_the_log_in_ends_goes_out_after_the_next(
    visit: Visit, sit_down: SitDown, clock: FixedClock
) -> None:
    code = visit("binh").receive()
    binh = sit_down("binh")
    open_step(binh, code)
    binh.locator('input[name="f.outcome"][value="refused"]').check()
    binh.locator('[name="f.reason"]').fill("Nộp sai nơi")
    clock.move_to(clock.now() + timedelta(hours=13))
    with binh.expect_navigation():
        binh.get_by_role("button", name="Hoàn thành bước này").last.click()
    expect(binh.get_by_role("heading", level=1)).to_have_text("Phiên làm việc đã hết")
    binh.get_by_label("Tên đăng nhập").fill("binh")
    binh.get_by_label("Mật khẩu").fill(PASSWORD)
    binh.get_by_role("button", name="Đăng nhập lại").click()
    expect(binh.get_by_text("Nộp sai nơi")).to_be_visible()
