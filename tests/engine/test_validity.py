"""A version is in force from a day until a day, by a decision that is named; what runs stays on its own version."""

from datetime import date, timedelta

import pytest

from engine import commands
from engine.definitions import DefinitionUnknown, ValidityReversed, in_force, tagged
from engine.model import Known
from engine.queries import definitions, facts
from engine.tables import Definition
from ground.database import reading
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing

# The hall's clock stands at 25 August 2026.
TODAY = date(2026, 8, 25)
NEXT_WEEK = TODAY + timedelta(days=7)


def procedure(step: str, tag: str = "") -> Drawing:
    drawing = Drawing("thu_tuc").start().user(step).end().line("bat_dau", step, "ket_thuc")
    drawing.version_tag = tag
    return drawing


def draft(hall: Hall, step: str, tag: str = "") -> Definition:
    files = procedure(step, tag).bundle()
    return hall.act(lambda s: commands.deploy(s, hall.clock, files, Known(), "lam", activate=False))


def approve(hall: Hall, definition: Definition, first: date | None = None, last: date | None = None) -> Definition:
    return hall.act(
        lambda s: commands.approve(
            s, hall.clock, definition.id, "quy", valid_from=first, valid_to=last, reference="QĐ 12/2026"
        )
    )


def test_a_version_approved_for_a_later_day_takes_over_on_that_day(hall: Hall) -> None:
    approve(hall, draft(hall, "cu"))
    approve(hall, draft(hall, "moi"), first=NEXT_WEEK)
    hall.start("thu_tuc")
    assert hall.open() == ["cu"]
    hall.clock.advance(timedelta(days=7))
    second = hall.start("thu_tuc")
    assert hall.open(second) == ["moi"]


def test_a_version_with_a_last_day_gives_way_to_the_one_before(hall: Hall) -> None:
    approve(hall, draft(hall, "thuong"))
    approve(hall, draft(hall, "mua_lu"), last=TODAY)
    during = hall.start("thu_tuc")
    hall.clock.advance(timedelta(days=1))
    after = hall.start("thu_tuc")
    assert (hall.open(during), hall.open(after)) == (["mua_lu"], ["thuong"])


def test_nothing_starts_before_the_first_or_after_the_last_day(hall: Hall) -> None:
    approve(hall, draft(hall, "moi"), first=NEXT_WEEK, last=NEXT_WEEK)
    with pytest.raises(DefinitionUnknown):
        hall.start("thu_tuc")
    hall.clock.advance(timedelta(days=7))
    hall.start("thu_tuc")
    hall.clock.advance(timedelta(days=1))
    with pytest.raises(DefinitionUnknown):
        hall.start("thu_tuc")


def test_a_version_in_force_at_once_retires_those_before_it_but_not_one_that_comes_later(hall: Hall) -> None:
    approve(hall, draft(hall, "cu"))
    approve(hall, draft(hall, "sau_nay"), first=NEXT_WEEK)
    approve(hall, draft(hall, "moi"))
    with reading(hall.database) as session:
        assert [line.state for line in definitions(session, "thu_tuc")] == ["active", "active", "retired"]
        assert only(in_force(session, TODAY)).version == 3
        assert only(in_force(session, NEXT_WEEK)).version == 2


def test_the_approval_is_kept_with_its_reference_and_in_the_journal(hall: Hall) -> None:
    approve(hall, draft(hall, "cu"), first=NEXT_WEEK)
    with reading(hall.database) as session:
        line = only(definitions(session))
        told = facts(session, "definition:thu_tuc")[-1].payload
    assert (line.valid_from_on, line.valid_to_on, line.approval_reference) == (NEXT_WEEK, None, "QĐ 12/2026")
    assert told is not None
    assert (told["valid_from"], told["reference"]) == (NEXT_WEEK.isoformat(), "QĐ 12/2026")


def test_a_version_cannot_end_before_it_begins(hall: Hall) -> None:
    version = draft(hall, "cu")
    with pytest.raises(ValidityReversed):
        approve(hall, version, first=NEXT_WEEK, last=TODAY)
    assert only(hall.rows(Definition)).state == "draft"


def test_a_version_is_found_by_the_tag_of_its_drawing(hall: Hall) -> None:
    approve(hall, draft(hall, "cu", tag="2025"))
    approve(hall, draft(hall, "moi", tag="2026"))
    with reading(hall.database) as session:
        found = [tagged(session, "thu_tuc", tag) for tag in ("2025", "2026", "2027")]
    assert [one and one.version for one in found] == [1, 2, None]


def test_a_version_approved_later_goes_before_one_with_a_later_first_day_that_has_come(hall: Hall) -> None:
    approve(hall, draft(hall, "cu"), first=TODAY)
    approve(hall, draft(hall, "moi"), first=TODAY - timedelta(days=30))
    hall.start("thu_tuc")
    assert hall.open() == ["moi"]
