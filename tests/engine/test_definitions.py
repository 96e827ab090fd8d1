"""Definitions are immutable, versioned and known by their digest; two people put one into force."""

import pytest
from sqlalchemy import select

from engine import commands, journal
from engine.definitions import DefinitionRefused, DefinitionUnknown, SamePerson, files_of
from engine.model import Known
from engine.tables import Definition
from ground.database import reading
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing


def procedure(step: str = "kiem_tra") -> Drawing:
    return Drawing("thu_tuc").start().user(step).end().line("bat_dau", step, "ket_thuc")


def test_the_same_bytes_are_stored_once(hall: Hall) -> None:
    assert hall.deploy(procedure()).id == hall.deploy(procedure()).id


def test_a_changed_drawing_is_the_next_version_and_running_dossiers_stay_on_theirs(hall: Hall) -> None:
    hall.deploy(procedure())
    old = hall.start("thu_tuc")
    second = hall.deploy(procedure("tham_dinh"))
    assert (second.version, second.state) == (2, "active")
    new = hall.start("thu_tuc")
    assert hall.open(old) == ["kiem_tra"]
    assert hall.open(new) == ["tham_dinh"]
    hall.complete("kiem_tra")
    assert hall.instance(old).state == "ended"


def test_only_one_version_is_active(hall: Hall) -> None:
    hall.deploy(procedure())
    hall.deploy(procedure("tham_dinh"))
    with reading(hall.database) as session:
        states = list(session.scalars(select(Definition.state).order_by(Definition.version)))
    assert states == ["retired", "active"]


def test_the_files_are_kept_byte_for_byte(hall: Hall) -> None:
    drawing = procedure()
    definition = hall.deploy(drawing)
    with reading(hall.database) as session:
        assert files_of(session, definition.id) == drawing.bundle()


def test_a_draft_cannot_be_started_until_a_second_person_approves_it(hall: Hall) -> None:
    draft = hall.act(lambda s: commands.deploy(s, hall.clock, procedure().bundle(), Known(), "lam", activate=False))
    with pytest.raises(DefinitionUnknown):
        hall.start("thu_tuc")
    with pytest.raises(SamePerson):
        hall.act(lambda s: commands.approve(s, hall.clock, draft.id, "lam"))
    hall.act(lambda s: commands.approve(s, hall.clock, draft.id, "quy"))
    hall.start("thu_tuc")
    with reading(hall.database) as session:
        story = [entry.name for entry in journal.entries(session, "definition:thu_tuc")]
    assert story == ["definition_deployed", "definition_approved"]


def test_a_drawing_that_cannot_run_is_refused_with_element_and_line_and_nothing_is_stored(hall: Hall) -> None:
    drawing = Drawing("hong").start().user("kiem_tra").exclusive("re").user("cap").end()
    drawing.line("bat_dau", "kiem_tra", "re", "cap", "ket_thuc").flow("re", "ket_thuc", "=import os")
    with pytest.raises(DefinitionRefused) as refusal:
        hall.deploy(drawing)
    finding = refusal.value.findings[0]
    assert finding.element
    assert finding.line > 0
    assert finding.message["vi"]
    assert finding.mend["en"]
    assert hall.rows(Definition) == []


def test_a_bundle_of_two_unrelated_processes_is_refused(hall: Hall) -> None:
    other = Drawing("khac").start().user("kiem_tra").end().line("bat_dau", "kiem_tra", "ket_thuc")
    with pytest.raises(DefinitionRefused) as refusal:
        hall.deploy(procedure(), other)
    assert {finding.rule for finding in refusal.value.findings} == {"process_not_executable"}
