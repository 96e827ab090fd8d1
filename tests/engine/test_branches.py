"""Parallel branches, multi-instance tasks, called processes and races of events run as BPMN 2.0 says."""

from datetime import timedelta

from engine.queries import variables_of
from engine.tables import Task
from ground.database import reading
from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing, extension


def consultation() -> Drawing:
    drawing = (
        Drawing("lay_y_kien").start().user("xem_xet").parallel("tach").user("cong_an").user("y_te").parallel("gop")
    )
    drawing.exclusive("du", default="xong").user("ket_luan").end()
    drawing.line("bat_dau", "xem_xet", "tach", "cong_an", "gop", "du").line("tach", "y_te", "gop")
    drawing.flow("du", "xem_xet", "=lai = true").flow("du", "ket_luan", flow_id="xong")
    return drawing.line("ket_luan", "ket_thuc")


def test_a_join_waits_for_every_branch_on_every_pass_of_a_loop(hall: Hall) -> None:
    hall.deploy(consultation())
    instance = hall.start("lay_y_kien")
    for first, second in (("cong_an", "y_te"), ("y_te", "cong_an"), ("cong_an", "y_te")):
        hall.complete("xem_xet")
        assert hall.open() == ["cong_an", "y_te"]
        hall.complete(first, lai=True)
        assert hall.open() == [second]
        hall.complete(second, lai=True)
    hall.complete("xem_xet")
    hall.complete("y_te", lai=False)
    hall.complete("cong_an")
    assert hall.open() == ["ket_luan"]
    hall.complete("ket_luan")
    assert hall.instance(instance).state == "ended"


def test_what_one_branch_writes_is_not_lost_when_the_other_arrives_later(hall: Hall) -> None:
    hall.deploy(consultation())
    hall.start("lay_y_kien", ket_qua_cong_an="chưa có", ket_qua_y_te="chưa có")
    hall.complete("xem_xet")
    hall.complete("cong_an", ket_qua_cong_an="tốt")
    hall.complete("y_te", ket_qua_y_te="đạt")
    changes = hall.complete("ket_luan")
    assert changes.ended == "ket_thuc"


def test_each_item_of_a_collection_becomes_a_task_and_results_keep_its_order(hall: Hall) -> None:
    loop = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false">'
        + extension(
            '<zeebe:loopCharacteristics inputCollection="=thiet_bi" inputElement="may" '
            'outputCollection="ket_qua" outputElement="=dat"/>'
        )
        + "</bpmn:multiInstanceLoopCharacteristics>"
    )
    drawing = Drawing("nhieu_may").start().user("kiem_tra_may", more=loop).user("tong_hop").end()
    drawing.line("bat_dau", "kiem_tra_may", "tong_hop", "ket_thuc")
    hall.deploy(drawing)
    instance = hall.start("nhieu_may", thiet_bi=["nồi hơi", "thang máy", "cần trục"])
    assert hall.open() == ["kiem_tra_may"] * 3
    for task in reversed(hall.tasks()):
        hall.finish(task, dat=machine_of(hall, task) != "thang máy")
    assert hall.open() == ["tong_hop"]
    assert hall.variables(instance)["ket_qua"] == [True, False, True]


def machine_of(hall: Hall, task: Task) -> object:
    with reading(hall.database) as session:
        return variables_of(session, hall.clock, task.instance_id, task.token)["may"]


def test_a_called_process_runs_inside_its_caller(hall: Hall) -> None:
    inner = Drawing("sub_ky").start("goi_den").user("ky_duyet", lane="lanh_dao_don_vi").end("ky_xong")
    inner.line("goi_den", "ky_duyet", "ky_xong")
    outer = Drawing("goi").start().user("du_thao")
    call = extension('<zeebe:calledElement processId="sub_ky" propagateAllChildVariables="true"/>')
    outer.node("callActivity", "ky", call).user("tra").end().line("bat_dau", "du_thao", "ky", "tra", "ket_thuc")
    hall.deploy(outer, inner)
    instance = hall.start("goi")
    hall.complete("du_thao")
    assert [(task.process, task.element) for task in hall.tasks()] == [("sub_ky", "ky_duyet")]
    hall.complete("ky_duyet", by="giang")
    assert hall.open() == ["tra"]
    hall.complete("tra")
    assert hall.instance(instance).state == "ended"


def race() -> Drawing:
    drawing = Drawing("bo_sung").start().events("cho").message("da_bo_sung", "ho_so_bo_sung", "=dossier.code")
    drawing.timer("het_han", "=supplement_due_at").user("xem_lai").user("dong_ho_so").end()
    drawing.line("bat_dau", "cho", "da_bo_sung", "xem_lai", "ket_thuc")
    return drawing.line("cho", "het_han", "dong_ho_so", "ket_thuc")


def test_the_first_of_two_awaited_events_wins_and_the_other_is_forgotten(hall: Hall) -> None:
    hall.deploy(race())
    due_at = (hall.clock.now() + timedelta(days=21)).isoformat()
    hall.start("bo_sung", dossier={"code": "HS-1"}, supplement_due_at=due_at)
    assert hall.deliver("ho_so_bo_sung", "HS-1", key="m1") is not None
    assert hall.open() == ["xem_lai"]
    hall.clock.advance(timedelta(days=30))
    assert hall.ring() == 0
    assert [timer.state for timer in hall.timers()] == ["cancelled"]


def test_when_nobody_answers_the_timer_takes_its_path(hall: Hall) -> None:
    hall.deploy(race())
    due_at = (hall.clock.now() + timedelta(days=21)).isoformat()
    hall.start("bo_sung", dossier={"code": "HS-1"}, supplement_due_at=due_at)
    assert hall.ring() == 0
    hall.clock.advance(timedelta(days=21))
    assert hall.ring() == 1
    assert hall.open() == ["dong_ho_so"]
    assert hall.deliver("ho_so_bo_sung", "HS-1", key="m1") is None


def test_a_non_interrupting_timer_opens_a_branch_beside_the_task(hall: Hall) -> None:
    drawing = Drawing("nhac").start().user("tham_dinh").user("nhac_viec").end().end("nhac_xong")
    drawing.boundary_timer("den_gio", "tham_dinh", "PT2H", "timeDuration", interrupting=False)
    drawing.line("bat_dau", "tham_dinh", "ket_thuc").line("den_gio", "nhac_viec", "nhac_xong")
    hall.deploy(drawing)
    instance = hall.start("nhac")
    hall.clock.advance(timedelta(hours=2))
    assert hall.ring() == 1
    assert sorted(hall.open()) == ["nhac_viec", "tham_dinh"]
    hall.complete("tham_dinh")
    assert hall.instance(instance).state == "running"
    hall.complete("nhac_viec")
    assert hall.instance(instance).state == "ended"
