"""The row of an open step holds all a list shows, and follows whatever it is about; lists are walked in any order."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from cases import errands, people
from cases.crowds import batch_for
from cases.errands import ERRANDS, Errand, TooManyAtOnce
from cases.folding import fold
from cases.follow import follow
from cases.handling import NotGiven, hand_over, take_back, withdraw
from cases.listing import furnish, relist
from cases.pauses import pause, resume
from cases.queries import Criteria, Filters, inbox, search_dossiers, wordparts
from cases.queries.worklist import SORTS, beside
from cases.reception import Applicant
from cases.savedlists import choose_columns, columns_of, filters_for, keep_filter
from cases.seed import multiply
from cases.tables import Dossier, Officer, Person, StepTerm
from engine.batches import BatchView, run_batches
from engine.journal import verify
from ground.clock import Clock
from ground.database import reading
from tests.cases.desk import Desk

SHOWN = (
    "code", "procedure", "procedure_name", "applicant", "sort_name", "look_up", "calendar", "shelf", "marks",
    "dossier_due_at", "paused_at", "sort_at", "soon_at",
)  # fmt: skip
NAMES = ("Trần Văn Cường", "Lê Thị Ánh", "Đỗ Minh Bảo")


def untrue(desk: Desk) -> list[tuple[str, str]]:
    """Where an open step's row says something else than its dossier does."""
    found = []
    with reading(desk.database) as session:
        for row in session.scalars(select(StepTerm).where(StepTerm.state != "closed")).all():
            dossier = session.get_one(Dossier, row.dossier_id)
            said = {name: getattr(row, name) for name in SHOWN}
            furnish(row, dossier, session.get_one(Person, dossier.person_id).full_name)
            session.flush()
            relist(session, dossier.id)
            found += [(row.code, name) for name in SHOWN if getattr(row, name) != said[name]]
    return found


def described(database: Engine) -> dict[str, set[tuple[object, ...]]]:
    """The indexes and references of every table."""
    there = inspect(database)
    return {
        table: {(each["name"], *each["column_names"]) for each in there.get_indexes(table)}
        | {(each["name"], *each["constrained_columns"]) for each in there.get_foreign_keys(table)}
        for table in there.get_table_names()
    }


def three(desk: Desk) -> list[str]:
    """Three dossiers that wait for Dũng, an hour between them."""
    codes = []
    for number, name in enumerate(NAMES):
        codes.append(desk.receive(applicant=Applicant(name, identity=f"00119000001{number}")))
        desk.walk(codes[-1], "phan_cong")
        desk.pass_time("1wh")
    return codes


def test_rows_stay_true_while_the_clock_stands_and_goes_on(desk: Desk) -> None:
    code = three(desk)[2]
    assert untrue(desk) == []
    desk.do("dung", pause, code, "foreign_verification", "Công văn số 1 ngày 01/9/2026")
    assert untrue(desk) == []
    desk.pass_time("30wd")
    (row,) = desk.see("dung", inbox, Filters(mark="paused")).rows
    assert (row.code, row.timing.state) == (code, "paused")
    assert code not in [line.code for line in desk.see("dung", inbox, Filters(queue="late")).rows]
    desk.do("dung", resume, code)
    assert untrue(desk) == []
    assert desk.see("dung", inbox, Filters(mark="paused")).rows == ()


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_every_order_is_walked_page_by_page_there_and_back(desk: Desk, sort: str) -> None:
    three(desk)
    seen, cursor = [], ""
    for _ in range(3):
        page = desk.see("dung", inbox, Filters(sort=sort, limit=1, cursor=cursor))
        seen += [row.task_id for row in page.rows]
        cursor = page.next
    assert (len(set(seen)), cursor) == (3, "")
    steps = [desk.see("dung", beside, Filters(sort=sort), task_id, 1) for task_id in seen]
    assert steps == [*seen[1:], ""]
    assert desk.see("dung", beside, Filters(sort=sort), seen[1], -1) == seen[0]


def test_names_are_ordered_by_the_given_name(desk: Desk) -> None:
    three(desk)
    rows = desk.see("dung", inbox, Filters(sort="name")).rows
    assert [row.applicant for row in rows] == ["Lê Thị Ánh", "Đỗ Minh Bảo", "Trần Văn Cường"]


def test_what_was_given_away_bears_a_word_and_comes_back(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "kiem_tra_thiet_bi")
    task = desk.task(code, "kiem_tra_thiet_bi")
    task = desk.do("chi", hand_over, task.id, task.version, "cuc", "Nhờ chị xem giúp")
    (row,) = desk.see("cuc", inbox, Filters(mark="note")).rows
    assert (row.note, row.given_by) == ("chi: Nhờ chị xem giúp", "chi")
    assert [line.code for line in desk.see("chi", inbox, Filters(whose="given")).rows] == [code]
    with pytest.raises(NotGiven):
        desk.do("cuc", take_back, task.id, task.version)
    desk.do("chi", take_back, task.id, task.version)
    assert [line.code for line in desk.see("chi", inbox, Filters(whose="mine")).rows] == [code]


def test_words_are_found_whole_first_then_unfinished_and_only_in_ones_own_units(desk: Desk) -> None:
    desk.receive(applicant=Applicant("Vũ Hoàng Lan", identity="001190000021"))
    desk.receive(applicant=Applicant("Vũ Hoàng Lành", identity="001190000022"))
    found = desk.see("chi", search_dossiers, Criteria(text="hoang lan")).rows
    assert [row.applicant for row in found] == ["Vũ Hoàng Lan", "Vũ Hoàng Lành"]
    first = desk.see("chi", search_dossiers, Criteria(text="hoàng lan", limit=1))
    rest = desk.see("chi", search_dossiers, Criteria(text="hoàng lan", limit=1, cursor=first.next))
    assert [row.applicant for row in (*first.rows, *rest.rows)] == ["Vũ Hoàng Lan", "Vũ Hoàng Lành"]
    for text, count in (("oang lan", 0), ("00119000002", 2), ("hoa minh", 2), (found[0].code.lower(), 1)):
        assert len(desk.see("chi", search_dossiers, Criteria(text=text)).rows) == count, text
    assert desk.see("en", search_dossiers, Criteria(text="hoang lan")).rows == ()


