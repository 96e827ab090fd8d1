"""A result as it would look: its template filled with invented answers, for designers and for the proofs of paper."""

from collections.abc import Iterator, Mapping
from typing import Any

from cases.bundle import Procedure
from cases.form_fields import Field, fields_of
from cases.sheet import ResultKind
from documents.examples import AN, LOOK_UP, RESULT

DAY = "2026-09-10"
WRITTEN_AS: Mapping[str, str] = {
    "identity": "001190000123", "tax_code": "0100109106", "phone": "0912000123", "money": "600000",
    "address": "Số 12 phố Minh Họa, phường Nghĩa Đô, Thành phố Hà Nội",
}  # fmt: skip


def sample_facts(procedure: Procedure, kind: ResultKind) -> dict[str, Any]:
    """Facts a result of this procedure could have: each field of its forms answered as its kind allows."""
    answers = sample_answers(fields_of(procedure.form(procedure.application)))
    variables: dict[str, Any] = {}
    for schema in procedure.forms.values():
        variables |= sample_answers(fields_of(schema))
    room = f"8888/{kind.symbol or kind.number or kind.key.upper()}"
    own = {
        "answers": answers, "variables": variables | answers, "applicant": AN, "code": "G09.20-260825-0012",
        "accepted_at": RESULT["made_at"], "reason": "hồ sơ chưa đủ điều kiện theo quy định",
    }  # fmt: skip
    # What the desk itself says on every result, as `paperfacts` does.
    said = {"excerpt": "", "bases": [f"Căn cứ {procedure.sheet.law[-1].basis}"], "recipients": ["Như trên", "Lưu: VT"]}
    return {**RESULT, **said, "look_up": LOOK_UP, "number_room": room, "record": {"code": own["code"]}, **own}


def sample_answers(fields: tuple[Field, ...]) -> dict[str, Any]:
    """An answer for every field, by its key."""
    return dict(_answers(fields))


def _answers(fields: tuple[Field, ...]) -> Iterator[tuple[str, Any]]:
    for field in fields:
        yield field.key, _answer(field)


def _answer(field: Field) -> Any:
    match field.kind:
        case "number":
            return int(field.least or 1)
        case "checkbox":
            return True
        case "checklist" | "taglist" | "filepicker":
            return list(field.options[:2])
        case "radio" | "select":
            return field.options[0] if field.options else "chi"
        case "datetime":
            return {"date": DAY, "time": "09:30"}.get(field.subtype, f"{DAY}T09:30:00+07:00")
        case "dynamiclist":
            return [sample_answers(field.fields) for _ in range(2)]
    return WRITTEN_AS.get(field.written_as) or f"{field.label or field.key} (ví dụ)"[: field.longest or None]
