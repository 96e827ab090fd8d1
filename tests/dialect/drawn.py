"""Small drawings for tests, written as a designer's program would write them."""

from itertools import pairwise

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="sheet" targetNamespace="http://example.org/bpmn">'
)
FOOT = "</bpmn:definitions>"


def drawing(*parts: str, head: str = "", process: str = 'id="p" isExecutable="true"') -> bytes:
    """A drawing of one process with these parts, one a line from line 4 on."""
    return "\n".join([HEAD, f"{head}<bpmn:process {process}>", *parts, "</bpmn:process>", FOOT]).encode()


def flow(name: str, source: str, target: str) -> str:
    """A sequence flow."""
    return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}"/>'


def row_of_tasks(count: int) -> bytes:
    """A start, `count` user tasks in a row, and an end."""
    names = ["start", *(f"t{number}" for number in range(count)), "done"]
    tasks = [
        f'<bpmn:userTask id="{name}"><bpmn:extensionElements><zeebe:assignmentDefinition assignee="chi"/>'
        "</bpmn:extensionElements></bpmn:userTask>"
        for name in names[1:-1]
    ]
    flows = [flow(f"f{n}", *pair) for n, pair in enumerate(pairwise(names))]
    return drawing('<bpmn:startEvent id="start"/>', *tasks, '<bpmn:endEvent id="done"/>', *flows)
