"""Where the parts of a procedure disagree: sheet, drawing, forms and templates are held against each other."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cases.budget import budgets_of
from cases.bundle import Procedure
from cases.deadlines import TermNotReadable, parse_term
from cases.dossier import STATES
from cases.form_border import beyond, beyond_plain, line_of
from cases.form_fields import FormNotReadable, fields_of, read_form
from cases.notices import TEXTS
from cases.people import DESK_ROLES
from cases.rulepacks import RulePackMissing, pack_named
from documents.facts import OWN_FACTS, ResultFacts
from documents.placeholders import TemplateNotReadable, placeholders
from engine.model import Element, Finding, Kind, Process
from ground.messages import translate

SENTENCES = {
    "sheet_form": ("The sheet names the form {name}, which is not in the bundle.", "Add {name}.json to the bundle."),
    "sheet_pack": ("The sheet names the rule pack {name}, which does not exist.", "Use the key of a rule pack."),
    "sheet_template": ("The template {name} is not in the bundle.", "Add the file or correct the result in the sheet."),
    "template_unreadable": ("The template cannot be read, line {line}: {reason}.", "Correct the template."),
    "template_fact": (
        "The template reads {name}, which is no fact of a paper.", "Read one of: answers, applicant, office, code …",
    ),
    "template_answer": (
        "The template reads the answer {name}, which the application form does not ask for.",
        "Correct the name, or add the field to the form.",
    ),
    "template_variable": (
        "The template reads {name}, which no form and no step of the drawing sets.", "Correct the name.",
    ),
    "sheet_role": ("The lane {name} is not among the roles of the sheet.", "Add the role or rename the lane."),
    "sheet_role_unused": ("The role {name} of the sheet has no lane.", "Remove it or draw its lane."),
    "form_unusable": (
        "The form {name} cannot be used, at {place}: {reason}.", "Correct the component in the form editor.",
    ),
    "step_without_form": ("The step {name} has no form.", "Give it a form: every step is completed through one."),
    "step_term": ("{name} is not a term.", "Write it as 10wd, 4wh, 60cd, 3mo or sameday."),
    "step_warn": ("{name} is not a share between 0 and 1.", "Write the share as 0.75."),
    "step_state": ("{name} is not a state of a dossier.", "Use one of: submitted, accepted, handling, supplement …"),
    "step_escalates_to": ("Nobody holds the role {name}.", "Name a role of the sheet or giam_sat."),
    "steps_too_long": (
        "The steps of the longest way take {used}, the law gives {allowed}: {way}.",
        "Shorten the terms of these steps by {over}.",
    ),
    "steps_break_promise": (
        "The steps of the longest way take {used}, the office has promised {allowed}: {way}.",
        "Shorten the terms of these steps, or promise more.",
    ),
    "step_override": ("{name} names no step of {called}.", "Write term. and the id of a step that is called."),
    "step_named_term": ("The sheet has no term called {name}.", "Add it under [terms] or correct the step."),
    "message_role": ("Nobody holds the role {name} that may enter a message.", "Name a role of the sheet."),
    "notice_unknown": ("There is no notice called {name}.", "Use reminder, with what it is about."),
    "result_unused": ("No step drafts the result {name}.", "Remove it from the sheet, or draw the step."),
    "step_result": ("The step drafts the result {name}, which the sheet does not have.", "Add it as a [[result]]."),
}  # fmt: skip
RESULT_FACTS = frozenset(ResultFacts.__annotations__) | OWN_FACTS
METHODS = frozenset(dir(dict))
Check = Callable[[Procedure], Iterator[Finding]]


def disagreements(procedure: Procedure) -> list[Finding]:
    """Everything on which the parts of this procedure do not agree, in a fixed order."""
    return [finding for check in CHECKS for finding in check(procedure)]


def _finding(
    rule: str, file: str, element: str = "", line: int = 0, severity: str = "error", **params: object
) -> Finding:
    message, mend = (
        {language: translate(sentence, language, **params) for language in ("vi", "en")} for sentence in SENTENCES[rule]
    )
    return Finding(rule, severity, element, line, message, mend, file)


def _forms(procedure: Procedure) -> Iterator[Finding]:
    for form_id in procedure.sheet.form.values():
        if form_id not in procedure.forms:
            yield _finding("sheet_form", f"{procedure.slug}.toml", name=form_id)
    for form_id, schema in procedure.forms.items():
        is_application = form_id == procedure.application
        yield from _form(form_id, schema, procedure.files.get(f"{form_id}.json", b""), is_application)


def _form(form_id: str, schema: Mapping[str, Any], content: bytes, is_application: bool) -> Iterator[Finding]:
    file, rule = f"{form_id}.json", "form_unusable"
    try:
        read_form(schema)
    except FormNotReadable as problem:
        place, reason = str(problem.params["place"]), problem.params["reason"]
        line = line_of(content, place, place.partition(" ")[0])
        yield _finding(rule, file, line=line, name=form_id, place=place, reason=reason)
        return
    for each in (*beyond(schema), *(beyond_plain(schema) if is_application else ())):
        told = (str(each.component.get(name) or "") for name in ("id", "key", "path", "type"))
        yield _finding(rule, file, line=line_of(content, *told), name=form_id, place=each.place, reason=each.reason)


def _packs(procedure: Procedure) -> Iterator[Finding]:
    for law in procedure.sheet.law:
        try:
            pack_named(law.pack)
        except RulePackMissing:
            yield _finding("sheet_pack", f"{procedure.slug}.toml", name=law.pack)


def _templates(procedure: Procedure) -> Iterator[Finding]:
    for result in procedure.sheet.result:
        name = f"{procedure.slug}.{result.template}.html"
        if name not in procedure.files:
            yield _finding("sheet_template", f"{procedure.slug}.toml", result.key, name=name)
        else:
            yield from _placeholders(procedure, name)


def _placeholders(procedure: Procedure, name: str) -> Iterator[Finding]:
    """What the template reads must be there when the paper is drawn: it refuses to print a fact it has not."""
    try:
        read = placeholders(procedure.files[name].decode("utf-8", "replace"))
    except TemplateNotReadable as problem:
        told = problem.params
        yield _finding("template_unreadable", name, line=int(str(told["line"])), reason=told["reason"])
        return
    asked = {field.key for field in fields_of(procedure.form(procedure.application))}
    known = asked | frozenset(_variables(procedure))
    for each in read:
        if each.name not in RESULT_FACTS:
            yield _finding("template_fact", name, line=each.line, name=each.name)
        elif each.name == "answers" and each.part and each.part not in asked | METHODS:
            yield _finding("template_answer", name, line=each.line, name=each.part)
        elif each.name == "variables" and each.part and each.part not in known | METHODS:
            yield _finding("template_variable", name, line=each.line, severity="warning", name=each.part)


def _variables(procedure: Procedure) -> Iterator[str]:
    """What the forms, mappings, scripts and decisions of the drawing may set."""
    for schema in procedure.forms.values():
        try:
            yield from (field.key for field in fields_of(schema))
        except FormNotReadable:
            continue
    for _, step in _steps(procedure):
        yield from (each.target for each in (*step.inputs, *step.outputs))
        yield step.result


def _roles(procedure: Procedure) -> Iterator[Finding]:
    used: set[str] = set()
    for process, step in _steps(procedure):
        if step.kind is Kind.USER_TASK:
            used.add(step.lane)
            if step.lane not in procedure.sheet.roles:
                yield _finding("sheet_role", process.file, step.id, step.line, name=step.lane or "–")
    for role in procedure.sheet.roles:
        if role not in used:
            yield _finding("sheet_role_unused", f"{procedure.slug}.toml", role, severity="warning", name=role)


def _step_forms(procedure: Procedure) -> Iterator[Finding]:
    for process, step in _steps(procedure):
        if step.kind is Kind.USER_TASK and not step.form_id:
            yield _finding("step_without_form", process.file, step.id, step.line, name=step.name or step.id)


def _terms(procedure: Procedure) -> Iterator[Finding]:
    for process, step in _steps(procedure):
        for name, value in step.properties.items():
            is_term = name in ("term", "escalateAfter") or name.startswith("term.")
            if is_term and not _is_term(value):
                yield _finding("step_term", process.file, step.id, step.line, name=value)
            if name == "warn" and not _is_share(value):
                yield _finding("step_warn", process.file, step.id, step.line, name=value)


def _is_term(text: str) -> bool:
    try:
        parse_term(text)
    except TermNotReadable:
        return False
    return True


def _is_share(text: str) -> bool:
    try:
        return 0 < float(text) < 1
    except ValueError:
        return False


def _properties(procedure: Procedure) -> Iterator[Finding]:
    for process, step in _steps(procedure):
        state, told = step.properties.get("dossierState", ""), step.properties.get("escalateTo", "")
        if state and state not in STATES:
            yield _finding("step_state", process.file, step.id, step.line, name=state)
        if told and told not in procedure.sheet.roles and told not in DESK_ROLES:
            yield _finding("step_escalates_to", process.file, step.id, step.line, name=told)


def _results(procedure: Procedure) -> Iterator[Finding]:
    for process, step in _steps(procedure):
        key = step.headers.get("result", "")
        if step.operation == "draft_result" and key and procedure.sheet.result_of(key) is None:
            yield _finding("step_result", process.file, step.id, step.line, name=key)


def _overrides(procedure: Procedure) -> Iterator[Finding]:
    for process, step in _steps(procedure):
        called = procedure.processes.get(step.called)
        for name in step.properties if called is not None else ():
            if called is not None and name.startswith("term.") and name[5:] not in called.elements:
                yield _finding("step_override", process.file, step.id, step.line, name=name, called=called.id)


def _named_terms(procedure: Procedure) -> Iterator[Finding]:
    for process, step in _steps(procedure):
        name = step.headers.get("term", "")
        if step.operation in ("count_term", "resume_term") and name and name not in procedure.sheet.terms:
            yield _finding("step_named_term", process.file, step.id, step.line, name=name)


def _messages(procedure: Procedure) -> Iterator[Finding]:
    file = f"{procedure.slug}.toml"
    for message, incoming in procedure.sheet.messages.items():
        if incoming.role not in procedure.sheet.roles:
            yield _finding("message_role", file, message, name=incoming.role)
        if incoming.form and incoming.form not in procedure.forms:
            yield _finding("sheet_form", file, message, name=incoming.form)


def _notices(procedure: Procedure) -> Iterator[Finding]:
    for process, step in _steps(procedure):
        if step.operation == "send_notice":
            notice, told = step.headers.get("notice", ""), step.headers.get("to", "")
            if notice not in TEXTS:
                yield _finding("notice_unknown", process.file, step.id, step.line, name=notice or "–")
            if told not in procedure.sheet.roles and told not in DESK_ROLES:
                yield _finding("step_escalates_to", process.file, step.id, step.line, name=told or "–")


def _unused_results(procedure: Procedure) -> Iterator[Finding]:
    drafted = {step.headers.get("result", "") for _, step in _steps(procedure)}
    for result in procedure.sheet.result:
        if result.key not in drafted:
            file = f"{procedure.slug}.toml"
            yield _finding("result_unused", file, result.key, severity="warning", name=result.key)


def _budgets(procedure: Procedure) -> Iterator[Finding]:
    """The terms of the steps add up to at most the term of the law (Decree 61/2018: each step has its share of it)."""
    file = procedure.processes[procedure.slug].file
    for budget in budgets_of(procedure):
        way = " → ".join(f"{name} {term}" for name, term in budget.way)
        if budget.is_too_long:
            over = budget.slack.negated
            rule, allowed, severity = "steps_too_long", budget.allowed, "error"
        elif budget.breaks_promise:
            rule, allowed, severity, over = "steps_break_promise", budget.promised, "warning", None
        else:
            continue
        yield _finding(
            rule, file, budget.phase, severity=severity, used=budget.used, allowed=allowed, over=over, way=way
        )


def _steps(procedure: Procedure) -> Iterator[tuple[Process, Element]]:
    for process in procedure.processes.values():
        for element in process.elements.values():
            yield process, element


CHECKS: tuple[Check, ...] = (
    _forms, _packs, _templates, _roles, _step_forms, _terms, _properties, _results, _overrides, _named_terms, _messages,
    _notices, _unused_results, _budgets,
)  # fmt: skip
