"""The handbook of a procedure says what its files say, is archivable, and is the same whenever it is printed."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from pikepdf.pdfa import validate_written
from sqlalchemy import Engine, select

from cases.bundle import Bundle, read_bundle
from cases.studio.handbook.facts import Cover, facts_of
from cases.studio.handbook.ordering import facts_of_design
from cases.tables import Design
from documents.reading import pressed, words_of
from documents.render import render
from engine.layout import sketch, windows
from engine.tables import Definition
from ground.database import reading
from tests.studio.conftest import BUNDLES
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]
MACHINES, PERMIT = BUNDLES["khai_bao_thiet_bi"], BUNDLES["giay_phep_lao_dong"]
COVER = Cover(
    datetime(2026, 8, 20, 2, tzinfo=UTC), "Phiên bản 3", False, "ab" * 32, "Quyết định 12/QĐ-SNV", date(2026, 9, 1)
)  # fmt: skip
# What the template needs to know and does not say.
UNSAID = {"inside", "view", "made_at", "kind", "id", "unit"}


def said(told: object, name: str = "") -> Iterator[str]:
    """Every text of the facts that a reader finds on the paper."""
    if isinstance(told, Mapping):
        for key, each in told.items():
            yield from said(each, key)
    elif isinstance(told, list):
        for each in told:
            yield from said(each, name)
    elif isinstance(told, str) and name not in UNSAID:
        yield told


def words(told: list[dict[str, Any]], key: str) -> list[str]:
    return [row[key] for row in told]


def test_a_handbook_is_printed_behind_the_page_once_and_says_every_fact(
    visit: Visit, machine_work: Callable[[], None], quick_database: Engine
) -> None:
    lam = visit("lam")
    with reading(quick_database) as session:
        version = session.scalars(select(Definition.id).where(Definition.key == MACHINES.slug)).one()
    assert "In sổ tay quy trình (PDF)" in lam.text(f"/studio/approvals/{version}")
    address = lam.post(f"/studio/versions/{version}/handbook").headers["Location"]
    assert "đang được in" in lam.text(address)
    assert lam.get(f"{address}/paper.pdf").status_code == 404
    machine_work()
    assert f"{address}/paper.pdf" in lam.text(address)
    paper = lam.get(f"{address}/paper.pdf").data
    report = validate_written(io.BytesIO(paper), "2b")
    assert report.passed, report.findings
    text = pressed(words_of(paper))
    facts = facts_of(read_bundle(MACHINES.files), COVER)
    facts.pop("cover")
    facts["example"] = None  # it counts from the day of the version
    assert [each for each in said(facts) if pressed(each) not in text] == []
    assert lam.post(f"/studio/versions/{version}/handbook").headers["Location"] == address


def test_the_step_table_is_in_order_with_the_terms_a_caller_sets() -> None:
    facts = facts_of(read_bundle(PERMIT.files), COVER)
    steps = [row for row in facts["steps"] if row["kind"] == "step"]
    assert words(steps, "number") == [str(place + 1) for place in range(len(steps))]
    assert words(steps, "name")[:2] == ["Kiểm tra, tiếp nhận hồ sơ", "Phân công chuyên viên thụ lý"]
    assert words(steps, "name")[-1] == "Trả kết quả cho người nộp"
    assert steps[0] == {
        "kind": "step", "number": "1", "name": "Kiểm tra, tiếp nhận hồ sơ", "role": "Bộ phận Một cửa",
        "term": "4 giờ làm việc", "product": "", "form": "Kiểm tra hồ sơ", "basis": "118/2025/NĐ-CP",
    }  # fmt: skip


def test_conditions_tables_and_days_are_told_in_words() -> None:
    facts = facts_of(read_bundle(PERMIT.files), COVER)
    [asked] = [each for each in facts["branches"] if each["question"] == "Kết luận thẩm định?"]
    assert asked["answers"][0]["when"] == "Kết quả của bước là “Đủ điều kiện: cấp giấy phép”"
    assert asked["answers"][-1]["when"] == "các trường hợp còn lại"
    assert facts["tables"][0]["rows"][0][0] == "“Nhà quản lý”"
    assert facts["tables"][0]["rows"][-1][0] == "bất kỳ"
    assert facts["example"]["counted"] == 10
    assert facts["example"]["received"] == "09 giờ 30 phút, ngày 07 tháng 9 năm 2026"
    assert "Điều 147 Bộ luật Dân sự 2015" in words(facts["example"]["left_out"], "source")
    assert [each["number"] for each in facts["documents"]] == ["118/2025/NĐ-CP", "219/2025/NĐ-CP", "30/2020/NĐ-CP"]


def test_the_handbook_of_a_draft_says_that_it_is_one(draft: Callable[[Bundle], str], quick_database: Engine) -> None:
    design_id = draft(MACHINES)
    with reading(quick_database) as session:
        facts = facts_of_design(session, session.get_one(Design, design_id))
    assert facts["cover"]["is_draft"]
    assert facts["cover"]["version"] == "Bản nháp, lần lưu 1"
    # Cover and a drawing alone: what is new about these papers, printed twice.
    bare = facts | {key: [] for key in ("steps", "branches", "papers", "forms", "tables", "results", "stories")}
    bare["pictures"] = facts["pictures"][-1:]
    first, second = (render("handbook/handbook.html", bare, kind="book") for _ in range(2))
    assert first == second
    assert "bảnnháp–chưađượcphêduyệt" in pressed(words_of(first))


@pytest.mark.parametrize("slug", ["giay_phep_lao_dong", "bang_khen_thu_tuong"])
def test_a_picture_has_every_step_and_its_windows_leave_nothing_out(slug: str) -> None:
    bundle = BUNDLES[slug]
    procedure = read_bundle(bundle.files)
    drawn = sketch(bundle.files[f"{slug}.bpmn"], slug)
    inside = re.sub(r"</text><text[^>]*>|<[^>]+>", " ", drawn.inside)
    plain = pressed(inside)
    assert [step.name for step in procedure.processes[slug].elements.values() if pressed(step.name) not in plain] == []
    parts = list(windows(drawn.box, 1009, 585, 0.58))
    assert len(parts) > 1
    assert min(part.x for part in parts) == drawn.box.x
    assert max(part.right for part in parts) == pytest.approx(drawn.box.right)
    assert all(after.x < before.right for before, after in pairwise(parts))
