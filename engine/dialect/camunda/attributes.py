"""Every attribute of Camunda 7 by the element it stands on: translated, not needed, or refused by name."""

from collections.abc import Callable, Mapping
from typing import Final

from engine.dialect.camunda import forms, remarks
from engine.dialect.camunda.juel_tokens import NotFeel
from engine.dialect.camunda.ledger import Setting, name_of, setting_of
from engine.dialect.names import CAMUNDA, spoken

Handler = Callable[[Setting, str], None]


def translate_attribute(setting: Setting, name: str, value: str) -> None:
    """One attribute. Raises `NotFeel` with the kind of its refusal."""
    handler = _BY_ELEMENT.get(spoken(setting.source), {}).get(name) or _EVERYWHERE.get(name)
    if handler is None:
        raise NotFeel(_REFUSED.get(name, "camunda_setting"))
    handler(setting, value)


def _said(name: str, attribute: str, read: Callable[[str], str] = setting_of) -> Handler:
    return lambda setting, value: setting.put(name, attribute, read(value))


def _unneeded(remark: str) -> Handler:
    return lambda setting, _value: setting.unneeded(remark)


def _bound(name: str) -> Handler:
    def bind(setting: Setting, value: str) -> None:
        if value == "version":
            raise NotFeel("camunda_version")
        setting.put(name, "bindingType", value)

    return bind


def _implemented(setting: Setting, value: str) -> None:
    if value != "external":
        raise NotFeel("camunda_code")
    setting.changed("zeebe:taskDefinition")


def _decision(setting: Setting, value: str) -> None:
    if setting.source.get(f"{{{CAMUNDA}}}mapDecisionResult") is None:
        raise NotFeel("camunda_decision")
    setting.put("calledDecision", "decisionId", name_of(value))


def _decision_result(setting: Setting, value: str) -> None:
    differences = {"singleEntry": "", "singleResult": remarks.ONE_OUTPUT, "collectEntries": remarks.COLLECTS}
    if value not in differences:
        raise NotFeel("camunda_decision")
    setting.changed("zeebe:calledDecision", differences[value])


def _collection(setting: Setting, value: str) -> None:
    text = setting_of(value)
    said = text if text.startswith("=") else setting_of("${" + value + "}")
    setting.put("loopCharacteristics", "inputCollection", said, remarks.ROUNDS)


_OPERATION: Final[dict[str, Handler]] = {
    "type": _implemented,
    "topic": _said("taskDefinition", "type", name_of),
    "taskPriority": _unneeded(remarks.ORDER),
}
_EVERYWHERE: Final[Mapping[str, Handler]] = dict.fromkeys(
    ("async", "asyncBefore", "asyncAfter", "exclusive"), _unneeded(remarks.SAVED)
) | dict.fromkeys(
    ("modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon", "diagramRelationId"),
    _unneeded(remarks.EDITOR),
) | {"jobPriority": _unneeded(remarks.ORDER)}  # fmt: skip
_BY_ELEMENT: Final[Mapping[str, Mapping[str, Handler]]] = {
    "process": {
        "versionTag": _said("versionTag", "value", name_of),
        "historyTimeToLive": _unneeded(remarks.KEPT),
        "taskPriority": _unneeded(remarks.ORDER),
        "isStartableInTasklist": _unneeded(remarks.STARTERS),
        "candidateStarterGroups": _unneeded(remarks.STARTERS),
        "candidateStarterUsers": _unneeded(remarks.STARTERS),
    },
    "startEvent": {
        "initiator": forms.initiator,
        "formKey": forms.start_form,
        "formRef": forms.start_form,
        "formRefBinding": forms.start_form,
    },
    "userTask": {
        "assignee": _said("assignmentDefinition", "assignee"),
        "candidateGroups": forms.groups,
        "candidateUsers": forms.candidates,
        "dueDate": forms.due_date,
        "followUpDate": forms.follow_up_date,
        "priority": _said("priorityDefinition", "priority"),
        "formKey": forms.form_key,
        "formRef": forms.form_reference,
        "formRefBinding": _bound("formDefinition"),
    },
    "serviceTask": _OPERATION,
    "sendTask": _OPERATION,
    "messageEventDefinition": _OPERATION,
    "businessRuleTask": _OPERATION | {
        "decisionRef": _decision,
        "decisionRefBinding": _bound("calledDecision"),
        "decisionRefVersionTag": _said("calledDecision", "versionTag", name_of),
        "mapDecisionResult": _decision_result,
        "resultVariable": _said("calledDecision", "resultVariable", name_of),
    },
    "callActivity": {
        "calledElementBinding": _bound("calledElement"),
        "calledElementVersionTag": _said("calledElement", "versionTag", name_of),
    },
    "multiInstanceLoopCharacteristics": {
        "collection": _collection,
        "elementVariable": _said("loopCharacteristics", "inputElement", name_of),
    },
    "error": {"errorMessage": _unneeded(remarks.ERROR_TEXT)},
}  # fmt: skip
_REFUSED: Final[Mapping[str, str]] = dict.fromkeys(
    (
        "class", "delegateExpression", "expression", "formHandlerClass", "variableMappingClass", "resultVariable",
        "variableMappingDelegateExpression",
    ),
    "camunda_code",
) | dict.fromkeys(
    (
        "calledElementVersion", "calledElementTenantId", "decisionRefVersion", "decisionRefTenantId", "formRefVersion",
    ),
    "camunda_version",
) | {"resource": "camunda_script"}  # fmt: skip
