"""Two officers do one day in a real browser: Bình receives, Chi appraises, and the result is returned."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

SitDown = Callable[[str], Page]
COMPLETE = "Hoàn thành bước này"


def receive(page: Page) -> str:
    """Bình at the counter: one screen, one click, a code."""
    page.get_by_role("link", name="Tiếp nhận", exact=True).click()
    page.get_by_role("link", name="Khai báo").first.click()
    page.get_by_label("Họ và tên, hoặc tên tổ chức").fill("Nguyễn Văn An")
    for label, text in (
        ("Tên tổ chức", "Công ty TNHH Cơ khí Đông Á"), ("ma_so", "0100000000"), ("dia_chi_dat", "12 Lê Lợi"),
        ("dia_chi_dat.commune", "Phường Hoàn Kiếm"),
        ("nguoi_lien_he", "An"), ("ngay_su_dung", "2026-10-01"), ("thiet_bi[0].ten", "Nồi hơi"),
        ("thiet_bi[0].so_che_tao", "NH-1"), ("thiet_bi[0].nam_san_xuat", "2020"),
        ("thiet_bi[0].to_chuc_kiem_dinh", "Trung tâm I"), ("thiet_bi[0].so_giay_kiem_dinh", "KĐ-1"),
        ("thiet_bi[0].ngay_kiem_dinh", "2026-01-01"), ("thiet_bi[0].han_kiem_dinh", "2028-01-01"),
    ):  # fmt: skip
        name = "ten_don_vi" if label == "Tên tổ chức" else label
        page.locator(f'[name="f.{name}"]').fill(text)
    page.locator('[name="f.dia_chi_dat.top"]').select_option("Thành phố Hà Nội")
    page.locator('[name="f.thiet_bi[0].loai"]').select_option(index=1)
    page.locator('[name="f.cam_doan"]').check()
    page.locator("main button", has_text="Tiếp nhận hồ sơ").last.click()
    expect(page.get_by_text("Đã nhận hồ sơ.")).to_be_visible()
    return page.locator("h1").inner_text().strip()


def open_step(page: Page, code: str) -> None:
    """The dossier's step from the officer's own inbox."""
    page.goto(f"/inbox?q={code}")
    # Until it has loaded no script saves what is typed.
    with page.expect_navigation():
        page.locator("tbody tr", has_text=code).locator("a", has=page.locator("strong")).first.click()


def complete(page: Page) -> None:
    """Send the form and wait for what comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=COMPLETE).last.click()


def choose(page: Page, value: str) -> None:
    """Choose an outcome and complete the step."""
    page.locator(f'input[name="f.outcome"][value="{value}"]').check()
    complete(page)


def test_a_dossier_goes_from_the_counter_to_its_result(sit_down: SitDown, machine_work: Callable[[], None]) -> None:
    binh, chi = sit_down("binh"), sit_down("chi")
    code = receive(binh)

    open_step(binh, code)
    expect(binh.get_by_label("Lý do, căn cứ (ghi vào phiếu gửi người nộp)")).to_be_visible()
    binh.locator('input[name="f.outcome"][value="accepted"]').check()
    expect(binh.get_by_label("Lý do, căn cứ (ghi vào phiếu gửi người nộp)")).to_be_hidden()
    choose(binh, "accepted")
    expect(binh.get_by_text("đang in…")).to_be_visible()
    machine_work()
    binh.reload()
    with binh.expect_download() as slip:
        binh.get_by_role("link", name="Giấy tiếp nhận và hẹn trả kết quả").click()
    assert slip.value.path().read_bytes().startswith(b"%PDF")

    dung = sit_down("dung")
    open_step(dung, code)
    dung.locator('[name="f.nguoi_thu_ly"]').select_option("chi")
    complete(dung)

    open_step(chi, code)
    for box in ("trong_danh_muc", "kiem_dinh_con_han", "to_chuc_hop_le"):
        chi.locator(f'[name="f.{box}"]').check()
    complete(chi)
    open_step(chi, code)
    complete(chi)
    expect(chi.get_by_role("alert")).to_contain_text("mục cần xem lại")
    chi.locator('[name="f.so_thiet_bi_dat"]').fill("1")
    chi.locator('[name="f.y_kien_tham_dinh"]').fill("Đạt yêu cầu")
    choose(chi, "granted")
    machine_work()

    for name in ("dung", "giang"):
        page = sit_down(name)
        open_step(page, code)
        choose(page, "approved")
        machine_work()
    hanh = sit_down("hanh")
    open_step(hanh, code)
    hanh.locator('[name="f.dung_the_thuc"]').check()
    complete(hanh)
    machine_work()

    open_step(binh, code)
    binh.locator('[name="f.nguoi_nhan"]').fill("Nguyễn Văn An")
    binh.locator('input[name="f.hinh_thuc_tra"][value="tai_quay"]').check()
    complete(binh)
    expect(binh.locator("main").get_by_text("Đã trả kết quả").first).to_be_visible()
    binh.goto(f"/track?code={code}")
    expect(binh.get_by_text("Nguyễn Văn An")).to_have_count(0)
