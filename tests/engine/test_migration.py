"""A running process goes on in another version with all it waits for, or is refused with the reasons."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from engine import commands
from engine.changes import Changes
from engine.migration import MigrationRefused, VersionUnknown
from engine.model import Known
from engine.queries import facts
from engine.spiff import Obstacle
from engine.tables import Definition, Subscription
from ground.database import reading
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing, extension

Names = Mapping[str, str | None]


def first() -> Drawing:
    """A check watched by a timer, then a supplement that is waited for until a date, then a signature."""
    drawing = Drawing("ho_so").start().user("kiem_tra").events("cho").user("ky").end()
    drawing.message("bo_sung", "ho_so_bo_sung", "=dossier.code").timer("het_han", "P5D", "timeDuration")
    drawing.line("bat_dau", "kiem_tra", "cho", "bo_sung", "ky", "ket_thuc").line("cho", "het_han", "ky")
    drawing.user("nhac").end("nhac_xong").boundary_timer("den_gio", "kiem_tra", "PT2H", "timeDuration", False)
    return drawing.line("den_gio", "nhac", "nhac_xong")


def second(check: str = "kiem_tra", boundary: bool = True, tail: str = "in_giay") -> Drawing:
    """The same with a printed slip after the signature; the check may have another name, or no timer."""
    drawing = Drawing("ho_so").start().user(check, form="ho_so.kiem_tra").events("cho").user("ky", lane="lanh_dao")
    drawing.message("bo_sung", "ho_so_bo_sung", "=dossier.code").timer("het_han", "P9D", "timeDuration")
    drawing.service(tail, "print_receipt").end()
    drawing.line("bat_dau", check, "cho", "bo_sung", "ky", tail, "ket_thuc").line("cho", "het_han", "ky")
    if boundary:
        drawing.user("nhac").end("nhac_xong").boundary_timer("den_gio", check, "PT3H", "timeDuration", False)
        drawing.line("den_gio", "nhac", "nhac_xong")
    return drawing


def begin(hall: Hall) -> str:
    hall.deploy(first())
    return hall.start("ho_so", dossier={"code": "HS-1"})


def go(hall: Hall, instance: str, to: Definition, mapping: Names | None = None, dry_run: bool = False) -> Changes:
    return hall.act(
        lambda s: commands.migrate(s, hall.clock, instance, to.id, mapping, "lam", "Decree 1/2026", dry_run)
    )


def refusal(hall: Hall, instance: str, to: Definition, mapping: Names | None = None) -> tuple[Obstacle, ...]:
    before = hall.instance(instance)
    with pytest.raises(MigrationRefused) as refused:
        go(hall, instance, to, mapping)
    after = hall.instance(instance)
    assert (after.definition_id, after.frontier, after.version) == (
        before.definition_id, before.frontier, before.version,
    )  # fmt: skip
    return refused.value.obstacles


def test_an_open_task_keeps_its_claim_and_its_version_and_gets_its_new_form(hall: Hall) -> None:
    instance = begin(hall)
    task = only(hall.tasks())
    claimed = hall.act(lambda s: commands.claim(s, hall.clock, task.id, task.version, "chi"))
    changes = go(hall, instance, hall.deploy(second()))
    (carried,) = changes.carried
    assert (carried.id, carried.version, carried.assignee) == (task.id, claimed.version, "chi")
    assert (task.form_id, carried.form_id) == ("", "ho_so.kiem_tra")
    assert (changes.opened, changes.closed) == ((), ())
    hall.complete("kiem_tra")
    hall.deliver("ho_so_bo_sung", "HS-1", key="m1")
    hall.complete("ky")
    assert only(hall.jobs()).operation == "print_receipt"


def test_a_waiting_timer_keeps_its_date(hall: Hall) -> None:
    instance = begin(hall)
    due_at = only(hall.timers()).due_at
    go(hall, instance, hall.deploy(second()))
    assert only(hall.timers()).due_at == due_at
    hall.clock.advance(timedelta(hours=2))
    assert hall.ring() == 1
    assert sorted(hall.open()) == ["kiem_tra", "nhac"]


def test_a_message_is_still_waited_for_and_so_is_its_rival(hall: Hall) -> None:
    instance = begin(hall)
    hall.complete("kiem_tra")
    due_at = only(hall.timers(state="waiting")).due_at
    go(hall, instance, hall.deploy(second()))
    assert only(hall.timers(state="waiting")).due_at == due_at
    hall.deliver("ho_so_bo_sung", "HS-1", key="m1")
    assert (hall.open(), hall.rows(Subscription), hall.timers(state="waiting")) == (["ky"], [], [])
    assert only(hall.tasks()).role == "lanh_dao"


def test_a_job_that_waits_is_done_after_the_migration_under_its_own_key(hall: Hall) -> None:
    hall.deploy(second())
    instance = hall.start("ho_so", dossier={"code": "HS-1"})
    hall.complete("kiem_tra")
    hall.deliver("ho_so_bo_sung", "HS-1", key="m1")
    hall.complete("ky")
    job = only(hall.jobs())
    go(hall, instance, hall.deploy(second(tail="in_phieu")), {"in_giay": "in_phieu"})
    assert (only(hall.jobs()).id, only(hall.jobs()).element) == (job.id, "in_phieu")
    hall.operations["print_receipt"] = lambda call: {}
    assert hall.work() == 1
    assert hall.instance(instance).state == "ended"


def test_a_renamed_element_is_found_by_the_mapping_and_refused_without_it(hall: Hall) -> None:
    instance = begin(hall)
    renamed = hall.deploy(second("xem_xet"))
    assert refusal(hall, instance, renamed) == (
        Obstacle("element_gone", "kiem_tra", "kiem_tra"), Obstacle("other_place", "den_gio", "den_gio"),
    )  # fmt: skip
    go(hall, instance, renamed, {"kiem_tra": "xem_xet"})
    assert hall.open() == ["xem_xet"]
    hall.complete("xem_xet")
    assert [timer.state for timer in hall.timers()] == ["cancelled", "waiting"]


def test_a_boundary_event_is_let_go_only_when_the_mapping_says_so(hall: Hall) -> None:
    instance = begin(hall)
    bare = hall.deploy(second(boundary=False))
    assert refusal(hall, instance, bare) == (Obstacle("element_gone", "den_gio", "den_gio"),)
    go(hall, instance, bare, {"den_gio": None})
    assert only(hall.timers()).state == "cancelled"
    hall.complete("kiem_tra")
    assert hall.instance(instance).state == "running"


def test_a_boundary_event_that_the_new_version_adds_is_armed(hall: Hall) -> None:
    hall.deploy(second(boundary=False))
    instance = hall.start("ho_so", dossier={"code": "HS-1"})
    changes = go(hall, instance, hall.deploy(second()))
    assert [timer.element for timer in changes.timers] == ["den_gio"]
    hall.clock.advance(timedelta(hours=3))
    assert hall.ring() == 1
    assert sorted(hall.open()) == ["kiem_tra", "nhac"]
    hall.complete("nhac")
    hall.complete("kiem_tra")
    assert hall.instance(instance).state == "running"


def test_a_reminder_that_was_given_is_not_armed_again(hall: Hall) -> None:
    instance = begin(hall)
    hall.clock.advance(timedelta(hours=2))
    hall.ring()
    go(hall, instance, hall.deploy(second()))
    assert hall.timers(state="waiting") == []


def test_a_task_that_became_something_else_is_refused(hall: Hall) -> None:
    instance = begin(hall)
    other = Drawing("ho_so").start().service("kiem_tra", "check").end().line("bat_dau", "kiem_tra", "ket_thuc")
    found = refusal(hall, instance, hall.deploy(other), {"den_gio": None})
    assert found == (Obstacle("other_kind", "kiem_tra", "kiem_tra"),)


def many(sequential: str) -> Drawing:
    inner = extension('<zeebe:loopCharacteristics inputCollection="=ai" inputElement="nguoi"/>')
    more = f'<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">{inner}'
    more += "</bpmn:multiInstanceLoopCharacteristics>"
    return Drawing("y_kien").start().user("hoi", more=more).end().line("bat_dau", "hoi", "ket_thuc")


def test_another_kind_of_loop_is_refused(hall: Hall) -> None:
    hall.deploy(many("false"))
    instance = hall.start("y_kien", ai=["một", "hai"])
    assert refusal(hall, instance, hall.deploy(many("true"))) == (Obstacle("other_loop", "hoi", "hoi"),)
    single = Drawing("y_kien").start().user("hoi").end().line("bat_dau", "hoi", "ket_thuc")
    assert refusal(hall, instance, hall.deploy(single)) == (Obstacle("other_loop", "hoi", "hoi"),)


def both(join: str, flow: str) -> Drawing:
    drawing = Drawing("song_song").start().parallel("tach").user("mot").user("hai").parallel(join).end()
    drawing.line("bat_dau", "tach", "mot").flow("mot", join, flow_id=flow).line("tach", "hai", join, "ket_thuc")
    return drawing


def test_a_token_at_a_join_needs_the_flow_it_came_by(hall: Hall) -> None:
    hall.deploy(both("nhap", "a"))
    instance = hall.start("song_song", n=1)
    hall.complete("mot", n=2)
    hall.act(lambda s: commands.correct(s, hall.clock, instance, {"x": 1}, "quy", "x was forgotten"))
    changed = hall.deploy(both("nhap", "b"))
    assert refusal(hall, instance, changed) == (Obstacle("flow_gone", "nhap", "nhap"),)
    go(hall, instance, changed, {"a": "b"})
    hall.complete("hai")
    assert hall.instance(instance).state == "ended"


def called(task: str) -> tuple[Drawing, Drawing]:
    outer = Drawing("ngoai").start().node("callActivity", "goi", extension('<zeebe:calledElement processId="trong"/>'))
    inner = Drawing("trong").start().user(task).end().line("bat_dau", task, "ket_thuc")
    return outer.end().line("bat_dau", "goi", "ket_thuc"), inner


def test_a_called_process_is_carried_over_with_its_caller(hall: Hall) -> None:
    hall.deploy(*called("hoi"))
    instance = hall.start("ngoai")
    changed = hall.deploy(*called("hoi_lai"))
    assert refusal(hall, instance, changed) == (Obstacle("element_gone", "hoi", "hoi"),)
    go(hall, instance, changed, {"hoi": "hoi_lai"})
    hall.complete("hoi_lai")
    assert hall.instance(instance).state == "ended"


def test_a_mapping_that_names_nothing_is_refused(hall: Hall) -> None:
    instance = begin(hall)
    found = refusal(hall, instance, hall.deploy(second()), {"kiem_tra": "kiem_tra", "khong_co": "ky"})
    assert found == (Obstacle("mapping_wrong", "khong_co", "ky"),)


def test_a_dry_run_over_a_version_names_each_process_that_would_fail_and_changes_nothing(hall: Hall) -> None:
    hall.deploy(first())
    early = hall.start("ho_so", "HS-1", dossier={"code": "HS-1"})
    later = hall.start("ho_so", "HS-2", dossier={"code": "HS-2"})
    hall.finish(only(hall.tasks(later)))
    over = hall.start("ho_so", "HS-3", dossier={"code": "HS-3"})
    hall.act(lambda s: commands.cancel(s, hall.clock, over, "quy", "withdrawn"))
    source, target = hall.instance(early).definition_id, hall.deploy(second("xem_xet"))
    forecast = hall.act(lambda s: commands.plan_migration(s, source, target.id))
    assert forecast.ready == (later,)
    hindered = only(list(forecast.hindered))
    assert (hindered.instance_id, hindered.business_key) == (early, "HS-1")
    assert {obstacle.element for obstacle in hindered.obstacles} == {"kiem_tra", "den_gio"}
    go(hall, later, target, dry_run=True)
    assert {hall.instance(one).definition_id for one in (early, later)} == {source}


def test_the_journal_tells_both_versions_and_why(hall: Hall) -> None:
    instance = begin(hall)
    go(hall, instance, hall.deploy(second("xem_xet")), {"kiem_tra": "xem_xet"})
    with reading(hall.database) as session:
        told = next(fact for fact in facts(session, instance) if fact.name == "instance_migrated")
    assert told.payload is not None
    assert (told.payload["before"]["version"], told.payload["after"]["version"]) == (1, 2)
    assert told.payload["before"]["standing"] == ["den_gio", "kiem_tra"]
    assert told.payload["after"]["standing"] == ["den_gio", "xem_xet"]
    assert (told.payload["mapping"], told.payload["reason"]) == ({"kiem_tra": "xem_xet"}, "Decree 1/2026")


def test_a_suspended_process_is_migrated_and_stays_suspended(hall: Hall) -> None:
    instance = begin(hall)
    hall.act(lambda s: commands.suspend(s, hall.clock, instance, "quy", "the law changes"))
    go(hall, instance, hall.deploy(second("xem_xet")), {"kiem_tra": "xem_xet"})
    assert hall.instance(instance).state == "suspended"
    hall.act(lambda s: commands.resume(s, hall.clock, instance, "quy", "it has changed"))
    hall.complete("xem_xet")


def test_nothing_is_migrated_to_a_draft_or_to_another_process(hall: Hall) -> None:
    instance = begin(hall)
    draft = hall.act(lambda s: commands.deploy(s, hall.clock, second().bundle(), Known(), "lam", activate=False))
    for target in (draft, hall.deploy(many("true"))):
        with pytest.raises(VersionUnknown):
            go(hall, instance, target)


def test_going_back_leads_to_a_step_done_in_the_version_before(hall: Hall) -> None:
    instance = begin(hall)
    task = only(hall.tasks())
    hall.finish(task)
    go(hall, instance, hall.deploy(second()))
    hall.act(lambda s: commands.go_back(s, hall.clock, instance, task.id, "dung", "a paper was overlooked"))
    assert hall.open() == ["kiem_tra"]
    assert only(hall.tasks()).form_id == "ho_so.kiem_tra"


def inside(step: str, scope: str = "ho_tro") -> Drawing:
    part = Drawing("trong").start("vao").user(step).user("ky").end("ra").line("vao", step, "ky", "ra")
    drawing = Drawing("ngoai").start().node("subProcess", scope, "".join(part.nodes + part.flows)).user("luu").end()
    return drawing.line("bat_dau", scope, "luu", "ket_thuc")


def test_a_step_in_a_sub_process_is_carried_over_with_it(hall: Hall) -> None:
    hall.deploy(inside("hoi"))
    instance = hall.start("ngoai")
    changed = hall.deploy(inside("hoi_lai", "tham_van"))
    assert refusal(hall, instance, changed) == (Obstacle("element_gone", "ho_tro", "ho_tro"),)
    assert refusal(hall, instance, changed, {"ho_tro": "tham_van"}) == (Obstacle("element_gone", "hoi", "hoi"),)
    go(hall, instance, changed, {"ho_tro": "tham_van", "hoi": "hoi_lai"})
    for step in ("hoi_lai", "ky", "luu"):
        hall.complete(step)
    assert hall.instance(instance).state == "ended"


def watched(is_watched: bool) -> Drawing:
    drawing = Drawing("ho_so").start().user("kiem_tra").user("ky").end().line("bat_dau", "kiem_tra", "ky", "ket_thuc")
    if is_watched:
        part = Drawing("rut").user("xac_nhan").end("da_rut")
        withdrawn = '<bpmn:messageEventDefinition id="rut_ve" messageRef="message_rut_ho_so"/>'
        part.node("startEvent", "yeu_cau", withdrawn, isInterrupting="true").line("yeu_cau", "xac_nhan", "da_rut")
        drawing.messages["rut_ho_so"] = "=dossier.code"
        drawing.node("subProcess", "rut", "".join(part.nodes + part.flows), triggeredByEvent="true")
    return drawing


def test_an_event_sub_process_that_the_new_version_adds_waits_from_now_on(hall: Hall) -> None:
    hall.deploy(watched(False))
    instance = hall.start("ho_so", dossier={"code": "HS-1"})
    go(hall, instance, hall.deploy(watched(True)))
    assert only(hall.rows(Subscription)).correlation == "HS-1"
    hall.complete("kiem_tra")
    hall.deliver("rut_ho_so", "HS-1", key="m1")
    assert hall.open() == ["xac_nhan"]
    hall.complete("xac_nhan")
    assert hall.instance(instance).state == "ended"


def test_a_process_ends_though_nobody_used_what_was_added(hall: Hall) -> None:
    hall.deploy(watched(False))
    instance = hall.start("ho_so", dossier={"code": "HS-1"})
    go(hall, instance, hall.deploy(watched(True)))
    hall.complete("kiem_tra")
    hall.complete("ky", du=True)
    assert hall.instance(instance).state == "ended"
    assert hall.variables(instance)["du"] is True


def test_an_event_sub_process_is_let_go_only_when_the_mapping_says_so(hall: Hall) -> None:
    hall.deploy(watched(True))
    instance = hall.start("ho_so", dossier={"code": "HS-1"})
    bare = hall.deploy(watched(False))
    assert {obstacle.element for obstacle in refusal(hall, instance, bare)} == {"rut"}
    go(hall, instance, bare, {"rut": None})
    assert hall.rows(Subscription) == []
    hall.complete("kiem_tra")
    hall.complete("ky")
    assert hall.instance(instance).state == "ended"
