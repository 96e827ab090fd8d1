"""What the desk does beside the steps has its address; strangers find nothing, unknown fields are refused."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from cases.tables import Slip
from ground.clock import FixedClock
from ground.database import transaction
from tests.api.conftest import Caller

LogIn = Callable[[str], Caller]
# Thin addresses over rules that are told elsewhere: one kind of database is enough.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAUSE = {"ground": "other_agency", "evidence": "Công văn số 12"}


@pytest.fixture
def code(binh: Caller, machine_work: Callable[[], None]) -> str:
    """A dossier that is being handled."""
    code = str(binh.receive(channel="online", sets=2, return_way="post").get_json()["code"])
    binh.complete(binh.first_task(code), {"outcome": "accepted"})
    machine_work()
    return code


def test_the_clock_is_stopped_and_goes_on(log_in: LogIn, code: str) -> None:
    dung = log_in("dung")
    assert dung.post(f"/dossiers/{code}/pause", PAUSE | {"ground": "none"}).get_json()["code"] == "ground_unknown"
    assert dung.post(f"/dossiers/{code}/pause", PAUSE).status_code == 200
    assert dung.post(f"/dossiers/{code}/pause", PAUSE).status_code == 409
    assert dung.get(f"/dossiers/{code}").get_json()["timing"]["state"] == "paused"
    told = dung.post(f"/dossiers/{code}/resumption", {"evidence": "Đã trả lời"}).get_json()
    assert told["due_at"] == told["original_due_at"]


def test_others_are_asked_and_answer(log_in: LogIn, code: str) -> None:
    questions = {"questions": [{"content": "Cho ý kiến.", "unit": "G10.20"}, {"content": "?", "agency": "Công an"}]}
    asked = log_in("chi").post(f"/dossiers/{code}/consultations", questions)
    assert asked.status_code == 201
    en = log_in("en")
    (mine,) = en.get("/consultations").get_json()["rows"]
    answer = {"opinion": "agreed", "answer": "Đồng ý."}
    assert en.post(f"/consultations/{mine['id']}/answer", answer).get_json()["state"] == "answered"
    other = next(row for row in asked.get_json()["rows"] if row["id"] != mine["id"])
    assert en.post(f"/consultations/{other['id']}/answer", answer).status_code == 404
    more = {"term": "2wd", "reason": "Kho xa."}
    assert log_in("chi").post(f"/consultations/{other['id']}/extension", more).status_code == 200


def test_the_apology_is_signed_once(log_in: LogIn, code: str) -> None:
    apology = {"reason": "Chờ Công an.", "new_due_at": "2026-09-10T02:30:00Z"}
    assert log_in("chi").post(f"/dossiers/{code}/apology", apology).status_code == 403
    giang = log_in("giang")
    assert giang.post(f"/dossiers/{code}/apology", apology).get_json()["promised_at"] == apology["new_due_at"]
    assert giang.post(f"/dossiers/{code}/apology", apology).get_json()["code"] == "apology_twice"
    assert giang.get("/apologies").get_json()["rows"] == []


def test_a_slip_is_ordered_printed_and_fetched_as_pdf(office: Flask, binh: Caller, log_in: LogIn, code: str) -> None:
    ordered = binh.post(f"/dossiers/{code}/slips", {"kind": "control", "paper_size": "A5"})
    assert ordered.status_code == 202
    place = f"/slips/{ordered.get_json()['id']}"
    assert binh.get(place).get_json()["code"] == "slip_not_printed"
    desk = office.extensions["motcua"]
    with transaction(desk.database) as session:
        slip = session.scalars(select(Slip).where(Slip.kind == "control")).one()
        slip.digest = desk.vault.keep(b"%PDF-1.7 a slip")
    answer = binh.get(place)
    assert (answer.mimetype, answer.get_data()[:5]) == ("application/pdf", b"%PDF-")
    assert log_in("en").get(place).status_code == 404
    assert any(each["id"] == ordered.get_json()["id"] for each in binh.get(f"/dossiers/{code}").get_json()["slips"])


def test_books_lists_and_the_queue(binh: Caller, log_in: LogIn, code: str, clock: FixedClock) -> None:
    assert binh.post("/handovers", {"codes": [code], "to": "G10.20"}).status_code == 202
    days = {"volume": "khong/2026", "from_on": "2026-08-01", "until_on": "2026-08-31"}
    assert binh.post("/registers", days).get_json()["code"] == "slip_not_possible"
    assert binh.post("/tickets").get_json()["number"] == 1
    assert binh.post("/tickets/1/service").status_code == 409
    assert binh.post("/tickets/1/call", {"place": "Quầy 2"}).get_json()["place"] == "Quầy 2"
    assert binh.post("/tickets/1/service", {"code": code}).status_code == 200
    assert binh.post("/tickets/x/call").status_code == 404
    assert log_in("hanh").post("/number-books/CV", {"reason": "Giấy."}).get_json()["serial"] == 1
    assert log_in("hanh").get("/number-books/CV/2026").get_json()["rows"][0]["kind"] == "reserved"
    assert log_in("hanh").post("/number-books/CV/2026/1/cancellation", {"reason": "Hỏng."}).status_code == 200
    assert log_in("hanh").get("/number-books/CV/2026").get_json()["rows"][0]["kind"] == "cancelled"
    assert binh.get("/idle-dossiers").get_json()["rows"] == []


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("pause", PAUSE), ("resumption", {}), ("supplement-leave", {"reason": "x"}), ("stop", {"reason": "x"}),
        ("withdrawal", {"reason": "x"}), ("refund", {"reason": "x"}), ("rating", {"level": "satisfied"}),
        ("payments", {"amount": 1, "way": "cash", "receipt_number": "1"}), ("slips", {"kind": "control"}),
        ("apology", {"reason": "x", "new_due_at": "2026-09-10T02:30:00Z"}),
        ("consultations", {"questions": [{"content": "x", "agency": "y"}]}),
    ],
)  # fmt: skip
def test_a_stranger_finds_no_dossier_and_an_unknown_field_is_refused(
    log_in: LogIn, code: str, deed: str, body: dict[str, Any]
) -> None:
    en = log_in("en")
    assert en.post(f"/dossiers/{code}/{deed}", body).status_code == 404
    assert en.post(f"/dossiers/{code}/{deed}", body | {"status": "x"}).status_code == 422


def test_a_task_is_reassigned_from_above(log_in: LogIn, code: str) -> None:
    dung = log_in("dung")
    dung.complete(dung.first_task(code), {"nguoi_thu_ly": "chi"})
    task = log_in("chi").first_task(code)
    body = {"to": "cuc", "reason": "Chi nghỉ ốm."}
    answer = dung.post(f"/tasks/{task['task_id']}/assignment", body, If_Match=f'"{task["version"]}"')
    assert answer.get_json()["assignee"] == "cuc"
    assert dung.post(f"/tasks/{task['task_id']}/assignment", body, If_Match='"999"').status_code == 412
