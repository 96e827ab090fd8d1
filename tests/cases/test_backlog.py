"""Lists of results in force are taken in row by row, each with its answer, once; what is digitised is counted."""

import io
import zipfile
from datetime import date

import pikepdf
import pytest
import xlsxwriter

from cases.digitising.backlog import ListKept, list_for, look_through_list, open_list, take_in_rows
from cases.digitising.coverage import coverage
from cases.digitising.listfiles import ListColumnMissing, ListNotReadable, day_of, read_list
from cases.digitising.rules import target
from cases.digitising.scanning import ScanFacts, approve
from cases.digitising.views import RowView, list_view, rows_of
from cases.people import RoleMissing
from cases.tables import Scan
from ground.database import reading, transaction
from tests.cases.desk import Desk
from tests.scans.fake import as_jpeg, blank

HEAD = "Số, ký hiệu;Ngày cấp;Chủ sở hữu;Số định danh;Thủ tục;Hiệu lực đến;Tệp"
ROWS = (
    "01/GP;12/03/2021;Nguyễn Thị An;001190000001;khai_bao_thiet_bi;;a.jpg",
    "02/GP;12/03/2021;Trần Văn Bốn;001190000002;khai_bao_thiet_bi;31/12/2027;b.jpg",
    "03/GP;12/03/2021;Lê Thị Năm;001190000003;khai_bao_thiet_bi;;",
    "04/GP;12/03/2021;Lê Thị Sáu;001190000004;khai_bao_thiet_bi;;mất.jpg",
    "05/GP;32/03/2021;Lê Thị Bảy;001190000005;khai_bao_thiet_bi;;",
    "06/GP;12/03/2021;Lê Thị Tám;001190000006;khong_co;;",
    "07/GP;12/03/2020;Lê Thị Chín;001190000007;khai_bao_thiet_bi;01/01/2022;",
)
PAGE = as_jpeg(blank(60))


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name, content in files.items():
            # Without a date of its own the same files would make another ZIP two seconds later.
            bundle.writestr(zipfile.ZipInfo(f"quét/{name}.jpg"), content)
    return out.getvalue()


def handed_in(desk: Desk) -> ListKept:
    listed = "\ufeff" + "\n".join((HEAD, *ROWS))
    return look_through_list(desk.tools.vault, "kết quả 2021.csv", listed.encode(), packed(a=PAGE, b=PAGE))


def rows(desk: Desk, list_id: str) -> list[RowView]:
    with reading(desk.database) as session:
        officer = desk.officer(session, "hanh")
        return list(rows_of(session, list_for(session, desk.clock, officer, list_id)))


def test_each_row_has_its_own_answer_and_survives_a_new_start(desk: Desk) -> None:
    found = desk.do("hanh", open_list, handed_in(desk))
    assert take_in_rows(desk.database, desk.clock, desk.tools.vault, 3) == 3
    assert [row.state for row in rows(desk, found.id)] == ["done"] * 3 + ["waiting"] * 4
    while take_in_rows(desk.database, desk.clock, desk.tools.vault):
        pass

    told = [(row.state, row.code) for row in rows(desk, found.id)]
    assert told == [
        ("done", ""), ("done", "already_there"), ("done", ""), ("refused", "file_not_in_zip"),
        ("refused", "backlog_row_not_readable"), ("refused", "backlog_procedure_not_known"), ("done", ""),
    ]  # fmt: skip
    # The same bytes are one scan, and the same list handed in again is the same list.
    assert rows(desk, found.id)[0].scan_id == rows(desk, found.id)[1].scan_id
    assert desk.do("hanh", open_list, handed_in(desk)).id == found.id
    with reading(desk.database) as session:
        assert list_view(session, found).waiting == 0


def test_coverage_counts_what_is_in_force_and_signed(desk: Desk) -> None:
    found = desk.do("hanh", open_list, handed_in(desk))
    while take_in_rows(desk.database, desk.clock, desk.tools.vault):
        pass
    scan_id = rows(desk, found.id)[0].scan_id
    with transaction(desk.database) as session:
        scan = session.get_one(Scan, scan_id)
        scan.state, scan.due_at, scan.pages_read = "waiting", None, 1
        # Any one-page PDF stands for the copy.
        scan.copy_digest = desk.tools.vault.keep(_pdf())
    confirmed = ScanFacts(number="01/GP", owner="Nguyễn Thị An", owner_number="1", issued_on=date(2021, 3, 12))
    desk.do("hanh", approve, str(scan_id), confirmed)
    counted = desk.see("khoa", coverage)
    assert (counted.whole.in_force, counted.whole.digitised) == (5, 0)
    desk.work()

    counted = desk.see("khoa", coverage)
    # The seventh has run out, the sixth is of no procedure; the first two are one copy.
    assert (counted.whole.in_force, counted.whole.digitised) == (5, 2)
    assert counted.target is not None
    assert counted.target.share == 1.0
    assert desk.see("en", coverage).whole.in_force == 0


def _pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_who_scans_nothing_hands_in_no_list(desk: Desk) -> None:
    with pytest.raises(RoleMissing):
        desk.do("chi", open_list, handed_in(desk))


def test_the_target_grows_with_the_law() -> None:
    days = (date(2021, 1, 1), date(2022, 6, 1), date(2026, 1, 1))
    shares = [found.share if found else None for found in map(target, days)]
    assert shares == [None, 0.4, 1.0]


def test_an_xlsx_is_read_as_a_csv_is() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Thủ tục", "Số ký hiệu", "Chủ sở hữu", "Ngày cấp"])
        sheet.write_row(1, 0, ["1.005132", "01/GP", "An", 44267])
    (line,) = read_list(out.getvalue())
    assert (line.cells["procedure"], line.cells["number"], line.cells["person"]) == ("1.005132", "01/GP", "An")
    assert day_of(line.cells["issued_on"]) == date(2021, 3, 12)


@pytest.mark.parametrize("listed", [b"", b"\xff\xfe\x00", b"PK\x03\x04broken"])
def test_what_is_no_list_is_refused(listed: bytes) -> None:
    with pytest.raises((ListNotReadable, ListColumnMissing)):
        read_list(listed)
