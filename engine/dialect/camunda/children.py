"""Every extension element of Camunda 7: translated, not needed, or refused by name."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from engine.dialect.camunda import remarks
from engine.dialect.camunda.feel import feel_of, feel_of_one, has_expression, quoted
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.dialect.camunda.ledger import Setting
from engine.dialect.names import spoken, spoken_name, value_of

# More than anybody writes by hand into one parameter.
MOST_PARTS: Final = 1_000
_NAME: Final = re.compile(r"[^\W\d]\w*")
_OWN_KEY: Final = ("#{execution.processBusinessKey}", "${execution.processBusinessKey}")


def translate_child(setting: Setting) -> None:
    """One extension element. Raises `NotFeel` with the kind of its refusal."""
    name = spoken(setting.source).removeprefix("camunda:")
    handler = _HANDLERS.get(name)
    if handler is None:
        raise NotFeel(_REFUSED.get(name, "camunda_setting"))
    handler(setting)


def parts_of(setting: Setting) -> list[Setting]:
    """The parts of an element that is translated part by part; any other one is its own part."""
    if spoken(setting.source) not in ("camunda:inputOutput", "camunda:properties"):
        return [setting]
    return [Setting(setting.node, part, written(part), setting.notes, setting.ledger) for part in setting.source]


def written(node: etree._Element) -> str:
    """An element as a person would quote it: its name, its attributes, the beginning of its text."""
    named = ((spoken_name(str(name)), value) for name, value in node.attrib.items())
    said = "".join(f' {name}="{value!s}"' for name, value in named if not name.startswith("{"))
    text = " ".join("".join(map(str, node.itertext())).split())
    return f"{spoken(node)}{said}{': ' if text else ''}{text[:120]}"


def _only(node: etree._Element, *names: str) -> None:
    if set(node.attrib) - set(names):
        raise NotFeel("camunda_setting")


def _input(setting: Setting) -> None:
    setting.add("ioMapping", "input", {"source": _value(setting.source), "target": _target(setting.source, "name")})


def _output(setting: Setting) -> None:
    said = {"source": _value(setting.source), "target": _target(setting.source, "name")}
    setting.add("ioMapping", "output", said, remarks.OUTPUTS)


def _property(setting: Setting) -> None:
    _only(setting.source, "id", "name", "value")
    names = {"name": value_of(setting.source, "name"), "value": value_of(setting.source, "value")}
    setting.add("properties", "property", names)


def _target(node: etree._Element, attribute: str) -> str:
    name = value_of(node, attribute)
    if not _NAME.fullmatch(name):
        raise NotFeel("camunda_setting")
    return name


def _value(node: etree._Element) -> str:
    _only(node, "name")
    if sum(1 for _ in node.iter()) > MOST_PARTS:
        raise NotFeel("camunda_setting")
    said = _said(node)
    text = (node.text or "").strip()
    # A plain text stays readable; only what looks like FEEL, or is more than a text, becomes FEEL.
    return text if said == quoted(text) and not text.startswith("=") else "=" + said


def _said(node: etree._Element) -> str:
    """The value of a parameter, a member of a list or an entry of a map, in FEEL."""
    if len(node) > 1:
        raise NotFeel("camunda_setting")
    if len(node) == 1:
        return _structure(node[0])
    text = (node.text or "").strip()
    if not text:
        return "null"
    return feel_of(text) if has_expression(text) else quoted(text)


def _structure(node: etree._Element) -> str:
    name = spoken(node)
    if name == "camunda:list":
        return f"[{', '.join(_member(child) for child in node)}]"
    if name == "camunda:map":
        return f"{{{', '.join(_entry(child) for child in node)}}}"
    raise NotFeel("camunda_script" if name == "camunda:script" else "camunda_setting")


def _member(node: etree._Element) -> str:
    _only(node)
    return _said(node) if spoken(node) == "camunda:value" else _structure(node)


def _entry(node: etree._Element) -> str:
    _only(node, "key")
    if spoken(node) != "camunda:entry" or has_expression(value_of(node, "key")):
        raise NotFeel("camunda_setting")
    return f"{quoted(value_of(node, 'key'))}: {_said(node)}"


def _handed_in(setting: Setting) -> None:
    node = setting.source
    is_all = _is_all(setting)
    if set(node.attrib) == {"businessKey"} and value_of(node, "businessKey") in _OWN_KEY:
        setting.unneeded(remarks.SAME_KEY)
    elif is_all:
        setting.put("calledElement", "propagateAllParentVariables", "true")
    else:
        setting.add("ioMapping", "input", {"source": _source(node), "target": _target(node, "target")})


def _handed_out(setting: Setting) -> None:
    node = setting.source
    if not _is_all(setting):
        setting.add("ioMapping", "output", {"source": _source(node), "target": _target(node, "target")})
        return
    siblings = node.getparent()
    if siblings is not None and any(spoken(other) == "camunda:out" and other is not node for other in siblings):
        raise NotFeel("camunda_setting")
    setting.put("calledElement", "propagateAllChildVariables", "true")


def _is_all(setting: Setting) -> bool:
    if spoken(setting.node) != "callActivity":
        raise NotFeel("camunda_setting")
    return set(setting.source.attrib) == {"variables"} and value_of(setting.source, "variables") == "all"


def _source(node: etree._Element) -> str:
    if set(node.attrib) == {"source", "target"}:
        return "=" + feel_of_one("${" + value_of(node, "source") + "}")
    if set(node.attrib) == {"sourceExpression", "target"}:
        return "=" + feel_of_one(value_of(node, "sourceExpression"))
    raise NotFeel("camunda_setting")


def _retries(setting: Setting) -> None:
    setting.unneeded(remarks.RETRIES)


_HANDLERS: Final[Mapping[str, Callable[[Setting], None]]] = {
    "inputParameter": _input,
    "outputParameter": _output,
    "property": _property,
    "in": _handed_in,
    "out": _handed_out,
    "failedJobRetryTimeCycle": _retries,
}
_REFUSED: Final[Mapping[str, str]] = {
    "executionListener": "camunda_listener",
    "taskListener": "camunda_listener",
    "connector": "camunda_connector",
    "field": "camunda_code",
    "formData": "camunda_form",
    "formProperty": "camunda_form",
    "script": "camunda_script",
}
