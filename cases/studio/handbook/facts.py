"""The facts of a handbook: everything its template says, as plain JSON; the same files give the same facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases import dossier
from cases.bundle import Procedure
from cases.form_fields import Field
from cases.lawuses import Replacement
from cases.scenarios.reading import Scenario, ScenarioNotReadable, read_scenarios
from cases.sheet import Component, ResultKind
from cases.studio.handbook import law
from cases.studio.handbook.reading import Reading, fields_of_form, term_words, title_of
from cases.studio.handbook.steps import branches, pictures, step_rows
from documents.placeholders import TemplateNotReadable, placeholders
from documents.words import short_day
from engine.decisions import load
from engine.definitions import MODEL
from ground.clock import VIETNAM
from ground.errors import Problem

LEVELS = {"ministry": "Cấp bộ", "province": "Cấp tỉnh", "commune": "Cấp xã"}
UNITS = {"receiving": "đơn vị tiếp nhận", "handling": "đơn vị giải quyết"}
POLICIES = {
    "U": "chỉ một dòng khớp", "F": "lấy dòng khớp đầu tiên", "A": "các dòng khớp cho cùng kết quả",
    "P": "lấy dòng có kết quả ưu tiên nhất", "R": "lấy mọi dòng khớp, theo thứ tự dòng",
    "O": "lấy mọi dòng khớp, theo thứ tự kết quả", "C": "lấy mọi dòng khớp",
}  # fmt: skip
FIELD_KINDS = {
    "textfield": "Chữ", "textarea": "Đoạn chữ", "number": "Số", "checkbox": "Đánh dấu", "radio": "Chọn một",
    "select": "Chọn từ danh sách", "checklist": "Chọn nhiều", "taglist": "Chọn nhiều",
    "filepicker": "Chọn giấy tờ của hồ sơ", "datetime": "Ngày, giờ", "dynamiclist": "Danh sách dòng",
}  # fmt: skip
WRITTEN_AS = {
    "identity": "Số định danh cá nhân", "tax_code": "Mã số thuế", "phone": "Số điện thoại", "money": "Số tiền",
    "address": "Địa chỉ",
}  # fmt: skip
SUPPLEMENT = "ho_so_bo_sung"
RESULTS = {"granted": "Chấp thuận", "refused": "Từ chối"}


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands in front: of which version or saved state the handbook is, and by which decision it holds.

    `made_at` is when that version or state was written, so that it does not change when it is printed again.
    """

    made_at: datetime
    version: str
    is_draft: bool
    digest: str
    reference: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    address: str = ""


def cover_of(cover: Cover, procedure: Procedure) -> dict[str, Any]:
    """The cover in words."""
    sheet = procedure.sheet
    days = [_day("từ ngày", cover.valid_from), _day("đến hết ngày", cover.valid_to)]
    return {
        "name": sheet.name, "code": sheet.code, "field": sheet.field_name or sheet.field,
        "level": LEVELS.get(sheet.level, sheet.level), "version": cover.version, "is_draft": cover.is_draft,
        "reference": cover.reference, "validity": " ".join(filter(None, days)), "digest": cover.digest[:16],
        "made_on": short_day(cover.made_at.astimezone(VIETNAM).date()), "address": cover.address,
    }  # fmt: skip


def _day(words: str, day: date | None) -> str:
    return f"{words} {short_day(day)}" if day else ""


def facts_of(
    procedure: Procedure, cover: Cover, stories: bytes = b"", replaced: Mapping[str, Replacement] | None = None
) -> dict[str, Any]:
    """Everything the handbook says."""
    reading = Reading(procedure)
    day = cover.valid_from or cover.made_at.astimezone(VIETNAM).date()
    return {
        "made_at": cover.made_at.isoformat(), "cover": cover_of(cover, procedure), "pictures": pictures(procedure),
        "steps": step_rows(procedure, reading), "branches": branches(procedure, reading),
        "papers": [_paper(each) for each in procedure.sheet.component], "fee": law.fee(procedure),
        "terms": law.terms(procedure), "further_terms": law.further_terms(procedure),
        "budgets": law.budget_pages(procedure), "example": law.example(procedure, day),
        "forms": _forms(procedure, reading), "tables": list(_tables(procedure, reading)),
        "results": [_result(procedure, each) for each in procedure.sheet.result],
        "stories": [_story(each, procedure) for each in _told(stories, procedure.slug)],
        "documents": law.documents(procedure, dict(replaced or {})),
        "roles": [{"name": role.name, "unit": UNITS[role.unit]} for role in procedure.sheet.roles.values()],
    }  # fmt: skip


