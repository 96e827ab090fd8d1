"""Looks over a whole file once, before anything in it is translated."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.dialect.names import CAMUNDA, reference_of, spoken

_PLATFORM: Final = "{http://camunda.org/schema/modeler/1.0}executionPlatform"
_PREFIX: Final = f"{{{CAMUNDA}}}"
_EXPRESSION: Final = re.compile(r"[$#]\{[^}]*")
_WORD: Final = re.compile(r"\w+")
_CATCHING: Final = frozenset({"intermediateCatchEvent", "boundaryEvent", "receiveTask"})


@dataclass(frozen=True, slots=True)
class Survey:
    """What must be known of the whole file: whether Camunda 7 drew it, which messages somebody waits for, by id, and
    how often each word stands alone or in an expression."""

    is_camunda: bool
    awaited: frozenset[str] = frozenset()
    words: Mapping[str, int] = field(default_factory=dict)


def survey_of(root: etree._Element) -> Survey:
    """The survey of a file; of one that was not drawn for Camunda 7 nothing more needs to be known."""
    if not _is_camunda(root):
        return Survey(is_camunda=False)
    return Survey(
        is_camunda=True,
        awaited=frozenset(reference_of(node, "messageRef") for node in _waiting(root)),
        words=Counter(_words(root)),
    )


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
