"""Timers fire at a time that can be told, and not absurdly soon, late or often."""

from collections.abc import Iterator

from engine.model import Element, Kind, Timer
from engine.rules.drawing import Drawing
from engine.rules.iso import read_duration, read_instant, read_repeat
from engine.rules.words import Remark, Sentence

SHORTEST_REPEAT = 60
LONGEST = 20 * 365 * 86_400
_YEARS = range(2000, 2200)

_NONE = Sentence(
    "The timer {place} has no time.",
    "Enter a date, a duration or a cycle.",
)
_UNREADABLE = Sentence(
    "The time of the timer {place} is not readable: {written}",
    "Write an instant like 2026-09-01T17:00:00+07:00, a duration like P5D, a repeat like R3/PT24H, or FEEL after an =.",
)
_NAIVE = Sentence(
    "The time of the timer {place} has no zone: {written}",
    "Add the offset: +07:00 for Vietnam.",
)
_ABSURD = Sentence(
    "The time of the timer {place} is not sensible: {written}",
    "Durations are longer than nothing and at most 20 years; dates lie between the years 2000 and 2199.",
)
_OFTEN = Sentence(
    "The timer {place} repeats more often than once a minute: {written}",
    "Let it repeat every 60 seconds at most.",
)
_CYCLE = Sentence(
    "The timer {place} repeats, which makes sense only where it does not interrupt.",
    "Make it a duration, or let it not interrupt, or let it begin a process.",
)


def timer_not_sensible(drawing: Drawing) -> Iterator[Remark]:
    """Refuse times that are missing, unreadable, without a zone, absurd or too frequent."""
    for element in drawing.process.elements.values():
        if element.events != ("timerEventDefinition",) or element.kind not in (Kind.CATCH, Kind.BOUNDARY, Kind.START):
            continue
        if element.timer is None or not element.timer.value:
            yield _NONE.at(element)
            continue
        yield from _judge_place(element, element.timer)
        if not element.timer.value.startswith("="):
            sentence = _READERS[element.timer.kind](element.timer.value)
            if sentence is not None:
                yield sentence.at(element, written=element.timer.value[:100])


def _judge_place(element: Element, timer: Timer) -> Iterator[Remark]:
    begins = element.kind is Kind.START and not element.parent
    if timer.kind == "cycle" and (element.kind is Kind.CATCH or element.interrupting) and not begins:
        yield _CYCLE.at(element)


def _date(text: str) -> Sentence | None:
    at = read_instant(text)
    if at is None:
        return _UNREADABLE
    if at.tzinfo is None:
        return _NAIVE
    return None if at.year in _YEARS else _ABSURD


def _duration(text: str) -> Sentence | None:
    seconds = read_duration(text)
    if seconds is None:
        return _UNREADABLE
    return None if 0 < seconds <= LONGEST else _ABSURD


def _cycle(text: str) -> Sentence | None:
    repeat = read_repeat(text)
    if repeat is None:
        return _UNREADABLE
    start, period = repeat
    seconds = read_duration(period)
    if seconds is not None and seconds < SHORTEST_REPEAT:
        return _OFTEN
    return _duration(period) or (_date(start) if start else None)


_READERS = {"date": _date, "duration": _duration, "cycle": _cycle}
