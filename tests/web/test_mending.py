"""Who looks after processes does it on plain pages: incidents by cause, one process, a whole version."""

import re
from collections.abc import Callable

from sqlalchemy import Engine, select

from cases.follow import follow
from cases.procedure import deploy_bundle
from engine.batches import run_batches
from engine.jobs import Call, Fault, run_jobs
from engine.tables import Incident, Instance
from ground.clock import FixedClock
from ground.database import reading, transaction
from tests.cases.desk import shipped
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]
WHY = "Kiểm tra theo đơn"


def stuck(visit: Visit, database: Engine, clock: FixedClock, count: int) -> list[str]:
    """Dossiers whose receipt cannot be printed."""

    def breaks(call: Call) -> dict[str, str]:
        raise Fault("no_template", f"the template {call.key} is missing")

    binh = visit("binh")
    codes = [binh.receive() for _ in range(count)]
    for code in codes:
        binh.complete(code, outcome="accepted")
    run_jobs(database, clock, {"print_receipt": breaks}, follow)
    return codes


def run_of(database: Engine, code: str) -> str:
    with reading(database) as session:
        return session.scalars(select(Instance.id).where(Instance.business_key == code)).one()


def act(visitor: Visitor, run: str, deed: str, **fields: str) -> str:
    """An act as the page's own form sends it; the page that follows."""
    version = re.search(r'name="version" value="(\d+)"', visitor.text(f"/instances/{run}"))
    assert version
    answer = visitor.post(f"/instances/{run}/{deed}", {"version": version[1], "reason": WHY} | fields)
    return visitor.text(answer.headers["Location"]) if answer.status_code == 303 else answer.get_data(as_text=True)


def test_incidents_of_one_cause_are_one_line_and_one_button(
    visit: Visit, quick_database: Engine, clock: FixedClock
) -> None:
    stuck(visit, quick_database, clock, 3)
    quy = visit("quy")
    page = quy.text("/incidents")
    assert page.count("no_template") == 1
    address = re.search(r'action="(/incidents/[0-9a-f]{16}/retry)"', page)
    assert address
    batch = quy.post(address[1], {"request_key": "k1"}).headers["Location"]
    run_batches(quick_database, clock, follow)
    assert "3</a> / 3" in quy.text(batch)
    assert len(re.findall("<tr data-row", quy.text(f"{batch}?state=done"))) == 3
    with reading(quick_database) as session:
        assert session.scalars(select(Incident).where(Incident.solved_at.is_(None))).all() == []
    assert "Không có gì bị dừng." in quy.text("/incidents")


def test_a_page_of_a_cause_leads_to_its_processes_and_retries_one(
    visit: Visit, quick_database: Engine, clock: FixedClock
) -> None:
    stuck(visit, quick_database, clock, 2)
    khoa = visit("khoa")
    cause = re.search(r'href="(/incidents/[0-9a-f]{16})"', khoa.text("/incidents"))
    assert cause
    page = khoa.text(cause[1])
    one = re.search(r'action="(/incidents/[0-9a-f]{16}/[0-9a-f]{32}/retry)"', page)
    assert one
    assert len(re.findall(r'href="/instances/[0-9a-f]{32}"', page)) == 2
    assert "/instances/" in khoa.post(one[1], {"request_key": "k1"}).headers["Location"]


def test_a_process_is_suspended_and_goes_on_with_its_reason_in_the_history(
    visit: Visit, quick_database: Engine
) -> None:
    run = run_of(quick_database, visit("binh").receive())
    quy = visit("quy")
    page = act(quy, run, "suspension")
    assert f"Đặng Phú Quý tạm ngừng quy trình: {WHY}" in page
    assert "Cho chạy tiếp" in page
    assert "Cho chạy tiếp" not in act(quy, run, "resumption")


