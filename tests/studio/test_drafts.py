"""A draft is saved state by state, held by one window at a time, and never lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from cases.bundle import Bundle
from cases.designfiles import files_at
from cases.studio.keeping import KEPT, THINNED, keep
from cases.tables import Design, DesignFile, DesignVersion
from ground.clock import FixedClock
from ground.database import reading, transaction
from tests.studio.conftest import BUNDLES, Scripted
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]
Draft = Callable[[Bundle], str]
MACHINES = BUNDLES["khai_bao_thiet_bi"]
DRAWING = "khai_bao_thiet_bi.bpmn"


@pytest.fixture
def design(draft: Draft) -> str:
    """A draft of the declaration of machines."""
    return draft(MACHINES)


def changed(text: bytes) -> str:
    """The drawing with another name of one step."""
    return text.decode().replace("Tổng hợp, kết luận thẩm định", "Kết luận")


def test_a_saved_state_can_be_taken_again(visit: Visit, design: str) -> None:
    lam = Scripted(visit("lam"), design)
    state, told = lam.post("/content", files={DRAWING: changed(MACHINES.files[DRAWING])}, seen=1, window="a")
    assert (state, told["number"]) == (200, 2)
    state, told = lam.post("/return", number=1, window="a")
    assert (state, told["number"]) == (200, 3)
    assert lam.get("/content")["files"][DRAWING].encode() == MACHINES.files[DRAWING]  # type: ignore[index]


def test_who_comes_second_sees_who_holds_the_draft_and_writes_nothing(visit: Visit, design: str) -> None:
    lam, quy = Scripted(visit("lam"), design), Scripted(visit("quy"), design)
    lam.post("/hold", window="a")
    assert quy.post("/hold", window="b")[1] == {
        "number": 1, "holder": "Hồ Tùng Lâm", "is_mine": False, "by_me": False,
    }  # fmt: skip
    state, told = quy.post("/content", files={DRAWING: "<x/>"}, seen=1, window="b")
    assert (state, told["code"]) == (409, "design_held")
    assert "Hồ Tùng Lâm" in str(told["sentence"])


def test_a_draft_taken_over_is_lost_to_the_first_window_but_nothing_saved_is(visit: Visit, design: str) -> None:
    lam, quy = Scripted(visit("lam"), design), Scripted(visit("quy"), design)
    lam.post("/content", files={DRAWING: changed(MACHINES.files[DRAWING])}, seen=1, window="a")
    assert quy.post("/hold", window="b", over=True)[1]["is_mine"] is True
    assert lam.post("/hold", window="a")[1]["holder"] == "Đặng Phú Quý"
    assert lam.post("/content", files={DRAWING: "<x/>"}, seen=2, window="a")[0] == 409
    assert quy.post("/content", files={}, pages={}, seen=2, window="b", note="giữ lại")[1]["number"] == 3


def test_a_window_that_gives_no_sign_of_life_lets_the_draft_go(visit: Visit, design: str, clock: FixedClock) -> None:
    lam, quy = Scripted(visit("lam"), design), Scripted(visit("quy"), design)
    lam.post("/hold", window="a")
    clock.advance(timedelta(seconds=61))
    assert quy.post("/hold", window="b")[1]["is_mine"] is True


def test_a_state_seen_elsewhere_is_not_written_over(visit: Visit, design: str) -> None:
    lam = Scripted(visit("lam"), design)
    lam.post("/content", files={DRAWING: changed(MACHINES.files[DRAWING])}, seen=1, window="a")
    state, told = lam.post("/content", files={DRAWING: "<x/>"}, seen=1, window="a")
    assert (state, told["code"]) == (409, "design_changed")


@pytest.mark.parametrize(
    "name",
    ["../x.bpmn", "x.py", "khai bao.bpmn", ".bpmn", "a" * 300 + ".bpmn"],
    ids=["up", "py", "space", "dot", "long"],
)
def test_a_file_that_is_no_part_of_a_bundle_is_refused(visit: Visit, design: str, name: str) -> None:
    state, told = Scripted(visit("lam"), design).post("/content", files={name: "x"}, seen=1, window="a")
    assert (state, told["code"]) == (422, "design_not_readable")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("no drawing", "xml_not_readable"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "xml_forbidden"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", None),
    ],
    ids=["no XML", "doctype", "another XML"],
)
def test_what_is_no_diagram_is_told_with_its_reason_and_kept_as_it_is(
    visit: Visit, design: str, text: str, rule: str | None
) -> None:
    lam = Scripted(visit("lam"), design)
    state, told = lam.post("/judgement", files={DRAWING: text})
    findings: list[dict[str, str]] = told["findings"]  # type: ignore[assignment]
    assert state == 200
    assert findings[0]["severity"] == "error"
    assert rule in (None, findings[0]["rule"])


def test_five_megabytes_of_drawing_are_refused(visit: Visit, design: str) -> None:
    text = "<x>" + " " * (5 * 1024 * 1024) + "</x>"
    state, told = Scripted(visit("lam"), design).post("/judgement", files={DRAWING: text})
    assert (state, told["code"]) == (422, "design_not_readable")


def test_a_page_of_another_site_cannot_write(visit: Visit, design: str) -> None:
    lam = visit("lam")
    answer = lam.client.post(f"/studio/designs/{design}/content", json={"files": {}, "seen": 1})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "form_too_old")


def test_a_second_person_approves_by_a_decision_from_its_day_on(visit: Visit, design: str) -> None:
    quy, lam = visit("quy"), visit("lam")
    script = Scripted(quy, design)
    script.post("/content", files={DRAWING: changed(MACHINES.files[DRAWING])}, seen=1, window="b")
    state, told = script.post("/handing-in", window="b")
    assert state == 200, told
    address, fields = str(told["approval"]), {"reference": "12/QĐ-SNV", "valid_from": "2026-12-01"}
    assert "phải do người thứ hai phê duyệt" in quy.text(address)
    assert quy.post(f"{address}/approval", fields).status_code == 409
    assert lam.post(f"{address}/approval", fields).status_code == 403
    assert script.post("/content", files={DRAWING: "<x/>"}, seen=2, window="b")[1]["code"] == "design_closed"


def test_the_bytes_of_states_that_were_thinned_out_go_with_them(
    design: str, quick_database: Engine, clock: FixedClock
) -> None:
    states = KEPT + THINNED + 1
    with transaction(quick_database) as session:
        row = session.get_one(Design, design)
        session.execute(update(DesignVersion).where(DesignVersion.design_id == design).values(note="giữ"))
        for number in range(2, states + 1):
            row.number = number
            keep(session, clock, row, {DRAWING: b"<x/>", "a.html": f"{number}".encode()}, "lam")
    with reading(quick_database) as session:
        numbers = session.scalars(select(DesignVersion.number).where(DesignVersion.design_id == design)).all()
        left = set(session.scalars(select(DesignFile.content)).all())
        assert files_at(session, design, 1) == MACHINES.files
    assert sorted(numbers) == [1, *range(THINNED + 1, states + 1)]
    assert b"2" not in left
    assert {b"<x/>", f"{states}".encode()} <= left
