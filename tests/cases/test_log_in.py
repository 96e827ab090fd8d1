"""Officers log in; sessions grow idle and end; guessing gets slow."""

from datetime import timedelta

import pytest

from cases.people import (
    LogInDelayed,
    LogInRefused,
    hash_password,
    log_in,
    log_out,
    officer_of,
    prove,
    touch,
    weigh,
)
from cases.tables import Officer, WebSession
from ground.database import reading, transaction
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
