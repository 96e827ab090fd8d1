"""Reads a BPMN file into processes: the one place that knows how a whole document is laid out."""

from dataclasses import dataclass, replace

from lxml import etree

from engine.dialect.camunda import Change, Ledger, open_ledger, translate, translate_sheet
from engine.dialect.events import read_message
from engine.dialect.identifiers import check_identifiers
from engine.dialect.names import CODES, DECLARATIONS, is_true, spoken, value_of
from engine.dialect.notes import Notes
from engine.dialect.pools import check_pools
from engine.dialect.process import Page, read_process
from engine.model import Message, Process
from ground.errors import Invalid
from ground.xml import read_xml

_SHEET = DECLARATIONS | frozenset(CODES) | {"process", "message", "collaboration", "extension"}


class DrawingNotReadable(Invalid):
    """The file {file} is not a BPMN 2.0 drawing: it begins with {root}. Save it as BPMN 2.0 from the modeler."""

    code = "drawing_not_readable"


class DrawingHasNoProcess(DrawingNotReadable):
    """The file {file} is a BPMN 2.0 drawing without a process. Draw one, or leave the file out."""

    code = "drawing_has_no_process"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one file: its executable processes, and what was changed in those drawn for Camunda 7."""

    processes: tuple[Process, ...]
    changes: tuple[Change, ...]


def read_processes(content: bytes, file: str) -> tuple[Process, ...]:
    """The executable processes of one BPMN file, in document order.

    Where none is executable, the others are returned with the oddity `not_executable`, so that a rule can name them.
    What the model has no place for is in each process's `oddities`; what stands outside of all, in the first one's.
    Raises `DrawingNotReadable` and the errors of `ground.xml`.
    """
    return read_drawing(content, file).processes


def read_drawing(content: bytes, file: str) -> Reading:
    """The same with what became of Camunda 7's settings; the bytes themselves are never changed."""
    root = read_xml(content, file).getroot()
    if spoken(root) != "definitions":
        raise DrawingNotReadable(file=file, root=spoken(root)[:200])
    nodes = [child for child in root if spoken(child) == "process"]
    if not nodes:
        raise DrawingHasNoProcess(file=file)
    return _read(root, nodes, file)


def _read(root: etree._Element, nodes: list[etree._Element], file: str) -> Reading:
    sheet, ledger = Notes(), open_ledger(root)
    translate_sheet(root, sheet, ledger)
    sheet.check_attributes(root)
    parts = sheet.check_children(root, _SHEET)
    for part in parts:
        if spoken(part) == "extension" and is_true(value_of(part, "mustUnderstand")):
            sheet.odd("element", part, "extension mustUnderstand")
    messages, codes = _messages(parts, sheet), _codes(parts, sheet)
    chosen = [node for node in nodes if is_true(value_of(node, "isExecutable"))] or nodes
    seen: set[str] = set()
    for part in root:
        if part not in chosen:
            check_identifiers(part, seen, sheet)
    check_pools(parts, sheet)
    language = value_of(root, "expressionLanguage")
    processes = [_read_one(node, seen, Page(file, messages, codes, Notes(language)), ledger) for node in chosen]
    first = replace(processes[0], oddities=(*sheet.oddities, *processes[0].oddities))
    return Reading((first, *processes[1:]), tuple(ledger.changes))


def _read_one(node: etree._Element, seen: set[str], page: Page, ledger: Ledger) -> Process:
    notes = page.notes
    translate(node, notes, ledger)
    if not is_true(value_of(node, "isExecutable")):
        notes.odd("not_executable", node)
    check_identifiers(node, seen, notes)
    return read_process(node, page)


def _messages(parts: list[etree._Element], notes: Notes) -> dict[str, Message]:
    return {value_of(part, "id"): read_message(part, notes) for part in parts if spoken(part) == "message"}


def _codes(parts: list[etree._Element], notes: Notes) -> dict[str, str]:
    """The codes of the errors and escalations and the names of the signals that are declared, by their ids."""
    codes = {}
    for part in parts:
        if spoken(part) in CODES:
            notes.check_attributes(part)
            notes.check_children(part, frozenset())
            codes[value_of(part, "id")] = value_of(part, CODES[spoken(part)])
    return codes
