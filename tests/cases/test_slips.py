"""Slips say what the rows and the journal say, field by field; each is printed once."""

from dataclasses import replace
from datetime import date

import pytest

from cases.handling import withdraw
from cases.intake import Submitter
from cases.leaves import stop
from cases.operations import operations
from cases.people import RoleMissing
from cases.results import give_back
from cases.slips import (
    SlipNotFound,
    SlipNotPossible,
    hand_over_papers,
    order_control,
    order_register,
    order_result_receipt,
    slip_for,
)
from cases.tables import Slip
from documents.sign import PfxSigner
from tests.cases.desk import GRANT, SUPPLEMENT, Desk, brought
from tests.documents.conftest import text_of

# Papers are made of facts: one kind of database is enough.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


PAPER = "000.00.00.G09-KQ001341"


def paper(desk: Desk, code: str, kind: str) -> str:
    """The text of the newest slip of this kind."""
    slip = [row for row in desk.rows(Slip, code) if row.kind == kind][-1]
    return text_of(desk.tools.vault.read(slip.digest or ""))


def says(text: str, *words: str) -> None:
    for each in words:
        assert each in text, f"{each} is not in: {text}"


def test_the_receipt_field_by_field(desk: Desk) -> None:
    submitter = Submitter("Trần Văn Phúc", "Giấy ủy quyền số 5", identity="001190000002", phone="0900000005")
    code = desk.receive(submitter=submitter, request="Khai báo nồi hơi mới.", sets=2, return_way="post")
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    says(
        paper(desk, code, "receipt"), "Số: 01/BPTNTKQ", "GIẤY TIẾP NHẬN HỒ SƠ", f"Mã hồ sơ: {code}",
        "Nguyễn Thị An", "001190000001", "0900000001", "an@example.vn", "Trần Văn Phúc", "Giấy ủy quyền số 5",
        "Khai báo nồi hơi mới.", "02 (bộ)", "5 ngày làm việc", "09 giờ 30 phút, ngày 25 tháng 8 năm 2026",
        "09 giờ 30 phút, ngày 04 tháng 9 năm 2026", "bưu chính công ích", "Số thứ tự 1", "Mẫu số 01",
        "NGƯỜI NỘP HỒ SƠ", "Bình",
    )  # fmt: skip


