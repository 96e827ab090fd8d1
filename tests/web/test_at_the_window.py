"""The window of the counter without a script: a queue, papers handed over on a list, reused papers, a slip shown."""

from collections.abc import Callable
from datetime import timedelta

from ground.clock import FixedClock
from tests.cast import HOME, MACHINES
from tests.web.conftest import Visitor, application

Visit = Callable[[str], Visitor]
Work = Callable[[], None]


def test_papers_of_several_dossiers_leave_on_one_printed_list(visit: Visit, machine_work: Work) -> None:
    binh = visit("binh")
    codes = [binh.receive(decision="accepted") for _ in range(2)]
    machine_work()
    assert "Hãy đánh dấu" in binh.post("/counter/handover", {"to": HOME}).get_data(as_text=True)
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


def test_who_does_not_come_is_put_aside_and_a_second_call_makes_no_longer_wait(visit: Visit, clock: FixedClock) -> None:
    binh = visit("binh")
    slip = binh.get(binh.post("/counter/kiosk").headers["Location"])
    assert slip.headers["Refresh"] == "12; url=/counter/kiosk"
    assert "Tiếp theo là đến lượt Ông/Bà." in slip.get_data(as_text=True)
    for minutes, act in ((4, "call"), (3, "absence"), (3, "call"), (5, "service")):
        clock.advance(timedelta(minutes=minutes))
        binh.post(f"/counter/tickets/1/{act}", {"place": "3"})
        assert ('class="newest"><strong>1</strong>' in binh.text("/counter/hall")) is (act == "call")
        assert ("Đã gọi, chưa đến" in binh.text("/counter/tickets")) is (act == "absence")
    page = binh.text("/counter/tickets")
    assert "<strong>4:00</strong>chờ trung bình" in page
    assert "<strong>5:00</strong>phục vụ trung bình" in page
    assert binh.get("/counter/tickets/1").status_code == 404


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
