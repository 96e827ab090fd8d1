"""What can be mended in a drawing from elsewhere by one press: each mend changes the draft's files, nothing else."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree
from sqlalchemy.orm import Session

from cases.bundle import sheet_name
from cases.designfiles import files_at
from cases.studio import designs
from cases.studio.errors import DesignNotReadable
from cases.studio.frame import framed
from cases.studio.holding import let_go
from cases.tables import Design, Officer
from engine.definitions import DRAWING
from engine.dialect import read_drawing
from engine.dialect.names import BPMN, KINDS, ZEEBE
from engine.layout import is_drawn, lay_out
from engine.model import PERSON_TASKS, Element
from ground.clock import Clock
from ground.errors import Problem
from ground.toml import read_toml
from ground.toml_writing import write_toml
from ground.xml import read_xml

Files = Mapping[str, bytes]
Changed = dict[str, bytes]
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
CLERK = "chuyen_vien"
# What stands before the lanes of a process.
LEADING = frozenset({"documentation", "extensionElements", "property", "ioSpecification", "auditing", "monitoring"})
LETTERS = re.compile(r"[^a-z0-9]+")
# Where a process is spoken of by its id.
SPOKEN_OF = ("bpmnElement", "processRef", "calledElement", "processId")


def mends_for(files: Files, slug: str) -> list[str]:
    """The mends that would change something once those before them are done."""
    offered, mended = [], dict(files)
    for key, mend in MENDS.items():
        more = _tried(mend, slug, mended)
        mended |= more
        offered += [key] if more else []
    return offered


def mend(session: Session, clock: Clock, officer: Officer, design_id: str, chosen: Sequence[str]) -> Design:
    """Do these mends to a draft one after another, and save what came out.

    Raises `RoleMissing`, `DesignHeld`, and `DesignNotReadable` for a mend nobody knows.
    """
    design = designs.design_for(session, clock, officer, design_id)
    files = dict(files_at(session, design.id, design.number))
    changed: Changed = {}
    for key in chosen:
        if key not in MENDS:
            raise DesignNotReadable(place=key[:60], reason="no such mend")
        more = _tried(MENDS[key], design.slug, files)
        changed |= more
        files |= more
    design = designs.save(session, clock, officer, design_id, "", design.number, changed)
    let_go(design, officer, "")
    return design


def _tried(mend: "Work", slug: str, files: Files) -> Changed:
    """What a mend would change; nothing where the files cannot be read at all."""
    try:
        return {name: content for name, content in mend(slug, files).items() if files.get(name) != content}
    except Problem:
        return {}


def _tree(slug: str, files: Files) -> etree._Element:
    name = f"{slug}{DRAWING}"
    return read_xml(files[name], name).getroot()


def _written(slug: str, root: etree._Element) -> Changed:
    return {f"{slug}{DRAWING}": bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))}


def _processes(root: etree._Element) -> list[etree._Element]:
    """The processes that have something in them, the fullest first."""
    found = [each for each in root.iter(f"{{{BPMN}}}process") if len(each)]
    return sorted(found, key=lambda each: -len(each))


def _named(slug: str, files: Files) -> Changed:
    """The main process gets the short name of the procedure."""
    root = _tree(slug, files)
    processes = _processes(root)
    if not processes or any(each.get("id") == slug for each in processes):
        return {}
    before = processes[0].get("id")
    processes[0].set("id", slug)
    for node in root.iter(etree.Element):
        for name in SPOKEN_OF:
            if node.get(name) == before:
                node.set(name, slug)
    return _written(slug, root)


def _executable(slug: str, files: Files) -> Changed:
    root = _tree(slug, files)
    idle = [each for each in _processes(root) if each.get("isExecutable") not in ("true", "1")]
    for each in idle:
        each.set("isExecutable", "true")
    return _written(slug, root) if idle else {}


def _gateways(slug: str, files: Files) -> Changed:
    """A complex gateway becomes a question with one answer; its conditions stand on the flows."""
    root = _tree(slug, files)
    found = list(root.iter(f"{{{BPMN}}}complexGateway"))
    for gate in found:
        gate.tag = f"{{{BPMN}}}exclusiveGateway"
        for rule in gate.findall(f"{{{BPMN}}}activationCondition"):
            gate.remove(rule)
    return _written(slug, root) if found else {}


def _lanes(slug: str, files: Files) -> Changed:
    """Each lane becomes a role of the sheet; roles the frame brought along and nobody plays go."""
    root, name = _tree(slug, files), sheet_name(files)
    page = read_toml(files[name]) if name else {}
    known = dict(page.get("roles", {}))
    added = _one_lane(slug, root, known)
    roles = _roles_of(root, known)
    if not roles or (not added and all(key in known for key in roles)):
        return {}
    played = {step.lane for each in _drawn(files, slug) for step in each}
    kept = {key: told for key, told in known.items() if key in played}
    return _written(slug, root) | {name: write_toml({**page, "roles": kept | roles})}


def _roles_of(root: etree._Element, known: Mapping[str, Any]) -> dict[str, Any]:
    """The role of each innermost lane; the lane then carries its key."""
    by_name = {str(told.get("name", "")).casefold(): key for key, told in known.items()}
    roles: dict[str, Any] = {}
    for lane in root.iter(f"{{{BPMN}}}lane"):
        said = " ".join((lane.get("name") or "").split())
        if said and lane.find(f"{{{BPMN}}}childLaneSet") is None:
            key = said if said in known else by_name.get(said.casefold()) or key_of(said)
            roles[key] = known.get(key, {"name": said[:200], "unit": "handling"})
            lane.set("name", key)
    return roles


def _one_lane(slug: str, root: etree._Element, known: Mapping[str, Any]) -> bool:
    """A drawing without pools and lanes gets one of each, in the hands of whoever handles dossiers."""
    process = next((each for each in _processes(root) if each.get("id") == slug), None)
    has_lanes = next(root.iter(f"{{{BPMN}}}laneSet", f"{{{BPMN}}}collaboration"), None) is not None
    if process is None or not known or has_lanes:
        return False
    role = CLERK if CLERK in known else next(iter(known))
    lanes = etree.Element(f"{{{BPMN}}}laneSet", id=f"LaneSet_{slug}")
    lane = etree.SubElement(lanes, f"{{{BPMN}}}lane", id=f"Lane_{role}", name=role)
    for node in process:
        if etree.QName(node).localname in KINDS:
            etree.SubElement(lane, f"{{{BPMN}}}flowNodeRef").text = node.get("id")
    process.insert(sum(etree.QName(each).localname in LEADING for each in process), lanes)
    pool = etree.Element(f"{{{BPMN}}}collaboration", id=f"Collaboration_{slug}")
    told = {"id": f"Participant_{slug}", "name": process.get("name", ""), "processRef": slug}
    etree.SubElement(pool, f"{{{BPMN}}}participant", told)
    root.insert(list(root).index(process), pool)
    for plane in root.iter(f"{{{DI}}}BPMNPlane"):
        plane.set("bpmnElement", f"Collaboration_{slug}")
    return True


def _drawn(files: Files, slug: str) -> Iterator[tuple[Element, ...]]:
    """The elements of every drawing but the procedure's own."""
    for name, content in files.items():
        if name.endswith(DRAWING) and name != f"{slug}{DRAWING}":
            for process in read_drawing(content, name).processes:
                yield tuple(process.elements.values())


