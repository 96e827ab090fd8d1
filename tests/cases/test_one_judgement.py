"""Early, on time, late is judged by one function: lists, pages and the search for late dossiers never disagree."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from cases.queries import Criteria, dossier_page, public_view, search_dossiers
from cases.queries.period import period, period_dossiers
from cases.tables import Dossier, Pause
from ground.database import reading, transaction
from tests.cases.desk import ROOT, Desk, local

NOW = local("2026-09-10T10:00")
DUE = local("2026-09-04T09:30")
ACCEPTED: dict[str, Any] = {
    "state": "handling", "accepted_at": local("2026-08-27T09:30"), "clock_at": local("2026-08-27T09:30"),
    "due_at": DUE, "original_due_at": DUE,
}  # fmt: skip
LATER = {"due_at": local("2026-09-30T09:30")}
ENDED = {"state": "finished"}
# What is told of the dossier, its pauses as (kind, from, until), and how it must be judged.
STORIES: list[tuple[dict[str, Any], list[tuple[str, str, str]], str]] = [
    ({}, [], "late"),
    (LATER, [], "in_time"),
    ({"due_at": local("2026-09-10T10:00")}, [], "soon"),
    (ENDED | {"finished_at": local("2026-09-03T16:00")}, [], "early"),
    # Reports compare days: an hour after the date is still on time.
    (ENDED | {"finished_at": local("2026-09-04T16:00")}, [], "on_time"),
    (ENDED | {"finished_at": local("2026-09-07T08:00")}, [], "late"),
    # The result waited for its owner: the clock had stopped.
    ({"state": "returned", "finished_at": local("2026-09-03T16:00"), "returned_at": NOW}, [], "early"),
    ({"closed_at": local("2026-09-03T16:00"), "state": "stopped"}, [], "early"),
    # The first supplement is judged at the time of the request.
    ({"state": "supplement"}, [("restart", "2026-09-03T10:00", "")], "paused"),
    ({"state": "supplement"}, [("restart", "2026-09-07T10:00", "")], "late"),
    (LATER, [("restart", "2026-09-07T10:00", "2026-09-09T10:00")], "late"),
    (LATER, [("restart", "2026-09-03T10:00", "2026-09-09T10:00")], "in_time"),
    # A second one makes it late, whatever the date says.
    (LATER | {"supplement_count": 2}, [], "late"),
    ({"supplement_count": 2, "finished_at": local("2026-09-03T16:00"), **ENDED}, [], "late"),
    # An apology names another date, and moves none.
    ({"promised_at": local("2026-09-30T09:30")}, [], "late"),
]


def told(desk: Desk, facts: dict[str, Any], pauses: list[tuple[str, str, str]]) -> str:
    code = desk.receive()
    with transaction(desk.database) as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        for name, value in (ACCEPTED | facts).items():
            setattr(dossier, name, value)
        for kind, begin, end in pauses:
            until = local(end) if end else None
            session.add(Pause(dossier_id=dossier.id, kind=kind, ground="–", from_at=local(begin), until_at=until))
    return code


def test_page_list_search_and_the_public_view_judge_alike(desk: Desk) -> None:
    stories = {told(desk, facts, pauses): state for facts, pauses, state in STORIES}
    desk.clock.move_to(NOW)
    with reading(desk.database) as session:
        public = {code: public_view(session, desk.clock, code).timing.state for code in stories}
    page = {code: desk.see("chi", dossier_page, code).timing.state for code in stories}
    rows = desk.see("chi", search_dossiers, Criteria(limit=100)).rows
    assert page == public == {row.code: row.timing.state for row in rows} == stories


def test_the_search_for_late_ones_finds_those_and_no_other_page_by_page(desk: Desk) -> None:
    late = {told(desk, facts, pauses) for facts, pauses, state in STORIES if state == "late"}
    for facts, pauses, state in STORIES:
        if state != "late":
            told(desk, facts, pauses)
    desk.clock.move_to(NOW)
    found, cursor = [], ""
    while True:
        page = desk.see("chi", search_dossiers, Criteria(is_late=True, limit=2, cursor=cursor))
        assert len(page.rows) == 2 or not page.next
        found += [row.code for row in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert len(found) == len(set(found))
    assert set(found) == late


def test_the_report_of_a_period_counts_what_the_one_function_judges(desk: Desk) -> None:
    stories = {told(desk, facts, pauses): state for facts, pauses, state in STORIES}
    desk.clock.move_to(NOW)
    days = (date(2026, 8, 1), NOW.date())
    rows, count = desk.see("dung", period_dossiers, *days, "received")
    assert count == len(rows) == len(stories)
    reported = {row.code: row.outcome for row in rows}
    assert {reported[code] for code, state in stories.items() if state == "late"} == {"late", "open_late"}
    assert {code for code in stories if reported[code] == "early"} == {c for c in stories if stories[c] == "early"}
    assert {code for code in stories if reported[code] == "on_time"} == {c for c in stories if stories[c] == "on_time"}
    late = [code for code in stories if reported[code] in {"late", "open_late"}]
    assert {stories[code] for code in late} == {"late"}
    cells = desk.see("dung", period, *days).whole.cells
    assert (cells["received"], cells["late"] + cells["open_late"]) == (len(stories), len(late))


def test_nothing_else_compares_the_date_of_a_dossier() -> None:
    """Steps, consultations and apologies have clocks of their own; a dossier's date is judged by `due_state`."""
    compared = re.compile(r"[Dd]ossier\.due_at *[<>]=?|[<>]=? *[Dd]ossier\.due_at")
    places = [
        f"{page.relative_to(ROOT)}: {line.strip()}"
        for floor in ("cases", "api", "web", "app", "exchange", "documents")
        for page in sorted(Path(ROOT / floor).rglob("*.py"))
        for line in page.read_text(encoding="utf-8").splitlines()
        if compared.search(line)
    ]
    # Narrow what `due_state` then looks at, one by one; the report counts together those whose date alone tells.
    assert [place.partition(": ")[0] for place in places] == [
        "cases/queries/period.py", "cases/queries/search.py", "cases/queries/signs.py", "cases/queries/signs.py",
    ]  # fmt: skip
