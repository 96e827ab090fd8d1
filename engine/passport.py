"""The passport of diagrams that come from elsewhere: what runs, what was translated, what cannot run and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.dialect import Change, Reading, read_drawing
from engine.model import Element, Finding, Kind, Known, Process
from engine.rules import judge
from ground.errors import Problem


@dataclass(frozen=True, slots=True)
class Passport:
    """One file: its elements that run as drawn, what was changed in it, what the rules say, and what it asks for.

    `needs` are the names the diagram uses, by sort (forms, roles, operations, messages, processes): they must be there
    before it is deployed. `unreadable` is the error of a file that is no diagram at all; then all else is empty.
    """

    file: str
    runs: tuple[Element, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    needs: Mapping[str, tuple[str, ...]] | None = None
    unreadable: Problem | None = None

    @property
    def refused(self) -> tuple[Finding, ...]:
        """What cannot run."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def is_good(self) -> bool:
        """Whether everything in the file runs."""
        return self.unreadable is None and not self.refused


def passports_of(files: Mapping[str, bytes], known: Known) -> tuple[Passport, ...]:
    """A passport for each file, judged together, in the order given; names not in `known` are refused."""
    read = {file: _read(content, file) for file, content in files.items()}
    processes = [process for one in read.values() if isinstance(one, Reading) for process in one.processes]
    findings = judge(processes, known)
    return tuple(
        Passport(file, unreadable=one)
        if isinstance(one, Problem)
        else _passport(file, one, tuple(finding for finding in findings if finding.file == file))
        for file, one in read.items()
    )


def _read(content: bytes, file: str) -> Reading | Problem:
    try:
        return read_drawing(content, file)
    except Problem as problem:
        return problem


def _passport(file: str, reading: Reading, findings: tuple[Finding, ...]) -> Passport:
    refused = {finding.element for finding in findings if finding.severity == "error"}
    elements = [element for process in reading.processes for element in process.elements.values() if element.drawn]
    return Passport(
        file,
        runs=tuple(element for element in elements if element.id not in refused),
        changes=reading.changes,
        findings=findings,
        needs=_needs(reading.processes),
    )


def _needs(processes: Sequence[Process]) -> dict[str, tuple[str, ...]]:
    names: dict[str, set[str]] = {sort: set() for sort in ("forms", "roles", "operations", "messages", "processes")}
    for process in processes:
        for element in process.elements.values():
            for sort, name in _asked(element):
                names[sort].add(name)
    return {sort: tuple(sorted(found)) for sort, found in names.items() if found}


def _asked(element: Element) -> Iterator[tuple[str, str]]:
    if element.kind is Kind.USER_TASK:
        groups = "" if element.candidate_groups.startswith("=") else element.candidate_groups
        yield from (("roles", name.strip()) for name in (element.lane, *groups.split(",")) if name.strip())
    message = element.message.name if element.message is not None else ""
    asked = (("forms", element.form_id), ("operations", element.operation), ("messages", message))
    yield from ((sort, name) for sort, name in (*asked, ("processes", element.called)) if name)
