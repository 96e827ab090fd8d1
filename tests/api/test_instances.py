"""Running processes are looked at and mended through the JSON door: by whom it may, in the version he saw, once."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select

from cases.follow import follow
from cases.tables import Dossier, Officer, Pause, RoleHolding, StepTerm, Unit
from engine.batches import run_batches
from engine.tables import Job
from ground.clock import FixedClock
from ground.database import reading, transaction
from tests.api.conftest import Caller

LogIn = Callable[[str], Caller]
WHY = {"reason": "Kiểm tra theo đơn"}
ACCEPTED = {"outcome": "accepted"}


@pytest.fixture
def code(binh: Caller) -> str:
    """A dossier at the check of reception."""
    return str(binh.receive().get_json()["code"])


@pytest.fixture
def quy(log_in: LogIn) -> Caller:
    """Quý the administrator."""
    return log_in("quy")


@pytest.fixture
def run(quy: Caller, code: str) -> str:
    """The process of that dossier."""
    (row,) = quy.post("/instances/search", {"text": code}).get_json()["rows"]
    return str(row["id"])


def act(caller: Caller, run: str, deed: str, **body: Any) -> Any:
    """An act in the version the run has now."""
    version = caller.get(f"/instances/{run}").headers.get("ETag", '"1"')
    return caller.post(f"/instances/{run}/{deed}", WHY | body, If_Match=version)


def stored(database: Engine, code: str) -> Dossier:
    with reading(database) as session:
        return session.scalars(select(Dossier).where(Dossier.code == code)).one()


def test_the_administrator_sees_where_a_run_stands_but_not_what_the_dossier_says(quy: Caller, run: str) -> None:
    page = quy.get(f"/instances/{run}").get_json()
    assert [place["element"] for place in page["places"]] == ["kiem_tra"]
    assert set(page["may"]) == {"suspend", "cancel", "correct", "move", "go_back", "retry", "migrate"}
    assert not page["is_readable"]
    assert {value["value"] for value in page["variables"]} == {None}
    deeds = quy.get(f"/instances/{run}/history").get_json()["deeds"]
    assert deeds[0]["sentence"]["vi"].endswith("khởi tạo quy trình.")
    assert "Công ty" not in str(deeds)


def test_who_handles_the_dossier_reads_its_history_and_mends_nothing(binh: Caller, code: str, run: str) -> None:
    history = binh.get(f"/dossiers/{code}/history").get_json()
    assert history["way"][-1]["element"].endswith("kiem_tra")
    assert history["stays"][0]["outcome"] == "open"
    answer = binh.post(f"/instances/{run}/suspension", WHY)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "role_missing")


def test_a_supervisor_stops_and_lets_go_on_and_does_nothing_else(log_in: LogIn, run: str) -> None:
    khoa = log_in("khoa")
    assert khoa.post(f"/instances/{run}/suspension", WHY).get_json()["state"] == "suspended"
    assert khoa.post(f"/instances/{run}/resumption", WHY).get_json()["state"] == "running"
    assert act(khoa, run, "cancellation").status_code == 403
    assert set(khoa.get(f"/instances/{run}").get_json()["may"]) == {"suspend", "retry"}


def test_a_run_of_another_unit_does_not_exist(log_in: LogIn, database: Engine, run: str, code: str) -> None:
    with transaction(database) as session:
        en = session.scalars(select(Officer).where(Officer.name == "en")).one()
        session.add(RoleHolding(officer_id=en.id, unit_id=en.unit_id, role="quan_tri"))
    abroad = log_in("en")
    assert abroad.post("/instances/search", {"text": code}).get_json()["rows"] == []
    for path in (f"/instances/{run}", f"/instances/{run}/history", f"/dossiers/{code}/history"):
        assert abroad.get(path).status_code == 404
    for deed in ("suspension", "resumption"):
        assert abroad.post(f"/instances/{run}/{deed}", WHY).get_json()["code"] == "instance_unknown"
    for deed, more in (
        ("cancellation", {}), ("correction", {"variables": {"x": 1}}), ("move", {"token": "x", "element": "y"}),
        ("return", {"task_id": "0" * 32}), ("migration", {"definition_id": "0" * 32}),
    ):  # fmt: skip
        assert act(abroad, run, deed, **more).get_json()["code"] == "instance_unknown"
    batch = {"act": "suspend", "instances": [run]} | WHY
    assert abroad.post("/batches", batch).get_json()["code"] == "instance_unknown"


def test_an_act_needs_the_version_that_was_seen_and_a_reason(quy: Caller, run: str) -> None:
    assert quy.post(f"/instances/{run}/cancellation", WHY).status_code == 428
    stale = quy.post(f"/instances/{run}/cancellation", WHY, If_Match='"99"')
    assert (stale.status_code, stale.get_json()["code"]) == (412, "instance_changed")
    assert act(quy, run, "cancellation", reason="  ").get_json()["code"] == "reason_missing"


def test_a_repeated_act_is_carried_out_once(quy: Caller, run: str) -> None:
    first, again = (quy.post(f"/instances/{run}/suspension", WHY, Idempotency_Key="k1") for _ in range(2))
    assert first.get_json() == again.get_json()
    assert again.headers["Idempotent-Replay"] == "true"


def test_a_corrected_variable_is_in_the_journal_and_the_desks_own_is_not_to_be_corrected(
    quy: Caller, run: str, code: str, binh: Caller
) -> None:
    assert act(quy, run, "correction", variables={"ten_don_vi": "Công ty Mới"}).status_code == 200
    deed = binh.get(f"/dossiers/{code}/history").get_json()["deeds"][-1]
    assert deed["facts"]["before"] == {"ten_don_vi": "Công ty TNHH Cơ khí Đông Á"}
    assert deed["facts"]["after"] == {"ten_don_vi": "Công ty Mới"}
    refused = act(quy, run, "correction", variables={"dossier": {}})
    assert refused.get_json()["code"] == "variable_reserved"


def test_going_back_brings_the_dossier_back_too(
    quy: Caller, binh: Caller, run: str, code: str, database: Engine, machine_work: Callable[[], None]
) -> None:
    binh.complete(binh.first_task(code), ACCEPTED)
    machine_work()
    promised = stored(database, code).original_due_at
    page = quy.get(f"/instances/{run}").get_json()
    assert (page["dossier_state"], [step["element"] for step in page["back_to"]]) == ("handling", ["kiem_tra"])
    answer = act(quy, run, "return", task_id=page["back_to"][0]["task_id"])
    assert answer.get_json()["opened"] == ["kiem_tra"]
    dossier = stored(database, code)
    assert (dossier.state, dossier.accepted_at, dossier.due_at) == ("submitted", None, None)
    with reading(database) as session:
        terms = session.execute(select(StepTerm.element, StepTerm.state, StepTerm.stage).order_by(StepTerm.opened_at))
        assert [tuple(row) for row in terms if row.state != "closed"] == [("kiem_tra", "running", "submitted")]
    binh.complete(binh.first_task(code), ACCEPTED)
    again = stored(database, code)
    assert again.due_at is not None
    assert (again.state, again.original_due_at) == ("accepted", promised)


def test_a_token_moved_over_the_acceptance_accepts_the_dossier(
    quy: Caller, run: str, code: str, database: Engine
) -> None:
    (place,) = quy.get(f"/instances/{run}").get_json()["places"]
    moved = act(quy, run, "move", token=place["token"], element="in_giay_tiep_nhan")
    assert moved.get_json()["closed"] == ["kiem_tra"]
    dossier = stored(database, code)
    assert (dossier.state, dossier.due_at is not None) == ("accepted", True)
    back = quy.get(f"/instances/{run}").get_json()["places"][0]
    act(quy, run, "move", token=back["token"], element="kiem_tra")
    assert stored(database, code).state == "submitted"


def test_a_supplement_that_is_gone_back_on_is_called_off(
    quy: Caller, binh: Caller, run: str, code: str, database: Engine, machine_work: Callable[[], None]
) -> None:
    asked = {"outcome": "supplement", "reason": "Thiếu bản chính", "wanted": [{"name": "Giấy kiểm định", "note": ""}]}
    binh.complete(binh.first_task(code), asked)
    machine_work()
    page = quy.get(f"/instances/{run}").get_json()
    assert page["dossier_state"] == "supplement"
    act(quy, run, "return", task_id=page["back_to"][0]["task_id"])
    assert stored(database, code).state == "submitted"
    with reading(database) as session:
        assert session.scalars(select(Pause.until_at)).one() is not None
    assert binh.complete(binh.first_task(code), ACCEPTED).status_code == 200


def test_a_cancelled_run_stops_its_dossier_and_prints_the_notice(
    quy: Caller, run: str, code: str, database: Engine
) -> None:
    assert act(quy, run, "cancellation").get_json()["state"] == "cancelled"
    dossier = stored(database, code)
    assert (dossier.state, dossier.reason, dossier.closed_at is not None) == ("stopped", WHY["reason"], True)
    with reading(database) as session:
        assert "print_stop" in session.scalars(select(Job.operation)).all()


def test_a_batch_is_watched_row_by_row(quy: Caller, run: str, database: Engine, clock: FixedClock) -> None:
    asked = {"act": "suspend", "instances": [run]} | WHY
    first, again = (quy.post("/batches", asked, Idempotency_Key="b1") for _ in range(2))
    assert (first.status_code, first.get_json()["waiting"]) == (202, 1)
    batch = first.get_json()["id"]
    assert again.get_json()["id"] == batch
    run_batches(database, clock, follow)
    assert quy.get(f"/batches/{batch}").get_json()["done"] == 1
    assert quy.post(f"/batches/{batch}/rows").get_json()["rows"][0]["state"] == "done"
    assert [row["id"] for row in quy.get("/batches").get_json()["rows"]] == [batch]


def test_a_supervisors_batch_is_not_shown_to_administrators_elsewhere(
    log_in: LogIn, run: str, database: Engine, quy: Caller
) -> None:
    batch = log_in("khoa").post("/batches", {"act": "suspend", "instances": [run]} | WHY).get_json()["id"]
    with transaction(database) as session:
        en = session.scalars(select(Officer).where(Officer.name == "en")).one()
        session.add(RoleHolding(officer_id=en.id, unit_id=en.unit_id, role="quan_tri"))
        assert session.scalars(select(Unit)).all()
    assert log_in("en").get(f"/batches/{batch}").get_json()["code"] == "batch_unknown"
    assert quy.get(f"/batches/{batch}").status_code == 200
    stopped = quy.post(f"/batches/{batch}/stop", WHY).get_json()
    assert (stopped["state"], stopped["waiting"]) == ("cancelled", 0)
