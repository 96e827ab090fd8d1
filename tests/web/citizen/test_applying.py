"""An application is written at home, kept while it is, looked over, and sent: it comes in like any other."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import Engine, select

from cases.citizens import LASTS
from cases.tables import Dossier, OnlineDraft, PaperFile
from ground.canonical import digest
from ground.clock import FixedClock
from ground.database import reading
from tests.cast import HOME, MACHINES
from tests.web.citizen.conftest import IDENTITY, PAPERS, Citizen, paper
from tests.web.conftest import application


def test_every_procedure_names_its_papers_fee_term_and_steps(an: Citizen) -> None:
    assert f'href="/procedures/{MACHINES}"' in an.text("/procedures")
    page = an.text(f"/procedures/{MACHINES}")
    for words in ("5 ngày làm việc", "Phiếu khai báo sử dụng đối tượng kiểm định", "1 bản chính", "Xem xét, ký duyệt"):
        assert words in page


def test_a_procedure_is_found_without_marks(an: Citizen) -> None:
    assert MACHINES in an.text("/procedures?q=khai+bao+may")
    assert MACHINES not in an.text("/procedures?q=giay+phep+lao+dong")


def test_what_is_sent_online_is_received_by_the_rules_of_the_counter(
    an: Citizen, quick_database: Engine, clock: FixedClock
) -> None:
    code = an.apply()
    with reading(quick_database) as session:
        dossier = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        files = session.scalars(select(PaperFile.component).where(PaperFile.dossier_id == dossier.id)).all()
        assert (dossier.channel, dossier.received_by, dossier.return_way) == ("online", "nguoi_nop", "online")
        # Eight working hours from half past nine: the same hour of the next working day.
        assert dossier.answer_by_at == clock.now() + timedelta(days=1)
        assert sorted(files) == sorted(PAPERS)
        assert session.scalars(select(OnlineDraft)).all() == []


def test_a_draft_is_kept_in_its_own_browser_right_or_wrong(an: Citizen, office: Flask) -> None:
    an.post(f"/apply/{MACHINES}", application(**{"save": "1", "f.ten_don_vi": "", "a.full_name": "Nguyễn Văn Ân"}))
    assert "Nguyễn Văn Ân" in an.text(f"/apply/{MACHINES}")
    assert "Nguyễn Văn Ân" not in Citizen(office.test_client()).text(f"/apply/{MACHINES}")
    an.post(f"/apply/{MACHINES}/removal")
    assert "Nguyễn Văn Ân" not in an.text(f"/apply/{MACHINES}")


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(an: Citizen) -> None:
    answer = an.write(**{"f.ten_don_vi": ""})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="e.ten_don_vi"' in page
    assert "0912345678" in page


def test_a_number_to_find_the_dossier_by_is_asked_for(an: Citizen) -> None:
    answer = an.write(**{"a.identity": "", "a.phone": ""})
    assert answer.status_code == 422
    assert "số định danh hoặc số điện thoại" in answer.get_data(as_text=True)


def test_a_row_more_keeps_what_was_typed(an: Citizen) -> None:
    an.post(f"/apply/{MACHINES}/rows", application(more="thiet_bi"))
    page = an.text(f"/apply/{MACHINES}")
    assert 'name="f.thiet_bi.rows" value="2"' in page
    assert "Nồi hơi" in page


def test_a_bad_file_stays_outside_and_is_told_why(an: Citizen) -> None:
    an.write()
    answer = an.add(content=b"MZ")
    assert answer.status_code == 422
    assert "Chưa có tệp nào" in answer.get_data(as_text=True)


def test_a_file_is_taken_out_again(an: Citizen) -> None:
    an.write()
    an.add()
    assert "to-khai.pdf" in an.text(f"/apply/{MACHINES}/papers")
    an.post(f"/apply/{MACHINES}/papers/{PAPERS[0]}/removal", {"digest": digest(paper())})
    assert "to-khai.pdf" not in an.text(f"/apply/{MACHINES}/papers")


def test_all_of_it_is_looked_over_before_it_is_sent(an: Citizen) -> None:
    an.write()
    page = an.text(f"/apply/{MACHINES}/review")
    assert all(words in page for words in (IDENTITY, "Nồi hơi", "Chưa có tệp cho", "Sở Nội vụ (minh họa)"))
    answer = an.post(f"/apply/{MACHINES}/submission")
    assert answer.status_code == 422
    assert "đánh dấu xác nhận" in answer.get_data(as_text=True)


def test_a_form_of_another_browser_sends_nothing(an: Citizen, office: Flask) -> None:
    an.write()
    stranger = office.test_client()
    assert stranger.post(f"/apply/{MACHINES}", data=application()).status_code == 403
    assert stranger.post(f"/apply/{MACHINES}/submission", data={"promise": "1"}).status_code == 403


def test_sending_twice_makes_one_dossier(an: Citizen, quick_database: Engine) -> None:
    an.apply()
    assert an.act(f"/apply/{MACHINES}/submission", {"promise": "1"}).headers["Location"] == "/my"
    with reading(quick_database) as session:
        assert len(session.scalars(select(Dossier.id)).all()) == 1


def test_a_file_too_large_is_refused_beside_its_paper_and_nothing_is_lost(an: Citizen) -> None:
    an.write()
    an.add(PAPERS[1])
    answer = an.add(content=bytes(22 << 20))
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Tệp lớn hơn 20 MB" in page.partition(f'papers/{PAPERS[0]}"')[0]
    assert "✓ to-khai.pdf" in page


def test_what_is_sent_after_the_visit_has_ended_is_shown_once_more_and_kept_by_the_next_press(
    an: Citizen, clock: FixedClock
) -> None:
    an.text(f"/apply/{MACHINES}")
    clock.advance(LASTS + timedelta(hours=1))
    fields = application(**{"a.phone": "0912345678", "counter": HOME, "csrf": "of the visit that has ended"})
    late = an.client.post(f"/apply/{MACHINES}", data=fields)
    page = late.get_data(as_text=True)
    assert late.status_code == 403
    assert 'value="Nguyễn Văn An"' in page
    assert "Nguyễn Văn An" not in an.text(f"/apply/{MACHINES}")
    fields["csrf"] = page.partition('name="csrf" value="')[2].partition('"')[0]
    assert an.client.post(f"/apply/{MACHINES}", data=fields).headers["Location"] == f"/apply/{MACHINES}/papers"
