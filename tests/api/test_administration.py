"""Who keeps the house does it over the JSON door too; nobody overwrites an officer or a unit he has not seen."""

from collections.abc import Callable

from flask import Flask

from tests.api.conftest import Caller
from tests.cast import ABROAD, HOME

LogIn = Callable[[str], Caller]
MAI = {"name": "mai", "full_name": "Nguyễn Thị Mai", "unit": HOME, "title": "Chuyên viên", "roles": ["chuyen_vien"]}


def test_an_officer_is_engaged_changed_and_dismissed(office: Flask, log_in: LogIn) -> None:
    quy = log_in("quy")
    made = quy.post("/officers", MAI, Idempotency_Key="mai-1")
    assert (made.status_code, made.headers["Location"]) == (201, "/api/v1/officers/mai")
    body = {"name": "mai", "password": made.get_json()["password"]}
    assert office.test_client().post("/api/v1/sessions", json=body).status_code == 201
    again = quy.post("/officers", MAI, Idempotency_Key="mai-1")
    assert (again.status_code, again.get_json()) == (201, {"name": "mai", "password": ""})
    seen = quy.get("/officers/mai")
    assert seen.get_json()["roles"] == [{"role": "chuyen_vien", "unit": HOME}]
    change = {"full_name": "Nguyễn Thị Mai", "unit": HOME, "title": "Chuyên viên chính"}
    assert quy.post("/officers/mai/change", change).get_json()["code"] == "version_missing"
    changed = quy.post("/officers/mai/change", change, If_Match=seen.headers["ETag"])
    assert (changed.status_code, changed.get_json()["title"]) == (200, "Chuyên viên chính")
    late = quy.post("/officers/mai/change", change, If_Match=seen.headers["ETag"])
    assert (late.status_code, late.get_json()["code"]) == (412, "account_changed")
    role = {"role": "van_thu", "unit": HOME}
    given = quy.post("/officers/mai/roles", role, If_Match=changed.headers["ETag"])
    assert role in given.get_json()["roles"]
    taken = quy.post("/officers/mai/roles/removal", role, If_Match=given.headers["ETag"])
    assert role not in taken.get_json()["roles"]
    assert quy.post("/officers/mai/dismissal", {}, If_Match=taken.headers["ETag"]).get_json() == {"count": 0}
    assert [row["name"] for row in quy.post("/officers/search", {"text": "thi mai"}).get_json()["rows"]] == []
    rows = quy.post("/officers/search", {"text": "thi mai", "with_dismissed": True}).get_json()["rows"]
    assert [(row["name"], row["is_active"]) for row in rows] == [("mai", False)]
    back = quy.post("/officers/mai/restoration", {}, If_Match=quy.get("/officers/mai").headers["ETag"])
    assert back.get_json()["is_active"]
    assert quy.post("/officers/mai/password").get_json()["password"]
    assert quy.post("/officers/mai/sessions/end").status_code == 200


def test_a_unit_is_founded_changed_and_seen_by_its_keeper_alone(log_in: LogIn) -> None:
    quy = log_in("quy")
    made = quy.post("/units", {"code": f"{HOME}.07", "name": "Phòng Việc làm", "parent": HOME})
    assert (made.status_code, made.headers["Location"]) == (201, f"/api/v1/units/{HOME}.07")
    seen = quy.get(f"/units/{HOME}.07")
    assert seen.get_json()["parent"] == HOME
    facts = {"name": "Phòng Việc làm và An toàn lao động", "parent": HOME, "phone": "024 3826 0000"}
    changed = quy.post(f"/units/{HOME}.07/change", facts, If_Match=seen.headers["ETag"])
    assert changed.get_json()["phone"] == "024 3826 0000"
    assert quy.post(f"/units/{HOME}.07/change", facts, If_Match=seen.headers["ETag"]).status_code == 412
    assert [row["code"] for row in quy.get("/units").get_json()["rows"]] == [HOME, f"{HOME}.07"]
    assert quy.get(f"/units/{ABROAD}").status_code == 404
    assert log_in("khoa").get("/units").status_code == 403


def test_a_substitution_is_listed_and_ended(log_in: LogIn) -> None:
    quy = log_in("quy")
    days = {"from_at": "2026-08-25T00:00:00Z", "until_at": "2026-09-01T00:00:00Z"}
    made = quy.post("/substitutions", {"absent": "chi", "substitute": "cuc", "reason": "Nghỉ phép"} | days)
    (row,) = quy.get("/substitutions").get_json()["rows"]
    assert (row["id"], row["absent"], row["substitute"]) == (made.get_json()["id"], "chi", "cuc")
    assert quy.post(f"/substitutions/{row['id']}/end").status_code == 200
    assert quy.get("/substitutions").get_json()["rows"] == []