def test_supplement_refusal_and_stop_say_why_and_until_when(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    says(
        paper(desk, code, "supplement"), "Số: 01/PBS-BPTNTKQ", "Giấy kiểm định: chưa nộp", "Thiếu giấy kiểm định",
        "trước 09 giờ 30 phút, ngày 18 tháng 9 năm 2026", "Mẫu số 02",
    )  # fmt: skip
    desk.do("binh", withdraw, code, "Không còn nhu cầu.")
    desk.work()
    says(paper(desk, code, "stop"), "Dừng giải quyết hồ sơ", "Ngày 25/08/2026", "Không còn nhu cầu", "Mẫu số 05")
    other = desk.receive()
    why = {"outcome": "refused", "reason_code": "wrong_authority", "reason": "Nơi đặt máy ở tỉnh khác."}
    desk.complete("binh", other, "kiem_tra", why)
    says(
        paper(desk, other, "refusal"), "Số: 01/PTC-BPTNTKQ", "Không thuộc thẩm quyền", "Nơi đặt máy ở tỉnh khác",
        "Mẫu số 03",
    )  # fmt: skip


def test_handling_is_stopped_by_the_leader_with_a_reason_and_a_notice(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    with pytest.raises(RoleMissing):
        desk.do("chi", stop, code, "Tôi thấy nên dừng.")
    desk.do("giang", stop, code, "Luật chuyên ngành quy định dừng khi có tranh chấp.")
    desk.work()
    assert desk.dossier(code).state == "stopped"
    says(paper(desk, code, "stop"), "khi có tranh chấp")
    assert "dossier_stopped" in desk.names(code)


def test_the_control_slip_is_the_journal_drawn(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    desk.pass_time("4wd")
    desk.complete(*_appraisal(code))
    desk.do("chi", order_control, code)
    desk.work()
    text = paper(desk, code, "control")
    says(
        text, "PHIẾU KIỂM SOÁT", code, "Sở Nội vụ (minh họa)", "Kiểm tra, tiếp", "Đúng hạn", "Quá hạn",
        "Bình", "Dũng", "Chi", "Mẫu số 06", "Hẹn trả kết quả vào: 09 giờ 30 phút, ngày 04 tháng 9 năm 2026",
    )  # fmt: skip
    first = text.index("Bình")
    assert first < text.index("Dũng", first) < text.index("Chi", first)
    desk.do("chi", order_control, code, "A5")
    desk.work()
    assert len([row for row in desk.rows(Slip, code) if row.kind == "control"]) == 2


def _appraisal(code: str) -> tuple[str, str, str, dict[str, object]]:
    return next((by, code, step, dict(answers)) for by, step, answers in GRANT if step == "tham_dinh")


def test_the_register_and_the_hand_over_list_are_of_the_counter(desk: Desk) -> None:
    codes = [desk.receive(papers=(brought(PAPER),)) for _ in range(2)]
    for code in codes:
        desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    volume = desk.dossier(codes[0]).register_volume
    listed = desk.do("binh", hand_over_papers, codes, "G09")
    book = desk.do("binh", order_register, volume, date(2026, 8, 1), date(2026, 8, 31))
    desk.work()
    for slip in (listed, book):
        printed = desk.see("binh", slip_for, slip.id)
        text = text_of(desk.tools.vault.read(printed.digest or ""))
        says(text, *codes, "Nguyễn Thị")
        with pytest.raises(RoleMissing):
            desk.see("chi", slip_for, slip.id)
    assert desk.names(codes[0]).count("dossier_handed_over") == 2
    with pytest.raises(SlipNotPossible):
        desk.do("binh", hand_over_papers, [codes[0], codes[0]], "G09")
    with pytest.raises(SlipNotPossible):
        desk.do("binh", order_register, volume, date(2026, 8, 31), date(2026, 8, 1))
    with pytest.raises(SlipNotFound):
        desk.see("binh", slip_for, "0" * 32)


def test_the_result_receipt_names_what_was_given_to_whom(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tra_ket_qua")
    with pytest.raises(SlipNotPossible):
        desk.do("binh", order_result_receipt, code)
    desk.do("binh", give_back, code, **GRANT[-1][2])
    desk.do("binh", order_result_receipt, code, "Trần Văn Phúc", "CCCD 001190000002")
    desk.work()
    says(
        paper(desk, code, "result_receipt"), "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ", "Trần Văn Phúc", "CCCD 001190000002",
        "trực tiếp tại quầy", "01/",
    )  # fmt: skip


def test_printing_twice_changes_nothing(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    slip = desk.do("chi", order_control, code)
    known = operations(desk.tools)
    desk.work(known)
    before = desk.rows(Slip, code)
    desk.work(known)
    assert [row.digest for row in desk.rows(Slip, code)] == [row.digest for row in before]
    assert slip.number == "01/PKS-BPTNTKQ"


def test_a_slip_is_signed_by_who_made_it_where_he_has_a_key(desk: Desk, keys: tuple[PfxSigner, PfxSigner]) -> None:
    asked: list[str] = []

    def signer(name: str) -> PfxSigner | None:
        asked.append(name)
        return keys[0] if name == "binh" else None

    signing = replace(desk, tools=replace(desk.tools, slip_signer=signer))
    code = signing.receive()
    signing.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    signing.do("chi", order_control, code)
    signing.work()
    receipt, control = (
        desk.tools.vault.read(next(row.digest or "" for row in desk.rows(Slip, code) if row.kind == kind))
        for kind in ("receipt", "control")
    )
    assert (receipt.count(b"/ByteRange"), control.count(b"/ByteRange")) == (1, 0)
    assert set(asked) == {"binh", "chi"}


def test_a_notice_that_handling_stops_is_signed_and_sealed(desk: Desk, keys: tuple[PfxSigner, PfxSigner]) -> None:
    signing = replace(desk, tools=replace(desk.tools, slip_signer=lambda _name: keys[0]))
    code = signing.receive()
    signing.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    signing.do("binh", withdraw, code, "Không còn nhu cầu.")
    signing.work()
    (stopped,) = [row.digest or "" for row in desk.rows(Slip, code) if row.kind == "stop"]
    assert desk.tools.vault.read(stopped).count(b"/ByteRange") == 2
