"""Officers log in; sessions grow idle and end; guessing gets slow."""

from collections.abc import Mapping
from datetime import timedelta
from time import perf_counter

import pytest
from argon2 import PasswordHasher

from cases import entry
from cases.passwords import Weighed, hash_password, prove
from cases.people import LONGEST_DELAY, LogInDelayed, LogInRefused, log_in, log_out, officer_of, touch, weigh
from cases.tables import Officer, WebSession
from ground.database import reading, transaction
from ground.errors import Problem
from tests.cases.desk import Desk

SECRET = "mật khẩu của tôi"


def enter(desk: Desk, name: str = "binh", password: str = SECRET) -> str:
    with transaction(desk.database) as session:
        return log_in(session, desk.clock, name, password).token


def who(desk: Desk, token: str) -> str | None:
    with reading(desk.database) as session:
        found = officer_of(session, desk.clock, token)
        return None if found is None else found.officer.name


def test_a_token_is_the_officer_and_is_not_stored(desk: Desk) -> None:
    token = enter(desk)
    assert who(desk, token) == "binh"
    assert who(desk, token + "x") is None
    with reading(desk.database) as session:
        assert token not in {row.token_digest for row in session.query(WebSession)}


@pytest.mark.parametrize(("name", "password"), [("binh", "sai"), ("khong_ai", SECRET), ("binh", ""), ("", "")])
def test_a_wrong_name_and_a_wrong_password_sound_the_same(desk: Desk, name: str, password: str) -> None:
    with pytest.raises(LogInRefused) as refused:
        enter(desk, name, password)
    assert refused.value.params == {}


def test_an_officer_who_has_left_does_not_get_in(desk: Desk) -> None:
    token = enter(desk)
    with transaction(desk.database) as session:
        desk.officer(session, "binh").is_active = False
    assert who(desk, token) is None
    with pytest.raises(LogInRefused):
        enter(desk)


def test_guessing_gets_slower_and_slower_for_that_name_alone(desk: Desk) -> None:
    for _ in range(3):
        with pytest.raises(LogInRefused):
            enter(desk, password="sai")
    with pytest.raises(LogInDelayed):
        enter(desk)
    assert enter(desk, "chi")
    desk.clock.advance(timedelta(seconds=2))
    assert enter(desk)
    with reading(desk.database) as session:
        assert desk.officer(session, "binh").failures == 0


def test_a_session_grows_idle_after_thirty_minutes_unless_touched(desk: Desk) -> None:
    token = enter(desk)
    desk.clock.advance(timedelta(minutes=29))
    assert who(desk, token) == "binh"
    with transaction(desk.database) as session:
        touch(session, desk.clock, token)
    desk.clock.advance(timedelta(minutes=29))
    assert who(desk, token) == "binh"
    desk.clock.advance(timedelta(minutes=2))
    assert who(desk, token) is None


def test_a_session_ends_after_twelve_hours_however_busy(desk: Desk) -> None:
    token = enter(desk)
    for _ in range(25):
        desk.clock.advance(timedelta(minutes=29))
        with transaction(desk.database) as session:
            touch(session, desk.clock, token)
    assert who(desk, token) is None


def test_a_log_out_ends_this_session_only(desk: Desk) -> None:
    one, other = enter(desk), enter(desk)
    with transaction(desk.database) as session:
        log_out(session, one)
    assert who(desk, one) is None
    assert who(desk, other) == "binh"


def test_passwords_are_kept_as_argon2_hashes(desk: Desk) -> None:
    with reading(desk.database) as session:
        assert all(officer.password_hash.startswith("$argon2id$") for officer in session.query(Officer))


def test_a_password_changed_while_it_was_proved_is_proved_anew(desk: Desk) -> None:
    with reading(desk.database) as session:
        proof = prove(weigh(session, desk.clock, "binh"), SECRET)
    with transaction(desk.database) as session:
        desk.officer(session, "binh").password_hash = hash_password("một mật khẩu khác")
    with pytest.raises(LogInRefused), transaction(desk.database) as session:
        log_in(session, desk.clock, "binh", SECRET, proof)


def test_a_name_nobody_has_waits_in_the_same_words_and_as_long(desk: Desk) -> None:
    def waits(name: str) -> list[tuple[type[Problem], int]]:
        told = []
        for _ in range(12):
            with pytest.raises((LogInRefused, LogInDelayed)) as refused:
                entry.enter(desk.database, desk.clock, name, "sai", entry.From(name))
            seconds = int(str(refused.value.params.get("seconds", 0)))
            told.append((type(refused.value), seconds))
            desk.clock.advance(timedelta(seconds=seconds))
        return told

    assert waits("khong_ai") == waits("binh")


def test_who_tries_a_name_in_capitals_tries_that_name(desk: Desk) -> None:
    for _ in range(12):
        with pytest.raises((LogInRefused, LogInDelayed)):
            entry.enter(desk.database, desk.clock, "BINH", "sai", entry.From("10.0.0.1"))
    desk.clock.advance(timedelta(seconds=LONGEST_DELAY))
    assert entry.enter(desk.database, desk.clock, " Binh", SECRET, entry.From("10.0.0.2")).officer.name == "binh"


def test_a_password_nobody_has_is_as_dear_as_those_of_the_house() -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x")
    began = perf_counter()
    assert not any(prove(Weighed(like=cheap), "x").is_right for _ in range(20))
    assert perf_counter() - began < 1


def test_another_authority_vouches_for_officers_who_are_here(desk: Desk) -> None:
    class Directory:
        def address(self, back: str) -> str:
            return f"https://directory.example/authorize?back={back}"

        def named(self, answer: Mapping[str, str]) -> str:
            return answer.get("sub", "")

    with transaction(desk.database) as session:
        opened = entry.vouched(session, desk.clock, Directory(), {"sub": "binh"}, entry.From())
    assert who(desk, opened.token) == "binh"
    for answer in ({}, {"sub": "khong_ai"}):
        with pytest.raises(LogInRefused), transaction(desk.database) as session:
            entry.vouched(session, desk.clock, Directory(), answer, entry.From())
