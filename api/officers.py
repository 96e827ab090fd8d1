"""Officers for their administrators: found, engaged, changed, given roles, dismissed and restored."""

from typing import Any

from api.conditions import CONDITION, etag, version_seen
from api.door import Act, Answer, Door
from api.schemas_admin import (
    EndedOut,
    EngagementIn,
    HoldingIn,
    OfficerOut,
    OfficerSearch,
    OfficerSheetOut,
    OfficershipIn,
    OfficersOut,
    SecretOut,
)
from api.schemas_in import Empty, RepeatHeader
from cases import staff
from cases.queries import administration
from cases.queries.versions import officer_version, require_officer

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """Everything under `/officers`."""
    door.search("/officers/search", search_officers, OfficerSearch, OfficersOut)
    door.act("/officers", engage_officer, EngagementIn, SecretOut, state=201, **ONCE)
    door.read("/officers/<name>", get_officer, OfficerSheetOut)
    door.act("/officers/<name>/change", change_officer, OfficershipIn, OfficerSheetOut, **CONDITION)
    door.act("/officers/<name>/roles", give_role, HoldingIn, OfficerSheetOut, **CONDITION)
    door.act("/officers/<name>/roles/removal", take_role, HoldingIn, OfficerSheetOut, **CONDITION)
    door.act("/officers/<name>/dismissal", dismiss_officer, Empty, EndedOut, **CONDITION)
    door.act("/officers/<name>/restoration", restore_officer, Empty, OfficerSheetOut, **CONDITION)
    door.act("/officers/<name>/password", renew_password, Empty, SecretOut, **ONCE)
    door.act("/officers/<name>/sessions/end", end_sessions, Empty, EndedOut, **ONCE)


def search_officers(act: Act, body: OfficerSearch) -> Answer:
    """Officers of the units the caller administers."""
    found = administration.officers(act.session, act.clock, act.officer, body.text, body.with_dismissed)
    return Answer(OfficersOut(rows=[OfficerOut.of_line(line) for line in found]))


def engage_officer(act: Act, body: EngagementIn) -> Answer:
    """A new officer; his first password is told in this answer and nowhere else."""
    roles = tuple(body.roles)
    made = staff.engage(act.session, act.clock, act.officer, body.name, body.officership(), roles)
    return _secret(made.officer.name, made.password, 201, {"Location": f"/api/v1/officers/{made.officer.name}"})


def get_officer(act: Act, name: str) -> Answer:
    """One officer with his roles."""
    sheet = administration.officer_sheet(act.session, act.clock, act.officer, name)
    return Answer(OfficerSheetOut.of_sheet(sheet), headers={"ETag": etag(officer_version(sheet))})


def change_officer(act: Act, body: OfficershipIn, name: str) -> Answer:
    """Another name, title, address or unit."""
    _require(act, name)
    staff.change_officer(act.session, act.clock, act.officer, name, body.officership())
    return _stands(act, name)


def give_role(act: Act, body: HoldingIn, name: str) -> Answer:
    """A role in a unit and everything below it."""
    _require(act, name)
    staff.give_role(act.session, act.clock, act.officer, name, body.role, body.unit)
    return _stands(act, name)


def take_role(act: Act, body: HoldingIn, name: str) -> Answer:
    """The role back."""
    _require(act, name)
    staff.take_role(act.session, act.clock, act.officer, name, body.role, body.unit)
    return _stands(act, name)


def dismiss_officer(act: Act, body: Empty, name: str) -> Answer:
    """No more log-in; his steps go back to the lists."""
    _require(act, name)
    return Answer(EndedOut(count=staff.dismiss(act.session, act.clock, act.officer, name)))


def restore_officer(act: Act, body: Empty, name: str) -> Answer:
    """He may log in again."""
    _require(act, name)
    staff.restore(act.session, act.clock, act.officer, name)
    return _stands(act, name)


def renew_password(act: Act, body: Empty, name: str) -> Answer:
    """A new password, told in this answer and nowhere else."""
    return _secret(name, staff.renew_password(act.session, act.clock, act.officer, name))


def end_sessions(act: Act, body: Empty, name: str) -> Answer:
    """Log him out everywhere."""
    return Answer(EndedOut(count=staff.end_sessions(act.session, act.clock, act.officer, name)))


def _require(act: Act, name: str) -> None:
    require_officer(act.session, act.clock, act.officer, name, version_seen())


def _stands(act: Act, name: str) -> Answer:
    act.session.flush()
    return get_officer(act, name)


def _secret(name: str, password: str, state: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """What is told once is not kept for a repeated request either."""
    kept = SecretOut(name=name, password="")
    return Answer(SecretOut(name=name, password=password), state, headers or {}, kept=kept)
