"""`motcua officer`: who works here, with which roles; every change is told in the journal with its before and after."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from app.migrations import require_current
from app.officers import OfficerUnknown, officer_named
from app.settings import Settings
from cases import staff, units
from cases.queries import administration
from cases.staff import Officership
from cases.tables import Officer, Unit
from cases.units import Absence
from ground.clock import VIETNAM, Clock, SystemClock
from ground.database import open_database, reading, transaction

HELP = """Look after officers: engage, change, roles, new passwords, log out, away and back, dismiss, restore.

A house that has nobody yet begins like this; afterwards every change says with --by which administrator makes it:

    motcua unit found G09 --name "Bộ Nội vụ" --kind ministry
    motcua officer engage quy --full-name "Đặng Phú Quý" --unit G09 --role quan_tri

    motcua officer list --by quy                                  who works here, where, with which roles
    motcua officer list --by quy --words "phong viec lam"         found without marks
    motcua officer engage chi --full-name "Trần Mai Chi" --unit G09.20 --role chuyen_vien --by quy
    motcua officer change chi --unit G09.21 --title "Chuyên viên chính" --by quy
    motcua officer give chi lanh_dao_phong --unit G09.20 --by quy a role, in this unit and all below it
    motcua officer take chi lanh_dao_phong --unit G09.20 --by quy and back again
    motcua officer password chi --by quy                          a new one, shown once; old log-ins end
    motcua officer log-out chi --by quy                           everywhere
    motcua officer away chi --substitute cuc --from 2026-12-01 --until 2026-12-05 --reason "nghỉ phép" --by quy
    motcua officer back chi --by quy                              nobody stands in for her any longer
    motcua officer dismiss chi --by quy                           no more log-in; her steps go back to the lists
    motcua officer restore chi --by quy                           it was a mistake, or she is back

Roles: bo_phan_mot_cua lanh_dao_phong chuyen_vien lanh_dao_don_vi lanh_dao_bo van_thu giam_sat thiet_ke quan_tri.
Nobody is ever deleted: what somebody did stays in his name.
"""


def arguments(parser: ArgumentParser) -> None:
    """Which act, of whom."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    listed = acts.add_parser("list", help="who works here")
    listed.add_argument("--words", default="", help="of name, title or unit, marks do not matter")
    listed.add_argument("--gone", action="store_true", help="those who were dismissed too")
    engaged = _of(acts.add_parser("engage", help="a new officer; his first password is shown once"))
    engaged.add_argument("--full-name", required=True)
    engaged.add_argument("--unit", required=True, metavar="CODE", help="where he works")
    engaged.add_argument("--role", action="append", default=[], help="held in that unit; several times for several")
    changed = _of(acts.add_parser("change", help="what is not named stays"))
    changed.add_argument("--full-name")
    changed.add_argument("--unit", metavar="CODE")
    for part in (engaged, changed):
        part.add_argument("--title")
        part.add_argument("--email")
    for name, words in (("give", "a role, in a unit and all below it"), ("take", "a role back")):
        part = _of(acts.add_parser(name, help=words))
        part.add_argument("role", metavar="ROLE")
        part.add_argument("--unit", required=True, metavar="CODE")
    for name, words in (("password", "a new one, shown once"), ("log-out", "end every session"),
                        ("back", "nobody stands in any longer"), ("dismiss", "no more log-in"),
                        ("restore", "log-in again")):  # fmt: skip
        _of(acts.add_parser(name, help=words))
    away = _of(acts.add_parser("away", help="somebody stands in"))
    away.add_argument("--substitute", required=True, metavar="LOG-IN", help="who stands in")
    away.add_argument("--from", dest="first_on", required=True, type=date.fromisoformat, metavar="DAY")
    away.add_argument("--until", dest="last_on", required=True, type=date.fromisoformat, metavar="DAY", help="last day")
    away.add_argument(
        "--procedure", action="append", default=[], metavar="SLUG", help="only in these (default: in all)"
    )
    away.add_argument("--reason", required=True)
    for part in acts.choices.values():
        part.add_argument("--by", metavar="LOG-IN", help="the administrator who does it")


