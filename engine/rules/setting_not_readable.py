"""Priorities, retries and due dates that are not FEEL can be read as what they are; a script says all it needs."""

import re
from collections.abc import Iterator

from engine.model import Element, Kind
from engine.rules.drawing import Drawing
from engine.rules.iso import read_instant
from engine.rules.words import Remark, Sentence

_PRIORITY = Sentence(
    "The priority of {place} is not a whole number from 0 to 100: {written}",
    "Write a whole number from 0 to 100, or FEEL after an =.",
)
_RETRIES = Sentence(
    "The retries of {place} are not a whole number from 1 to 20: {written}",
    "Write a whole number from 1 to 20.",
)
_DUE = Sentence(
    "The due date of {place} is not an instant with its zone: {written}",
    "Write an instant like 2026-09-01T17:00:00+07:00, or FEEL after an =.",
)
_SCRIPT = Sentence(
    "The script task {place} has no expression or no result variable.",
    "Enter both: the expression in FEEL after an =, and the name of the variable that takes its value.",
)
_RULE = Sentence(
    "The business rule task {place} calls a decision without a result variable, or an operation beside it.",
    "Enter the decision and its result variable, or the operation alone.",
)
_NUMBER = re.compile(r"\d{1,3}", re.ASCII)


def setting_not_readable(drawing: Drawing) -> Iterator[Remark]:
    """Refuse priorities, retries and due dates that would be misread, and script tasks that are half said."""
    for element in drawing.process.elements.values():
        yield from _judge(element)


def _judge(element: Element) -> Iterator[Remark]:
    if _is_said(element.priority) and not _is_number(element.priority, 0, 100):
        yield _PRIORITY.at(element, written=element.priority[:100])
    if element.retries and not _is_number(element.retries, 1, 20):
        yield _RETRIES.at(element, written=element.retries[:100])
    if element.kind is Kind.SCRIPT_TASK and not (element.script and element.result):
        yield _SCRIPT.at(element)
    if element.kind is Kind.RULE_TASK and element.decision and (element.operation or not element.result):
        yield _RULE.at(element)
    at = read_instant(element.due_date)
    if _is_said(element.due_date) and (at is None or at.tzinfo is None):
        yield _DUE.at(element, written=element.due_date[:100])


def _is_said(text: str) -> bool:
    return bool(text) and not text.startswith("=")


def _is_number(text: str, least: int, most: int) -> bool:
    return bool(_NUMBER.fullmatch(text)) and least <= int(text) <= most
