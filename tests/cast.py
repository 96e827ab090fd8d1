"""A small office for the tests of both doors: two units, the cast, the shipped procedures in force, the doors open."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Engine

import api
import web
from cases.desk import Desk
from cases.procedure import deploy_shipped, shipped_bundles
from cases.tables import Officer, RoleHolding, Unit
from documents.vault import Vault
from ground.clock import Clock, FixedClock
from ground.database import open_database, transaction
from tests.conftest import MORNING

ROOT = Path(__file__).parent.parent
PASSWORD = "motcua-thu-nghiem"
HOME, ABROAD = "G09.20", "G10.20"
CAST: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "binh": ("Lê Thanh Bình", HOME, ("bo_phan_mot_cua",)),
    "chi": ("Trần Mai Chi", HOME, ("chuyen_vien",)),
    "cuc": ("Đỗ Kim Cúc", HOME, ("chuyen_vien",)),
    "dung": ("Phạm Anh Dũng", HOME, ("lanh_dao_phong",)),
    "giang": ("Vũ Hương Giang", HOME, ("lanh_dao_don_vi",)),
    "hanh": ("Bùi Đức Hạnh", HOME, ("van_thu",)),
    "khoa": ("Ngô Đăng Khoa", HOME, ("giam_sat",)),
    "lam": ("Hồ Tùng Lâm", HOME, ("thiet_ke",)),
    "quy": ("Đặng Phú Quý", HOME, ("quan_tri",)),
    "en": ("Cao Thị Én", ABROAD, ("bo_phan_mot_cua", "chuyen_vien")),
}
MACHINES = "khai_bao_thiet_bi"
PERMIT = "giay_phep_lao_dong"
# A filled application for the declaration of machines (2.000134).
APPLICATION: Mapping[str, Any] = {
    "ten_don_vi": "Công ty TNHH Cơ khí Đông Á", "ma_so": "0100000000",
    "dia_chi_dat": "Số 12 đường Lê Lợi, Phường Hoàn Kiếm, Thành phố Hà Nội",
    "nguoi_lien_he": "An", "ngay_su_dung": "2026-10-01", "cam_doan": True,
    "thiet_bi": [
        {"ten": "Nồi hơi", "loai": "noi_hoi", "so_che_tao": "NH-1", "nam_san_xuat": 2020,
         "to_chuc_kiem_dinh": "Trung tâm Kiểm định I", "so_giay_kiem_dinh": "KD-1",
         "ngay_kiem_dinh": "2026-01-01", "han_kiem_dinh": "2028-01-01"},
    ],
}  # fmt: skip


@cache
def hashed() -> str:
    """One quick hash for everybody: the real one is slow on purpose."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def furnish(database: Engine, clock: Clock) -> None:
    """Put the units, the cast and the shipped procedures into an empty database."""
    with transaction(database) as session:
        names = {HOME: "Sở Nội vụ (minh họa)", ABROAD: "Sở Y tế (minh họa)"}
        units = {code: Unit(code=code, name=name) for code, name in names.items()}
        session.add_all(units.values())
        session.flush()
        for name, (full_name, unit, roles) in CAST.items():
            officer = Officer(name=name, full_name=full_name, unit_id=units[unit].id, password_hash=hashed())
            session.add(officer)
            session.flush()
            session.add_all(RoleHolding(officer_id=officer.id, unit_id=units[unit].id, role=role) for role in roles)
        for bundle in shipped_bundles([ROOT / "processes", ROOT / "forms"]):
            deploy_shipped(session, clock, bundle)


def furnish_at(address: str) -> None:
    """Furnish the database at this address, once for all tests that start from a copy of it."""
    database = open_database(address)
    furnish(database, FixedClock(MORNING))
    database.dispose()


def open_doors(database: Engine, clock: Clock, home: Path, **settings: Any) -> Flask:
    """The application with both doors on this database."""
    desk = Desk(database=database, clock=clock, vault=Vault(home / "vault"), **settings)
    application = Flask("motcua", static_folder=None)
    application.extensions["motcua"] = desk
    application.register_blueprint(api.blueprint(desk))
    application.register_blueprint(web.blueprint(desk))
    return application
