"""Files are handed in, fetched as they came, laid aside; a stranger finds nothing, a bad one stays outside."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from werkzeug.test import TestResponse

from tests.api.conftest import Caller

DECLARATION = "000.00.00.G09-KQ001341"
LogIn = Callable[[str], Caller]


def paper(script: bool = False) -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    if script:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")
    out = io.BytesIO()
    made.save(out, static_id=True)
    return out.getvalue()


def hand_in(caller: Caller, code: str, content: bytes, name: str = "Tờ khai.pdf", **headers: str) -> TestResponse:
    address = f"/api/v1/dossiers/{code}/papers/{DECLARATION}/files"
    named = caller.headers | {key.replace("_", "-"): worth for key, worth in headers.items()}
    return caller.client.post(address, data={"file": (io.BytesIO(content), name)}, headers=named)


def test_a_file_comes_in_and_is_fetched_as_it_came(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    stored = hand_in(binh, code, paper())
    assert stored.status_code == 201, stored.get_json()
    assert (stored.get_json()["kind"], stored.get_json()["verdict"]) == ("pdf", "unsigned")
    fetched = binh.get(f"/files/{stored.get_json()['id']}")
    assert fetched.get_data() == paper()
    assert fetched.headers["Content-Disposition"] == "attachment; filename*=UTF-8''T%E1%BB%9D%20khai.pdf"
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    assert [row["name"] for row in binh.get(f"/dossiers/{code}/files").get_json()["rows"]] == ["Tờ khai.pdf"]


def test_a_file_sent_twice_under_one_key_comes_in_once(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    first, second = (hand_in(binh, code, paper(), Idempotency_Key="tep-1").get_json()["id"] for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (paper(script=True), "a.pdf", "pdf_forbidden"),
        (paper()[:200], "a.pdf", "pdf_not_readable"),
        (b"MZ", "a.pdf", "file_kind_not_accepted"),
        (paper(), "a.docx", "file_name_does_not_match"),
    ],
)
def test_a_bad_file_stays_outside(binh: Caller, content: bytes, name: str, refusal: str) -> None:
    code = binh.receive().get_json()["code"]
    answer = hand_in(binh, code, content, name)
    assert (answer.status_code, answer.get_json()["code"]) == (422, refusal)
    assert binh.get(f"/dossiers/{code}/files").get_json()["rows"] == []


def test_a_stranger_finds_and_leaves_nothing(binh: Caller, log_in: LogIn) -> None:
    code = binh.receive().get_json()["code"]
    file_id = hand_in(binh, code, paper()).get_json()["id"]
    en = log_in("en")
    assert hand_in(en, code, paper()).status_code == 404
    for address in (f"/files/{file_id}", f"/dossiers/{code}/files", f"/dossiers/{code}/archive"):
        assert en.get(address).status_code == 404
    assert en.post(f"/files/{file_id}/removal", {"reason": "x"}).status_code == 404


def test_a_file_is_laid_aside_with_a_reason(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    file_id = hand_in(binh, code, paper()).get_json()["id"]
    assert binh.post(f"/files/{file_id}/removal", {"reason": "Nộp nhầm."}).status_code == 200
    assert binh.get(f"/dossiers/{code}/files").get_json()["rows"] == []


def test_an_open_dossier_is_not_packed(binh: Caller) -> None:
    code = binh.receive().get_json()["code"]
    assert binh.get(f"/dossiers/{code}/archive").get_json()["code"] == "dossier_still_open"
