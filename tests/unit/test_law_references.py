"""Texts cite the law in many ways; each is read as document, article, clause and point."""

import pytest

from cases.lawlinks import key_of, known_laws, references
from cases.lawuses import uses_of, uses_of_packs
from cases.procedure import read_bundle, shipped_bundles
from tests.cast import ROOT

# Who names no document on purpose: special laws in general, and a resolution each province passes itself.
UNNAMED = {
    "Pháp luật chuyên ngành", "Pháp luật chuyên ngành về nghĩa vụ tài chính",
    "Nghị quyết của Hội đồng nhân dân cấp tỉnh",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("219/2025/NĐ-CP", ["219/2025/NĐ-CP"]),
        ("311/QĐ-BNV", ["311/QĐ-BNV"]),
        ("kế hoạch thực hiện Quyết định 468/QĐ-TTg", ["468/QĐ-TTg"]),
        ("61/2018/NĐ-CP, 01/2018/TT-VPCP", ["61/2018/NĐ-CP", "01/2018/TT-VPCP"]),
        ("45/2010/NĐ-CP, Điều 10", ["Điều 10 45/2010/NĐ-CP"]),
        ("131/2021/NĐ-CP Điều 116", ["Điều 116 131/2021/NĐ-CP"]),
        ("Điều 19 khoản 4 Nghị định 61/2018/NĐ-CP", ["khoản 4 Điều 19 61/2018/NĐ-CP"]),
        ("điểm a khoản 2 Điều 9 Nghị định số 118/2025/NĐ-CP", ["điểm a khoản 2 Điều 9 118/2025/NĐ-CP"]),
        ("khoản 1, khoản 2 Điều 5 Nghị định 93/2019/NĐ-CP và Điều 3 Thông tư 03/2025/TT-VPCP",
         ["khoản 1 Điều 5 93/2019/NĐ-CP", "khoản 2 Điều 5 93/2019/NĐ-CP", "Điều 3 03/2025/TT-VPCP"]),
        ("các Điều 25 đến 27 và Điều 30 Nghị định 30/2020/NĐ-CP",
         [f"Điều {article} 30/2020/NĐ-CP" for article in (25, 26, 27, 30)]),
        ("Điều 18, 19 Luật Tín ngưỡng, tôn giáo số 02/2016/QH14", ["Điều 18 02/2016/QH14", "Điều 19 02/2016/QH14"]),
        ("Điều 147, 148 Bộ luật Dân sự 2015", ["Điều 147 91/2015/QH13", "Điều 148 91/2015/QH13"]),
        ("Điều 154 Bộ luật Lao động; Điều 7 Nghị định 219/2025/NĐ-CP",
         ["Điều 154 45/2019/QH14", "Điều 7 219/2025/NĐ-CP"]),
        ("45/2010/NĐ-CP, Điều 10, 93/2019/NĐ-CP", ["Điều 10 45/2010/NĐ-CP", "93/2019/NĐ-CP"]),
        ("Điều 5 Luật Căn cước 2023", ["Điều 5 Luật Căn cước 2023"]),
        ("Nộp trước ngày 3/2025", []),
        ("Pháp luật chuyên ngành", []),
    ],
)  # fmt: skip
def test_a_text_cites_these_places(text: str, told: list[str]) -> None:
    assert [str(one) for one in references(text)] == told


def test_every_basis_the_house_ships_names_its_document_or_none_on_purpose() -> None:
    shipped = [read_bundle(bundle.files) for bundle in shipped_bundles([ROOT / "processes", ROOT / "forms"])]
    uses = [use for procedure in shipped for use in uses_of(procedure)] + list(uses_of_packs())
    assert {use.text for use in uses if not use.references} <= UNNAMED
    assert {use.kind for use in uses} >= {"term", "fee", "step", "pack", "slip"}


def test_the_number_of_a_document_is_a_part_of_an_address() -> None:
    assert key_of("36/2019/TT-BLĐTBXH") == "36-2019-tt-bldtbxh"
    assert len({key_of(number) for number in known_laws()}) == len(known_laws())
