"""Incidents by cause and migrations of whole versions through the JSON door; one poisoned process stops nobody."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select, update

from cases.follow import follow
from cases.procedure import deploy_bundle
from engine.batches import run_batches
from engine.jobs import Call, Fault, run_jobs
from engine.tables import Instance
from ground.clock import FixedClock
from ground.database import reading, transaction
from tests.api.conftest import Caller
from tests.cases.desk import shipped

LogIn = Callable[[str], Caller]
WHY = {"reason": "Đã có mẫu in"}


def breaks(call: Call) -> dict[str, str]:
    raise Fault("no_template", f"the template {call.key} is missing")


@pytest.fixture
def stuck(binh: Caller, database: Engine, clock: FixedClock) -> list[str]:
    """Three dossiers whose receipt cannot be printed: their processes."""
    for _ in range(3):
        code = binh.receive().get_json()["code"]
        binh.complete(binh.first_task(code), {"outcome": "accepted"})
    run_jobs(database, clock, {"print_receipt": breaks}, follow)
    with reading(database) as session:
        return list(session.scalars(select(Instance.id).order_by(Instance.started_at, Instance.id)))


def test_one_cause_is_one_line_with_all_it_stopped_and_is_retried_as_a_batch(
    log_in: LogIn, stuck: list[str], database: Engine, clock: FixedClock
) -> None:
    khoa = log_in("khoa")
    (cause,) = khoa.get("/causes").get_json()["rows"]
    assert (cause["code"], cause["count"], cause["text"]) == ("no_template", 3, "the template … is missing")
    page = khoa.get(f"/causes/{cause['id']}").get_json()
    assert {row["instance_id"] for row in page["rows"]} == set(stuck)
    with transaction(database) as session:
        session.execute(update(Instance).where(Instance.id == stuck[0]).values(frontier=b"poisoned"))
    asked = [khoa.post(f"/causes/{cause['id']}/retry", WHY, Idempotency_Key="r1") for _ in range(2)]
    assert asked[0].get_json() == asked[1].get_json()
    run_batches(database, clock, follow)
    run_jobs(database, clock, {"print_receipt": lambda call: {}}, follow)
    assert khoa.get(f"/batches/{asked[0].get_json()['id']}").get_json()["done"] == 3
    for instance in stuck[1:]:
        assert "in_giay_tiep_nhan" not in str(khoa.get(f"/instances/{instance}").get_json()["incidents"])
        assert [place["kind"] for place in khoa.get(f"/instances/{instance}").get_json()["places"]] == ["task"]
    poisoned = khoa.get(f"/instances/{stuck[0]}").get_json()
    assert (poisoned["is_whole"], set(poisoned["may"])) == (False, {"suspend", "retry"})


def test_one_incident_is_retried_by_itself(log_in: LogIn, stuck: list[str]) -> None:
    khoa = log_in("khoa")
    cause = khoa.get("/causes").get_json()["rows"][0]["id"]
    incident = khoa.get(f"/causes/{cause}").get_json()["rows"][0]
    answer = khoa.post(f"/incidents/{incident['id']}/retry")
    assert answer.get_json()["instance_id"] == incident["instance_id"]
    assert khoa.post(f"/incidents/{incident['id']}/retry").get_json()["code"] == "incident_unknown"
    assert khoa.get("/causes").get_json()["rows"][0]["count"] == 2


def test_who_does_not_look_after_processes_is_told_so_and_sees_no_cause(log_in: LogIn, stuck: list[str]) -> None:
    cause = log_in("khoa").get("/causes").get_json()["rows"][0]["id"]
    for name in ("chi", "en"):
        caller = log_in(name)
        assert caller.get("/causes").get_json()["code"] == "role_missing"
        assert caller.post(f"/causes/{cause}/retry", WHY).get_json()["code"] == "role_missing"


def test_a_version_is_tried_and_then_carried_over(
    log_in: LogIn, binh: Caller, database: Engine, clock: FixedClock
) -> None:
    code = binh.receive().get_json()["code"]
    files = shipped("khai_bao_thiet_bi").files
    drawing = files["sub_tiep_nhan.bpmn"].replace(b'"kiem_tra"', b'"xem_xet"').replace(b">kiem_tra<", b">xem_xet<")
    with transaction(database) as session:
        newer = deploy_bundle(session, clock, {**files, "sub_tiep_nhan.bpmn": drawing}, "lam", activate=True).id
        (run,) = session.scalars(select(Instance)).all()
    quy = log_in("quy")
    asked: dict[str, object] = {"from_definition_id": run.definition_id, "definition_id": newer}
    (hindered,) = quy.post("/migrations/forecast", asked).get_json()["hindered"]
    assert (hindered["business_key"], hindered["obstacles"][0]["reason"]) == (code, "element_gone")
    asked |= {"mapping": {"kiem_tra": "xem_xet"}}
    assert quy.post("/migrations/forecast", asked).get_json() == {"ready": [run.id], "hindered": []}
    one = quy.post(f"/instances/{run.id}/forecast", {"definition_id": newer}).get_json()
    assert one["hindered"][0]["instance_id"] == run.id
    refused = quy.post(f"/instances/{run.id}/migration", {"definition_id": newer} | WHY, If_Match=f'"{run.version}"')
    assert (refused.status_code, refused.get_json()["code"]) == (409, "migration_refused")
    batch = quy.post("/migrations", asked | WHY).get_json()["id"]
    run_batches(database, clock, follow)
    assert quy.get(f"/batches/{batch}").get_json()["done"] == 1
    assert binh.first_task(code)["element"] == "xem_xet"
    assert log_in("khoa").post("/migrations", asked | WHY).status_code == 403


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_incidents_are_narrowed_and_gone_through_page_by_page(log_in: LogIn, stuck: list[str]) -> None:
    khoa = log_in("khoa")

    def found(**asked: object) -> list[str]:
        return [row["instance_id"] for row in khoa.post("/incidents/search", asked).get_json()["rows"]]

    for sort in ("opened", "-opened"):
        first = khoa.post("/incidents/search", {"sort": sort, "limit": 2}).get_json()
        rest = khoa.post("/incidents/search", {"sort": sort, "limit": 2, "cursor": first["next"]}).get_json()
        assert [row["id"] for row in first["rows"] + rest["rows"]] == [
            row["id"] for row in khoa.post("/incidents/search", {"sort": sort}).get_json()["rows"]
        ]
        assert (len(first["rows"]), len(rest["rows"]), rest["next"]) == (2, 1, "")
    assert found() == found(sort="-opened")[::-1]
    assert set(found(code="no_template", element="in_giay_tiep_nhan")) == set(stuck)
    assert found(instance_id=stuck[1]) == [stuck[1]]
    assert found(code="another") == found(element="kiem_tra") == []
