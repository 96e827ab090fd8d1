"""Units and substitutions for administrators: the tree, a unit founded, changed, taken up again; who stands in now."""

from typing import Any

from api.conditions import CONDITION, etag, version_seen
from api.door import Act, Answer, Door
from api.schemas_admin import (
    FoundationIn,
    FoundedOut,
    RevivalIn,
    SubstitutionOut,
    SubstitutionsOut,
    UnitIn,
    UnitOut,
    UnitsOut,
)
from api.schemas_desk import MadeOut
from api.schemas_in import Empty, RepeatHeader
from cases import orgchart, units
from cases.queries import administration
from cases.queries.versions import require_unit, unit_line, unit_version

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """`/units` and `/substitutions`, but for what `people` does with them."""
    door.read("/units", list_units, UnitsOut)
    door.act("/units", found_unit, FoundationIn, FoundedOut, state=201, **ONCE)
    door.read("/units/<code>", get_unit, UnitOut)
    door.act("/units/<code>/change", change_unit, UnitIn, UnitOut, **CONDITION)
    door.act("/units/<code>/revival", revive_unit, RevivalIn, UnitOut, **CONDITION)
    door.read("/substitutions", list_substitutions, SubstitutionsOut)
    door.act("/substitutions/<substitution_id>/end", end_substitution, Empty, MadeOut, **ONCE)


def list_units(act: Act) -> Answer:
    """The units the caller administers."""
    tree = administration.unit_tree(act.session, act.clock, act.officer)
    return Answer(UnitsOut(rows=[UnitOut.of(line) for line in tree]))


def found_unit(act: Act, body: FoundationIn) -> Answer:
    """A new unit."""
    made = orgchart.found_unit(act.session, act.clock, act.officer, body.code, body.facts())
    return Answer(FoundedOut(code=made.code), 201, {"Location": f"/api/v1/units/{made.code}"})


def get_unit(act: Act, code: str) -> Answer:
    """One unit."""
    line = unit_line(act.session, act.clock, act.officer, code)
    return Answer(UnitOut.of(line), headers={"ETag": etag(unit_version(line))})


def change_unit(act: Act, body: UnitIn, code: str) -> Answer:
    """Another name, place, telephone or parent."""
    require_unit(act.session, act.clock, act.officer, code, version_seen())
    orgchart.change_unit(act.session, act.clock, act.officer, code, body.facts())
    return get_unit(act, code)


def revive_unit(act: Act, body: RevivalIn, code: str) -> Answer:
    """The end of a unit was a mistake."""
    require_unit(act.session, act.clock, act.officer, code, version_seen())
    orgchart.take_up_again(act.session, act.clock, act.officer, code, body.parent)
    return get_unit(act, code)


def list_substitutions(act: Act) -> Answer:
    """Who stands in for whom, now and later."""
    rows = administration.substitutions(act.session, act.clock, act.officer)
    return Answer(SubstitutionsOut(rows=[SubstitutionOut.of(row) for row in rows]))


def end_substitution(act: Act, body: Empty, substitution_id: str) -> Answer:
    """He is back: it ends now."""
    return Answer(MadeOut(id=units.end_substitution(act.session, act.clock, act.officer, substitution_id).id))
