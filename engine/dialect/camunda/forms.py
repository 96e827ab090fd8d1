"""Forms and people of a user task, in Camunda 7's words."""

import re
from typing import Final

from engine.dialect.camunda import remarks
from engine.dialect.camunda.feel import feel_of, has_expression, quoted
from engine.dialect.camunda.juel_tokens import MOST_LETTERS, NotFeel
from engine.dialect.camunda.ledger import Setting, name_of, setting_of
from engine.dialect.names import CAMUNDA

_FORM_FILE: Final = re.compile(r"camunda-forms:(?:deployment|app):(?:.*/)?(?P<name>[^/]+?)(?:\.form)?")
_NOT_A_NAME: Final = re.compile(r"[:/\\]|\.(?:html?|jsf|xhtml)$", re.IGNORECASE)
# A comma inside an expression does not part two names.
_NAMES: Final = re.compile(r"(?:[$#]\{[^}]*\}|[^,])+")
# What FEEL's duration reads: years and months, or days and less.
_DURATION: Final = re.compile(r"P(?=.)(?:(?:\d+Y)?(?:\d+M)?|(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)", re.ASCII)
_ASSIGNED: Final = "assignmentDefinition"


def form_key(setting: Setting, value: str) -> None:
    """A form key: a form of the bundle by its name; pages of HTML belong to another program."""
    match = _FORM_FILE.fullmatch(name_of(value))
    if match is None and _NOT_A_NAME.search(value):
        raise NotFeel("camunda_form")
    setting.put("formDefinition", "formId", match["name"] if match else value, remarks.FORM_FILE if match else "")


def form_reference(setting: Setting, value: str) -> None:
    """A form by its id."""
    setting.put("formDefinition", "formId", name_of(value))


def groups(setting: Setting, value: str) -> None:
    """Candidate groups: names and expressions between commas."""
    if len(value) > MOST_LETTERS:
        raise NotFeel
    parts = [part.strip() for part in _NAMES.findall(value) if part.strip()]
    if len(parts) < 2 or not any(has_expression(part) for part in parts):
        setting.put(_ASSIGNED, "candidateGroups", setting_of(value))
        return
    said = ", ".join(feel_of(part) if has_expression(part) else quoted(part) for part in parts)
    setting.put(_ASSIGNED, "candidateGroups", f"=flatten([{said}])")


def candidates(setting: Setting, value: str) -> None:
    """Candidate users: one person alone is the assignee; a choice of people is a role here."""
    others = (setting.source.get(f"{{{CAMUNDA}}}{name}") for name in ("assignee", "candidateGroups"))
    if "," in value or any(others) or setting.extension(_ASSIGNED).attrib:
        raise NotFeel("camunda_people")
    setting.put(_ASSIGNED, "assignee", setting_of(value), remarks.ONE_CANDIDATE)


def due_date(setting: Setting, value: str) -> None:
    """A due date: an instant, an expression, or a time from now on."""
    if not value.startswith("P"):
        setting.put("taskSchedule", "dueDate", setting_of(value))
        return
    if not _DURATION.fullmatch(value):
        raise NotFeel
    setting.put("taskSchedule", "dueDate", f'=now() + duration("{value}")', remarks.DUE_AFTER)


def follow_up_date(setting: Setting, value: str) -> None:
    """A follow-up date, which no engine waits for."""
    said = {"name": "followUpDate", "value": setting_of(value)}
    setting.add("properties", "property", said, remarks.FOLLOW_UP)


def initiator(setting: Setting, value: str) -> None:
    """The variable that would hold who started the instance: refused where an expression reads it."""
    # Once is the attribute itself.
    if setting.ledger.survey.words.get(value, 0) > 1:
        raise NotFeel("camunda_initiator")
    setting.unneeded(remarks.UNREAD_INITIATOR)


def start_form(setting: Setting, _value: str) -> None:
    """The form of a start event."""
    setting.unneeded(remarks.START_FORM)
