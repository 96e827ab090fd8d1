"""The sheet says by which decision a version is in force, and from and until which day."""

from datetime import date, timedelta

from cases.drawings import approve
from cases.people import ADMINISTRATOR
from cases.procedure import active_procedure, deploy_bundle
from cases.tables import RoleHolding
from engine.tables import Definition
from ground.clock import today
from ground.database import reading, transaction
from tests.cases.desk import Desk, shipped

SLUG = "khai_bao_thiet_bi"
SHIPPED = "valid_from = 2026-01-01"


def approved(desk: Desk, days: str) -> Definition:
    """A version whose sheet names these days, approved by Giang, who administers here."""
    files = dict(shipped(SLUG).files)
    assert SHIPPED in files[f"{SLUG}.toml"].decode()
    files[f"{SLUG}.toml"] = files[f"{SLUG}.toml"].decode().replace(SHIPPED, days).encode()
    with transaction(desk.database) as session:
        giang = desk.officer(session, "giang")
        session.add(RoleHolding(officer_id=giang.id, unit_id=giang.unit_id, role=ADMINISTRATOR))
        draft = deploy_bundle(session, desk.clock, files, "lam", activate=False)
    return desk.do("giang", approve, draft.id, True)


def in_force(desk: Desk, day: date) -> int:
    with reading(desk.database) as session:
        return active_procedure(session, SLUG, day)[0].version


def test_a_version_takes_over_on_the_first_day_of_its_sheet(desk: Desk) -> None:
    first = today(desk.clock) + timedelta(days=10)
    definition = approved(desk, f"valid_from = {first}")
    assert definition.approval_reference == "Quy trình minh họa, chưa được phê duyệt"
    assert (in_force(desk, today(desk.clock)), in_force(desk, first)) == (1, 2)
    assert desk.dossier(desk.receive()).definition_id != definition.id
    desk.clock.advance(timedelta(days=10))
    assert desk.dossier(desk.receive()).definition_id == definition.id


def test_a_version_gives_way_after_the_last_day_of_its_sheet(desk: Desk) -> None:
    last = today(desk.clock) + timedelta(days=10)
    approved(desk, f"{SHIPPED}\nvalid_to = {last}")
    assert (in_force(desk, last), in_force(desk, last + timedelta(days=1))) == (2, 1)
