"""A fact of the journal as a sentence, in both languages."""

from collections.abc import Mapping
from typing import Any

from ground.messages import LANGUAGES, translate

SYSTEM = "system"
# The entry's name -> what it says: {who} the officer or the system, {step} the element as the drawing calls it.
SENTENCES: Mapping[str, str] = {
    "instance_started": "{who} started the process.",
    "instance_ended": "The process ended.",
    "instance_suspended": "{who} suspended the process: {reason}",
    "instance_resumed": "{who} let the process go on: {reason}",
    "instance_cancelled": "{who} cancelled the process: {reason}",
    "instance_migrated": "{who} carried the process from version {old} to version {new}: {reason}",
    "instance_rewound": "{who} put the process back to before “{step}”: {reason}",
    "token_moved": "{who} moved the process by hand to “{step}”: {reason}",
    "variables_corrected": "{who} corrected {names}: {reason}",
    "date_told": "The process was told the date of return.",
    "timer_rescheduled": "{who} moved the date of “{step}”.",
    "task_opened": "“{step}” came into the list.",
    "task_claimed": "{who} gave “{step}” to {assignee}.",
    "task_taken": "{who} took “{step}”.",
    "task_released": "{who} put “{step}” back.",
    "task_handed_over": "{who} handed “{step}” over to {assignee}.",
    "task_completed": "{who} completed “{step}”.",
    "task_cancelled": "“{step}” was no longer needed.",
    "timer_fired": "The date of “{step}” has come.",
    "message_received": "The message for “{step}” arrived.",
    "job_done": "The machine finished “{step}”.",
    "job_failed": "The machine failed at “{step}”: {reason}",
    "incident_opened": "“{step}” stands still: {code}.",
    "incident_retried": "{who} tried “{step}” again.",
    "incident_solved": "What stood still goes on: {code}.",
    "dossier_submitted": "{who} received the dossier.",
    "dossier_accepted": "{who} accepted the dossier.",
    "dossier_refused": "{who} did not accept the dossier: {reason}",
    "dossier_withdrawn": "The applicant withdrew the dossier: {reason}",
    "dossier_moved": "{who} brought the dossier from “{before}” to “{after}”: {reason}",
    "dossier_closed": "The dossier was closed.",
    "supplement_asked": "{who} asked for a supplement: {reason}",
    "supplement_answered": "The supplement was brought.",
    "supplement_expired": "The supplement was not brought in time.",
    "paused": "The legal clock was paused.",
    "unpaused": "The legal clock went on.",
    "due_date_changed": "The date of return was set anew.",
    "step_warned": "“{step}” was due soon.",
    "step_breached": "“{step}” grew late.",
    "step_escalated": "A superior was told about “{step}”.",
    "result_drafted": "The result was drafted.",
    "result_signed": "{who} signed the result.",
    "result_numbered": "The result got its number.",
    "result_issued": "The result was issued.",
    "result_returned": "{who} returned the result.",
}
OTHER = "{who}: {name}"
THE_SYSTEM = "The system"


def told(
    name: str, actor: str, step: str, facts: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """The sentence of one fact, by language; `words` are those of a dossier's states."""
    if name == "task_claimed" and facts.get("assignee") == actor:
        name = "task_taken"
    if name == "variables_corrected" and facts.get("reason") == "due_date_changed":
        name = "date_told"  # the desk keeps true what drawings look at
    return {language: _in(language, name, actor, step, facts, words) for language in LANGUAGES}


def _in(
    language: str, name: str, actor: str, step: str, facts: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]
) -> str:
    params: dict[str, object] = {
        "who": translate(THE_SYSTEM, language) if actor == SYSTEM else actor,
        "step": step or "–",
        "reason": facts.get("reason") or "–",
        "code": facts.get("code", ""),
        "assignee": facts.get("to") or facts.get("assignee") or "",
        "names": ", ".join(_members(facts.get("after"))) or "–",
        "name": name.replace("_", " "),
        "old": _version(facts.get("before")),
        "new": _version(facts.get("after")),
        "before": _state(language, facts.get("before"), words),
        "after": _state(language, facts.get("after"), words),
    }
    return translate(SENTENCES.get(name, OTHER), language, **params)


def _members(value: object) -> list[str]:
    return sorted(value) if isinstance(value, dict) else []


def _version(value: object) -> object:
    return value.get("version", "–") if isinstance(value, dict) else "–"


def _state(language: str, value: object, words: Mapping[str, Mapping[str, str]]) -> str:
    return words.get(value, {}).get(language, value) if isinstance(value, str) else "–"
