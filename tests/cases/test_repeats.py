"""The same request sent twice is carried out once and answered twice."""

import pytest
from sqlalchemy.exc import IntegrityError

from cases.repeats import RequestKeyReused, given_before, keep
from ground.database import transaction
from tests.cases.desk import Desk


def test_the_answer_is_given_again_to_the_same_officer_only(desk: Desk) -> None:
    with transaction(desk.database) as session:
        binh, chi = desk.officer(session, "binh").id, desk.officer(session, "chi").id
        assert given_before(session, "k-1", binh, "print") is None
        keep(session, desk.clock, "k-1", binh, "print", b"answer")
    with transaction(desk.database) as session:
        assert given_before(session, "k-1", binh, "print") == b"answer"
        assert given_before(session, "k-1", chi, "print") is None
        with pytest.raises(RequestKeyReused):
            given_before(session, "k-1", binh, "another print")


def test_a_request_without_a_key_is_never_remembered(desk: Desk) -> None:
    with transaction(desk.database) as session:
        keep(session, desk.clock, "", desk.officer(session, "binh").id, "print", b"answer")
        assert given_before(session, "", desk.officer(session, "binh").id, "print") is None


def test_the_second_of_two_that_race_fails_whole(desk: Desk) -> None:
    with transaction(desk.database) as session:
        binh = desk.officer(session, "binh").id
        keep(session, desk.clock, "k-1", binh, "print", b"first")
    with pytest.raises(IntegrityError), transaction(desk.database) as session:
        keep(session, desk.clock, "k-1", binh, "print", b"second")


def test_an_answer_goes_with_the_work_it_answers(desk: Desk) -> None:
    with transaction(desk.database) as session:
        binh = desk.officer(session, "binh").id

    def answered_and_failed() -> None:
        with transaction(desk.database) as session:
            keep(session, desk.clock, "k-1", binh, "print", b"answer")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        answered_and_failed()
    with transaction(desk.database) as session:
        assert given_before(session, "k-1", binh, "print") is None