def _paper(each: Component) -> dict[str, Any]:
    needed = "Không bắt buộc" if each.optional else ""
    instead = "Được thay bằng dữ liệu của Nhà nước khi khai thác được" if each.replaced_by else ""
    valid = f"Có giá trị {term_words(each.valid)}" if each.valid else ""
    return {
        "name": each.name, "code": each.code, "originals": each.originals, "copies": each.copies, "basis": each.basis,
        "notes": ". ".join(filter(None, (needed, valid, instead))),
    }  # fmt: skip


def _forms(procedure: Procedure, reading: Reading) -> list[dict[str, Any]]:
    """The forms: the application first, then those of the steps by name."""
    ordered = sorted(procedure.forms.items(), key=lambda each: (each[0] != procedure.application, each[0]))
    forms = [
        {"title": title_of(form_id, schema), "id": form_id, "is_application": form_id == procedure.application,
         "steps": ", ".join(_steps_with(procedure, form_id)),
         "fields": list(_fields(fields_of_form(schema), procedure, reading))}
        for form_id, schema in ordered
    ]  # fmt: skip
    return [form for form in forms if form["fields"]]


def _steps_with(procedure: Procedure, form_id: str) -> list[str]:
    steps = (step for process in procedure.processes.values() for step in process.elements.values())
    return list(dict.fromkeys(step.name or step.id for step in steps if step.form_id == form_id))


def _fields(
    fields: tuple[Field, ...], procedure: Procedure, reading: Reading, outer: str = ""
) -> Iterator[dict[str, Any]]:  # fmt: skip
    for each in fields:
        roles = [procedure.sheet.roles[key].name for key in sorted(each.write_roles) if key in procedure.sheet.roles]
        choices = [reading.choices.get(str(option), str(option)) for option in each.options]
        yield {
            "label": f"{outer}{each.label or each.key}", "is_required": each.is_required,
            "kind": WRITTEN_AS.get(each.written_as, FIELD_KINDS.get(each.kind, each.kind)),
            "choices": "; ".join(choices), "writers": ", ".join(roles),
        }  # fmt: skip
        yield from _fields(each.fields, procedure, reading, f"{outer}{each.label or each.key} – ")


def _tables(procedure: Procedure, reading: Reading) -> Iterator[dict[str, Any]]:
    """The decision tables in words; a file nobody can read is told by the rules."""
    models = {name: content for name, content in sorted(procedure.files.items()) if name.endswith(MODEL)}
    for name, content in models.items():
        try:
            model = load(content, models, name)
        except Problem:
            continue
        for page in model.pages():
            rows = [[reading.expression(cell) for cell in row] for row in page.rows]
            yield {
                "name": model.name, "policy": POLICIES.get(page.policy[:1], page.policy), "inputs": list(page.inputs),
                "outputs": list(page.outputs), "rows": rows,
            }  # fmt: skip


def _result(procedure: Procedure, each: ResultKind) -> dict[str, Any]:
    signer = procedure.sheet.roles.get(each.signer)
    return {
        "name": each.name or each.key, "kind": RESULTS[each.kind], "book": each.number, "symbol": each.symbol,
        "unit": UNITS[each.unit], "signer": signer.name if signer else each.signer,
        "template": f"{procedure.slug}.{each.template}.html", "reads": ", ".join(_reads(procedure, each)),
    }  # fmt: skip


def _reads(procedure: Procedure, result: ResultKind) -> list[str]:
    """The answers of the application that stand on the paper, by the names of their fields."""
    page = procedure.files.get(f"{procedure.slug}.{result.template}.html", b"").decode("utf-8", "replace")
    labels = {field.key: field.label or field.key for field in fields_of_form(procedure.form(procedure.application))}
    try:
        read = placeholders(page)
    except TemplateNotReadable:
        return []
    return list(dict.fromkeys(labels[each.part] for each in read if each.name == "answers" and each.part in labels))


def _told(stories: bytes, slug: str) -> tuple[Scenario, ...]:
    try:
        return read_scenarios(stories, f"{slug}.scenarios.toml") if stories else ()
    except ScenarioNotReadable:
        return ()


def _story(each: Scenario, procedure: Procedure) -> dict[str, str]:
    """A story by its name and what is done in it."""
    states = [expected.state for expected in each.expectations if expected.state]
    names = {step.id: step.name for process in procedure.processes.values() for step in process.elements.values()}
    names |= {key: told.name for key, told in procedure.sheet.messages.items()} | {
        SUPPLEMENT: "Người nộp bổ sung hồ sơ"
    }
    done = [names.get(act.step or act.message) or act.step or act.message for act in each.acts]
    return {
        "name": each.name, "way": " → ".join(name for name in done if name),
        "ending": dossier.WORDS.get(states[-1], {}).get("vi", states[-1]) if states else "",
    }  # fmt: skip
