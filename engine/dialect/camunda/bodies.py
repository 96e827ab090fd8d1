"""The expressions that stand in BPMN's own elements: conditions, timers, the marker of a repeated step."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from engine.dialect.camunda import remarks
from engine.dialect.camunda.feel import feel_of, feel_of_one, has_expression
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.dialect.camunda.ledger import Setting, name_of, setting_of
from engine.dialect.names import CAMUNDA, spoken, value_of

_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "conditionExpression": feel_of_one,
    "completionCondition": feel_of_one,
    "timeDate": feel_of,
    "timeDuration": feel_of,
    "timeCycle": feel_of,
}
BODIES: Final = frozenset(_READERS)
_FEEL: Final = "feel"


def translate_body(setting: Setting) -> None:
    """The text of one expression. Raises `NotFeel`."""
    node = setting.source
    text = (node.text or "").strip()
    language = value_of(node, "language")
    # A condition in a language of its own is a script; the reader refuses it by that name.
    if language or len(node) or not text:
        return
    if has_expression(text):
        node.text = "=" + _READERS[spoken(node)](text)
        setting.changed(f"{spoken(node)}: {node.text}")
    if has_expression(text) or setting.ledger.is_camunda:
        # Camunda 7 does not look at the language a file declares for all its expressions.
        node.set("language", _FEEL)


def translate_cardinality(setting: Setting) -> None:
    """`loopCardinality`: so many rounds are a collection of so many numbers. Raises `NotFeel`."""
    text = (setting.source.text or "").strip()
    if text.isdecimal():
        said = f"for i in 1..{int(text)} return i" if int(text) else "[]"
    else:
        number = text[1:].strip() if text.startswith("=") else feel_of_one(text)
        said = f"if {number} < 1 then [] else for i in 1..({number}) return i"
    setting.put("loopCharacteristics", "inputCollection", f"={said}", remarks.ROUNDS)


def translate_round_of(setting: Setting) -> None:
    """`loopDataInputRef` and `inputDataItem`: BPMN's own words for the collection and its member. Raises `NotFeel`."""
    node = setting.source
    holder = node.getparent()
    if holder is None:
        return
    marker = replace(setting, node=holder)
    if spoken(node) == "inputDataItem":
        marker.put("loopCharacteristics", "inputElement", name_of(value_of(node, "name")))
    else:
        said = setting_of("${" + (node.text or "").strip() + "}")
        marker.put("loopCharacteristics", "inputCollection", said, remarks.ROUNDS)


def translate_script(setting: Setting) -> None:
    """A script task: no language of programs runs here. Raises `NotFeel`."""
    node = setting.source
    scripts = [child for child in node if spoken(child) == "script"]
    for name in ("scriptFormat", f"{{{CAMUNDA}}}resource", f"{{{CAMUNDA}}}resultVariable"):
        node.attrib.pop(name, "")
    for script in scripts:
        node.remove(script)
    raise NotFeel("camunda_script")


def translate_by_hand(setting: Setting) -> None:
    """A task without a kind, or one done by hand, of which Camunda 7 takes no notice."""
    setting.changed(spoken(setting.source), remarks.CONFIRMED)


def translate_called(setting: Setting) -> None:
    """`calledElement`: without mappings, Camunda 7 hands over nothing. Raises `NotFeel`."""
    called = value_of(setting.source, "calledElement")
    if has_expression(called):
        raise NotFeel("camunda_dynamic")
    target = setting.extension("calledElement")
    if target.get("processId") is not None:
        return
    target.set("processId", called)
    for attribute in ("propagateAllParentVariables", "propagateAllChildVariables"):
        if target.get(attribute) is None:
            target.set(attribute, "false")
    said = " ".join(f'{name!s}="{value!s}"' for name, value in target.attrib.items())
    setting.changed(f"zeebe:calledElement {said}", remarks.ONLY_NAMED)
