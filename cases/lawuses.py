"""What of the house rests on which law: each step, paper, fee and term of a procedure, each rule pack, each slip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cases.bundle import Procedure
from cases.lawlinks import Reference, known_laws, references
from cases.rulepacks import packs, shipped_laws
from cases.tables import LawReplacement
from documents.words import short_day
from engine.model import Finding
from ground.messages import translate

BASIS = "legalBasis"
REPLACED = (
    "{name} rests on {law}, which {newer} replaces from {day} on.",
    "Read the new document, then correct the legal basis and what it changes.",
)


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that rests on the law. `kind`: term, fee, paper, step, pack or slip; `place`: procedure or rule pack.

    `name` is what people call it (a term of the procedure's own has none), `text` the basis as it is written. What
    holds for dossiers of the past alone `is_past`: nobody mends that.
    """

    kind: str
    place: str
    name: str
    text: str
    references: tuple[Reference, ...]
    file: str = ""
    element: str = ""
    line: int = 0
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """Which document takes the place of which from what day on; `is_shipped` where the house itself knows it."""

    number: str
    replaced_by: str
    from_on: date
    note: str = ""
    written_by: str = ""
    is_shipped: bool = False


def uses_of(procedure: Procedure) -> tuple[Use, ...]:
    """Everything of a procedure for which a legal basis is written: terms, fee, papers, then the steps as drawn."""
    return (*_of_sheet(procedure), *_of_steps(procedure))


def _of_sheet(procedure: Procedure) -> Iterator[Use]:
    sheet, file = procedure.sheet, f"{procedure.slug}.toml"

    def use(kind: str, name: str, text: str, element: str = "", is_past: bool = False) -> Iterator[Use]:
        if text.strip():
            yield Use(kind, procedure.slug, name, text, references(text), file, element, 0, is_past)

    for law in sheet.law:
        yield from use("term", "", law.basis, law.pack, law is not sheet.law[-1])
    yield from use("fee", "", sheet.fee.basis, "fee")
    for key, term in sheet.terms.items():
        yield from use("term", name_of_term(procedure, key), term.basis, key)
    for paper in sheet.component:
        yield from use("paper", paper.name, paper.basis, paper.code)


def name_of_term(procedure: Procedure, key: str) -> str:
    """What a term beside the procedure's own is for: the name of the step that counts it, else its key."""
    steps = (step for process in procedure.processes.values() for step in process.elements.values())
    return next((step.name for step in steps if step.headers.get("term") == key and step.name), key)


def _of_steps(procedure: Procedure) -> Iterator[Use]:
    for process in procedure.processes.values():
        for step in process.elements.values():
            text = step.properties.get(BASIS, "")
            if text.strip():
                name, found = step.name or step.id, references(text)
                yield Use("step", procedure.slug, name, text, found, process.file, step.id, step.line)


def uses_of_packs() -> tuple[Use, ...]:
    """What the rule packs and the forms of slips rest on; a pack that another one follows is of the past."""
    return tuple(use for pack in packs() for use in _of_pack(pack.key))


def _of_pack(key: str) -> Iterator[Use]:
    page, is_past = shipped_laws()[key], key != packs()[-1].key
    for name, text in _bases(page):
        yield Use("pack", key, name, text, references(text), is_past=is_past)
    circular = str(page.get("desk", {}).get("circular", ""))
    if circular:
        for slip in page["slips"]:
            yield Use("slip", key, slip, circular, references(circular), is_past=is_past)


def _bases(page: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The bases written in a pack: its own, those of its parts, and what the count of days cites."""
    yield "", str(page["basis"])
    for part, told in page.items():
        for name, text in told.items() if isinstance(told, Mapping) else ():
            if isinstance(text, str) and (name == "basis" or part == "counting"):
                yield part, text


def replacements(session: Session | None) -> dict[str, Replacement]:
    """The replaced documents by number: those the house knows, and above them those the office wrote down."""
    known = {
        law.number: Replacement(law.number, law.replaced_by, law.from_on, is_shipped=True)
        for law in known_laws().values()
        if law.replaced_by and law.from_on is not None
    }
    if session is None:
        return known
    rows = session.scalars(select(LawReplacement).order_by(LawReplacement.number))
    return known | {
        row.number: Replacement(row.number, row.replaced_by, row.from_on, row.note, row.written_by) for row in rows
    }


def replaced_findings(procedure: Procedure, session: Session | None = None) -> list[Finding]:
    """A warning for each thing that still rests on a document another one replaces; what is of the past may."""
    replaced = replacements(session)
    return [
        _finding(procedure, use, replaced[number])
        for use in uses_of(procedure)
        if not use.is_past
        for number in dict.fromkeys(one.number for one in use.references)
        if number in replaced
    ]


def _finding(procedure: Procedure, use: Use, found: Replacement) -> Finding:
    told = {
        "name": use.name or procedure.sheet.name, "law": found.number, "newer": found.replaced_by,
        "day": short_day(found.from_on),
    }  # fmt: skip
    message, mend = ({each: translate(text, each, **told) for each in ("vi", "en")} for text in REPLACED)
    return Finding("law_replaced", "warning", use.element, use.line, message, mend, use.file)
