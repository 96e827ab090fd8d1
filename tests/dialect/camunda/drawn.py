"""Small drawings as Camunda Modeler writes them for Camunda 7, and what becomes of them."""

from engine.dialect import Reading, read_drawing
from engine.model import Element, Finding, Known
from engine.rules import judge

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" '
    'id="sheet" targetNamespace="http://example.org/bpmn" modeler:executionPlatform="Camunda Platform">'
)


def drawing(*parts: str, head: str = "", process: str = "") -> bytes:
    """A drawing of one process with these parts, one a line from line 4 on."""
    opened = f'{head}<bpmn:process id="p" isExecutable="true" {process}>'
    return "\n".join([HEAD, opened, *parts, "</bpmn:process>", "</bpmn:definitions>"]).encode()


def read(*parts: str, head: str = "", process: str = "") -> Reading:
    return read_drawing(drawing(*parts, head=head, process=process), "p.bpmn")


def one(part: str, head: str = "") -> Element:
    """The one element of a drawing that is translated without anything left over."""
    (process,) = read(part, head=head).processes
    assert process.oddities == ()
    (element,) = (each for each in process.elements.values() if each.drawn)
    return element


def user_task(attributes: str = "", *extensions: str) -> str:
    """A user task with these camunda attributes and extension elements."""
    held = f"<bpmn:extensionElements>{''.join(extensions)}</bpmn:extensionElements>" if extensions else ""
    return f'<bpmn:userTask id="a" {attributes}>{held}</bpmn:userTask>'


def refusals(reading: Reading) -> list[Finding]:
    """What the rule of untranslated settings says."""
    return [one for one in judge(reading.processes, Known()) if one.rule == "camunda_not_translated"]


def kinds(reading: Reading) -> list[str]:
    """The kinds of the settings that could not be translated."""
    return [odd.kind for process in reading.processes for odd in process.oddities if odd.kind.startswith("camunda")]
