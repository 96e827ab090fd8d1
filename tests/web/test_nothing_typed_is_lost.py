"""Whatever happens meanwhile, what was typed stays: the log-in ends, a page is left."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from ground.clock import FixedClock
from tests.cast import PASSWORD
from tests.web.conftest import Visitor

SitDown = Callable[[str], Page]
Visit = Callable[[str], Visitor]
Work = Callable[[], None]


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
