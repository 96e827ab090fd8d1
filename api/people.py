"""Who stands in for whom, who signs in whose place, and which unit a unit goes on in."""

from typing import Any

from api.door import Act, Answer, Door
from api.schemas_desk import AbsenceIn, EndIn, GrantIn, MadeOut
from api.schemas_in import RepeatHeader
from cases import units

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """`/substitutions`, `/signing-authorities`, `/units/<code>/end`."""
    door.act("/substitutions", stand_in, AbsenceIn, MadeOut, state=201, **ONCE)
    door.act("/signing-authorities", grant_authority, GrantIn, MadeOut, state=201, **ONCE)
    door.act("/units/<code>/end", end_unit, EndIn, MadeOut, **ONCE)


def stand_in(act: Act, body: AbsenceIn) -> Answer:
    """Write down who stands in for whom, for how long and in which procedures."""
    return Answer(MadeOut(id=units.stand_in(act.session, act.clock, act.officer, body.absence()).id), 201)


def grant_authority(act: Act, body: GrantIn) -> Answer:
    """Write down in whose place an officer signs (TM., KT., TL., TUQ., Q.)."""
    return Answer(MadeOut(id=units.grant_authority(act.session, act.clock, act.officer, body.grant()).id), 201)


def end_unit(act: Act, body: EndIn, code: str) -> Answer:
    """The unit exists until that day; its work goes on in its successor."""
    ended = units.end_unit(act.session, act.clock, act.officer, code, body.until_on, body.successor)
    return Answer(MadeOut(id=ended.id))
