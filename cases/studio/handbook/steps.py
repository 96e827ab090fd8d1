"""The steps of a procedure as the table of its decision has them, and where its way parts."""

from collections.abc import Iterator
from typing import Any

from cases.bundle import Procedure
from cases.studio.handbook.products import PRODUCTS
from cases.studio.handbook.reading import Reading, term_words, title_of
from engine.layout import Sketch, sketch, windows
from engine.model import ASKING, JOB_TASKS, PERSON_TASKS, Element, Kind, Process

SHOWN = PERSON_TASKS | JOB_TASKS | {Kind.CALL, Kind.RULE_TASK, Kind.RECEIVE_TASK}
MACHINE = "Hệ thống"
DRAFT = "du_thao_"
DEPTH = 6
# What of an A4 page lying on its side a picture may fill, in pixels, and the smallest scale at which letters are read.
ACROSS, DOWN, LEAST = 1009, 585, 0.58


def in_order(process: Process, scope: str = "") -> list[Element]:
    """The elements of a process as one meets them: each after all that leads to it, loops left aside."""
    done: list[Element] = []
    state: dict[str, bool] = {}
    for start in process.inside(scope):
        if not process.incoming(start.id) and not start.attached_to:
            _visit(process, start, state, done)
    return done[::-1]


def _visit(process: Process, start: Element, state: dict[str, bool], done: list[Element]) -> None:
    """Depth first without a stack of calls: an element is done when everything behind it is."""
    waiting = [(start, False)]
    while waiting:
        element, is_left = waiting.pop()
        if is_left:
            done.append(element)
        elif element.id not in state:
            state[element.id] = True
            waiting.append((element, True))
            waiting += [(each, False) for each in _next(process, element) if each.id not in state]


def _next(process: Process, element: Element) -> Iterator[Element]:
    for flow in process.outgoing(element.id):
        yield process.elements[flow.target]
    yield from process.boundaries(element.id)


def step_rows(procedure: Procedure, reading: Reading) -> list[dict[str, Any]]:
    """The lines of the step table: a part that is called comes with its own steps, the machine's work has no number."""
    rows = list(_rows(procedure, reading, procedure.slug, "", 0))
    number = 0
    for row in rows:
        if row["kind"] == "step":
            number += 1
            row["number"] = str(number)
    return rows


def _rows(procedure: Procedure, reading: Reading, name: str, scope: str, depth: int) -> Iterator[dict[str, Any]]:
    process = procedure.processes[name]
    for element in in_order(process, scope):
        if element.kind is Kind.SUBPROCESS and depth < DEPTH:
            yield _row(procedure, reading, process, element, "part")
            yield from _rows(procedure, reading, name, element.id, depth + 1)
        elif element.kind is Kind.CALL:
            yield _row(procedure, reading, process, element, "part")
            if element.called in procedure.processes and depth < DEPTH:
                yield from _rows(procedure, reading, element.called, "", depth + 1)
        elif element.kind in SHOWN:
            kind = "step" if element.kind in PERSON_TASKS else "machine"
            yield _row(procedure, reading, process, element, kind)


def _row(procedure: Procedure, reading: Reading, process: Process, element: Element, kind: str) -> dict[str, Any]:
    told = procedure.properties(process.id, element.id)
    form = procedure.forms.get(element.form_id)
    role = procedure.sheet.roles.get(element.lane)
    return {
        "kind": kind, "number": "", "name": element.name or element.id,
        "role": MACHINE if kind == "machine" else (role.name if role else element.lane),
        "term": term_words(told.get("term", "")), "product": _product(procedure, told.get("product", "")),
        "form": title_of(element.form_id, form) if form is not None else "", "basis": told.get("legalBasis", ""),
    }  # fmt: skip


def _product(procedure: Procedure, key: str) -> str:
    """What a step hands on, by its name."""
    if not key:
        return ""
    result = procedure.sheet.result_of(key.removeprefix(DRAFT))
    if result is not None and result.name:
        return f"Dự thảo {result.name}" if key.startswith(DRAFT) else result.name
    paper = next((each.name for each in procedure.sheet.component if each.code == key), "")
    return paper or PRODUCTS.get(key, key.replace("_", " "))


def branches(procedure: Procedure, reading: Reading) -> list[dict[str, Any]]:
    """Where the way parts: the question, and for each answer when it is taken and what follows."""
    ordered = sorted(procedure.processes.values(), key=lambda process: process.id != procedure.slug)
    return [
        {"question": gate.name or "Rẽ nhánh", "process": process.name if process.id != procedure.slug else "",
         "answers": [_answer(process, gate, flow.id, reading) for flow in process.outgoing(gate.id)]}
        for process in ordered
        for gate in process.elements.values()
        if gate.kind in ASKING and len(process.outgoing(gate.id)) > 1
    ]  # fmt: skip


def _answer(process: Process, gate: Element, flow_id: str, reading: Reading) -> dict[str, str]:
    flow = process.flows[flow_id]
    is_rest = gate.default == flow.id or not flow.condition
    when = "các trường hợp còn lại" if is_rest else reading.expression(flow.condition)
    return {"name": flow.name or "–", "when": when, "next": _named(process, flow.target)}


def _named(process: Process, target: str) -> str:
    """The next thing that has a name."""
    seen: set[str] = set()
    while target not in seen:
        seen.add(target)
        element = process.elements[target]
        out = process.outgoing(target)
        if element.name or len(out) != 1:
            return element.name or "Rẽ nhánh"
        target = out[0].target
    return "–"


def pictures(procedure: Procedure) -> list[dict[str, Any]]:
    """Each drawing with its pages: the whole where it can be read, else an overview and the parts it is cut into."""
    ordered = sorted({process.file for process in procedure.processes.values()}, key=lambda name: (
        name != f"{procedure.slug}.bpmn", name))  # fmt: skip
    names = {key: role.name for key, role in procedure.sheet.roles.items()}
    return [_picture(_title(procedure, file), sketch(procedure.files[file], file, names)) for file in ordered]


def _title(procedure: Procedure, file: str) -> str:
    process = next((each for each in procedure.processes.values() if each.file == file and each.name), None)
    return process.name if process else file


def _picture(name: str, drawn: Sketch) -> dict[str, Any]:
    """The inside of a picture, told once, and what of it is seen on each page."""
    parts = list(windows(drawn.box, ACROSS, DOWN, LEAST))
    views = [{"view": drawn.box.view, "part": "toàn cảnh"}] if len(parts) > 1 else []
    views += [
        {"view": window.view, "part": f"phần {number}/{len(parts)}" if len(parts) > 1 else ""}
        for number, window in enumerate(parts, 1)
    ]
    return {"name": name, "inside": drawn.inside, "views": views}
