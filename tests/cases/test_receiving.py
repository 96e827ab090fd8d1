"""A dossier is received at a counter, checked, and gets its code."""

import pytest

from cases.forms import FormRefused
from cases.intake import ApplicantUnnamed
from cases.papers import PaperCountWrong, PaperUnknown
from cases.people import RoleMissing
from cases.procedure import ProcedureNotActive
from cases.queries import procedure_of
from cases.reception import Applicant
from cases.tables import Dossier, DossierPaper
from ground.database import reading
from tests.cases.desk import ANSWERS, Desk, brought


def components(desk: Desk) -> list[str]:
    with reading(desk.database) as session:
        return [each.code for each in procedure_of(session, "khai_bao_thiet_bi").components]


def test_a_received_dossier_waits_at_the_counter(desk: Desk) -> None:
    code = desk.receive()
    dossier = desk.dossier(code)
    assert (dossier.state, dossier.due_at, dossier.term) == ("submitted", None, "5wd")
    assert desk.task(code, "kiem_tra").role == "bo_phan_mot_cua"
    assert "dossier_submitted" in desk.names(code)


def test_the_code_counts_a_units_day_and_begins_again_tomorrow(desk: Desk) -> None:
    assert [desk.receive(), desk.receive()] == ["G09.20-260825-0001", "G09.20-260825-0002"]
    desk.pass_time("1wd")
    assert desk.receive() == "G09.20-260826-0001"


def test_another_units_codes_are_its_own(desk: Desk) -> None:
    desk.receive()
    assert desk.receive("en") == "G22.01-260825-0001"


def test_a_refused_dossier_takes_no_code(desk: Desk) -> None:
    with pytest.raises(FormRefused):
        desk.receive(answers={})
    assert desk.receive() == "G09.20-260825-0001"


def test_papers_are_held_against_the_list(desk: Desk) -> None:
    known = components(desk)[0]
    code = desk.receive(papers=(brought(known, 2),))
    assert [(paper.code, paper.originals) for paper in desk.rows(DossierPaper, code)] == [(known, 2)]
    with pytest.raises(PaperUnknown):
        desk.receive(papers=(brought("X-1"),))
    for papers in ((brought(known, 0),), (brought(known, -1),), (brought(known), brought(known))):
        with pytest.raises(PaperCountWrong):
            desk.receive(papers=papers)


def test_every_wrong_answer_is_named(desk: Desk) -> None:
    answers = {**ANSWERS, "ma_so": "12", "la": "x", "cam_doan": "yes"}
    del answers["nguoi_lien_he"]
    with pytest.raises(FormRefused) as refused:
        desk.receive(answers=answers)
    faults = {error.field: error.code for error in refused.value.errors}
    assert faults == {"la": "unknown", "ma_so": "wrong_pattern", "nguoi_lien_he": "missing", "cam_doan": "wrong_type"}
    assert all(error.message["vi"] != error.message["en"] for error in refused.value.errors)


def test_an_applicant_has_a_name(desk: Desk) -> None:
    with pytest.raises(ApplicantUnnamed):
        desk.receive(applicant=Applicant("  "))


def test_only_the_counter_receives(desk: Desk) -> None:
    with pytest.raises(RoleMissing):
        desk.receive("chi")


def test_an_unknown_procedure_is_not_in_force(desk: Desk) -> None:
    with pytest.raises(ProcedureNotActive):
        desk.receive(procedure="khong_co")


def test_a_failure_leaves_nothing_behind(desk: Desk) -> None:
    with pytest.raises(PaperUnknown):
        desk.receive(papers=(brought("X-1"),))
    with reading(desk.database) as session:
        assert session.query(Dossier).count() == 0
