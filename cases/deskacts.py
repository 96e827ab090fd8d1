"""What belongs to a procedure beside the steps its drawing has: acts of the desk, for the table of its steps.

Why they are not drawn is told in docs/decisions/0012.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.asking import is_fee_first, money
from cases.bundle import Procedure
from cases.rulepacks import pack_named


@dataclass(frozen=True, slots=True)
class DeskAct:
    """One act: when it happens, its Vietnamese name, whose it is, its time, and where it is written."""

    moment: str
    name: str
    role: str
    term: str
    basis: str


def desk_acts(procedure: Procedure) -> Iterator[DeskAct]:
    """The acts of this procedure, in the order in which they happen, under its newest law."""
    sheet, law = procedure.sheet, procedure.sheet.law[-1]
    pack = pack_named(law.pack)
    if is_fee_first(sheet):
        name, wait = f"Nộp phí, lệ phí {money(sheet.fee.amount)} trước khi tiếp nhận", str(pack.desk.fee_reminder)
        yield DeskAct("before_acceptance", name, "cong_dan", f"nhắc sau {wait}", sheet.fee.basis)
    paper = f"{pack.counter.paper_within} kể từ khi tiếp nhận, sau {pack.counter.same_day_until:%H:%M} tính từ sáng sau"
    yield DeskAct("after_acceptance", "Bàn giao hồ sơ giấy", "bo_phan_mot_cua", paper, pack.basis)
    if sheet.fee.amount and not is_fee_first(sheet):
        name = f"Thu phí, lệ phí {money(sheet.fee.amount)} khi trả kết quả"
        yield DeskAct("at_return", name, "bo_phan_mot_cua", "", sheet.fee.basis)
    yield DeskAct("after_return", "Đánh giá mức độ hài lòng", "cong_dan", "", pack.basis)
    yield DeskAct("after_return", "Lập hồ sơ lưu trữ điện tử", "van_thu", "", "13/2023/TT-BNV")
