"""What the law says of a procedure, in words: terms and how their days are counted, the fee, the documents cited."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from cases.budget import Budget, budgets_of
from cases.bundle import Procedure
from cases.calendars import calendar_named
from cases.deadlines import DayLine, Life, clock_start
from cases.explanation import explain
from cases.lawlinks import Reference, law_named
from cases.lawuses import Replacement, name_of_term, uses_of
from cases.rulepacks import RulePackMissing, pack_named
from cases.sheet import Law
from cases.stretches import due_at
from cases.studio.handbook.reading import term_words
from cases.terms import parse_term
from documents.words import moment, money, short_day
from ground.clock import VIETNAM

SUPPLEMENT = {
    "restart": "Thời hạn tính lại từ đầu khi người nộp bổ sung đủ hồ sơ.",
    "suspend": "Thời hạn tạm dừng trong lúc chờ và tính tiếp khi người nộp bổ sung đủ hồ sơ.",
}  # fmt: skip
PAID = {
    "before": "Nộp trước khi nộp hồ sơ", "acceptance": "Nộp khi hồ sơ được tiếp nhận",
    "return": "Nộp khi nhận kết quả",
}  # fmt: skip
HALF_PAST_NINE = time(9, 30, tzinfo=VIETNAM)
KINDS = {"term": "thời hạn", "fee": "phí, lệ phí", "paper": "thành phần hồ sơ", "step": "bước"}


def terms(procedure: Procedure) -> list[dict[str, Any]]:
    """The term of the procedure by each rule pack, the newest first."""
    return [_term(law) for law in reversed(procedure.sheet.law)]


def _term(law: Law) -> dict[str, Any]:
    return {
        "pack": law.pack, "term": term_words(law.term), "basis": law.basis,
        "commitment": term_words(law.commitment), "refusal": term_words(law.refusal_term),
        "supplement": SUPPLEMENT[law.on_supplement], "valid_from": _since(law.pack),
    }  # fmt: skip


def _since(pack: str) -> str:
    try:
        return short_day(pack_named(pack).valid_from)
    except RulePackMissing:
        return ""


def further_terms(procedure: Procedure) -> list[dict[str, str]]:
    """The terms beside the procedure's own."""
    return [
        {"name": name_of_term(procedure, key), "term": term_words(term.term), "basis": term.basis, "note": term.note}
        for key, term in procedure.sheet.terms.items()
    ]


def budget_pages(procedure: Procedure) -> list[dict[str, Any]]:
    """The longest way through each phase, step by step, held against the law."""
    return [_budget(procedure, budget) for budget in budgets_of(procedure)]


def _budget(procedure: Procedure, budget: Budget) -> dict[str, Any]:
    return {
        "phase": name_of_term(procedure, budget.phase) if budget.phase else "",
        "steps": [{"name": name, "term": term_words(term)} for name, term in budget.way],
        "used": _days(str(budget.used)), "allowed": _days(str(budget.allowed)), "slack": _days(str(budget.slack)),
        "is_too_long": budget.is_too_long,
    }  # fmt: skip


def _days(text: str) -> str:
    """`10 ngày làm việc` for `80wh`, `2 ngày 4 giờ làm việc` for `20wh`."""
    words = []
    for part in text.split("+"):
        amount, unit = part[:-2], part[-2:]
        if unit == "wh" and amount.lstrip("-").replace(".", "", 1).isdigit():
            sign, hours = "−" if amount.startswith("-") else "", abs(float(amount))
            days, rest = divmod(hours, 8)
            told = [f"{days:g} ngày" if days else "", f"{rest:g} giờ" if rest else ""]
            words.append(f"{sign}{' '.join(filter(None, told))} làm việc")
        else:
            words.append(f"{amount} ngày" if unit == "cd" else "0" if part == "0" else part)
    return " và ".join(words)


def example(procedure: Procedure, day: date) -> dict[str, Any] | None:
    """How the days of the newest term are counted, for a dossier complete at half past nine of a Monday after `day`."""
    law = procedure.sheet.law[-1]
    try:
        pack, term, calendar = pack_named(law.pack), parse_term(law.term), calendar_named()
    except RulePackMissing:
        return None
    monday = day + timedelta(days=7 - day.weekday())
    received = datetime.combine(calendar.working_day(monday), HALF_PAST_NINE)
    begun = clock_start(calendar, received, law.start or pack.cutoff)
    due = due_at(calendar, term, begun)
    counting = replace(pack.counting, term=law.basis)
    life = Life(received_at=received, accepted_at=received, clock_at=begun, due_at=due, term=term)
    lines = explain(calendar, life, counting)
    return {
        "received": moment(received), "due": moment(due), "term": term_words(law.term),
        "counted": sum(line.is_counted for line in lines), "left_out": list(_left_out(lines)),
    }  # fmt: skip


def _left_out(lines: Iterable[DayLine]) -> Iterator[dict[str, str]]:
    """The days that are not counted, together where the reason is one."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        if not line.is_counted:
            grouped.setdefault((line.reason["vi"], line.source), []).append(f"{line.on:%d/%m}")
    for (reason, source), days in grouped.items():
        yield {"reason": reason, "source": source, "days": ", ".join(days)}


def fee(procedure: Procedure) -> dict[str, str]:
    """What it costs and when it is paid."""
    told = procedure.sheet.fee
    if not told.amount:
        return {"amount": "Không thu", "when": "", "basis": told.basis}
    return {"amount": money(told.amount), "when": PAID[told.when], "basis": told.basis}


def documents(procedure: Procedure, replaced: dict[str, Replacement]) -> list[dict[str, Any]]:
    """The documents a procedure rests on, each with the places cited and by what."""
    found: dict[str, dict[Reference, dict[str, int]]] = {}
    for use in uses_of(procedure):
        for one in use.references:
            counted = found.setdefault(one.number, {}).setdefault(one, {})
            counted[use.kind] = counted.get(use.kind, 0) + 1
    return [_document(number, places, replaced.get(number)) for number, places in sorted(found.items())]


def _document(number: str, places: dict[Reference, dict[str, int]], newer: Replacement | None) -> dict[str, Any]:
    note = f"Được {newer.replaced_by} thay thế từ ngày {short_day(newer.from_on)}" if newer else ""
    rows = [
        {
            "place": one.place() or "toàn văn",
            "uses": ", ".join(f"{count} {KINDS[kind]}" for kind, count in uses.items()),
        }
        for one, uses in sorted(places.items(), key=lambda each: _placed(each[0]))
    ]
    return {"number": number, "title": law_named(number).title, "note": note, "places": rows}


def _placed(one: Reference) -> tuple[int, str]:
    digits = "".join(letter for letter in one.article if letter.isdigit())
    return int(digits or 0), one.place()