def _of(parser: ArgumentParser) -> ArgumentParser:
    parser.add_argument("name", metavar="LOG-IN")
    return parser


def run(settings: Settings, given: Namespace) -> int:
    """Do it, and say what was done."""
    database, clock = open_database(settings.database), SystemClock(settings.shift)
    require_current(database)
    if given.act == "list":
        with reading(database) as session:
            _list(session, clock, officer_named(session, given.by or ""), given)
        return 0
    with transaction(database) as session:
        by = officer_named(session, given.by) if given.by else None
        said = ACTS[given.act](session, clock, by, given)
    print(said)
    return 0


def _list(session: Session, clock: Clock, by: Officer, given: Namespace) -> None:
    for line in administration.officers(session, clock, by, given.words, given.gone):
        roles = " ".join(f"{role}@{unit}" for role, unit in line.roles)
        gone = "" if line.is_active else "  (đã thôi việc / dismissed)"
        print(f"{line.name:16} {line.full_name}, {line.title or '–'}, {line.unit}  {roles}{gone}")


def _engage(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    about = Officership(given.full_name, given.unit, given.title or "", given.email or "")
    engaged = staff.engage(session, clock, by, given.name, about, tuple(given.role))
    return f"{given.name}  {engaged.password}"


def _change(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    now = staff.officer_for(session, clock, by, given.name)
    kept = {"full_name": now.full_name, "unit": session.get_one(Unit, now.unit_id).code, "title": now.title,
            "email": now.email}  # fmt: skip
    told = {name: text for name in kept if (text := getattr(given, name)) is not None}
    staff.change_officer(session, clock, by, given.name, Officership(**kept | told))
    return f"{given.name}: {', '.join(f'{name} {text}' for name, text in told.items()) or '–'}"


def _give(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    staff.give_role(session, clock, by, given.name, given.role, given.unit)
    return f"{given.name}: + {given.role}@{given.unit}"


def _take(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    was = staff.take_role(session, clock, by, given.name, given.role, given.unit)
    return f"{given.name}: - {given.role}@{given.unit}" if was else f"{given.name}: –"


def _password(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    return f"{given.name}  {staff.renew_password(session, clock, by, given.name)}"


def _log_out(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    return f"{given.name}: {staff.end_sessions(session, clock, by, given.name)}"


def _dismiss(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    steps = staff.dismiss(session, clock, by, given.name)
    return f"{given.name}: {steps} bước trả về danh sách chung ({steps} steps back in the lists)"


def _restore(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    return f"{staff.restore(session, clock, by, given.name).name}: +"


def _away(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    first, after = (datetime.combine(day, time(), VIETNAM) for day in (given.first_on, given.last_on + timedelta(1)))
    absence = Absence(given.name, given.substitute, first, after, tuple(given.procedure), given.reason)
    units.stand_in(session, clock, _keeper(by), absence)
    return f"{given.name} → {given.substitute}  {given.first_on} … {given.last_on}"


def _back(session: Session, clock: Clock, by: Officer | None, given: Namespace) -> str:
    rows = [row for row in administration.substitutions(session, clock, _keeper(by)) if row.absent == given.name]
    for row in rows:
        units.end_substitution(session, clock, _keeper(by), row.id)
    return f"{given.name}: {len(rows)}"


def _keeper(by: Officer | None) -> Officer:
    if by is None:
        raise OfficerUnknown(name="–")
    return by


Said = Callable[[Session, Clock, Officer | None, Namespace], str]
ACTS: Mapping[str, Said] = {
    "engage": _engage, "change": _change, "give": _give, "take": _take, "password": _password, "log-out": _log_out,
    "away": _away, "back": _back, "dismiss": _dismiss, "restore": _restore,
}  # fmt: skip
