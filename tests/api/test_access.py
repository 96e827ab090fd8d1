"""A token opens the JSON door as long as its log-in lasts."""

from collections.abc import Callable

from flask import Flask

from tests.api.conftest import Caller


def test_a_token_that_was_logged_out_opens_nothing(office: Flask, log_in: Callable[[str], Caller]) -> None:
    binh = log_in("binh")
    binh.client.set_cookie("motcua", binh.headers["Authorization"].removeprefix("Bearer "))
    page = binh.client.get("/inbox").get_data(as_text=True)
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    binh.client.post("/logout", data={"csrf": csrf})
    assert binh.get("/dossiers/x").status_code == 401
