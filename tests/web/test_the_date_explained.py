"""Why the date is the date can be read on the dossier's page and printed as a sheet of its own."""

from collections.abc import Callable

from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


def test_the_sheet_names_every_day_its_reason_and_its_source(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    assert "Tính là" not in binh.text(f"/dossiers/{code}/deadline")
    binh.complete(code, outcome="accepted")
    assert f'href="/dossiers/{code}/deadline"' in binh.text(f"/dossiers/{code}")
    sheet = binh.text(f"/dossiers/{code}/deadline")
    for words in ("Ngày đầu tiên không tính", "Điều 147 Bộ luật Dân sự 2015", "Quốc khánh", "nghỉ hằng tuần"):
        assert words in sheet, words
    # From Tuesday 25 August to Friday 4 September: eleven days, two figures each.
    assert sheet.count('<td class="tight number"') == 2 * 11


def test_who_may_not_see_the_dossier_may_not_see_its_days(visit: Visit) -> None:
    code = visit("binh").receive()
    assert visit("en").get(f"/dossiers/{code}/deadline").status_code == 404
