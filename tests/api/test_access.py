"""No address of the JSON door answers a stranger: every rule is walked, new ones too."""

from collections.abc import Callable

from flask import Flask

from tests.api.conftest import Caller

OPEN = {"/api/v1/sessions", "/api/v1/openapi.json", "/healthz", "/readyz"}


def test_every_address_asks_for_a_token(office: Flask) -> None:
    client = office.test_client()
    for rule in office.url_map.iter_rules():
        if not rule.endpoint.startswith("api.") or rule.rule in OPEN or rule.endpoint.endswith("unknown"):
            continue
        for method in {"GET", "POST"} & set(rule.methods or ()):
            address = rule.rule.replace("<", "").replace(">", "")
            answer = client.open(address, method=method)
            assert (answer.status_code, answer.get_json()["code"]) == (401, "not_logged_in"), rule.rule


def test_a_token_that_was_logged_out_opens_nothing(office: Flask, log_in: Callable[[str], Caller]) -> None:
    binh = log_in("binh")
    binh.client.set_cookie("motcua", binh.headers["Authorization"].removeprefix("Bearer "))
    page = binh.client.get("/inbox").get_data(as_text=True)
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    binh.client.post("/logout", data={"csrf": csrf})
    assert binh.get("/dossiers/x").status_code == 401
