"""A supplement stops the clock; its answer starts the law's consequence; its silence stops the handling."""

import pytest

from cases.asking import SupplementEmpty, SupplementTwice, ask
from cases.handling import NotWaitingForSupplement, complete_step, supplement_answered
from cases.leaves import allow_supplement
from cases.papers import PaperUnknown
from cases.people import DossierNotFound, RoleMissing
from cases.queries import dossier_page
from cases.tables import Pause, Slip, Supplement
from ground.database import reading
from ground.errors import Forbidden
from tests.cases.desk import SUPPLEMENT, Desk, local

APPRAISED = {"so_thiet_bi_dat": 0, "y_kien_tham_dinh": "Thiếu."}


def asked_in_appraisal(desk: Desk) -> str:
    code = desk.receive()
    desk.walk(code, "tham_dinh")
    desk.pass_time("1wd")
    desk.complete("chi", code, "tham_dinh", {**APPRAISED, **SUPPLEMENT})
    return code


def answer(desk: Desk, code: str, by: str = "binh") -> None:
    desk.do(by, supplement_answered, code, (), "đã nộp")
    desk.work()


def test_asked_at_reception_the_clock_has_not_begun(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    dossier = desk.dossier(code)
    assert (dossier.state, dossier.due_at, dossier.accepted_at) == ("supplement", None, None)
    assert [slip.kind for slip in desk.rows(Slip, code)] == ["supplement"]
    assert [pause.kind for pause in desk.rows(Pause, code)] == ["reception"]


def test_answered_at_reception_the_dossier_is_checked_again_and_the_term_starts_with_acceptance(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    desk.pass_time("2wd")
    answer(desk, code)
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    assert desk.dossier(code).due_at == local("2026-09-08T09:30:01")
    assert all(pause.until_at for pause in desk.rows(Pause, code))


def test_a_dossier_that_waits_does_not_grow_late(desk: Desk) -> None:
    code = asked_in_appraisal(desk)
    desk.pass_time("14wd")
    page = desk.see("binh", dossier_page, code)
    assert page.timing.state == "paused"
    assert page.may_answer_supplement


def test_answered_in_appraisal_the_term_starts_again_and_the_original_date_stands(desk: Desk) -> None:
    code = asked_in_appraisal(desk)
    desk.pass_time("3wd")
    answer(desk, code)
    dossier = desk.dossier(code)
    assert dossier.state == "handling"
    assert dossier.due_at == local("2026-09-10T09:30:02")
    assert dossier.original_due_at == local("2026-09-04T09:30")
    assert desk.task(code, "tham_dinh").assignee == "chi"
    names = desk.names(code)
    told = ["supplement_asked", "paused", "supplement_answered", "unpaused", "due_date_changed"]
    assert [name for name in names if name in told] == told


def test_it_is_answered_once(desk: Desk) -> None:
    code = asked_in_appraisal(desk)
    answer(desk, code)
    with pytest.raises(NotWaitingForSupplement):
        answer(desk, code)


def test_an_answer_that_comes_before_the_slip_is_printed_is_not_lost(desk: Desk) -> None:
    code = desk.receive()
    task = desk.task(code, "kiem_tra")
    desk.do("binh", complete_step, task.id, task.version, SUPPLEMENT)
    assert desk.do("binh", supplement_answered, code, (), "mang đến ngay") is None
    desk.work()
    assert desk.task(code, "kiem_tra").state == "open"


def test_without_an_answer_the_handling_stops_after_fifteen_working_days(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    desk.pass_time("14wd")
    desk.work()
    assert desk.dossier(code).state == "supplement"
    desk.pass_time("1wd")
    desk.work()
    dossier = desk.dossier(code)
    assert dossier.state == "stopped"
    assert dossier.closed_at is not None
    (asked,) = desk.rows(Supplement, code)
    assert asked.expired_at is not None
    assert [slip.kind for slip in desk.rows(Slip, code)] == ["supplement", "stop"]


def test_only_the_counter_takes_the_answer(desk: Desk) -> None:
    code = asked_in_appraisal(desk)
    with pytest.raises(Forbidden):
        answer(desk, code, "chi")
    with pytest.raises(DossierNotFound):
        answer(desk, code, "en")


def test_a_second_supplement_needs_a_leaders_leave_and_counts_as_late(desk: Desk) -> None:
    code = asked_in_appraisal(desk)
    answer(desk, code)
    with pytest.raises(SupplementTwice):
        desk.complete("chi", code, "tham_dinh", {**APPRAISED, **SUPPLEMENT})
    with pytest.raises(RoleMissing):
        desk.do("dung", allow_supplement, code, "Cần thêm.")
    desk.do("giang", allow_supplement, code, "Giấy kiểm định bổ sung bị mờ.")
    desk.complete("chi", code, "tham_dinh", {**APPRAISED, **SUPPLEMENT})
    assert desk.see("chi", dossier_page, code).timing.is_late
    first, second = sorted(desk.rows(Supplement, code), key=lambda asked: asked.ordinal)
    assert (first.allowed_by, second.allowed_by) == ("", "giang")
    assert second.allowed_reason == "Giấy kiểm định bổ sung bị mờ."
    answer(desk, code)
    with pytest.raises(SupplementTwice):
        desk.complete("chi", code, "tham_dinh", {**APPRAISED, **SUPPLEMENT})


def test_nothing_is_asked_for_that_the_list_does_not_have_and_never_nothing(desk: Desk) -> None:
    code = desk.receive()
    with pytest.raises(SupplementEmpty):
        desk.complete("binh", code, "kiem_tra", {**SUPPLEMENT, "wanted": []})
    with reading(desk.database) as session:
        dossier = desk.dossier(code)
        coded = {"wanted": [{"code": "khong.co", "note": "thiếu"}]}
        with pytest.raises(PaperUnknown):
            ask(session, desk.clock, dossier, coded, "binh")
    assert (desk.rows(Supplement, code), desk.dossier(code).state) == ([], "submitted")


def test_what_was_added_may_not_suffice(desk: Desk) -> None:
    code = desk.receive()
    desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
    answer(desk, code)
    why = {"outcome": "refused", "reason_code": "incomplete", "reason": "Vẫn thiếu giấy kiểm định."}
    desk.complete("binh", code, "kiem_tra", why)
    assert desk.dossier(code).state == "refused"


def test_asked_again_before_acceptance_there_are_two_requests_and_two_pauses(desk: Desk) -> None:
    code = desk.receive()
    for _ in range(2):
        desk.complete("binh", code, "kiem_tra", SUPPLEMENT)
        answer(desk, code)
        desk.do("giang", allow_supplement, code, "Bản nộp lại vẫn thiếu trang.")
    assert [asked.ordinal for asked in desk.rows(Supplement, code)] == [1, 2]
    assert len(desk.rows(Pause, code)) == 2
    desk.complete("binh", code, "kiem_tra", {"outcome": "accepted"})
    assert desk.dossier(code).state == "handling"
