"""An officer works through the pages without a script: receives, takes, completes, supplements, withdraws."""

from collections.abc import Callable

from sqlalchemy import Engine, update

from engine.tables import Entry
from ground.database import transaction
from tests.cast import MACHINES
from tests.web.conftest import Visitor, application

Visit = Callable[[str], Visitor]
Work = Callable[[], None]


def test_a_dossier_received_shows_its_code(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    page = binh.text(f"/dossiers/{code}?new")
    assert "Đã nhận hồ sơ." in page
    assert "Nguyễn Văn An" in page


def test_a_double_click_receives_one_dossier(visit: Visit) -> None:
    binh = visit("binh")
    first, second = (binh.post(f"/counter/{MACHINES}/dossiers", application(request_key="k")) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(visit: Visit) -> None:
    answer = visit("binh").post(f"/counter/{MACHINES}/dossiers", application(**{"f.ma_so": "", "f.cam_doan": ""}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="e.ma_so"' in page
    assert 'value="Công ty TNHH Cơ khí Đông Á"' in page
    assert 'value="Nguyễn Văn An"' in page


def test_a_list_grows_and_shrinks_without_a_script(visit: Visit) -> None:
    binh = visit("binh")
    more = binh.post(f"/counter/{MACHINES}/rows", application(more="thiet_bi")).get_data(as_text=True)
    assert 'name="f.thiet_bi[1].ten"' in more
    assert 'value="Nồi hơi"' in more
    fields = application(fewer="thiet_bi[0]") | {"f.thiet_bi.rows": "2", "f.thiet_bi[1].ten": "Cần trục"}
    fewer = binh.post(f"/counter/{MACHINES}/rows", fields).get_data(as_text=True)
    assert 'name="f.thiet_bi[1].ten"' not in fewer
    assert 'value="Cần trục"' in fewer


def test_the_inbox_counts_finds_and_lets_me_take(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive(**{"a.full_name": "Đặng Thị Ấn"})
    binh.receive()
    assert code in binh.text("/inbox?queue=new&q=dang+thi+an")
    assert code not in binh.text("/inbox?queue=return")
    address, version = binh.step(code)
    taken = binh.post(address.replace("/tasks/", "/inbox/") + "/claim", {"version": version})
    assert taken.headers["Location"] == address
    assert "<strong>tôi</strong>" in binh.text(f"/inbox?q={code}")


def test_a_conflict_keeps_what_i_typed(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    address, version = binh.step(code)
    binh.complete(code, outcome="accepted")
    why = {"f.reason_code": "incomplete", "f.reason": "Thiếu bản chính giấy kiểm định"}
    late = {"version": version, "f.outcome": "refused", **why}
    answer = binh.post(f"{address}/completion", late)
    assert answer.status_code == 409
    assert "Thiếu bản chính giấy kiểm định" in answer.get_data(as_text=True)


def test_a_supplement_is_asked_for_and_answered(visit: Visit, machine_work: Work) -> None:
    binh = visit("binh")
    code = binh.receive()
    asked = {"wanted.rows": "1", "wanted[0].name": "Giấy kiểm định", "reason": "Giấy kiểm định hết hạn"}
    assert binh.complete(code, outcome="supplement", **asked).status_code == 303
    assert "đang in…" in binh.text(f"/dossiers/{code}")
    machine_work()
    assert code in binh.text("/inbox?queue=supplement")
    page = binh.text(f"/dossiers/{code}")
    assert "Giấy kiểm định hết hạn" in page
    binh.post(f"/dossiers/{code}/supplement", {"note": "Đã nộp bản mới"})
    machine_work()
    assert binh.complete(code, outcome="accepted").status_code == 303


def test_a_dossier_is_withdrawn_with_a_reason(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    assert "reason_missing" in binh.post(f"/dossiers/{code}/withdrawal", {"reason": " "}).get_data(as_text=True)
    assert binh.post(f"/dossiers/{code}/withdrawal", {"reason": "Nộp nhầm"}).status_code == 303
    assert "Dừng xử lý" in binh.text(f"/dossiers/{code}")


def test_a_step_is_handed_to_a_colleague(visit: Visit, machine_work: Work) -> None:
    binh, dung, chi = visit("binh"), visit("dung"), visit("chi")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    dung.complete(code, nguoi_thu_ly="chi")
    address, version = chi.step(code)
    assert chi.post(f"{address}/handover", {"version": version, "to": "cuc", "note": "Nhờ xử lý"}).status_code == 303
    assert code in visit("cuc").text("/inbox?whose=mine")
    assert code not in chi.text("/inbox?whose=mine")


def test_a_form_is_told_in_the_words_of_the_dossier(visit: Visit, machine_work: Work) -> None:
    binh, chi = visit("binh"), visit("chi")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    visit("dung").complete(code, nguoi_thu_ly="chi")
    page = chi.text(chi.step(code)[0])
    assert "{{" not in page
    assert "NH-1" in page


def test_a_slip_is_an_attachment_for_those_who_may_see_the_dossier(visit: Visit, machine_work: Work) -> None:
    binh = visit("binh")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    address = binh.text(f"/dossiers/{code}").partition(f"/dossiers/{code}/papers/")[2].partition('"')[0]
    slip = binh.get(f"/dossiers/{code}/papers/{address}")
    assert slip.data.startswith(b"%PDF")
    assert slip.headers["Content-Disposition"] == f'attachment; filename="{code}-receipt.pdf"'
    assert "sandbox" in slip.headers["Content-Security-Policy"]
    assert visit("en").get(f"/dossiers/{code}/papers/{address}").status_code == 404
    assert binh.get(f"/dossiers/{code}/papers/{'0' * 64}").status_code == 404


def test_a_stranger_finds_neither_dossier_nor_step(visit: Visit) -> None:
    binh, en = visit("binh"), visit("en")
    code = binh.receive()
    address, version = binh.step(code)
    assert en.get(f"/dossiers/{code}").status_code == 404
    assert en.get(address).status_code == 404
    assert en.post(f"{address}/completion", {"version": version, "f.outcome": "accepted"}).status_code == 404
    assert code not in en.text("/inbox") + en.text("/dossiers")


def test_the_history_says_when_it_was_tampered_with(visit: Visit, quick_database: Engine) -> None:
    binh = visit("binh")
    code = binh.receive()
    assert "mọi dòng còn nguyên" in binh.text(f"/dossiers/{code}")
    with transaction(quick_database) as session:
        session.execute(update(Entry).where(Entry.name == "dossier_submitted").values(actor="khac"))
    assert "không còn như khi ghi" in binh.text(f"/dossiers/{code}")
