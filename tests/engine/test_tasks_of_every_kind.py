"""A manual step, a script, a notice sent by a job and an answer awaited, on the database."""

from engine.jobs import Call
from tests.engine.conftest import Hall, only
from tests.engine.drawing import Drawing, extension


def asking() -> Drawing:
    drawing = Drawing("hoi_y_kien").start()
    drawing.node("manualTask", "chuan_bi")
    drawing.node("scriptTask", "tinh_phi", extension('<zeebe:script expression="=so_ban * 5" resultVariable="phi"/>'))
    drawing.node("sendTask", "gui", extension('<zeebe:taskDefinition type="send_notice"/>'))
    drawing.messages["tra_loi"] = "=ma"
    drawing.node("receiveTask", "nhan", messageRef="message_tra_loi")
    drawing.user("ket_luan").end()
    return drawing.line("bat_dau", "chuan_bi", "tinh_phi", "gui", "nhan", "ket_luan", "ket_thuc")


def test_each_kind_of_task_has_its_row(hall: Hall) -> None:
    letters: list[object] = []

    def send_notice(call: Call) -> dict[str, bool]:
        letters.append(call.variables["phi"])
        return {"sent": True}

    hall.operations["send_notice"] = send_notice
    hall.deploy(asking())
    instance = hall.start("hoi_y_kien", ma="HS-1", so_ban=3)
    assert only(hall.tasks()).role == "chuyen_vien"
    hall.complete("chuan_bi")
    assert hall.work() == 1
    assert letters == [15]
    assert hall.deliver("tra_loi", "HS-1", "k1", y_kien="đồng ý") is not None
    hall.complete("ket_luan")
    assert hall.instance(instance).ended_in == "ket_thuc"
    assert hall.variables(instance) == {"ma": "HS-1", "so_ban": 3, "phi": 15, "sent": True, "y_kien": "đồng ý"}
