"""A bundle is handed in as a draft, approved by a second person, tried out; a bad one is refused with its findings."""

import io
from collections.abc import Callable, Mapping

import pytest
from werkzeug.test import TestResponse

from cases.procedure import shipped_bundles
from tests.api.conftest import Caller
from tests.cast import MACHINES, ROOT
from tests.engine.drawing import Drawing
from tests.hostile.bundles import hostile_bundle
from tests.hostile.drawings import hostile_drawing

LogIn = Callable[[str], Caller]
HOSTILE = ROOT / "tests" / "rules"


def hand_in(caller: Caller, files: Mapping[str, bytes], **headers: str) -> TestResponse:
    """POST the files as multipart."""
    parts = [(io.BytesIO(content), name) for name, content in files.items()]
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return caller.client.post("/api/v1/definitions", data={"file": parts}, headers=caller.headers | named)


def bare(key: str = "thu_nghiem") -> dict[str, bytes]:
    """A drawing of one step, without a sheet."""
    drawing = Drawing(key).start().user("lam").end().flow("bat_dau", "lam").flow("lam", "ket_thuc")
    return {f"{key}.bpmn": drawing.file()}


def bundle() -> dict[str, bytes]:
    """The shipped declaration of machines, changed by a space."""
    (shipped,) = (each for each in shipped_bundles((ROOT / "processes", ROOT / "forms")) if each.slug == MACHINES)
    return {**shipped.files, f"{MACHINES}.toml": shipped.files[f"{MACHINES}.toml"] + b"\n# 2\n"}


def test_a_bundle_is_a_draft_until_a_second_person_approves_it(log_in: LogIn) -> None:
    stored = hand_in(log_in("lam"), bundle())
    assert stored.status_code == 201, stored.get_json()
    assert (stored.get_json()["state"], stored.get_json()["version"]) == ("draft", 2)
    quy = log_in("quy")
    approved = quy.post(f"/definitions/{stored.get_json()['id']}/approval")
    assert approved.get_json()["state"] == "active"
    assert (approved.get_json()["valid_from_on"], approved.get_json()["valid_to_on"]) == ("2026-01-01", None)
    assert approved.get_json()["approval_reference"] == "Quy trình minh họa, chưa được phê duyệt"
    rows = quy.get("/definitions").get_json()["rows"]
    states = {row["version"]: row["state"] for row in rows if row["key"] == MACHINES}
    assert states == {1: "retired", 2: "active"}


def test_nobody_approves_what_he_handed_in(log_in: LogIn) -> None:
    quy = log_in("quy")
    stored = hand_in(quy, bundle()).get_json()
    answer = quy.post(f"/definitions/{stored['id']}/approval")
    assert answer.status_code in (403, 409)
    assert answer.get_json()["code"] == "same_person"


def test_a_version_is_brought_back_by_a_second_person(log_in: LogIn) -> None:
    lam, quy = log_in("lam"), log_in("quy")
    stored = hand_in(lam, bundle()).get_json()
    quy.post(f"/definitions/{stored['id']}/approval")
    old = next(
        row for row in quy.get("/definitions").get_json()["rows"] if row["key"] == MACHINES and row["version"] == 1
    )
    wish = {"act": "bring_back", "day": "2026-08-25", "reason": "Bản mới có lỗi"}
    asked = lam.post(f"/definitions/{old['id']}/proposals", wish)
    assert (asked.status_code, asked.get_json()["state"]) == (201, "open")
    done = quy.post(f"/definitions/proposals/{asked.get_json()['id']}/grant").get_json()
    assert (done["state"], done["decided_by"]) == ("carried_out", "quy")
    rows = quy.get("/definitions").get_json()["rows"]
    assert {row["version"]: row["state"] for row in rows if row["key"] == MACHINES} == {1: "active", 2: "retired"}
    assert lam.get(f"/definitions/{old['id']}/whereabouts").get_json() == {"rows": []}


def test_only_a_designer_hands_in(binh: Caller) -> None:
    assert hand_in(binh, bare()).get_json()["code"] == "role_missing"
    assert binh.get("/definitions").get_json()["code"] == "role_missing"


def test_a_trial_run_of_a_drawing_has_no_dossier(log_in: LogIn) -> None:
    lam, quy = log_in("lam"), log_in("quy")
    stored = hand_in(lam, bare()).get_json()
    quy.post(f"/definitions/{stored['id']}/approval")
    run = lam.post("/instances", {"key": "thu_nghiem", "variables": {"so": 1}})
    assert run.status_code == 201
    task = run.get_json()["opened"][0]
    assert task["element"] == "lam"
    done = lam.complete(task, {})
    assert done.get_json()["ended"] == "ket_thuc"


