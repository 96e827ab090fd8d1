"""As many consultations as the dossier needs, joined when the last one asked has answered."""

import pytest

from tests.engine.conftest import Hall
from tests.engine.drawing import Drawing


def consulting() -> Drawing:
    drawing = Drawing("hoi_nhieu_noi").start().user("tham_dinh").node("inclusiveGateway", "can_hoi", default="khong")
    drawing.user("cong_an").user("thue").user("tu_xem").node("inclusiveGateway", "du").user("ket_luan").end()
    drawing.line("bat_dau", "tham_dinh", "can_hoi")
    drawing.flow("can_hoi", "cong_an", "=hoi_cong_an").flow("can_hoi", "thue", "=hoi_thue")
    drawing.flow("can_hoi", "tu_xem", flow_id="khong")
    for node in ("cong_an", "thue", "tu_xem"):
        drawing.flow(node, "du")
    return drawing.line("du", "ket_luan", "ket_thuc")


@pytest.mark.parametrize(
    ("asked", "opened"),
    [((True, True), ["cong_an", "thue"]), ((False, True), ["thue"]), ((False, False), ["tu_xem"])],
)
def test_who_was_asked_is_waited_for(hall: Hall, asked: tuple[bool, bool], opened: list[str]) -> None:
    hall.deploy(consulting())
    instance = hall.start("hoi_nhieu_noi")
    hall.complete("tham_dinh", hoi_cong_an=asked[0], hoi_thue=asked[1])
    assert sorted(hall.open()) == opened
    for element in opened:
        assert "ket_luan" not in hall.open()
        hall.complete(element)
    hall.complete("ket_luan")
    assert hall.instance(instance).ended_in == "ket_thuc"
