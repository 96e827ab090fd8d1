"""A new version for running dossiers: what the trial foretells is what the batch does, and the way back is as sure."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.follow import follow
from cases.handling import complete_step
from cases.operation_names import OPERATION_NAMES
from cases.people import RoleMissing
from cases.procedure import deploy_bundle
from cases.studio import turning
from cases.studio.consequences import consequences
from cases.studio.rolling import Choice, NobodyMeant, Trial, roll_out, try_out
from cases.studio.turning import AskedYourself, ClosingNotConfirmed, DayPast, ProposalOpen, VersionNeeded, Wish
from cases.studio.whereabouts import dossiers_at, populations, whereabouts
from cases.tables import Dossier, Officer, RoleHolding, StepTerm, new_id
from engine.batches import batch_rows, run_batches
from engine.definitions import active_of
from engine.jobs import Operation
from engine.queries import waits_of
from ground.clock import today
from ground.database import reading, transaction
from tests.cases.desk import GRANT, SUPPLEMENT, Desk, shipped
from tests.cases.redrawn import left_out, renamed, retitled
from tests.engine.drawing import Drawing, extension

SLUG = "khai_bao_thiet_bi"
DRAWING = f"{SLUG}.bpmn"
EVERYBODY = Choice()
PAPERLESS: Mapping[str, Operation] = dict.fromkeys(OPERATION_NAMES, lambda _call: {})
SQLITE_IS_ENOUGH = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
UNTIL = ("kiem_tra", "phan_cong", "kiem_tra_thiet_bi")


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The desk with Quý, who administers it."""
    with transaction(desk.database) as session:
        unit = desk.officer(session, "chi").unit_id
        quy = Officer(name="quy", full_name="Quý", unit_id=unit, password_hash="")
        session.add(quy)
        session.flush()
        session.add(RoleHolding(officer_id=quy.id, unit_id=unit, role="quan_tri"))
    return desk


def everywhere(desk: Desk) -> list[str]:
    """A dossier at each of three steps, and one that waits for what was asked of its applicant."""
    codes = [at(desk, until) for until in UNTIL]
    return [*codes, supplementing(desk)]


def at(desk: Desk, until: str) -> str:
    """A dossier that stands at this step; the machine's papers are not what is told here."""
    code = desk.receive()
    for by, element, said in GRANT:
        if element == until:
            break
        done(desk, by, code, element, said)
    return code


def supplementing(desk: Desk) -> str:
    """A dossier that waits for what was asked of its applicant."""
    code = desk.receive()
    done(desk, "binh", code, "kiem_tra", SUPPLEMENT)
    return code


def done(desk: Desk, by: str, code: str, element: str, said: Mapping[str, object]) -> None:
    task = desk.task(code, element)
    desk.do(by, complete_step, task.id, task.version, said)
    desk.work(PAPERLESS)


def in_force(desk: Desk) -> str:
    with reading(desk.database) as session:
        row = active_of(session, SLUG)
        assert row is not None
        return row.id


def handed_in(desk: Desk, drawing: bytes) -> str:
    """This drawing as a version in force; its id."""
    files = {**shipped(SLUG).files, DRAWING: drawing}
    with transaction(desk.database) as session:
        return deploy_bundle(session, desk.clock, files, "lam", activate=True).id


def trial(desk: Desk, old: str, new: str, choice: Choice = EVERYBODY, **chosen: str | None) -> Trial:
    return desk.see("quy", try_out, old, new, choice, chosen)


def carried(desk: Desk, old: str, new: str, choice: Choice = EVERYBODY, **chosen: str | None) -> str:
    """The batch, done; its id."""
    batch = desk.do("quy", roll_out, old, new, choice, chosen, "Quyết định số 9", new_id())
    while run_batches(desk.database, desk.clock, follow):
        pass
    return batch.id


def answers(desk: Desk, batch: str) -> dict[str, str]:
    """The state of each row of a batch, by instance."""
    with reading(desk.database) as session:
        return {row.instance_id: row.state for row in batch_rows(session, batch)}


def standing(desk: Desk, instance: str) -> set[str]:
    with reading(desk.database) as session:
        return {wait.element for wait in waits_of(session, desk.clock, instance)}


