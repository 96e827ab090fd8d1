"""Reception on one screen: who comes again is known by his number, what is missing is asked for at once."""

from collections.abc import Callable

from sqlalchemy import Engine, func, select

from cases.tables import Access
from ground.database import reading
from tests.cast import MACHINES
from tests.web.conftest import Visitor, application

Visit = Callable[[str], Visitor]
CARD = "001090001234|012345678|Nguyễn Văn An|05011990|Nam|12 phố Tràng Thi, Phường Hoàn Kiếm, Thành phố Hà Nội|10052021"


def found(visitor: Visitor, **typed: str) -> str:
    """The reception screen after a look for the person typed."""
    return visitor.post(f"/counter/{MACHINES}/found", typed).get_data(as_text=True)


def test_who_comes_again_is_filled_in_by_his_number_and_the_look_is_kept(visit: Visit, quick_database: Engine) -> None:
    binh = visit("binh")
    look = {"a.kind": "citizen", "a.identity": "001090001234"}
    assert "Chưa có hồ sơ nào mang số này tại đây." in found(binh, **look)
    code = binh.receive(**{"a.phone": "0912345678"})
    page = found(binh, **look, **{"a.phone": "0987654321"})
    assert f"đã từng nộp hồ sơ: điền theo hồ sơ {code}" in page
    assert 'name="a.full_name" value="Nguyễn Văn An"' in page
    # What was typed stands above what is known.
    assert 'name="a.phone" value="0987654321"' in page
    with reading(quick_database) as session:
        assert session.scalar(select(func.count()).select_from(Access)) == 1
    assert "Chưa có hồ sơ nào mang số này tại đây." in found(binh, **look | {"a.kind": "organisation"})
    # A card that is read is the number, the name and both tiers of the address.
    page = found(binh, **{"a.identity": CARD})
    assert f"đã từng nộp hồ sơ: điền theo hồ sơ {code}" in page
    assert 'name="a.identity" value="001090001234"' in page
    assert 'name="a.address.commune" value="Phường Hoàn Kiếm"' in page
    assert "<option selected>Thành phố Hà Nội</option>" in page
    assert '<option value="qr" selected>' in page


def test_missing_papers_are_asked_for_on_the_screen_of_reception(visit: Visit) -> None:
    binh = visit("binh")
    part = binh.text(f"/counter/{MACHINES}").partition('name="w.')[2].partition('"')[0]
    code = binh.receive(**{f"o.{part}": "1", "decision": "supplement", "a.address": "12 phố Tràng Thi",
                           "a.address.commune": "Phường Hoàn Kiếm", "a.address.top": "Thành phố Hà Nội"})  # fmt: skip
    page = binh.text(f"/dossiers/{code}?new")
    assert "Đưa kèm phiếu yêu cầu bổ sung." in page
    assert "Giấy chứng nhận kết quả kiểm định" in page
    assert "12 phố Tràng Thi, Phường Hoàn Kiếm, Thành phố Hà Nội" in page
    whole = application(decision="supplement")
    whole |= {f"o.{each}": "1" for each in parts(binh.text(f"/counter/{MACHINES}"))}
    assert binh.post(f"/counter/{MACHINES}/dossiers", whole).status_code == 422


def parts(page: str) -> list[str]:
    """The components a reception screen counts."""
    return [each.partition('"')[0] for each in page.split('name="w.')[1:]]


def test_the_counters_box_finds_a_procedure_by_its_words_and_a_dossier_by_the_code_on_its_slip(visit: Visit) -> None:
    binh = visit("binh")
    assert f"/counter/{MACHINES}" in binh.text("/counter?q=khai+bao+thiet+bi")
    assert "Không có thủ tục nào" in binh.text("/counter?q=xyz")
    code = binh.receive()
    for typed in (code.lower(), f"http%3A%2F%2Fmot-cua.example%2Ftrack%3Fcode%3D{code}"):
        assert binh.get(f"/counter?q={typed}").headers["Location"] == f"/dossiers/{code}"