def test_a_process_goes_back_and_is_moved_by_the_forms_of_its_page(
    visit: Visit, quick_database: Engine, machine_work: Callable[[], None]
) -> None:
    binh = visit("binh")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    machine_work()
    run, quy = run_of(quick_database, code), visit("quy")
    to = re.search(r'<option value="([0-9a-f]{32}:tham_dinh)">', quy.text(f"/instances/{run}"))
    assert to
    assert "Đang xử lý" in act(quy, run, "move", to=to[1])
    task = re.search(r'<option value="([0-9a-f]{32})">', quy.text(f"/instances/{run}"))
    assert task
    assert "Mới đăng ký" in act(quy, run, "return", task_id=task[1])
    assert "đưa quy trình về trước bước" in quy.text(f"/instances/{run}")


def test_a_refusal_is_told_on_the_page_and_nothing_is_changed(visit: Visit, quick_database: Engine) -> None:
    run = run_of(quick_database, visit("binh").receive())
    quy = visit("quy")
    assert "Cần ghi lý do" in act(quy, run, "cancellation", reason=" ")
    stale = quy.post(f"/instances/{run}/cancellation", {"version": "99", "reason": WHY})
    assert stale.status_code == 409
    assert "Quy trình đã chuyển tiếp" in stale.get_data(as_text=True)
    with reading(quick_database) as session:
        assert session.get_one(Instance, run).state == "running"


def test_what_the_applicant_wrote_is_not_shown_to_the_administrator(visit: Visit, quick_database: Engine) -> None:
    run = run_of(quick_database, visit("binh").receive())
    page = visit("quy").text(f"/instances/{run}")
    assert "ten_don_vi" in page
    assert "Đông Á" not in page


def test_a_stranger_finds_nothing_and_a_handler_may_not(visit: Visit, quick_database: Engine) -> None:
    run = run_of(quick_database, visit("binh").receive())
    assert visit("en").get(f"/instances/{run}").status_code == 404
    assert visit("chi").get(f"/instances/{run}").status_code == 403
    for address in ("/incidents", "/migrations"):
        assert visit("chi").get(address).status_code == 403


def test_a_form_without_the_secret_of_the_log_in_does_nothing(visit: Visit, quick_database: Engine) -> None:
    run = run_of(quick_database, visit("binh").receive())
    answer = visit("quy").post(f"/instances/{run}/suspension", {"reason": WHY}, token=False)
    assert answer.status_code == 403
    with reading(quick_database) as session:
        assert session.get_one(Instance, run).state == "running"


def test_a_whole_version_is_tried_and_then_carried_over(
    visit: Visit, quick_database: Engine, clock: FixedClock
) -> None:
    run = run_of(quick_database, visit("binh").receive())
    files = shipped("khai_bao_thiet_bi").files
    drawing = files["sub_tiep_nhan.bpmn"].replace(b'id="kiem_tra"', b'id="kiem_tra_moi"')
    drawing = drawing.replace(b'Ref="kiem_tra"', b'Ref="kiem_tra_moi"').replace(b">kiem_tra<", b">kiem_tra_moi<")
    with transaction(quick_database) as session:
        newer = deploy_bundle(session, clock, {**files, "sub_tiep_nhan.bpmn": drawing}, "lam", activate=True).id
        older = session.get_one(Instance, run).definition_id
    quy = visit("quy")
    fields = {"from": older, "to": newer, "reason": WHY}
    tried = quy.post("/migrations/forecast", fields).get_data(as_text=True)
    assert "0 quy trình chuyển được, 1 quy trình không" in tried
    assert "không còn trong sơ đồ" in tried
    fields |= {"mapping": "kiem_tra = kiem_tra_moi"}
    assert "1 quy trình chuyển được" in quy.post("/migrations/forecast", fields).get_data(as_text=True)
    batch = quy.post("/migrations/begin", fields | {"request_key": "k1"}).headers["Location"]
    run_batches(quick_database, clock, follow)
    assert "1</a> / 1" in quy.text(batch)
    with reading(quick_database) as session:
        assert session.get_one(Instance, run).definition_id == newer
