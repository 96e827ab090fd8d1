"""Answers checked against a form on the server: what the page checks is courtesy, what is checked here is the rule.

Unknown, foreign (not yours to write), missing and wrongly typed answers are refused, each by its field, all at once.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

import re2

from cases.form_fields import CHOICES, MOST_ROWS, PAPERS, SEVERAL, Field, Rights, fields_of, hide_of
from cases.form_kinds import KINDS, KindWrong
from engine.feel import parse
from ground.clock import Clock, SystemClock, today
from ground.errors import Invalid
from ground.messages import translate

Answers: TypeAlias = dict[str, Any]
DECISIONS = frozenset({"outcome", "reason", "wanted"})
LARGEST_NUMBER = Decimal(10) ** 15
_EMAIL = re2.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_PLACE = re2.compile(r"\{\{\s*=?\s*([\pL_][\pL\pN_.]*)\s*\}\}")
_PHONE = re2.compile(r"^\+?[0-9][0-9 .]{6,18}$")


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one answer; `field` is its key, in a list `key[0].inner`."""

    field: str
    code: str
    message: Mapping[str, str]


class FormRefused(Invalid):
    """{count} answers of the form cannot be accepted, the first at {field}. Correct them and send the form again."""

    code = "form_refused"

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__(count=len(errors), field=errors[0].field)
        self.errors = errors