def _forms(slug: str, files: Files) -> Changed:
    """Each step of a person becomes an officer's step, with a form for remarks where the draft has none for it."""
    root, changed = _tree(slug, files), Changed()
    nodes = {node.get("id"): node for node in root.iter(etree.Element)}
    for process in read_drawing(files[f"{slug}{DRAWING}"], f"{slug}{DRAWING}").processes:
        for step in process.elements.values():
            if step.kind in PERSON_TASKS and f"{step.form_id}.json" not in files:
                nodes[step.id].tag = f"{{{BPMN}}}userTask"
                form = f"{slug}.{key_of(step.name or step.id)}"
                _give_form(nodes[step.id], form)
                changed[f"{form}.json"] = _form(form, step.name or step.id)
    return changed | _written(slug, root) if changed else {}


def _give_form(node: etree._Element, form: str) -> None:
    holder = node.find(f"{{{BPMN}}}extensionElements")
    if holder is None:
        holder = etree.Element(f"{{{BPMN}}}extensionElements")
        node.insert(sum(each.tag == f"{{{BPMN}}}documentation" for each in node), holder)
    for old in holder.findall(f"{{{ZEEBE}}}formDefinition"):
        holder.remove(old)
    for name in [each for each in node.attrib if str(each).endswith("}formKey") or str(each).endswith("}formRef")]:
        del node.attrib[name]
    etree.SubElement(holder, f"{{{ZEEBE}}}formDefinition", formId=form)


def _form(form: str, title: str) -> bytes:
    key = form.rpartition(".")[2]
    components = [
        {"type": "text", "text": f"### {title}", "id": "Field_title"},
        {"type": "textarea", "key": f"y_kien_{key}"[:60], "label": "Ý kiến", "id": "Field_y_kien"},
    ]
    page = {"components": components, "type": "default", "id": form, "schemaVersion": 18}
    return json.dumps(page, ensure_ascii=False, indent=2).encode() + b"\n"


def _frame(slug: str, files: Files) -> Changed:
    """The application form and the templates of results that the sheet names and nobody brought along."""
    name = sheet_name(files)
    text = files[name].decode() if name else ""
    pages = framed(slug, slug, "–", "1wd", "–")
    return {
        page: content
        for page, content in pages.items()
        if page not in files
        and page.startswith(f"{slug}.")
        and page.split(".")[1] in text
        and not page.endswith(DRAWING)
    }


def _pictured(slug: str, files: Files) -> Changed:
    name = f"{slug}{DRAWING}"
    return {} if is_drawn(files[name], name) else {name: lay_out(files[name], name)}


def key_of(name: str) -> str:
    """A Vietnamese name as a key: small letters without marks, joined by underscores, beginning with a letter."""
    bare = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    key = LETTERS.sub("_", bare).strip("_")[:40].strip("_")
    return key if key[:1].isalpha() else f"b_{key}".strip("_")


Work = Callable[[str, Files], Changed]
MENDS: Mapping[str, Work] = {
    "named": _named, "executable": _executable, "gateways": _gateways, "lanes": _lanes, "forms": _forms,
    "frame": _frame, "pictured": _pictured,
}  # fmt: skip
