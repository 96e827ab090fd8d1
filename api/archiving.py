"""Closed dossiers on their way to the archive: lists, and holds that keep them here."""

from typing import Any

from api.door import Act, Answer, Door
from api.schemas_in import RepeatHeader
from api.schemas_reuse import (
    ArchiveDecisionIn,
    ArchiveLineOut,
    ArchiveListIn,
    ArchiveListOut,
    ArchiveListPageOut,
    HoldIn,
    HoldOut,
)
from cases import archivelists, holds

ONCE: dict[str, Any] = {"headers": RepeatHeader}


def routes(door: Door) -> None:
    """`/archive-lists`, `/dossiers/<code>/hold`."""
    door.act("/archive-lists", propose_archive_list, ArchiveListIn, ArchiveListOut, state=201, **ONCE)
    door.read("/archive-lists/<archive_list_id>", get_archive_list, ArchiveListPageOut)
    door.act(
        "/archive-lists/<archive_list_id>/decision", decide_archive_list, ArchiveDecisionIn, ArchiveListOut, **ONCE
    )
    door.act("/dossiers/<code>/hold", hold_dossier, HoldIn, HoldOut, state=201, **ONCE)
    door.act("/dossiers/<code>/hold/lifting", lift_hold_of_dossier, HoldIn, HoldOut, **ONCE)


def propose_archive_list(act: Act, body: ArchiveListIn) -> Answer:
    """Put closed dossiers of a unit and year on a list for the archive."""
    unit = archivelists.unit_for(act.session, act.clock, act.officer, body.unit)
    row = archivelists.propose(act.session, act.clock, act.officer, unit, body.year, body.codes)
    return Answer(ArchiveListOut.of(row), 201, {"Location": f"/api/v1/archive-lists/{row.id}"})


def get_archive_list(act: Act, archive_list_id: str) -> Answer:
    """A list with its lines, as it was made."""
    row = archivelists.list_for(act.session, act.clock, act.officer, archive_list_id)
    lines = [
        ArchiveLineOut(
            code=code, ordinal=line.ordinal, file_code=line.file_code, title=line.title, closed_on=line.closed_on,
            kept_for=line.kept_for, basis=line.basis, keep_until_on=line.keep_until_on, papers=line.papers,
        )
        for line, code in archivelists.lines_of(act.session, row.id)
    ]  # fmt: skip
    return Answer(ArchiveListPageOut(**ArchiveListOut.of(row).model_dump(), lines=lines))


def decide_archive_list(act: Act, body: ArchiveDecisionIn, archive_list_id: str) -> Answer:
    """The archive takes a list over or sends it back; never by whom it was made."""
    is_accepted = body.verdict == "accept"
    row = archivelists.decide(act.session, act.clock, act.officer, archive_list_id, is_accepted, body.remark)
    return Answer(ArchiveListOut.of(row))


def hold_dossier(act: Act, body: HoldIn, code: str) -> Answer:
    """Keep a dossier here on a ground of the law: it is neither handed over nor destroyed."""
    return Answer(HoldOut.of(holds.put_hold(act.session, act.clock, act.officer, code, body.ground)), 201)


def lift_hold_of_dossier(act: Act, body: HoldIn, code: str) -> Answer:
    """The ground is gone."""
    return Answer(HoldOut.of(holds.lift_hold(act.session, act.clock, act.officer, code, body.ground)))
