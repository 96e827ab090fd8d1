"""Nobody may ask without end: accounts and addresses have their limits, and who waits gets in again."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from cases.desk import Stay
from cases.gate import Gate, RequestsTooMany
from ground.clock import FixedClock
from tests.api.conftest import Caller
from tests.cast import PASSWORD, open_doors
from tests.web.conftest import Visitor


@pytest.fixture
def narrow(quick_database: Engine, clock: FixedClock, tmp_path: Path) -> Flask:
    """Doors that let 12 requests a minute of an account through, and 20 of an address; log-ins that last an hour."""
    stay = Stay(idle=timedelta(minutes=5), lasts=timedelta(hours=1))
    return open_doors(quick_database, clock, tmp_path, gate=Gate(12, 20), stay=stay)


def test_a_bucket_fills_again_by_itself(clock: FixedClock) -> None:
    gate = Gate(accounts=60, addresses=2)
    gate.recognise("token", "binh")
    for _ in range(60):
        gate.enter(clock, "token", "10.0.0.1")
    with pytest.raises(RequestsTooMany) as refusal:
        gate.enter(clock, "token", "10.0.0.2")
    assert refusal.value.params == {"seconds": 1}
    gate.enter(clock, "", "10.0.0.1")
    clock.advance(timedelta(seconds=1))
    gate.enter(clock, "token", "10.0.0.1")


def test_a_token_nobody_knows_counts_for_its_address(clock: FixedClock) -> None:
    gate = Gate(accounts=100, addresses=2)
    gate.enter(clock, "a", "10.0.0.1")
    gate.enter(clock, "b", "10.0.0.1")
    with pytest.raises(RequestsTooMany):
        gate.enter(clock, "c", "10.0.0.1")


def test_a_gate_without_limits_counts_nothing(clock: FixedClock) -> None:
    gate = Gate()
    for _ in range(10_000):
        gate.enter(clock, "", "10.0.0.1")


def test_too_many_pages_are_a_page_that_says_when(narrow: Flask, clock: FixedClock) -> None:
    binh = Visitor(narrow.test_client(), "binh")
    answers = [binh.get("/justifications") for _ in range(15)]
    assert {answer.status_code for answer in answers} == {200, 429}
    last = answers[-1]
    assert last.headers["Retry-After"] == "5"
    assert "Hãy chờ 5 giây rồi thử lại" in last.get_data(as_text=True)
    assert binh.client.get("/static/0/motcua.css", buffered=True).status_code != 429
    clock.advance(timedelta(seconds=5))
    assert binh.get("/justifications").status_code == 200


def test_too_many_calls_are_a_problem_that_says_when(narrow: Flask) -> None:
    chi = Caller(narrow.test_client(), "chi")
    answers = [chi.get("/calendar") for _ in range(15)]
    problem = answers[-1]
    assert (problem.status_code, problem.mimetype) == (429, "application/problem+json")
    assert problem.get_json()["code"] == "requests_too_many"
    assert problem.headers["Retry-After"] == "5"


def test_one_account_does_not_use_up_anothers_share(narrow: Flask) -> None:
    chi, cuc = Caller(narrow.test_client(), "chi"), Caller(narrow.test_client(), "cuc")
    assert cuc.get("/calendar").status_code == 200
    assert {chi.get("/calendar").status_code for _ in range(20)} == {200, 429}
    assert cuc.get("/calendar").status_code == 200


def test_log_ins_last_as_long_as_the_office_says(narrow: Flask, clock: FixedClock) -> None:
    chi = Caller(narrow.test_client(), "chi")
    assert chi.get("/calendar").status_code == 200
    clock.advance(timedelta(minutes=6))
    assert chi.get("/calendar").status_code == 401
    again = Caller(narrow.test_client(), "chi")
    for _ in range(14):
        clock.advance(timedelta(minutes=4))
        assert again.get("/calendar").status_code == 200
    clock.advance(timedelta(minutes=4))
    assert again.get("/calendar").status_code == 401
    assert narrow.test_client().post("/login", data={"name": "chi", "password": PASSWORD}).status_code == 303
