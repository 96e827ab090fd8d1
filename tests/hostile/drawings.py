"""Draws a hostile diagram from a seed: a real one, changed where it hurts."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random

from lxml import etree

from tests.hostile.traps import EVERY, NAMES

ROOT = Path(__file__).parents[2]
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
TAGS = (
    "startEvent",
    "endEvent",
    "userTask",
    "scriptTask",
    "serviceTask",
    "receiveTask",
    "callActivity",
    "subProcess",
    "transaction",
    "exclusiveGateway",
    "inclusiveGateway",
    "parallelGateway",
    "eventBasedGateway",
    "complexGateway",
    "boundaryEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "sequenceFlow",
    "laneSet",
    "lane",
    "process",
    "message",
    "timerEventDefinition",
    "messageEventDefinition",
    "signalEventDefinition",
    "errorEventDefinition",
    "multiInstanceLoopCharacteristics",
    "conditionExpression",
    "extensionElements",
    "dataObject",
    "association",
    "incoming",
    "documentation",
    "definitions",
)
SPACES = (
    "",
    "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "http://camunda.org/schema/1.0/bpmn",
    "http://camunda.org/schema/zeebe/1.0",
    "http://activiti.org/bpmn",
    "http://spiffworkflow.org/bpmn/schema/1.0/core",
    "urn:nobody",
    "http://www.w3.org/2001/XInclude",
)
SOURCES = sorted(
    [
        *(ROOT / "processes").glob("*.bpmn"),
        *(ROOT / "tests/rules").glob("*/good*.bpmn"),
        *(ROOT / "tests/dialect/camunda/files").glob("*.bpmn"),
    ]
)


def hostile_drawing(seed: int) -> bytes:
    """The drawing of this seed: one to twelve changes to a good one, then perhaps to its bytes."""
    luck = Random(seed)
    tree = etree.fromstring(luck.choice(SOURCES).read_bytes())
    for _ in range(luck.choice([1, 1, 1, 2, 3, 5, 8])):
        if len(tree):
            luck.choice(_CHANGES)(tree, luck)
    return luck.choice(_WRAPPINGS)(etree.tostring(tree, encoding="utf-8"))


def _nodes(tree: etree._Element) -> list[etree._Element]:
    return [node for node in tree.iter() if isinstance(node.tag, str)]


def _legible(text: str) -> str:
    """XML itself allows no control characters."""
    return "".join(letter for letter in text if letter >= " " and not "\ud800" <= letter <= "\udfff")


def _attribute(tree: etree._Element, luck: Random) -> None:
    node = luck.choice(_nodes(tree))
    names = [*map(str, node.attrib), "id", "name", f"{{{luck.choice(SPACES[1:])}}}{luck.choice(['assignee', 'x'])}"]
    node.set(luck.choice(names), _legible(luck.choice(EVERY)))


def _text(tree: etree._Element, luck: Random) -> None:
    luck.choice(_nodes(tree)).text = _legible(luck.choice(EVERY))


def _said(tree: etree._Element, luck: Random) -> None:
    """A trap where the drawing says something: an expression, a time, a mapping."""
    texts = [node for node in _nodes(tree) if (node.text or "").strip()]
    pairs = [(node, str(name)) for node in _nodes(tree) for name, value in node.attrib.items() if "=" in str(value)]
    if texts and luck.random() < 0.5:
        luck.choice(texts).text = _legible(luck.choice(EVERY))
    elif pairs:
        node, name = luck.choice(pairs)
        node.set(name, _legible(luck.choice(EVERY)))


def _tag(tree: etree._Element, luck: Random) -> None:
    space = luck.choice(SPACES) if luck.random() < 0.2 else BPMN[1:-1]
    luck.choice(_nodes(tree)[1:]).tag = f"{{{space}}}{luck.choice(TAGS)}" if space else luck.choice(TAGS)


def _moved(tree: etree._Element, luck: Random) -> None:
    nodes = _nodes(tree)
    node, there = luck.choice(nodes[1:]), luck.choice(nodes)
    if there not in list(node.iter()):
        there.insert(luck.randint(0, len(there)), node)


def _doubled(tree: etree._Element, luck: Random) -> None:
    node = luck.choice(_nodes(tree)[1:])
    for _ in range(luck.choice([1, 1, 3, 50])):
        luck.choice(_nodes(tree)).append(deepcopy(node)) if luck.random() < 0.2 else node.addnext(deepcopy(node))


def _lost(tree: etree._Element, luck: Random) -> None:
    node = luck.choice(_nodes(tree)[1:])
    holder = node.getparent()
    if holder is not None:
        holder.remove(node)


def _led_elsewhere(tree: etree._Element, luck: Random) -> None:
    """A reference that leads to itself, to what is around it, or to something of another sort."""
    names = [str(node.get("id")) for node in _nodes(tree) if node.get("id")]
    kinds = (
        "sourceRef",
        "targetRef",
        "attachedToRef",
        "default",
        "calledElement",
        "messageRef",
        "processRef",
        "errorRef",
    )
    holders = [(node, kind) for node in _nodes(tree) for kind in kinds if node.get(kind)]
    if holders:
        node, kind = luck.choice(holders)
        node.set(kind, luck.choice([str(node.get("id")), luck.choice(names), luck.choice(NAMES[:12])]))


def _buried(tree: etree._Element, luck: Random) -> None:
    """A process put into sub-process after sub-process."""
    for process in tree.iter(f"{BPMN}process"):
        inner = list(process)
        for depth in range(luck.choice([2, 12, 90])):
            part = etree.SubElement(process, f"{BPMN}subProcess", {"id": f"deep{depth}_{luck.randint(0, 9)}"})
            for child in inner:
                part.append(child)
            inner = [part]


def _instructed(tree: etree._Element, luck: Random) -> None:
    node = luck.choice(_nodes(tree))
    node.append(etree.ProcessingInstruction("xml-stylesheet", 'href="file:///etc/passwd"'))
    node.append(etree.Comment("<!ENTITY x>" if luck.random() < 0.1 else "x"))


_CHANGES: tuple[Callable[[etree._Element, Random], None], ...] = (
    _attribute,
    _attribute,
    _text,
    _said,
    _said,
    _said,
    _tag,
    _moved,
    _doubled,
    _lost,
    _led_elsewhere,
    _led_elsewhere,
    _buried,
    _instructed,
)
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
_WRAPPINGS: tuple[Callable[[bytes], bytes], ...] = (
    *([lambda content: content] * 50),
    lambda content: b"\xef\xbb\xbf" + _HEAD + content,
    lambda content: content.decode().encode("utf-16"),
    lambda content: b'<?xml version="1.0" encoding="latin-1"?>' + content,
    lambda content: _HEAD + b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + content,
    lambda content: b"PK\x03\x04" + content,
    lambda content: content[: len(content) * 2 // 3],
    lambda content: content.replace(b"MODEL", b"MODEL/", 1),
    lambda content: _HEAD + b"<?php echo 1; ?>" + content,
    lambda content: content.replace(b">", b">\x00", 3),
)