def test_an_unknown_drawing_cannot_be_tried(log_in: LogIn) -> None:
    answer = log_in("lam").post("/instances", {"key": "khong_co"})
    assert answer.status_code == 404


def test_a_message_waits_for_somebody_to_receive_it(log_in: LogIn) -> None:
    body = {"message": "tin", "correlation": "1", "ttl_seconds": 60}
    answer = log_in("lam").post("/messages", body, Idempotency_Key="m1")
    assert (answer.status_code, answer.get_json()) == (202, {"key": "m1", "is_received": False})


def test_a_signal_is_thrown_once_by_its_key_and_only_by_the_administrator(log_in: LogIn) -> None:
    body = {"signal": "Bão lũ", "variables": {"cap": 3}, "key": "s1"}
    quy = log_in("quy")
    answers = [quy.post("/signals", body) for _ in range(2)]
    assert [answer.get_json() for answer in answers] == [{"key": "s1", "is_new": True}, {"key": "s1", "is_new": False}]
    assert {answer.status_code for answer in answers} == {202}
    assert log_in("lam").post("/signals", body).get_json()["code"] == "role_missing"
    assert quy.post("/signals", {"signal": "x", "variables": {"typename": 1}}).status_code == 422


def test_a_supplement_nobody_asked_for_is_refused(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    answer = binh.post("/messages", {"message": "ho_so_bo_sung", "correlation": code})
    assert answer.get_json()["code"] == "not_waiting_for_supplement"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not xml at all", "xml_not_readable"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "xml_forbidden"),
        (b"<a>" + b" " * 6 * 1024 * 1024 + b"</a>", "xml_too_large"),
    ],
)
def test_a_file_that_is_no_clean_xml_is_refused(log_in: LogIn, content: bytes, code: str) -> None:
    answer = hand_in(log_in("lam"), {"thu.bpmn": content})
    assert (answer.status_code, answer.get_json()["code"]) == (422, code)


@pytest.mark.parametrize(
    ("example", "rule"),
    [
        ("element_not_supported/bad_script.bpmn", "element_not_supported"),
        ("feel_not_readable/bad_python_condition.bpmn", "feel_not_readable"),
    ],
)
def test_a_drawing_against_the_rules_is_refused_with_its_findings(log_in: LogIn, example: str, rule: str) -> None:
    lam = log_in("lam")
    answer = hand_in(lam, {"thu.bpmn": (HOSTILE / example).read_bytes()})
    assert answer.status_code == 422
    findings = answer.get_json()["findings"]
    assert rule in {finding["rule"] for finding in findings}
    assert all(finding["message"]["vi"] and finding["mend"]["en"] for finding in findings)
    assert lam.get("/definitions").get_json()["rows"][-1]["key"] != "thu"


def test_a_form_and_a_foreign_part_are_refused(log_in: LogIn) -> None:
    lam = log_in("lam")
    parts = {"file": [(io.BytesIO(b"x"), "../evil.bpmn")]}
    answer = lam.client.post("/api/v1/definitions", data=parts, headers=lam.headers)
    assert answer.get_json()["code"] in ("bundle_part_refused", "xml_not_readable")
    other = lam.client.post("/api/v1/definitions", data={"other": (io.BytesIO(b"x"), "a.bpmn")}, headers=lam.headers)
    assert other.get_json()["code"] == "bundle_part_refused"
    assert lam.post("/definitions", {}).get_json()["code"] == "body_type_refused"


def test_the_same_bundle_under_the_same_key_is_stored_once(log_in: LogIn) -> None:
    lam = log_in("lam")
    first, second = (hand_in(lam, bare(), Idempotency_Key="d1") for _ in range(2))
    assert first.get_json()["id"] == second.get_json()["id"]


def test_hostile_files_are_answered_and_never_break_the_server(log_in: LogIn) -> None:
    lam = log_in("lam")
    sent = [*(hostile_bundle(seed) for seed in range(12)), *({"p.bpmn": hostile_drawing(seed)} for seed in range(12))]
    for number, files in enumerate(sent):
        answer = hand_in(lam, {name: content for name, content in files.items() if not name.startswith(".")})
        assert answer.status_code in (200, 201, 400, 409, 413, 422), (number, answer.get_json())
        assert answer.status_code < 300 or answer.get_json()["code"]
