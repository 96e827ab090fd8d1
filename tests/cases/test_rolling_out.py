"""A new version for running dossiers: what the trial foretells is what the batch does, and the way back is as sure."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select

from cases.follow import follow
from cases.procedure import deploy_bundle
from cases.studio.rolling import Choice, Trial, roll_out, try_out
from cases.tables import Dossier, Officer, RoleHolding, StepTerm, new_id
from engine.batches import batch_rows, run_batches
from engine.definitions import active_of
from engine.queries import waits_of
from ground.database import reading, transaction
from tests.cases.desk import SUPPLEMENT, Desk, shipped
from tests.cases.redrawn import left_out, renamed, retitled

SLUG = "khai_bao_thiet_bi"
DRAWING = f"{SLUG}.bpmn"
EVERYBODY = Choice()
UNTIL = ("kiem_tra", "phan_cong", "kiem_tra_thiet_bi", "tham_dinh", "ky_duyet")


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The desk with Quý, who administers it."""
    with transaction(desk.database) as session:
        unit = desk.officer(session, "chi").unit_id
        quy = Officer(name="quy", full_name="Quý", unit_id=unit, password_hash="")
        session.add(quy)
        session.flush()
        session.add(RoleHolding(officer_id=quy.id, unit_id=unit, role="quan_tri"))
    return desk


def everywhere(desk: Desk) -> list[str]:
    """A dossier at each of five steps, and one that waits for what was asked of its applicant."""
    codes = [desk.receive() for _ in UNTIL]
    for code, until in zip(codes, UNTIL, strict=True):
        desk.walk(code, until)
    waiting = desk.receive()
    desk.complete("binh", waiting, "kiem_tra", SUPPLEMENT)
    return [*codes, waiting]


def in_force(desk: Desk) -> str:
    with reading(desk.database) as session:
        row = active_of(session, SLUG)
        assert row is not None
        return row.id


def handed_in(desk: Desk, drawing: bytes) -> str:
    """This drawing as a version in force; its id."""
    files = {**shipped(SLUG).files, DRAWING: drawing}
    with transaction(desk.database) as session:
        return deploy_bundle(session, desk.clock, files, "lam", activate=True).id


def trial(desk: Desk, old: str, new: str, choice: Choice = EVERYBODY, **chosen: str | None) -> Trial:
    return desk.see("quy", try_out, old, new, choice, chosen)


def carried(desk: Desk, old: str, new: str, choice: Choice = EVERYBODY, **chosen: str | None) -> str:
    """The batch, done; its id."""
    batch = desk.do("quy", roll_out, old, new, choice, chosen, "Quyết định số 9", new_id())
    while run_batches(desk.database, desk.clock, follow):
        pass
    return batch.id


def answers(desk: Desk, batch: str) -> dict[str, str]:
    """The state of each row of a batch, by instance."""
    with reading(desk.database) as session:
        return {row.instance_id: row.state for row in batch_rows(session, batch)}


def standing(desk: Desk, instance: str) -> set[str]:
    with reading(desk.database) as session:
        return {wait.element for wait in waits_of(session, desk.clock, instance)}


def dates(desk: Desk) -> Mapping[str, object]:
    """Every date that was promised."""
    with reading(desk.database) as session:
        steps = select(StepTerm.task_id, StepTerm.due_at).where(StepTerm.state != "closed")
        dossiers = select(Dossier.id, Dossier.due_at)
        return {row[0]: row[1] for asked in (steps, dossiers) for row in session.execute(asked)}


PLAIN = shipped(SLUG).files[DRAWING]
EDITS = {
    "another id": renamed(PLAIN, "tham_dinh", "tham_dinh_moi"),
    "another id of a call": renamed(PLAIN, "tiep_nhan", "nhan"),
    "another name": retitled(PLAIN, "phan_cong", "Giao việc"),
    "another id and name": retitled(renamed(PLAIN, "phan_cong", "giao"), "giao", "Giao việc"),
    "left out": left_out(PLAIN, "phan_cong"),
    "two at once": left_out(renamed(PLAIN, "tham_dinh", "ket_luan_tham_dinh"), "phan_cong"),
}


def test_what_the_trial_foretells_is_what_the_batch_does_and_the_way_back_undoes(office: Desk) -> None:
    everywhere(office)
    old, promised = in_force(office), dates(office)
    for drawing in EDITS.values():
        new = handed_in(office, drawing)
        told = trial(office, old, new)
        batch = carried(office, old, new)
        assert answers(office, batch) == {
            fate.instance_id: "done" if fate.goes else "refused" for fate in told.fates
        }  # fmt: skip
        for fate in told.fates:
            assert {place.element for place in (fate.to if fate.goes else fate.at)} <= standing(office, fate.instance_id)
        assert dates(office) == promised
        back = carried(office, new, old, Choice(batch=batch))
        assert set(answers(office, back).values()) <= {"done"}
        assert len(answers(office, back)) == told.going
