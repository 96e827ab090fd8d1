"""A request sent twice with one Idempotency-Key is carried out once and answered twice."""

import threading

from flask import Flask

from tests.api.conftest import Caller, intake


def test_the_same_request_gets_the_same_answer_and_is_done_once(binh: Caller) -> None:
    first = binh.post("/dossiers", intake(), Idempotency_Key="k1")
    second = binh.post("/dossiers", intake(), Idempotency_Key="k1")
    assert first.status_code == second.status_code == 201
    assert first.get_json() == second.get_json()
    assert second.headers["Idempotent-Replay"] == "true"
    assert len(binh.post("/dossiers/search", {}).get_json()["rows"]) == 1


def test_another_request_under_the_same_key_is_refused(binh: Caller) -> None:
    binh.post("/dossiers", intake(), Idempotency_Key="k1")
    answer = binh.post("/dossiers", intake(applicant={"full_name": "Khác"}), Idempotency_Key="k1")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency_key_reused")


def test_a_refused_request_leaves_its_key_free(binh: Caller) -> None:
    assert binh.post("/dossiers", intake(answers={}), Idempotency_Key="k1").status_code == 422
    assert binh.post("/dossiers", intake(), Idempotency_Key="k1").status_code == 201


def test_a_completion_is_repeated_with_its_answer_not_with_a_conflict(binh: Caller) -> None:
    task = binh.first_task(binh.receive().get_json()["code"])
    first = binh.complete(task, {"outcome": "accepted"}, Idempotency_Key="k2")
    second = binh.complete(task, {"outcome": "accepted"}, Idempotency_Key="k2")
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.get_json() == second.get_json()


def test_two_at_once_do_it_once(office: Flask, binh: Caller) -> None:
    answers: list[tuple[int, str]] = []

    def send() -> None:
        headers = binh.headers | {"Idempotency-Key": "k3"}
        answer = office.test_client().post("/api/v1/dossiers", json=intake(), headers=headers)
        answers.append((answer.status_code, answer.get_json().get("code", "")))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {state for state, _ in answers} == {201}
    assert len({code for _, code in answers}) == 1
    assert len(binh.post("/dossiers/search", {}).get_json()["rows"]) == 1


def test_a_key_is_short_and_visible(binh: Caller) -> None:
    answer = binh.post("/dossiers", intake(), Idempotency_Key="x" * 101)
    assert answer.get_json()["code"] == "idempotency_key_not_readable"
