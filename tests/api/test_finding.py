"""An integrator finds what there is page by page, and is told clearly what this door does not take."""

import pytest
from flask import Flask

from tests.api.conftest import Caller, intake
from tests.cast import MACHINES

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def pages(caller: Caller, path: str, **question: object) -> list[list[dict[str, object]]]:
    """Every page of a search, by its cursors."""
    found, cursor = [], ""
    while True:
        answer = caller.post(path, question | {"cursor": cursor})
        assert answer.status_code == 200, answer.get_json()
        found.append(answer.get_json()["rows"])
        cursor = answer.get_json()["next"]
        if not cursor:
            return found


def test_procedures_are_found_page_by_page_in_the_order_asked_for(binh: Caller) -> None:
    found = pages(binh, "/procedures/search", sort="-code", limit=5)
    codes = [str(row["code"]) for page in found for row in page]
    assert {len(page) for page in found[:-1]} == {5}
    assert len(codes) == len(set(codes)) == 14
    assert codes == sorted(codes, reverse=True)
    (line,) = binh.post("/procedures/search", {"text": "khai bao thiet bi an toan"}).get_json()["rows"]
    assert line["slug"] == MACHINES


def test_a_procedure_says_what_a_dossier_has_to_bring(binh: Caller) -> None:
    offer = binh.get(f"/procedures/{MACHINES}").get_json()
    fields = [field for group in offer["form"]["components"] for field in group.get("components", [group])]
    assert {"ten_don_vi", "ma_so"} <= {field.get("key") for field in fields}
    papers = [{part: paper[part] for part in ("code", "originals", "copies")} for paper in offer["components"]]
    assert binh.post("/dossiers", intake(papers=papers)).status_code == 201
    assert binh.get("/procedures/no_such").get_json()["code"] == "procedure_not_active"


def test_the_facts_of_a_dossier_come_page_by_page_both_ways(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    binh.complete(binh.first_task(code), {"outcome": "accepted"})
    whole = [row["seq"] for row in binh.get(f"/dossiers/{code}/journal").get_json()["rows"]]
    address = f"/dossiers/{code}/journal/search"
    assert [row["seq"] for page in pages(binh, address, limit=2) for row in page] == whole
    assert [row["seq"] for page in pages(binh, address, limit=3, sort="-seq") for row in page] == whole[::-1]
    (fact,) = binh.post(address, {"names": ["dossier_accepted"]}).get_json()["rows"]
    assert (fact["name"], fact["actor"]) == ("dossier_accepted", "binh")


def test_what_follows_a_question_mark_is_refused_instead_of_overlooked(binh: Caller) -> None:
    answer = binh.get(f"/procedures/{MACHINES}?version=1")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "query_refused")
    assert answer.get_json()["params"] == {"names": "version"}


def test_an_address_says_which_methods_it_takes(binh: Caller) -> None:
    answer = binh.client.options("/api/v1/dossiers", headers=binh.headers)
    assert (answer.status_code, answer.headers["Allow"]) == (204, "POST, OPTIONS")
    assert binh.client.head(f"/api/v1/procedures/{MACHINES}", headers=binh.headers).status_code == 200
    assert binh.client.options("/api/v1/nowhere").status_code == 404


@pytest.mark.parametrize(
    ("accept", "state"), [("text/csv", 406), ("application/json", 200), ("text/html, */*;q=0.1", 200)]
)
def test_json_is_given_to_who_takes_it(binh: Caller, accept: str, state: int) -> None:
    headers = binh.headers | {"Accept": accept}
    assert binh.client.get(f"/api/v1/procedures/{MACHINES}", headers=headers).status_code == state


@pytest.mark.parametrize(("asked", "language"), [("en-GB, en;q=0.8", "en"), ("vi-VN", "vi"), ("fr", "vi")])
def test_a_refusal_is_said_in_the_language_asked_for(binh: Caller, asked: str, language: str) -> None:
    answer = binh.client.get("/api/v1/dossiers/x", headers=binh.headers | {"Accept-Language": asked})
    told = answer.get_json()
    assert told["detail"] == told["message"][language]
    assert (answer.headers["Content-Language"], answer.headers["Vary"]) == (language, "Accept-Language")


def test_the_place_of_a_fault_in_json_is_named(binh: Caller) -> None:
    headers = binh.headers | {"Content-Type": "application/json"}
    answer = binh.client.post("/api/v1/dossiers/search", data=b'{"text": "a",\n "limit": }', headers=headers)
    assert {"line": "2", "column": "11"}.items() <= answer.get_json()["params"].items()


def test_the_document_lists_every_code_and_labels_every_part_in_vietnamese(office: Flask, binh: Caller) -> None:
    document = office.test_client().get("/api/v1/openapi.json").get_json()
    problems = {each["code"]: each for each in document["x-problems"]}
    refused = binh.get("/dossiers/x")
    known = problems[refused.get_json()["code"]]
    assert known["status"] == refused.status_code
    assert all(each["vi"] != each["en"] for each in problems.values())
    assert all(tag["description"] for tag in document["tags"])
    search = document["components"]["schemas"]["TaskSearch"]
    assert binh.post("/tasks/search", search["examples"][0]).status_code == 200
