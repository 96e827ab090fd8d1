"""Every day from acceptance to the due date is explained, and the counted ones add up to the term."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.calendar import add_months
from cases.calendars import calendar_named
from cases.deadlines import Life, Sources, Stop, Term, day_of, due_after, due_at, parse_term
from cases.explanation import explain
from tests.unit.law.test_calendar import instants
from tests.unit.law.test_worked_examples import local

OFFICE = calendar_named()


def life(term: Term, start: datetime) -> Life:
    opened = OFFICE.open_at(start)
    return Life(accepted_at=start, clock_at=opened, due_at=due_at(OFFICE, term, opened), term=term)


@given(instants, st.integers(1, 60))
def test_the_counted_working_days_are_the_term(at: datetime, amount: int) -> None:
    term = Term(amount, "wd")
    lines = explain(OFFICE, life(term, at))
    assert sum(line.is_counted for line in lines) == amount
    assert [line.number for line in lines if line.is_counted] == list(range(1, amount + 1))


@given(instants, st.integers(1, 120))
def test_the_counted_minutes_are_the_hours(at: datetime, amount: int) -> None:
    term = Term(amount, "wh")
    assert sum(line.minutes for line in explain(OFFICE, life(term, at))) == amount * 60


@given(instants, st.integers(1, 60))
def test_the_counted_calendar_days_are_the_term(at: datetime, amount: int) -> None:
    term = Term(amount, "cd")
    assert sum(line.is_counted for line in explain(OFFICE, life(term, at))) == amount


@given(instants, st.integers(5, 40), st.integers(0, 3), st.integers(0, 20))
def test_suspended_days_are_explained_and_not_counted(at: datetime, amount: int, after: int, length: int) -> None:
    term = Term(amount, "wd")
    before = life(term, at)
    assert before.clock_at is not None
    assert before.due_at is not None
    asked = OFFICE.add_days(before.clock_at, after)
    stop = Stop("suspend", asked, asked + timedelta(days=length))
    due = due_after(OFFICE, term, before.clock_at, [stop])
    paused = replace(before, due_at=due, stops=(stop,))
    assert sum(line.is_counted for line in explain(OFFICE, paused)) == amount


@given(instants, st.integers(1, 60))
def test_no_day_is_left_out(at: datetime, amount: int) -> None:
    term = Term(amount, "wd")
    facts = life(term, at)
    lines = explain(OFFICE, facts)
    assert facts.due_at is not None
    expected = [day_of(at) + timedelta(n) for n in range((day_of(facts.due_at) - day_of(at)).days + 1)]
    assert [line.on for line in lines] == expected
    assert all(line.reason["vi"] and line.reason["en"] for line in lines)


def test_ten_days_over_the_national_day_read_like_this() -> None:
    term = parse_term("10wd")
    lines = {
        line.on: line for line in explain(OFFICE, life(term, local("2026-08-25T09:30")), Sources(term="219/2025/NĐ-CP"))
    }
    assert not lines[date(2026, 8, 25)].is_counted
    assert lines[date(2026, 8, 26)].number == 1
    assert lines[date(2026, 8, 31)].reason["vi"].startswith("Nghỉ hoán đổi")
    assert lines[date(2026, 9, 2)].reason["vi"] == "Quốc khánh"
    assert lines[date(2026, 9, 6)].reason["vi"] == "Chủ nhật, ngày nghỉ hằng tuần"
    assert lines[date(2026, 9, 11)].number == 10
    assert lines[date(2026, 9, 11)].source == "219/2025/NĐ-CP"


def test_a_restarted_term_shows_what_no_longer_counts() -> None:
    term = parse_term("5wd")
    asked, answered = local("2026-08-27T10:00"), local("2026-09-03T10:00")
    stop = Stop("restart", asked, answered)
    facts = Life(local("2026-08-25T09:30"), answered, due_at(OFFICE, term, answered), stops=(stop,), term=term)
    lines = {line.on: line for line in explain(OFFICE, facts)}
    assert "tính lại từ đầu" in lines[date(2026, 8, 26)].reason["vi"]
    assert "Chờ bổ sung" in lines[date(2026, 8, 28)].reason["vi"]
    assert sum(line.is_counted for line in lines.values()) == 5


def test_a_dossier_without_a_date_has_nothing_to_explain() -> None:
    assert explain(OFFICE, Life()) == ()


parts = st.builds(Term, st.integers(1, 12), st.sampled_from(["wd", "wh", "cd"]))
waits = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), max_size=3)


@given(instants, st.lists(parts, min_size=1, max_size=3), waits)
def test_every_phase_is_counted_exactly_whatever_was_suspended(
    at: datetime, phases: list[Term], hours: list[tuple[int, int]]
) -> None:
    term = parse_term("+".join(str(part) for part in phases))
    start, moment, stops = OFFICE.open_at(at), OFFICE.open_at(at), []
    for after, length in hours:
        begun = moment + timedelta(hours=after)
        moment = begun + timedelta(hours=length)
        stops.append(Stop("suspend", begun, moment))
    due = due_after(OFFICE, term, start, stops)
    facts = Life(accepted_at=at, clock_at=start, due_at=due, term=term, stops=stops, received_at=at - timedelta(days=3))
    lines = explain(OFFICE, facts)
    for number, part in enumerate(phases, start=1):
        own = [line for line in lines if line.part == number]
        if part.unit == "wh":
            assert sum(line.minutes for line in own) == part.amount * 60
        else:
            assert [line.number for line in own if line.is_counted] == list(range(1, part.amount + 1))
    assert lines[-1].on == day_of(due)
    days = sorted({line.on for line in lines})
    assert days == [day_of(at) - timedelta(days=3) + timedelta(n) for n in range(len(days))]


@given(instants, st.integers(1, 12))
def test_a_term_in_months_counts_every_day_of_them(at: datetime, amount: int) -> None:
    term = Term(amount, "mo")
    facts = life(term, at)
    assert facts.clock_at is not None
    last = add_months(day_of(facts.clock_at), amount)
    counted = sum(line.is_counted for line in explain(OFFICE, facts))
    assert counted == (last - day_of(facts.clock_at)).days


def test_days_before_acceptance_say_that_nothing_counts_yet() -> None:
    # Sent in on Sunday evening, asked to supplement on Monday, answered on Wednesday, accepted on Thursday.
    term, accepted = parse_term("2wd"), local("2026-08-27T09:00")
    waiting = Stop("reception", local("2026-08-24T09:00"), local("2026-08-26T10:00"))
    facts = replace(life(term, accepted), received_at=local("2026-08-23T22:00"), stops=(waiting,))
    lines = explain(OFFICE, facts, Sources(stop="118/2025/NĐ-CP", start="Điều 147"))
    told = {line.on.day: line.reason["vi"] for line in lines}
    assert told[24] == "Hồ sơ chưa được tiếp nhận: thời hạn chưa bắt đầu"
    assert told[25].startswith("Chờ bổ sung trước khi tiếp nhận")
    assert told[27] == "Ngày đầu tiên không tính"
    assert lines[0].part == 0
