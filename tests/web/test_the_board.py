"""The supervisor's board: every number opens its list, signs show what figures hide, and a late step is justified."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from cases.errands import ERRANDS
from cases.follow import follow
from engine.batches import run_batches
from ground.clock import FixedClock
from tests.cast import MACHINES
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


COUNTING = (
    "/board", "/board/heat", f"/board/heat/{MACHINES}", "/board/signs", "/board/period?from=2026-08-01", "/board/times",
)  # fmt: skip
ASKED = {"wanted.rows": "1", "wanted[0].name": "Giấy kiểm định", "reason": "Hết hạn"}
LINKED = re.compile(r'href="(/(?:inbox|board)[^"]*\?[^"]*)"[^>]*>(?:<strong>)?([\d.]+)<')


def rows_behind(visitor: Visitor, address: str) -> int:
    """How many rows a list has on all its pages."""
    page = visitor.text(address)
    onward = re.search(r'rel="next" href="([^"]+)"', page)
    return len(re.findall("<tr[^>]* data-row", page)) + (
        rows_behind(visitor, html.unescape(onward[1])) if onward else 0
    )


def test_every_number_of_the_board_counts_the_rows_of_its_list(
    visit: Visit, late: str, machine_work: Callable[[], None], clock: FixedClock
) -> None:
    """Of a late step, one due tomorrow, one that stands still, one fresh and one that was refused."""
    binh = visit("binh")
    accepted, asked, refused = (binh.receive() for _ in range(3))
    binh.complete(accepted, outcome="accepted")
    binh.complete(asked, outcome="supplement", **ASKED)
    binh.complete(refused, outcome="refused", reason_code="incomplete", reason="Thiếu giấy kiểm định")
    machine_work()
    clock.move_to(clock.now().replace(day=21, hour=2))
    visit("binh").receive()
    khoa = visit("khoa")
    said: dict[str, set[int]] = {}
    for page in COUNTING:
        for link, count in LINKED.findall(khoa.text(page)):
            said.setdefault(html.unescape(link), set()).add(int(count.replace(".", "")))
    assert not [(link, counts) for link, counts in said.items() if counts != {rows_behind(khoa, link)}]
    narrowings = ("queue=late", "due=", "mark=paused", "holder=binh", "element=", "cell=in_time", "sign=")
    assert not [word for word in narrowings if word not in " ".join(said)]
    # Received, online, direct, carried over; solved, early, on time, late; open, in time, late; refused; waiting.
    whole = khoa.text("/board/sheets/period.csv?from=2026-09-01").splitlines()[1]
    assert whole == ",Tất cả thủ tục,5,0,4,1,1,0,1,0,4,4,0,1,1"
    assert all(
        asked in khoa.text(f"/board/period?until={until}")
        for until in ("2026-09-21", "2015-01-31")
        for asked in ("≥ 95 %", "Mục tiêu: kế hoạch giai đoạn 2023–2025")
    )


def test_a_late_step_is_asked_about_answered_asked_again_and_accepted(
    visit: Visit, late: str, quick_database: Engine, clock: FixedClock
) -> None:
    khoa, binh = visit("khoa"), visit("binh")
    row = re.search(r'name="row" value="([0-9a-f]{32}:\d+)"', khoa.text("/inbox?whose=all&queue=late"))
    assert row
    asked = {"act": "ask_why", "row": row[1], "note": "Vì sao chậm?", "list": "whose=all&queue=late"}
    for key, answer in ("1", "✓"), ("2", "✕"):
        batch = khoa.post("/inbox/errands", asked | {"request_key": key}).headers["Location"]
        run_batches(quick_database, clock, follow, 50, ERRANDS)
        assert answer in khoa.text(batch)
    assert khoa.get("/incidents").status_code == 200
    assert khoa.get(batch.replace("/inbox/errands", "/batches")).headers["Location"] == batch.partition("?")[0]
    asked_of = re.search(r'action="(/justifications/[0-9a-f]{32})/answer"', binh.text("/justifications"))
    assert asked_of
    assert binh.post(f"{asked_of[1]}/answer", {"answer": " "}).status_code == 422
    assert binh.post(f"{asked_of[1]}/answer", {"answer": "Máy quét hỏng."}).status_code == 303
    assert "Máy quét hỏng." in khoa.text("/justifications")
    assert khoa.post(f"{asked_of[1]}/judgement", {"verdict": "again", "question": "Từ hôm nào?"}).status_code == 303
    assert binh.post(f"{asked_of[1]}/judgement", {"verdict": "accept"}).status_code in (403, 409)
    assert binh.post(f"{asked_of[1]}/answer", {"answer": "Từ thứ Hai."}).status_code == 303
    assert khoa.post(f"{asked_of[1]}/judgement", {"verdict": "accept"}).status_code == 303
    assert "Từ thứ Hai." in khoa.text("/justifications?state=accepted")
    assert visit("en").post(f"{asked_of[1]}/answer", {"answer": "x"}).status_code == 404


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
    assert b'formatCode="dd/mm/yyyy hh:mm"' in book.read("xl/styles.xml")
    assert khoa.get("/board/sheets/secret.csv").status_code == 404
