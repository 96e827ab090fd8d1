"""Lists: the most urgent first, page by page, found without diacritics; and what the public may see."""

from dataclasses import replace

import pytest

from cases.people import DossierNotFound
from cases.queries import deadline_of, inbox, public_view, search_dossiers, task_page
from cases.queries.paging import CursorNotReadable
from cases.queries.queues import queue_counts
from cases.queries.search import SortBesideText
from cases.queries.shapes import Criteria, Filters
from cases.reception import Applicant
from cases.tables import Supplement
from ground.clock import VIETNAM
from ground.database import reading
from tests.cases.desk import SUPPLEMENT, Desk


def test_pages_follow_each_other_without_gap_or_double(desk: Desk) -> None:
    codes = []
    for _ in range(7):
        codes.append(desk.receive())
        desk.pass_time("1wh")
    seen, cursor = [], ""
    while True:
        page = desk.see("binh", inbox, Filters(limit=3, cursor=cursor))
        seen += [row.code for row in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert seen == codes


def test_dossiers_are_listed_newest_first_page_by_page(desk: Desk) -> None:
    codes = [desk.receive() for _ in range(5)]
    first = desk.see("chi", search_dossiers, Criteria(limit=3))
    rest = desk.see("chi", search_dossiers, Criteria(limit=3, cursor=first.next))
    assert sorted(row.code for row in (*first.rows, *rest.rows)) == codes
    assert (len(first.rows), rest.next) == (3, "")


@pytest.mark.parametrize("cursor", ["x", "!!!!", "MjAyNg", "bm90LWEtZGF0ZXx4"])
def test_a_strange_cursor_is_refused(desk: Desk, cursor: str) -> None:
    with pytest.raises(CursorNotReadable):
        desk.see("binh", inbox, Filters(cursor=cursor))


@pytest.mark.parametrize("text", ["đặng", "dang thi", "ĐẶNG THỊ ẤN", "0001", "khai bao may", "001190", "an thy"])
def test_a_search_does_not_mind_diacritics_or_case(desk: Desk, text: str) -> None:
    desk.receive(applicant=Applicant("Đặng Thị Ấn", identity="001190000009"))
    assert len(desk.see("chi", search_dossiers, Criteria(text=text)).rows) == 1
    assert len(desk.see("binh", inbox, Filters(text=text)).rows) == 1


@pytest.mark.parametrize("text", ["%", "_", "\\", "bình minh"])
def test_marks_of_the_database_are_ordinary_letters(desk: Desk, text: str) -> None:
    desk.receive()
    assert desk.see("chi", search_dossiers, Criteria(text=text)).rows == ()


def test_searches_narrow_by_state_and_lateness(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "phan_cong")
    assert desk.see("chi", search_dossiers, Criteria(state="submitted")).rows == ()
    assert desk.see("chi", search_dossiers, Criteria(is_late=True)).rows == ()
    desk.pass_time("6wd")
    (row,) = desk.see("chi", search_dossiers, Criteria(state="handling", is_late=True)).rows
    assert row.timing.is_late


def test_queues_count_what_they_show(desk: Desk) -> None:
    waiting = desk.receive()
    desk.complete("binh", waiting, "kiem_tra", SUPPLEMENT)
    desk.receive()
    finished = desk.receive()
    desk.walk(finished, "tra_ket_qua")
    counts = desk.see("binh", queue_counts)
    assert (counts[""], counts["new"], counts["return"], counts["supplement"]) == (2, 1, 1, 1)
    for queue in ("new", "return"):
        assert len(desk.see("binh", inbox, Filters(queue=queue)).rows) == counts[queue]


def test_a_step_offers_the_officers_of_its_role(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "phan_cong")
    page = desk.see("dung", task_page, desk.task(code, "phan_cong").id)
    chooser = next(each for each in page.form["components"] if each.get("key") == "nguoi_thu_ly")
    assert [each["value"] for each in chooser["values"]] == ["chi", "cuc"]
    assert page.dossier is not None
    assert page.may_complete


def test_the_public_sees_the_state_and_no_person(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "phan_cong")
    with reading(desk.database) as session:
        view = public_view(session, desk.clock, code)
        with pytest.raises(DossierNotFound):
            public_view(session, desk.clock, "G09.20-000000-0000")
    assert (view.state, view.portal_status, view.steps_done) == ("handling", 4, 1)
    told = repr(view)
    assert not any(secret in told for secret in ("Nguyễn", "001190000001", "0900000001", "an@example.vn", "binh"))


def test_the_date_is_explained_day_by_day(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "phan_cong")
    page = desk.see("chi", deadline_of, code)
    assert sum(line.is_counted for line in page.days) == 5
    assert page.remaining_minutes == 5 * 8 * 60
    assert page.days[-1].on.isoformat() == "2026-09-04"


def test_dossiers_are_walked_by_their_dates_of_return(desk: Desk) -> None:
    desk.receive()
    codes = [desk.receive() for _ in range(3)]
    for code in codes:
        desk.walk(code, "phan_cong")
        desk.pass_time("1wd")
    for sort, wanted in (("due", codes), ("-due", codes[::-1])):
        first = desk.see("chi", search_dossiers, Criteria(sort=sort, limit=2))
        rest = desk.see("chi", search_dossiers, Criteria(sort=sort, limit=2, cursor=first.next))
        assert [[row.code for row in page.rows] for page in (first, rest)] == [wanted[:2], wanted[2:]]
        assert rest.next == ""
    due_at = desk.dossier(codes[1]).due_at
    assert due_at is not None
    due_on = due_at.astimezone(VIETNAM).date()
    within = Criteria(due_from=due_on, due_until=due_on, sort="due")
    assert [row.code for row in desk.see("chi", search_dossiers, within).rows] == [codes[1]]
    assert [row.code for row in desk.see("chi", search_dossiers, replace(within, sort="-received")).rows] == [codes[1]]
    assert desk.see("en", search_dossiers, Criteria(sort="due")).rows == ()
    with pytest.raises(SortBesideText):
        desk.see("chi", search_dossiers, Criteria(text="an", sort="due"))


def test_a_dossier_that_waits_for_its_applicant_says_until_when(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    (asked,) = desk.rows(Supplement, code)
    (row,) = desk.see("binh", search_dossiers, Criteria(state="supplement")).rows
    assert row.supplement_until == asked.due_at
