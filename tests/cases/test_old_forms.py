"""A dossier received under Decree 61/2018 gets the forms of Circular 01/2018, with their own numbers and titles."""

import pytest

from cases.apologies import draft_apologies, sign_apology
from cases.handling import withdraw
from cases.slips import order_control, order_register
from cases.tables import Slip
from ground.clock import FixedClock
from tests.cases.desk import SUPPLEMENT, Desk, local
from tests.documents.conftest import text_of

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CIRCULAR = "Thông tư 01/2018/TT-VPCP"


@pytest.fixture
def clock() -> FixedClock:
    """A Tuesday morning of the old law."""
    return FixedClock(local("2023-03-07T09:30"))


def paper(desk: Desk, code: str, kind: str) -> str:
    slip = [row for row in desk.rows(Slip, code) if row.kind == kind][-1]
    return text_of(desk.tools.vault.read(slip.digest or ""))


def accepted(desk: Desk) -> str:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    return code


def test_it_lives_under_the_old_pack_and_bears_the_old_code(desk: Desk) -> None:
    code = accepted(desk)
    assert desk.dossier(code).rule_pack == "2021"
    assert code == "000.00.20.G09-230307-0001"


def test_the_receipt_is_form_01_with_a_table_of_papers(desk: Desk) -> None:
    text = paper(desk, accepted(desk), "receipt")
    for words in ("GIẤY TIẾP NHẬN HỒ SƠ", f"Mẫu số 01 – {CIRCULAR}", "Số: 01/BPTNTKQ", "000.00.20.G09-230307-0001"):
        assert words in text


def test_the_request_for_a_supplement_is_form_02(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    text = paper(desk, code, "supplement")
    for words in ("PHIẾU YÊU CẦU BỔ SUNG", f"Mẫu số 02 – {CIRCULAR}", "Số: 01/BPTNTKQ", "Thiếu giấy kiểm định"):
        assert words in text


def test_the_refusal_is_form_03(desk: Desk) -> None:
    code = desk.receive()
    why = {"outcome": "refused", "reason_code": "wrong_authority", "reason": "Thuộc tỉnh khác."}
    desk.complete("binh", code, "kiem_tra", why)
    text = paper(desk, code, "refusal")
    for words in ("PHIẾU TỪ CHỐI", f"Mẫu số 03 – {CIRCULAR}", "Thuộc tỉnh khác"):
        assert words in text


def test_the_apology_is_form_04_and_names_a_new_day(desk: Desk) -> None:
    code = accepted(desk)
    desk.pass_time("4wd")
    draft_apologies(desk.database, desk.clock)
    desk.do("giang", sign_apology, code, "Chờ kết quả xác minh.", local("2023-03-20T09:30"))
    desk.work()
    text = paper(desk, code, "apology")
    for words in ("VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", f"Mẫu số 04 – {CIRCULAR}", "Chờ kết quả xác minh"):
        assert words in text


def test_the_control_slip_is_form_05_and_the_register_form_06(desk: Desk) -> None:
    code = accepted(desk)
    desk.do("binh", order_control, code)
    day = desk.clock.now().date()
    book = desk.do("binh", order_register, desk.dossier(code).register_volume, day, day)
    desk.work()
    assert f"Mẫu số 05 – {CIRCULAR}" in paper(desk, code, "control")
    with_book = desk.see("binh", lambda session, _clock, _officer: session.get_one(Slip, book.id))
    text = text_of(desk.tools.vault.read(with_book.digest or ""))
    assert f"Mẫu số 06 – {CIRCULAR}" in text
    assert code.split("-")[-1] in text


def test_the_notice_that_handling_stops_has_no_form_of_its_own(desk: Desk) -> None:
    code = accepted(desk)
    desk.do("binh", withdraw, code, "Không còn nhu cầu.")
    desk.work()
    text = paper(desk, code, "stop")
    assert "Dừng giải quyết hồ sơ" in text
    assert "Mẫu số" not in text
