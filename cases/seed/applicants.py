"""Applicants nobody could mistake for real ones, and what they hand in."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from cases.form_kinds import WEIGHTS
from cases.reception import Applicant, Intake, PaperBrought
from cases.seed.office import MAIL, page
from cases.sheet import Component

Given = Mapping[str, Any]


def intake(chance: Random, procedure: str, components: tuple[Component, ...], on: date, serial: int) -> Intake:
    """A whole dossier as it comes in on this day: who, which answers, which papers, over which channel."""
    applicant = _applicant(chance, serial)
    papers = tuple(PaperBrought(each.code, each.originals, each.copies) for each in components)
    channel = chance.choices(("counter", "online", "post"), (5, 4, 1))[0]
    return Intake(procedure, applicant, APPLICATIONS[procedure](chance, applicant, on, serial), papers, channel)


def _pick(chance: Random, name: str) -> Any:
    return chance.choice(page("people.toml")[name])


def _applicant(chance: Random, serial: int) -> Applicant:
    is_company = chance.random() < 0.8
    name = _company(chance) if is_company else _person(chance)
    return Applicant(
        full_name=name, kind="organisation" if is_company else "citizen",
        identity=f"0999{serial:06d}" if is_company else f"999{serial:09d}", address=_address(chance),
        phone=f"0900{serial:06d}", email=f"nguoi.nop.{serial}@{MAIL}" if chance.random() < 0.3 else "",
    )  # fmt: skip


def _company(chance: Random) -> str:
    return f"{_pick(chance, 'companies')} {_pick(chance, 'trades')} Minh Họa {chance.randint(1, 99)}"


def _person(chance: Random) -> str:
    return f"{_pick(chance, 'family')} {_pick(chance, 'middle')} {_pick(chance, 'given')}"


def _address(chance: Random) -> str:
    return f"Số {chance.randint(1, 200)} {_pick(chance, 'streets')}, {_pick(chance, 'wards')}, thành phố Hà Nội"


def _tax_code(serial: int) -> str:
    """A code with the right check digit, of a series that is not given out."""
    for series in ("099", "098"):
        digits = f"{series}{serial % 1_000_000:06d}"
        check = 10 - sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
        if check < 10:
            break
    return f"{digits}{check}"


def _permit(chance: Random, applicant: Applicant, on: date, serial: int) -> Given:
    position, title = _pick(chance, "positions")
    begins = on + timedelta(days=chance.randint(20, 60))
    return {
        "ten_nguoi_su_dung": applicant.full_name, "ma_so_doanh_nghiep": _tax_code(serial),
        "dia_chi_nguoi_su_dung": applicant.address, "linh_vuc_hoat_dong": _pick(chance, "trades"),
        "ho_ten": _pick(chance, "foreign"), "gioi_tinh": chance.choice(("nam", "nu")),
        "ngay_sinh": _day(date(1970, 1, 1) + timedelta(days=chance.randint(0, 10_000))),
        "quoc_tich": _pick(chance, "countries"), "so_ho_chieu": f"X{serial:08d}",
        "ho_chieu_den_ngay": _day(on + timedelta(days=chance.randint(900, 3000))),
        "vi_tri": position, "chuc_danh": title,
        "hinh_thuc": chance.choice(("hop_dong_lao_dong", "di_chuyen_noi_bo")), "dia_diem": applicant.address,
        "tu_ngay": _day(begins), "den_ngay": _day(begins + timedelta(days=729)),
        "muc_luong": chance.randrange(20, 90) * 1_000_000,
        "giai_trinh": "Vị trí đòi hỏi chuyên môn chưa tuyển được lao động Việt Nam (dữ liệu minh họa).",
        "cam_doan": True,
    }  # fmt: skip


def _equipment(chance: Random, applicant: Applicant, on: date, serial: int) -> Given:
    return {
        "ten_don_vi": applicant.full_name, "ma_so": applicant.identity, "dia_chi_dat": applicant.address,
        "nguoi_lien_he": _person(chance), "dien_thoai_lien_he": applicant.phone,
        "ngay_su_dung": _day(on - timedelta(days=chance.randint(1, 25))),
        "thiet_bi": [_machine(chance, on, serial, line) for line in range(1, chance.choice((1, 1, 2, 2, 3)) + 1)],
        "cam_doan": True,
    }  # fmt: skip


def _machine(chance: Random, on: date, serial: int, line: int) -> Given:
    kind, name = _pick(chance, "machines")
    inspected = on - timedelta(days=chance.randint(5, 60))
    return {
        "ten": name, "loai": kind, "so_che_tao": f"MH-{serial:04d}-{line}", "nam_san_xuat": chance.randint(2012, 2026),
        "to_chuc_kiem_dinh": "Trung tâm Kiểm định Minh Họa", "so_giay_kiem_dinh": f"KĐ-{serial:04d}/{line}",
        "ngay_kiem_dinh": _day(inspected),
        "han_kiem_dinh": _day(inspected + timedelta(days=chance.choice((365, 730, 1095)))),
    }  # fmt: skip


def _day(on: date) -> str:
    return on.isoformat()


APPLICATIONS: Mapping[str, Callable[[Random, Applicant, date, int], Given]] = {
    "giay_phep_lao_dong": _permit,
    "khai_bao_thiet_bi": _equipment,
}
