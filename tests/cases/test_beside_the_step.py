"""What stands beside a step: the officer's own draft, notes, the reason why it is his, the place in the drawing."""

import pytest

from cases.drafts import DraftTooLong, colleague_wrote, discard, draft_of, save_draft
from cases.people import DossierNotFound, TaskNotFound
from cases.queries.positions import DrawingNotFound, drawing_of, positions_of
from cases.reasons import colleagues_of, reasons_for
from cases.remarks import NoteEmpty, notes_of, told_applicant, write_note
from ground.database import reading, transaction
from tests.cases.desk import Desk


def test_a_draft_is_for_its_officer_alone_and_holds_only_what_he_may_write(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    task = desk.task(code, "tham_dinh")
    typed = {"y_kien_tham_dinh": "Đang viết dở", "so_thiet_bi_dat": "một?", "khong_co_o_nay": 1}
    desk.do("chi", save_draft, task.id, typed)
    kept = desk.see("chi", draft_of, task.id)
    assert kept is not None
    assert kept.answers == {"y_kien_tham_dinh": "Đang viết dở", "so_thiet_bi_dat": "một?"}
    assert kept.saved_at == desk.clock.now()
    assert desk.see("cuc", draft_of, task.id) is None
    with pytest.raises(TaskNotFound):
        desk.do("en", save_draft, task.id, typed)
    with pytest.raises(DraftTooLong):
        desk.do("chi", save_draft, task.id, {"y_kien_tham_dinh": "x" * 70_000})
    with transaction(desk.database) as session:
        discard(session, desk.officer(session, "chi"), task.id)
    assert desk.see("chi", draft_of, task.id) is None


def test_a_draft_outlives_a_colleague_who_was_faster(desk: Desk) -> None:
    code = desk.receive()
    task = desk.task(code, "kiem_tra")
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    desk.do("binh", save_draft, task.id, {"reason": "Thiếu bản chính"})
    assert desk.see("binh", draft_of, task.id) is not None
    who, wrote = desk.see("binh", colleague_wrote, task.id)
    assert (who, wrote["outcome"]) == ("binh", "accepted")


def test_who_completes_a_step_leaves_no_draft_of_it_by_whatever_door(desk: Desk) -> None:
    code = desk.receive()
    task = desk.task(code, "kiem_tra")
    desk.do("binh", save_draft, task.id, {"reason": "Đang viết dở"})
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    assert desk.see("binh", draft_of, task.id) is None


def test_what_officers_tell_each_other_never_reaches_the_applicant(desk: Desk) -> None:
    code = desk.receive()
    desk.do("chi", write_note, code, "internal", "Nghi ngờ giấy kiểm định")
    desk.do("binh", write_note, code, "applicant", "Mang theo bản chính khi nhận kết quả")
    assert {(note.audience, note.writer) for note in desk.see("dung", notes_of, code)} == {
        ("internal", "Chi"),
        ("applicant", "Bình"),
    }
    with reading(desk.database) as session:
        told = told_applicant(session, desk.dossier(code))
    assert [note.words for note in told] == ["Mang theo bản chính khi nhận kết quả"]
    with pytest.raises(NoteEmpty):
        desk.do("chi", write_note, code, "internal", "  ")
    with pytest.raises(DossierNotFound):
        desk.see("en", notes_of, code)


def test_everybody_learns_why_a_step_is_his_and_not_his_colleagues(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "kiem_tra_thiet_bi")
    task = desk.task(code, "kiem_tra_thiet_bi")
    mine = desk.see("chi", reasons_for, task.id, "chi")
    assert mine.sees
    assert mine.may_do
    assert any("holds the role" in ground.sentence for ground in mine.grounds)
    for name, sees in (("cuc", True), ("binh", False), ("en", False)):
        theirs = desk.see("chi", reasons_for, task.id, name)
        assert theirs.sees is sees
        assert not theirs.may_do
        assert any(not ground.speaks_for for ground in theirs.grounds)
    assert "cuc" in dict(desk.see("chi", colleagues_of, task.id))
    with pytest.raises(TaskNotFound):
        desk.see("en", reasons_for, task.id, "chi")


def test_a_dossier_stands_in_its_main_drawing_and_in_the_part_it_is_in(desk: Desk) -> None:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    main, *parts = desk.see("chi", positions_of, code)
    assert main.process == "khai_bao_thiet_bi"
    assert "here" in main.marks.values()
    here = {part.process: part.marks for part in (main, *parts) if part.is_here}
    assert any(marks.get("tham_dinh") == "here" for marks in here.values())
    assert any(part.marks.get("kiem_tra") == "done" for part in parts)
    for part in (main, *parts):
        assert b"BPMNPlane" in desk.see("chi", drawing_of, code, part.process)
    with pytest.raises(DrawingNotFound):
        desk.see("chi", drawing_of, code, "../etc/passwd")
