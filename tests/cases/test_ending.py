"""An issued result ends by a document of its own, by who may sign such results, and whoever checks it is told."""

import pytest

from cases.numberbooks import book_of
from cases.people import DossierNotFound, RoleMissing
from cases.queries.issued import issued_papers
from cases.results import EndedAlready, EndingUnexplained, ResultOutOfOrder, end_result
from cases.tables import Result
from ground.database import reading
from tests.cases.desk import Desk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BY = ("withdrawn", "Quyết định số 12/QĐ-SNV ngày 01/9/2026", "Cấp cho thiết bị không có thật.")


def test_a_result_withdrawn_keeps_its_number_and_is_told_to_whoever_checks_it(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code)
    desk.do("giang", end_result, code, *BY)

    (result,) = desk.rows(Result, code)
    assert (result.state, result.standing, result.ended_by) == ("returned", "withdrawn", "giang")
    with reading(desk.database) as session:
        (paper,) = [each for each in issued_papers(session, code).papers if each.is_result]
    assert (paper.standing, paper.document) == ("withdrawn", BY[1])
    (line,) = desk.see("hanh", book_of, result.book, result.year)
    assert (line.kind, line.number) == ("issued", result.number)
    assert desk.names(code)[-1] == "result_withdrawn"


def test_nothing_ends_twice_or_without_a_document_or_before_it_was_issued(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "phat_hanh")
    with pytest.raises(ResultOutOfOrder):
        desk.do("giang", end_result, code, *BY)
    desk.complete("hanh", code, "phat_hanh", {"dung_the_thuc": True})
    for document, reason in (("", "x"), ("12/QĐ-SNV", " ")):
        with pytest.raises(EndingUnexplained):
            desk.do("giang", end_result, code, "replaced", document, reason)
    desk.do("giang", end_result, code, "replaced", *BY[1:])
    with pytest.raises(EndedAlready):
        desk.do("giang", end_result, code, *BY)


def test_only_who_signs_such_results_ends_one(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code)
    for name, refused in (("chi", RoleMissing), ("binh", RoleMissing), ("en", DossierNotFound)):
        with pytest.raises(refused):
            desk.do(name, end_result, code, *BY)