def dates(desk: Desk) -> Mapping[str, object]:
    """Every date that was promised."""
    with reading(desk.database) as session:
        steps = select(StepTerm.task_id, StepTerm.due_at).where(StepTerm.state != "closed")
        dossiers = select(Dossier.id, Dossier.due_at)
        return {row[0]: row[1] for asked in (steps, dossiers) for row in session.execute(asked)}


PLAIN = shipped(SLUG).files[DRAWING]
EDITS = (
    renamed(PLAIN, "kiem_tra_thiet_bi", "xem_thiet_bi"),
    retitled(renamed(PLAIN, "phan_cong", "giao"), "giao", "Giao việc"),
    left_out(renamed(retitled(PLAIN, "tiep_nhan", "Nhận"), "tiep_nhan", "nhan"), "phan_cong"),
)


def test_what_the_trial_foretells_is_what_the_batch_does_and_the_way_back_undoes(office: Desk) -> None:
    everywhere(office)
    old, promised, hindered = in_force(office), dates(office), 0
    for drawing in EDITS:
        new = handed_in(office, drawing)
        told = trial(office, old, new)
        batch = carried(office, old, new)
        assert answers(office, batch) == {fate.instance_id: "done" if fate.goes else "refused" for fate in told.fates}
        for fate in told.fates:
            there = {place.element for place in (fate.to if fate.goes else fate.at)}
            assert there
            assert there <= standing(office, fate.instance_id)
        assert dates(office) == promised
        hindered += len(told.fates) - told.going
        back = answers(office, carried(office, new, old, Choice(batch=batch)))
        assert set(back.values()) == {"done"}
        assert len(back) == told.going
    assert hindered == 1


@pytest.fixture
def two(office: Desk) -> tuple[Desk, str, str, str, str]:
    """One dossier to be assigned and one that waits for a supplement; a version without the assignment."""
    assigned, waiting = at(office, "phan_cong"), supplementing(office)
    old = in_force(office)
    return office, old, handed_in(office, left_out(PLAIN, "phan_cong")), assigned, waiting


Two = tuple[Desk, str, str, str, str]


@SQLITE_IS_ENOUGH
def test_a_dossier_whose_step_is_gone_is_named_with_the_reason_and_goes_once_it_has_a_place(two: Two) -> None:
    office, old, new, assigned, waiting = two
    told = {fate.code: fate for fate in trial(office, old, new).fates}
    assert [(each.reason, each.name) for each in told[assigned].hindrances] == [
        ("element_gone", "Phân công chuyên viên thụ lý")
    ]
    assert told[waiting].goes
    assert {place.kind for place in told[waiting].at} == {"message", "timer"}
    assert {each.text.partition("“")[0] for each in told[waiting].remarks} == {
        "The timer ", "It goes on waiting for the message "
    }  # fmt: skip
    assert not any(each.is_change for each in told[waiting].remarks)
    mended = trial(office, old, new, phan_cong="tham_dinh")
    assert {fate.code: [place.element for place in fate.to] for fate in mended.fates}[assigned] == ["tham_dinh"]
    carried(office, old, new, phan_cong="tham_dinh")
    assert office.dossier(assigned).definition_id == new
    office.task(assigned, "tham_dinh")


@SQLITE_IS_ENOUGH
def test_only_those_who_are_meant_go(two: Two) -> None:
    office, old, new, assigned, waiting = two
    unit = next(fate.unit_code for fate in trial(office, old, new).fates)
    chosen = {
        "step": Choice(steps=frozenset({f"{SLUG}/phan_cong"})), "codes": Choice(codes=frozenset({waiting})),
        "unit": Choice(units=frozenset({unit})), "nobody": Choice(units=frozenset({"X"})),
    }  # fmt: skip
    meant = {name: {fate.code for fate in trial(office, old, new, each).fates} for name, each in chosen.items()}
    assert meant == {"step": {assigned}, "codes": {waiting}, "unit": {assigned, waiting}, "nobody": set()}
    with pytest.raises(NobodyMeant):
        carried(office, old, new, chosen["nobody"])
    carried(office, old, new, chosen["codes"])
    assert (office.dossier(assigned).definition_id, office.dossier(waiting).definition_id) == (old, new)


