"""Steps change hands on the dossier's page and on their own; registers, number books and archives have their pages."""

import re
from collections.abc import Callable

from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


def test_a_step_is_given_to_a_colleague_from_the_dossiers_page_and_got_back(
    visit: Visit, machine_work: Callable[[], None]
) -> None:
    binh, dung, chi, cuc = visit("binh"), visit("dung"), visit("chi"), visit("cuc")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    dung.complete(code, chuyen_vien="chi")
    task = found(chi.text(f"/dossiers/{code}"), r'action="/tasks/([0-9a-f]{32})/(?:claim|release)"')
    page = chi.text(f"/dossiers/{code}")
    if "/claim" in page:
        chi.post(f"/tasks/{task}/claim", {"version": version(page, "claim")})
    page = chi.text(f"/dossiers/{code}")
    back = {"back": f"/dossiers/{code}"}
    given = chi.post(
        f"/tasks/{task}/handover", {"version": version(page, "handover"), "to": "cuc", "note": "Xem giúp"} | back
    )
    assert given.headers["Location"] == f"/dossiers/{code}"
    assert f"/tasks/{task}/release" in cuc.text(f"/dossiers/{code}")
    assert f"/tasks/{task}/back" not in cuc.text(f"/dossiers/{code}")
    step = chi.text(f"/tasks/{task}")
    assert "Lấy lại" in step
    answer = chi.post(f"/tasks/{task}/back", {"version": version(step, "back")})
    assert answer.headers["Location"] == f"/tasks/{task}"
    page = chi.text(f"/dossiers/{code}")
    assert f"/tasks/{task}/release" in page
    released = chi.post(f"/tasks/{task}/release", {"version": version(page, "release")} | back)
    assert released.headers["Location"] == f"/dossiers/{code}"


def test_a_superior_chooses_among_those_who_may_hold_the_step(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    page = visit("dung").text(f"/dossiers/{code}/acts")
    assert re.findall(r'<option value="(\w+)">[^<]*\(binh\)', page) == ["binh"]
    assert '<option value="chi">' not in page


def test_the_register_is_printed_for_some_days(visit: Visit) -> None:
    binh = visit("binh")
    assert "Chưa có hồ sơ nào được tiếp nhận" in binh.text("/counter/register")
    binh.complete(binh.receive(), outcome="accepted")
    volume = found(binh.text("/counter/register"), r'<option value="([^"]+)">')
    wrong = binh.post("/counter/register/printing", {"volume": volume, "from": "2026-08-25", "until": "2026-08-01"})
    assert wrong.status_code == 422
    days = {"volume": volume, "from": "2026-08-01", "until": "2026-08-25"}
    ordered = binh.post("/counter/register/printing", days)
    assert "Sổ đang được in" in binh.text(ordered.headers["Location"])


def test_every_number_of_a_book_is_explained(visit: Visit) -> None:
    hanh = visit("hanh")
    assert hanh.post("/numbers/CV/reservation", {"reason": ""}).status_code == 422
    hanh.post("/numbers/CV/reservation", {"reason": "Công văn lập ngoài hệ thống"})
    page = hanh.text("/numbers")
    assert "Công văn lập ngoài hệ thống" in page
    hanh.post("/numbers/CV/2026/1/cancellation", {"reason": "Ghi nhầm sổ"})
    page = hanh.text("/numbers?book=CV&year=2026")
    assert "Ghi nhầm sổ" in page
    assert "Đã hủy" in page
    assert "Hủy số<" not in page


def test_the_archive_of_a_closed_dossier_is_fetched_and_of_an_open_one_is_not(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    assert binh.get(f"/dossiers/{code}/archive").status_code == 409
    binh.post(f"/dossiers/{code}/withdrawal", {"reason": "Người nộp xin rút"})
    assert f'href="/dossiers/{code}/archive"' in binh.text(f"/dossiers/{code}")


def test_who_was_asked_gets_more_time_once(visit: Visit, machine_work: Callable[[], None]) -> None:
    binh, dung, chi = visit("binh"), visit("dung"), visit("chi")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    dung.complete(code, chuyen_vien="chi")
    asked = {"agency": "Công an thành phố", "content": "Xác minh?", "silence": "wait", "term": "3wd"}
    assert chi.post(f"/dossiers/{code}/acts/consultation", asked).status_code == 303
    step, _ = chi.step(code)
    address = found(chi.text(step), r'action="(/opinions/[0-9a-f]{32}/extension)"')
    more = {"term": "2wd", "reason": "Cơ quan đề nghị", "back": step}
    assert chi.post(address, more).headers["Location"] == step
    assert chi.post(address, more | {"reason": "Lần nữa"}).status_code == 409


def found(page: str, pattern: str) -> str:
    """What the page says in this place."""
    hit = re.search(pattern, page)
    assert hit, pattern
    return hit[1]


def version(page: str, deed: str) -> str:
    """The version a form of the page carries."""
    return found(page, rf'/tasks/[0-9a-f]{{32}}/{deed}">.*?name="version" value="(\d+)"')
