"""An administrator's pages: people, units, working time, rules; each change is told, and taken back in a click."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from cases.tables import Dossier, Officer, RoleHolding
from ground.database import reading, transaction
from tests.cast import HOME
from tests.policy.web_table import WEB
from tests.web.conftest import Visitor
from web.guides import PAGES
from web.whereto import PLACES, YOURS

Visit = Callable[[str], Visitor]
STORM = {
    "unit": "", "day_on": "28/08/2026", "kind": "swap_work", "name": "Làm thêm", "basis": "QĐ 1 (minh họa)",
    "decided_on": "25/08/2026", "hours": "",
}  # fmt: skip


def test_who_does_not_administer_sees_no_administration(visit: Visit) -> None:
    for name in ("chi", "giang", "khoa"):
        assert visit(name).get("/admin").status_code == 403
        assert "/admin" not in visit(name).text("/inbox")
    assert 'href="/admin"' in visit("quy").text("/inbox")


def test_a_first_password_is_shown_once(visit: Visit) -> None:
    quy = visit("quy")
    fields = {"name": "phuc", "full_name": "Trần Văn Phúc", "unit": HOME, "role": "chuyen_vien"}
    page = quy.post("/admin/officers/engagement", fields)
    assert page.status_code == 200
    found = re.search(r"<code>([a-z0-9-]{19})</code>", page.get_data(as_text=True))
    assert found
    assert found[1] not in quy.text("/admin/officers/phuc")
    again = quy.post("/admin/officers/engagement", fields)
    assert again.status_code == 409
    assert "Đã có người đăng nhập bằng tên phuc" in again.get_data(as_text=True)


def test_an_officer_leaves_and_comes_back_and_the_page_tells_it(visit: Visit) -> None:
    quy = visit("quy")
    assert quy.post("/admin/officers/chi/dismissal").status_code == 303
    text = quy.text("/admin/officers/chi")
    assert "đã thôi việc" in text
    assert "Cho thôi việc" in text
    assert quy.post("/admin/officers/chi/restoration").status_code == 303
    assert "Khôi phục công chức" in quy.text("/admin/changes?of=chi")


def test_a_refusal_stays_on_the_page(visit: Visit) -> None:
    page = visit("quy").post("/admin/officers/quy/dismissal")
    assert page.status_code == 409
    assert "quản trị viên cuối cùng" in page.get_data(as_text=True)


def test_a_unit_is_founded_ended_and_taken_up_again(visit: Visit) -> None:
    quy = visit("quy")
    new = {"code": "g09.20.01", "name": "Phòng Việc làm", "parent": HOME, "kind": "division", "city": "Hà Nội"}
    assert quy.post("/admin/units/foundation", new).headers["Location"] == "/admin/units/G09.20.01"
    ends = {"on": "31/12/2026", "successor": HOME}
    assert quy.post("/admin/units/G09.20.01/ending", ends).status_code == 303
    assert "31/12/2026" in quy.text("/admin/units")
    assert quy.post("/admin/units/G09.20.01/revival", {"parent": HOME}).status_code == 303
    assert "31/12/2026" not in quy.text("/admin/units")


def test_a_decision_about_a_day_shows_what_it_moves_and_is_put_into_force_as_it_was_seen(
    visit: Visit, quick_database: Engine
) -> None:
    binh, quy = visit("binh"), visit("quy")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    closed = STORM | {"kind": "closure", "name": "Nghỉ bão"}
    ahead = quy.post("/admin/calendar/preview", closed).get_data(as_text=True)
    assert code in ahead
    assert "muộn hơn" in ahead
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', ahead)
    assert seen
    assert quy.post("/admin/calendar/decision", closed | {"seen": "0"}).status_code == 409
    assert quy.post("/admin/calendar/decision", closed | {"seen": seen[1], "reference": ""}).status_code == 303
    with reading(quick_database) as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        assert dossier.due_at == dossier.original_due_at
    page = quy.text("/admin/calendar?year=2026")
    assert "Nghỉ bão" in page


@pytest.mark.parametrize("day", ["", "31/02/2026", "storm"])
def test_a_day_that_is_none_is_told_so(visit: Visit, day: str) -> None:
    page = visit("quy").post("/admin/calendar/preview", STORM | {"day_on": day})
    assert page.status_code == 422
    assert "Không đọc được ngày" in page.get_data(as_text=True)


def test_rules_are_proposed_by_one_and_approved_by_another(visit: Visit, quick_database: Engine) -> None:
    with transaction(quick_database) as session:
        lam = session.scalars(select(Officer).where(Officer.name == "lam")).one()
        session.add(RoleHolding(officer_id=lam.id, unit_id=lam.unit_id, role="quan_tri"))
    quy, lam_too = visit("quy"), visit("lam")
    wrong = quy.post("/admin/rules/proposal", {"pack": "2025", "s.desk.idle_after": "soon", "note": "Thử"})
    assert wrong.status_code == 422
    fields = {"pack": "2025", "s.desk.idle_after": "16wh", "s.start.at": "16:00:00", "note": "Thử", "page": ""}
    assert quy.post("/admin/rules/proposal", fields).status_code == 303
    assert "quản trị viên khác sẽ phê duyệt" in quy.text("/admin/rules")
    assert quy.post("/admin/rules/2025~1/approval", {"reference": "QĐ 1"}).status_code == 403
    assert lam_too.post("/admin/rules/2025~1/approval", {"reference": "QĐ 1"}).status_code == 303
    text = quy.text("/admin/rules")
    assert "đã phê duyệt" in text
    assert "16 giờ làm việc" in text


def test_somebody_stands_in_and_it_ends_in_a_click(visit: Visit) -> None:
    quy = visit("quy")
    away = {"absent": "dung", "substitute": "chi", "from_at": "26/08/2026", "from_at.time": "08:00",
            "until_at": "28/08/2026", "until_at.time": "17:00", "reason": "Nghỉ phép"}  # fmt: skip
    assert quy.post("/admin/substitutes/new", away).status_code == 303
    page = quy.text("/admin/substitutes")
    assert "Nghỉ phép" in page
    found = re.search(r"/admin/substitutes/([0-9a-f]{32})/end", page)
    assert found
    assert quy.post(f"/admin/substitutes/{found[1]}/end").status_code == 303
    assert "Nghỉ phép" not in quy.text("/admin/substitutes")


def test_authority_to_sign_is_granted_and_ends(visit: Visit) -> None:
    quy = visit("quy")
    grant = {"unit": HOME, "form": "KT", "head_title": "Giám đốc", "basis": "QĐ 9 (minh họa)", "from_on": "25/08/2026"}
    assert quy.post("/admin/officers/giang/authorities", grant).status_code == 303
    page = quy.text("/admin/officers/giang")
    assert "KT. Giám đốc" in page
    found = re.search(r'name="authority" value="([0-9a-f]{32})"', page)
    assert found
    assert quy.post("/admin/officers/giang/authorities/end", {"authority": found[1]}).status_code == 303
    assert "Chấm dứt từ hôm nay" not in quy.text("/admin/officers/giang")
    assert quy.post("/admin/officers/giang/authorities", grant | {"basis": " "}).status_code == 422


@pytest.mark.parametrize("page", PAGES)
def test_everybody_reads_the_page_of_a_first_day_in_either_language(visit: Visit, page: str) -> None:
    somebody = visit("")
    vietnamese = somebody.text(f"/help/{page}")
    somebody.post("/language", {"language": "en", "back": "/help"}, token=False)
    english = somebody.text(f"/help/{page}")
    assert vietnamese.count("<h3>") == english.count("<h3>") >= 6
    assert "Các trang của bạn" in vietnamese
    assert "Các trang của bạn" not in english


def test_help_names_every_page_one_can_go_to_and_no_other() -> None:
    rules = {line.removeprefix("GET ") for line in WEB if line.startswith("GET ") and "<" not in line}
    # Where one begins, and what a page of help names asks for by itself or leads on to.
    assert rules - PLACES.keys() == {
        "/", "/login", "/help", "/inbox/beside", "/inbox/queues", "/places/communes", "/board/period/dossiers",
    }  # fmt: skip
    assert not PLACES.keys() - rules
    assert {address for yours in YOURS.values() for address in yours} == PLACES.keys()


def test_an_officer_of_one_kind_of_work_is_led_to_his_page(visit: Visit) -> None:
    assert visit("khoa").get("/help").headers["Location"] == "/help/supervisor"
    assert visit("quy").get("/help").headers["Location"] == "/help/administrator"
    assert visit("").get("/help/nobody").status_code == 404


def test_an_administrators_day(sit_down: Callable[[str], Page]) -> None:
    quy = sit_down("quy")
    quy.get_by_role("link", name="Quản trị", exact=True).click()
    quy.get_by_role("link", name="Công chức Thêm").click()
    quy.get_by_text("Thêm công chức").first.click()
    quy.get_by_label("Tên đăng nhập").fill("phuc")
    quy.get_by_label("Họ và tên").fill("Trần Văn Phúc")
    quy.get_by_role("button", name="Thêm công chức").click()
    expect(quy.locator(".secret code")).to_have_text(re.compile(r"^[a-z0-9]{4}(-[a-z0-9]{4}){3}$"))
    quy.get_by_role("link", name="Tôi đã ghi lại").click()
    quy.get_by_label("Giao vai trò").select_option("van_thu")
    quy.get_by_role("button", name="Giao", exact=True).click()
    expect(quy.get_by_role("button", name="Thu hồi: Văn thư")).to_be_visible()
    quy.get_by_role("button", name="Thu hồi: Văn thư").click()
    expect(quy.get_by_role("button", name="Thu hồi: Văn thư")).to_have_count(0)
    quy.get_by_text("Cho thôi việc công chức này").click()
    quy.get_by_label("Đúng, Trần Văn Phúc thôi việc").check()
    quy.get_by_role("button", name="Cho thôi việc").click()
    quy.get_by_role("button", name="Khôi phục").click()
    expect(quy.get_by_text("Cho thôi việc công chức này")).to_be_visible()
    quy.get_by_role("link", name="Lịch làm việc").click()
    quy.get_by_label("Ngày", exact=True).fill("24/11/2026")
    quy.get_by_label("Tên gọi").fill("Ngày Văn hóa Việt Nam")
    quy.get_by_label("Căn cứ pháp lý").fill("Nghị quyết (minh họa)")
    quy.get_by_role("button", name="Xem trước ảnh hưởng").click()
    expect(quy.get_by_text("Không hồ sơ đang mở nào đổi ngày hẹn.")).to_be_visible()
    quy.get_by_role("button", name="Áp dụng").click()
    expect(quy.get_by_text("Ngày Văn hóa Việt Nam")).to_be_visible()
    quy.get_by_role("link", name="Nhật ký thay đổi").click()
    expect(quy.get_by_text("Quyết định về lịch làm việc")).to_be_visible()