@SQLITE_IS_ENOUGH
def test_a_designer_sees_the_trial_and_carries_nothing(two: Two) -> None:
    office, old, new, *_ = two
    assert office.see("lam", try_out, old, new, EVERYBODY).going == 1
    with pytest.raises(RoleMissing):
        office.do("lam", roll_out, old, new, EVERYBODY, {}, "vì", new_id())
    with pytest.raises(RoleMissing):
        office.see("chi", try_out, old, new, EVERYBODY)


def test_counts_stand_where_the_dossiers_stand_version_by_version(two: Two) -> None:
    office, old, new, assigned, waiting = two
    there = office.see("lam", whereabouts, old)
    assert (there.counts[SLUG]["phan_cong"], there.counts[SLUG]["tiep_nhan"]) == (1, 1)
    found, count = office.see("quy", dossiers_at, old, SLUG, "phan_cong")
    assert ([each.code for each in found], count) == ([assigned], 1)
    # An administrator's list leads to its run; a dossier's content is not his.
    assert [each.may_open for each in found] == ["run"]
    assert office.see("lam", dossiers_at, old) == ((), 2)
    carried(office, old, new, Choice(codes=frozenset({waiting})))
    numbers = {each.version.version: each.dossiers for each in office.see("lam", populations, SLUG)}
    assert numbers == {1: 1, 2: 1}


def test_a_version_comes_back_by_a_second_person_and_new_dossiers_take_it(two: Two) -> None:
    office, old, new, *_ = two
    day = today(office.clock)
    with pytest.raises(DayPast):
        office.do("lam", turning.ask, old, Wish("bring_back", day - timedelta(days=1), "lỗi"), True)
    asked = office.do("quy", turning.ask, old, Wish("bring_back", day, "Bản mới có lỗi", "QĐ 9"), True)
    with pytest.raises(ProposalOpen):
        office.do("lam", turning.ask, old, Wish("bring_back", day, "lỗi"), True)
    with pytest.raises(AskedYourself):
        office.do("quy", turning.grant, asked.id, True)
    assert in_force(office) == new
    office.do("quy", turning.decline, asked.id)
    again = office.do("lam", turning.ask, old, Wish("bring_back", day, "Bản mới có lỗi", "QĐ 9"), True)
    with pytest.raises(RoleMissing):
        office.do("lam", turning.grant, again.id, True)
    office.do("quy", turning.grant, again.id, True)
    assert in_force(office) == old
    assert office.dossier(office.receive()).definition_id == old


@SQLITE_IS_ENOUGH
def test_a_version_nobody_could_take_the_place_of_goes_only_when_that_is_confirmed(two: Two) -> None:
    office, old, new, *_ = two
    day = today(office.clock)
    hangs = office.see("lam", consequences, new, day)
    assert (hangs.successor, hangs.closes, hangs.callers, hangs.running) == (0, True, (), 0)
    with pytest.raises(ClosingNotConfirmed):
        office.do("lam", turning.ask, new, Wish("retire", day, "hết"), False)
    office.do("lam", turning.ask, new, Wish("retire", day, "hết", is_confirmed=True), False)
    with reading(office.database) as session:
        assert active_of(session, SLUG, day + timedelta(days=1)) is None
    # It is kept, and comes back.
    office.do("lam", turning.ask, old, Wish("bring_back", day, "lại"), False)
    assert in_force(office) == old


@SQLITE_IS_ENOUGH
def test_a_version_another_procedure_calls_is_not_retired(office: Desk) -> None:
    caller = Drawing("ben_ngoai").start().end().line("bat_dau", "goi", "ket_thuc")
    caller.node("callActivity", "goi", extension(f'<zeebe:calledElement processId="{SLUG}" bindingType="latest" />'))
    with transaction(office.database) as session:
        deploy_bundle(session, office.clock, caller.bundle(), "lam", activate=True)
    with pytest.raises(VersionNeeded):
        office.do("lam", turning.ask, in_force(office), Wish("retire", today(office.clock), "hết"), True)
