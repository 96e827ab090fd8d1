"""Officers log in and out; a session lives on the server and its token only in the cookie."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import PASSWORD
from tests.web.conftest import Visitor

Visit = Callable[[str], Visitor]


def test_the_first_page_is_for_citizens_and_officers(visit: Visit) -> None:
    page = visit("").text("/")
    assert "Hồ sơ của tôi đang ở đâu?" in page
    assert "Đăng nhập" in page


def test_a_log_in_leads_to_the_inbox_with_a_safe_cookie(visit: Visit) -> None:
    answer = visit("").post("/login", {"name": "binh", "password": PASSWORD}, token=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_wrong_password_keeps_the_name(visit: Visit) -> None:
    answer = visit("").post("/login", {"name": "binh", "password": "falsch"}, token=False)
    assert answer.status_code == 403
    assert 'value="binh"' in answer.get_data(as_text=True)
    assert "falsch" not in answer.get_data(as_text=True)


def test_the_address_of_the_log_in_leads_to_its_page(visit: Visit) -> None:
    assert visit("").get("/login").headers["Location"] == "/"


def test_a_log_out_ends_the_session_on_the_server(visit: Visit, office: Flask) -> None:
    binh = visit("binh")
    cookie = binh.client.get_cookie("motcua")
    assert cookie is not None
    binh.post("/logout")
    binh.client.set_cookie("motcua", cookie.value)
    assert binh.get("/inbox").headers["Location"].startswith("/?next=")


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_outside(visit: Visit, evil: str) -> None:
    answer = visit("").post("/login", {"name": "binh", "password": PASSWORD, "next": evil}, token=False)
    assert answer.headers["Location"] == "/inbox"


def test_a_page_asked_for_before_the_log_in_comes_after_it(visit: Visit) -> None:
    somebody = visit("")
    away = somebody.get("/dossiers?q=an")
    assert away.headers["Location"] == "/?next=/dossiers%3Fq%3Dan"
    assert 'name="next" value="/dossiers?q=an"' in somebody.text(away.headers["Location"])


def test_an_address_nobody_knows_keeps_the_places_of_who_is_logged_in(visit: Visit) -> None:
    lost = visit("binh").get("/khong-co")
    assert lost.status_code == 404
    assert 'href="/counter"' in lost.get_data(as_text=True)
    assert 'href="/counter"' not in visit("").get("/khong-co").get_data(as_text=True)
