"""Terms of steps are written so that a calendar can count them, and stand where somebody watches them."""

import re
from collections.abc import Iterator

from engine.model import PERSON_TASKS, Element, Kind
from engine.rules.drawing import Drawing
from engine.rules.words import Remark, Sentence

_TERM = re.compile(r"[1-9]\d{0,3}(?:wd|wh|cd|mo)|sameday", re.ASCII)
_SHARE = re.compile(r"0?\.\d{1,4}", re.ASCII)
_OF_CALLED = "term."
_ON_TASKS = frozenset({"term", "warn", "escalateAfter", "escalateTo"})

_UNREADABLE = Sentence(
    "The property {setting} of {place} is not a term: {written}",
    "Write working days (10wd), working hours (4wh), calendar days (60cd), months (3mo) or sameday.",
)
_WARN = Sentence(
    "The property warn of {place} is not a share between 0 and 1: {written}",
    "Write the share of the term after which to warn, for example 0.75.",
)
_PLACE = Sentence(
    "The property {setting} of {place} has no effect: only tasks of persons have terms.",
    "Move it to the task it is meant for; on a call activity write term.<id of the step>.",
)
_STRANGER = Sentence(
    "The property {setting} of {place} names a step that the called process does not have.",
    "Write term. and the id of a task of the called process.",
)
_NO_ROLE = Sentence(
    "The property escalateTo of {place} names the role {written}, which nobody can hold.",
    "Name a role of the procedure's sheet.",
)


def term_not_readable(drawing: Drawing) -> Iterator[Remark]:
    """Refuse terms, warnings and escalations that cannot be read or would be watched by nobody."""
    for element in drawing.process.elements.values():
        for setting, text in element.properties.items():
            if setting in _ON_TASKS and element.kind not in PERSON_TASKS:
                yield _PLACE.at(element, setting=setting)
            elif setting.startswith(_OF_CALLED):
                yield from _judge_called(element, setting, text, drawing)
            else:
                yield from _judge(element, setting, text, drawing)


def _judge(element: Element, setting: str, text: str, drawing: Drawing) -> Iterator[Remark]:
    if setting in ("term", "escalateAfter") and not _TERM.fullmatch(text):
        yield _UNREADABLE.at(element, setting=setting, written=text[:100])
    if setting == "warn" and not (_SHARE.fullmatch(text) and float(text) > 0):
        yield _WARN.at(element, written=text[:100])
    if setting == "escalateTo" and drawing.known.roles is not None and text not in drawing.known.roles:
        yield _NO_ROLE.at(element, written=text[:100])


def _judge_called(element: Element, setting: str, text: str, drawing: Drawing) -> Iterator[Remark]:
    if element.kind is not Kind.CALL:
        yield _PLACE.at(element, setting=setting)
        return
    if not _TERM.fullmatch(text):
        yield _UNREADABLE.at(element, setting=setting, written=text[:100])
    called = drawing.bundle.by_id.get(element.called)
    step = called.elements.get(setting.removeprefix(_OF_CALLED)) if called else None
    if called and (step is None or step.kind not in PERSON_TASKS):
        yield _STRANGER.at(element, setting=setting)
