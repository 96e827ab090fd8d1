"""What is not strict JSON of the right shape is refused with a stable code in both languages, and changes nothing."""

import pytest
from flask import Flask

from tests.api.conftest import Caller, intake

DEEP = '{"procedure":' + "[" * 50 + "]" * 50 + "}"
BOTTOMLESS = "[" * 100_000


@pytest.mark.parametrize(
    ("body", "state", "code"),
    [
        (b"", 422, "fields_refused"),
        (b"{", 400, "body_not_readable"),
        (b'{"procedure": NaN}', 400, "body_not_readable"),
        (b'{"procedure": 1e999}', 400, "body_not_readable"),
        (b'{"procedure": 100000000000000000000000}', 400, "body_not_readable"),
        (b'{"procedure": "a", "procedure": "b"}', 400, "body_not_readable"),
        (b'{"procedure": "a\\u0000b"}', 400, "body_not_readable"),
        (b'{"procedure": "\\ud800"}', 400, "body_not_readable"),
        (b'{"procedure": "\xff"}', 400, "body_not_readable"),
        (DEEP.encode(), 400, "body_not_readable"),
        (BOTTOMLESS.encode(), 400, "body_not_readable"),
        (b"[]", 422, "fields_refused"),
        (b"null", 422, "fields_refused"),
        (b" " * 300_000, 413, "body_too_large"),
    ],
)
def test_a_body_that_is_no_strict_json_is_refused(binh: Caller, body: bytes, state: int, code: str) -> None:
    headers = binh.headers | {"Content-Type": "application/json"}
    answer = binh.client.post("/api/v1/dossiers", data=body, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (state, code)
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["message"]["vi"] != answer.get_json()["message"]["en"]
    assert answer.get_json()["error_id"]
    assert binh.post("/dossiers/search", {}).get_json()["rows"] == []


@pytest.mark.parametrize(
    ("changes", "field", "fault"),
    [
        ({"unknown": 1}, "/unknown", "field_unknown"),
        ({"procedure": 5}, "/procedure", "field_wrong_kind"),
        ({"applicant": {}}, "/applicant/full_name", "field_missing"),
        ({"applicant": {"full_name": "An", "kind": "robot"}}, "/applicant/kind", "field_not_offered"),
        ({"applicant": {"full_name": "A" * 301}}, "/applicant/full_name", "field_too_long"),
        ({"papers": [{"code": "x", "originals": "1"}]}, "/papers/0/originals", "field_wrong_kind"),
        ({"papers": [{"code": "x", "originals": True}]}, "/papers/0/originals", "field_wrong_kind"),
        ({"papers": [{"code": "x", "originals": -1}]}, "/papers/0/originals", "field_wrong_kind"),
        ({"answers": []}, "/answers", "field_wrong_kind"),
    ],
)
def test_a_field_that_is_not_right_is_named(binh: Caller, changes: dict[str, object], field: str, fault: str) -> None:
    answer = binh.post("/dossiers", intake(**changes))
    assert answer.status_code == 422
    errors = answer.get_json()["errors"]
    assert (field, fault) in {(error["field"], error["code"]) for error in errors}
    assert all(error["message"]["vi"] != error["message"]["en"] for error in errors)


def test_a_form_is_no_json(binh: Caller) -> None:
    answer = binh.client.post("/api/v1/dossiers", data={"procedure": "x"}, headers=binh.headers)
    assert (answer.status_code, answer.get_json()["code"]) == (415, "body_type_refused")


def test_a_cursor_of_somebody_else_is_refused(binh: Caller) -> None:
    assert binh.post("/tasks/search", {"cursor": "nonsense"}).get_json()["code"] == "cursor_not_readable"


def test_a_day_is_read_as_iso_text(binh: Caller) -> None:
    assert binh.post("/dossiers/search", {"submitted_from": "2026-08-25"}).status_code == 200
    assert binh.post("/dossiers/search", {"submitted_from": 20260825}).status_code == 422


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", "Basic YTpi"])
def test_nobody_comes_in_without_a_token(office: Flask, header: str) -> None:
    answer = office.test_client().get("/api/v1/dossiers/x", headers={"Authorization": header})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "not_logged_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_cookie_is_no_key_to_this_door(office: Flask, binh: Caller) -> None:
    client = office.test_client()
    client.set_cookie("motcua", binh.headers["Authorization"].removeprefix("Bearer "))
    assert client.get("/api/v1/dossiers/x").status_code == 401


def test_a_wrong_password_and_a_wrong_name_get_one_answer(office: Flask) -> None:
    answers = [
        office.test_client().post("/api/v1/sessions", json={"name": name, "password": "falsch"}).get_json()
        for name in ("binh", "nobody")
    ]
    assert {answer["code"] for answer in answers} == {"log_in_refused"}


def test_an_unknown_address_and_an_unknown_method_are_told_apart(binh: Caller) -> None:
    missing = binh.get("/nowhere")
    assert (missing.status_code, missing.get_json()["code"]) == (404, "no_such_address")
    wrong = binh.client.delete("/api/v1/tasks/1", headers=binh.headers)
    assert (wrong.status_code, wrong.get_json()["code"]) == (405, "method_refused")
    assert "GET" in wrong.headers["Allow"]
