"""Units: the tree with its days, and everything an administrator does with one."""

from datetime import date

from flask import Response, request

from cases import orgchart, units
from cases.orgchart import KINDS, UnitFacts
from cases.queries import administration
from cases.queries.administration import UnitLine
from ground.clock import today
from ground.errors import NotFound, Problem
from web.admin.changes import CHANGES, FACTS
from web.admin.forms import chosen_units, day_said, day_words, said
from web.errors import state_of
from web.language import language
from web.visit import House, Visit, show

KIND_WORDS = {
    "ministry": "Ministry", "department": "Department", "division": "Division", "province": "Province",
    "commune": "Commune", "counter": "One-stop department",
}  # fmt: skip


def routes(house: House) -> None:
    """`/admin/units` and one unit below it."""
    house.page("/admin/units", show_units)
    house.deed("/admin/units/foundation", found_unit, refuse_unit)
    house.page("/admin/units/<code>", show_unit)
    house.deed("/admin/units/<code>/change", change_unit, refuse_unit)
    house.deed("/admin/units/<code>/ending", end_unit, refuse_unit)
    house.deed("/admin/units/<code>/revival", revive_unit, refuse_unit)


def show_units(visit: Visit) -> Response:
    """The tree, and the form for a new unit."""
    return _tree(visit)


def _tree(visit: Visit, sentence: str = "", state: int = 200) -> Response:
    rows = administration.unit_tree(visit.session, visit.clock, visit.officer)
    return show(
        "admin/units.html", state, rows=rows, kinds=KINDS, kind_words=KIND_WORDS, sentence=sentence,
        typed=request.form, day=today(visit.clock), day_words=day_words,
    )  # fmt: skip


def show_unit(visit: Visit, code: str) -> Response:
    """One unit with its days, its history and what may be done with it."""
    return _one(visit, code)


def _one(visit: Visit, code: str, sentence: str = "", state: int = 200) -> Response:
    unit = _line(administration.unit_tree(visit.session, visit.clock, visit.officer), code)
    found = list(administration.changes(visit.session, visit.clock, visit.officer, code))
    return show(
        "admin/unit.html", state, unit=unit, units=chosen_units(visit), kinds=KINDS, kind_words=KIND_WORDS,
        changes=found, names=CHANGES, facts=FACTS, sentence=sentence, day=today(visit.clock), day_words=day_words,
    )  # fmt: skip


def _line(rows: list[UnitLine], code: str) -> UnitLine:
    for row in rows:
        if row.code == code:
            return row
    raise NotFound


def refuse_unit(visit: Visit, problem: Problem, code: str = "") -> Response:
    """The same page, with why not."""
    sentence, state = problem.sentence(language()), state_of(problem)
    return _one(visit, code, sentence, state) if code else _tree(visit, sentence, state)


def _facts() -> UnitFacts:
    return UnitFacts(said("name"), said("parent"), said("kind"), said("city"), said("phone"), day_said("from"))


def found_unit(visit: Visit) -> str:
    """A new unit."""
    unit = orgchart.found_unit(visit.session, visit.clock, visit.officer, said("code").upper(), _facts())
    return f"/admin/units/{unit.code}"


def change_unit(visit: Visit, code: str) -> str:
    """Another name, place, telephone or parent."""
    orgchart.change_unit(visit.session, visit.clock, visit.officer, code, _facts())
    return f"/admin/units/{code}"


def end_unit(visit: Visit, code: str) -> str:
    """It exists until a day; another unit takes over."""
    last: date = day_said("on") or today(visit.clock)
    units.end_unit(visit.session, visit.clock, visit.officer, code, last, said("successor"))
    return f"/admin/units/{code}"


def revive_unit(visit: Visit, code: str) -> str:
    """The end was a mistake."""
    orgchart.take_up_again(visit.session, visit.clock, visit.officer, code, said("parent"))
    return f"/admin/units/{code}"
