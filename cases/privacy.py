"""Numbers of people are shown by their ends only; who needs one whole says why, and the journal keeps it.

Law on Personal Data Protection (91/2025/QH15): access for a stated purpose, and recorded.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from cases.form_fields import Field, fields_of
from cases.intake import Applicant
from cases.people import dossier_for
from cases.tables import Officer, Person
from engine import journal
from ground.clock import Clock
from ground.errors import Invalid

DOT = "•"
SHORTEST_REASON, LONGEST_REASON = 5, 500
# The kinds of fields that name or reach a person; enterprises' numbers are public.
NUMBERS = frozenset({"identity", "phone"})
_NUMBER = re.compile(r"(?:0[0-9]{11}|(?:\+84|0)(?:[35789][0-9]{8}|2[0-9]{9}))")


class PurposeMissing(Invalid):
    """Say in a few words what you need the number for. The journal keeps it with your name."""

    code = "purpose_missing"


@dataclass(frozen=True, slots=True)
class Revealed:
    """An applicant in full, and whether the journal took it down."""

    applicant: Applicant
    purpose: str


def masked(text: str, head: int = 3, tail: int = 2) -> str:
    """`001••••••01`: as long as it is, with only its ends to be read; a short one not at all."""
    if len(text) <= head + tail + 2:
        return DOT * len(text)
    return text[:head] + DOT * (len(text) - head - tail) + text[-tail:]


def masked_mail(text: str) -> str:
    """`a•••@example.vn`."""
    name, at, place = text.partition("@")
    return name[:1] + DOT * max(len(name) - 1, 1) + at + place if at else masked(text)


def covered(applicant: Applicant) -> Applicant:
    """The applicant with his numbers and his e-mail masked; an organisation's number is public and stays."""
    identity = applicant.identity if applicant.kind == "organisation" else masked(applicant.identity)
    return replace(
        applicant, identity=identity, phone=masked(applicant.phone), email=masked_mail(applicant.email)
    )  # fmt: skip


def covered_answers(form: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a form with what its fields say to be a person's identity or phone number masked."""
    return _covered(fields_of(form), answers)


def _covered(fields: Sequence[Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.key: field for field in fields}
    return {key: _covered_value(known.get(key), value) for key, value in answers.items()}


def _covered_value(field: Field | None, value: Any) -> Any:
    if field is None:
        return value
    if field.fields and isinstance(value, list):
        return [_covered(field.fields, row) if isinstance(row, Mapping) else row for row in value]
    return masked(value) if field.written_as in NUMBERS and isinstance(value, str) else value


def covered_facts(told: Any) -> Any:
    """What an entry of the journal tells, with every text that is a person's identity or phone number masked."""
    if isinstance(told, Mapping):
        return {key: covered_facts(value) for key, value in told.items()}
    if isinstance(told, list):
        return [covered_facts(value) for value in told]
    return masked(told) if isinstance(told, str) and _NUMBER.fullmatch(told) else told


def reveal(session: Session, clock: Clock, officer: Officer, code: str, purpose: str) -> Revealed:
    """The applicant in full, for a purpose. Raises `DossierNotFound`, `PurposeMissing`."""
    dossier = dossier_for(session, officer, code, clock)
    why = " ".join(purpose.split())[:LONGEST_REASON]
    if len(why) < SHORTEST_REASON:
        raise PurposeMissing
    person = session.get_one(Person, dossier.person_id)
    facts = {"purpose": why, "fields": ["identity", "phone", "email"]}
    journal.append(session, clock, dossier.instance_id, "personal_data_viewed", dossier.code, officer.name, facts)
    return Revealed(
        Applicant(person.full_name, person.kind, person.identity, person.address, person.phone, person.email), why
    )  # fmt: skip
