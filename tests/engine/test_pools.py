"""Each executable pool of a drawing runs in an instance of its own; messages between them go through the inbox."""

from engine.arrivals import HOUSE, Work
from engine.spiff import DELIVER
from engine.tables import Definition, InboxMessage, Instance
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing

ASKING = (
    '<zeebe:ioMapping><zeebe:input source="=ma" target="ma"/>'
    '<zeebe:input source="=noi_dung" target="cau_hoi"/></zeebe:ioMapping>'
)
ANSWERING = '<zeebe:ioMapping><zeebe:input source="=y_kien" target="y_kien"/></zeebe:ioMapping>'


def two_pools() -> dict[str, bytes]:
    asks = Drawing("so").start().user("soan").sends("hoi", "xin_y_kien", mapping=ASKING)
    asks.message("cho_tra_loi", "tra_loi", "=ma").user("tong_hop").end()
    asks.line("bat_dau", "soan", "hoi", "cho_tra_loi", "tong_hop", "ket_thuc")
    answers = Drawing("cuc").begun_by_message("nhan", "xin_y_kien").user("cho_y_kien")
    answers.sends("dap", "tra_loi", "=ma", mapping=ANSWERING).end("xong").line("nhan", "cho_y_kien", "dap", "xong")
    return {"so.bpmn": asks.together(answers)}


def deploy(hall: Hall) -> Definition:
    return hall.deploy_files(two_pools())


def work_off(hall: Hall) -> None:
    while hall.work():
        pass


def test_one_pool_asks_the_other_and_gets_its_answer(hall: Hall) -> None:
    assert deploy(hall).key == "so"
    asking = hall.start("so", ma="HS-1", bi_mat=1)
    hall.complete("soan", noi_dung="thế nào?")
    work_off(hall)
    assert hall.open(asking) == []
    (answering,) = [one.id for one in hall.rows(Instance) if one.id != asking]
    assert hall.variables(answering) == {"ma": "HS-1", "cau_hoi": "thế nào?"}
    hall.complete("cho_y_kien", y_kien="đồng ý")
    work_off(hall)
    assert hall.instance(answering).ended_in == "xong"
    assert (hall.open(asking), hall.variables(asking)["y_kien"]) == (["tong_hop"], "đồng ý")


def test_a_message_sent_twice_by_a_worker_that_was_killed_arrives_once(hall: Hall) -> None:
    deploy(hall)
    hall.start("so", ma="HS-1", noi_dung="?")
    hall.complete("soan")
    job = only(hall.jobs(operation=DELIVER))
    HOUSE[DELIVER](Work(job.id, job.element, job.variables, hall.clock, hall.database, hall.follow))
    work_off(hall)
    assert len(hall.rows(Instance)) == 2
    assert len(hall.rows(InboxMessage)) == 1


def test_both_instances_are_of_one_version_and_are_carried_to_the_next(hall: Hall) -> None:
    first = deploy(hall)
    hall.start("so", ma="HS-1", noi_dung="?")
    hall.complete("soan")
    work_off(hall)
    files = {"so.bpmn": two_pools()["so.bpmn"].replace(b'name="tong_hop"', b'name="khac"')}
    second = hall.deploy_files(files)
    for row in hall.rows(Instance, definition_id=first.id):
        hall.migrate(row.id, second.id)
    hall.complete("cho_y_kien", y_kien="x")
    work_off(hall)
    assert hall.open() == ["tong_hop"]
