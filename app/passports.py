"""Passports as people and programs read them: text in Vietnamese and English, and JSON."""

from collections.abc import Iterator
from typing import Any

from engine.dialect import Change
from engine.model import Finding
from engine.passport import Passport
from ground.errors import Problem
from ground.messages import LANGUAGES, translate

_RUNS = "Runs"
_TRANSLATED = "Translated"
_UNNEEDED = "Not needed here"
_REFUSED = "Cannot run"
_WARNED = "To be looked at"
_NEEDED = "Must be there before it is deployed"
_SORTS = {
    "forms": "forms", "roles": "roles", "operations": "operations", "messages": "messages", "processes": "processes",
}  # fmt: skip
_GOOD = "{file}: everything runs."
_BAD = "{file}: {count} reasons why it cannot run yet."


def told(passport: Passport) -> str:
    """A passport as text, one place a line, each sentence in both languages."""
    return "\n".join((passport.file, *_lines(passport)))


def in_json(passport: Passport) -> dict[str, Any]:
    """A passport as JSON; sentences by language."""
    unreadable = passport.unreadable
    return {
        "file": passport.file,
        "is_good": passport.is_good,
        "runs": [
            {"element": one.id, "line": one.line, "kind": one.tag, "name": one.name} for one in passport.runs
        ],
        "translated": [_change(change) for change in passport.changes if change.becomes],
        "unneeded": [_change(change) for change in passport.changes if not change.becomes],
        "refused": [_finding(finding) for finding in passport.refused],
        "warnings": [_finding(finding) for finding in passport.findings if finding.severity != "error"],
        "needs": {sort: list(names) for sort, names in (passport.needs or {}).items()},
        "unreadable": unreadable and {"code": unreadable.code, "message": _both(unreadable)},
    }  # fmt: skip


def _lines(passport: Passport) -> Iterator[str]:
    if passport.unreadable is not None:
        yield from (f"    {sentence}" for sentence in _both(passport.unreadable).values())
        return
    yield from _part(_RUNS, [f"  {one.line:>5}  {one.id}  {one.tag}  {one.name}".rstrip() for one in passport.runs])
    yield from _part(_TRANSLATED, [_changed(change) for change in passport.changes if change.becomes])
    yield from _part(_UNNEEDED, [_changed(change) for change in passport.changes if not change.becomes])
    yield from _part(_REFUSED, [_found(finding) for finding in passport.refused])
    yield from _part(_WARNED, [_found(finding) for finding in passport.findings if finding.severity != "error"])
    needs = (passport.needs or {}).items()
    yield from _part(_NEEDED, [f"         {_both_of(_SORTS[sort])}: {', '.join(names)}" for sort, names in needs])
    yield _sum(passport)


def _sum(passport: Passport) -> str:
    text = _GOOD if passport.is_good else _BAD
    return "\n".join(
        translate(text, language, file=passport.file, count=len(passport.refused)) for language in LANGUAGES
    )


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"  {_both_of(title)} ({len(lines)})"
        yield from lines


def _changed(change: Change) -> str:
    becomes = f"\n         → {change.becomes}" if change.becomes else ""
    remark = "".join(f"\n           {translate(change.remark, one)}" for one in LANGUAGES if change.remark)
    return f"  {change.line:>5}  {change.element}  {change.written}{becomes}{remark}"


def _found(finding: Finding) -> str:
    texts = (*finding.message.values(), *(f"→ {mend}" for mend in finding.mend.values()))
    lines = "".join(f"\n         {text}" for text in texts)
    return f"  {finding.line:>5}  {finding.element}  {finding.rule}{lines}"


def _change(change: Change) -> dict[str, Any]:
    remark = {one: translate(change.remark, one) for one in LANGUAGES} if change.remark else None
    found = {"element": change.element, "line": change.line, "from": change.written, "remark": remark}
    return found | ({"to": change.becomes} if change.becomes else {})


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "element": finding.element,
        "line": finding.line,
        "message": dict(finding.message),
        "mend": dict(finding.mend),
    }


def _both(problem: Problem) -> dict[str, str]:
    return {language: problem.sentence(language) for language in LANGUAGES}


def _both_of(text: str) -> str:
    return " / ".join(translate(text, language) for language in LANGUAGES)
