"""The supervisor's board: every number opens its list, signs show what figures hide, and a late step is justified."""

import csv
import io
import re
import zipfile
from collections.abc import Callable

import pytest

from ground.clock import FixedClock
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


@pytest.fixture
def late(visit: Visit, clock: FixedClock) -> str:
    """A dossier whose check at the counter is in Bình's hands and past its term."""
    binh = visit("binh")
    code = binh.receive(**{"a.full_name": "=cmd|'/c calc'!A1 An"})
    address, version = binh.step(code)
    binh.post(f"{address}/claim", {"version": version})
    clock.move_to(clock.now().replace(month=9, day=20))
    return code


def test_every_number_of_the_board_opens_its_list(visit: Visit, late: str) -> None:
    khoa = visit("khoa")
    page = khoa.text("/board")
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/inbox\?whose=all[^"]*)"', page)}
    assert any("queue=late" in link and "holder=binh" in link for link in links)
    assert all(late in khoa.text(link) for link in links if "queue=late" in link)


def test_a_late_step_is_asked_about_answered_and_accepted(visit: Visit, late: str) -> None:
    dung, binh = visit("khoa"), visit("binh")
    task = re.search(r'action="(/tasks/[0-9a-f]{32})/justification"', dung.text("/late"))
    assert task
    assert dung.post(f"{task[1]}/reminder").status_code == 303
    assert dung.post(f"{task[1]}/justification", {"question": "Vì sao chậm?"}).status_code == 303
    assert dung.post(f"{task[1]}/justification", {"question": "Vì sao?"}).status_code == 409
    answer = re.search(r'action="(/justifications/[0-9a-f]{32})/answer"', binh.text("/justifications"))
    assert answer
    assert binh.post(f"{answer[1]}/answer", {"answer": " "}).status_code == 422
    assert binh.post(f"{answer[1]}/answer", {"answer": "Máy quét hỏng."}).status_code == 303
    assert "Máy quét hỏng." in dung.text("/justifications")
    assert dung.post(f"{answer[1]}/judgement", {"verdict": "again", "question": "Từ hôm nào?"}).status_code == 303
    assert binh.post(f"{answer[1]}/judgement", {"verdict": "accept"}).status_code in (403, 409)
    assert binh.post(f"{answer[1]}/answer", {"answer": "Từ thứ Hai."}).status_code == 303
    assert dung.post(f"{answer[1]}/judgement", {"verdict": "accept"}).status_code == 303
    assert "Từ thứ Hai." in dung.text("/justifications?state=accepted")
    assert visit("en").post(f"{answer[1]}/answer", {"answer": "x"}).status_code == 404


def test_a_drawing_shows_where_dossiers_stand(visit: Visit, late: str) -> None:
    khoa = visit("khoa")
    page = khoa.text("/board/heat/khai_bao_thiet_bi?overlay=count")
    assert "heat-5" in page
    assert "element=kiem_tra" in page
    drawing = re.search(r'data-diagram="([^"]+)"', page)
    assert drawing
    assert b"BPMNShape" in khoa.get(drawing[1]).data
    assert khoa.get("/board/heat/khai_bao_thiet_bi/drawings/no_such").status_code == 404


def test_signs_name_the_dossier_that_is_late_without_an_apology(
    visit: Visit, machine_work: Callable[[], None], clock: FixedClock
) -> None:
    binh = visit("binh")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    clock.move_to(clock.now().replace(month=10, day=20))
    page = visit("khoa").text("/board/signs")
    assert code in page.partition("Yêu cầu bổ sung quá một lần")[0]


def test_durations_are_shown_even_where_nothing_was_finished(visit: Visit, late: str) -> None:
    page = visit("khoa").text("/board/times")
    assert "Theo tuần" in page
    assert "<rect" in page


def test_a_file_holds_the_board_and_no_cell_is_a_formula(visit: Visit, late: str) -> None:
    khoa = visit("khoa")
    rows = list(csv.reader(io.StringIO(khoa.get("/board/sheets/board.csv").get_data().decode("utf-8-sig"))))
    assert rows[0][:3] == ["Thống kê", "Đối tượng", "Đang mở"]
    assert len(rows) > 3
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    book = zipfile.ZipFile(io.BytesIO(khoa.get("/board/sheets/signs.xlsx").data))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert khoa.get("/board/sheets/secret.csv").status_code == 404
