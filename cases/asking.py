"""What reception decides is decided in full: what is asked for is coded, once; what is refused has its reason."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from cases.deadlines import due_at
from cases.law import calendar_of, pack_of
from cases.papers import PaperUnknown
from cases.procedure import procedure_of
from cases.sheet import Sheet
from cases.tables import Dossier, Supplement
from ground.clock import Clock
from ground.errors import Conflict, Invalid


class SupplementEmpty(Invalid):
    """Nothing is asked for. Name every paper or content to be added, each with what is wrong, at once."""

    code = "supplement_empty"


class SupplementTwice(Conflict):
    """The applicant of {code} was asked already. Once more only by leave of a leader, who gives the reason."""

    code = "supplement_twice"


class FeeUnpaid(Conflict):
    """The fee of {amount} for the dossier {code} is paid before it is accepted. Take the money, or ask for it first."""

    code = "fee_unpaid"


class RefusalUnknown(Invalid):
    """There is no reason for refusal called {key}. Choose one of the rule pack, or write the reason."""

    code = "refusal_unknown"


def ask(session: Session, clock: Clock, dossier: Dossier, answers: Mapping[str, Any], by: str) -> datetime:
    """Write down what the applicant is asked for, and until when he has time.

    Raises `SupplementEmpty`, `PaperUnknown`, and `SupplementTwice` where no leader gave leave to ask once more.
    """
    sheet = procedure_of(session, dossier.definition_id).sheet
    wanted = [_line(sheet, line) for line in answers.get("wanted") or ()]
    if not wanted or not all(line["name"] for line in wanted):
        raise SupplementEmpty
    leave = dossier.supplement_leave or {}
    if dossier.supplement_count and not leave:
        raise SupplementTwice(code=dossier.code)
    until = due_at(calendar_of(dossier), pack_of(dossier).supplement_wait, clock.now())
    dossier.supplement_count += 1
    dossier.supplement_leave = None
    session.add(
        Supplement(
            dossier_id=dossier.id, ordinal=dossier.supplement_count, wanted=wanted,
            reason=str(answers.get("reason") or ""), asked_by=by, asked_at=clock.now(), due_at=until,
            allowed_by=leave.get("by", ""), allowed_reason=leave.get("reason", ""),
        )
    )  # fmt: skip
    session.flush()
    return until


def _line(sheet: Sheet, line: Mapping[str, Any]) -> dict[str, str]:
    """One thing asked for: a component by its code, or a content by its name; what is wrong; the basis."""
    told = {name: str(text or "").strip() for name, text in line.items()}
    code = told.get("code", "")
    if code:
        component = next((each for each in sheet.component if each.code == code), None)
        if component is None:
            raise PaperUnknown(code=code)
        told["name"] = told.get("name") or component.name
    return {"name": "", "note": "", **told}


def is_fee_first(sheet: Sheet) -> bool:
    """Whether the law has the fee paid before the dossier is accepted."""
    return sheet.fee.amount > 0 and sheet.fee.when in ("before", "acceptance")


def require_fee(session: Session, dossier: Dossier) -> None:
    """Raises `FeeUnpaid` where the fee comes before acceptance and has not been paid."""
    sheet = procedure_of(session, dossier.definition_id).sheet
    if is_fee_first(sheet) and dossier.payment != "paid":
        raise FeeUnpaid(code=dossier.code, amount=money(sheet.fee.amount))


def money(amount: int) -> str:
    """An amount in dong as it is written: 600.000 đồng."""
    return f"{amount:,} đồng".replace(",", ".")


def refusal_reason(dossier: Dossier, answers: Mapping[str, Any]) -> str:
    """Why a dossier is refused: the coded reason in the pack's words, then what the officer wrote.

    Raises `RefusalUnknown`.
    """
    key = str(answers.get("reason_code") or "")
    known = pack_of(dossier).desk.refusals
    if key and key not in known:
        raise RefusalUnknown(key=key)
    return "\n".join(_filled((known.get(key, ""), str(answers.get("reason") or ""))))


def _filled(lines: Iterable[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]
