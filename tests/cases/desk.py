"""The office the rules are told in: Bình at the counter, Chi and Cúc in the division, Dũng its head, Én elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from argon2 import PasswordHasher
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from cases.calendars import calendar_named
from cases.deadlines import due_at, parse_term
from cases.follow import follow
from cases.handling import complete_step
from cases.operations import Tools, operations
from cases.procedure import Bundle, deploy_shipped, shipped_bundles
from cases.queries import journal_of
from cases.reception import Applicant, Intake, PaperBrought, receive
from cases.tables import Dossier, Officer, RoleHolding, Unit
from engine.jobs import Operation, run_jobs
from engine.tables import Task
from engine.timers import fire_due
from ground.clock import VIETNAM, Clock, FixedClock
from ground.database import open_database, reading, transaction
from tests.conftest import MORNING

Made = TypeVar("Made")
ROOT = Path(__file__).parents[2]
# What tells when a row came about, in the tables that say so.
BEGUN = ("made_at", "ordinal", "from_at", "created_at", "at")
# A quick one: the real one is slow on purpose.
PASSWORD = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("mật khẩu của tôi")
AN = Applicant("Nguyễn Thị An", identity="001190000001", phone="0900000001", email="an@example.vn")
PEOPLE: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "binh": ("Bình", "G09.20", ("bo_phan_mot_cua",)),
    "chi": ("Chi", "G09.20", ("chuyen_vien",)),
    "cuc": ("Cúc", "G09.20", ("chuyen_vien",)),
    "dung": ("Dũng", "G09.20", ("lanh_dao_phong",)),
    "giang": ("Giang", "G09.20", ("lanh_dao_don_vi",)),
    "hanh": ("Hạnh", "G09.20", ("van_thu",)),
    "khoa": ("Khoa", "G09", ("giam_sat",)),
    "lam": ("Lâm", "G09.20", ("thiet_ke",)),
    "en": ("Én", "G22.01", ("chuyen_vien", "bo_phan_mot_cua")),
}
DEVICE = {
    "ten": "Nồi hơi", "loai": "noi_hoi", "so_che_tao": "NH-01", "nam_san_xuat": 2024,
    "to_chuc_kiem_dinh": "Trung tâm Minh Họa", "so_giay_kiem_dinh": "KD-01", "ngay_kiem_dinh": "2026-08-01",
    "han_kiem_dinh": "2028-08-01",
}  # fmt: skip
ANSWERS: Mapping[str, Any] = {
    "ten_don_vi": "Hợp tác xã Minh Họa", "ma_so": "0100000002",
    "dia_chi_dat": "Số 2 phố Minh Họa, Phường Hoàn Kiếm, Thành phố Hà Nội",
    "nguoi_lien_he": "An", "dien_thoai_lien_he": "0900000002", "ngay_su_dung": "2026-08-20", "cam_doan": True,
    "thiet_bi": [DEVICE],
}  # fmt: skip
GRANT: list[tuple[str, str, Mapping[str, Any]]] = [
    ("binh", "kiem_tra", {"outcome": "accepted"}),
    ("dung", "phan_cong", {"nguoi_thu_ly": "chi"}),
    ("chi", "kiem_tra_thiet_bi", {"trong_danh_muc": True, "kiem_dinh_con_han": True, "to_chuc_hop_le": True}),
    ("chi", "tham_dinh", {"so_thiet_bi_dat": 1, "y_kien_tham_dinh": "Đạt.", "outcome": "granted"}),
    ("dung", "tham_tra", {"outcome": "approved"}),
    ("giang", "ky_duyet", {"outcome": "approved"}),
    ("hanh", "phat_hanh", {"dung_the_thuc": True}),
    ("binh", "tra_ket_qua", {"nguoi_nhan": "An", "hinh_thuc_tra": "tai_quay"}),
]
SUPPLEMENT = {
    "outcome": "supplement",
    "reason": "Thiếu giấy kiểm định.",
    "wanted": [{"name": "Giấy kiểm định", "note": "chưa nộp"}],
}


def local(text: str) -> datetime:
    """An instant in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@dataclass(frozen=True)
