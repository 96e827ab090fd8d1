"""Looks over a whole file once, before anything in it is translated."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.dialect.names import CAMUNDA, reference_of, space_of, spoken

# Engines of the same family, which say the same things in namespaces of their own.
_COUSINS: Final[Mapping[str, str]] = {
    "http://activiti.org/bpmn": "activiti",
    "http://www.activiti.com/bpmn": "activiti",
    "http://flowable.org/bpmn": "flowable",
    "http://operaton.org/schema/1.0/bpmn": "operaton",
}
_PLATFORM: Final = "{http://camunda.org/schema/modeler/1.0}executionPlatform"
_PREFIX: Final = f"{{{CAMUNDA}}}"
_EXPRESSION: Final = re.compile(r"[$#]\{[^}]*")
_WORD: Final = re.compile(r"\w+")
_CATCHING: Final = frozenset({"intermediateCatchEvent", "boundaryEvent", "receiveTask"})


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of the whole file: whether Camunda 7 drew it, which messages somebody waits for, by id, and
    how often each word stands alone or in an expression. `prefix` is that of the engine whose settings these are."""

    is_camunda: bool
    prefix: str = "camunda"
    awaited: frozenset[str] = frozenset()
    words: Mapping[str, int] = field(default_factory=dict)


def survey_of(root: etree._Element) -> Survey:
    """The survey of a file; of one that was not drawn for Camunda 7 nothing more needs to be known."""
    prefix = _adopt(root)
    if not _is_camunda(root):
        return Survey(is_camunda=False)
    return Survey(
        is_camunda=True,
        prefix=prefix or "camunda",
        awaited=frozenset(reference_of(node, "messageRef") for node in _waiting(root)),
        words=Counter(_words(root)),
    )


def _adopt(root: etree._Element) -> str:
    """Bring the settings of cousins into the one namespace; the prefix of a cousin that was met."""
    met = ""
    for node in root.iter():
        cousin = _COUSINS.get(space_of(str(node.tag)), "")
        if cousin:
            node.tag = _PREFIX + str(node.tag).rpartition("}")[2]
        for name in [str(name) for name in node.attrib if space_of(str(name)) in _COUSINS]:
            cousin = _COUSINS[space_of(name)]
            same = _PREFIX + name.rpartition("}")[2]
            if same not in node.attrib:
                node.set(same, str(node.attrib.pop(name)))
        met = met or cousin
    return met


def _is_camunda(root: etree._Element) -> bool:
    return root.get(_PLATFORM) == "Camunda Platform" or any(
        str(name).startswith(_PREFIX) for node in root.iter() for name in (node.tag, *node.attrib)
    )


def _waiting(root: etree._Element) -> Iterator[etree._Element]:
    for node in root.iter("{*}messageEventDefinition", "{*}receiveTask"):
        holder = node if spoken(node) == "receiveTask" else node.getparent()
        if holder is not None and (spoken(holder) in _CATCHING or _starts_inside(holder)):
            yield node


def _starts_inside(holder: etree._Element) -> bool:
    outside = holder.getparent()
    return spoken(holder) == "startEvent" and outside is not None and spoken(outside) == "subProcess"


def _words(root: etree._Element) -> Iterator[str]:
    for node in root.iter():
        for text in (node.text or "", *map(str, node.attrib.values())):
            yield text.strip()
            for expression in _EXPRESSION.findall(text):
                yield from _WORD.findall(expression)
