"""Anybody with the code sees where a dossier is, and nothing about a person."""

from collections.abc import Callable

from sqlalchemy import Engine, update

from cases.tables import Dossier
from ground.clock import FixedClock
from ground.database import transaction
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


def test_the_public_page_names_agency_state_and_dates(visit: Visit) -> None:
    binh = visit("binh")
    code = binh.receive()
    binh.complete(code, outcome="accepted")
    page = visit("").text(f"/track?code={code}")
    assert "Sở Nội vụ (minh họa)" in page
    assert "Được tiếp nhận" in page
    # The code alone leads there, however it was typed.
    for typed in (f" {code.lower()} ", f"http://mot-cua.example/track?code={code}"):
        answer = visit("").post("/track/entry", {"code": typed, "factor": ""}, token=False)
        assert answer.headers["Location"] == f"/track?code={code}"


def test_the_public_page_names_no_person(visit: Visit) -> None:
    code = visit("binh").receive()
    page = visit("").text(f"/track?code={code}")
    assert not any(word in page for word in ("Nguyễn Văn An", "001090001234", "Cơ khí Đông Á", "Bình", "binh"))


def test_a_result_that_is_ready_is_had_the_way_that_was_chosen(
    visit: Visit, quick_database: Engine, clock: FixedClock
) -> None:
    code = visit("binh").receive()
    ways = {"counter": "mang giấy hẹn đến Bộ phận Một cửa", "post": "gửi qua bưu chính", "online": "tải kết quả về"}
    for way in ways:
        with transaction(quick_database) as session:
            now = {"state": "finished", "finished_at": clock.now(), "return_way": way}
            session.execute(update(Dossier).where(Dossier.code == code).values(**now))
        page = visit("").text(f"/track?code={code}")
        assert [each for each, words in ways.items() if words in page] == [way]


def test_an_unknown_code_is_told_so(visit: Visit) -> None:
    answer = visit("").get("/track?code=G09.20-000000-0000")
    assert answer.status_code == 404
    assert "G09.20-000000-0000" in answer.get_data(as_text=True)


def test_the_language_is_remembered(visit: Visit) -> None:
    somebody = visit("")
    somebody.post("/language", {"language": "en", "back": "/track"}, token=False)
    assert "Where is my dossier?" in somebody.text("/track")
    assert 'lang="en"' in somebody.text("/track")


def test_the_language_may_be_changed_on_a_page_of_faults(visit: Visit) -> None:
    binh = visit("binh")
    page = binh.complete(binh.receive(), outcome="").get_data(as_text=True)
    back = page.partition('name="back" value="')[2].partition('"')[0]
    assert back.startswith("/tasks/")
    assert binh.get(back).status_code == 200
