"""Goes through a part of a document and says everything of Camunda 7 in this dialect; the bytes of the file stay."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from lxml import etree

from engine.dialect.camunda import remarks
from engine.dialect.camunda.attributes import translate_attribute
from engine.dialect.camunda.bodies import (
    BODIES,
    translate_body,
    translate_by_hand,
    translate_called,
    translate_cardinality,
    translate_round_of,
    translate_script,
)
from engine.dialect.camunda.children import parts_of, translate_child, written
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.dialect.camunda.ledger import Ledger, Setting
from engine.dialect.camunda.messages import translate_message
from engine.dialect.camunda.owners import translate_owner
from engine.dialect.names import BPMN, CAMUNDA, DRAWN, space_of, spoken, value_of
from engine.dialect.notes import Notes

# A drawing may have 2,000 elements: more settings than this are not looked at one by one.
MOST_SETTINGS = 20_000
_PREFIX = f"{{{CAMUNDA}}}"


def translate(part: etree._Element, notes: Notes, ledger: Ledger) -> None:
    """Translate a part of a document in place: what became of it goes into the ledger, what cannot be into the notes.

    Afterwards no name of Camunda 7 is left in it, unless there were more than `MOST_SETTINGS`: then the rest is
    refused as a whole.
    """
    for node in list(part.iter()):
        if ledger.tried > MOST_SETTINGS:
            notes.odd("camunda_setting", node, f"> {MOST_SETTINGS}")
            break
        if space_of(str(node.tag)) == CAMUNDA:
            _translate_extension(node, notes, ledger)
        else:
            _refuse_script(node, notes, ledger)
            _translate_attributes(node, notes, ledger)
            _translate_body(node, notes, ledger)
    if ledger.is_camunda:
        for node in part.iter(f"{{{BPMN}}}callActivity"):
            if value_of(node, "calledElement"):
                called = f'calledElement="{value_of(node, "calledElement")}"'
                _try(translate_called, Setting(node, node, called, notes, ledger))


def translate_sheet(root: etree._Element, notes: Notes, ledger: Ledger) -> None:
    """Translate what stands outside of every process."""
    _translate_attributes(root, notes, ledger)
    for part in root:
        if spoken(part) == "process" and ledger.is_camunda and part.get("isExecutable") is None:
            part.set("isExecutable", "true")
            Setting(part, part, "process", notes, ledger).changed('isExecutable="true"', remarks.EXECUTABLE)
        if spoken(part) != "process" and space_of(str(part.tag)) not in DRAWN:
            translate(part, notes, ledger)


def _try(handler: Callable[[Setting], None], setting: Setting) -> None:
    setting.ledger.tried += 1
    try:
        handler(setting)
    except NotFeel as refused:
        setting.refuse(refused.kind)


def _refuse_script(node: etree._Element, notes: Notes, ledger: Ledger) -> None:
    # As a whole, before its parts are looked at one by one.
    is_feel = value_of(node, "scriptFormat").lower() in ("", "feel")
    if ledger.is_camunda and spoken(node) == "scriptTask" and not (is_feel and node.find("{*}script") is None):
        _try(translate_script, Setting(node, node, written(node), notes, ledger))


def _translate_attributes(node: etree._Element, notes: Notes, ledger: Ledger) -> None:
    target = node.getparent() if spoken(node) == "messageEventDefinition" else node
    found = {str(name): value_of(node, str(name)) for name in node.attrib if str(name).startswith(_PREFIX)}
    for name, value in found.items():
        local = name.removeprefix(_PREFIX)
        setting = Setting(node if target is None else target, node, f'camunda:{local}="{value}"', notes, ledger)
        _try(partial(translate_attribute, name=local, value=value), setting)
    for name in found:
        del node.attrib[name]


def _translate_extension(node: etree._Element, notes: Notes, ledger: Ledger) -> None:
    holder = node.getparent()
    if holder is None or space_of(str(holder.tag)) == CAMUNDA:
        return  # a part of one that was looked at already
    step = holder.getparent()
    setting = Setting(holder if step is None else step, node, written(node), notes, ledger)
    if spoken(holder) != "extensionElements" or step is None:
        setting.refuse("camunda_setting")
    else:
        for part in parts_of(setting):
            _try(translate_child, part)
    holder.remove(node)


def _translate_body(node: etree._Element, notes: Notes, ledger: Ledger) -> None:
    handler = _BODIES.get(spoken(node))
    # How many rounds is said the same way in every BPMN.
    if spoken(node) in BODIES or (handler is not None and (ledger.is_camunda or spoken(node) == "loopCardinality")):
        _try(handler or translate_body, Setting(node, node, written(node), notes, ledger))
    holder = node.getparent()
    if ledger.is_camunda and spoken(node) in _SAID_ELSEWHERE and holder is not None:
        holder.remove(node)


def _translate_cardinality(setting: Setting) -> None:
    holder = setting.source.getparent()
    if holder is not None:
        translate_cardinality(replace(setting, node=holder))
        holder.remove(setting.source)


# What is said by another element of the step once it is translated; refused or not, nothing of it is left.
_SAID_ELSEWHERE = frozenset({"loopDataInputRef", "inputDataItem", "potentialOwner", "humanPerformer"})
_BODIES: Mapping[str, Callable[[Setting], None]] = {
    "message": translate_message,
    "signal": translate_message,
    "loopCardinality": _translate_cardinality,
    "loopDataInputRef": translate_round_of,
    "inputDataItem": translate_round_of,
    "potentialOwner": translate_owner,
    "humanPerformer": translate_owner,
    "manualTask": translate_by_hand,
    "task": translate_by_hand,
}
