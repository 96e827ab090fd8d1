"""An officer sees where he is logged in and ends any of it; a session grows idle and has an end of its own."""

import re
from collections.abc import Callable
from datetime import timedelta

from cases.people import STAY
from ground.clock import FixedClock
from tests.cast import PASSWORD
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


def test_every_open_log_in_stands_on_the_page_with_its_browser(visit: Visit) -> None:
    binh = visit("binh")
    visit("binh")
    visit("chi")
    page = binh.text("/sessions")
    assert len(re.findall(r'action="/sessions/[0-9a-f]{32}/end"', page)) == 2
    assert "Werkzeug" in page
    assert "127.0.0.1" in page


def test_one_log_in_is_ended_from_another(visit: Visit) -> None:
    binh, lost = visit("binh"), visit("binh")
    handles = re.findall(r'action="(/sessions/[0-9a-f]{32}/end)"', lost.text("/sessions"))
    page = lost.text("/sessions")
    own = page.partition('class="state"')[2].partition('action="')[2].partition('"')[0]
    (other,) = set(handles) - {own}
    assert lost.post(other).status_code == 303
    assert binh.get("/inbox").headers["Location"].startswith("/?next=")
    assert lost.get("/inbox").status_code == 200


def test_log_out_everywhere_ends_them_all(visit: Visit) -> None:
    first, second, chi = visit("binh"), visit("binh"), visit("chi")
    assert first.post("/sessions/end").headers["Location"] == "/"
    assert [each.get("/inbox").status_code for each in (first, second, chi)] == [303, 303, 200]


def test_an_officer_makes_a_password_of_his_own_and_his_other_log_ins_end(visit: Visit) -> None:
    binh, lost = visit("binh"), visit("binh")
    good = {"password.old": PASSWORD, "password.new": "ba con ngựa trắng", "password.again": "ba con ngựa trắng"}
    for wrong in ({"password.old": "sai"}, {"password.new": "ngắn", "password.again": "ngắn"}, {"password.again": "x"}):
        answer = binh.post("/sessions/password", good | wrong)
        assert (answer.status_code, 'role="alert"' in answer.get_data(as_text=True)) == (422, True)
    assert binh.post("/sessions/password", good).headers["Location"] == "/sessions?changed#password"
    assert binh.get("/inbox").status_code == 200
    assert lost.get("/inbox").status_code == 303
    for password, state in ((PASSWORD, 403), ("ba con ngựa trắng", 303)):
        answer = visit("").post("/login", {"name": "binh", "password": password}, token=False)
        assert answer.status_code == state


def test_a_new_log_in_ends_the_one_this_browser_had(visit: Visit) -> None:
    binh, other = visit("binh"), visit("")
    cookie = binh.client.get_cookie("motcua")
    assert cookie is not None
    binh.post("/login", {"name": "chi", "password": PASSWORD}, token=False)
    other.client.set_cookie("motcua", cookie.value)
    assert other.get("/inbox").status_code == 303


def test_nobody_ends_a_colleagues_log_in(visit: Visit) -> None:
    chi = visit("chi")
    handle = re.findall(r'action="(/sessions/[0-9a-f]{32}/end)"', chi.text("/sessions"))[0]
    assert visit("binh").post(handle).status_code == 404
    assert chi.get("/inbox").status_code == 200


def test_a_session_grows_idle_and_ends_after_twelve_hours_however_busy(visit: Visit, clock: FixedClock) -> None:
    idle, busy = visit("binh"), visit("chi")
    for _ in range(STAY.lasts // STAY.idle):
        clock.advance(STAY.idle - timedelta(seconds=1))
        assert busy.get("/inbox").status_code == 200
    assert idle.get("/inbox").status_code == 303
    clock.advance(timedelta(minutes=1))
    assert busy.get("/inbox").status_code == 303


def test_who_guesses_from_one_address_waits_whatever_names_he_tries(visit: Visit, clock: FixedClock) -> None:
    for number in range(30):
        answer = visit("").post("/login", {"name": f"khong_ai_{number}", "password": "x"}, token=False)
        assert answer.status_code == 403
    blocked = visit("").post("/login", {"name": "binh", "password": PASSWORD}, token=False)
    assert blocked.status_code == 429
    clock.advance(timedelta(hours=2))
    assert visit("").post("/login", {"name": "binh", "password": PASSWORD}, token=False).status_code == 303


def test_a_name_nobody_has_waits_like_one_somebody_has(visit: Visit) -> None:
    def tries(name: str) -> list[int]:
        return [
            visit("").post("/login", {"name": name, "password": "x"}, token=False).status_code for _ in range(5)
        ]  # fmt: skip

    assert tries("khong_ai") == tries("binh")
