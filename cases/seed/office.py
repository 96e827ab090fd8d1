"""The office of the demonstration: its units, its officers and the roles they hold, from the page beside."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.passwords import hash_password
from cases.tables import Officer, RoleHolding, Unit, new_id

MAIL = "minhhoa.example"


@cache
def page(name: str) -> dict[str, Any]:
    """One of the pages of the demonstration."""
    return tomllib.loads((resources.files("cases.seed") / name).read_text("utf-8"))


def password() -> str:
    """What every officer of the demonstration logs in with."""
    return str(page("office.toml")["password"])


def cast() -> tuple[tuple[str, str], ...]:
    """Who may log in: the name, and who that is."""
    units = {unit["code"]: unit["name"] for unit in page("office.toml")["unit"]}
    return tuple(
        (officer["name"], f"{officer['full_name']}, {officer['title']}, {units[officer['unit']]}")
        for officer in page("office.toml")["officer"]
    )


def is_empty(session: Session) -> bool:
    """Whether nobody works here yet."""
    return session.scalar(select(Officer.id).limit(1)) is None


def found_office(session: Session) -> None:
    """Make the units, the officers and their roles."""
    units: dict[str, Unit] = {}
    for each in page("office.toml")["unit"]:
        parent = units.get(each.get("parent", ""))
        unit = Unit(
            id=new_id(), code=each["code"], name=each["name"], kind=each["kind"], city=each["city"],
            phone=each["phone"], parent_id=parent.id if parent is not None else None,
        )  # fmt: skip
        units[unit.code] = unit
        session.add(unit)
        session.flush()
    # One password, one hash: making ten would take as long as all the rest.
    password_hash = hash_password(password())
    for each in page("office.toml")["officer"]:
        _employ(session, each, units, password_hash)


def _employ(session: Session, each: dict[str, Any], units: dict[str, Unit], password_hash: str) -> None:
    officer = Officer(
        id=new_id(), name=each["name"], full_name=each["full_name"], title=each["title"],
        unit_id=units[each["works_in"]].id, email=f"{each['name']}@{MAIL}", password_hash=password_hash,
    )  # fmt: skip
    session.add(officer)
    session.flush()
    holder, unit = officer.id, units[each["unit"]].id
    session.add_all(RoleHolding(officer_id=holder, unit_id=unit, role=role) for role in each["roles"])
