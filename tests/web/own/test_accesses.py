"""Who sees a person's data leaves a line: with his ground, once a day, and never at the cost of the page."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import Engine, func, select

from cases.accesses import Look, Looks, forget_old, ground_of
from cases.tables import Access, ListAccess, Officer
from ground.clock import FixedClock
from ground.database import reading, transaction
from tests.api.conftest import Caller
from tests.web.conftest import Visitor
from web.own.lists import BEYOND, TAKEN

Visit = Callable[[str], Visitor]


def grounds(database: Engine) -> dict[str, set[str]]:
    """The grounds of each officer's looks."""
    found: dict[str, set[str]] = {}
    with reading(database) as session:
        for name, ground in session.execute(
            select(Officer.name, Access.ground).join(Officer, Officer.id == Access.officer_id)
        ):
            found.setdefault(name, set()).add(ground)
    return found


def test_the_nearest_reason_of_all_is_the_ground() -> None:
    assert ground_of({"chuyen_vien"}) == "unit"
    assert ground_of({"chuyen_vien"}, is_found=True) == "search"
    assert ground_of({"lanh_dao_phong"}, is_found=True) == "supervision"
    assert ground_of({"bo_phan_mot_cua", "giam_sat"}) == "counter"
    assert ground_of({"bo_phan_mot_cua"}, is_his=True) == "task"
    assert ground_of({"bo_phan_mot_cua"}, is_his=True, is_system=True) == "system"


def test_each_look_leaves_one_line_a_day_and_ground(visit: Visit, quick_database: Engine, clock: FixedClock) -> None:
    binh, chi = visit("binh"), visit("chi")
    code = binh.receive()
    for _ in range(3):
        binh.get(f"/dossiers/{code}")
        binh.get(binh.step(code)[0])
        chi.client.get(f"/dossiers/{code}", headers={"Referer": "http://localhost/dossiers?q=an"})
    assert grounds(quick_database) == {"binh": {"counter", "task"}, "chi": {"search"}}
    clock.advance(timedelta(days=1))
    Visitor(binh.client, "binh").get(f"/dossiers/{code}")
    with reading(quick_database) as session:
        assert session.scalar(select(func.count()).select_from(Access)) == 4


def test_lists_beyond_ones_own_work_are_counted_by_the_day_and_the_own_queue_is_not(
    office: Flask, visit: Visit, quick_database: Engine, clock: FixedClock
) -> None:
    def counts() -> set[tuple[str, str, int]]:
        with reading(quick_database) as session:
            rows = session.execute(
                select(Officer.name, ListAccess.kind, ListAccess.times).join(
                    Officer, Officer.id == ListAccess.officer_id
                )
            )
            return {(name, kind, times) for name, kind, times in rows}

    chi, khoa = visit("chi"), visit("khoa")
    for address in ("/inbox", "/inbox?queue=late", "/board"):
        chi.get(address)
    assert counts() == set()
    for address in ("/inbox?whose=all", "/inbox?q=an", "/dossiers?q=an", "/dossiers?q=binh"):
        chi.get(address)
    khoa.get("/board/sheets/board.csv")
    assert counts() == {("chi", "list", 1), ("chi", "search", 1), ("khoa", "export", 1)}
    # A count is written once a minute at most, and loses none meanwhile.
    clock.advance(timedelta(minutes=2))
    chi.get("/dossiers?q=cuc")
    Caller(office.test_client(), "chi").post("/dossiers/search", {"text": "an"})
    assert counts() == {("chi", "list", 1), ("chi", "search", 5), ("khoa", "export", 1)}
    page = khoa.text("/accesses")
    assert "Tra cứu theo từ khóa" in page
    assert "Trần Mai Chi" in page
    assert "Trần Mai Chi" not in khoa.text("/accesses?officer=binh")


def test_the_lists_that_count_are_pages_of_this_house(office: Flask) -> None:
    assert {f"web.{page}" for page in BEYOND | TAKEN} <= office.view_functions.keys()


def test_a_stranger_who_is_turned_away_leaves_none(visit: Visit, quick_database: Engine) -> None:
    code = visit("binh").receive()
    assert visit("en").get(f"/dossiers/{code}").status_code == 404
    assert grounds(quick_database) == {}


def test_the_json_door_keeps_looks_and_shows_them_to_who_watches(office: Flask, visit: Visit) -> None:
    code = visit("binh").receive()
    chi, khoa = Caller(office.test_client(), "chi"), Caller(office.test_client(), "khoa")
    chi.get(f"/dossiers/{code}")
    (row,) = khoa.get(f"/dossiers/{code}/accesses").get_json()["rows"]
    assert (row["officer"], row["ground"]) == ("chi", "unit")
    assert chi.get(f"/dossiers/{code}/accesses").status_code == 404


def test_a_supervisor_sees_who_looked_and_what_numbers_were_shown_for(visit: Visit) -> None:
    binh, khoa = visit("binh"), visit("khoa")
    code = binh.receive()
    binh.get(f"/dossiers/{code}")
    binh.post(f"/dossiers/{code}/applicant", {"purpose": "Gọi hỏi lại số máy"})
    page = khoa.text(f"/dossiers/{code}/accesses")
    assert "Tiếp nhận, trả kết quả tại Bộ phận Một cửa" in page
    assert "Gọi hỏi lại số máy" in page
    assert code in khoa.text("/accesses?officer=binh&from=2026-08-25&until=2026-08-25")
    assert code not in khoa.text("/accesses?officer=chi")
    assert binh.get("/accesses").status_code == 403


def test_a_locked_database_holds_up_no_page_and_loses_no_look(
    visit: Visit, quick_database: Engine, clock: FixedClock
) -> None:
    code = visit("binh").receive()
    looks = Looks(quick_database)
    with transaction(quick_database) as session:
        chi, cuc = session.scalars(select(Officer.id).where(Officer.name.in_(("chi", "cuc"))).order_by(Officer.name))
        # This transaction holds the database: the look below cannot be written, and says so to nobody.
        looks.keep(clock, [Look(chi, code, "unit")])
    assert grounds(quick_database) == {}
    looks.keep(clock, [Look(cuc, code, "unit")])
    assert grounds(quick_database) == {"chi": {"unit"}, "cuc": {"unit"}}


def test_looks_are_forgotten_when_their_time_is_over(visit: Visit, quick_database: Engine, clock: FixedClock) -> None:
    binh = visit("binh")
    binh.get(f"/dossiers/{binh.receive()}")
    clock.advance(timedelta(days=730))
    assert forget_old(quick_database, clock, timedelta(days=730)) == 0
    clock.advance(timedelta(days=1))
    assert forget_old(quick_database, clock, timedelta(days=730)) == 1
