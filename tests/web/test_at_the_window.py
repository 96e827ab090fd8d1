"""The window of the counter without a script: a queue, papers handed over on a list, reused papers, a slip shown."""

from collections.abc import Callable

from tests.cast import HOME, MACHINES
from tests.web.conftest import Visitor, application

Visit = Callable[[str], Visitor]
Work = Callable[[], None]


def test_papers_of_several_dossiers_leave_on_one_printed_list(visit: Visit, machine_work: Work) -> None:
    binh = visit("binh")
    codes = [binh.receive(decision="accepted") for _ in range(2)]
    machine_work()
    page = binh.text("/counter/handover")
    assert all(f'value="{code}"' in page for code in codes)
    assert binh.post("/counter/handover", {"code": codes, "to": HOME}).status_code == 303
    machine_work()
    page = binh.text("/counter/handover")
    assert not any(f'value="{code}"' in page for code in codes)
    address = "/counter/slips/" + page.partition("/counter/slips/")[2][:32]
    assert binh.get(address).data.startswith(b"%PDF")
    assert visit("en").get(address).status_code in (403, 404)


def test_a_number_is_called_before_it_is_served(visit: Visit) -> None:
    binh = visit("binh")
    assert binh.post("/counter/tickets").headers["Location"] == "/counter/tickets?taken=1"
    assert "ticket_out_of_order" in binh.post("/counter/tickets/1/service").get_data(as_text=True)
    binh.post("/counter/tickets/1/call", {"place": "3"})
    hall = binh.get("/counter/hall")
    assert "quầy 3" in hall.get_data(as_text=True)
    assert hall.headers["Refresh"] == "5"
    code = binh.receive(ticket="1")
    assert code in binh.text(f"/dossiers/{code}")
    assert "<strong>1</strong>đã phục vụ hôm nay" in binh.text("/counter/tickets")
    assert visit("chi").get("/counter/hall").status_code == 403


def test_a_paper_reused_from_the_store_says_where_it_was_found(visit: Visit) -> None:
    binh = visit("binh")
    page = binh.text(f"/counter/{MACHINES}")
    part = page.partition('name="w.')[2].partition('"')[0]
    refused = binh.post(f"/counter/{MACHINES}/dossiers", application(**{f"w.{part}": "reused"}))
    assert refused.status_code == 422
    assert binh.receive(**{f"w.{part}": "reused", f"r.{part}": "Kho tỉnh, KQ-12"})


def test_a_slip_is_looked_at_in_a_frame_of_this_house_only(visit: Visit, machine_work: Work) -> None:
    binh = visit("binh")
    code = binh.receive(decision="accepted")
    machine_work()
    digest = binh.text(f"/dossiers/{code}").partition(f"/dossiers/{code}/papers/")[2][:64]
    shown = binh.get(f"/dossiers/{code}/papers/{digest}/view")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert "script-src" not in shown.headers["Content-Security-Policy"]
    assert visit("en").get(f"/dossiers/{code}/papers/{digest}/view").status_code == 404