def test_many_steps_are_claimed_each_with_its_answer_and_given_back(desk: Desk) -> None:
    codes = three(desk)
    rows = desk.see("dung", inbox, Filters()).rows
    chosen = [Errand(row.task_id, row.version) for row in rows[:2]] + [Errand(rows[2].task_id, 99)]
    batch = desk.do("dung", errands.open_errand, "claim", chosen, "", "", "key")
    run_batches(desk.database, desk.clock, follow, further=ERRANDS)
    view: BatchView = desk.see("dung", batch_for, batch.id)
    assert (view.state, view.done, view.refused) == ("ended", 2, 1)
    assert len(desk.see("dung", inbox, Filters(whose="mine")).rows) == 2
    lines = desk.see("dung", _lines, view)
    assert sorted(line.code for line in lines) == sorted(codes)
    assert [line.refusal for line in lines if line.state == "refused"] == ["task_changed"]
    desk.do("dung", errands.undo_errand, batch.id, "undo")
    run_batches(desk.database, desk.clock, follow, further=ERRANDS)
    assert desk.see("dung", inbox, Filters(whose="mine")).rows == ()
    with pytest.raises(people.TaskNotFound):
        desk.do("en", errands.open_errand, "claim", chosen, "", "", "key")
    with pytest.raises(TooManyAtOnce):
        desk.do("dung", errands.open_errand, "claim", [], "", "", "none")


def _lines(session: Session, _clock: Clock, _officer: Officer, view: BatchView) -> list[errands.ErrandLine]:
    return errands.lines_of(session, view, lambda code, _params: code)


def test_filters_are_ones_own_or_a_roles_and_columns_are_kept(desk: Desk) -> None:
    desk.do("chi", keep_filter, "Quá hạn của tôi", "queue=late&whose=mine")
    desk.do("dung", keep_filter, "Cả phòng", "whose=all", "chuyen_vien")
    assert [each.name for each in desk.see("chi", filters_for)] == ["Quá hạn của tôi", "Cả phòng"]
    assert [each.name for each in desk.see("en", filters_for)] == []
    with pytest.raises(people.RoleMissing):
        desk.do("chi", keep_filter, "Cho trưởng phòng", "whose=all", "lanh_dao_phong")
    desk.do("chi", lambda session, _clock, officer: choose_columns(session, officer, ("applicant", "arrived")))
    columns = desk.see("chi", lambda session, _clock, officer: columns_of(session, officer))
    assert columns == ("code", "applicant", "step", "left", "arrived")


def test_copies_of_dossiers_are_listed_found_and_journaled_like_any_other(desk: Desk) -> None:
    desk.receive()
    closed = desk.receive()
    desk.walk(closed)
    said: list[str] = []
    before = described(desk.database)
    multiply(desk.database, desk.clock, 3, 4, said.append, few=0)
    multiply(desk.database, desk.clock, 5, 4, said.append)
    # What is taken away for a filling is there again after it, and every reference leads somewhere.
    assert described(desk.database) == before
    if desk.database.dialect.name == "sqlite":
        with desk.database.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert len(desk.see("binh", inbox, Filters(queue="new")).rows) == 5
    row = desk.see("binh", inbox, Filters(text="888000000003")).rows[0]
    desk.complete("binh", row.code, "kiem_tra", {"outcome": "accepted"})
    assert desk.dossier(row.code).state == "handling"
    assert len(desk.see("binh", search_dossiers, Criteria(text="88800000000", state="returned")).rows) == 5
    with reading(desk.database) as session:
        assert verify(session) == []
    assert untrue(desk) == []


TEXTS = (
    "anh", "Ánh", "đỗ minh", "do MINH", "ỗ Mi", "hoà bình", "hòa bình", "ình an", "0011900000", "G09.20-2", 'a"b', "k%"
)  # fmt: skip


@pytest.mark.parametrize("few", [0, 500])
def test_parts_of_words_find_what_reading_every_row_finds(
    desk: Desk, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    for number, name in enumerate((*NAMES, "Hòa Bình An", "Phạm Hoà Bình", 'Kha "a"b')):
        desk.receive(applicant=Applicant(name, identity=f"00119000002{number}"))
    monkeypatch.setattr(wordparts, "FEW", few)
    everything = desk.see("binh", inbox, Filters()).rows
    assert len(everything) == len(NAMES) + 3
    for text in TEXTS:
        said = fold(text).split()
        meant = [row.code for row in everything if all(word in desk.dossier(row.code).look_up for word in said)]
        assert [row.code for row in desk.see("binh", inbox, Filters(text=text)).rows] == meant, text


def test_no_part_of_a_word_is_kept_of_a_closed_dossier(desk: Desk) -> None:
    code = desk.receive()
    assert desk.see("binh", _few, "guyễn thị") == [desk.dossier(code).id]
    desk.do("binh", withdraw, code, "Không còn nhu cầu")
    assert desk.dossier(code).closed_at is not None
    assert desk.see("binh", _few, "guyễn thị") == []


def _few(session: Session, _clock: Clock, _officer: Officer, text: str) -> Sequence[str] | None:
    return wordparts.few_with(session, text)
