"""Others are asked side by side, each on its own clock; what silence means was said when they were asked."""

import pytest

from cases.consultations import (
    ConsultationEnded,
    ConsultationIncomplete,
    ConsultationNotFound,
    NotBeingHandled,
    PaperNotInDossier,
    Question,
    answer,
    asked_of_me,
    consult,
    extend,
)
from cases.people import DossierNotFound
from cases.queries import dossier_page
from cases.sweeps import sweep
from cases.tables import Consultation, Notice
from tests.cases.desk import Desk, local

# Nothing here asks the database for more than rows: one kind is enough.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ASKED = (
    Question("Đề nghị cho ý kiến về điều kiện y tế.", unit="G22.01", term="2wd", silence="report"),
    Question("Đề nghị xác minh.", agency="Công an thành phố", term="8wh", silence="consent"),
    Question("Đề nghị cung cấp hồ sơ gốc.", agency="UBND phường", silence="wait"),
)


def asked(desk: Desk) -> tuple[str, dict[str, Consultation]]:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    desk.do("chi", consult, code, ASKED)
    return code, by_agency(desk, code)


def by_agency(desk: Desk, code: str) -> dict[str, Consultation]:
    return {row.agency: row for row in desk.rows(Consultation, code)}


def test_each_has_its_own_clock_and_the_dossiers_runs_on(desk: Desk) -> None:
    code, rows = asked(desk)
    assert rows["Sở Y tế (minh họa)"].due_at == local("2026-08-27T09:30")
    assert rows["Công an thành phố"].due_at == local("2026-08-26T09:30")
    assert rows["UBND phường"].due_at == local("2026-09-04T09:30")
    assert desk.dossier(code).due_at == local("2026-09-04T09:30")
    assert desk.see("chi", dossier_page, code).timing.state != "paused"


def test_the_unit_asked_sees_the_question_and_nothing_else_of_the_dossier(desk: Desk) -> None:
    code, rows = asked(desk)
    (mine,) = desk.see("en", asked_of_me)
    assert mine.id == rows["Sở Y tế (minh họa)"].id
    with pytest.raises(DossierNotFound):
        desk.see("en", dossier_page, code)
    with pytest.raises(ConsultationNotFound):
        desk.do("en", answer, rows["Công an thành phố"].id, "agreed", "Đồng ý.")
    with pytest.raises(ConsultationNotFound):
        desk.do("chi", answer, mine.id, "agreed", "Tôi trả lời thay.")
    desk.do("en", answer, mine.id, "objected", "Chưa đủ điều kiện.")
    with pytest.raises(ConsultationEnded):
        desk.do("en", answer, mine.id, "agreed", "Đổi ý.")
    row = by_agency(desk, code)["Sở Y tế (minh họa)"]
    assert (row.state, row.opinion, row.answered_by, row.is_late) == ("answered", "objected", "en", False)


def test_silence_is_reported_taken_for_consent_or_waited_out_as_was_said_before(desk: Desk) -> None:
    code, rows = asked(desk)
    desk.clock.move_to(local("2026-08-27T09:31"))
    assert sweep(desk.database, desk.clock) == 2
    assert sweep(desk.database, desk.clock) == 0
    after = by_agency(desk, code)
    assert (after["Công an thành phố"].state, after["Công an thành phố"].opinion) == ("silent", "agreed")
    assert (after["Sở Y tế (minh họa)"].state, after["Sở Y tế (minh họa)"].is_late) == ("open", True)
    told = {row.recipient for row in desk.rows(Notice, code) if row.kind == "consultation_late"}
    assert {"binh@example.vn", "chi@example.vn", "giang@example.vn", "khoa@example.vn"} <= told
    assert desk.names(code).count("consultation_overdue") == 2
    desk.do("chi", answer, rows["UBND phường"].id, "remarked", "Đã gửi hồ sơ gốc theo công văn số 7.")
    with pytest.raises(ConsultationEnded):
        desk.do("chi", answer, rows["Công an thành phố"].id, "objected", "Muộn.")


def test_more_time_is_given_once_and_moves_no_date_of_the_dossier(desk: Desk) -> None:
    code, rows = asked(desk)
    row = rows["UBND phường"]
    desk.do("chi", extend, row.id, "2wd", "Hồ sơ lưu ở kho xa.")
    assert by_agency(desk, code)["UBND phường"].due_at == local("2026-09-08T09:30")
    with pytest.raises(ConsultationEnded):
        desk.do("chi", extend, row.id, "2wd", "Thêm nữa.")
    assert desk.dossier(code).due_at == local("2026-09-04T09:30")


def test_a_question_without_content_addressee_or_meaning_of_silence_is_refused_whole(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(NotBeingHandled):
        desk.do("binh", consult, code, ASKED)
    desk.walk(code, "tham_dinh")
    good = Question("Hỏi.", agency="Công an")
    for bad in (
        Question(" ", agency="x"),
        Question("x"),
        Question("x", unit="G99"),
        Question("x", "", "y", "", "none"),
    ):
        with pytest.raises(ConsultationIncomplete):
            desk.do("chi", consult, code, (good, bad))
    with pytest.raises(PaperNotInDossier):
        desk.do("chi", consult, code, (Question("x", agency="y", papers=("khong.co",)),))
    assert desk.rows(Consultation, code) == []
