"""A step on one screen: what is typed stays whatever happens, and what one decides by stands beside the form."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from cases.filing import file_paper, look_through
from cases.tables import Officer
from documents.vault import Vault
from ground.clock import FixedClock
from ground.database import transaction
from tests.web.conftest import Visitor
from tests.web.test_a_day import complete, open_step

DECLARATION = "000.00.00.G09-KQ001341"
SitDown = Callable[[str], Page]


def test_of_two_officers_at_one_step_the_slower_keeps_his_words(sit_down: SitDown, waiting: Iterator[str]) -> None:
    code = next(waiting)
    chi, cuc = sit_down("chi"), sit_down("cuc")
    open_step(chi, code)
    open_step(cuc, code)
    chi.locator('[name="f.nhan_xet"]').fill("Chi: đạt, tem kiểm định rõ")
    cuc.locator('[name="f.nhan_xet"]').fill("Cúc: cần xem lại van an toàn")
    cuc.keyboard.press("Tab")
    expect(cuc.locator("[data-draft-line]")).to_contain_text("Bản nháp lưu lúc")
    complete(chi)
    with cuc.expect_navigation():
        cuc.get_by_role("button", name="Hoàn thành bước này").last.click()
    expect(cuc.get_by_role("alert")).to_be_visible()
    sides = cuc.locator(".sides section")
    expect(sides.nth(0)).to_contain_text("Cúc: cần xem lại van an toàn")
    expect(sides.nth(1)).to_contain_text("Chi: đạt, tem kiểm định rõ")
    expect(sides.nth(0)).to_contain_text("Đã giữ làm bản nháp")
    with cuc.expect_navigation():
        cuc.get_by_role("button", name="Ghi thành ghi chú nội bộ").click()
    expect(cuc.locator(".notes.internal")).to_contain_text("Nhận xét: Cúc: cần xem lại van an toàn")


def test_a_draft_survives_a_closed_browser(sit_down: SitDown, address: str, waiting: Iterator[str]) -> None:
    code = next(waiting)
    chi = sit_down("chi")
    open_step(chi, code)
    step = chi.url.removeprefix(address)
    chi.locator('[name="f.nhan_xet"]').fill("Đang viết dở thì mất điện")
    chi.keyboard.press("Tab")
    expect(chi.locator("[data-draft-line]")).to_contain_text("Bản nháp lưu lúc")
    chi.context.close()
    again = sit_down("chi")
    again.goto(step)
    expect(again.locator('[name="f.nhan_xet"]')).to_have_value("Đang viết dở thì mất điện")
    expect(again.locator("[data-draft-line]")).to_contain_text("Đã mở lại bản nháp")
    with again.expect_navigation():
        again.get_by_role("button", name="Bỏ bản nháp").click()
    expect(again.locator('[name="f.nhan_xet"]')).to_have_value("")


def test_a_refused_form_leads_to_its_first_wrong_field_and_the_next_step_follows_at_once(
    sit_down: SitDown, visit: Callable[[str], Visitor], waiting: Iterator[str]
) -> None:
    two, other = {next(waiting), next(waiting)}, visit("binh").receive()
    chi, binh = sit_down("chi"), sit_down("binh")
    open_step(binh, other)
    complete(binh)
    expect(binh.locator("[name='f.outcome']").first).to_be_focused()
    told = binh.locator(".summary a").first
    expect(told).to_have_attribute("href", "#f.outcome")
    # They came in at one instant: which stands before the other is told by the list alone.
    chi.goto("/inbox")
    code = next(each for each in chi.locator("tbody tr td a").all_inner_texts() if each in two)
    open_step(chi, code)
    chi.goto(re.sub(r"list=.*", "list=", chi.url))
    with chi.expect_navigation():
        chi.get_by_role("button", name="Hoàn thành, sang việc kế tiếp").last.click()
    expect(chi.get_by_role("status").first).to_contain_text(f"Đã hoàn thành bước của hồ sơ {code}")
    expect(chi.locator("[name='f.nhan_xet']")).to_be_visible()


def test_beside_the_form_stand_papers_drawing_notes_and_the_reason_why(
    sit_down: SitDown, waiting: Iterator[str], quick_database: Engine, clock: FixedClock, folder: Path
) -> None:
    code = next(waiting)
    hand_in(quick_database, clock, Vault(folder / "vault"), code)
    chi = sit_down("chi")
    open_step(chi, code)
    expect(chi.locator("iframe.paper")).to_have_attribute("src", re.compile(r"/view#navpanes=0"))
    expect(chi.locator(".papers .files")).to_contain_text("to-khai.pdf · 3 trang")
    chi.get_by_text("Nội dung đề nghị").click()
    expect(chi.locator(".folded")).to_contain_text("Công ty TNHH Cơ khí Đông Á")
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


def hand_in(database: Engine, clock: FixedClock, vault: Vault, code: str) -> None:
    """A paper of three pages."""
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(3):
        made.add_blank_page()
    made.save(out)
    kept = look_through(vault, out.getvalue(), "to-khai.pdf")
    with transaction(database) as session:
        binh = session.scalars(select(Officer).where(Officer.name == "binh")).one()
        file_paper(session, clock, binh, code, DECLARATION, kept)