class Desk:
    """A database with people and procedures, a clock that stands still, and the machine work done on demand."""

    database: Engine
    clock: FixedClock
    tools: Tools

    def do(self, name: str, deed: Callable[..., Made], *words: Any, **more: Any) -> Made:
        """One deed of one officer, in a transaction of its own."""
        with transaction(self.database) as session:
            return deed(session, self.clock, self.officer(session, name), *words, **more)

    def see(self, name: str, look: Callable[..., Made], *words: Any, **more: Any) -> Made:
        """What an officer sees."""
        with reading(self.database) as session:
            return look(session, self.clock, self.officer(session, name), *words, **more)

    def officer(self, session: Session, name: str) -> Officer:
        return session.scalars(select(Officer).where(Officer.name == name)).one()

    def receive(self, by: str = "binh", **changes: Any) -> str:
        """A dossier handed in by An; its code."""
        usual: dict[str, Any] = {"procedure": "khai_bao_thiet_bi", "applicant": AN, "answers": ANSWERS}
        intake = Intake(**usual | changes)
        return self.do(by, receive, intake).code

    def dossier(self, code: str) -> Dossier:
        with reading(self.database) as session:
            return session.scalars(select(Dossier).where(Dossier.code == code)).one()

    def task(self, code: str, element: str) -> Task:
        """The open step of this name."""
        with reading(self.database) as session:
            return session.scalars(
                select(Task).where(
                    Task.instance_id == self.dossier(code).instance_id,
                    Task.element == element,
                    Task.state.in_(("open", "claimed")),
                )
            ).one()

    def complete(self, by: str, code: str, element: str, answers: Mapping[str, Any]) -> None:
        """The step done, and the machine work after it."""
        task = self.task(code, element)
        self.do(by, complete_step, task.id, task.version, answers)
        self.work()

    def walk(self, code: str, until: str = "") -> None:
        """The straight way, step by step, up to (and without) a step."""
        for by, element, answers in GRANT:
            if element == until:
                return
            self.complete(by, code, element, answers)

    def work(self, known: Mapping[str, Operation] | None = None) -> None:
        """Timers and jobs until nothing is due."""
        while fire_due(self.database, self.clock, follow) + run_jobs(
            self.database, self.clock, known or operations(self.tools), follow
        ):
            pass

    def pass_time(self, term: str) -> None:
        """Working time goes by."""
        self.clock.move_to(due_at(calendar_named(), parse_term(term), self.clock.now()) + timedelta(seconds=1))

    def rows(self, table: type[Made], code: str) -> list[Made]:
        """The rows of a dossier in one of the desk's tables, as they came about."""
        dossier_id, columns = self.dossier(code).id, table.__table__.c  # type: ignore[attr-defined]
        order = [columns[name] for name in BEGUN if name in columns]
        with reading(self.database) as session:
            return list(session.scalars(select(table).where(columns.dossier_id == dossier_id).order_by(*order)))

    def names(self, code: str) -> list[str]:
        """The names of the facts in the dossier's journal."""
        with reading(self.database) as session:
            return [line.name for line in journal_of(session, self.clock, self.officer(session, "chi"), code)]


def furnish(session: Session, clock: Clock) -> None:
    """Units, people and the declaration of equipment."""
    units = {
        "G09": Unit(code="G09", name="Bộ Nội vụ (minh họa)", kind="ministry"),
        "G09.20": Unit(code="G09.20", name="Sở Nội vụ (minh họa)", kind="department"),
        "G22.01": Unit(code="G22.01", name="Sở Y tế (minh họa)", kind="department"),
    }
    session.add_all(units.values())
    session.flush()
    units["G09.20"].parent_id = units["G09"].id
    for name, (full_name, code, roles) in PEOPLE.items():
        officer = Officer(
            name=name, full_name=full_name, unit_id=units[code].id, password_hash=PASSWORD, email=f"{name}@example.vn"
        )
        session.add(officer)
        session.flush()
        session.add_all(RoleHolding(officer_id=officer.id, unit_id=units[code].id, role=role) for role in roles)
    deploy_shipped(session, clock, shipped("khai_bao_thiet_bi"))


def furnish_at(address: str) -> None:
    """Furnish the database at this address, once for all tests that start from a copy of it."""
    database = open_database(address)
    with transaction(database) as session:
        furnish(session, FixedClock(MORNING))
    database.dispose()


def shipped(slug: str) -> Bundle:
    """A procedure the house ships, by its slug."""
    return next(bundle for bundle in shipped_bundles([ROOT / "processes", ROOT / "forms"]) if bundle.slug == slug)


def brought(code: str = "", originals: int = 1) -> PaperBrought:
    return PaperBrought(code, originals=originals)