class _Wrong(Exception):
    """One answer is wrong: its code, and the params of its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


SENTENCES = {
    "unknown": "The form has no field of this name.",
    "foreign": "This field is not yours to fill in.",
    "missing": "Fill in this field.",
    "wrong_type": "This is not what the field takes: {wanted} is expected.",
    "too_small": "At least {limit}.",
    "too_large": "At most {limit}.",
    "too_short": "At least {limit} characters.",
    "too_long": "At most {limit} characters.",
    "wrong_pattern": "This is not written the way it has to be.",
    "not_a_step": "A multiple of {limit}.",
    "not_an_option": "Choose one of the options.",
    "too_many_rows": "At most {limit} rows.",
    "in_the_past": "A day before today is not possible here.",
    "wrong_identity": "The number of a citizen has twelve digits; the first three are its province, 001 to 096.",
    "wrong_tax_code": "A tax code has ten digits; a branch has three more behind a dash.",
    "wrong_check_digit": "This tax code does not fit its check digit. Compare it with the certificate.",
    "wrong_phone": "A phone number begins with 0 and has ten digits, eleven for a fixed line.",
    "wrong_money": "An amount is whole dong, as 1.250.000.",
    "wrong_address": "An address ends with its commune and its city or province, commas between them.",
    "old_address": "An address has no district any more since 1 July 2025: commune, then city or province.",
}


def check(
    schema: Mapping[str, Any], answers: Mapping[str, Any], role: str, *, known: Mapping[str, Any] | None = None,
    clock: Clock | None = None,
) -> Answers:  # fmt: skip
    """The answers as they are stored: composed, typed, complete (None for what was left empty or is hidden).

    `known` are the variables that conditions and option lists may look at. Raises `FormRefused`.
    """
    errors: list[FieldError] = []
    checked = _check_fields(fields_of(schema), answers, role, known or {}, clock or SystemClock(), "", errors)
    if errors:
        raise FormRefused(tuple(errors))
    return checked


def readable(schema: Mapping[str, Any], variables: Mapping[str, Any], role: str) -> Answers:
    """Of the variables, those that fields of this form show to this role: what the form is filled with.

    A decision is taken anew at every step: what an earlier step decided never fills it in.
    """
    return {
        field.key: variables[field.key]
        for field in fields_of(schema)
        if variables.get(field.key) is not None and field.may_read(role) and field.key not in DECISIONS
    }


def filled(
    schema: Mapping[str, Any], role: str, known: Mapping[str, Any], clock: Clock | None = None
) -> dict[str, Any]:
    """The schema for this role: unreadable fields left out, unwritable ones locked, options from variables put in.

    A condition that looks at variables and at fields shut to this role is settled here: what it hides is left out,
    what it shows has none left.
    """
    shelf = _Filling(role, known, clock or SystemClock(), frozenset(_open_keys(fields_of(schema), role)))
    return {**schema, "components": list(_shown(schema.get("components", ()), shelf, Rights()))}


def _open_keys(fields: tuple[Field, ...], role: str) -> Iterator[str]:
    for field in fields:
        if field.may_write(role) or field.hide:
            yield field.key
        yield from _open_keys(field.fields, role)


@dataclass(frozen=True, slots=True)
class _Filling:
    """What stays the same while a form is filled in for a role."""

    role: str
    known: Mapping[str, Any]
    clock: Clock
    keys: frozenset[str]

    def settled(self, component: Mapping[str, Any]) -> bool | None:
        """Whether a component is hidden whatever is typed; None where that depends on what is typed, or on nothing."""
        hide = hide_of(component)
        if not hide or set(parse(hide).reads) & self.keys:
            return None
        return _is_so(hide, self.known, self.clock)


def _shown(components: Any, filling: _Filling, outer: Rights) -> Iterator[dict[str, Any]]:
    for component in components:
        is_hidden = filling.settled(component)
        rights = Rights.of(component).within(outer)
        field = Field("", "", "", read_roles=rights.read, write_roles=rights.write)
        if is_hidden or not field.may_read(filling.role):
            continue
        shown = dict(component)
        if is_hidden is False:
            del shown["conditional"]
        if not field.may_write(filling.role):
            shown["readonly"] = True
        _fill(shown, filling.known)
        if "components" in component:
            inner = rights if component.get("type") == "group" else Rights()
            shown["components"] = list(_shown(component["components"], filling, inner))
        yield shown


def _fill(shown: dict[str, Any], known: Mapping[str, Any]) -> None:
    """Put in what the variables say: words, options, rows."""
    kind = shown.get("type")
    if kind == "text":
        shown["text"] = _PLACE.sub(lambda place: _told(place[1], known), str(shown.get("text", "")))
    options = PAPERS if kind == "filepicker" else shown.get("valuesKey")
    if options:
        shown["values"] = list(_choices(known.get(options)))
    if kind == "table":
        shown["rows"] = _rows(known.get(str(shown.get("dataSource", "")).removeprefix("=").strip()))


def _rows(value: Any) -> list[Any]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _told(path: str, known: Mapping[str, Any]) -> str:
    """What stands at `{{ path }}` in a text of the form; nothing where the variables have nothing."""
    value: Any = known
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _choices(options: Any) -> Iterator[dict[str, Any]]:
    """The options a variable holds: plain values, or each with its label; whatever else it holds offers nothing."""
    for option in options if isinstance(options, list | tuple) else ():
        value = option.get("value") if isinstance(option, Mapping) else option
        if isinstance(value, str | int | float | Decimal):
            label = option.get("label") if isinstance(option, Mapping) else None
            yield {"label": str(label or value), "value": value}


def _check_fields(
    fields: tuple[Field, ...], answers: Mapping[str, Any], role: str, known: Mapping[str, Any], clock: Clock,
    place: str, errors: list[FieldError],
) -> Answers:  # fmt: skip
    by_key = {field.key: field for field in fields}
    errors.extend(_error(place + key, "unknown") for key in answers if key not in by_key)
    checked: Answers = {}
    # What is shut to the role is told by the variables, whatever was sent under its name.
    typed = {key: value for key, value in answers.items() if key in by_key and by_key[key].may_write(role)}
    for field in fields:
        context = {**known, **typed, **checked}
        if _is_so(field.hide, context, clock):
            checked[field.key] = None
        elif _is_locked(field, role, context, clock):
            # What was shown locked and comes back as it was is nobody's doing.
            before = known.get(field.key) if field.may_write(role) else None
            if answers.get(field.key) not in (None, before):
                errors.append(_error(place + field.key, "foreign"))
        else:
            checked[field.key] = _check_one(field, answers.get(field.key), role, context, clock, place, errors)
    return checked


def _is_so(condition: str, context: Mapping[str, Any], clock: Clock) -> bool:
    return bool(condition) and parse(condition).evaluate(context, clock).value is True


def _is_locked(field: Field, role: str, context: Mapping[str, Any], clock: Clock) -> bool:
    return not field.may_write(role) or _is_so(field.locked_if, context, clock)


def _check_one(
    field: Field, answer: Any, role: str, context: Mapping[str, Any], clock: Clock, place: str, errors: list[FieldError]
) -> Any:
    here = place + field.key
    try:
        value = _compose(answer) if isinstance(answer, str) else answer
        if _is_empty(field, value):
            if field.is_required or _is_so(field.required_if, context, clock):
                raise _Wrong("missing")
            return False if field.kind == "checkbox" else None
        if field.kind == "dynamiclist":
            return _check_rows(field, value, role, context, clock, here, errors)
        if field.kind in CHOICES:
            return _check_choice(field, value, context)
        checked = _CHECKS[field.kind](field, value)
        if field.is_from_today and str(checked) < today(clock).isoformat():
            raise _Wrong("in_the_past")
        return checked
    except _Wrong as wrong:
        errors.append(_error(here, wrong.code, field.pattern_words, **wrong.params))
        return None


def _compose(text: str) -> str:
    if "\x00" in text:
        raise _Wrong("wrong_type", wanted="text")
    return unicodedata.normalize("NFC", text).strip()


def _is_empty(field: Field, value: Any) -> bool:
    return value is None or value == "" or value == [] or (field.kind == "checkbox" and value is False)


def _check_rows(
    field: Field, rows: Any, role: str, context: Mapping[str, Any], clock: Clock, here: str, errors: list[FieldError]
) -> list[Answers]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _Wrong("wrong_type", wanted="list")
    if len(rows) > MOST_ROWS:
        raise _Wrong("too_many_rows", limit=MOST_ROWS)
    return [
        _check_fields(field.fields, row, role, context, clock, f"{here}[{number}].", errors)
        for number, row in enumerate(rows)
    ]


def _check_choice(field: Field, value: Any, context: Mapping[str, Any]) -> Any:
    named = (each["value"] for each in _choices(context.get(field.options_from)))
    options = tuple(named) if field.options_from else field.options
    chosen = value if field.kind in SEVERAL else [value]
    if not isinstance(chosen, list):
        raise _Wrong("wrong_type", wanted="list")
    if any(_unlike(each, options) for each in chosen):
        raise _Wrong("not_an_option")
    return list(dict.fromkeys(chosen)) if field.kind in SEVERAL else value


def _unlike(value: Any, options: tuple[Any, ...]) -> bool:
    return not any(value == option and type(value) is type(option) for option in options)


def _text(field: Field, answer: Any) -> str:
    if not isinstance(answer, str):
        raise _Wrong("wrong_type", wanted="text")
    value = _written(field, answer)
    if field.shortest is not None and len(value) < field.shortest:
        raise _Wrong("too_short", limit=field.shortest)
    if field.longest is not None and len(value) > field.longest:
        raise _Wrong("too_long", limit=field.longest)
    if field.pattern and re2.search(field.pattern, value) is None:
        raise _Wrong("wrong_pattern")
    form = {"email": _EMAIL, "phone": _PHONE}.get(field.validation)
    if form is not None and form.match(value) is None:
        raise _Wrong("wrong_pattern")
    return value


def _written(field: Field, value: str) -> str:
    try:
        return KINDS[field.written_as](value) if field.written_as else value
    except KindWrong as wrong:
        raise _Wrong(wrong.code) from wrong


def _number(field: Field, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _Wrong("wrong_type", wanted="number")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise _Wrong("wrong_type", wanted="number") from error
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise _Wrong("wrong_type", wanted="number")
    if field.least is not None and number < field.least:
        raise _Wrong("too_small", limit=field.least)
    if field.most is not None and number > field.most:
        raise _Wrong("too_large", limit=field.most)
    if field.step and number % field.step:
        raise _Wrong("not_a_step", limit=field.step)
    if field.written_as == "money" and (number < 0 or number != number.to_integral_value()):
        raise _Wrong("wrong_money")
    if field.digits is not None and number != round(number, field.digits):
        raise _Wrong("wrong_type", wanted="fewer decimal digits")
    return int(number) if number == number.to_integral_value() else float(number)


def _checkbox(field: Field, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("wrong_type", wanted="yes or no")
    return value


def _moment(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise _Wrong("wrong_type", wanted="date")
    readers: Mapping[str, Callable[[str], object]] = {
        "date": date.fromisoformat, "time": time.fromisoformat, "datetime": datetime.fromisoformat
    }  # fmt: skip
    try:
        readers.get(field.subtype, date.fromisoformat)(value)
    except ValueError as error:
        raise _Wrong("wrong_type", wanted=field.subtype) from error
    return value


_CHECKS: Mapping[str, Callable[[Field, Any], Any]] = {
    "textfield": _text, "textarea": _text, "number": _number, "checkbox": _checkbox, "datetime": _moment
}  # fmt: skip


def _error(field: str, code: str, own_words: str = "", **params: object) -> FieldError:
    sentence = own_words if own_words and code == "wrong_pattern" else SENTENCES[code]
    sentences = {
        language: translate(
            sentence, language, **{name: translate(str(word), language) for name, word in params.items()}
        )
        for language in ("vi", "en")
    }
    return FieldError(field, code, sentences)
