"""A hand that moves a process moves its dossier too, as far as the law lets it; nothing goes behind a signature."""

import pytest
from sqlalchemy import select

from cases import crowds, steering
from cases.bundle import read_bundle
from cases.corrections import NotByHand, bring, states_before
from cases.follow import follow
from cases.people import RoleMissing
from cases.procedure import procedure_of
from cases.steering import Hand, SignedMeanwhile
from cases.tables import Officer, Pause, RoleHolding, StepTerm, Supplement, Unit
from engine.batches import run_batches
from engine.mending import earlier_steps
from engine.model import PERSON_TASKS
from engine.queries import waits_of
from ground.database import reading, transaction
from tests.cases.desk import SUPPLEMENT, Desk, shipped

WHY = "Chuyển nhầm bước"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Quý looks after the processes of the whole ministry."""
    with transaction(desk.database) as session:
        unit = session.scalars(select(Unit).where(Unit.code == "G09")).one()
        officer = Officer(name="quy", full_name="Quý", unit_id=unit.id)
        session.add(officer)
        session.flush()
        session.add(RoleHolding(officer_id=officer.id, unit_id=unit.id, role="quan_tri"))
    return desk


def hand(desk: Desk, code: str, by: str = "quy") -> Hand:
    with reading(desk.database) as session:
        return Hand(desk.officer(session, by), desk.dossier(code).instance_id, WHY)


def back(desk: Desk, code: str, element: str) -> None:
    with transaction(desk.database) as session:
        steps = earlier_steps(session, desk.dossier(code).instance_id)
        task = next(step.task_id for step in steps if step.element == element)
        steering.go_back(session, desk.clock, hand(desk, code), task)


def move(desk: Desk, code: str, source: str, target: str, state: str = "") -> None:
    with transaction(desk.database) as session:
        waits = waits_of(session, desk.clock, desk.dossier(code).instance_id)
        token = next(wait.token for wait in waits if wait.element == source)
        steering.move_token(session, desk.clock, hand(desk, code), token, target, state)


def open_steps(desk: Desk, code: str) -> list[tuple[str, str]]:
    return [(row.element, row.stage) for row in desk.rows(StepTerm, code) if row.state != "closed"]


@pytest.mark.parametrize("slug", ["khai_bao_thiet_bi", "giay_phep_lao_dong"])
def test_the_drawing_says_of_every_step_in_which_state_its_dossier_is(slug: str) -> None:
    procedure = read_bundle(shipped(slug).files)
    found = {
        element.id: states_before(procedure, process.id, element.id)
        for process in procedure.processes.values()
        for element in process.elements.values()
        if element.kind in PERSON_TASKS
    }
    assert {"submitted", "supplement"} <= found["kiem_tra"]
    assert found["tham_dinh"] == {"handling"}
    assert "finished" in found["tra_ket_qua"]
    assert all(found.values())


def test_going_back_within_the_handling_keeps_the_date_and_opens_the_step_anew(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_tra")
    due_at = desk.dossier(code).due_at
    desk.pass_time("1wd")
    back(desk, code, "tham_dinh")
    assert (desk.dossier(code).state, desk.dossier(code).due_at) == ("handling", due_at)
    assert open_steps(desk, code) == [("tham_dinh", "handling")]
    (row,) = [row for row in desk.rows(StepTerm, code) if row.state != "closed"]
    assert row.opened_at == desk.clock.now()
    assert row.due_at is None or row.due_at > desk.clock.now()
    desk.complete("chi", code, "tham_dinh", {"so_thiet_bi_dat": 1, "y_kien_tham_dinh": "Đạt.", "outcome": "granted"})
    assert open_steps(desk, code) == [("tham_tra", "handling")]


def test_nothing_goes_back_behind_a_signature(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tra_ket_qua")
    assert desk.dossier(code).state == "finished"
    with pytest.raises(SignedMeanwhile):
        back(desk, code, "tham_dinh")
    with transaction(desk.database) as session:
        dossier = session.merge(desk.dossier(code))
        procedure = procedure_of(session, dossier.definition_id)
        with pytest.raises(NotByHand):
            bring(session, desk.clock, dossier, procedure, "handling", "quy", WHY)
    assert open_steps(desk, code) == [("tra_ket_qua", "finished")]


def test_a_dossier_is_not_brought_to_wait_for_what_nobody_asked_for(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(NotByHand):
        move(desk, code, "kiem_tra", "in_giay_tiep_nhan", "supplement")
    assert desk.dossier(code).state == "submitted"


def test_a_supplement_gone_back_on_is_called_off_and_time_counts_again(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    assert desk.dossier(code).state == "supplement"
    back(desk, code, "kiem_tra")
    assert desk.dossier(code).state == "submitted"
    (pause,), (asked,) = desk.rows(Pause, code), desk.rows(Supplement, code)
    assert pause.until_at is not None
    assert asked.answered_at is not None
    assert WHY in asked.note
    desk.walk(code, "tham_dinh")
    assert desk.dossier(code).state == "handling"


def test_many_cancelled_at_once_are_stopped_dossier_by_dossier(desk: Desk) -> None:
    codes = [desk.receive(), desk.receive()]
    desk.walk(codes[1], "tham_dinh")
    with transaction(desk.database) as session:
        instances = [desk.dossier(code).instance_id for code in codes]
        officer = desk.officer(session, "quy")
        crowds.open_batch(session, desk.clock, officer, "cancel", instances, WHY, "b1")
    run_batches(desk.database, desk.clock, follow)
    desk.work()
    assert [desk.dossier(code).state for code in codes] == ["stopped", "stopped"]
    assert all(desk.dossier(code).closed_at is not None for code in codes)
    assert open_steps(desk, codes[1]) == []
    assert "dossier_moved" in desk.names(codes[0])


def test_a_dossier_taken_out_of_a_called_process_and_back_into_it_keeps_one_open_step_in_the_right_state(
    desk: Desk,
) -> None:
    code = desk.receive()
    move(desk, code, "kiem_tra", "tham_dinh", "handling")
    assert open_steps(desk, code) == [("tham_dinh", "handling")]
    move(desk, code, "tham_dinh", "sub_tiep_nhan/kiem_tra")
    assert (open_steps(desk, code), desk.dossier(code).state) == ([("kiem_tra", "submitted")], "submitted")
    assert desk.names(code).count("token_moved") == 2


def test_a_supervisor_may_stop_a_process_but_not_move_it(desk: Desk) -> None:
    code = desk.receive()
    with transaction(desk.database) as session:
        steering.suspend(session, desk.clock, hand(desk, code, "khoa"))
    with transaction(desk.database) as session, pytest.raises(RoleMissing):
        steering.cancel(session, desk.clock, hand(desk, code, "khoa"))
