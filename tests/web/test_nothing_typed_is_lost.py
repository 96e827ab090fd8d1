"""Whatever happens meanwhile, what was typed stays: a colleague is faster, the log-in ends, the browser closes."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from ground.clock import FixedClock
from tests.cast import PASSWORD
from tests.web.conftest import Visitor
from tests.web.test_a_day import complete, open_step

SitDown = Callable[[str], Page]
Visit = Callable[[str], Visitor]
Work = Callable[[], None]


def ready_to_check(visit: Visit, machine_work: Work) -> str:
    """A dossier whose equipment may be checked by any specialist."""
    code = visit("binh").receive()
    visit("binh").complete(code, outcome="accepted")
    machine_work()
    visit("dung").complete(code)
    return code


def test_of_two_officers_at_one_step_the_slower_keeps_his_words(
    sit_down: SitDown, visit: Visit, machine_work: Work
) -> None:
    code = ready_to_check(visit, machine_work)
    chi, cuc = sit_down("chi"), sit_down("cuc")
    open_step(chi, code)
    open_step(cuc, code)
    chi.locator('[name="f.nhan_xet"]').fill("Chi: đạt, tem kiểm định rõ")
    cuc.locator('[name="f.nhan_xet"]').fill("Cúc: cần xem lại van an toàn")
    expect(cuc.locator("[data-draft-line]")).to_contain_text("Bản nháp lưu lúc")
    complete(chi)
    with cuc.expect_navigation():
        cuc.get_by_role("button", name="Hoàn thành bước này").last.click()
    expect(cuc.get_by_role("alert")).to_be_visible()
    sides = cuc.locator(".sides section")
    expect(sides.nth(0)).to_contain_text("Cúc: cần xem lại van an toàn")
    expect(sides.nth(1)).to_contain_text("Chi: đạt, tem kiểm định rõ")
    expect(sides.nth(0)).to_contain_text("Đã giữ làm bản nháp")


def test_a_draft_survives_a_closed_browser(
    sit_down: SitDown, browser: Browser, address: str, visit: Visit, machine_work: Work
) -> None:
    code = ready_to_check(visit, machine_work)
    chi = sit_down("chi")
    open_step(chi, code)
    step = chi.url.removeprefix(address)
    chi.locator('[name="f.nhan_xet"]').fill("Đang viết dở thì mất điện")
    expect(chi.locator("[data-draft-line]")).to_contain_text("Bản nháp lưu lúc")
    chi.context.close()
    again = sit_down("chi")
    again.goto(step)
    expect(again.locator('[name="f.nhan_xet"]')).to_have_value("Đang viết dở thì mất điện")
    expect(again.locator("[data-draft-line]")).to_contain_text("Đã mở lại bản nháp")
    with again.expect_navigation():
        again.get_by_role("button", name="Bỏ bản nháp").click()
    expect(again.locator('[name="f.nhan_xet"]')).to_have_value("")


def test_what_is_typed_when_the_log_in_has_ended_is_sent_after_the_next(
    visit: Visit, machine_work: Work, clock: FixedClock
) -> None:
    code = visit("binh").receive()
    binh = visit("binh")
    address, version = binh.step(code)
    clock.move_to(clock.now() + timedelta(hours=13))
    fields = {"version": version, "f.outcome": "refused", "f.reason": "Nộp sai nơi", "csrf": "cũ"}
    ended = binh.post(f"{address}/completion", fields, token=False)
    page = ended.get_data(as_text=True)
    assert ended.status_code == 401
    assert 'name="k.f.reason" value="Nộp sai nơi"' in page
    carried = {f"k.{name}": text for name, text in fields.items() if name != "csrf"}
    where = {"to": f"{address}/completion", "next": address, "name": "binh"}
    wrong = binh.post("/login", carried | where | {"password": "nhầm"}, token=False)
    assert "Nộp sai nơi" in wrong.get_data(as_text=True)
    again = binh.post("/login", carried | where | {"password": PASSWORD}, token=False)
    resumed = again.get_data(as_text=True)
    assert f'action="{address}/completion"' in resumed
    assert 'name="f.reason" value="Nộp sai nơi"' in resumed
    assert re.search(r'name="csrf" value="[^"]{20,}"', resumed)


def test_a_log_in_leads_nowhere_outside_with_what_was_typed(visit: Visit) -> None:
    fields = {"name": "binh", "password": PASSWORD, "to": "//evil.example/x", "k.f.reason": "x"}
    answer = visit("").post("/login", fields, token=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")


def test_a_dossier_is_taken_in_on_one_screen_and_its_receipt_is_a_pdf(sit_down: SitDown, machine_work: Work) -> None:
    binh = sit_down("binh")
    binh.goto("/counter/tickets")
    binh.get_by_role("button", name="Lấy số").click()
    binh.get_by_label("Quầy số").fill("3")
    binh.get_by_role("button", name="Gọi số 1").click()
    binh.get_by_role("link", name="Tiếp nhận 1").click()
    binh.keyboard.type("khai bao may")
    binh.keyboard.press("Enter")
    expect(binh.get_by_label("Số định danh hoặc mã số doanh nghiệp")).to_be_focused()
    binh.keyboard.type("001090001234")
    with binh.expect_navigation():
        binh.keyboard.press("Enter")
    expect(binh.get_by_label("Họ và tên, hoặc tên tổ chức")).to_be_focused()
    binh.keyboard.type("Nguyễn Văn An")
    for name, text in (
        ("ten_don_vi", "Công ty TNHH Đông Á"), ("ma_so", "0100000000"), ("dia_chi_dat", "12 Lê Lợi"),
        ("dia_chi_dat.commune", "Phường Hoàn Kiếm"),
        ("nguoi_lien_he", "An"), ("ngay_su_dung", "01/10/2026"), ("thiet_bi[0].ten", "Nồi hơi"),
        ("thiet_bi[0].so_che_tao", "NH-1"), ("thiet_bi[0].nam_san_xuat", "2020"),
        ("thiet_bi[0].to_chuc_kiem_dinh", "Trung tâm I"), ("thiet_bi[0].so_giay_kiem_dinh", "KĐ-1"),
        ("thiet_bi[0].ngay_kiem_dinh", "01/01/2026"), ("thiet_bi[0].han_kiem_dinh", "01/01/2028"),
    ):  # fmt: skip
        binh.locator(f'[name="f.{name}"]').fill(text)
    binh.locator('[name="f.dia_chi_dat.top"]').select_option("Thành phố Hà Nội")
    binh.locator('[name="f.thiet_bi[0].loai"]').select_option(index=1)
    binh.locator('[name="f.cam_doan"]').check()
    expect(binh.get_by_text("Thiếu 2 giấy tờ")).to_be_visible()
    binh.get_by_role("button", name="Điền đủ theo danh mục").click()
    expect(binh.get_by_text("Đủ thành phần hồ sơ")).to_be_visible()
    with binh.expect_navigation():
        binh.keyboard.press("Control+Enter")
    expect(binh.get_by_text("Đang in phiếu…")).to_be_visible()
    machine_work()
    receipt = binh.get_by_role("link", name="In giấy hẹn")
    expect(receipt).to_be_visible(timeout=10_000)
    slip = binh.request.get(str(receipt.get_attribute("href")))
    assert slip.headers["content-type"] == "application/pdf"
    assert slip.body().startswith(b"%PDF")
    assert "frame-ancestors 'self'" in slip.headers["content-security-policy"]
    binh.get_by_role("link", name="Gọi số tiếp theo").click()
    expect(binh.locator(".figures")).to_contain_text("1đã phục vụ hôm nay")
    binh.goto("/counter/hall")
    expect(binh.get_by_text("Nguyễn Văn An")).to_have_count(0)


def test_beside_the_form_stand_papers_drawing_notes_and_the_reason_why(
    sit_down: SitDown, visit: Visit, machine_work: Work
) -> None:
    code = ready_to_check(visit, machine_work)
    chi = sit_down("chi")
    open_step(chi, code)
    chi.get_by_text("Vị trí hồ sơ trên sơ đồ quy trình").click()
    expect(chi.locator(".drawing[data-ready]").first).to_be_visible()
    expect(chi.locator(".mark-here").first).to_be_visible()
    chi.locator("#notes > summary").click()
    chi.locator("#note-internal").fill("Hỏi lại Trung tâm kiểm định")
    with chi.expect_navigation():
        chi.get_by_role("button", name="Ghi lại").click()
    expect(chi.locator(".notes.internal")).to_contain_text("Hỏi lại Trung tâm kiểm định")
    expect(chi.locator(".notes.applicant .said")).to_have_count(0)
    chi.get_by_role("link", name="Vì sao tôi thấy việc này?").click()
    chi.get_by_label("Đồng nghiệp").select_option("binh")
    chi.get_by_role("button", name="So sánh").click()
    expect(chi.locator(".why section").nth(1)).to_contain_text("không có vai trò đó ở đây")
