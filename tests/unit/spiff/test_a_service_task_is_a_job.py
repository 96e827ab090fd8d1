"""A service task runs nothing: it stands ready as a job until the worker brings its outputs."""

import pytest

from engine.spiff import TokenElsewhere
from tests.drawings import drawing, end, job, start, user
from tests.unit.spiff.player import Player

ONE_JOB = drawing(
    "p",
    start(),
    job("in_giay", "print_receipt", retries="5", headers={"mau": "01"}),
    end(),
    flows=["start > in_giay > end"],
)


def test_it_carries_operation_retries_headers_and_variables() -> None:
    wait = Player(ONE_JOB, ho_ten="An").wait("in_giay")
    assert (wait.kind, wait.operation, wait.retries) == ("job", "print_receipt", 5)
    assert (wait.headers, wait.inputs) == ({"mau": "01"}, {"ho_ten": "An"})


def test_its_outputs_become_variables() -> None:
    an = Player(ONE_JOB).do("in_giay", so="12")
    assert (an.run.variables(), an.run.ended_in) == ({"so": "12"}, "end")


def test_it_is_tried_three_times_unless_drawn_otherwise() -> None:
    assert Player(drawing("p", start(), job("j"), end(), flows=["start > j > end"])).wait("j").retries == 3


def test_an_operation_that_gives_no_name_stalls() -> None:
    wait = Player(drawing("p", start(), job("j", "=unknown"), end(), flows=["start > j > end"])).wait("j")
    assert (wait.kind, wait.code) == ("stalled", "expression_failed")


def test_an_error_is_caught_by_nothing_yet() -> None:
    an = Player(ONE_JOB)
    assert not an.run.throw(an.wait("in_giay").token, "het_giay")
    assert an.stands_at == ["in_giay"]


def test_only_jobs_throw() -> None:
    an = Player(drawing("p", start(), user("t"), end(), flows=["start > t > end"]))
    with pytest.raises(TokenElsewhere):
        an.run.throw(an.wait("t").token, "x")
